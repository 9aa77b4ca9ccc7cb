"""Looking ahead: the visitors of the coming weeks."""

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from forecast.counts import Counts, ticket_bounds
from forecast.distribution import Forecast, interval
from forecast.overrides import Applied
from forecast.weeks import predict_weeks
from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.problems import Problem
from office.weeks import monday_of
from planning.accuracy import accuracy_of
from planning.bookingnotes import booking_notes
from planning.datacare import care_notes
from planning.forecastnotes import as_data, forecast_notes
from planning.futures import JUDGING_PATHS, override_notes, streams_of, with_overrides
from planning.inputs import Inputs
from planning.progress import Stage, Watch
from planning.results import Accuracy

RANGE = 0.8
"""Part of the days whose number lies between low and high: these are quantiles 0.1 and 0.9."""


@dataclass(frozen=True)
class Outlook:
    """A forecast of some weeks, with what came before and how good such forecasts have been.

    `model` is the forecast without the analyst's overrides, `applied` what these did.
    """

    office: Office
    days: tuple[Day, ...]
    forecast: Forecast
    counts: Counts | None = field(repr=False)
    accuracy: tuple[Accuracy, ...]
    notes: tuple[Problem, ...]
    model: Forecast | None = field(default=None, repr=False)
    applied: tuple[Applied, ...] = ()

    @property
    def parts(self) -> dict[str, np.ndarray]:
        """Expected visitors of each day by where they come from: booked, walk_in, events; each shape (days,)."""
        grid, forecast = self.forecast.grid, self.forecast
        named = {"booked": forecast.booked, "walk_in": forecast.walk_in, "events": forecast.events}
        return {
            name: part.reshape(*part.shape[:2], *grid.shape).sum(axis=(1, 3)).mean(axis=0)
            for name, part in named.items()
        }

    @property
    def came(self) -> tuple[int | None, ...]:
        """Visitors who came on each day; None where the log does not know them of every service."""
        if self.counts is None:
            return (None,) * len(self.days)
        known, daily = np.asarray(self.counts.observed_days.all(axis=0)), self.counts.daily.sum(axis=0)
        at = ((day.date - self.counts.grid.start).days for day in self.days)
        return tuple(int(daily[n]) if 0 <= n < len(known) and known[n] else None for n in at)

    def summary(self) -> dict[str, object]:
        """Visitors a day with their 80 % range, in all, by part and per service, as data."""
        office, each = _ranges(self.forecast.office_daily), _ranges(self.forecast.daily)
        parts = self.parts
        return {
            "office": self.office.id,
            "range": RANGE,
            "models": dict(zip(self.forecast.services, self.forecast.models, strict=True)),
            "days": [
                {
                    "date": f"{day.date}",
                    "open": day.is_open,
                    "visitors": {name: number[d].item() for name, number in office.items()},
                    "came": self.came[d],
                    "parts": {name: round(float(part[d]), 2) for name, part in parts.items()},
                    "services": {
                        service: {name: number[k, d].item() for name, number in each.items()}
                        for k, service in enumerate(self.forecast.services)
                    },
                }
                for d, day in enumerate(self.days)
            ],
            "overrides": [
                {**done.override.model_dump(mode="json"), "model_mean": done.model, "value": done.value}
                for done in self.applied
            ],
            "notes": as_data(self.notes),
        }


def _ranges(samples: np.ndarray) -> dict[str, np.ndarray]:
    """Mean, median and the ends of the central range of `RANGE`, for samples (paths, ...)."""
    low, middle, high = interval(samples, RANGE)
    return {"mean": samples.mean(axis=0).round(4), "low": low, "median": middle, "high": high}


def look_ahead(inputs: Inputs, week: str, weeks: int, seed: int, watch: Watch) -> Outlook:
    """Forecasts some weeks from the Monday of `week` on, by the paths on which a plan of that week is judged.

    Parameters
    ----------
    inputs
        What the files say.
    week
        First ISO week.
    weeks
        How many.
    seed
        Seed of the run.
    watch
        Called as the work goes on.
    """
    office = inputs.office
    start = monday_of(week)
    end = start + timedelta(7 * weeks - 1)
    watch(Stage("counting"))
    counts = inputs.counts
    grid = SlotGrid.spanning(start, end, ticket_bounds(office, inputs.calendar), office.slot_minutes, office.zone)
    watch(Stage("forecasting"))
    settings = inputs.config.forecast.model_copy(update={"paths": JUDGING_PATHS})
    drawn = predict_weeks(
        counts, inputs.calendar, office, grid, settings, inputs.bookings,
        streams_of=lambda each: streams_of(seed, "judging", office.id, each), memory=inputs.memory,
    )  # fmt: skip
    days = inputs.calendar.days(start, end)
    corrected = with_overrides(drawn, inputs, "judging", seed)
    notes = (*forecast_notes(inputs, drawn), *drawn.notes, *override_notes(corrected),
             *booking_notes(inputs, grid.dates), *care_notes(inputs))  # fmt: skip
    return Outlook(office, days, corrected.forecast, counts, accuracy_of(inputs), notes, drawn, corrected.applied)
