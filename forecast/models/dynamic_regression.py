"""Dynamic regression: a calendar regression whose level and weekday pattern move with time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts
from forecast.models.dynamic.columns import YEARLY, Prior, columns_of
from forecast.models.dynamic.filter import FAST, LEVEL, MONDAY, SLOW
from forecast.models.dynamic.fitting import Fit, fit
from forecast.models.dynamic.habits import USUAL, HabitPrior
from forecast.models.dynamic.history import History
from forecast.models.services import MOST_FACTOR, CannotFit, check_history, full_day_rates

NEEDED_DAYS = 14
LEAST_LOG = -12.0
"""A rate is never put further below the usual than this, on the log scale."""


class DynamicRegression:
    """One Gaussian state-space model of the log rate, solved exactly.

    log rate = level (a random walk) + a slow and a fast swing (both come back to zero) + weekday (each walks slowly)
    + yearly harmonics, kinds of days and holidays by name (still, drawn to what is thought of them before) + a day's
    own noise with heavy tails; counts are Poisson about it. How fast things move is learnt by penalised likelihood,
    for the office as a whole first; a service's habits and effects are drawn to the office's.

    Nothing is switched on by the length of history but the yearly pattern, which is believed little by little.
    """

    name = "dynamic_regression"

    def fit(self, counts: DailyCounts) -> "FittedDynamicRegression":
        """Fits every service with at least two weeks of history and a visitor; others are named in `left_out`."""
        fits: dict[int, Fit] = {}
        left_out: dict[str, str] = {}
        priors = _office(counts)
        for index, service in enumerate(counts.services):
            try:
                check_history(counts, index, NEEDED_DAYS)
                fits[index] = fit(History.of_service(counts, index), *priors)
            except CannotFit as failed:
                left_out[service] = failed.reason
        return FittedDynamicRegression(counts, fits, left_out)


def _office(counts: DailyCounts) -> tuple[Prior, HabitPrior]:
    """What is thought of a service before: what the office as a whole shows, where it has several services."""
    usual = Prior.usual(len(counts.features.names))
    if len(counts.services) < 2 or not np.where(counts.observed, counts.visitors, 0).any():
        return usual, USUAL
    office = fit(History.of_office(counts), usual, USUAL)
    return usual.about(office.effects), USUAL.about(office.values)


@dataclass(frozen=True)
class FittedDynamicRegression:
    """See `forecast.models.daily.FittedModel`."""

    counts: DailyCounts
    fits: Mapping[int, Fit]
    left_out: Mapping[str, str]

    def predict(self, features: Features) -> np.ndarray:
        """Expected visitors of coming days, shape (services, days)."""
        means = np.full((len(self.counts.services), len(features.dates)), np.nan)
        for index, found in self.fits.items():
            means[index] = self._rates(index, found, features) * features.exposure[index]
        return means

    def components(self, features: Features) -> Mapping[str, np.ndarray]:
        """Log contributions that sum to the log of the expected visitors on open days.

        Parameters
        ----------
        features
            The days.

        Returns
        -------
        Mapping
            By key (``base``, ``weekday``, ``season``, ``kind.<kind>``, ``name.<holiday>``, ``level``, ``hours``,
            ``rest``), each of shape (services, days): 0 where the model was left out or the day is closed.
        """
        shape = features.exposure.shape
        found: dict[str, np.ndarray] = {}
        for index, one in self.fits.items():
            exposure = features.exposure[index]
            logs = _logs(one, features, index)
            total = np.sum(list(logs.values()), axis=0)
            logs["rest"] = np.log(self._rates(index, one, features)) - total
            logs["hours"] = np.log(np.where(exposure > 0, exposure, 1.0))
            for key, log in logs.items():
                found.setdefault(key, np.zeros(shape))[index] = np.where(exposure > 0, log, 0.0)
        return found

    def _rates(self, index: int, found: Fit, features: Features) -> np.ndarray:
        """Expected visitors if each day had its usual hours, within reason, shape (days,)."""
        log = np.sum(list(_logs(found, features, index).values()), axis=0)
        most = MOST_FACTOR * full_day_rates(self.counts, index).max()
        return np.asarray(np.exp(np.clip(log, found.base + LEAST_LOG, np.log(most))))


def _logs(found: Fit, features: Features, index: int) -> dict[str, np.ndarray]:
    """Contributions to the log of a full day's visitors, each of shape (days,)."""
    weekday = found.state[MONDAY:]
    used = np.isin(np.arange(7), features.weekday[features.exposure[index] > 0])
    usual = float(weekday[used].mean()) if used.any() else 0.0
    ahead = np.maximum(features.ordinal - found.last, 0.0)
    keeps = found.habits.keeps
    swings = found.state[SLOW] * keeps[SLOW] ** ahead + found.state[FAST] * keeps[FAST] ** ahead
    effects = columns_of(features, index) * found.effects
    still = effects[:, YEARLY:].T
    logs = {
        "base": np.full(len(ahead), found.base + usual),
        "weekday": weekday[features.weekday] - usual,
        "season": effects[:, :YEARLY].sum(axis=1),
        "level": found.state[LEVEL] + swings,
    }
    logs |= {f"kind.{kind}": still[n] for n, kind in enumerate(CLASSES)}
    logs |= {f"name.{name}": still[len(CLASSES) + n] for n, name in enumerate(features.names)}
    return logs
