"""Rules about who sits where: decided when officers are seated, so the week's model says nothing of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from scheduler.roster import Duty, Roster
from scheduler.rules.base import Rule

if TYPE_CHECKING:
    from scheduler.model import RosterModel

STINT_MINUTES = 60
"""Shortest stint where no rule names another."""


class SeatRule(Rule):
    """A wish about counters that the allocation prices and the checker counts."""

    level: Literal["wishes", "changes"] = "wishes"

    def constrain(self, model: RosterModel) -> None:
        """Nothing: officers are seated after the week is decided."""


@dataclass(frozen=True)
class SeatWishes:
    """What the allocation is asked for besides cover.

    Parameters
    ----------
    stint_minutes
        No stay at a counter should be shorter.
    moves
        Moves between counters that an officer may make in a day; None means no limit.
    sitting_minutes
        How long an officer may sit at counters without a break or other work; None means no limit.
    setup_minutes
        Lost by who goes on at a counter with other steps than just before.
    tired
        (officer, counter) that should rather not be his main one again.
    """

    stint_minutes: int = STINT_MINUTES
    moves: int | None = None
    sitting_minutes: int | None = None
    tired: frozenset[tuple[str, str]] = frozenset()
    setup_minutes: int = 0


def stays(roster: Roster, officer: str, day: date) -> Iterator[tuple[Duty, ...]]:
    """An officer's stays at counters: stretches in a row at the same one."""
    run: list[Duty] = []
    for duty in roster.duties_of(officer, day):
        if run and (duty.start != run[-1].end or duty.counter != run[-1].counter):
            yield tuple(run)
            run = []
        if duty.counter is not None:
            run.append(duty)
    if run:
        yield tuple(run)


def seated_days(roster: Roster) -> list[tuple[str, date]]:
    """Officers and days with work at a counter, in order."""
    return sorted({(d.officer, d.day) for d in roster.duties if d.counter is not None}, key=lambda pair: pair[::-1])


def desk_minutes(duties: Iterable[Duty]) -> dict[str, int]:
    """Minutes of one officer at each counter."""
    found: dict[str, int] = {}
    for duty in duties:
        if duty.counter is not None:
            found[duty.counter] = found.get(duty.counter, 0) + duty.minutes
    return found


def main_desk(duties: Iterable[Duty]) -> str | None:
    """The counter at which an officer sits longest, the first by name of several; None when at none."""
    found = desk_minutes(duties)
    return min(found, key=lambda counter: (-found[counter], counter), default=None)
