"""Futures: sampled visitors of a week, for pricing a roster and, from another stream, for judging it."""

from dataclasses import dataclass
from typing import Literal

from forecast.distribution import Forecast
from forecast.intraday import ticket_masks
from forecast.known import Streams
from forecast.overrides import Corrected, correct
from forecast.totals import LEVEL
from office.problems import Problem
from office.streams import stream
from office.weeks import week_of
from planning.drawn import text_of
from planning.inputs import Inputs
from scheduler.week import OfficeWeek
from staffing.visitors import Visitors, draw_visitors

Purpose = Literal["staffing", "judging"]
"""Different purposes draw from different streams: a roster is never judged on the paths that it was made for."""
JUDGING_PATHS = 1000
"""Weeks by which a roster is judged and the coming visitors are shown."""
USUAL_PATHS: dict[Purpose, int] = {"staffing": 600, "judging": JUDGING_PATHS}
"""Weeks that a plan draws. Who needs fewer takes the first of them, which are kept, instead of drawing others."""


@dataclass(frozen=True)
class Futures:
    """The same sampled weeks as counts and as single visitors.

    `corrected` tells what the analyst's overrides did, of all weeks that a plan draws; there may be more of them.
    """

    forecast: Forecast
    visitors: Visitors
    corrected: Corrected | None = None

    @property
    def all_notes(self) -> tuple[Problem, ...]:
        """What a reader must know of how the forecast was made, overrides included."""
        overrides = override_notes(self.corrected) if self.corrected is not None else ()
        return (*self.forecast.notes, *overrides)


def streams_of(seed: int, purpose: Purpose, office: str, week: str) -> Streams:
    """The generators of an office's ISO week by name; those of a whole forecast's level are the same for all weeks."""
    return lambda name: stream(seed, purpose, office, "" if name.endswith(LEVEL) else week, name)


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
        How many weeks; the first of those that a plan draws, where it draws more.
    seed
        Seed of the run.
    """
    office = inputs.office
    streams = streams_of(seed, purpose, office.id, week.week)
    most = max(paths, USUAL_PATHS[purpose])
    drawn = inputs.drawn.recall(
        _rests_on(inputs, week, purpose, most, seed), week.grid, lambda: _drawn(inputs, week, most, streams)
    )
    corrected = with_overrides(drawn, inputs, purpose, seed)
    forecast = corrected.forecast.first(paths)
    rng = streams("visitors")
    visitors = draw_visitors(
        forecast.arrivals, week.grid, office, week.days, rng, booked=forecast.booked, durations=inputs.durations
    )
    return Futures(forecast, visitors, corrected)


def _drawn(inputs: Inputs, week: OfficeWeek, paths: int, streams: Streams) -> Forecast:
    from forecast.predict import predict  # its models are heavy, and not needed where the week is kept

    settings = inputs.config.forecast.model_copy(update={"paths": paths})
    return predict(
        inputs.counts, inputs.calendar, inputs.office, week.grid, settings, inputs.bookings,
        rng_of=streams, memory=inputs.memory,
    )  # fmt: skip


def _rests_on(inputs: Inputs, week: OfficeWeek, purpose: Purpose, paths: int, seed: int) -> str:
    """All that a forecast is drawn from; overrides come after it."""
    settings, listed = inputs.config.forecast, [booking.model_dump() for booking in inputs.bookings]
    entries = [entry.model_dump() for entry in inputs.calendar.entries]
    return text_of(
        [inputs.office.model_dump(), settings.model_dump(), entries, listed, inputs.counts, week.week, week.grid,
         purpose, paths, seed]
    )  # fmt: skip


def with_overrides(forecast: Forecast, inputs: Inputs, purpose: Purpose, seed: int) -> Corrected:
    """A forecast with the analyst's overrides in it, drawn from the streams of each day's own week."""
    office = inputs.office
    masks = ticket_masks(forecast.grid, inputs.calendar, forecast.services)
    return correct(forecast, inputs.overrides, masks, lambda day: streams_of(seed, purpose, office.id, week_of(day)))


def override_notes(corrected: Corrected) -> tuple[Problem, ...]:
    """Each override beside the model's value, and those on days without tickets."""
    followed = tuple(
        Problem(
            "forecast.overridden" if applied.override.service else "forecast.overridden_office",
            found=f"{applied.override.day}",
            params={
                "service": applied.override.service or "",
                "model": round(applied.model, 1),
                "value": round(applied.value, 1),
                "day": f"{applied.override.day}",
                "reason": applied.override.reason,
            },
            severity="note",
        )
        for applied in corrected.applied
    )
    return (*followed, *corrected.notes)
