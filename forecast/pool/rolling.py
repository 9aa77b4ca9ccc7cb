"""Rolling origins: what each model would have said of the past, from what was known then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts, DailyModel

HORIZON_DAYS = 28
"""Days that each past origin forecasts."""
LEAST_DAYS = 14
"""History before the first past origin."""
LEAST_KNOWN = 7
"""Days after a past origin that must be over."""
MOST_ORIGINS = 13
STEPS = ((16, 7), (40, 14), (10**6, 28))
"""Up to so many weeks of history, so many days between past origins: few weeks are looked at closely."""

History = Callable[[int], tuple[DailyCounts, Features]]
"""The first n days as they were known then, and the features of the days after them."""


class Memory(Protocol):
    """Remembers arrays by the hash of all that they were made from; may forget at any time."""

    def recall(self, key: str, make: Callable[[], np.ndarray]) -> np.ndarray: ...


class Forgetful:
    """A memory that remembers nothing."""

    def recall(self, key: str, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Makes it anew."""
        return make()


FORGETFUL = Forgetful()


@dataclass(frozen=True)
class Rolling:
    """Forecasts of the past beside what came.

    Parameters
    ----------
    names
        The models.
    origins
        First day forecast, as an ordinal, int, shape (origins,).
    means
        Expected visitors, shape (models, origins, services, days ahead); NaN where a model was left out.
    visitors
        What came, same shape without models; NaN where unknown or closed.
    special
        Whether a day is of any special kind, bool, same shape.
    """

    names: tuple[str, ...]
    origins: np.ndarray
    means: np.ndarray
    visitors: np.ndarray
    special: np.ndarray


def past_origins(days: np.ndarray) -> tuple[int, ...]:
    """Positions among consecutive days from which the past is forecast again, at most `MOST_ORIGINS`, ascending.

    They are anchored to the calendar, not to the last day, so that a week more of history keeps them.

    Parameters
    ----------
    days
        Ordinals of consecutive days, shape (days,).
    """
    step = next(step for weeks, step in STEPS if len(days) <= 7 * weeks)
    monday = (days.astype(int) - 1) % step == 0
    found = np.flatnonzero(monday[: max(0, len(days) - LEAST_KNOWN + 1)])
    return tuple(int(position) for position in found[found >= LEAST_DAYS][-MOST_ORIGINS:])


def roll(
    models: Sequence[DailyModel], counts: DailyCounts, history: History, salt: str, memory: Memory = FORGETFUL
) -> Rolling:
    """Fits every model at every past origin and collects what it says of the days after.

    Parameters
    ----------
    models
        The models.
    counts
        The past.
    history
        The past as it was known before a day.
    salt
        Names the settings that the models were made with.
    memory
        Where forecasts of the past are kept.
    """
    origins = past_origins(counts.features.ordinal)
    shape = (len(models), len(origins), len(counts.services), HORIZON_DAYS)
    means = np.full(shape, np.nan)
    visitors, special = np.full(shape[1:], np.nan), np.zeros(shape[1:], dtype=bool)
    for row, origin in enumerate(origins):
        past, coming = history(origin)
        known = counts.observed[:, origin : origin + HORIZON_DAYS]
        came = counts.visitors[:, origin : origin + HORIZON_DAYS]
        visitors[row, :, : known.shape[1]] = np.where(known, came, np.nan)
        special[row] = coming.classes.any(axis=-1)
        print_ = fingerprint(past, coming, salt)
        for column, model in enumerate(models):
            means[column, row] = memory.recall(f"{model.name}-{print_}", _forecaster(model, past, coming))
    first = counts.features.ordinal[list(origins)].astype(int)
    return Rolling(tuple(model.name for model in models), first, means, visitors, special)


def fingerprint(past: DailyCounts, coming: Features, salt: str) -> str:
    """A hash of all that a forecast of the past is made from."""
    digest = sha256(salt.encode())
    digest.update("|".join(past.services).encode())
    for part in (past.visitors, past.observed, *_arrays(past.features), *_arrays(coming)):
        digest.update(f"{part.dtype}{part.shape}".encode())
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()[:32]


def _arrays(features: Features) -> tuple[np.ndarray, ...]:
    return features.ordinal, features.classes, features.exposure, features.named


def _forecaster(model: DailyModel, past: DailyCounts, coming: Features) -> Callable[[], np.ndarray]:
    return lambda: np.asarray(model.fit(past).predict(coming), dtype=float)


def by_name(rolling: Rolling) -> Mapping[str, np.ndarray]:
    """The means of each model, shape (origins, services, days ahead)."""
    return dict(zip(rolling.names, rolling.means, strict=True))
