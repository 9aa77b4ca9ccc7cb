"""Today: how the day goes on, from who has come until now."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from forecast.appointments import appointments, as_listed
from forecast.distribution import Forecast, interval
from forecast.learn import learn
from forecast.predict import known_before, sampled
from forecast.telling import past_days
from forecast.today import finished, update_today
from office.office import Office
from office.problems import InputError, Problem
from office.streams import stream
from office.weeks import week_of
from planning.arrivalsfile import Seen
from planning.forecastnotes import as_data, calendar_notes
from planning.futures import JUDGING_PATHS, override_notes, streams_of, with_overrides
from planning.inputs import Inputs
from planning.progress import Stage, Watch
from planning.todaynotes import today_notes

Range = tuple[int, int, int]
"""Lower end, median and upper end of the range of 80 %."""
Mood = Literal["busier", "quieter", "usual"]


@dataclass(frozen=True)
class TodayLine:
    """A service, or the whole office, today.

    Parameters
    ----------
    service
        Its id; empty for the office.
    came
        Visitors until now.
    usual
        Those expected by now in the morning, in the slots that are over.
    rest, total
        Visitors still to come, and of the whole day, as expected now.
    morning
        Of the whole day, as expected in the morning.
    mood
        Whether more came than 9 of 10 such mornings would bring, fewer than all but one would, or neither.
    """

    service: str
    came: int
    usual: float
    rest: Range
    total: Range
    morning: Range
    mood: Mood


@dataclass(frozen=True)
class Today:
    """The day as it stands.

    Parameters
    ----------
    office
        The office.
    day
        The day.
    now
        Minute until which arrivals are known.
    lines
        Its services.
    whole
        The office as a whole.
    morning, forecast
        The day's forecast as of the morning, and now.
    notes
        What a reader must know.
    """

    office: Office
    day: date
    now: int
    lines: tuple[TodayLine, ...]
    whole: TodayLine
    morning: Forecast = field(repr=False)
    forecast: Forecast = field(repr=False)
    notes: tuple[Problem, ...]

    def summary(self) -> dict[str, object]:
        """All of it as data."""
        return {
            "office": self.office.id,
            "date": f"{self.day}",
            "now": f"{self.now // 60:02d}:{self.now % 60:02d}",
            "whole": _data(self.whole),
            "services": {line.service: _data(line) for line in self.lines},
            "notes": as_data(self.notes),
        }


def look_at_today(inputs: Inputs, seen: Seen, now: int | None, seed: int, watch: Watch) -> Today:
    """Forecasts the day of `seen` from what was known before it, and again from who has come since.

    Parameters
    ----------
    inputs
        What the files say; of the visit log only days before are looked at.
    seen
        Arrivals of the day.
    now
        Minute until which they are known; None takes the last of them.
    seed
        Seed of the run.
    watch
        Called as the work goes on.

    Raises
    ------
    InputError
        If no tickets are issued on that day.
    """
    office, grid = inputs.office, seen.grid
    if not any(inputs.calendar.day(grid.start).tickets.values()):
        raise InputError(Problem("today.closed", found=f"{grid.start}"))
    minute = seen.last if now is None else now
    came = np.where(grid.minutes < minute, seen.came, 0)
    watch(Stage("forecasting"))
    past = known_before(grid, inputs.counts, office)
    settings = inputs.config.forecast.model_copy(update={"paths": JUDGING_PATHS})
    learnt = learn(past, inputs.calendar, settings, inputs.memory)
    listed = appointments(past, as_listed(inputs.bookings, inputs.counts, grid.start), office, grid.start)
    streams = streams_of(seed, "judging", office.id, week_of(grid.start))
    drawn = sampled(past, learnt, office, grid, settings.paths, listed, streams)
    corrected = with_overrides(drawn, inputs, "judging", seed)
    morning = corrected.forecast
    rng = stream(seed, "today", office.id, f"{grid.start}")
    forecast = update_today(morning, came, minute, past_days(learnt), rng)
    over = finished(grid, minute)
    lines = tuple(
        _line(service, came[[s]], morning.arrivals[:, [s]], forecast.arrivals[:, [s]], over)
        for s, service in enumerate(office.service_ids)
    )
    whole = _line("", came, morning.arrivals, forecast.arrivals, over)
    odd = today_notes(seen, minute, inputs.calendar.day(grid.start), office, past, morning.daily.max(axis=(0, 2)))
    notes = (*calendar_notes(inputs.calendar, grid.dates), *odd, *forecast.notes, *override_notes(corrected))
    return Today(office, grid.start, minute, lines, whole, morning, forecast, notes)


def _line(service: str, came: np.ndarray, morning: np.ndarray, forecast: np.ndarray, over: np.ndarray) -> TodayLine:
    """Of some services together: `came` (services, slots), paths (paths, services, slots), slots that are over."""
    total = forecast.sum(axis=(1, 2))
    before = morning[:, :, over].sum(axis=(1, 2))
    return TodayLine(
        service=service,
        came=int(came.sum()),
        usual=float(before.mean()),
        rest=_range(total - came.sum()),
        total=_range(total),
        morning=_range(morning.sum(axis=(1, 2))),
        mood=_mood(int(came[:, over].sum()), before),
    )


def _mood(came: int, before: np.ndarray) -> Mood:
    """Where the arrivals stand among the morning's paths."""
    if (before >= came).mean() < 0.1:
        return "busier"
    return "quieter" if (before <= came).mean() < 0.1 else "usual"


def _range(paths: np.ndarray) -> Range:
    low, middle, high = interval(paths)
    return int(low), int(middle), int(high)


def _data(line: TodayLine) -> dict[str, object]:
    ranges = {"rest": line.rest, "total": line.total, "morning": line.morning}
    return {
        "came": line.came,
        "usual": round(line.usual, 1),
        **{name: dict(zip(("low", "median", "high"), ends, strict=True)) for name, ends in ranges.items()},
        "mood": line.mood,
    }
