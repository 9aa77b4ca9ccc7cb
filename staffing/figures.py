"""Figures of simulated waits as people read them: shares, means, quantiles, bands by hour."""

from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid
from staffing.intervals import Difference, ratios, shares
from staffing.tally import WAIT_MINUTES, Tally

BAND = (0.1, 0.9)
"""Ends of the band that holds 80 % of single days."""
T95 = 2.262
"""Student's deviate of a two-sided 95 % interval from ten batches."""


@dataclass(frozen=True)
class WaitFigures:
    """How some visitors waited, each figure with its 95 % interval.

    Parameters
    ----------
    visitors
        Expected a week, or on the days that were looked at.
    late
        Share who waited too long.
    mean, median, p90
        Minutes; quantiles are exact to a minute, and WAIT_MINUTES stands for anything longer.
    """

    visitors: float
    late: Difference
    mean: Difference
    median: Difference
    p90: Difference


def wait_figures(waits: Tally) -> WaitFigures:
    """All days, groups and slots of a tally in one; take `Tally.only` of what is asked."""
    visitors, late, minutes = (table.sum(axis=(1, 2, 3)) for table in (waits.visitors, waits.late, waits.minutes))
    spread = waits.spread.sum(axis=(1, 2, 3))
    return WaitFigures(
        float(visitors.mean()),
        shares(late, visitors).single,
        ratios(minutes, visitors).single,
        _quantile(spread, 0.5),
        _quantile(spread, 0.9),
    )


def _quantile(spread: np.ndarray, level: float) -> Difference:
    """A quantile of waits counted by the minute in batches, shape (batches, bins)."""
    value = wait_quantile(spread.sum(axis=0), level)
    found = np.array([wait_quantile(batch, level) for batch in spread if batch.any()])
    half = T95 * found.std(ddof=1) / np.sqrt(len(found)) if len(found) > 1 else 0.0
    return Difference(value, max(0.0, value - half), value + half)


def wait_quantile(counts: np.ndarray, level: float) -> float:
    """Quantile of waits that were counted by the minute, linear inside a minute; 0 of nobody.

    Parameters
    ----------
    counts
        As the last axis of `Tally.spread`.
    level
        Between 0 and 1.
    """
    below = np.cumsum(counts)
    if not below[-1]:
        return 0.0
    asked = level * below[-1]
    bin = int(np.searchsorted(below, asked))
    if bin == 0 or bin > WAIT_MINUTES:
        return float(min(bin, WAIT_MINUTES))
    return bin - 1 + float((asked - below[bin - 1]) / counts[bin])


@dataclass(frozen=True)
class HourlyBand:
    """Waits by clock hour, with the band that holds 80 % of single days.

    Parameters
    ----------
    starts
        Minute of the day at which each hour's slots begin, shape (hours,).
    visitors
        Expected, shape (days, groups, hours).
    mean
        Minutes, over all visitors or days; 0 where nobody comes; same shape.
    low, high
        Ends of the band over the paths on which anybody comes in that hour, same shape.
    """

    starts: np.ndarray
    visitors: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray


def mean_waits_by_hour(waits: Tally, grid: SlotGrid) -> HourlyBand:
    """The mean wait of those who come in an hour: over everybody, and the band of single days' hourly means.

    Parameters
    ----------
    waits
        Any tally on the grid; `Tally.together` for everybody as one group.
    grid
        The slots.
    """
    starts = _hours(grid)
    visitors, minutes = (np.add.reduceat(table, starts, axis=3) for table in (waits.visitors, waits.minutes))
    single = np.divide(minutes, visitors, out=np.full(minutes.shape, np.nan), where=visitors > 0)
    low, high = (_over_paths(single, level) for level in BAND)
    return HourlyBand(grid.minutes[starts], visitors.mean(axis=0), ratios(minutes, visitors).mean, low, high)


def longest_waits_by_hour(waits: Tally, grid: SlotGrid) -> HourlyBand:
    """The longest wait of those who come in an hour: mean over single days, and their band."""
    starts = _hours(grid)
    visitors = np.add.reduceat(waits.visitors, starts, axis=3)
    longest = np.maximum.reduceat(waits.longest, starts, axis=3).astype(float)
    longest[visitors == 0] = np.nan
    days = np.maximum((visitors > 0).sum(axis=0), 1)
    low, high = (_over_paths(longest, level) for level in BAND)
    mean = np.nansum(longest, axis=0) / days
    return HourlyBand(grid.minutes[starts], visitors.mean(axis=0), mean, low, high)


def _hours(grid: SlotGrid) -> np.ndarray:
    """Index of the first slot of each clock hour."""
    return np.unique(grid.minutes // 60, return_index=True)[1]


def _over_paths(values: np.ndarray, level: float) -> np.ndarray:
    """Quantile over the first axis, nan left out; 0 where there is nothing else."""
    ordered = np.sort(values, axis=0)  # nan goes to the end
    place = level * np.maximum((~np.isnan(values)).sum(axis=0) - 1, 0)
    below = np.floor(place).astype(int)
    ends = (np.take_along_axis(ordered, at[None], axis=0)[0] for at in (below, np.ceil(place).astype(int)))
    first, second = (np.nan_to_num(end) for end in ends)
    return first + (place - below) * (second - first)
