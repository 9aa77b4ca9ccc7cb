"""Columns: effects that do not move (the year, kinds of days, holidays by name) and what is thought of them before."""

from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.kinds import KINDS
from forecast.models.design import yearly_columns

HARMONICS = 12
ROUGHNESS = 1.5
"""Harmonic k of the year has a standard deviation in proportion to k to the power of minus this."""
YEAR_BEGINS, YEAR_STANDS = 0.8, 1.5
"""Years of history at which a yearly pattern begins to be believed, and from which it is believed as it stands."""
NAME_DOUBT = 0.15
"""Standard deviation of a holiday's own effect about that of its kind, on the log scale."""
SERVICE_SHARE = 0.5
"""A service's effects lie about the office's with this part of the doubt there is about the office's own."""

YEARLY = 2 * HARMONICS


def columns_of(features: Features, index: int) -> np.ndarray:
    """Yearly sines and cosines, kinds and names of one service's days, shape (days, columns)."""
    yearly = yearly_columns(features.ordinal, HARMONICS)
    return np.hstack([yearly, features.classes[index], features.named])


@dataclass(frozen=True)
class Prior:
    """What is thought of the effects before: their means, and their standard deviations where the year's is 1.

    Both have shape (columns,).
    """

    mean: np.ndarray
    doubt: np.ndarray

    @classmethod
    def usual(cls, names: int) -> "Prior":
        """What other offices told of kinds; nothing of the year, and of as many `names`."""
        kinds = np.array([kind.usual for kind in KINDS.values()])
        kind_doubt = [kind.doubt for kind in KINDS.values()]
        year_doubt = np.tile(np.arange(1.0, HARMONICS + 1) ** -ROUGHNESS, 2)
        mean = np.concatenate([np.zeros(YEARLY), kinds, np.zeros(names)])
        return cls(mean, np.concatenate([year_doubt, kind_doubt, np.full(names, NAME_DOUBT)]))

    def about(self, office: np.ndarray) -> "Prior":
        """What is thought of a service once the office's effects are known, shape (columns,)."""
        return Prior(office, SERVICE_SHARE * self.doubt)

    def variances(self, year: float, days: float) -> np.ndarray:
        """Variances of the effects: the first harmonic's standard deviation is `year`, history is `days` long."""
        years = days / 365.25
        believed = np.clip((years - YEAR_BEGINS) / (YEAR_STANDS - YEAR_BEGINS), 1e-3, 1.0)
        scale = np.ones(len(self.doubt))
        scale[:YEARLY] = year * believed
        return np.asarray((scale * self.doubt) ** 2)
