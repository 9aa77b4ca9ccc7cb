"""Variation: who does which activity in which slot of a fixed shift, so that no run is too long or too short.

The cover of every activity is given slot by slot, shifts, breaks and some cells are given too. What is left to choose
is how the rest is shared out: runs of one activity cost by their length, and each officer's runs of an activity cost by
their number (Lagerkvist, Rattfeldt, 2025: The Work Task Variation Problem, CP 2025).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from time import monotonic

import numpy as np

from scheduler.allocation.linear import Linear
from scheduler.allocation.stints import StintNetwork

ABSENT, FREE = -2, -1
"""A cell outside the shift, and one that is to be filled."""
ROUNDING = 1e-6
GUESS = 250
"""More than most days cost."""


@dataclass(frozen=True, eq=False)
class TaskDay:
    """A day of fixed shifts whose activities are to be shared out.

    Parameters
    ----------
    activities
        Names.
    fixed
        Activity of each officer in each slot, ABSENT or FREE, int, shape (officers, slots). A free cell at either end
        of a shift may be left absent where fewer officers are asked for.
    required
        Officers that each activity has in each slot, neither more nor fewer, int, shape (activities, slots).
    run_price
        Of a run of an activity by its length, int, shape (activities, slots + 1).
    frequency_price
        Of an officer's runs of an activity by their number, int, shape (activities, slots + 1).
    """

    activities: tuple[str, ...]
    fixed: np.ndarray
    required: np.ndarray
    run_price: np.ndarray
    frequency_price: np.ndarray

    def __post_init__(self) -> None:
        kinds, slots = len(self.activities), self.fixed.shape[1]
        tables = self.required.shape, self.run_price.shape, self.frequency_price.shape
        if tables != ((kinds, slots), (kinds, slots + 1), (kinds, slots + 1)):
            raise ValueError(f"tables of shapes {tables} for {kinds} activities in {slots} slots")

    @property
    def idle(self) -> np.ndarray:
        """Officers who may stay absent in each slot though they could be there, int, shape (slots,)."""
        return (self.fixed != ABSENT).sum(axis=0) - self.required.sum(axis=0)

    @property
    def is_possible(self) -> bool:
        """Whether fixed cells leave room for what is asked, slot by slot."""
        held = np.array([(self.fixed == kind).sum(axis=0) for kind in range(len(self.activities))])
        return bool((held <= self.required).all() and (self.idle >= 0).all())


@dataclass(frozen=True, eq=False)
class Variation:
    """A shared-out day: activity or ABSENT, int, shape (officers, slots), with price, proven bound and seconds."""

    schedule: np.ndarray
    value: int
    bound: int
    seconds: float

    @property
    def is_optimal(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.bound >= self.value


def runs(line: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """(activity, start, end) of each run of a line, absences left out."""
    at = 0
    for activity, cells in groupby(line.tolist()):
        start, at = at, at + len(list(cells))
        if activity != ABSENT:
            yield activity, start, at


def price_of(day: TaskDay, schedule: np.ndarray) -> int:
    """The price of a schedule, run by run."""
    total = 0
    for line in schedule:
        found = list(runs(line))
        total += sum(int(day.run_price[kind, end - start]) for kind, start, end in found)
        counts = np.bincount([kind for kind, _, _ in found], minlength=len(day.activities))
        total += int(day.frequency_price[np.arange(len(counts)), counts].sum())
    return total


def breaches(day: TaskDay, schedule: np.ndarray) -> list[str]:
    """What a schedule breaks: ``fixed``, ``required``, or ``gap`` in somebody's day."""
    kinds = range(len(day.activities))
    held = np.array([(schedule == kind).sum(axis=0) for kind in kinds])
    told = np.where((day.fixed == FREE), schedule, day.fixed)
    spans = [np.flatnonzero(line != ABSENT) for line in schedule]
    wrong = {
        "fixed": (told != schedule).any(),
        "required": (held != day.required).any(),
        "gap": any(len(at) and at[-1] - at[0] + 1 != len(at) for at in spans),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def vary(day: TaskDay, seconds: float) -> Variation | None:
    """The cheapest schedule found in `seconds`; None when none was found, or there is none.

    Without time it follows the cover slot by slot, with a bound of 0.
    Nobody has so many runs of one activity that these alone would cost more than the schedule: that keeps the
    relaxation near the truth, and where a schedule is dearer than was guessed the search begins again.
    """
    until = monotonic() + seconds
    if not day.is_possible:
        return None
    best = _search(day, _most(day, GUESS), seconds) or _slot_by_slot(day)
    if best is not None and best.value > GUESS and (_most(day, best.value) > _most(day, GUESS)).any():
        again = _search(day, _most(day, best.value), until - monotonic()) or replace(best, bound=0)
        best = min(again, replace(best, bound=again.bound), key=lambda found: found.value)
    return None if best is None else replace(best, seconds=seconds - until + monotonic())


def _search(day: TaskDay, most: np.ndarray, seconds: float) -> Variation | None:
    """The cheapest schedule in which nobody has more than so many runs of each activity; its bound holds for these."""
    until = monotonic() + seconds
    network = _network(day, most)
    found = network.program.solve(until - monotonic(), gap=0.0) if until > monotonic() else None
    if found is None:
        return None
    schedule = np.full(day.fixed.shape, ABSENT)
    for stint in network.taken(found.values):
        schedule[stint.who, stint.start : stint.end] = stint.place
    value = price_of(day, schedule)
    return Variation(schedule, value, min(value, ceil(found.bound - ROUNDING)), 0.0)


def _slot_by_slot(day: TaskDay) -> Variation | None:
    """Everybody goes on with what he does as long as he may; None where somebody must stay absent."""
    from scipy.optimize import linear_sum_assignment

    if day.idle.any():
        return None
    schedule = day.fixed.copy()
    lengths = np.zeros(schedule.shape, dtype=int)
    for slot in range(schedule.shape[1]):
        free = np.flatnonzero(schedule[:, slot] == FREE)
        held = np.array([(schedule[:, slot] == kind).sum() for kind in range(len(day.activities))])
        seats = np.repeat(np.arange(len(held)), day.required[:, slot] - held)
        before = schedule[free, slot - 1] if slot else np.full(len(free), ABSENT)
        run = np.where(before[:, None] == seats, lengths[free, slot - 1][:, None], 0)
        people, taken = linear_sum_assignment(day.run_price[seats, run + 1] - day.run_price[seats, run] * (run > 0))
        schedule[free[people], slot] = seats[taken]
        same = schedule[:, slot] == schedule[:, slot - 1] if slot else np.zeros(len(schedule), dtype=bool)
        lengths[:, slot] = np.where(same, lengths[:, slot - 1], 0) + 1
    return Variation(schedule, price_of(day, schedule), 0, 0.0)


def _most(day: TaskDay, value: int) -> np.ndarray:
    """Runs of each activity that alone cost less than `value`, at most, int, shape (activities,)."""
    slots = day.fixed.shape[1]
    most = np.zeros(len(day.activities), dtype=int)
    for kind, prices in enumerate(day.run_price):
        cheapest = np.zeros(slots + 2)  # of n runs by the slots that they and what parts them fill at most
        for n in range(1, (slots + 1) // 2 + 1):
            longer = np.full(slots + 2, np.inf)
            for length in range(1, slots + 1):
                longer[length + 1 :] = np.minimum(longer[length + 1 :], cheapest[: -length - 1] + prices[length])
            cheapest = np.minimum.accumulate(longer)
            if cheapest[-1] + day.frequency_price[kind, n] < value:
                most[kind] = n
    return most


def _network(day: TaskDay, most: np.ndarray) -> StintNetwork:
    """A path of runs for each officer, the number of runs as it is priced, and the cover of every slot."""
    network = StintNetwork(Linear())
    for who in range(len(day.fixed)):
        first = len(network.stints)
        network.add(who, range(day.fixed.shape[1]), _stints(day, who, most))
        mine: dict[int, list[int]] = {}
        for stint in network.stints[first:]:
            mine.setdefault(stint.place, []).append(stint.column)
        for kind, columns in mine.items():
            if kind != ABSENT and not _is_linear(day, kind, most):
                _count(network.program, columns, day.frequency_price[kind][: most[kind] + 1])
    for kind, slot in np.ndindex(day.required.shape):
        here = [network.at[who, slot, kind] for who in range(len(day.fixed)) if (who, slot, kind) in network.at]
        asked = int(day.required[kind, slot])
        network.program.row(((column, 1.0) for column in here), low=asked, high=asked)
    return network


def _is_linear(day: TaskDay, kind: int, most: np.ndarray) -> bool:
    """Whether each run costs as much as the first, up to as many as an officer may have."""
    prices = day.frequency_price[kind][: most[kind] + 1]
    return bool((prices == prices[:2][-1] * np.arange(len(prices))).all())


def _stints(day: TaskDay, who: int, most: np.ndarray) -> Iterator[tuple[int, int, int, float]]:
    """Runs that an officer may have: whole runs, so none stops beside a cell that is fixed to go on."""
    line = day.fixed[who]
    for kind in range(len(day.activities)):
        wanted = day.required[kind] > ((day.fixed == kind).sum(axis=0))
        may = (line == kind) | ((line == FREE) & wanted)
        each = float(day.frequency_price[kind][1]) if _is_linear(day, kind, most) else 0.0
        for start, end in _spans(may):
            if (start == 0 or line[start - 1] != kind) and (end == len(line) or line[end] != kind):
                yield kind, start, end, float(day.run_price[kind, end - start]) + each
    for start, end in _absences(day, line):
        yield ABSENT, start, end, 0.0


def _spans(may: np.ndarray) -> Iterator[tuple[int, int]]:
    for start in np.flatnonzero(may).tolist():
        stop = start + int(np.argmin(may[start:])) if not may[start:].all() else len(may)
        yield from ((start, end) for end in range(start + 1, stop + 1))


def _absences(day: TaskDay, line: np.ndarray) -> set[tuple[int, int]]:
    """Stretches of absence at either end of a line: as given, and as much longer as nobody is asked for."""
    may = (line == ABSENT) | ((line == FREE) & (day.idle > 0))
    there = np.flatnonzero(line != ABSENT)
    first, last = (int(there[0]), int(there[-1]) + 1) if len(there) else (len(line), 0)
    head = next((slot for slot in range(len(line)) if not may[slot]), len(line))
    tail = next((slot + 1 for slot in reversed(range(len(line))) if not may[slot]), 0)
    before = {(0, end) for end in range(max(first, 1), head + 1)}
    after = {(start, len(line)) for start in range(tail, min(last, len(line) - 1) + 1)}
    return before | after


def _count(program: Linear, columns: list[int], prices: np.ndarray) -> None:
    """Prices the number of these columns that are taken."""
    numbers = [program.column(float(prices[n]), whole=True) for n in range(len(prices))]
    program.row(((number, 1.0) for number in numbers), low=1, high=1)
    terms = [(number, -float(n)) for n, number in enumerate(numbers)]
    program.row([*terms, *((column, 1.0) for column in columns)], low=0, high=0)
