"""ETS: exponential smoothing of the level, and of trend or weekdays where the past speaks for them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecast.models.adjustment import Adjuster
from forecast.models.daily import DailyCounts
from forecast.models.series import AHEAD, SmoothedSeries, series_of
from forecast.models.services import CannotFit, FittedServices, each_service
from forecast.models.smoothing import FADE, LEVEL, SEASON, TREND, best_level, likeliest_start, loss_and_slopes, smooth

LEAST_SEASONS = 4
"""Weeks from which the weekdays may change over time."""
LEAST_VALUES = 10
FIRST_WEEKS = 5
"""Weeks at most whose mean weekdays are the first ones."""
BEGIN = np.array([0.1, 0.1, 0.97, 0.01])
"""Habits to begin the search with; see smoothing.py."""
BEGIN_LEVELS = (0.01, 0.03, 0.1, 0.2, 0.4, 0.7)
"""Weights on the level of which the best is begun with: there is often more than one valley."""
BOUNDS = ((1e-4, 1 - 1e-4), (1e-4, 1 - 1e-4), (0.8, 0.98), (1e-4, 1 - 1e-4))


class ExponentialSmoothing:
    """Exponential smoothing of the series without calendar and weekdays, weighted over three forms.

    Level alone; level and damped trend; level and weekdays that change (Hyndman, Koehler, Ord and Snyder,
    *Forecasting with Exponential Smoothing*, 2008: ANN, AAdN, ANA). Their forecasts are weighted by
    exp(-AICc / 2) (Burnham and Anderson, *Model Selection and Multimodel Inference*, 2002, section 2.9).
    """

    name = "ets"
    NEEDS_DAYS = 21

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits every service with three weeks of history."""
        adjuster = Adjuster.of(counts)

        def smoothed(counts: DailyCounts, index: int) -> SmoothedSeries:
            series = series_of(counts, index, adjuster.service(index))
            scale = float(series.values.mean())
            if scale <= 0:
                raise CannotFit("no_visitors")
            return SmoothedSeries(series, scale * _weighted(series.values / scale, series.week.season))

        return each_service(counts, smoothed, self.NEEDS_DAYS)


@dataclass(frozen=True)
class _Form:
    """One form of smoothing: with a damped trend, with a season of so many values (0 = none)."""

    trend: bool
    season: int

    @property
    def sought(self) -> np.ndarray:
        """Habits that are sought, int."""
        return np.array([LEVEL, TREND, FADE] if self.trend else [LEVEL, SEASON] if self.season else [LEVEL])

    @property
    def free(self) -> int:
        """Numbers of the start that are sought with the habits; many first weekdays would be too many."""
        return 2 if self.trend else 0 if self.season else 1

    @property
    def begun(self) -> int:
        """Numbers of the start that come from the series: level and trend, or level and weekdays, whose sum is 0.

        The criterion counts them all, sought or not (Hyndman et al. 2008, section 2.8).
        """
        return self.season if self.season else self.free


@dataclass(frozen=True)
class _Smoothed:
    """A fitted form: its AICc, and the values ahead."""

    criterion: float
    ahead: np.ndarray


def _weighted(values: np.ndarray, season: int) -> np.ndarray:
    """The forms' forecasts, weighted; shape (AHEAD,)."""
    found = [fit for form in _forms(len(values), season) for fit in _fits(values, form)]
    if not found:
        raise CannotFit("no_form_fits")
    criterion = np.array([fit.criterion for fit in found])
    weights = np.exp((criterion.min() - criterion) / 2)
    return np.asarray(weights @ np.array([fit.ahead for fit in found]) / weights.sum())


def _forms(length: int, season: int) -> list[_Form]:
    seasonal = [_Form(False, season)] if season > 1 and length >= LEAST_SEASONS * season else []
    return [_Form(False, 0), _Form(True, 0), *seasonal]


def _fits(values: np.ndarray, form: _Form) -> Iterator[_Smoothed]:
    """The fitted form; nothing where the values are too few or the fit breaks down."""
    if len(values) < LEAST_VALUES:
        return
    start = _first_weekdays(values, form.season) if form.season else np.zeros(3)
    habits, loss = _likeliest(values, form, start)
    _, end = smooth(values, habits, likeliest_start(values, habits, start, form.free))
    number = len(form.sought) + form.begun + 1
    few = len(values) / (len(values) - number - 1)
    criterion = len(values) * (np.log(2 * np.pi) + 1 + 2 * loss) + 2 * number * few
    found = _Smoothed(float(criterion), _ahead(len(values), habits, end))
    if np.isfinite(found.criterion) and np.isfinite(found.ahead).all():
        yield found


def _likeliest(values: np.ndarray, form: _Form, start: np.ndarray) -> tuple[np.ndarray, float]:
    """The likeliest habits, shape (4,), and their loss."""
    from scipy.optimize import minimize

    sought = form.sought
    habits = np.array([0.0, 0.0, 1.0, 0.0])
    habits[sought] = BEGIN[sought]
    habits[LEVEL] = best_level(values, habits, start, form.free, np.array(BEGIN_LEVELS))

    def tried(some: np.ndarray) -> tuple[float, np.ndarray]:
        habits[sought] = some
        return loss_and_slopes(values, habits, start, form.free, sought)

    bounds = [BOUNDS[habit] for habit in sought]
    found = minimize(tried, habits[sought], jac=True, method="L-BFGS-B", bounds=bounds)
    habits[sought] = found.x
    return habits, float(found.fun)


def _first_weekdays(values: np.ndarray, season: int) -> np.ndarray:
    """Level, no trend and weekdays of the first weeks, shape (2 + season,).

    Weekdays are the mean distances to a moving average over a week, the level is where a straight line through the
    first ten averages, where there are so many, begins (Hyndman et al. 2008, section 2.6).
    """
    weeks = max(min(FIRST_WEEKS, len(values) // season), -(-(LEAST_VALUES + 2 * (season // 2)) // season))
    first = values[: weeks * season]
    flat = np.ones(season) if season % 2 else np.concatenate([[0.5], np.ones(season - 1), [0.5]])
    average = np.convolve(first, flat / season, mode="valid")
    beside = (len(flat) - 1) // 2
    at = np.arange(beside, beside + len(average))
    away = first[at] - average
    weekday = np.bincount(at % season, away, minlength=season) / np.bincount(at % season, minlength=season)
    begin = average[:LEAST_VALUES]
    line = np.polyfit(np.arange(1.0, len(begin) + 1), begin, 1)
    return np.concatenate([[line[1], 0.0], weekday - weekday.mean()])


def _ahead(length: int, habits: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Level, fading trend and weekdays prolonged, shape (AHEAD,)."""
    trend = end[1] * np.cumsum(habits[FADE] ** np.arange(1.0, AHEAD + 1))
    return np.asarray(end[0] + trend + end[2 + (length + np.arange(AHEAD)) % (len(end) - 2)])
