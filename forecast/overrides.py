"""Overrides: what the analyst knows better, with a reason, beside the model's value and put into its paths."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import numpy as np
from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from forecast.distribution import Forecast
from forecast.known import Streams
from forecast.settings import MOST_VISITORS
from forecast.turnout import USUAL_SPREAD
from office.problems import Problem
from office.values import Slug, Value

SAME = 0.05
"""People by which two numbers may differ and are shown as the same."""


class Override(Value):
    """A day of one service, or of all, that the analyst sees otherwise: exactly one of three ways.

    `visitors` is the number expected, `add` people more (or fewer) than the model says, `factor` times as many.
    """

    day: date
    service: Slug | None = None
    visitors: Annotated[float, Field(ge=0, le=MOST_VISITORS)] | None = None
    add: Annotated[float, Field(ge=-MOST_VISITORS, le=MOST_VISITORS)] | None = None
    factor: Annotated[float, Field(ge=0, le=10)] | None = None
    reason: str = Field(min_length=1)
    made_at: AwareDatetime

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Override":
        if sum(value is not None for value in (self.visitors, self.add, self.factor)) != 1:
            raise PydanticCustomError("override_value", "visitors, add or factor: one of them", {})
        return self

    def of(self, model: float) -> float:
        """The number meant where the model says `model`; never negative."""
        if self.visitors is not None:
            return self.visitors
        return max(0.0, model + self.add) if self.add is not None else model * (self.factor or 0.0)

    def is_same(self, other: "Override") -> bool:
        """Whether both are about the same day and service: the later one counts."""
        return (self.day, self.service) == (other.day, other.service)


@dataclass(frozen=True)
class Applied:
    """An override beside the model's value, and what it changes for each service; means in people.

    Parameters
    ----------
    override
        What the analyst said.
    model, value
        Expected visitors of its day, of its service or of all: by the model before any override, and with this one.
    changes
        Expected people more by service id.
    """

    override: Override
    model: float
    value: float
    changes: Mapping[str, float]


@dataclass(frozen=True)
class Corrected:
    """A forecast with overrides in it, what each of them did, and those that could not be followed."""

    forecast: Forecast
    applied: tuple[Applied, ...]
    notes: tuple[Problem, ...]


def correct(
    forecast: Forecast, overrides: Iterable[Override], masks: np.ndarray, streams_of: Callable[[date], Streams]
) -> Corrected:
    """Puts overrides into the paths of a forecast.

    Fewer visitors: each comes with the same chance (a Poisson number thinned is Poisson). More, as many times: each
    path gets Poisson visitors in proportion to its own busyness, drawn from what its number says of it under a gamma
    law with the moments of the paths; so a gamma-Poisson number stays one, with the same spread of its factor. People
    added come besides, as announced visitors do (known.py).

    A service's own override is followed first. One of the whole office then moves the services that have none, so that
    the office's value holds with the others as they are; where these alone are more, or nobody is left to move, the
    value cannot be reached and a note says so.

    Parameters
    ----------
    forecast
        The model's paths.
    overrides
        In any order; of two about the same day and service the later counts, those of other days are no matter of this
        forecast.
    masks
        Slots in which each service issues tickets, bool, shape (services, days, slots).
    streams_of
        The generators of a day's week by name: the same override gives the same visitors however many weeks are asked
        for.
    """
    models = forecast.daily.mean(axis=0)
    fixed: dict[tuple[int, int], float] = {}
    applied: list[Applied] = []
    notes: list[Problem] = []
    for override in _special_first(overrides, forecast.grid.dates):
        at = forecast.grid.dates.index(override.day)
        rows = [n for n, s in enumerate(forecast.services) if override.service in (None, s) and masks[n, at].any()]
        if not rows:
            params: dict[str, str | int | float] = {"service": override.service or ""}
            notes.append(Problem("forecast.override_closed", found=f"{override.day}", params=params, severity="note"))
            continue
        model = float(models[rows, at].sum())
        left = [row for row in rows if (row, at) not in fixed]
        held = sum(fixed[row, at] for row in rows if row not in left)
        wanted = _shared(max(0.0, override.of(model) - held), left, models[:, at])
        fixed |= {(row, at): value for row, value in wanted.items()}
        value = held + sum(wanted.values())
        if abs(value - override.of(model)) > SAME:
            notes.append(_missed(override, override.of(model), value))
        forecast = _moved(forecast, override, wanted, masks[:, at], streams_of(override.day))
        changes = {forecast.services[row]: value - float(models[row, at]) for row, value in wanted.items()}
        applied.append(Applied(override, model, value, changes))
    return Corrected(forecast, tuple(sorted(applied, key=lambda done: _order(done.override))), tuple(notes))


def _order(override: Override) -> tuple[bool, date, str]:
    """The whole office first, then by day and service."""
    return override.service is not None, override.day, override.service or ""


def _special_first(overrides: Iterable[Override], dates: Sequence[date]) -> list[Override]:
    """The overrides of some days, those of single services first; the latest of each day and service."""
    latest = {(o.day, o.service): o for o in sorted(overrides, key=lambda o: o.made_at) if o.day in dates}
    return sorted(latest.values(), key=lambda o: (o.service is None, o.day, o.service or ""))


def _shared(value: float, rows: Sequence[int], means: np.ndarray) -> dict[int, float]:
    """A number of people divided over services as the model's are; evenly where it expects nobody."""
    model = float(means[list(rows)].sum())
    return {row: value * (float(means[row]) / model if model > 0 else 1 / len(rows)) for row in rows}


