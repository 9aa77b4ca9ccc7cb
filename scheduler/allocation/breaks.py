"""Breaks: where an office allows it, one break of a day moves by a slot if that spares moves or waiting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from scheduler.allocation import Allocation, allocate
from scheduler.allocation.asked import Asked
from scheduler.master import Master
from scheduler.roster import Assignment
from scheduler.rules.burdens import Burden
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost

MOVED = 5.0
"""Price in waiting minutes of a break that is not where the week was decided with it: less gain moves nobody."""
TRY_SECONDS = 5.0
"""For one day with one break moved."""


@dataclass(frozen=True)
class Eased:
    """A week seated anew: the master with the breaks as they are now, its seating, and (before, after) of each move."""

    master: Master
    allocation: Allocation
    moved: tuple[tuple[Assignment, Assignment], ...]


def ease_breaks(
    week: OfficeWeek,
    cost: StaffingCost,
    master: Master,
    seconds: float,
    kept: frozenset[tuple[str, int]],
    burdens: Sequence[Burden],
    asked: Asked,
) -> Eased:
    """Seats the week with at most one break a day moved by a slot: of all single moves the one that spares most.

    Parameters
    ----------
    week, cost, master, burdens, asked
        As `allocate` has them.
    seconds
        Time for the trials; days for which none is left keep their breaks. A quarter of it goes to seating the whole
        week in the end.
    kept
        Officers and days (0 = Monday) that stay as they are.
    """
    until = monotonic() + 0.75 * seconds
    moved: list[tuple[Assignment, Assignment]] = []
    for day in range(week.grid.days):
        own = _day_of(week, master, day)
        usual = allocate(week, cost, own, TRY_SECONDS, 1, burdens=burdens, asked=asked)
        found: tuple[Assignment, Assignment] | None = None
        least = usual.value - MOVED
        for before, after in _single_moves(week, own, day, kept):
            if monotonic() > until or least <= 0:
                break
            tried = allocate(week, cost, _with(own, before, after), TRY_SECONDS, 1, burdens=burdens, asked=asked)
            if tried.value < least and tried.uncovered <= usual.uncovered:
                found, least = (before, after), tried.value
        if found is not None:
            moved.append(found)
    for before, after in moved:
        master = _with(master, before, after)
    left = max(0.0, until - monotonic()) + 0.25 * seconds
    return Eased(master, allocate(week, cost, master, left, burdens=burdens, asked=asked), tuple(moved))


def _day_of(week: OfficeWeek, master: Master, day: int) -> Master:
    """The master of one day alone."""
    date = week.days[day].date
    posts = master.posts.copy()
    posts[:, :, [other for other in range(week.grid.days) if other != day]] = 0
    return Master(
        tuple(a for a in master.assignments if a.day == date), tuple(d for d in master.fixed if d.day == date), posts
    )


def _single_moves(
    week: OfficeWeek, master: Master, day: int, kept: frozenset[tuple[str, int]]
) -> Iterator[tuple[Assignment, Assignment]]:
    """Every break of a day that may start a slot earlier or later: in its window, and not into another duty."""
    for held in master.assignments:
        if held.break_start is None or (held.officer, day) in kept:
            continue
        busy = [duty for duty in master.fixed if duty.officer == held.officer]
        for choice in week.choices(week.office.officer(held.officer), week.days[day]):
            is_same = _as_before(choice, held) == held and choice.break_start is not None
            is_next = is_same and abs((choice.break_start or 0) - held.break_start) == week.grid.slot_minutes
            if is_next and not any(choice.on_break(duty.start, duty.end) for duty in busy):
                yield held, choice


def _as_before(choice: Assignment, held: Assignment) -> Assignment:
    """The choice with the break start of another."""
    return choice.model_copy(update={"break_start": held.break_start})


def _with(master: Master, before: Assignment, after: Assignment) -> Master:
    assignments = tuple(after if a == before else a for a in master.assignments)
    return replace(master, assignments=assignments)
