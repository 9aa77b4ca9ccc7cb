"""Calendar: which days are open, from when to when, and what is special about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from pydantic import NonNegativeInt, model_validator
from pydantic_core import PydanticCustomError

from office.hours import Season, Seasonal
from office.services import Service
from office.values import MINUTES_A_DAY, Minute, Slug, Span, Value

CalendarKind = Literal[
    "public_holiday",
    "joint_leave",
    "closed",
    "ramadan",
    "school_holiday",
    "event",
    "outage",
    "mobile_service",
    "open_holiday",
    "open_leave",
    "observance",
]
CLOSING: frozenset[str] = frozenset({"public_holiday", "joint_leave", "closed"})
OPEN_KINDS: Mapping[str, CalendarKind] = {"public_holiday": "open_holiday", "joint_leave": "open_leave"}
"""Holidays on which this office works all the same, as airports, hospitals and call centres do, at its usual hours."""
DayClass = Literal["ordinary", "closed", "eve", "after"]


class CalendarEntry(Value):
    """One line of the calendar file: days from `start` to `end`, both included.

    `service` limits it to one service, `opens` and `closes` change that day's hours, `officers_away` is how many
    officers it takes, `estimated` marks a date that is not decreed yet.
    """

    start: date
    end: date
    kind: CalendarKind
    service: Slug | None = None
    opens: Minute | None = None
    closes: Minute | None = None
    officers_away: NonNegativeInt = 0
    visitors: NonNegativeInt = 0
    """Visitors that an event brings to the counters, beyond the usual."""
    note: str = ""
    source: str = ""
    estimated: bool = False

    @model_validator(mode="after")
    def _is_in_order(self) -> "CalendarEntry":
        if self.start > self.end:
            params = {"start": f"{self.start}", "end": f"{self.end}"}
            raise PydanticCustomError("date_order", "{start} is after {end}", params)
        return self

    def kept_open(self) -> "CalendarEntry":
        """The same entry for an office that works on holidays: its hours are those of any day."""
        return self.model_copy(update={"kind": OPEN_KINDS.get(self.kind, self.kind)})

    def kept_shut(self) -> "CalendarEntry":
        """The same entry for an office that closes on holidays."""
        shut = {opened: kind for kind, opened in OPEN_KINDS.items()}
        return self.model_copy(update={"kind": shut.get(self.kind, self.kind)})


class OfficeHours(Value):
    """When tickets are issued and when counters work, by weekday and season. Work hours are the shifts'."""

    tickets: Seasonal[tuple[Span, ...]]
    service: Seasonal[tuple[Span, ...]]


@dataclass(frozen=True)
class Day:
    """One date as the office lives it.

    `service` holds the spans in which counters work, `tickets` per service those in which tickets are issued;
    both empty when closed. An outage closes nothing by itself: its counts are missing. `is_unusual` marks a day that is
    closed although its weekday is usually open, `is_bridge` a lone working day beside one of those.
    """

    date: date
    season: Season
    ramadan_day: int | None
    day_class: DayClass
    service: tuple[Span, ...]
    tickets: dict[str, tuple[Span, ...]] = field(hash=False)
    entries: tuple[CalendarEntry, ...]
    is_bridge: bool = False
    is_unusual: bool = False

    @property
    def is_open(self) -> bool:
        """Whether counters work on this day."""
        return bool(self.service)

    @property
    def officers_away(self) -> int:
        """How many officers the day's events take, whoever they are."""
        return sum(entry.officers_away for entry in self.entries)

    def has_outage(self, service: str) -> bool:
        """Whether counts of this service are missing on this day."""
        return any(entry.kind == "outage" and entry.service in (None, service) for entry in self.entries)


