"""Choosing: which model speaks for which service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.models.count_regression import CountRegression
from forecast.models.daily import DailyCounts, DailyModel, DailyRates, FittedModel
from forecast.models.questionnaire import QuestionnaireModel
from forecast.models.seasonal_naive import SeasonalNaive
from forecast.models.spread import shared_part
from forecast.settings import ForecastSettings
from office.problems import Problem


@dataclass(frozen=True)
class Chosen:
    """The fitted models of an office.

    Parameters
    ----------
    names
        The model of each service, length services.
    fitted
        The fitted models by name.
    shared
        Correlation of two services' day factors.
    notes
        Models that were left out, services that nothing is known about.
    """

    names: tuple[str, ...]
    fitted: Mapping[str, FittedModel]
    shared: float
    notes: tuple[Problem, ...]

    def predict(self, features: Features) -> DailyRates:
        """Each service's days by its own model."""
        rates = {name: model.predict(features) for name, model in self.fitted.items()}
        picked = [rates[name] for name in self.names]
        return DailyRates(
            np.array([part.mean[i] for i, part in enumerate(picked)]),
            np.array([part.spread[i] for i, part in enumerate(picked)]),
            np.array([part.lasting[i] for i, part in enumerate(picked)]),
        )


def choose(counts: DailyCounts, settings: ForecastSettings) -> Chosen:
    """Fits what `settings.model` asks for and takes, for each service, the first model that could be fitted.

    With ``auto`` a service with at least `settings.min_weeks` weeks and any visitors gets the count regression; others
    the questionnaire where it names them, else the seasonal naive.
    """
    wishes = [_wishes(counts, index, settings) for index in range(len(counts.services))]
    wanted = dict.fromkeys(name for wish in wishes for name in wish)
    fitted = {name: _model(name, settings).fit(counts) for name in wanted}
    names = tuple(
        next(name for name in wish if service not in fitted[name].left_out)
        for service, wish in zip(counts.services, wishes, strict=True)
    )
    notes = (*_left_out(counts, wishes, names, fitted), *_starts(counts, names))
    return Chosen(names, fitted, _shared(counts, names, fitted), notes)


def _model(name: str, settings: ForecastSettings) -> DailyModel:
    if name == CountRegression.name:
        return CountRegression(settings)
    if name == QuestionnaireModel.name and settings.questionnaire is not None:
        return QuestionnaireModel(settings.questionnaire)
    return SeasonalNaive()


def _wishes(counts: DailyCounts, index: int, settings: ForecastSettings) -> tuple[str, ...]:
    """Models for a service, best first; the last can always be fitted."""
    answers = settings.questionnaire.services if settings.questionnaire is not None else {}
    guess = (QuestionnaireModel.name,) if counts.services[index] in answers else ()
    visitors = int(np.where(counts.observed[index], counts.visitors[index], 0).sum())
    enough = visitors > 0 and counts.weeks[index] >= settings.min_weeks
    regression = (CountRegression.name,) if visitors and (enough or settings.model == CountRegression.name) else ()
    tables = {
        "auto": (*regression, *guess),
        "count_regression": (*regression, *guess),
        "questionnaire": (*guess, *regression),
        "seasonal_naive": (),
    }
    return (*tables[settings.model], SeasonalNaive.name)


def _shared(counts: DailyCounts, names: tuple[str, ...], fitted: Mapping[str, FittedModel]) -> float:
    if not counts.visitors.shape[1]:
        return 0.0
    expected = np.array([fitted[name].expected[i] for i, name in enumerate(names)])
    spread = np.array([np.nan_to_num(fitted[n].predict(counts.features).spread[i]).mean() for i, n in enumerate(names)])
    return shared_part(counts, expected, spread)


def _left_out(
    counts: DailyCounts, wishes: list[tuple[str, ...]], names: tuple[str, ...], fitted: Mapping[str, FittedModel]
) -> Iterator[Problem]:
    for service, wish, name in zip(counts.services, wishes, names, strict=True):
        if name != wish[0]:
            params = {"service": service, "instead": name, "reason": fitted[wish[0]].left_out[service]}
            yield Problem("forecast.model_left_out", found=wish[0], params=params, severity="note")


def _starts(counts: DailyCounts, names: tuple[str, ...]) -> Iterator[Problem]:
    """Services that rest on the questionnaire, and those that nothing at all is known about."""
    begun = [s for s, name in zip(counts.services, names, strict=True) if name == QuestionnaireModel.name]
    if begun:
        params: dict[str, str | int | float] = {"services": len(begun), "all": len(names)}
        yield Problem("forecast.start", found=", ".join(begun), params=params, severity="note")
    visitors = np.where(counts.observed, counts.visitors, 0).sum(axis=1)
    unknown = [
        s for s, name, n in zip(counts.services, names, visitors, strict=True) if name == SeasonalNaive.name and not n
    ]
    if unknown:
        yield Problem("forecast.nothing_known", found=", ".join(unknown), severity="note")
