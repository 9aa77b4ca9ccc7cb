"""The answer: which models speak for which service, and what they say together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts
from forecast.models.pick_ups import NOT_FOLLOWING
from forecast.models.portfolio import POOLED, named
from forecast.models.questionnaire import LASTING, FittedQuestionnaire, QuestionnaireModel
from forecast.models.seasonal_naive import SeasonalNaive
from forecast.pool.dependence import Dependence
from forecast.pool.memory import FORGETFUL, Memory
from forecast.pool.pool import FittedPool, fit_pool
from forecast.pool.rates import DailyRates
from forecast.pool.rolling import History
from forecast.pool.shape import unbent
from forecast.settings import ForecastSettings
from office.problems import Problem

POOL = "loket"
"""Name of the weighted pool of all models: the product's own answer."""
NOT_MEANT = frozenset({NOT_FOLLOWING, "short_history", "no_visitors"})
"""Reasons that are no failure: there was nothing for the model to learn yet."""


@dataclass(frozen=True)
class Answer:
    """What speaks for each service.

    Parameters
    ----------
    counts
        The past.
    names
        What each service rests on: the pool, a single model, the questionnaire, or the naive baseline.
    pools
        The fitted pools by these names.
    start
        The questionnaire's answers.
    notes
        Models that were left out, services that nothing is known about.
    """

    counts: DailyCounts
    names: tuple[str, ...]
    pools: Mapping[str, FittedPool]
    start: FittedQuestionnaire | None
    notes: tuple[Problem, ...] = field(default=())

    def predict(self, features: Features) -> DailyRates:
        """The distribution of coming days; 0 for services that nothing is known about."""
        days, services = len(features.dates), len(self.names)
        parts = {name: pool.predict(features) for name, pool in self.pools.items()}
        if self.start is not None:
            parts[QuestionnaireModel.name] = _guessed(self.start, features)
        nothing, alone = np.zeros((services, days)), np.zeros(services)
        nobody = DailyRates(nothing, nothing, (unbent(),) * services, Dependence(alone, alone, alone, alone))
        picked = [parts.get(name, nobody) for name in self.names]
        return DailyRates(
            np.array([np.nan_to_num(part.mean[i]) for i, part in enumerate(picked)]),
            np.array([part.spread[i] for i, part in enumerate(picked)]),
            tuple(part.shapes[i] for i, part in enumerate(picked)),
            Dependence(
                np.array([part.common.lasting[i] for i, part in enumerate(picked)]),
                np.array([part.common.steady[i] for i, part in enumerate(picked)]),
                np.array([part.common.shared[i] for i, part in enumerate(picked)]),
                np.array([part.common.level[i] for i, part in enumerate(picked)]),
            ),
        )


def answer(counts: DailyCounts, history: History, settings: ForecastSettings, memory: Memory = FORGETFUL) -> Answer:
    """Fits what `settings.model` asks for, and what takes its place where that cannot speak.

    With ``auto`` a service with at least `settings.min_weeks` weeks and any visitors gets the pool of all models that
    the history is long enough for; others the questionnaire where it names them, else the seasonal naive.

    Parameters
    ----------
    counts
        The past; no days at all is allowed.
    history
        The past as it was known before a day.
    settings
        How to forecast.
    memory
        Where forecasts of the past are kept.
    """
    wishes = [_wishes(counts, index, settings) for index in range(len(counts.services))]
    pools = {
        name: _pool(name, counts, history, settings, memory)
        for name in dict.fromkeys(name for wish in wishes for name in wish)
        if name != QuestionnaireModel.name and len(counts.features.dates)
    }
    speaks = {name: np.asarray(pool.knows.any(axis=0)) for name, pool in pools.items()}
    start = _start(counts, settings)
    if start is not None:
        speaks[QuestionnaireModel.name] = np.array([service not in start.left_out for service in counts.services])
    names = tuple(
        next((name for name in wish if name in speaks and speaks[name][index]), SeasonalNaive.name)
        for index, wish in enumerate(wishes)
    )
    notes = (*_left_out(counts, pools, names), *_starts(counts, names))
    return Answer(counts, names, {name: pool for name, pool in pools.items() if name in names}, start, notes)


def _wishes(counts: DailyCounts, index: int, settings: ForecastSettings) -> tuple[str, ...]:
    """What may speak for a service, best first."""
    answers = settings.questionnaire.services if settings.questionnaire is not None else {}
    guess = (QuestionnaireModel.name,) if counts.services[index] in answers else ()
    visitors = int(np.where(counts.observed[index], counts.visitors[index], 0).sum())
    enough = visitors > 0 and counts.weeks[index] >= settings.min_weeks
    if settings.model == QuestionnaireModel.name:
        return (*guess, *((POOL,) if enough else ()), SeasonalNaive.name)
    if settings.model == "auto":
        return (*((POOL,) if enough else ()), *guess, SeasonalNaive.name)
    return (*((settings.model,) if visitors else ()), *(() if enough else guess), SeasonalNaive.name)


def _pool(name: str, counts: DailyCounts, history: History, settings: ForecastSettings, memory: Memory) -> FittedPool:
    known = np.flatnonzero(np.asarray(counts.observed.any(axis=0)))
    days = len(counts.features.dates) - int(known[0]) if len(known) else 0
    team = [m for m in POOLED if m.needs_days <= days] if name == POOL else [named(name)]
    models = [member.make(settings) for member in team]
    usual = {member.name: member.usual for member in team}
    return fit_pool(models, usual, counts, history, _salt(settings), memory)


def _salt(settings: ForecastSettings) -> str:
    """What a model's fit depends on besides the counts."""
    return settings.model_dump_json(include={"half_life_days", "level_smoothing", "effect_visits", "follows"})


def _start(counts: DailyCounts, settings: ForecastSettings) -> FittedQuestionnaire | None:
    return QuestionnaireModel(settings.questionnaire).fit(counts) if settings.questionnaire is not None else None


def _guessed(start: FittedQuestionnaire, features: Features) -> DailyRates:
    """The questionnaire's distribution; NaN for services that it does not name."""
    mean = start.predict(features)
    services = len(mean)
    spread = np.repeat(start.spread[:, None], mean.shape[1], axis=1)
    doubt, apart = np.full(services, LASTING), np.zeros(services)
    return DailyRates(mean, spread, (unbent(),) * services, Dependence(doubt, doubt, apart, apart))


def _left_out(counts: DailyCounts, pools: Mapping[str, FittedPool], names: tuple[str, ...]) -> Iterator[Problem]:
    """Models that could not be fitted to a service that they should know; those never meant for it are passed over."""
    for name, pool in pools.items():
        for model, reasons in zip(pool.models, pool.block.reasons, strict=True):
            mine = [(s, why) for s, why, took in zip(counts.services, reasons, names, strict=True) if took == name]
            for reason in dict.fromkeys(why for _, why in mine if why and why not in NOT_MEANT):
                services = ", ".join(service for service, why in mine if why == reason)
                params: dict[str, str | int | float] = {"service": services, "reason": reason}
                yield Problem("forecast.model_left_out", found=model.name, params=params, severity="note")


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