class Calendar:
    """The days of an office: its weekly hours changed by the entries of its calendar file.

    Parameters
    ----------
    hours
        Weekly hours by season.
    services
        The office's services; some issue tickets in hours of their own.
    entries
        Lines of the calendar file, in any order.
    """

    def __init__(self, hours: OfficeHours, services: Iterable[Service], entries: Iterable[CalendarEntry] = ()) -> None:
        self.hours = hours
        self.services = tuple(services)
        self.entries = tuple(sorted(entries, key=_order))
        self._by_date: dict[date, list[CalendarEntry]] = {}
        for entry in self.entries:
            for offset in range((entry.end - entry.start).days + 1):
                self._by_date.setdefault(entry.start + timedelta(offset), []).append(entry)
        self._days: dict[date, Day] = {}

    def day(self, date: date) -> Day:
        """The day of a date."""
        if date not in self._days:
            self._days[date] = self._make(date)
        return self._days[date]

    def days(self, start: date, end: date) -> tuple[Day, ...]:
        """All days from `start` to `end`, both included."""
        return tuple(self.day(start + timedelta(n)) for n in range((end - start).days + 1))

    def covers(self, date: date) -> bool:
        """Whether the file names any public holiday of this year; otherwise they are unknown."""
        holidays = (entry for entry in self.entries if entry.kind in ("public_holiday", "open_holiday"))
        return any(entry.start.year <= date.year <= entry.end.year for entry in holidays)

    def _at(self, date: date) -> tuple[CalendarEntry, ...]:
        return tuple(self._by_date.get(date, ()))

    def _season(self, date: date) -> Season:
        return "ramadan" if any(entry.kind == "ramadan" for entry in self._at(date)) else "normal"

    def _opening(self, date: date) -> list[CalendarEntry]:
        """Entries that change the office's hours on a date."""
        at = self._at(date)
        return [entry for entry in at if entry.service is None and (entry.opens, entry.closes) != (None, None)]

    def _is_shut(self, date: date, service: str | None = None) -> bool:
        """Whether the calendar closes the office, or one service, on a date for all of it."""
        return any(entry.kind in CLOSING and entry.service == service for entry in self._at(date))

    def _spans(self, date: date, hours: Seasonal[tuple[Span, ...]]) -> tuple[Span, ...]:
        """The weekly hours of a date, cut or widened by what the calendar says."""
        opening = self._opening(date)
        if not opening and self._is_shut(date):
            return ()
        spans = hours.on(date.weekday(), self._season(date)) or ()
        for entry in opening:
            opens = entry.opens if entry.opens is not None else (spans[0].start if spans else None)
            closes = entry.closes if entry.closes is not None else (spans[-1].end if spans else None)
            if opens is not None and closes is not None and opens < closes:
                spans = _within(spans, opens, closes)
        return spans

    def _tickets(self, date: date, service: Service) -> tuple[Span, ...]:
        """When tickets of a service are issued: its own hours are cut by changed hours, never widened."""
        if self._is_shut(date, service.id):
            return ()
        if service.tickets is None:
            return self._spans(date, self.hours.tickets)
        opening = self._opening(date)
        if not opening and self._is_shut(date):
            return ()
        spans = service.tickets.on(date.weekday(), self._season(date)) or ()
        for entry in opening:
            spans = _cut(spans, entry.opens or 0, MINUTES_A_DAY if entry.closes is None else entry.closes)
        return spans

    def _is_closed(self, date: date) -> bool:
        return not self._spans(date, self.hours.service)

    def _is_unusually_closed(self, date: date) -> bool:
        """Closed although its weekday is usually open."""
        usual = self.hours.service.on(date.weekday(), self._season(date))
        return bool(usual) and self._is_closed(date)

    def _day_class(self, date: date) -> DayClass:
        if self._is_closed(date):
            return "closed"
        if self._next_to_closure(date, +1):
            return "eve"
        return "after" if self._next_to_closure(date, -1) else "ordinary"

    def _next_to_closure(self, date: date, step: int) -> bool:
        """Whether the closed days next to this one include an unusual one; weekends in between do not hide it."""
        for distance in range(1, 15):
            other = date + timedelta(step * distance)
            if not self._is_closed(other):
                return False
            if self._is_unusually_closed(other):
                return True
        return False

    def _is_bridge(self, date: date) -> bool:
        """A lone working day: both neighbours are closed, not both as they are every week."""
        sides = (date - timedelta(1), date + timedelta(1))
        lone = not self._is_closed(date) and all(self._is_closed(side) for side in sides)
        return lone and any(self._is_unusually_closed(side) for side in sides)

    def _ramadan_day(self, date: date) -> int | None:
        starts = [entry.start for entry in self._at(date) if entry.kind == "ramadan"]
        return (date - min(starts)).days + 1 if starts else None

    def _make(self, date: date) -> Day:
        return Day(
            date=date,
            season=self._season(date),
            ramadan_day=self._ramadan_day(date),
            day_class=self._day_class(date),
            service=self._spans(date, self.hours.service),
            tickets={service.id: self._tickets(date, service) for service in self.services},
            entries=self._at(date),
            is_bridge=self._is_bridge(date),
            is_unusual=self._is_unusually_closed(date),
        )


def _order(entry: CalendarEntry) -> tuple[date, date, str]:
    """By date; the rest of an entry settles what is left, so that the order of the file never matters."""
    return entry.start, entry.end, entry.model_dump_json()


def _cut(spans: tuple[Span, ...], opens: int, closes: int) -> tuple[Span, ...]:
    """What of `spans` lies between `opens` and `closes`."""
    kept = [span for span in spans if span.overlap(opens, closes)]
    return tuple(Span(start=max(span.start, opens), end=min(span.end, closes)) for span in kept)


def _within(spans: tuple[Span, ...], opens: int, closes: int) -> tuple[Span, ...]:
    """`spans` cut to the stretch from `opens` to `closes`, and stretched to its ends."""
    if not spans:
        return (Span(start=opens, end=closes),)
    kept = [span for span in spans if span.overlap(opens, closes)]
    if not kept:
        return (Span(start=opens, end=closes),)
    starts = [opens, *(span.start for span in kept[1:])]
    ends = [*(span.end for span in kept[:-1]), closes]
    return tuple(Span(start=start, end=end) for start, end in zip(starts, ends, strict=True))
