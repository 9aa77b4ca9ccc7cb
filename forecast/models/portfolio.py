"""The portfolio: every model that an office's visitors may be forecast with."""

from collections.abc import Callable
from dataclasses import dataclass

from forecast.models.boosting import Boosting
from forecast.models.count_regression import CountRegression
from forecast.models.daily import DailyModel
from forecast.models.dynamic_regression import DynamicRegression
from forecast.models.ets import ExponentialSmoothing
from forecast.models.pick_ups import PickUps
from forecast.models.prophet import ProphetModel
from forecast.models.seasonal_naive import SeasonalNaive
from forecast.models.theta import Theta
from forecast.models.weekday_mean import WeekdayMean
from forecast.models.yearly_naive import YearlyNaive
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


POOLED: tuple[Member, ...] = (
    Member(CountRegression.name, CountRegression, 1.03),
    Member(DynamicRegression.name, lambda _: DynamicRegression(), 0.9),
    Member(ExponentialSmoothing.name, lambda _: ExponentialSmoothing(), 1.05, ExponentialSmoothing.NEEDS_DAYS),
    Member(Theta.name, lambda _: Theta(), 1.12, Theta.NEEDS_DAYS),
    Member(ProphetModel.name, lambda _: ProphetModel(), 1.18, ProphetModel.NEEDS_DAYS),
    Member(Boosting.name, lambda _: Boosting(), 0.98, Boosting.NEEDS_DAYS),
    Member(YearlyNaive.name, lambda _: YearlyNaive(), 1.15, YearlyNaive.NEEDS_DAYS),
    Member(WeekdayMean.name, lambda _: WeekdayMean(), 1.35, WeekdayMean.NEEDS_DAYS),
    Member(PickUps.name, PickUps, 0.85, needs_days=63),
)
"""What the pool is made of. The usual losses are those of rounded geometric means over public sets of counts."""
BASELINE = Member(SeasonalNaive.name, lambda _: SeasonalNaive(), 1.0, needs_days=1)
"""What every model must beat; not in the pool."""


def named(name: str) -> Member:
    """The model of this name."""
    return next(member for member in (*POOLED, BASELINE) if member.name == name)
