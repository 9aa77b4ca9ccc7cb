"""Times that repeat by weekday and season: opening hours, shifts, breaks."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Generic, Literal, TypeVar

from pydantic import ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from office.values import Value

T = TypeVar("T")
Season = Literal["normal", "ramadan"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEY = re.compile(r"^([a-z]{3})(?:-([a-z]{3}))?$")


def _weekdays(key: str) -> range:
    found = _KEY.match(key)
    ends = [WEEKDAYS.index(day) for day in found.groups() if day in WEEKDAYS] if found else []
    if not found or len(ends) != 1 + (found[2] is not None) or ends[0] > ends[-1]:
        raise PydanticCustomError("weekdays", "no weekdays: {found}", {"found": key})
    return range(ends[0], ends[-1] + 1)


class ByWeekday(RootModel[dict[str, T]], Generic[T]):
    """A value for some weekdays, written as ``{mon-thu: ..., fri: ...}``; a weekday that is not named has none."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _names_each_weekday_once(self) -> "ByWeekday[T]":
        named = [day for key in self.root for day in _weekdays(key)]
        twice = {WEEKDAYS[day] for day in named if named.count(day) > 1}
        if twice:
            raise PydanticCustomError("weekdays_twice", "named twice: {found}", {"found": ", ".join(sorted(twice))})
        return self

    def __iter__(self) -> Iterator[tuple[int, T]]:  # type: ignore[override]
        """Pairs of weekday (0 = Monday) and value."""
        return ((day, value) for key, value in self.root.items() for day in _weekdays(key))

    def on(self, weekday: int) -> T | None:
        """The value of a weekday, 0 = Monday; None where there is none."""
        return next((value for key, value in self.root.items() if weekday in _weekdays(key)), None)


class Seasonal(Value, Generic[T]):
    """A weekday table for ordinary weeks, and another for Ramadan where it differs."""

    normal: ByWeekday[T]
    ramadan: ByWeekday[T] | None = None

    def on(self, weekday: int, season: Season) -> T | None:
        """The value of a weekday in a season; None where there is none."""
        table = self.ramadan if season == "ramadan" and self.ramadan is not None else self.normal
        return table.on(weekday)


def weekday_of(day: date) -> int:
    """0 = Monday ... 6 = Sunday."""
    return day.weekday()
