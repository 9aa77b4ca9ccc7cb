"""Certify: in which hours the target holds, judged on simulated days that the plan has not seen."""

from collections.abc import Callable, Iterator

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from staffing.certificate import Cell, Certificate
from staffing.intervals import shares
from staffing.outcome import Outcome
from staffing.pricing import JUDGED_VISITORS, THIN_MINUTES, THIN_SHARE, merged
from staffing.tally import Tally

Stretches = Callable[[np.ndarray], Iterator[tuple[int, int]]]
"""From expected visitors by slot, shape (slots,), to the first and the last slot of each stretch that is judged."""


def certify(outcome: Outcome, office: Office) -> Certificate:
    """Judges every stretch of every day in which enough visitors come.

    Clock hours of one day are merged until a stretch expects JUDGED_VISITORS a week. Where one day of a service
    cannot fill a stretch, its hours are judged over all days of the week as well. A service that cannot fill one in a
    whole week is thin: its days are judged by whether anybody waits over THIN_MINUTES or is never called. All
    services together are judged in the same way, and whole visits by day. Intervals are those of `intervals.shares`.

    Parameters
    ----------
    outcome
        Of at least two paths, with its tallies.
    office
        Its target.

    Returns
    -------
    Certificate
        Cells by service (all together first), then day, then time; nothing for what nobody comes to.
    """
    grid = outcome.grid
    everybody, whole = outcome.calls.together(), outcome.visits.together()
    late, out = 1 - office.target.call_share, 1 - office.target.visit_share

    def hours(expected: np.ndarray) -> Iterator[tuple[int, int]]:
        return _hours(expected, grid)

    cells = [*_of_group(everybody, 0, None, grid, late, hours)]
    visits = [*_of_group(whole, 0, None, grid, out, _whole_day)]
    for k, service in enumerate(outcome.services):
        if outcome.calls.expected[:, k].sum() < JUDGED_VISITORS:
            cells += _thin(outcome, k)
        else:
            cells += _of_group(outcome.calls, k, service, grid, late, hours)
            visits += _of_group(outcome.visits, k, service, grid, out, _whole_day)
    return Certificate(tuple(cells), outcome.paths * int((outcome.visitors.sum(axis=(0, 2)) > 0).sum()), tuple(visits))


def _of_group(
    waits: Tally, group: int, service: str | None, grid: SlotGrid, allowed: float, stretches: Stretches
) -> Iterator[Cell]:
    """Stretches of each day that has enough visitors; of the whole week where a day has not."""
    expected = waits.expected[:, group]
    enough = expected.sum(axis=1) >= JUDGED_VISITORS
    if (expected.sum(axis=1)[~enough] > 0).any():
        for first, last in stretches(expected.sum(axis=0)):
            yield _cell(waits, group, service, None, (first, last), grid, allowed)
    for day in np.flatnonzero(enough):
        for first, last in stretches(expected[day]):
            yield _cell(waits, group, service, int(day), (first, last), grid, allowed)


def _hours(expected: np.ndarray, grid: SlotGrid) -> Iterator[tuple[int, int]]:
    """Clock hours merged until enough visitors are expected, those in which nobody comes left out at the ends."""
    hour = grid.minutes // 60
    coming = np.flatnonzero(expected > 0)
    starts = np.unique(hour, return_index=True)[1]
    cell = merged(np.add.reduceat(expected, starts))[np.searchsorted(hour[starts], hour)]
    for number in np.unique(cell[coming]):
        of = coming[cell[coming] == number]
        inside = np.flatnonzero(np.isin(hour, hour[[of[0], of[-1]]]))
        yield int(inside[0]), int(inside[-1])


def _whole_day(expected: np.ndarray) -> Iterator[tuple[int, int]]:
    coming = np.flatnonzero(expected > 0)
    if expected.sum() >= JUDGED_VISITORS:
        yield int(coming[0]), int(coming[-1])


def _cell(
    waits: Tally, group: int, service: str | None, day: int | None, slots: tuple[int, int], grid: SlotGrid,
    allowed: float,
) -> Cell:  # fmt: skip
    days = slice(None) if day is None else slice(day, day + 1)
    here = (slice(None), days, group, slice(slots[0], slots[1] + 1))
    visitors, late = (table[here].sum(axis=(1, 2)) for table in (waits.visitors, waits.late))
    share = shares(late, visitors).single
    start, end = _minutes(grid, *slots)
    return Cell(service, day, start, end, float(visitors.mean()), share.mean, share.low, share.high, allowed)


def _thin(outcome: Outcome, group: int) -> Iterator[Cell]:
    """Each day of a thin service: the share of such days on which anybody waits over an hour, or in vain."""
    waits, grid, service = outcome.calls, outcome.grid, outcome.services[group]
    for day, expected in enumerate(waits.expected[:, group]):
        coming = np.flatnonzero(expected > 0)
        if len(coming):
            long = (waits.longest[:, day, group] > THIN_MINUTES).any(axis=1) | (outcome.uncalled[:, day, group] > 0)
            share = shares(long, np.ones(len(long))).single
            start, end = _minutes(grid, int(coming[0]), int(coming[-1]))
            visitors = float(expected.sum())
            yield Cell(service, day, start, end, visitors, share.mean, share.low, share.high, THIN_SHARE, by_day=True)


def _minutes(grid: SlotGrid, first: int, last: int) -> tuple[int, int]:
    return int(grid.minutes[first]), int(grid.minutes[last]) + grid.slot_minutes
