"""Backtest: how good the forecast would have been, on an office's own log or on counts from anywhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from time import perf_counter
from typing import Literal, get_args

import numpy as np

from forecast.backtest.calibration import Calibration, calibration
from forecast.backtest.origins import OriginPlan, origins
from forecast.backtest.past import LogPast, OutsidePast, Past
from forecast.backtest.result import LOKET, NAIVE, BacktestResult, LevelName, spoke
from forecast.backtest.run import Candidate, backtest
from forecast.backtest.scoring import Scores, score
from forecast.backtest.silence import silence
from forecast.pool.memory import Memory
from forecast.settings import ForecastSettings, ModelChoice
from office.days import CLOSING, CalendarEntry
from office.grid import SlotGrid
from office.problems import InputError, Place, Problem
from office.provenance import hash_of
from office.streams import stream
from planning.calendarfile import read_calendar
from planning.config import load_config
from planning.countryfile import country_entries
from planning.countsfile import DEFAULT_ZONE, CountsFile, read_counts
from planning.countsnotes import days_missing
from planning.inputs import Inputs
from planning.memory import usual_memory
from planning.progress import Stage, Watch

PATHS = 1000
"""Sampled futures behind every quantile."""
NOT_ASKED = ("auto", "questionnaire")
"""Choices of the settings that are no model of their own: what `LOKET` stands for, and guesses instead of a past."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a backtest.

    Parameters
    ----------
    plan
        Origins and horizon.
    models
        Names to compare; empty for all.
    seed
        Seed of the random numbers.
    """

    plan: OriginPlan = field(default_factory=OriginPlan)
    models: tuple[str, ...] = ()
    seed: int = 1


@dataclass(frozen=True)
class CountsSource:
    """Counts from outside, and what is known of the place.

    Parameters
    ----------
    counts
        The counts file.
    slot_minutes
        15, 30 or 60.
    zone
        IANA time zone.
    calendar
        Calendar file; days that it closes are closed.
    country
        Country, also with a part (``GB-SCT``), whose holidays are special days.
    config
        An office's YAML, for its settings of the forecast.
    """

    counts: Path
    slot_minutes: int = 60
    zone: str = DEFAULT_ZONE
    calendar: Path | None = None
    country: str | None = None
    config: Path | None = None


@dataclass(frozen=True)
class Backtested:
    """A finished backtest.

    Parameters
    ----------
    source
        ``counts`` or ``log``.
    name
        The file, or the office.
    service_names
        What people call each service id.
    wanted
        What was asked.
    settings
        How the forecast is made.
    result, scores
        Forecasts and how good they were.
    calibrations
        Of the best shown answer: the product's own, or the first model where it was not asked; by level.
    hashes
        SHA-256 of the inputs by kind.
    notes
        What a reader must know.
    seconds
        Time for everything.
    command
        How it was called, where that is known.
    """

    source: Literal["counts", "log"]
    name: str
    service_names: Mapping[str, str]
    wanted: Wanted
    settings: ForecastSettings
    result: BacktestResult = field(repr=False)
    scores: Scores = field(repr=False)
    calibrations: Mapping[LevelName, Calibration]
    hashes: Mapping[str, str]
    notes: tuple[Problem, ...]
    seconds: float
    command: str = ""

    @property
    def shown(self) -> str:
        """The model that is looked at more closely."""
        return LOKET if LOKET in self.result.models else self.scores.models[0]


def model_names() -> tuple[str, ...]:
    """All names that may be asked for; the product's own answer first, the baseline last."""
    others = [name for name in get_args(ModelChoice) if name not in (*NOT_ASKED, NAIVE)]
    return (LOKET, *others, NAIVE)


