"""Boosting: trees that learn from all services together how a day follows from the weeks and the year before it."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecast.features import Features
from forecast.models.adjustment import Adjuster, Adjustment
from forecast.models.bins import Bins
from forecast.models.daily import DailyCounts
from forecast.models.lags import LEVEL_DAYS, Lags
from forecast.models.services import CannotFit, FittedServices, check_history, full_day_rates, known_days

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingRegressor

AHEAD_DAYS = 28
"""Days ahead that it learns; later ones are told as the last."""
STEP_DAYS = 14
"""Distance of the past origins that it learns from."""
LEAST_DAYS = 7
"""Days after the last of them."""
MOST_DAYS = 1100
"""History that it looks at: three years."""
HALF_LIFE_DAYS = 730.0
ROUNDS = 60
RATE = 0.05
LEAVES = 6
LEAST_ROWS = 60
"""Days in each leaf."""
BINS = 48
YEAR_DAYS = 365.25


class Boosting:
    """Poisson trees (Friedman, *Annals of Statistics* 29, 2001) for each day's ratio to its service's level.

    Forecasts are direct: one row a past origin, service and day ahead, told what was known at that origin. Calendar,
    weekdays and year are taken out first (adjustment.py) and put back: the trees learn what that leaves, and growing
    series stay within what trees can say. Services learn from one another.
    """

    name = "boosting"
    NEEDS_DAYS = 365

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits all services with a year of history together; without the library they are left out."""
        adjuster = Adjuster.of(counts)
        series: dict[int, AdjustedDays] = {}
        left_out: dict[str, str] = {}
        for index, service in enumerate(counts.services):
            try:
                check_history(counts, index, self.NEEDS_DAYS)
                series[index] = _adjusted(counts, index, adjuster.service(index))
            except CannotFit as failed:
                left_out[service] = failed.reason
        try:
            models = _boosted(counts.features, series)
        except CannotFit as failed:
            left_out |= {counts.services[index]: failed.reason for index in series}
            models = {}
        return FittedServices(counts, models, left_out)


@dataclass(frozen=True)
class AdjustedDays:
    """A service's full ordinary days, NaN where not known, shape (days,), and what was taken out of them."""

    index: int
    values: np.ndarray
    adjustment: Adjustment


@dataclass(frozen=True)
class BoostedSeries:
    """One service's past, and the trees of all."""

    first: float
    series: AdjustedDays
    trees: "Trees"

    def full_days(self, features: Features) -> np.ndarray:
        """See `forecast.models.services.ServiceModel`."""
        lags = Lags(self.series.values, len(self.series.values))
        days = (features.ordinal - self.first).astype(int)
        told = _told(lags, _calendar(features, self.series.index), days)
        rates = lags.level * self.trees.predict(told)
        return np.asarray(rates * self.series.adjustment.factor(features, self.series.index))


def _adjusted(counts: DailyCounts, index: int, adjustment: Adjustment) -> AdjustedDays:
    known = known_days(counts, index)
    values = np.full(len(known), np.nan)
    values[known] = full_day_rates(counts, index) / adjustment.factor(counts.features, index)[known]
    if Lags(values, len(values)).level <= 0:
        raise CannotFit("no_visitors")
    return AdjustedDays(index, values, adjustment)


def _boosted(past: Features, series: Mapping[int, AdjustedDays]) -> dict[int, BoostedSeries]:
    rows = [row for one in series.values() for row in _rows(past, one)]
    if not series:
        return {}
    if sum(len(row.ratios) for row in rows) < 2 * LEAST_ROWS:
        raise CannotFit("short_history")
    trees = _trees(
        np.vstack([row.told for row in rows]),
        np.concatenate([row.ratios for row in rows]),
        np.concatenate([row.weights for row in rows]),
    )
    return {index: BoostedSeries(past.ordinal[0], one, trees) for index, one in series.items()}


@dataclass(frozen=True)
class _Rows:
    """Days after one past origin: what was told of each, shape (days, columns), its ratio to the level, its weight."""

    told: np.ndarray
    ratios: np.ndarray
    weights: np.ndarray


def _rows(past: Features, series: AdjustedDays) -> Iterator[_Rows]:
    """The rows of one service; a visitor weighs as much in a small service as in a large one."""
    length = len(series.values)
    first = int(np.flatnonzero(np.isfinite(series.values))[0]) + LEVEL_DAYS
    calendar = _calendar(past, series.index)
    for origin in range(length - LEAST_DAYS, max(first, length - MOST_DAYS), -STEP_DAYS):
        lags = Lags(series.values, origin)
        days = np.arange(origin, min(length, origin + AHEAD_DAYS))
        known = np.isfinite(series.values[days])
        if lags.level <= 0 or not known.any():
            continue
        told = _told(lags, calendar[days], days)
        weight = lags.level * 0.5 ** ((length - origin) / HALF_LIFE_DAYS)
        yield _Rows(told[known], series.values[days][known] / lags.level, np.full(int(known.sum()), weight))


def _calendar(features: Features, index: int) -> np.ndarray:
    """Weekday, day of the year, how many kinds and names: what the trees are told of the dates, shape (days, 4)."""
    year = features.ordinal % YEAR_DAYS
    kinds, names = features.classes[index].sum(axis=1), features.named.sum(axis=1)
    return np.column_stack([features.weekday, year, kinds, names])


def _told(lags: Lags, calendar: np.ndarray, days: np.ndarray) -> np.ndarray:
    """What the trees are told of some days by position; shape (days, columns), the weekday first."""
    ahead = np.minimum(days - lags.origin + 1, AHEAD_DAYS)
    return np.column_stack([calendar, ahead, np.full(len(days), np.log(lags.level)), lags.columns(days)])


@dataclass(frozen=True)
class Trees:
    """The library's trees over numbered bins of what they are told."""

    bins: Bins
    trees: "HistGradientBoostingRegressor"

    def predict(self, told: np.ndarray) -> np.ndarray:
        """Ratios to the level, shape (days,)."""
        return np.asarray(self.trees.predict(self.bins.numbers(told)))


def _trees(told: np.ndarray, ratios: np.ndarray, weights: np.ndarray) -> Trees:
    try:
        from sklearn.ensemble import HistGradientBoostingRegressor
        from threadpoolctl import threadpool_limits
    except ImportError as missing:
        raise CannotFit("not_installed") from missing
    trees = HistGradientBoostingRegressor(
        loss="poisson",
        learning_rate=RATE,
        max_iter=ROUNDS,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_ROWS,
        l2_regularization=1.0,
        max_bins=BINS,
        categorical_features=[0],
        early_stopping=False,
        random_state=0,
    )
    if not ratios.any():
        raise CannotFit("no_visitors")
    bins = Bins.of(told, weights, BINS)  # the library would look for each boundary by itself, for most of the time
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return Trees(bins, trees.fit(bins.numbers(told), ratios, sample_weight=weights / weights.mean()))
        except (Warning, ValueError, ArithmeticError) as failed:
            raise CannotFit(type(failed).__name__) from failed
