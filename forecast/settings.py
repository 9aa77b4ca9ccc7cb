"""ForecastSettings: what an office may say about its forecast, and what it expects as long as it has no log."""

from typing import Annotated, Literal

from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt, model_validator
from pydantic_core import PydanticCustomError

from office.hours import ByWeekday
from office.values import Slug, Value

ModelChoice = Literal[
    "auto",
    "boosting",
    "count_regression",
    "dynamic_regression",
    "ets",
    "pick_ups",
    "prophet",
    "questionnaire",
    "seasonal_naive",
    "theta",
    "weekday_mean",
    "yearly_naive",
]
MOST_VISITORS = 2000
"""Visitors of one service a day; more is a slip of the pen, and would fill the memory with simulated people."""
Factor = Annotated[float, Field(ge=0, le=10)]
FRONT_LOADED = {8: 22.0, 9: 24.0, 10: 20.0, 11: 12.0, 12: 2.0, 13: 12.0, 14: 8.0}
"""Percent of a day's visitors by the hour in which they come: most come early."""


class ServiceGuess(Value):
    """How many visitors of a service come on an ordinary day: the guess, and the range that holds 8 days of 10.

    Without a range the guess may be wrong by about a factor of 2 either way.
    """

    visitors: Annotated[float, Field(ge=0, le=MOST_VISITORS)]
    low: Annotated[float, Field(ge=0, le=MOST_VISITORS)] | None = None
    high: Annotated[float, Field(ge=0, le=MOST_VISITORS)] | None = None

    @model_validator(mode="after")
    def _lies_in_its_range(self) -> "ServiceGuess":
        low = self.visitors if self.low is None else self.low
        high = self.visitors if self.high is None else self.high
        if not low <= self.visitors <= high:
            params = {"visitors": self.visitors, "low": low, "high": high}
            raise PydanticCustomError("guess_range", "{visitors} is not between {low} and {high}", params)
        return self


class Questionnaire(Value):
    """A start without a visit log: what the head expects ("perkiraan awal").

    `services` by id; `hours` gives each hour of the day (0 to 23) its share in any unit, cut to the ticket hours;
    `weekdays` are factors on a day's visitors, 1 where none is named.
    """

    services: dict[Slug, ServiceGuess] = Field(min_length=1)
    hours: dict[Annotated[int, Field(ge=0, le=23)], NonNegativeFloat] = Field(default=FRONT_LOADED, min_length=1)
    weekdays: ByWeekday[Factor] = ByWeekday[Factor]({})

    @model_validator(mode="after")
    def _knows_an_hour_with_visitors(self) -> "Questionnaire":
        if not any(self.hours.values()):
            raise PydanticCustomError("no_hours", "no hour has any visitors", {})
        return self


class ForecastSettings(Value):
    """How the forecast is made. Every default is good for an office that says nothing.

    Parameters
    ----------
    model
        ``auto`` takes the pool of all models from `min_weeks` of history on, before that the questionnaire, without one
        the seasonal naive.
    paths
        Sampled futures.
    half_life_days
        Age at which a past day weighs half in the weekday pattern; of the count regression alone.
    level_smoothing
        Weight of the latest day in the level, 0 to 1; None has it chosen from the log. Of the count regression alone.
    profile_visits
        Visitors that the office's common daily profile is worth against a weekday's own.
    effect_visits
        Visitors that the usual effect of a kind of day is worth against what the log showed of it; of the count
        regression alone.
    min_weeks
        Weeks of history that the pool needs.
    holdout_weeks
        Last weeks that are forecast again from before them, to say how good the forecast is.
    questionnaire
        The start without a log.
    follows
        Services whose visitors come back for another: each follower with the services that it follows, such as
        pick-ups with passports. None has it learnt from the log; an empty mapping means that nobody comes back.
    """

    model: ModelChoice = "auto"
    paths: Annotated[int, Field(ge=20, le=20_000)] = 400
    half_life_days: PositiveFloat = 56
    level_smoothing: Annotated[float, Field(ge=0, le=1)] | None = None
    profile_visits: NonNegativeFloat = 300
    effect_visits: PositiveFloat = 10
    min_weeks: PositiveInt = 3
    holdout_weeks: PositiveInt = 4
    questionnaire: Questionnaire | None = None
    follows: dict[Slug, Annotated[tuple[Slug, ...], Field(min_length=1)]] | None = None

    @model_validator(mode="after")
    def _nobody_follows_itself(self) -> "ForecastSettings":
        for follower, leaders in (self.follows or {}).items():
            if follower in leaders:
                raise PydanticCustomError("follows_itself", "{service} follows itself", {"service": follower})
        return self

    @model_validator(mode="after")
    def _has_what_its_model_needs(self) -> "ForecastSettings":
        if self.model == "questionnaire" and self.questionnaire is None:
            raise PydanticCustomError("no_questionnaire", "the questionnaire is missing", {})
        return self
