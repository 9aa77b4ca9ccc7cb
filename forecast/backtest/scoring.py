"""Scores of a backtest: how far off each model was, how true its ranges were, and how good anyone could be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forecast.backtest.result import LOKET, NAIVE, SHARES, BacktestResult, Level, LevelName
from forecast.scores import DECILES, clustered_interval, inside, pinball, poisson_error, poisson_loss

GROUP_ENDS = (7, 14, 28, 56, 91)
"""Last days of the groups of days ahead: 1-7, 8-14, 15-28, ..."""
BOOTSTRAP_DRAWS = 1000
RANGES = (0.8, 0.95)
ORDINARY = "ordinary"
"""Days of no kind."""


@dataclass(frozen=True)
class Part:
    """Which cells a score is of.

    Parameters
    ----------
    level
        See `forecast.backtest.result.Level`.
    service
        Empty for all together.
    first, last
        Days ahead, both included; 1 is the origin itself.
    kind
        Kind of day, ``ordinary`` for days of none, empty for all.
    """

    level: LevelName
    service: str
    first: int
    last: int
    kind: str = ""


@dataclass(frozen=True)
class Cover:
    """Share of what came inside a stated range.

    Parameters
    ----------
    share
        By randomised PIT: a range of whole numbers is not held to be wider than it says.
    low, high
        90 % bootstrap interval of it, by origins.
    plain
        Ends included.
    """

    share: float
    low: float
    high: float
    plain: float


@dataclass(frozen=True)
class Score:
    """Errors of one model over some cells; shares, NaN where nothing came.

    Parameters
    ----------
    model
        The model.
    part
        The cells.
    wape
        Sum of |visitors - median| over sum of visitors.
    wql
        Mean over the deciles of 2 x pinball loss, summed, over sum of visitors.
    mase
        Mean absolute error over that of the seasonal naive within the history.
    bias
        Sum of (mean - visitors) over sum of visitors.
    cover80, cover95
        How often the ranges held.
    cells, visitors
        How much was scored.
    """

    model: str
    part: Part
    wape: float
    wql: float
    mase: float
    bias: float
    cover80: Cover
    cover95: Cover
    cells: int
    visitors: int


@dataclass(frozen=True)
class Floor:
    """The errors left to someone who knows every rate, if counts are Poisson."""

    part: Part
    wape: float
    wql: float


@dataclass(frozen=True)
class Scores:
    """All scores of a backtest.

    Parameters
    ----------
    models
        By wQL of days over the whole horizon, the best first.
    scores, floors
        One for each model and part, one for each part.
    seconds
        Mean time of a forecast by model.
    horizon
        Days ahead.
    """

    models: tuple[str, ...]
    scores: tuple[Score, ...]
    floors: tuple[Floor, ...]
    seconds: Mapping[str, float]
    horizon: int

    @cached_property
    def _by_part(self) -> dict[tuple[str, Part], Score]:
        return {(score.model, score.part): score for score in self.scores}

    @cached_property
    def _floor_by_part(self) -> dict[Part, Floor]:
        return {floor.part: floor for floor in self.floors}

    def of(self, model: str, part: Part) -> Score:
        """The score of a model."""
        return self._by_part[model, part]

    def floor(self, part: Part) -> Floor:
        """The floor of some cells."""
        return self._floor_by_part[part]

    def whole(self, level: LevelName, service: str = "", last: int | None = None) -> Part:
        """All days ahead, or those up to `last`."""
        return Part(level, service, 1, self.horizon if last is None else last)

    def parts(self, level: LevelName) -> tuple[Part, ...]:
        """The parts of a level that were scored."""
        return tuple(floor.part for floor in self.floors if floor.part.level == level)


def score(result: BacktestResult, generator: np.random.Generator) -> Scores:
    """Scores of every model over all cells, per service, by days ahead, and by kind of day.

    Parameters
    ----------
    result
        The backtest.
    generator
        Random numbers of the bootstrap.
    """
    scores, floors = [], []
    for level in (*result.levels, *result.office):
        measured, chance = {model: _losses(level, model) for model in result.models}, _chance(level)
        for part in _parts(result, level):
            cells = _cells(result, level, part)
            if cells.any():
                floors.append(_floor(part, level.visitors[cells].sum(), cells, chance))
                scores += [_score(level, part, cells, m, measured[m], generator) for m in result.models]
    whole = Part("day", "", 1, result.horizon)
    order = sorted((s for s in scores if s.part == whole), key=lambda s: (np.isnan(s.wql), s.wql, s.model != LOKET))
    seconds = {model: float(result.seconds[model].mean()) for model in result.models}
    named = tuple(s.model for s in order) or result.models
    return Scores(named, tuple(scores), tuple(floors), seconds, result.horizon)


def groups(horizon: int) -> tuple[tuple[int, int], ...]:
    """First and last day ahead of each group; the whole horizon first."""
    ends = [*(end for end in GROUP_ENDS if end < horizon), horizon]
    starts = [1, *(end + 1 for end in ends[:-1])]
    parts = tuple(zip(starts, ends, strict=True))
    return ((1, horizon), *(parts if len(parts) > 1 else ()))


@dataclass(frozen=True)
class _Measured:
    """One model's losses cell by cell, shape (origins, services, cells)."""

    error: np.ndarray
    loss: np.ndarray
    bias: np.ndarray
    hits: dict[float, np.ndarray]
    plain: dict[float, np.ndarray]


