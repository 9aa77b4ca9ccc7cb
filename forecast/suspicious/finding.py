"""Finding: something in the counts that deserves a look, as a fact with a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from office.days import CalendarEntry

FindingKind = Literal[
    "no_rows",
    "stopped",
    "late",
    "gap",
    "doubled",
    "copied",
    "shift",
    "renamed",
    "merged",
    "ended",
    "started",
    "low",
    "high",
]
Sureness = Literal["certain", "likely", "possible"]
CERTAIN, LIKELY = 1e-6, 1e-3
"""Chance, in all that was looked at, below which a finding is called so."""


@dataclass(frozen=True)
class Finding:
    """Something that deserves a look.

    Parameters
    ----------
    kind
        What it is.
    start, end
        First and last day.
    service
        Id; empty for the whole office.
    chance
        Chance that an office without any fault shows this anywhere, at most; 0 to 1.
    facts
        Numbers for the sentence: visitors, expected, minutes of the day, ids.
    entry
        The calendar line that would tell the forecast of it; None where no line helps.
    """

    kind: FindingKind
    start: date
    end: date
    service: str = ""
    chance: float = 0.0
    facts: Mapping[str, str | int | float] = field(default_factory=dict)
    entry: CalendarEntry | None = None

    @property
    def sureness(self) -> Sureness:
        """How sure it is in a word."""
        return "certain" if self.chance < CERTAIN else "likely" if self.chance < LIKELY else "possible"


def discoveries(chances: np.ndarray, share: float) -> np.ndarray:
    """Which of many chances are small enough, so that of those found at most `share` are false on average.

    The step-up rule of Benjamini and Hochberg (*Journal of the Royal Statistical Society B* 57, 1995).

    Parameters
    ----------
    chances
        P-values, any shape; NaN where nothing was tested.
    share
        False discovery rate.

    Returns
    -------
    numpy.ndarray
        Bool, same shape.
    """
    tested = np.sort(chances[np.isfinite(chances)])
    if not tested.size:
        return np.zeros(chances.shape, dtype=bool)
    below = np.flatnonzero(tested <= share * np.arange(1, len(tested) + 1) / len(tested))
    limit = tested[below[-1]] if below.size else -1.0
    return np.nan_to_num(chances, nan=2.0) <= limit
