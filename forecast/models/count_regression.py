"""Count regression: a calendar pattern for counts, times a level that follows what happens lately."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from forecast.features import Features
from forecast.models import design
from forecast.models.daily import DailyCounts
from forecast.models.design import Rows
from forecast.models.effects import Effects, Prior, ServiceDays
from forecast.models.glm import FitError, fit_dispersed
from forecast.models.level import SMOOTHINGS, Level, choose_level
from forecast.settings import ForecastSettings

EFFECT_HALF_LIFE_DAYS = 730.0
"""Ramadan and holidays come once a year: their effects are remembered longer than the weekday pattern."""
MOST_EXPONENT = 30.0


class CountRegression:
    """A Poisson quasi-likelihood regression in two steps, times a smoothed level.

    1. Over the whole log, with long memory: weekday, kinds of days, yearly pattern (from 1.5 years on) and a stiff
       trend. The office as a whole first; each service's effects are then drawn to the office's with the worth of
       `settings.effect_visits` visitors, so rare services borrow and short logs stay modest.
    2. With those effects given and `settings.half_life_days`: level and weekday pattern of today.
    3. An exponentially smoothed ratio of actual to fitted visitors (level.py).

    Counts are over-dispersed, so all real rows weigh 1/phi, phi Pearson's dispersion (McCullagh and Nelder,
    *Generalized Linear Models*, 1989, section 9.2).

    Parameters
    ----------
    settings
        Half-life, smoothing and prior weights.
    """

    name = "count_regression"

    def __init__(self, settings: ForecastSettings) -> None:
        self.settings = settings

    def fit(self, counts: DailyCounts) -> "FittedCountRegression":
        """Fits every service that has visitors; those that cannot be fitted are named in `left_out`."""
        prior = self._prior(counts)
        fits: dict[int, ServiceFit] = {}
        left_out: dict[str, str] = {}
        for index, service in enumerate(counts.services):
            try:
                fits[index] = self._fit_service(counts, index, prior)
            except FitError as failed:
                left_out[service] = failed.reason
        return FittedCountRegression(counts.services, fits, left_out)

    def _fit_service(self, counts: DailyCounts, index: int, prior: Prior) -> "ServiceFit":
        days = ServiceDays.of(counts.features, index, counts.observed[index])
        visitors = counts.visitors[index][days.known].astype(float)
        effects = self._effects(days, visitors, prior)
        pattern = self._pattern(days, visitors, effects)
        fitted = pattern.mean(days)[days.known]
        ordinals = days.ordinal[days.known]
        given = self.settings.level_smoothing
        level = choose_level(ordinals, visitors, fitted, SMOOTHINGS if given is None else (given,))
        return ServiceFit(pattern, level)

    def _prior(self, counts: DailyCounts) -> Prior:
        """What a service's effects are drawn to: the office's, or what is usual where it is alone or unknown."""
        visits, names = self.settings.effect_visits, counts.features.names
        usual = Prior.usual(visits, names)
        if len(counts.services) == 1:
            return usual
        features, total = counts.features, np.where(counts.observed, counts.visitors, 0).sum(axis=0)
        together = replace(
            features,
            classes=features.classes.min(axis=0, keepdims=True),
            exposure=np.where(counts.observed, features.exposure, 0.0).max(axis=0, keepdims=True),
        )
        days = ServiceDays.of(together, 0, np.asarray(counts.observed.any(axis=0)))
        try:
            return Prior.of_office(self._effects(days, total[days.known].astype(float), usual), visits, names)
        except FitError:
            return usual

    def _effects(self, days: ServiceDays, visitors: np.ndarray, prior: Prior) -> Effects:
        """Step 1."""
        known = days.known
        if not visitors.sum():
            raise FitError("no_visitors")
        ordinal = days.ordinal[known]
        start, end = ordinal[0], ordinal[-1]
        harmonics = design.HARMONICS if end - start >= design.HARMONICS_FROM_DAYS else 0
        shared = days.columns(harmonics)[known]
        trend = design.trend_columns(ordinal, start, max(end, start + 1))
        columns = np.hstack([np.ones((len(ordinal), 1)), shared, trend])
        weights = 0.5 ** ((end - ordinal) / EFFECT_HALF_LIFE_DAYS)
        rows = Rows(columns, visitors, weights, np.log(days.exposure[known]))
        width, plain = columns.shape[1], 1 + shared.shape[1]
        found = fit_dispersed(rows, lambda real: _with_priors(real, prior, harmonics, plain, width))
        return Effects.split(found[1:plain], len(prior.effects.named))

    def _pattern(self, days: ServiceDays, visitors: np.ndarray, effects: Effects) -> "Pattern":
        """Step 2."""
        known, ordinal = days.known, days.ordinal[days.known]
        columns = np.hstack([np.ones((len(ordinal), 1)), design.weekday_columns(days.weekday[known])])
        weights = 0.5 ** ((ordinal[-1] - ordinal) / self.settings.half_life_days)
        rows = Rows(columns, visitors, weights, effects.log(days)[known] + np.log(days.exposure[known]))
        drawn = np.eye(8)[1:]

        def with_prior(real: Rows) -> Rows:
            return real.with_prior(drawn, self.settings.effect_visits, np.zeros(7))

        found = fit_dispersed(rows, with_prior)
        return Pattern(float(found[0]), found[1:], effects)


def _with_priors(real: Rows, prior: Prior, harmonics: int, plain: int, width: int) -> Rows:
    """Real rows and the pseudo-visitors of effects, the yearly pattern and the trend."""
    unit, before, kinds = np.eye(width), prior.effects.vector(harmonics), 1 + len(prior.visitors)
    real = real.with_prior(unit[1:kinds], prior.visitors, before[: kinds - 1])
    real = real.with_prior(unit[kinds:plain], design.SMOOTH_VISITORS, before[kinds - 1 :])
    steps = design.differences(width, plain)
    return real.with_prior(steps, design.SMOOTH_VISITORS, np.zeros(len(steps)))


@dataclass(frozen=True)
class Pattern:
    """The pattern of today: a base, each weekday's difference, and the effects."""

    base: float
    weekday: np.ndarray
    effects: Effects

    def mean(self, days: ServiceDays) -> np.ndarray:
        """Visitors a day without the level, shape (days,)."""
        exponent = self.base + self.weekday[days.weekday] + self.effects.log(days)
        return np.asarray(days.exposure * np.exp(np.minimum(exponent, MOST_EXPONENT)))


@dataclass(frozen=True)
class ServiceFit:
    """One service's pattern and level."""

    pattern: Pattern
    level: Level

    def mean(self, days: ServiceDays) -> np.ndarray:
        """Expected visitors of coming days, shape (days,)."""
        return self.pattern.mean(days) * self.level.at(days.ordinal)


@dataclass(frozen=True)
class FittedCountRegression:
    """See `forecast.models.daily.FittedModel`."""

    services: tuple[str, ...]
    fits: Mapping[int, ServiceFit]
    left_out: Mapping[str, str]

    def predict(self, features: Features) -> np.ndarray:
        """Expected visitors of coming days; NaN for services that were left out."""
        means = np.full((len(self.services), len(features.dates)), np.nan)
        everything = np.ones(len(features.dates), dtype=bool)
        for index, fit in self.fits.items():
            means[index] = fit.mean(ServiceDays.of(features, index, everything))
        return means
