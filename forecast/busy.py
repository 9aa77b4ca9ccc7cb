"""Busy hours: which hours of which weekdays are quiet, usual or busy."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from forecast.distribution import Forecast

Crowding = Literal["closed", "quiet", "usual", "busy"]
QUIET, BUSY = 0.75, 1.25
"""An hour is quiet below, busy above this multiple of the mean open hour."""


@dataclass(frozen=True)
class BusyHours:
    """How crowded the hours of a week are.

    Parameters
    ----------
    hours
        Hours of the clock along the second axis, such as 8 for 08.00-09.00.
    visitors
        Expected visitors per open hour (an hour open by half counts double), shape (7, hours), NaN when closed.
    """

    hours: tuple[int, ...]
    visitors: np.ndarray

    @property
    def levels(self) -> tuple[tuple[Crowding, ...], ...]:
        """For each weekday, 0 = Monday, and hour: beside the mean of all open hours."""
        known = self.visitors[np.isfinite(self.visitors)]
        usual = float(known.mean()) if known.size else 0.0
        return tuple(tuple(_level(visitors, usual) for visitors in day) for day in self.visitors.tolist())


def busy_hours(forecast: Forecast, open_slots: np.ndarray) -> BusyHours:
    """Mean visitors by weekday and hour over all paths and weeks of a forecast.

    Parameters
    ----------
    forecast
        One week or more.
    open_slots
        Slots in which any ticket is issued, bool, shape (days, slots a day).
    """
    grid = forecast.grid
    mean = np.where(open_slots, forecast.office_slots.mean(axis=0), 0.0)
    weekday = np.array([date.weekday() for date in grid.dates])
    clock = grid.minutes // 60
    hours = tuple(sorted({int(hour) for hour in clock[open_slots.any(axis=0)]}))
    per_hour = 60 / grid.slot_minutes
    visitors = np.full((7, len(hours)), np.nan)
    for column, hour in enumerate(hours):
        for day in range(7):
            cells = np.ix_(weekday == day, clock == hour)
            slots = int(open_slots[cells].sum())
            if slots:
                visitors[day, column] = mean[cells].sum() / slots * per_hour
    return BusyHours(hours, visitors)


def _level(visitors: float, usual: float) -> Crowding:
    if np.isnan(visitors):
        return "closed"
    if visitors < QUIET * usual:
        return "quiet"
    return "busy" if visitors > BUSY * usual else "usual"