def _missed(override: Override, asked: float, value: float) -> Problem:
    params: dict[str, str | int | float] = {"asked": round(asked, 1), "value": round(value, 1)}
    return Problem("forecast.override_unreached", found=f"{override.day}", params=params, severity="note")


def _moved(
    forecast: Forecast, override: Override, wanted: Mapping[int, float], masks: np.ndarray, streams: Streams
) -> Forecast:
    """The paths with services of a day moved to the means that are wanted of them."""
    at = forecast.grid.dates.index(override.day)
    shape = (forecast.paths, len(forecast.services), *forecast.grid.shape)
    parts = {name: getattr(forecast, name).reshape(shape).copy() for name in ("booked", "walk_in", "events")}
    profile = forecast.arrivals.reshape(shape)[:, :, at].mean(axis=0)
    profile = np.where(profile.any(axis=-1, keepdims=True), profile, masks)
    for row, value in wanted.items():
        mean = float(forecast.daily[:, row, at].mean())
        stream = streams(f"{forecast.services[row]}.override.{override.day}")
        cell = (slice(None), row, at)
        if value < mean:
            for part in parts.values():
                part[cell] = stream.binomial(part[cell], value / mean)
        elif override.add is not None or mean == 0:
            factor = stream.gamma(1 / USUAL_SPREAD, USUAL_SPREAD, size=forecast.paths)
            parts["events"][cell] += _spread(stream.poisson((value - mean) * factor), profile[row], stream)
        elif value > mean:
            busyness = _busyness(forecast.daily[:, row, at], stream)
            more = stream.poisson((value / mean - 1) * busyness)
            parts["walk_in"][cell] += _spread(more, profile[row], stream)
    flat = {name: part.reshape(forecast.arrivals.shape) for name, part in parts.items()}
    return replace(forecast, booked=flat["booked"], walk_in=flat["walk_in"], events=flat["events"])


def _busyness(visitors: np.ndarray, stream: np.random.Generator) -> np.ndarray:
    """Each path's expected visitors given those that came, shape (paths,).

    With y Poisson about m times a gamma factor of variance s: gamma of shape 1/s + y and scale 1 / (1 / (s m) + 1)
    (Gelman et al., *Bayesian Data Analysis*, 2013, section 2.6).
    """
    mean, variance = float(visitors.mean()), float(visitors.var())
    spread = (variance - mean) / mean**2
    if spread <= 1e-6:
        return np.full(len(visitors), mean)
    return np.asarray(stream.gamma(1 / spread + visitors, 1 / (1 / (spread * mean) + 1)))


def _spread(totals: np.ndarray, profile: np.ndarray, stream: np.random.Generator) -> np.ndarray:
    """People over the slots of a day as its other visitors come; int, shape (paths, slots)."""
    slots = np.flatnonzero(profile)
    out = np.zeros((len(totals), len(profile)), dtype=np.int64)
    out[:, slots] = stream.multinomial(totals, profile[slots] / profile[slots].sum())
    return out


@dataclass(frozen=True)
class OverrideScore:
    """A past override against the model: what each said and what came."""

    override: Override
    model: float
    value: float
    actual: int

    @property
    def gain(self) -> float:
        """People by which the override was nearer than the model; negative where it was farther."""
        return abs(self.model - self.actual) - abs(self.value - self.actual)