def backtest_counts(source: CountsSource, wanted: Wanted, watch: Watch) -> Backtested:
    """A backtest of counts from outside.

    Raises
    ------
    InputError
        If a file cannot be used, or asks for what is not there.
    """
    begun = perf_counter()
    refuse_unknown(wanted.models)
    settings = load_config(source.config).config.forecast if source.config is not None else ForecastSettings()
    watch(Stage("counting"))
    file = read_counts(source.counts, source.slot_minutes, source.zone)
    ids = dict(zip(file.counts.names, file.counts.services, strict=True))
    spelled = {**{id: id for id in ids.values()}, **ids}
    entries = read_calendar(source.calendar, spelled) if source.calendar is not None else ()
    holidays = _holidays(source.country, file.counts.grid)
    past = OutsidePast(file.counts, entries, holidays)
    names = {id: name for name, id in ids.items()}
    hashes = {
        "counts": hash_of(source.counts),
        "calendar": hash_of(*((source.calendar,) if source.calendar else ())),
        "config": hash_of(*((source.config,) if source.config else ())),
    }
    told = _Told("counts", source.counts.name, names, hashes, _file_notes(file, (*entries, *holidays), source.counts))
    return _backtested(told, past, settings, wanted, watch, usual_memory(), begun)


def _file_notes(file: CountsFile, entries: Sequence[CalendarEntry], path: Path) -> tuple[Problem, ...]:
    """The notes of a counts file; days that its calendar explains are not missed."""
    missing = ("counts.gap", "counts.days_missing", "counts.day_missing")
    closed = [entry for entry in entries if entry.kind in CLOSING]
    days = {entry.start + timedelta(n) for entry in closed for n in range((entry.end - entry.start).days + 1)}
    other = (note for note in file.notes if note.code not in missing)
    return (*days_missing(file.counts, Place(file=str(path)), days), *other)


def backtest_log(inputs: Inputs, wanted: Wanted, watch: Watch) -> Backtested:
    """A backtest of an office's own visit log, with its calendar and what had been booked before each origin.

    Raises
    ------
    InputError
        If there is no log, or it is too short.
    """
    begun = perf_counter()
    refuse_unknown(wanted.models)
    watch(Stage("counting"))
    if inputs.counts is None:
        raise InputError(Problem("backtest.no_log"))
    past = LogPast(inputs.counts, inputs.calendar, inputs.office, inputs.bookings)
    names = {service.id: service.name for service in inputs.office.services}
    hashes = {
        "config": inputs.hashes.config,
        "calendar": inputs.hashes.calendar,
        "visits": inputs.hashes.visits,
        "book": inputs.hashes.book,
    }
    notes = (*inputs.notes, *inputs.counts.notes, *_undated(inputs))
    told = _Told("log", inputs.office.name, names, hashes, notes)
    return _backtested(told, past, inputs.config.forecast, wanted, watch, inputs.memory, begun)


def _undated(inputs: Inputs) -> Iterator[Problem]:
    """Appointments on days of the log that no forecast of the past can be given."""
    days = inputs.counts.grid.dates if inputs.counts is not None else ()
    undated = sum(b.count for b in inputs.bookings if b.booked_on is None and days and days[0] <= b.day <= days[-1])
    if undated:
        yield Problem("backtest.undated_bookings", found=f"{undated}", severity="note")


def _holidays(country: str | None, grid: SlotGrid) -> tuple[CalendarEntry, ...]:
    """A country's calendar for the years of the file and those beside them."""
    if country is None:
        return ()
    return country_entries(country, range(grid.dates[0].year - 1, grid.dates[-1].year + 2))


def refuse_unknown(models: Sequence[str]) -> None:
    """Refuses names that are no model's, each with the nearest that are."""
    known = model_names()
    problems = [
        Problem("backtest.unknown_model", found=name, allowed=known)
        if not near
        else Problem("backtest.model_misspelt", found=name, allowed=near, params={"known": ", ".join(known)})
        for name in models
        if name not in known
        for near in [tuple(get_close_matches(name, known, n=2))]
    ]
    if problems:
        raise InputError(*problems)


@dataclass(frozen=True)
class _Told:
    """What is known of the source before anything is forecast."""

    source: Literal["counts", "log"]
    name: str
    service_names: Mapping[str, str]
    hashes: Mapping[str, str]
    notes: tuple[Problem, ...]


