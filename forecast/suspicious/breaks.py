"""Hours without anybody on a day that was otherwise alive: the machine stood still, or the office was shut early."""

from collections.abc import Iterator, Sequence

import numpy as np

from forecast.counts import Counts
from forecast.suspicious.finding import Finding, FindingKind, discoveries
from forecast.suspicious.usual import Usual
from office.days import CalendarEntry

LEAST_EXPECTED = 8.0
"""Visitors that should have come in the empty hours."""
FALSE_SHARE = 0.01
GROUP = 3.0
"""Standard deviations above its expectation at which a slot's number is cut: a group says nothing of other hours."""


def breaks(counts: Counts, usual: Usual, shares: np.ndarray) -> Iterator[Finding]:
    """The office's longest empty stretches, and those of single services where the office was alive.

    Given what came outside a stretch, its own visitors are gamma-Poisson: with the factor's variance s, a = 1/s + seen
    outside and b = 1/s + expected outside, nobody comes with chance (b / (b + expected))^a. An empty stretch begins at
    opening or after somebody, so that is counted as often as there are such slots.

    Parameters
    ----------
    counts
        The past.
    usual
        What is usual.
    shares
        Share of each day's visitors in each slot, shape (services, days, slots).
    """
    shape = (len(counts.services), *counts.grid.shape)
    seen = np.where(usual.known[:, :, None], counts.arrivals.reshape(shape), 0)
    expected = np.where(usual.known, np.nan_to_num(usual.mean), 0.0)[:, :, None] * shares
    office = list(_stretches(seen.sum(axis=0), expected.sum(axis=0), usual.office_spread))
    found = list(_found(counts, "", office))
    yield from found
    taken = {finding.start for finding in found}
    for index, service in enumerate(counts.services):
        own = _stretches(seen[index], expected[index], float(usual.spread[index]))
        yield from (finding for finding in _found(counts, service, list(own)) if finding.start not in taken)


Stretch = tuple[int, int, int, float, float, bool, bool]
"""Day, first and last slot, expected, chance, whether it reaches the day's first and last slot."""


def _stretches(seen: np.ndarray, expected: np.ndarray, spread: float) -> Iterator[Stretch]:
    """Each day's empty stretch with the most people expected; days without anybody left out."""
    for day in np.flatnonzero(seen.any(axis=1)).tolist():
        slots = np.flatnonzero(expected[day] > 0)
        best = max(_empty_runs(seen[day, slots]), key=lambda run: expected[day, slots[run]].sum(), default=None)
        if best is None:
            continue
        inside = float(expected[day, slots[best]].sum())
        outside = float(expected[day].sum()) - inside
        size, alone = 1 / spread, np.minimum(seen[day], expected[day] + GROUP * np.sqrt(expected[day] + 1))
        shape, rate = size + float(alone.sum()), size + outside
        starts = np.count_nonzero(seen[day, slots]) + 1
        chance = min(1.0, starts * float((rate / (rate + inside)) ** shape))
        edges = bool(best[0] == 0), bool(best[-1] == len(slots) - 1)
        yield day, int(slots[best[0]]), int(slots[best[-1]]), inside * shape / rate, chance, *edges


def _empty_runs(seen: np.ndarray) -> list[np.ndarray]:
    """Positions of each run of slots without visitors."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (seen == 0).astype(int), [0]])))
    return [np.arange(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _found(counts: Counts, service: str, stretches: Sequence[Stretch]) -> Iterator[Finding]:
    chances = np.array([chance for *_, chance, _, _ in stretches])
    for (day, first, last, expected, chance, from_start, to_end), is_real in zip(
        stretches, discoveries(chances, FALSE_SHARE), strict=True
    ):
        if not is_real or expected < LEAST_EXPECTED:
            continue
        kind: FindingKind = "stopped" if to_end else "late" if from_start else "gap"
        minutes = counts.grid.minutes
        date, end = counts.grid.dates[day], int(minutes[last]) + counts.grid.slot_minutes
        entry = CalendarEntry(start=date, end=date, kind="outage", service=service or None, estimated=True)
        facts = {"from": int(minutes[first]), "to": end, "expected": expected}
        yield Finding(kind, date, date, service, min(1.0, chance * len(stretches)), facts, entry)
