"""Futures: sampled visitors of a week, for pricing a roster and, from another stream, for judging it."""

from dataclasses import dataclass
from typing import Literal

from forecast.distribution import Forecast
from forecast.known import Streams
from forecast.predict import predict
from office.streams import stream
from planning.inputs import Inputs
from scheduler.week import OfficeWeek
from staffing.visitors import Visitors, draw_visitors

Purpose = Literal["staffing", "judging"]
"""Different purposes draw from different streams: a roster is never judged on the paths that it was made for."""
JUDGING_PATHS = 1000
"""Weeks by which a roster is judged and the coming visitors are shown."""


@dataclass(frozen=True)
class Futures:
    """The same sampled weeks as counts and as single visitors."""

    forecast: Forecast
    visitors: Visitors


def streams_of(seed: int, purpose: Purpose, office: str, week: str) -> Streams:
    """The generators of an office's ISO week by name."""
    return lambda name: stream(seed, purpose, office, week, name)


def draw_futures(inputs: Inputs, week: OfficeWeek, purpose: Purpose, paths: int, seed: int) -> Futures:
    """Sampled weeks.

    Parameters
    ----------
    inputs
        Past, calendar, bookings and settings.
    week
        The week whose visitors are drawn.
    purpose
        Names the stream of random numbers.
    paths
        How many weeks.
    seed
        Seed of the run.
    """
    office = inputs.office
    streams = streams_of(seed, purpose, office.id, week.week)
    settings = inputs.config.forecast.model_copy(update={"paths": paths})
    forecast = predict(
        inputs.counts,
        inputs.calendar,
        office,
        week.grid,
        settings,
        inputs.bookings,
        rng_of=streams,
    )
    rng = streams("visitors")
    visitors = draw_visitors(forecast.arrivals, week.grid, office, week.days, rng, booked=forecast.booked)
    return Futures(forecast, visitors)
