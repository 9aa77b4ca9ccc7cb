"""Contributions: what each thing known of a day adds to the log of the visitors that count regression expects."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from forecast.features import CLASSES, Features
from forecast.models import design
from forecast.models.count_regression import FittedCountRegression, ServiceFit
from forecast.models.daily import FittedModel
from forecast.models.effects import ServiceDays

KIND = "kind."
"""Before a kind of day in a contribution's key."""
TELLING = frozenset({"count_regression", "dynamic_regression"})
"""Names of the models whose fits can tell contributions: of the others none need be fitted for it."""
NAME = "name."
"""Before the name of a holiday, or of a day beside it."""


@runtime_checkable
class Explainable(Protocol):
    """A fitted model that gives log contributions itself, by the same keys as `contributions`."""

    def components(self, features: Features) -> Mapping[str, np.ndarray]: ...


def logs_of(fitted: FittedModel, features: Features) -> Mapping[str, np.ndarray] | None:
    """The log contributions of a fitted model; None where it cannot tell them."""
    if isinstance(fitted, FittedCountRegression):
        return contributions(fitted, features)
    return fitted.components(features) if isinstance(fitted, Explainable) else None


def contributions(fitted: FittedCountRegression, features: Features) -> Mapping[str, np.ndarray]:
    """Log contributions that sum to the log of the expected visitors on open days.

    The base is an ordinary open day of today's pattern without level; weekdays count from the mean of the weekdays
    with tickets, the season from the year's mean.

    Parameters
    ----------
    fitted
        The fitted model.
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
    for index, fit in fitted.fits.items():
        days = ServiceDays.of(features, index, np.ones(shape[1], dtype=bool))
        for key, logs in _of_service(fit, days, features.names).items():
            found.setdefault(key, np.zeros(shape))[index] = np.where(days.exposure > 0, logs, 0.0)
    return found


def _of_service(fit: ServiceFit, days: ServiceDays, names: Sequence[str]) -> Mapping[str, np.ndarray]:
    pattern, effects = fit.pattern, fit.pattern.effects
    weekday = pattern.weekday + effects.weekday
    used = np.isin(np.arange(7), days.weekday[days.exposure > 0])
    usual = float(weekday[used].mean()) if used.any() else 0.0
    yearly = design.yearly_columns(days.ordinal, len(effects.yearly) // 2) @ effects.yearly
    logs = {
        "base": np.full(len(days.ordinal), pattern.base + usual),
        "weekday": weekday[days.weekday] - usual,
        "season": yearly,
        "level": np.log(fit.level.at(days.ordinal)),
        "hours": np.log(np.where(days.exposure > 0, days.exposure, 1.0)),
    }
    logs |= {f"{KIND}{kind}": effects.kinds[n] * days.classes[:, n] for n, kind in enumerate(CLASSES)}
    logs |= {f"{NAME}{name}": effects.named[n] * days.named[:, n] for n, name in enumerate(names)}
    return {**logs, "rest": _rest(fit, days, logs)}


def _rest(fit: ServiceFit, days: ServiceDays, logs: Mapping[str, np.ndarray]) -> np.ndarray:
    """What the model knows besides, so that the sum is its own mean."""
    mean = fit.mean(days)
    return np.where(mean > 0, np.log(np.where(mean > 0, mean, 1.0)) - np.sum(list(logs.values()), axis=0), 0.0)
