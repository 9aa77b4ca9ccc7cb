"""The command `month`: four to six weeks ahead, with the leave that fits."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commandline.params import ExistingFile, NewPath, Number, Param
from commandline.session import Session, first_interrupt_stops, progress_of, write
from commandline.shared import book_beside, gather_inputs, made_from, week_asked, wrote
from office.problems import Problem

if TYPE_CHECKING:
    from planning.month import MonthPlan

DONE, SHORT = 0, 3
EXISTING = ExistingFile()
MONTH = (
    Param("config", click.Argument, {"type": EXISTING}),
    Param("visits", click.Argument, {"type": EXISTING, "required": False}),
    Param("start", told="month.start"),
    Param("weeks", settings={"type": Number(1, 6), "default": 4}, told="month.weeks"),
    Param("leave", settings={"type": EXISTING}, told="month.leave"),
    Param("published", settings={"type": EXISTING, "multiple": True}, told="month.published"),
    Param("book", settings={"type": EXISTING}),
    Param("bookings", settings={"type": EXISTING}),
    Param("out", settings={"type": NewPath(), "default": Path("out")}),
    Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1}),
    Param("seconds", settings={"type": Number(1.0, 86_400.0), "default": 180.0}, told="month.seconds"),
)


def month(
    session: Session, config: Path, visits: Path | None, start: str | None, weeks: int, leave: Path | None,
    published: tuple[Path, ...], book: Path | None, bookings: Path | None, out: Path, seed: int, seconds: float,
) -> int:  # fmt: skip
    """Plan four to six weeks ahead: which leave fits together, what each costs, and a draft of the weeks."""
    from planning.config import load_config
    from planning.leavefile import read_requests
    from planning.month import plan_month, published_rosters
    from report.named import named
    from report.terminal.month import month_lines

    first = week_asked(start)
    from planning.book import Book, read_book, with_book

    loaded, beside = load_config(config).config, book_beside(config, book)
    office = with_book(loaded, read_book(beside, loaded) if beside else Book()).office
    fixed, earlier = published_rosters(published, office, first)
    requests = read_requests(leave, office) if leave is not None else None
    inputs = gather_inputs(session, config, visits, book, earlier, out, None, bookings)
    with progress_of(session) as progress, first_interrupt_stops(session):
        planned = plan_month(inputs, first, weeks, requests, fixed, seed, seconds, progress, session.stop)
    data = {**_data(planned), **made_from(inputs)}
    written = write(out / f"{first}-{weeks}", _files(planned, session, data))
    session.say([*month_lines(planned, session.words), *wrote(session, written)], data)
    session.remark(named((*inputs.notes, *planned.notes, *_past(planned)), inputs.office))
    broken = any(violation.hard for week in planned.month.weeks for violation in week.violations)
    return SHORT if broken or any(weak.short for weak in planned.weak_days()) else DONE


def _past(planned: "MonthPlan") -> list[Problem]:
    """A warning where the weeks asked for are over already."""
    last, today = planned.dates[-1], date.today()
    params = {"today": f"{today}"}
    return [Problem("month.past", found=f"{last}", params=params, severity="warning")] if last < today else []


def _data(planned: "MonthPlan") -> dict[str, object]:
    from planning.monthdata import month_data

    return month_data(planned)


def _files(planned: "MonthPlan", session: Session, data: dict[str, object]) -> dict[str, bytes]:
    from report.monthpage import month_html

    told = {"schema_version": 1, **data}
    return {
        "month.html": month_html(planned, session.words).encode(),
        "month.json": (json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n").encode(),
    }
