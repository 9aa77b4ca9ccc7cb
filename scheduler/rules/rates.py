"""Rates: what an hour of somebody costs, and when it costs more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from office.people import Officer
from office.values import Value
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_OFFICERS, Which, Who

Rupiah = Annotated[int, Field(ge=0, le=10_000_000)]
"""Rupiah an hour, 0 to 10,000,000."""
Percent = Annotated[int, Field(ge=1, le=1_000)]
"""Hundredths of the usual pay, 1 to 1,000."""


class Rate(Value):
    """What an hour of some officers costs.

    Parameters
    ----------
    who
        Whom it is about; of several rates the first that fits holds. Whom none fits costs nothing.
    rupiah
        Rupiah an hour.
    """

    who: Who = ALL_OFFICERS
    rupiah: Rupiah


class Dearer(Value):
    """Work that costs more than other work: at night, at weekends, on a holiday.

    Parameters
    ----------
    which
        What it is about; where several fit, the dearest holds.
    percent
        What it costs, in hundredths of the usual pay.
    """

    which: Which
    percent: Percent


def rate_of(rates: Sequence[Rate], officer: Officer) -> int:
    """Rupiah an hour of an officer; 0 if no rate is about him."""
    return next((rate.rupiah for rate in rates if officer in rate.who), 0)


def percents(horizon: Horizon, dearer: Sequence[Dearer]) -> np.ndarray:
    """What each candidate costs in hundredths of the usual pay, int, shape (candidates,)."""
    found = np.zeros(len(horizon.candidates), dtype=int)
    for part in dearer:
        found = np.maximum(found, part.percent * part.which.mask(horizon))
    return np.where(found, found, 100)