def _losses(level: Level, model: str) -> _Measured:
    found, came = level.predicted[model], level.visitors
    loss = sum(pinball(came, found.quantile(share), share) for share in DECILES) / len(DECILES)
    ends = {share: (SHARES[_end(share, -1)], SHARES[_end(share, 1)]) for share in RANGES}
    return _Measured(
        error=np.abs(came - found.quantile(0.5)),
        loss=np.asarray(loss),
        bias=found.mean - came,
        hits={share: inside(found.below, found.upto, share) for share in RANGES},
        plain={s: (came >= found.quantile(low)) & (came <= found.quantile(high)) for s, (low, high) in ends.items()},
    )


def _end(share: float, side: int) -> int:
    """Place in `SHARES` of an end of a central range."""
    return int(np.argmin(np.abs(np.array(SHARES) - (1 + side * share) / 2)))


def _parts(result: BacktestResult, level: Level) -> Iterator[Part]:
    """All together and each service by days ahead, kinds of days over all of them; totals of the office as they are."""
    if level.name.startswith("office"):
        yield from (
            Part(level.name, "", *span) for span in groups(result.horizon)[: None if level.name == "office" else 1]
        )
        return
    for service in ("", *result.services):
        for first, last in groups(result.horizon):
            yield Part(level.name, service, first, last)
    for kind in (ORDINARY, *result.kind_names):
        yield Part(level.name, "", 1, result.horizon, kind)


def _cells(result: BacktestResult, level: Level, part: Part) -> np.ndarray:
    """The scored cells of a part, bool, shape (origins, services, cells)."""
    cells = level.scored & (level.day >= part.first - 1) & (level.day < part.last)
    if part.service:
        cells = cells & (np.array(result.services) == part.service)[:, None]
    if part.kind:
        place = result.kind_names.index(part.kind) if part.kind != ORDINARY else -1
        days = np.asarray(result.kinds[..., place] if place >= 0 else ~result.kinds.any(axis=-1))
        cells = cells & days[:, :, level.day]
    return cells


def _score(
    level: Level, part: Part, cells: np.ndarray, model: str, found: _Measured, generator: np.random.Generator
) -> Score:
    came = int(level.visitors[cells].sum())
    return Score(
        model=model,
        part=part,
        wape=_ratio(found.error[cells].sum(), came),
        wql=_ratio(found.loss[cells].sum(), came),
        mase=_mase(level, cells, found.error),
        bias=_ratio(found.bias[cells].sum(), came),
        cover80=_cover(found, cells, 0.8, generator),
        cover95=_cover(found, cells, 0.95, generator),
        cells=int(cells.sum()),
        visitors=came,
    )


def _mase(level: Level, cells: np.ndarray, error: np.ndarray) -> float:
    """Absolute errors over the naive's within the history; histories without any change tell nothing."""
    scale = np.where(level.scale > 0, level.scale, np.nan)[:, :, None]
    scaled = (error / scale)[cells]
    known = np.isfinite(scaled)
    return float(scaled[known].mean()) if known.any() else float("nan")


def _cover(found: _Measured, cells: np.ndarray, share: float, generator: np.random.Generator) -> Cover:
    number = cells.sum(axis=(1, 2))
    hits = np.where(cells, found.hits[share], 0.0).sum(axis=(1, 2))
    low, high = clustered_interval(hits, number, BOOTSTRAP_DRAWS, generator)
    return Cover(_ratio(hits.sum(), number.sum()), low, high, float(found.plain[share][cells].mean()))


@dataclass(frozen=True)
class _Chance:
    """Expected losses cell by cell of someone who knows the rates, and the rates."""

    rate: np.ndarray
    error: np.ndarray
    loss: np.ndarray


def _chance(level: Level) -> _Chance:
    """With the expected visitors of the product's own answer as rates, or another model's where it was not asked."""
    rates = level.predicted[_reference(level)].mean
    return _Chance(rates, poisson_error(rates), poisson_loss(rates))


def _floor(part: Part, came: int, cells: np.ndarray, chance: _Chance) -> Floor:
    """NaN where nobody came, as the errors are."""
    rate = chance.rate[cells].sum() if came else 0.0
    return Floor(part, _ratio(chance.error[cells].sum(), rate), _ratio(chance.loss[cells].sum(), rate))


def _reference(level: Level) -> str:
    return next((model for model in (LOKET, *level.predicted) if model in level.predicted and model != NAIVE), NAIVE)


def _ratio(amount: float, visitors: float) -> float:
    return float(amount) / float(visitors) if visitors > 0 else float("nan")
