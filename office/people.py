"""Who works here: officers, what they can do, what they owe, when they are away."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator
from pydantic_core import PydanticCustomError

from office.hours import Seasonal
from office.values import Slug, Span, Value

AbsenceKind = Literal["leave", "outside_duty", "off_duty"]
"""Why an officer is not at the office. The reason behind `off_duty` is never stored."""


class Contract(Value):
    """Hours that are owed: minutes a working day, breaks left out, and how far a week may differ from their sum."""

    id: Slug
    day_minutes: PositiveInt = 450
    ramadan_day_minutes: PositiveInt = 390
    tolerance_minutes: NonNegativeInt = 0


class Officer(Value):
    """One officer. `code` is what stands in the visit log; names stay inside the office."""

    id: Slug
    name: str
    skills: frozenset[Slug] = Field(min_length=1)
    contract: Slug
    shifts: frozenset[Slug] | None = None
    """Shifts this officer may work; None means all."""
    code: str = ""
    speed: Annotated[float, Field(ge=0.5, le=2)] = 1.0
    """How fast this officer works: service times are divided by it."""
    tags: frozenset[Slug] = frozenset()
    """What rules may call this officer and others by, such as ``trainee`` or ``senior``."""


class Absence(Value):
    """Days on which an officer is not at the office, both ends included; or a part of one day, if `hours` are given."""

    officer: Slug
    start: date
    end: date
    kind: AbsenceKind = "leave"
    hours: Span | None = None
    """The part of the day that is missed by who comes late or leaves early."""

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> "Absence":
        if self.start > self.end:
            params = {"start": f"{self.start}", "end": f"{self.end}"}
            raise PydanticCustomError("date_order", "{start} is after {end}", params)
        if self.hours is not None and self.start != self.end:
            raise PydanticCustomError("absence_hours", "{hours} of several days", {"hours": str(self.hours)})
        return self

    def covers(self, day: date) -> bool:
        """Whether the officer is away on this day from morning to evening."""
        return self.hours is None and self.start <= day <= self.end

    def part_of(self, day: date) -> Span | None:
        """The hours that the officer misses on a day on which he is there."""
        return self.hours if self.start == day else None


class BreakRule(Value):
    """A break of `minutes` that lies wholly inside `window` and starts on a slot's edge.

    Turns begin every `every` minutes from the window's start on; None offers every slot.
    """

    minutes: PositiveInt
    window: Span
    every: PositiveInt | None = None

    @model_validator(mode="after")
    def _fits_its_window(self) -> "BreakRule":
        if self.minutes > self.window.minutes:
            params = {"minutes": self.minutes, "window": str(self.window)}
            raise PydanticCustomError("break_window", "{minutes} min do not fit {window}", params)
        return self


class BackOffice(Value):
    """Work behind the counters that must be done this week by officers with `skills`, in blocks worth having."""

    id: Slug
    name: str
    skills: frozenset[Slug] = frozenset()
    week_minutes: NonNegativeInt
    block_minutes: PositiveInt = 90


class Standby(Value):
    """Officers at back-office work who can be called to a free counter.

    They are called when the longest wait exceeds `wait_minutes`, arrive `arrive_minutes` later and stay at least
    `stay_minutes`.
    """

    officers: NonNegativeInt = 1
    wait_minutes: PositiveInt = 10
    arrive_minutes: NonNegativeInt = 5
    stay_minutes: PositiveInt = 60


class Assembly(Value):
    """A gathering of all officers on duty (apel) on the weekdays that are named."""

    name: str
    hours: Seasonal[Span]
