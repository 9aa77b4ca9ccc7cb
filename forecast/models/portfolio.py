"""The portfolio: every model that an office's visitors may be forecast with."""

from collections.abc import Callable
from dataclasses import dataclass

from forecast.models.count_regression import CountRegression
from forecast.models.daily import DailyModel
from forecast.models.seasonal_naive import SeasonalNaive
from forecast.settings import ForecastSettings


@dataclass(frozen=True)
class Member:
    """A model of the portfolio.

    Parameters
    ----------
    name
        Its name in settings and reports.
    make
        Makes it for an office's settings.
    usual
        Its mean absolute error relative to that of the mean of all, as it usually is: for logs too short to tell.
    needs_days
        Days of history from which on it takes part.
    """

    name: str
    make: Callable[[ForecastSettings], DailyModel]
    usual: float
    needs_days: int = 14


POOLED: tuple[Member, ...] = (Member("count_regression", CountRegression, 1.0),)
"""What the pool is made of."""
BASELINE = Member(SeasonalNaive.name, lambda _: SeasonalNaive(), 1.0, needs_days=1)
"""What every model must beat; not in the pool."""


def named(name: str) -> Member:
    """The model of this name."""
    return next(member for member in (*POOLED, BASELINE) if member.name == name)
