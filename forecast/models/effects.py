"""Effects: what a regression learnt of weekdays, kinds of days, names and the year, and the days it applies them to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.kinds import KINDS
from forecast.models import design
from forecast.names import is_beside

USUAL = np.array([kind.usual for kind in KINDS.values()])
"""Effect of each kind of day where the log knows nothing of it, shape (kinds,)."""
DOUBT = np.array([kind.doubt for kind in KINDS.values()])
"""Its standard deviation between offices, shape (kinds,)."""
OWN_DOUBT, BESIDE_DOUBT = 0.25, 0.12
"""Standard deviation of a holiday's own effect about that of its kind, and of the days beside it."""
DOUBT_VISITS = 10.0
"""Visitors that are worth as much as a doubt of 0.32: `DOUBT` holds for this setting of `effect_visits`."""


@dataclass(frozen=True)
class ServiceDays:
    """The days of one service as the regression sees them.

    All of shape (days,) but `classes` (days, kinds) and `named` (days, names).
    """

    ordinal: np.ndarray
    weekday: np.ndarray
    classes: np.ndarray
    named: np.ndarray
    exposure: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, features: Features, index: int, known: np.ndarray) -> "ServiceDays":
        exposure, classes = features.exposure[index], features.classes[index]
        return cls(features.ordinal, features.weekday, classes, features.named, exposure, known & (exposure > 0))

    def columns(self, harmonics: int) -> np.ndarray:
        """Weekdays, kinds, names, yearly pattern."""
        yearly = design.yearly_columns(self.ordinal, harmonics)
        return np.hstack([design.weekday_columns(self.weekday), self.classes, self.named, yearly])


@dataclass(frozen=True)
class Effects:
    """Effects on the log of a day's visitors: weekdays (7,), kinds of days, names, yearly sines and cosines."""

    weekday: np.ndarray
    kinds: np.ndarray
    named: np.ndarray
    yearly: np.ndarray

    @classmethod
    def usual(cls, names: int) -> "Effects":
        """What is known before any visitor came: the usual effects of kinds."""
        return cls(np.zeros(7), USUAL, np.zeros(names), np.zeros(0))

    @classmethod
    def split(cls, found: np.ndarray, names: int) -> "Effects":
        """Effects from their vector."""
        kinds = 7 + len(KINDS)
        return cls(found[:7], found[7:kinds], found[kinds : kinds + names], found[kinds + names :])

    def vector(self, harmonics: int) -> np.ndarray:
        """All effects in the order of the columns, the yearly ones 0 where there are none."""
        yearly = self.yearly if len(self.yearly) == 2 * harmonics else np.zeros(2 * harmonics)
        return np.concatenate([self.weekday, self.kinds, self.named, yearly])

    def log(self, days: ServiceDays) -> np.ndarray:
        """Their sum on each day, shape (days,)."""
        harmonics = len(self.yearly) // 2
        return np.asarray(days.columns(harmonics) @ self.vector(harmonics))


@dataclass(frozen=True)
class Prior:
    """Effects before the log is looked at, and what each weekday, kind and name of them is worth.

    Parameters
    ----------
    effects
        The effects.
    visitors
        Visitors that each of them is worth, without the yearly pattern, shape (7 + kinds + names,).
    """

    effects: Effects
    visitors: np.ndarray

    @classmethod
    def usual(cls, visits: float, names: Sequence[str]) -> "Prior":
        """For an office: what other offices told, each kind as sure as they agree.

        An effect of standard deviation s on the log weighs like 1 / s² visitors, the curvature of a Poisson
        likelihood with log link.
        """
        doubt = np.concatenate([DOUBT, _named_doubt(names)])
        worth = np.concatenate([np.full(7, visits), visits / DOUBT_VISITS / doubt**2])
        return cls(Effects.usual(len(names)), worth)

    @classmethod
    def of_office(cls, effects: Effects, visits: float, names: Sequence[str]) -> "Prior":
        """For a service: its office's effects."""
        named = visits / DOUBT_VISITS / _named_doubt(names) ** 2
        return cls(effects, np.concatenate([np.full(7 + len(KINDS), visits), named]))


def _named_doubt(names: Sequence[str]) -> np.ndarray:
    return np.array([BESIDE_DOUBT if is_beside(name) else OWN_DOUBT for name in names], dtype=float)
