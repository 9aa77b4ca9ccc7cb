"""Series: one service's past as exponential smoothing wants it, regular and without the calendar's effects."""

from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.models.adjustment import Adjustment
from forecast.models.daily import DailyCounts
from forecast.models.services import CannotFit, full_day_rates, known_days

LAST_DAYS = 56
"""A weekday is regular when it was open at least half as often in these last days as the one open most often."""
MOST_DAYS = 400
"""History beyond a year says nothing of the level; the adjustment has learnt from it."""
NEARBY = 15
"""Values around each that say what is usual there."""
OUTLYING = 3.0
"""Values beyond so many robust standard deviations from their neighbours' median are drawn in to there."""
NORMAL_MEDIAN = 0.6745
"""Median of the absolute value of a standard normal variable."""
AHEAD = 200
"""Steps ahead that are worked out; later days repeat the last."""


@dataclass(frozen=True)
class Week:
    """The regular open weekdays of a service: `ranks` counts those before each weekday, `season` all of them."""

    ranks: np.ndarray
    season: int

    def position(self, features: Features) -> np.ndarray:
        """Days on a count of regular open weekdays alone, int, shape (days,); others fall on the next of them."""
        monday = (features.ordinal - features.weekday) // 7
        return np.asarray(monday * self.season + self.ranks[features.weekday], dtype=int)


@dataclass(frozen=True)
class Series:
    """A service's past, one value a regular open weekday up to the last known day.

    Parameters
    ----------
    values
        Visitors of a full ordinary day, shape (n,): divided by exposure and calendar, single outliers drawn in; days
        not known lie between the same weekday's neighbours.
    week
        The regular weekdays.
    last
        Position of the last value on the week's count.
    adjustment
        The calendar's effects that were taken out.
    index
        The service.
    """

    values: np.ndarray
    week: Week
    last: int
    adjustment: Adjustment
    index: int


@dataclass(frozen=True)
class SmoothedSeries:
    """A series and what is expected 1, 2, ... `AHEAD` steps ahead of it, shape (AHEAD,)."""

    series: Series
    ahead: np.ndarray

    def full_days(self, features: Features) -> np.ndarray:
        """See `forecast.models.services.ServiceModel`: the steps ahead, with the calendar put back."""
        steps = self.series.week.position(features) - self.series.last - 1
        values = self.ahead[np.clip(steps, 0, len(self.ahead) - 1)]
        return np.asarray(values * self.series.adjustment.factor(features, self.series.index))


def series_of(counts: DailyCounts, index: int, adjustment: Adjustment) -> Series:
    """The regular series of one service.

    Raises
    ------
    CannotFit
        ``short_history`` if no weekday was open regularly.
    """
    known = known_days(counts, index)
    past = counts.features
    week = _week(past.ordinal[known], past.weekday[known])
    ordinary = full_day_rates(counts, index) / adjustment.factor(past, index)[known]
    regular = np.isin(past.weekday[known], np.flatnonzero(_open(week)))
    recent = past.ordinal[known] > past.ordinal[known][-1] - MOST_DAYS
    used = regular & recent
    if not used.any():
        raise CannotFit("short_history")
    positions = week.position(past)[known][used]
    first, last = int(positions[0]), int(positions[-1])
    values = _drawn_in(_filled(positions - first, ordinary[used], week.season))
    return Series(values, week, last, adjustment, index)


def _week(ordinal: np.ndarray, weekday: np.ndarray) -> Week:
    lately = np.bincount(weekday[ordinal > ordinal[-1] - LAST_DAYS], minlength=7)
    regular = lately * 2 >= lately.max()
    return Week(np.concatenate([[0], np.cumsum(regular)[:-1]]), int(regular.sum()))


def _open(week: Week) -> np.ndarray:
    """Which weekdays are regular, bool, shape (7,)."""
    return np.asarray(np.diff(np.append(week.ranks, week.season)) > 0)


def _filled(positions: np.ndarray, values: np.ndarray, season: int) -> np.ndarray:
    """A value for every position from 0 to the last, by each weekday's own neighbours; shape (last + 1,)."""
    out = np.empty(positions[-1] + 1)
    everywhere = np.arange(len(out))
    for phase in range(season):
        same = positions % season == phase
        use = same if same.any() else np.ones(len(positions), dtype=bool)
        here = everywhere % season == phase
        out[here] = np.interp(everywhere[here], positions[use], values[use])
    return out


def _drawn_in(values: np.ndarray) -> np.ndarray:
    """Values with single outliers drawn in; a lasting change moves the median and stays (Hampel's filter).

    Pearson, Neuvo, Astola and Gabbouj, *Generalized Hampel Filters*, EURASIP Journal on Advances in Signal Processing
    2016:87.
    """
    from scipy.ndimage import median_filter

    usual = median_filter(values, NEARBY, mode="nearest")
    deviation = float(np.median(np.abs(values - usual))) / NORMAL_MEDIAN
    if deviation <= 0:
        return values
    return np.clip(values, usual - OUTLYING * deviation, usual + OUTLYING * deviation)
