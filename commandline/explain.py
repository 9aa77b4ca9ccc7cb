"""The command `explain`: why a roster is as it is, and what something else for somebody would cost."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commandline.params import ExistingFile, Number, Param, UsageProblem
from commandline.session import Session, first_interrupt_stops, progress_of
from commandline.shared import made_from, published_from
from office.problems import Problem

if TYPE_CHECKING:
    from planning.reasons import Asked

DONE, SHORT = 0, 3
EXISTING = ExistingFile()
EXPLAIN = (
    Param("roster", click.Argument, {"type": EXISTING}),
    Param("officer", told="explain.officer"),
    Param("day", told="explain.day"),
    Param("off", settings={"is_flag": True}, told="explain.off"),
    Param("leave", settings={"is_flag": True}, told="explain.leave"),
    Param("shift", told="explain.shift"),
    Param("counter", told="explain.counter"),
    Param("at", told="explain.at"),
    Param("task", told="explain.task"),
    Param("config", settings={"type": EXISTING}, told="replan.config"),
    Param("visits", settings={"type": EXISTING}, told="replan.visits"),
    Param("book", settings={"type": EXISTING}),
    Param("previous", settings={"type": EXISTING, "multiple": True}),
    Param("seconds", settings={"type": Number(1.0, 3600.0)}, told="explain.seconds"),
    Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1}),
)


def explain(
    session: Session, roster: Path, officer: str | None, day: str | None, off: bool, leave: bool, shift: str | None,
    counter: str | None, at: str | None, task: str | None, config: Path | None, visits: Path | None,
    book: Path | None, previous: tuple[Path, ...], seconds: float | None, seed: int,
) -> int:  # fmt: skip
    """Why somebody works then, or what else would cost; without a name the whole roster rule by rule."""
    wishes = [wish for wish in (shift, counter, task) if wish is not None]
    if (officer is None) != (day is None) or (officer is None and (wishes or off or leave or at)):
        raise UsageProblem(Problem("explain.whose"))
    if len(wishes) + off + leave > 1:
        raise UsageProblem(Problem("explain.one_wish"))
    if at is not None and counter is None:
        raise UsageProblem(Problem("explain.at_counter"))
    if officer is None or day is None:
        return _scored(session, roster, config, visits, book, previous)
    from planning.reasons import Asked

    asked = Asked(officer, day, shift, counter, task, at, leave)
    return _answered(session, asked, (roster, config, visits, book, previous), seconds, seed)


def _answered(
    session: Session, asked: "Asked", files: tuple[Path, Path | None, Path | None, Path | None, tuple[Path, ...]],
    seconds: float | None, seed: int,
) -> int:  # fmt: skip
    from planning.reasons import explain_wish
    from report.terminal.reasons import answer_lines

    week = published_from(session, *files)
    with progress_of(session) as progress, first_interrupt_stops(session):
        found = explain_wish(week, asked, seconds, seed, progress, session.stop)
    session.say(answer_lines(found, session.words), {**found.summary(), **made_from(week.inputs)})
    session.remark(found.notes)
    return DONE


def _scored(
    session: Session, roster: Path, config: Path | None, visits: Path | None, book: Path | None,
    previous: tuple[Path, ...],
) -> int:  # fmt: skip
    from planning.reasons import score_week
    from report.terminal.reasons import score_lines

    week = published_from(session, roster, config, visits, book, previous)
    found = score_week(week)
    session.say(score_lines(found, session.words), {**found.summary(), **made_from(week.inputs)})
    session.remark(week.origin.notes)
    return SHORT if found.shortages or any(violation.hard for violation in found.violations) else DONE
