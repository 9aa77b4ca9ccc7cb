"""Running a backtest: every model forecasts from every origin, from what was known then, by the same machinery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

import numpy as np

from forecast.backtest.clock import actual_lived, known_lived, lived
from forecast.backtest.naive import naive
from forecast.backtest.past import Actual, Known, Past
from forecast.backtest.result import NAIVE, BacktestResult, Level, LevelName, Predicted, Remark, spoke
from forecast.backtest.sampled import predicted, stacked
from forecast.backtest.stopwatch import Stopwatch
from forecast.backtest.whole import office_levels, office_naive, office_paths
from forecast.features import CLASSES, features
from forecast.intraday import ticket_masks
from forecast.known import Streams
from forecast.pool.memory import FORGETFUL, Memory
from forecast.predict import predict
from forecast.settings import ForecastSettings
from office.grid import SlotGrid
from office.problems import Problem

SEASON_DAYS = 7


@dataclass(frozen=True)
class Candidate:
    """A model under test: the name that it is shown by, and the settings that make it speak.

    The name `NAIVE` stands for the plain baseline, whatever the settings.
    """

    name: str
    settings: ForecastSettings


@dataclass(frozen=True)
class _Answer:
    """One model's forecast from one origin, with the seconds for it."""

    day: Predicted
    slot: Predicted
    office: tuple[Predicted, ...]
    speakers: tuple[str, ...]
    notes: tuple[Problem, ...]
    seconds: float


Watch = Callable[[int, str], None]
"""Called before each forecast with the origin's place and the model's name."""


def backtest(
    past: Past,
    origins: Sequence[date],
    horizon: int,
    candidates: Sequence[Candidate],
    streams_of: Callable[[date], Streams],
    watch: Watch,
    memory: Memory = FORGETFUL,
) -> BacktestResult:
    """Forecasts from every origin by every candidate.

    Nothing after an origin is seen by what forecasts from it, opening hours included. All candidates draw from the
    same streams, so that differences between them are not differences of luck.

    Parameters
    ----------
    past
        The history.
    origins
        First days forecast, in order.
    horizon
        Days forecast from each.
    candidates
        The models.
    streams_of
        The `rng_of` (see `forecast.predict`) of an origin.
    watch
        Called as the work goes on.
    memory
        Where forecasts of the past are kept; what another candidate made already is not made again.
    """
    stopwatch = Stopwatch(memory)
    grids = [replace(past.grid, start=origin, days=horizon) for origin in origins]
    known = [known_lived(past.known(origin)) for origin in origins]
    actual = [actual_lived(past.actual(grid, k.calendar), grid) for grid, k in zip(grids, known, strict=True)]
    answers: dict[str, list[_Answer]] = {candidate.name: [] for candidate in candidates}
    for place, (origin, grid) in enumerate(zip(origins, grids, strict=True)):
        for candidate in candidates:
            watch(place, candidate.name)
            found = _answer(known[place], grid, candidate, actual[place], streams_of(origin), stopwatch)
            answers[candidate.name].append(found)
    return _gathered(tuple(origins), grids, known, actual, answers)


def _answer(
    known: Known, grid: SlotGrid, candidate: Candidate, actual: Actual, streams: Streams, memory: Stopwatch
) -> _Answer:
    begun, spared = perf_counter(), memory.spared
    if candidate.name == NAIVE:
        speakers = (NAIVE,) * len(known.counts.services)
        open_ = ticket_masks(grid, known.calendar, known.counts.services).any(axis=-1)
        office = office_naive(known, grid, actual, np.asarray(open_))
        return _Answer(*naive(known, grid, actual), office, speakers, (), perf_counter() - begun)
    forecast = predict(
        known.counts, known.calendar, known.office, grid, candidate.settings, known.bookings, rng_of=streams,
        memory=memory,
    )  # fmt: skip
    arrivals = forecast.arrivals * lived(grid).ravel()
    paths = arrivals.reshape(*arrivals.shape[:2], *grid.shape).sum(axis=-1)
    day = predicted(paths, actual.visitors.sum(axis=-1))
    slot = predicted(arrivals, actual.visitors.reshape(len(forecast.services), grid.size))
    seconds = perf_counter() - begun + memory.spared - spared
    return _Answer(day, slot, office_paths(paths, actual), forecast.models, forecast.notes, seconds)