def _backtested(
    told: _Told, past: Past, settings: ForecastSettings, wanted: Wanted, watch: Watch, memory: Memory, begun: float
) -> Backtested:
    chosen = origins(wanted.plan, past.grid)
    candidates = [_candidate(name, settings) for name in _named(wanted.models)]
    started = perf_counter()
    result = backtest(
        past, chosen, wanted.plan.horizon, candidates,
        lambda origin: lambda name: stream(wanted.seed, "backtest", f"{origin}", name),
        lambda place, model: watch(_stage(place, len(chosen), model, perf_counter() - started)),
        memory,
    )  # fmt: skip
    scores = score(result, stream(wanted.seed, "backtest", "scores"))
    if not scores.scores:
        raise InputError(Problem("backtest.nothing_scored", params={"origins": len(chosen)}))
    shown = LOKET if LOKET in result.models else scores.models[0]
    calibrations = {
        level.name: calibration(level, shown, stream(wanted.seed, "backtest", "calibration", level.name))
        for level in result.levels
    }
    return Backtested(
        told.source, told.name, told.service_names, wanted, settings, result, scores, calibrations, told.hashes,
        (*told.notes, *_notes(result, wanted, past, settings)), perf_counter() - begun,
    )  # fmt: skip


def _stage(place: int, origins: int, model: str, seconds: float) -> Stage:
    """Where it stands; the seconds left are told once an origin is done, as if the others took as long."""
    left = seconds / place * (origins - place) if place else 0.0
    return Stage("backtesting", level=model, seconds=left, step=place + 1, steps=origins)


def _named(models: Sequence[str]) -> tuple[str, ...]:
    """The models asked for, or all; the baseline always."""
    asked = tuple(dict.fromkeys(models)) or model_names()
    return asked if NAIVE in asked else (*asked, NAIVE)


def _candidate(name: str, settings: ForecastSettings) -> Candidate:
    model = "auto" if name == LOKET else name
    asked = settings.model_dump() | {"model": model, "paths": PATHS}
    return Candidate(name, ForecastSettings.model_validate(asked))


def _notes(result: BacktestResult, wanted: Wanted, past: Past, settings: ForecastSettings) -> tuple[Problem, ...]:
    """Origins that were left out, and models that could not speak for a service, each once."""
    notes = []
    if len(result.origins) < wanted.plan.count:
        facts = {"origins": len(result.origins), "asked": wanted.plan.count}
        notes.append(Problem("backtest.origins_left_out", params=facts, severity="note"))
    if len(result.origins) == 1:
        notes.append(Problem("backtest.one_origin", severity="note"))
    unscored = (~result.day.scored.any(axis=1)).sum()
    if unscored:
        days = {"days": int(unscored), "all": int(result.day.scored[:, 0].size)}
        notes.append(Problem("backtest.days_unscored", params=days, severity="note"))
    return (*notes, *_stand_ins(result, past, settings), *_told_once(result))


def _stand_ins(result: BacktestResult, past: Past, settings: ForecastSettings) -> Iterator[Problem]:
    """Models that could not speak for every service from every origin, each once and why."""
    for model, speakers in result.speakers.items():
        itself = spoke(model, speakers)
        facts: dict[str, str | int | float] = {"missing": int((~itself).sum()), "all": int(itself.size)}
        if itself.all():
            continue
        silent = result.origins[int(np.flatnonzero(~itself.all(axis=1))[-1])]
        reasons = silence(past.known(silent), model, settings)
        code = "never_spoke" if not itself.any() else "stand_in"
        if reasons:
            facts["reason"] = reasons[0]
            missing = "not_installed" in reasons
            yield Problem(
                f"forecast.{'not_installed' if missing else code}", found=model, params=facts, severity="note"
            )
        else:
            yield Problem(f"backtest.{code}", found=model, params=facts, severity="note")


def _told_once(result: BacktestResult) -> tuple[Problem, ...]:
    """What the forecasts said, each once however many origins it comes from; a model's reason once for all services."""
    notes: dict[object, Problem] = {}
    for remark in result.remarks:
        note = remark.problem
        left_out = note.code == "forecast.model_left_out"
        key = (note.code, note.found, note.params["reason"]) if left_out else (note.code, note.found, str(note))
        notes.setdefault(key, note)
    return tuple(notes.values())
