"""What a backtest gives: the forecasts of every model from every origin, beside what came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import numpy as np

from office.grid import SlotGrid
from office.problems import Problem

LevelName = Literal["day", "slot", "office", "office_week", "office_horizon"]
SHARES = (0.025, *(n / 10 for n in range(1, 10)), 0.975)
"""The quantiles that are kept: the deciles, and the ends of the 95 % range."""
LOKET = "loket"
"""The product's own answer among the models."""
NAIVE = "seasonal_naive"
"""The baseline that is always shown."""


@dataclass(frozen=True)
class Predicted:
    """The forecasts of one model at one level.

    Parameters
    ----------
    mean
        Expected visitors, shape (origins, services, cells).
    quantiles
        Of `SHARES`, int, shape (quantiles, origins, services, cells).
    below, upto
        P(forecast < what came) and P(forecast <= what came), shape of `mean`.
    """

    mean: np.ndarray
    quantiles: np.ndarray
    below: np.ndarray
    upto: np.ndarray

    def quantile(self, share: float) -> np.ndarray:
        """The quantile of one of `SHARES`."""
        return np.asarray(self.quantiles[SHARES.index(share)])


@dataclass(frozen=True)
class Level:
    """Days or slots: what came and what was forecast.

    Parameters
    ----------
    name
        ``day`` or ``slot``: a cell is a day, or a slot of a day. Over all services: ``office`` (a cell is a day),
        ``office_week`` and ``office_horizon`` (one cell: the total of the first seven days, of all days).
    visitors, scored
        What came and whether it counts, shape (origins, services, cells).
    day
        Day within the horizon of each cell, 0 for the origin itself, shape (cells,).
    scale
        Mean absolute error of the seasonal naive within each origin's history, shape (origins, services); NaN where
        the history has no such pair of days.
    predicted
        The forecasts by model.
    """

    name: LevelName
    visitors: np.ndarray
    scored: np.ndarray
    day: np.ndarray
    scale: np.ndarray
    predicted: Mapping[str, Predicted] = field(repr=False)


@dataclass(frozen=True)
class Remark:
    """A note of a forecast: which model, from which origin."""

    model: str
    origin: date
    problem: Problem


def spoke(model: str, speakers: Sequence[Sequence[str]]) -> np.ndarray:
    """Whether a model spoke itself where it was asked, bool, shape (origins, services)."""
    return np.array([[model in (LOKET, name) for name in names] for names in speakers], dtype=bool)


@dataclass(frozen=True)
class BacktestResult:
    """Everything that a backtest knows.

    Parameters
    ----------
    origins
        First days forecast.
    grid
        The slots of the first origin's horizon; the others differ in their start only.
    services
        Ids along the service axis.
    day, slot
        The two levels.
    kinds
        What the calendar says of each day, bool, shape (origins, services, days, kinds).
    kind_names
        Along the last axis of `kinds`.
    seconds
        Time for learning and sampling by model, as if nothing had been remembered, shape (origins,).
    speakers
        What spoke for each service when a model was asked, by model: origins of services. Models that never spoke
        themselves stand here only.
    remarks
        Notes of the forecasts.
    office
        Totals over services from the joint futures; the service axis has one entry.
    """

    origins: tuple[date, ...]
    grid: SlotGrid
    services: tuple[str, ...]
    day: Level
    slot: Level
    kinds: np.ndarray
    kind_names: tuple[str, ...]
    seconds: Mapping[str, np.ndarray]
    speakers: Mapping[str, tuple[tuple[str, ...], ...]]
    remarks: tuple[Remark, ...]
    office: tuple[Level, ...] = ()

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models."""
        return tuple(self.day.predicted)

    @property
    def horizon(self) -> int:
        """Days forecast from each origin."""
        return self.grid.days

    @property
    def levels(self) -> tuple[Level, Level]:
        """Both levels."""
        return self.day, self.slot

    def date(self, origin: int, day: int) -> date:
        """The date of a day of an origin's horizon."""
        return self.origins[origin] + timedelta(day)
