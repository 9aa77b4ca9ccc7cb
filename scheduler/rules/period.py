"""Period: over which days a rule counts, and numbers that differ in Ramadan."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from office.values import Value
from scheduler.horizon import Horizon
from scheduler.rules.limits import Count, Days, Weeks

Calendar = Literal["day", "week", "month", "horizon"]


@dataclass(frozen=True)
class Window:
    """Days over which is counted, as far as a horizon holds them.

    Parameters
    ----------
    start, stop
        Positions of its first day in the horizon and of the one after its last.
    first, last
        The whole window, days outside the horizon included.
    is_led
        It goes on beyond a horizon that holds a window of its own up to the last day: only what is too little by now
        is asked of it.
    """

    start: int
    stop: int
    first: date
    last: date
    is_led: bool = False

    @property
    def days(self) -> range:
        """Positions in the horizon."""
        return range(self.start, self.stop)

    @property
    def length(self) -> int:
        """Days of the whole window."""
        return (self.last - self.first).days + 1

    @property
    def unknown(self) -> int:
        """Days outside the horizon."""
        return self.length - len(self.days)


class Period(Value):
    """Over which days is counted. One of three is named.

    Of a period that reaches beyond the days that are known, only that is asked which no other days could mend: each of
    these days, and each day of leave, is taken to give as much as a day can.

    Parameters
    ----------
    every
        Each day, week from Monday to Sunday or calendar month, or all days that are to be decided as one. In a config
        the word alone will do: ``period: month``.
    days
        Any so many days in a row.
    weeks
        Any so many weeks in a row, each from Monday to Sunday.
    """

    every: Calendar | None = None
    days: Days | None = None
    weeks: Weeks | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, raw: object) -> object:
        return {"every": raw} if isinstance(raw, str) else raw

    @model_validator(mode="after")
    def _is_one_of_three(self) -> Period:
        if sum(part is not None for part in (self.every, self.days, self.weeks)) != 1:
            raise PydanticCustomError("period", "one of every, days, weeks", {})
        return self

    def windows(self, horizon: Horizon) -> Iterator[Window]:
        """Windows that touch a day which is to be decided, in order; those that are led on beyond the horizon last."""
        start, stop = horizon.dates[horizon.first], horizon.dates[-1]
        if self.every == "horizon":
            yield _clip(horizon, start, stop)
        elif self.days is not None:
            for n in range((stop - start).days + self.days):
                last = start + timedelta(n)
                yield _clip(horizon, last - timedelta(self.days - 1), last, is_led=last > stop)
        elif self.weeks is not None:
            first, end = start - timedelta(start.weekday()), stop - timedelta(stop.weekday())
            for n in range((end - first).days // 7 + self.weeks):
                monday = first + timedelta(7 * n)
                before = timedelta(7 * (self.weeks - 1))
                yield _clip(horizon, monday - before, monday + timedelta(6), is_led=monday > end)
        else:
            while start <= stop:
                first, last = _around(start, self.every or "day")
                yield _clip(horizon, first, last)
                start = last + timedelta(1)


def _around(day: date, every: Calendar) -> tuple[date, date]:
    """First and last day of the calendar's period around a day."""
    if every == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if every == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day


def _clip(horizon: Horizon, first: date, last: date, is_led: bool = False) -> Window:
    start = max(0, (first - horizon.dates[0]).days)
    stop = min(len(horizon.dates), (last - horizon.dates[0]).days + 1)
    return Window(start, stop, first, last, is_led)


class BySeason(Value):
    """A number, and another for Ramadan where it differs. A plain number holds all year."""

    normal: Count
    ramadan: Count | None = None

    @property
    def in_ramadan(self) -> int:
        """The number of a day in Ramadan."""
        return self.normal if self.ramadan is None else self.ramadan

    def over(self, horizon: Horizon, days: range) -> int:
        """The number for some days: where only some of them are in Ramadan, in proportion to them."""
        if self.ramadan is None or not len(days):
            return self.normal
        part = sum(horizon.seasons[day] == "ramadan" for day in days)
        return round((part * self.ramadan + (len(days) - part) * self.normal) / len(days))


def _by_season(raw: Any) -> Any:
    return raw if isinstance(raw, Mapping | BySeason) else {"normal": raw}


Number = Annotated[BySeason, BeforeValidator(_by_season)]
"""A number all year, or ``{normal: ..., ramadan: ...}``."""
