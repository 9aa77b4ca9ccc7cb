"""Explaining a day: the same paths as the forecast's, in parts that add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from forecast.appointments import appointments, as_listed
from forecast.counts import ticket_bounds
from forecast.explain import Explained, ModelView, explain, view_of
from forecast.features import Features
from forecast.learn import Learnt, learn
from forecast.models.contributions import TELLING, logs_of
from forecast.overrides import Applied
from forecast.pool.weights import NEAR_DAYS
from forecast.predict import known_before, sampled
from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.problems import Problem
from office.weeks import week_of
from planning.bookingnotes import booking_notes
from planning.forecastnotes import as_data, forecast_notes
from planning.futures import JUDGING_PATHS, override_notes, streams_of, with_overrides
from planning.inputs import Inputs
from planning.progress import Stage, Watch
from planning.snapshots import came_on


@dataclass(frozen=True)
class ExplainedDay:
    """One day of an office in parts: each service's, and the office's at the end of `services`.

    `applied` are the overrides that are in it, `came` the visitors of each service whose number the log knows, and
    `began` the first day of the log; None without any.
    """

    office: Office
    day: Day
    services: tuple[Explained, ...]
    applied: tuple[Applied, ...]
    notes: tuple[Problem, ...]
    came: Mapping[str, int] = field(default_factory=dict)
    began: date | None = None

    @property
    def office_came(self) -> int | None:
        """Visitors of all services; None where the log does not know them of each."""
        return sum(self.came.values()) if self.came and len(self.came) == len(self.services) - 1 else None

    def summary(self) -> dict[str, object]:
        """The parts as data; people with all their decimals, so that they add up."""
        return {
            "office": self.office.id,
            "date": f"{self.day.date}",
            "open": self.day.is_open,
            "services": [_data(each, self.came.get(each.service)) for each in self.services[:-1]]
            + [_data(self.services[-1], self.office_came)],
            "overrides": [
                {**applied.override.model_dump(mode="json"), "model_mean": applied.model, "value": applied.value}
                for applied in self.applied
            ],
            "notes": as_data(self.notes),
        }


def _data(explained: Explained, came: int | None) -> dict[str, object]:
    return {
        "service": explained.service or None,
        "mean": explained.mean, "low": explained.low, "median": explained.median, "high": explained.high,
        "chance": explained.chance, "came": came,
        "parts": [{"kind": part.kind, "name": part.name, "people": part.people} for part in explained.parts],
    }  # fmt: skip


def explain_day(inputs: Inputs, day: date, seed: int, watch: Watch) -> ExplainedDay:
    """Decomposes a day's forecast, made from what is known before its week.

    Parameters
    ----------
    inputs
        What the files say.
    day
        The day.
    seed
        Seed of the run.
    watch
        Called as the work goes on.
    """
    office, monday = inputs.office, day - timedelta(day.weekday())
    watch(Stage("counting"))
    bounds = ticket_bounds(office, inputs.calendar)
    grid = SlotGrid.spanning(monday, monday + timedelta(6), bounds, office.slot_minutes, office.zone)
    past = known_before(grid, inputs.counts, office)
    watch(Stage("forecasting"))
    learnt = learn(past, inputs.calendar, inputs.config.forecast, inputs.memory)
    streams = streams_of(seed, "judging", office.id, week_of(monday))
    listed = appointments(past, as_listed(inputs.bookings, inputs.counts, grid.start), office, grid.start)
    drawn = sampled(past, learnt, office, grid, JUDGING_PATHS, listed, streams)
    corrected = with_overrides(drawn, inputs, "judging", seed)
    features = learnt.features(grid)
    found = explain(_views(learnt, features, day), drawn, corrected, day, _means(learnt, features))
    notes = (*forecast_notes(inputs, drawn), *drawn.notes, *override_notes(corrected), *booking_notes(inputs, (day,)))
    applied = tuple(done for done in corrected.applied if done.override.day == day)
    came, began = came_on(inputs.counts, day), inputs.counts.grid.start if inputs.counts is not None else None
    return ExplainedDay(office, inputs.calendar.day(day), found, applied, notes, came, began)


def _views(learnt: Learnt, features: Features, day: date) -> tuple[ModelView, ...]:
    """The models that can explain themselves, each with its weight on the day where its pool speaks for a service."""
    found: list[ModelView] = []
    for name, pool in learnt.answer.pools.items():
        speaks = np.array([own == name for own in learnt.answer.names], dtype=float)
        weights = pool.weights.near if day.toordinal() - pool.last <= NEAR_DAYS else pool.weights.far
        for model, weight in zip(pool.models, weights, strict=True):
            if model.name not in TELLING or not (weight * speaks).any():
                continue
            fitted = pool.fitted(model)
            logs = logs_of(fitted, features)
            if logs is not None:
                is_fitted = np.array([service not in fitted.left_out for service in learnt.services])
                found.append(view_of(logs, features.exposure, is_fitted, weight * speaks))
    return tuple(found)


def _means(learnt: Learnt, features: Features) -> np.ndarray:
    """What the whole pool expects before bookings and announced visitors, shape (services, days)."""
    return np.where(features.exposure > 0, np.nan_to_num(learnt.answer.predict(features).mean), 0.0)
