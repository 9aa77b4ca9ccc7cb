"""Waits, people waiting and how full counters are, hour by hour."""

from dataclasses import dataclass, replace

import numpy as np

from office.grid import SlotGrid
from staffing.figures import longest_waits_by_hour, mean_waits_by_hour
from staffing.outcome import Outcome
from staffing.tally import Tally

HIGH = 0.9
HARDLY = 0.05
"""People waiting below which an hour without counters is left out."""


@dataclass(frozen=True)
class HourWait:
    """Who comes in one clock hour.

    Parameters
    ----------
    day
        Index of the day; None for all open days together.
    start, end
        Minutes of the day.
    visitors
        A day, mean.
    mean, low, high
        Minutes to the first call: over all visitors, and the 80 % range of single days' means.
    longest
        Longest wait of that hour that is not exceeded on 9 of 10 days, minutes.
    late
        Share who wait longer than the target.
    """

    day: int | None
    start: int
    end: int
    visitors: float
    mean: float
    low: float
    high: float
    longest: float
    late: float


@dataclass(frozen=True)
class HourLoad:
    """What one clock hour of a day is like.

    Parameters
    ----------
    start, end
        Minutes of the day.
    waiting, waiting_high
        People waiting at once, mean over the hour: mean, and what is not exceeded on 9 of 10 days.
    occupied
        Share of the time at counters that is spent with visitors; None where no counter is held.
    counters
        Counters that are held, mean.
    """

    start: int
    end: int
    waiting: float
    waiting_high: float
    occupied: float | None
    counters: float


def hour_waits(calls: Tally, grid: SlotGrid, days: tuple[int, ...]) -> tuple[HourWait, ...]:
    """Waits of one group by hour: all days together, then each; hours in which nobody comes are left out."""
    together = [_table(_single_days(calls.only(days=list(days))), grid, None)] if days else []
    return tuple(
        hour for table in (*together, *(_table(calls.only(days=[d]), grid, d) for d in days)) for hour in table
    )


def _single_days(calls: Tally) -> Tally:
    """Every day of every path as a path of its own, of one day."""
    tables = {
        name: getattr(calls, name).reshape(-1, 1, *getattr(calls, name).shape[2:])
        for name in ("visitors", "late", "minutes", "longest")
    }
    return replace(calls, **tables)


def _table(calls: Tally, grid: SlotGrid, day: int | None) -> list[HourWait]:
    """One day of one group."""
    means, longest = mean_waits_by_hour(calls, grid), longest_waits_by_hour(calls, grid)
    late, visitors = (part[:, 0, 0].sum(axis=0) for part in (calls.late, calls.visitors))
    hour = np.searchsorted(means.starts, grid.minutes, side="right") - 1
    found = []
    for h, start in enumerate(means.starts.tolist()):
        come = int(visitors[hour == h].sum())
        if come:
            found.append(
                HourWait(
                    day, start, start // 60 * 60 + 60, float(means.visitors[0, 0, h]), float(means.mean[0, 0, h]),
                    float(means.low[0, 0, h]), float(means.high[0, 0, h]), float(longest.high[0, 0, h]),
                    float(late[hour == h].sum() / come),
                )
            )  # fmt: skip
    return found


def hour_loads(outcome: Outcome, day: int) -> tuple[HourLoad, ...]:
    """The hours of a day in which any counter is held, or people wait all the same."""
    grid = outcome.grid
    starts = np.unique(grid.minutes // 60, return_index=True)[1]
    slots = np.diff(np.append(starts, grid.slots))
    queue = np.add.reduceat(outcome.queue[:, day].sum(axis=1), starts, axis=1) / slots
    busy, held = (
        np.add.reduceat(part[:, day].sum(axis=(0, 1)), starts)
        for part in (outcome.occupancy.type_busy, outcome.occupancy.type_held)
    )
    found = []
    for h, start in enumerate(grid.minutes[starts].tolist()):
        if held[h] > 0 or queue[:, h].mean() >= HARDLY:
            minutes = outcome.paths * grid.slot_minutes * int(slots[h])
            occupied = float(busy[h] / held[h]) if held[h] > 0 else None
            waiting, most = float(queue[:, h].mean()), float(np.quantile(queue[:, h], HIGH))
            found.append(HourLoad(start, start // 60 * 60 + 60, waiting, most, occupied, float(held[h] / minutes)))
    return tuple(found)
