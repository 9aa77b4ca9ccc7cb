"""Rolling origins: what each model would have said of the past, from what was known then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts, DailyModel
from forecast.pool.memory import FORGETFUL, Job, Memory, Said

HORIZON_DAYS = 28
"""Days that each past origin forecasts."""
AFTER_DAYS = 56
"""Days after the last known one that are forecast along with the past."""
PROBE_DAYS = 7
"""Last days of the past that every model is asked for as well: they tell whether it knows a service."""
LEAST_DAYS = 14
"""History before the first past origin."""
LEAST_KNOWN = 7
"""Days after a past origin that must be over."""
MOST_ORIGINS = 13
STEPS = ((16, 7), (40, 14), (10**6, 28))
"""Up to so many weeks of history, so many days between past origins: few weeks are looked at closely."""

History = Callable[[int], tuple[DailyCounts, Features]]
"""The first n days as they were known then, and the features of the days after them."""


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

    @property
    def independence(self) -> float:
        """Part of an origin that is worth a fresh one: below 1 where horizons overlap."""
        step = float(np.median(np.diff(self.origins))) if len(self.origins) > 1 else HORIZON_DAYS
        return min(1.0, step / HORIZON_DAYS)

    def without(self, row: int) -> "Rolling":
        """The same without one origin."""
        kept = np.arange(len(self.origins)) != row
        return Rolling(self.names, self.origins[kept], self.means[:, kept], self.visitors[kept], self.special[kept])


@dataclass(frozen=True)
class Block:
    """What each model says from today of the last `PROBE_DAYS` and the next `AFTER_DAYS` days.

    `means` has shape (models, services, days); `reasons` say for each model and service why it was left out, empty
    where it was not.
    """

    features: Features
    means: np.ndarray
    reasons: tuple[tuple[str, ...], ...]

    def of(self, features: Features) -> np.ndarray | None:
        """The means of some of these days; None where a day is not among them or its features differ."""
        first = int(features.ordinal[0] - self.features.ordinal[0]) if len(features.dates) else -1
        last = first + len(features.dates)
        if first < 0 or last > len(self.features.dates):
            return None
        same = all(map(np.array_equal, _arrays(self.features.part(first, last)), _arrays(features)))
        return self.means[:, :, first:last] if same and self.features.names == features.names else None


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
) -> tuple[Rolling, Block]:
    """Fits every model at every past origin and today, and collects what it says of the days after.

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
        Where forecasts are kept.
    """
    origins = past_origins(counts.features.ordinal)
    today = len(counts.features.dates)
    keys: dict[int, list[str]] = {}
    jobs: dict[str, Job] = {}
    seen: dict[int, Features] = {}
    for origin in (*origins, today):
        past, coming = history(origin)
        probe = counts.features.part(max(0, today - PROBE_DAYS), today)
        seen[origin] = coming.part(0, HORIZON_DAYS) if origin != today else probe.followed(coming)
        print_ = fingerprint(past, seen[origin], salt)
        keys[origin] = [f"{model.name}-{print_}" for model in models]
        jobs |= {key: partial(ask, model, past, seen[origin]) for key, model in zip(keys[origin], models, strict=True)}
    found = memory.recall(jobs)
    means = {origin: np.array([found[key].said.means for key in keys[origin]]) for origin in keys}
    reasons = tuple(found[key].said.reasons for key in keys[today])
    return _beside(models, counts, origins, means, seen), Block(seen[today], means[today], reasons)


def ask(model: DailyModel, past: DailyCounts, coming: Features) -> Said:
    """What a model that knows `past` says of coming days."""
    fitted = model.fit(past)
    means = np.asarray(fitted.predict(coming), dtype=float)
    return Said(means, tuple(fitted.left_out.get(service, "") for service in past.services))


def _beside(
    models: Sequence[DailyModel],
    counts: DailyCounts,
    origins: Sequence[int],
    means: dict[int, np.ndarray],
    seen: dict[int, Features],
) -> Rolling:
    """Forecasts of the past beside what came; days that are not over yet are unknown."""
    shape = (len(origins), len(counts.services), HORIZON_DAYS)
    visitors, special = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    for row, origin in enumerate(origins):
        known = counts.observed[:, origin : origin + HORIZON_DAYS]
        came = counts.visitors[:, origin : origin + HORIZON_DAYS]
        visitors[row, :, : known.shape[1]] = np.where(known, came, np.nan)
        special[row] = seen[origin].classes.any(axis=-1)
    stacked = np.array([means[origin] for origin in origins]).reshape(len(origins), len(models), *shape[1:])
    first = counts.features.ordinal[list(origins)].astype(int)
    return Rolling(tuple(model.name for model in models), first, stacked.swapaxes(0, 1), visitors, special)


def fingerprint(past: DailyCounts, coming: Features, salt: str) -> str:
    """A hash of all that a forecast of the past is made from."""
    digest = sha256(salt.encode())
    digest.update("|".join((*past.services, "", *coming.names)).encode())
    for part in (past.visitors, past.observed, *_arrays(past.features), *_arrays(coming)):
        digest.update(f"{part.dtype}{part.shape}".encode())
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()[:32]


def _arrays(features: Features) -> tuple[np.ndarray, ...]:
    return features.ordinal, features.classes, features.exposure, features.named
