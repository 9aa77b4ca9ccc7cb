"""Files imported twice: days on which every number is even, and days that repeat another."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from forecast.counts import Counts
from forecast.suspicious.finding import Finding
from forecast.suspicious.usual import Usual
from office.days import CalendarEntry

LEAST_CHANCE = 1e-3
LEAST_RATIO = 1.4
"""A doubled day is at least so many times as busy as usual."""


def doubles(counts: Counts, usual: Usual, shares: np.ndarray) -> Iterator[Finding]:
    """Days counted twice, and days whose every slot equals another day's.

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
    cells = np.moveaxis(counts.arrivals.reshape(shape), 1, 0).reshape(counts.grid.days, -1)
    rates = np.moveaxis(np.nan_to_num(usual.mean)[:, :, None] * shares, 1, 0).reshape(counts.grid.days, -1)
    looked_at = np.flatnonzero(usual.known.any(axis=0))
    yield from _even(counts, usual, cells, looked_at)
    yield from _repeated(counts, cells, rates, looked_at)


def _even(counts: Counts, usual: Usual, cells: np.ndarray, looked_at: np.ndarray) -> Iterator[Finding]:
    """All numbers even: a Poisson number that is not zero is even with chance below a half."""
    for day in looked_at.tolist():
        filled = cells[day][cells[day] > 0]
        chance = min(1.0, len(looked_at) * 0.5 ** len(filled))
        expected, visitors = float(usual.office_mean[day]), int(filled.sum())
        if not (filled % 2).any() and chance < LEAST_CHANCE and visitors > LEAST_RATIO * expected:
            yield _finding("doubled", counts, day, chance, {"visitors": visitors, "expected": expected})


def _repeated(counts: Counts, cells: np.ndarray, rates: np.ndarray, looked_at: np.ndarray) -> Iterator[Finding]:
    """Two independent Poisson numbers of rate r are equal with chance exp(-2r) I0(2r) (Skellam, *JRSS* 109, 1946)."""
    from scipy.special import ive

    alike: dict[bytes, list[int]] = defaultdict(list)
    for day in looked_at.tolist():
        if cells[day].any():
            alike[cells[day].tobytes()].append(day)
    for first, *later in (days for days in alike.values() if len(days) > 1):
        equal = float(np.exp(np.log(ive(0, 2 * rates[first])).sum()))
        chance = min(1.0, equal * len(looked_at) ** 2 / 2)
        if chance < LEAST_CHANCE:
            for day in later:
                facts: dict[str, str | int | float] = {
                    "visitors": int(cells[day].sum()),
                    "other": f"{counts.grid.dates[first]}",
                }
                yield _finding("copied", counts, day, chance, facts)


def _finding(kind: str, counts: Counts, day: int, chance: float, facts: dict[str, str | int | float]) -> Finding:
    date = counts.grid.dates[day]
    entry = CalendarEntry(start=date, end=date, kind="outage", estimated=True)
    return Finding("doubled" if kind == "doubled" else "copied", date, date, "", chance, facts, entry)