def _gathered(
    origins: tuple[date, ...],
    grids: Sequence[SlotGrid],
    known: Sequence[Known],
    actual: Sequence[Actual],
    answers: dict[str, list[_Answer]],
) -> BacktestResult:
    grid, services = grids[0], known[0].counts.services
    speakers = {model: tuple(answer.speakers for answer in found) for model, found in answers.items()}
    answers = {model: found for model, found in answers.items() if spoke(model, speakers[model]).any()}
    remarks = [
        Remark(model, origin, note)
        for model, found in answers.items()
        for origin, answer in zip(origins, found, strict=True)
        for note in answer.notes
    ]
    return BacktestResult(
        origins=origins,
        grid=grid,
        services=services,
        day=_level("day", grid, known, actual, {model: [a.day for a in found] for model, found in answers.items()}),
        slot=_level("slot", grid, known, actual, {model: [a.slot for a in found] for model, found in answers.items()}),
        kinds=np.array([_kinds(each, days, services) for each, days in zip(known, grids, strict=True)]),
        kind_names=tuple(CLASSES),
        seconds={model: np.array([a.seconds for a in found]) for model, found in answers.items()},
        speakers=speakers,
        remarks=tuple(remarks),
        office=office_levels(actual, {m: [a.office for a in found] for m, found in answers.items()}, grid.days),
    )


def _kinds(known: Known, grid: SlotGrid, services: tuple[str, ...]) -> np.ndarray:
    """What the calendar says of the days, bool, shape (services, days, kinds)."""
    usual = np.ones((len(services), grid.days))
    return np.asarray(features(known.calendar, grid.dates, services, usual).classes > 0)


def _level(
    name: LevelName,
    grid: SlotGrid,
    known: Sequence[Known],
    actual: Sequence[Actual],
    predicted_by: dict[str, list[Predicted]],
) -> Level:
    visitors, scored = np.array([a.visitors for a in actual]), np.array([a.scored for a in actual])
    days = np.arange(grid.days)
    if name == "day":
        visitors, scored = visitors.sum(axis=-1), np.asarray(scored.any(axis=-1))
    else:
        visitors, scored = (part.reshape(*part.shape[:2], grid.size) for part in (visitors, scored))
        days = np.repeat(days, grid.slots)
    return Level(
        name, visitors, scored, days,
        scale=np.array([_naive_error(each, name) for each in known]),
        predicted={model: stacked(parts) for model, parts in predicted_by.items()},
    )  # fmt: skip


def _naive_error(known: Known, name: LevelName) -> np.ndarray:
    """Mean absolute difference between a known day (or slot) and the same weekday's before, shape (services,).

    The scale of MASE (Hyndman and Koehler, *International Journal of Forecasting* 22, 2006), with a season of a week:
    seven days, or as many open days as a week has.
    """
    counts = known.counts
    shape = (len(counts.services), counts.grid.days, -1)
    if counts.grid.days <= SEASON_DAYS:
        return np.full(shape[0], np.nan)
    if name == "day":
        visitors, seen = counts.daily[:, :, None], counts.observed_days[:, :, None]
    else:
        visitors, seen = counts.arrivals.reshape(shape), counts.observed.reshape(shape)
    both = seen[:, SEASON_DAYS:] & seen[:, :-SEASON_DAYS]
    error = np.where(both, np.abs(visitors[:, SEASON_DAYS:] - visitors[:, :-SEASON_DAYS]), 0).sum(axis=(1, 2))
    cells = both.sum(axis=(1, 2))
    return np.where(cells > 0, error / np.maximum(cells, 1), np.nan)
