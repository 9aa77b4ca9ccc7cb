"""Profiles: how a day's visitors come over its slots, for any day with any hours."""

from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from forecast.intraday.blend import blend
from forecast.intraday.masks import slot_index
from forecast.intraday.noise import SlotNoise, slot_noise
from forecast.intraday.shapes import Shapes, shapes, shares_of
from forecast.intraday.weeks import PastWeeks, past_weeks, week_number
from office.grid import SlotGrid

LAG_WEEKS = 1
"""Whole weeks that lie between what a shape knew and the week on which it is judged."""
JUDGED_WEEKS = 53
WARM_UP_WEEKS = 4
HOLIDAY_LIKE = (None, 5, 6)
"""What an open holiday may look like: its own weekday, a Saturday, a Sunday."""


@dataclass(frozen=True)
class Profiles:
    """How visitors come over a day.

    Parameters
    ----------
    first, slot_minutes
        The slots: minute at which the first begins, and their length.
    shapes
        The shapes that a day's profile is blended of.
    weights
        Part of each, shape (shapes,).
    holiday
        Parts of `HOLIDAY_LIKE` in an open holiday.
    noise
        How far single days lie from their profile.
    """

    first: int
    slot_minutes: int
    shapes: Shapes
    weights: np.ndarray
    holiday: np.ndarray
    noise: SlotNoise

    @property
    def last(self) -> int:
        """Ordinal of the last day of `noise`: the Sunday of the last week of the past."""
        return 7 * (self.shapes.monday + self.shapes.weeks)

    def shares(self, grid: SlotGrid, masks: np.ndarray, holidays: np.ndarray | None = None) -> np.ndarray:
        """Share of each day's visitors in each slot.

        Parameters
        ----------
        grid
            The days; slots as long as the profile's.
        masks
            Ticket slots, bool, shape (services, days, slots).
        holidays
            Days that the calendar calls a holiday, bool, shape (days,); None where it calls none so.

        Returns
        -------
        numpy.ndarray
            Shape (services, days, slots): 0 where no tickets are issued, each open day sums to 1.
        """
        index = slot_index(self.first, self.slot_minutes, self.shapes.came.shape[-1], grid)
        special = np.zeros(grid.days, dtype=bool) if holidays is None else holidays
        out = np.zeros(masks.shape)
        number = np.array([week_number(date.toordinal()) for date in grid.dates], dtype=int)
        weekday = np.array([date.weekday() for date in grid.dates], dtype=int)
        for week in np.unique(number).tolist():
            days = np.flatnonzero(number == week)
            rates = _placed(self.shapes.of_week(week, self.shapes.weeks), index)
            mixed = _mixed(rates, weekday[days], masks[:, days], self.weights)
            like = np.tensordot(self.holiday, mixed, 1)
            out[:, days] = np.where(special[days][:, None], like, mixed[0])
        return out


def fit_profiles(
    counts: Counts, profile_visits: float, start: np.ndarray, holidays: np.ndarray | None = None
) -> Profiles:
    """Learns the profiles from counts.

    Several views of the past (long and short memory, the latest weeks, the same weeks of last year) are blended by
    how near each would have come to the days of the last year, seen from a week before and more.

    Parameters
    ----------
    counts
        The past; no days at all is allowed.
    profile_visits
        Worth of the service's profile against a weekday's.
    start
        Profile to begin with, shape (slots,).
    holidays
        Days of the counts that the calendar calls a holiday, bool, shape (days,); None where it calls none so.
    """
    grid = counts.grid
    special = np.zeros(grid.days, dtype=bool) if holidays is None else holidays
    past = past_weeks(counts, special)
    views = shapes(past, profile_visits, start)
    judged = past.last(min(JUDGED_WEEKS, max(1, past.weeks - WARM_UP_WEEKS)))
    came = judged.came.reshape(len(counts.services), -1, grid.slots)
    beforehand = _beforehand(views, judged)
    usual = ~judged.special.reshape(-1)
    even = np.full(len(beforehand), 1 / len(beforehand))
    weights = blend(beforehand[:, 0][:, :, usual], came[:, usual], even)
    mixed = np.tensordot(weights, beforehand, 1)
    holiday = blend(mixed[:, :, ~usual], came[:, ~usual], np.array([1.0, 0.0, 0.0]))
    expected = np.where(usual[:, None], mixed[0], np.tensordot(holiday, mixed, 1))
    return Profiles(grid.first, grid.slot_minutes, views, weights, holiday, slot_noise(expected, came))


def _beforehand(views: Shapes, judged: PastWeeks) -> np.ndarray:
    """Shares of past days as each shape saw them `LAG_WEEKS` before, as weekdays and like `HOLIDAY_LIKE`.

    Returns
    -------
    numpy.ndarray
        Shape (shapes, likenesses, services, days, slots).
    """
    weekday = np.arange(7)
    out = []
    for week in range(judged.weeks):
        number = judged.monday + week
        rates = views.of_week(number, max(0, number - views.monday - LAG_WEEKS))
        out.append(_like(rates, weekday, judged.known[:, week]))
    return np.concatenate(out, axis=3)


def _like(rates: np.ndarray, weekday: np.ndarray, masks: np.ndarray) -> np.ndarray:
    """Shares of days by each shape, like each of `HOLIDAY_LIKE`; (shapes, likenesses, services, days, slots)."""
    as_days = [weekday if day is None else np.full_like(weekday, day) for day in HOLIDAY_LIKE]
    return np.stack([shares_of(rates[:, :, days], masks) for days in as_days], axis=1)


def _mixed(rates: np.ndarray, weekday: np.ndarray, masks: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Blended shares like each of `HOLIDAY_LIKE`, shape (likenesses, services, days, slots)."""
    return np.asarray(np.tensordot(weights, _like(rates, weekday, masks), 1))


def _placed(rates: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Rates on another grid's slots; slots never seen get the mean rate."""
    return np.asarray(np.where(index >= 0, rates[..., index], rates.mean(axis=-1, keepdims=True)))
