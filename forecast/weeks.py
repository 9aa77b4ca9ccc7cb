"""Several weeks ahead, each drawn as it is drawn when it is forecast alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from forecast.appointments import appointments, as_listed
from forecast.counts import Counts
from forecast.distribution import Forecast
from forecast.known import Streams
from forecast.learn import learn
from forecast.pool.memory import FORGETFUL, Memory
from forecast.predict import known_before, sampled
from forecast.settings import ForecastSettings
from office.bookings import Booking
from office.days import Calendar
from office.grid import SlotGrid
from office.office import Office
from office.problems import Problem
from office.weeks import week_of


def predict_weeks(
    counts: Counts | None,
    calendar: Calendar,
    office: Office,
    grid: SlotGrid,
    settings: ForecastSettings,
    bookings: Sequence[Booking] = (),
    *,
    streams_of: Callable[[str], Streams],
    memory: Memory = FORGETFUL,
) -> Forecast:
    """Sample paths of one week after another from what is known before the first.

    Parameters
    ----------
    counts, calendar, office, settings, bookings
        As for `predict`.
    grid
        Whole weeks from a Monday on, at least one.
    streams_of
        The `rng_of` of an ISO week such as ``2026-W49``: the same streams give a week the same visitors a day
        however many weeks are asked for.
    memory
        Where forecasts of the past are kept.

    Raises
    ------
    ValueError
        If the grid does not hold whole weeks from a Monday on.
    """
    if not grid.days or grid.days % 7 or grid.start.weekday():
        raise ValueError(f"{grid.days} days from {grid.start} are no whole weeks")
    past = known_before(grid, counts, office)
    learnt = learn(past, calendar, settings, memory)
    listed = appointments(past, as_listed(bookings, counts, grid.start), office, grid.start)
    weeks = [replace(grid, start=monday, days=7) for monday in grid.dates[::7]]
    drawn = [
        sampled(past, learnt, office, week, settings.paths, listed, streams_of(week_of(week.start))) for week in weeks
    ]
    booked, walk_in, events = (
        np.concatenate([getattr(week, part) for week in drawn], axis=-1) for part in ("booked", "walk_in", "events")
    )
    return Forecast(grid, office.service_ids, booked, walk_in, events, drawn[0].models, _once(drawn))


def _once(drawn: Sequence[Forecast]) -> tuple[Problem, ...]:
    """The notes of all weeks, those that several weeks share said once."""
    notes: list[Problem] = []
    for week in drawn:
        notes += [note for note in week.notes if note not in notes]
    return tuple(notes)
