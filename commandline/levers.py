"""The head's levers: quotas of places, days to spare people, and the last ticket that can be finished."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commandline.params import ExistingFile, NewPath, Number, Param
from commandline.session import Session, progress_of
from commandline.shared import gather_inputs, made_from, share_of, week_asked

if TYPE_CHECKING:
    from planning.inputs import Inputs
    from planning.levers.people import Planned

DONE = 0
EXISTING = ExistingFile()
_COMMON = (
    Param("config", click.Argument, {"type": EXISTING}),
    Param("visits", click.Argument, {"type": EXISTING, "required": False}),
    Param("week"),
    Param("roster", settings={"type": EXISTING}, told="planned_roster"),
    Param("plans", settings={"type": NewPath(), "default": Path("out")}),
    Param("book", settings={"type": EXISTING}),
    Param("bookings", settings={"type": EXISTING}),
    Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1}),
)
QUOTA = (
    *_COMMON,
    Param("weeks", settings={"type": Number(1, 13), "default": 1}, told="coming_weeks"),
    Param("bookable", settings={"multiple": True}),
    Param("walk_ins"),
)
SPARE = (
    *_COMMON,
    Param("people", settings={"type": Number(1, 1000), "default": 3}),
    Param("skills", settings={"multiple": True}),
)
CAP = _COMMON


def quota(
    session: Session, config: Path, visits: Path | None, week: str | None, roster: Path | None, plans: Path,
    book: Path | None, bookings: Path | None, seed: int, weeks: int, bookable: tuple[str, ...], walk_ins: str | None,
) -> int:  # fmt: skip
    """How many places the sessions can carry with the people planned."""
    from planning.levers.reports import report_quota
    from report.terminal.quota import quota_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    people = _people(inputs, week, roster, plans)
    with progress_of(session) as progress:
        found = report_quota(inputs, weeks, people, bookable, share_of(walk_ins), seed, progress)
    session.say(quota_lines(found, inputs.office, session.words), {**found.summary(), **made_from(inputs)})
    session.remark((*inputs.notes, *found.notes))
    return DONE


def spare(
    session: Session, config: Path, visits: Path | None, week: str | None, roster: Path | None, plans: Path,
    book: Path | None, bookings: Path | None, seed: int, people: int, skills: tuple[str, ...],
) -> int:  # fmt: skip
    """On which day some people can best be away."""
    from planning.levers.reports import report_spare
    from report.terminal.spare import spare_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    planned = _people(inputs, week, roster, plans)(None)
    with progress_of(session) as progress:
        found = report_spare(inputs, planned, people, skills, seed, progress)
    session.say(spare_lines(found, session.words), {**found.summary(), **made_from(inputs)})
    session.remark((*inputs.notes, *planned.notes))
    return DONE


def cap(
    session: Session, config: Path, visits: Path | None, week: str | None, roster: Path | None, plans: Path,
    book: Path | None, bookings: Path | None, seed: int,
) -> int:  # fmt: skip
    """The last ticket of each day that can be finished."""
    from planning.levers.reports import report_cap
    from report.terminal.cap import cap_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    planned = _people(inputs, week, roster, plans)(None)
    with progress_of(session) as progress:
        found = report_cap(inputs, planned, seed, progress)
    session.say(cap_lines(found, session.words), {**found.summary(), **made_from(inputs)})
    session.remark((*inputs.notes, *planned.notes))
    return DONE


def _people(
    inputs: "Inputs", week: str | None, roster: Path | None, plans: Path
) -> "Callable[[str | None], Planned]":  # fmt: skip
    """The people of a week by its name; None means the week that was asked for."""
    from planning.levers.people import planned
    from report.places import place_words

    asked, usual = week_asked(week) if week is not None else None, week_asked(None)
    return lambda later: planned(inputs, later or asked, roster, plans, place_words(), usual)
