"""The pool: the portfolio's models, weighed and calibrated by their forecasts of the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts, DailyModel, FittedModel
from forecast.pool.dependence import Dependence, fit_dependence
from forecast.pool.errors import ErrorLaw, fit_errors
from forecast.pool.memory import FORGETFUL, Memory
from forecast.pool.rates import DailyRates
from forecast.pool.rolling import HORIZON_DAYS, Block, History, Rolling, ask, fingerprint, roll
from forecast.pool.shape import Shape, fit_shape
from forecast.pool.weights import Weights, weigh
from forecast.scores import CountDistribution

HALF_LIFE_DAYS = 365.0
LEAST_HALF_LIFE_DAYS = 28.0
PARTS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""A count is a step of its distribution: it is scored at these heights of the step, not at a random one."""


@dataclass(frozen=True)
class FittedPool:
    """Models that have seen the past, and what their mean is worth.

    Parameters
    ----------
    counts
        The past.
    models
        The models in the order of `weights`.
    weights
        What each counts.
    law, shape, dependence
        How far off the mean may be; `shape` for all services.
    rolling
        The forecasts of the past that this was learnt from.
    block
        What each model says of the next weeks.
    """

    counts: DailyCounts
    models: tuple[DailyModel, ...]
    weights: Weights
    law: ErrorLaw
    shape: Shape
    dependence: Dependence
    rolling: Rolling = field(repr=False)
    block: Block = field(repr=False)
    salt: str = ""
    memory: Memory = field(default=FORGETFUL, repr=False)
    _fitted: dict[str, FittedModel] = field(default_factory=dict, repr=False)

    @property
    def last(self) -> float:
        """Ordinal of the last day of the past."""
        return float(self.counts.features.ordinal[-1])

    def fitted(self, model: DailyModel) -> FittedModel:
        """The model, fitted to all of the past when it is first asked for."""
        if model.name not in self._fitted:
            self._fitted[model.name] = model.fit(self.counts)
        return self._fitted[model.name]

    def means(self, features: Features) -> np.ndarray:
        """What each model expects of coming days, shape (models, services, days); NaN where it was left out."""
        known = self.block.of(features)
        if known is not None:
            return known
        print_ = fingerprint(self.counts, features, self.salt)
        jobs = {f"{model.name}-{print_}": partial(ask, model, self.counts, features) for model in self.models}
        return np.array([made.said.means for made in self.memory.recall(jobs).values()])

    @property
    def knows(self) -> np.ndarray:
        """Whether each model knows each service, bool, shape (models, services)."""
        return np.asarray(np.isfinite(self.block.means).any(axis=-1))

    def predict(self, features: Features) -> DailyRates:
        """The distribution of coming days; NaN means for services that no model knows."""
        ahead = np.maximum(features.ordinal - self.last, 1.0)
        mean = self.weights.mean(self.means(features), ahead)
        mean = np.where(features.exposure > 0, mean, np.where(np.isfinite(mean), 0.0, np.nan))
        special = np.asarray(features.classes.any(axis=-1))
        spread = self.law.spread(mean, ahead, special)
        shapes = (self.shape,) * len(self.counts.services)
        common = self.dependence
        return DailyRates(mean, spread, shapes, common)


def fit_pool(
    models: Sequence[DailyModel],
    usual: Mapping[str, float],
    counts: DailyCounts,
    history: History,
    salt: str = "",
    memory: Memory = FORGETFUL,
) -> FittedPool:
    """Weighs models by their forecasts of the past, and learns how far off their mean has been.

    Parameters
    ----------
    models
        The models, at least one.
    usual
        Each model's usual loss relative to the mean of all.
    counts
        The past, at least one day.
    history
        The past as it was known before a day.
    salt
        Names the settings that the models were made with.
    memory
        Where forecasts are kept.
    """
    rolling, block = roll(models, counts, history, salt, memory)
    last = float(counts.features.ordinal[-1])
    losses = [usual[model.name] for model in models]
    weights = weigh(rolling, last, losses, np.asarray(np.isfinite(block.means).any(axis=-1)))
    mean = _unseen_means(rolling, last, losses)
    worth = _worth(rolling, last, len(counts.features.dates))
    law = fit_errors(rolling, mean, worth, _usual(counts))
    scores = _scores(rolling, mean, law)
    shape = _shape(rolling, scores, worth)
    middle = np.array([np.interp(part, shape.stated, shape.scores) for part in scores]).mean(axis=0)
    dependence = fit_dependence(middle, worth, law.swing)
    return FittedPool(counts, tuple(models), weights, law, shape, dependence, rolling, block, salt, memory)


def _unseen_means(rolling: Rolling, last: float, usual: Sequence[float]) -> np.ndarray:
    """The pool's past forecasts, each by weights that its own origin had no say in; (origins, services, days ahead).

    Errors under weights that were chosen by them would be too small.
    """
    means = np.full(rolling.visitors.shape, np.nan)
    everyone = np.ones((len(rolling.names), rolling.visitors.shape[1]), dtype=bool)
    for row in range(len(rolling.origins)):
        weights = weigh(rolling.without(row), last, usual, everyone)
        means[row] = weights.mean(rolling.means[:, row], np.arange(1, HORIZON_DAYS + 1))
    return means


def _usual(counts: DailyCounts) -> np.ndarray:
    """Mean visitors of a known day, at least half of one, shape (services,)."""
    known = np.where(counts.observed, counts.visitors, 0).sum(axis=1) / np.maximum(counts.observed.sum(axis=1), 1)
    return np.maximum(known, 0.5)


def _worth(rolling: Rolling, last: float, days: int) -> np.ndarray:
    """Weight of each past origin: less for old ones, for those that knew much less than today, and for overlaps."""
    age = last - rolling.origins
    half_life = np.clip(days / 3, LEAST_HALF_LIFE_DAYS, HALF_LIFE_DAYS)
    return np.asarray(rolling.independence * 0.5 ** (age / half_life) * (1 - age / max(days, 1)) ** 2)


def _scores(rolling: Rolling, mean: np.ndarray, law: ErrorLaw) -> np.ndarray:
    """Normal scores of what came, shape (parts, origins, services, days ahead), NaN where nothing can be judged."""
    from scipy.special import ndtri

    expected = np.where(np.isfinite(mean) & (np.nan_to_num(mean) > 0), mean, np.nan)
    spread = law.spread(np.nan_to_num(mean, nan=1.0), np.arange(1, HORIZON_DAYS + 1), rolling.special)
    distribution = CountDistribution(np.nan_to_num(expected, nan=1.0), spread)
    came = np.nan_to_num(rolling.visitors)
    at, below = distribution.cdf(came), distribution.cdf(came - 1)
    chance = np.array([below + part * (at - below) for part in PARTS])
    known = np.isfinite(rolling.visitors) & np.isfinite(expected)
    return np.where(known, ndtri(np.clip(chance, 1e-5, 1 - 1e-5)), np.nan)


def _shape(rolling: Rolling, scores: np.ndarray, worth: np.ndarray) -> Shape:
    known = np.isfinite(scores)
    services = max(1, int(known.any(axis=(0, 1, 3)).sum()))
    number = np.broadcast_to(np.arange(len(worth))[:, None, None], scores.shape)
    weight = np.broadcast_to(worth[:, None, None], scores.shape) / (len(PARTS) * np.sqrt(services))
    return fit_shape(scores[known], weight[known], number[known], rolling.independence)
