"""Accuracy: the last weeks forecast again from what was known before them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from forecast.counts import Counts
from forecast.learn import learn
from forecast.models.seasonal_naive import SeasonalNaive
from forecast.scores import inside, poisson_floor, wape
from forecast.settings import ForecastSettings
from office.days import Calendar


@dataclass(frozen=True)
class Score:
    """How well a service's last weeks would have been forecast.

    Parameters
    ----------
    service
        The service.
    model
        The model chosen for the last of these weeks.
    wape, naive_wape
        Sum of absolute errors of the median over the sum of visitors, a share; of the model, and of "as many as on
        the same weekday of the last known week".
    floor
        What is left to someone who knows the rates, if counts are Poisson.
    coverage80
        Part of the days inside the range of 80 %; NaN without days.
    days
        Days that were scored.
    """

    service: str
    model: str
    wape: float
    naive_wape: float
    floor: float
    coverage80: float
    days: int


@dataclass(frozen=True)
class _Week:
    """One week seen from its origin; arrays of shape (services, days)."""

    visitors: np.ndarray
    scored: np.ndarray
    mean: np.ndarray
    median: np.ndarray
    below: np.ndarray
    at: np.ndarray
    naive: np.ndarray
    models: tuple[str, ...]


def accuracy(counts: Counts, calendar: Calendar, settings: ForecastSettings, notice_days: int = 0) -> tuple[Score, ...]:
    """Scores of each service over the last `settings.holdout_weeks` weeks, a new origin each week.

    Every origin learns everything from the days before it only; days that are not known (closed, outage) are not
    scored.

    Parameters
    ----------
    counts
        The past.
    calendar
        The office's calendar.
    settings
        How to forecast.
    notice_days
        Days between the last known day and the week that is forecast.

    Returns
    -------
    tuple of Score
        One a service; with 0 days where the log is too short.
    """
    weeks = list(_weeks(counts, calendar, settings, notice_days))
    return tuple(_score(weeks, index, service) for index, service in enumerate(counts.services))


def _weeks(counts: Counts, calendar: Calendar, settings: ForecastSettings, notice: int) -> Iterator[_Week]:
    total = counts.grid.days
    for back in range(settings.holdout_weeks, 0, -1):
        start, origin = total - 7 * back, total - 7 * back - notice
        if origin >= 7 * settings.min_weeks:
            yield _week(counts, origin, start, calendar, settings)


def _week(counts: Counts, origin: int, start: int, calendar: Calendar, settings: ForecastSettings) -> _Week:
    """The seven days from day `start` on, forecast from what is known before day `origin`."""
    learnt = learn(counts.first_days(origin), calendar, settings)
    coming = learnt.features(replace(counts.grid, start=counts.grid.dates[start], days=7))
    rates = learnt.answer.predict(coming)
    naive = SeasonalNaive().fit(learnt.days).predict(coming)
    visitors, known = (part[:, start : start + 7] for part in (counts.daily, counts.observed_days))
    return _Week(
        visitors, known, rates.mean, rates.quantile(0.5), rates.cdf(visitors - 1), rates.cdf(visitors), naive,
        learnt.answer.names,
    )  # fmt: skip


def _score(weeks: list[_Week], index: int, service: str) -> Score:
    def joined(part: str) -> np.ndarray:
        picked = [getattr(week, part)[index][week.scored[index]] for week in weeks]
        return np.concatenate(picked) if picked else np.zeros(0)

    visitors = joined("visitors")
    return Score(
        service=service,
        model=weeks[-1].models[index] if weeks else "",
        wape=wape(visitors, joined("median")),
        naive_wape=wape(visitors, np.ceil(joined("naive") - 0.5)),
        floor=poisson_floor(joined("mean")),
        coverage80=float(inside(joined("below"), joined("at"), 0.8).mean()) if len(visitors) else float("nan"),
        days=len(visitors),
    )
