"""Spoken: names, days, times and sizes as somebody in a hurry types them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError

from office.office import Office
from office.values import MINUTES_A_DAY, Minute, Span
from office.visits.dates import iso_date, read_date

WEEKDAYS = (
    ("senin", "sen", "monday", "mon"), ("selasa", "sel", "tuesday", "tue"), ("rabu", "rab", "wednesday", "wed"),
    ("kamis", "kam", "thursday", "thu"), ("jumat", "jum'at", "jum", "friday", "fri"),
    ("sabtu", "sab", "saturday", "sat"), ("minggu", "min", "ahad", "sunday", "sun"),
)  # fmt: skip
_PERCENT = re.compile(r"^([+-]?)\s*(\d+(?:[.,]\d+)?)\s*%$")
_TIMES = re.compile(r"^[x*]\s*(\d+(?:[.,]\d+)?)$")
_HOUR = re.compile(r"^(\d{1,2})$")


@dataclass(frozen=True)
class When:
    """A day, and a minute or a span of it, as far as they are told."""

    day: date | None = None
    minute: int | None = None
    until: int | None = None

    @property
    def span(self) -> Span:
        """From the minute on to the end that is told, else to midnight; the whole day without either."""
        return Span(start=self.minute or 0, end=self.until or MINUTES_A_DAY)

    def with_(self, other: "When") -> "When":
        """Both together; what this one says stays."""
        return When(
            self.day if self.day is not None else other.day,
            self.minute if self.minute is not None else other.minute,
            self.until if self.until is not None else other.until,
        )


def read_when(text: str, dates: Sequence[date]) -> When:
    """``2026-12-01``, ``senin``, ``09.00``, ``9``, ``09.00-11.00`` or ``senin 09.00``; empty if it is none of them.

    `dates` are those of the week, by which weekdays are understood.
    """
    plain = text.strip().casefold()
    weekday = next((n for n, names in enumerate(WEEKDAYS) if plain in names), None)
    if weekday is not None:
        return When(day=next((day for day in dates if day.weekday() == weekday), None))
    span = _read(Span, plain)
    if isinstance(span, Span):
        return When(minute=span.start, until=span.end)
    minute = _read(Minute, f"{plain}.00" if _HOUR.match(plain) else plain)
    if isinstance(minute, int) and not isinstance(minute, bool):
        return When(minute=minute)
    day = iso_date(plain) or read_date(text.strip()).day_first
    if day is not None:
        return When(day=day)
    first, _, rest = plain.rpartition(" ")
    if not first:
        return When()
    both = read_when(first, dates), read_when(rest, dates)
    return both[0].with_(both[1]) if When() not in both else When()


def officer_named(text: str, office: Office) -> tuple[str | None, tuple[str, ...]]:
    """The id of an officer by id, name or the end of a name, and names that are near where there is none."""
    return named(text, [(officer.id, officer.name) for officer in office.officers])


def counter_named(text: str, office: Office) -> tuple[str | None, tuple[str, ...]]:
    """The id of a counter by id or name, and names that are near where there is none."""
    found, near = named(text, [(counter.id, counter.name) for counter in office.counters])
    return found, near or tuple(counter.name for counter in office.counters)


def steps_named(text: str, office: Office) -> tuple[frozenset[str], tuple[str, ...]]:
    """Steps by their own name, by that of a skill they need or of a service whose visitors take them."""
    steps = [(step.id, step.name) for step in office.steps]
    found, near = named(text, steps)
    if found is not None:
        return frozenset({found}), ()
    skill, _ = named(text, list(office.skills.items()))
    if skill is not None:
        return frozenset(step.id for step in office.steps if skill in step.skills), ()
    service, _ = named(text, [(service.id, service.name) for service in office.services])
    if service is not None:
        route = next(s.route for s in office.services if s.id == service)
        return frozenset(entry.step for entry in route), ()
    return frozenset(), near or tuple(name for _, name in steps)


def read_factor(text: str) -> float | None:
    """How many times as many: ``+30%``, ``-20%``, ``30%`` more, ``x1,5``; None where it cannot be understood."""
    percent, times = _PERCENT.match(text.strip()), _TIMES.match(text.strip().casefold())
    if percent is not None:
        share = float(percent[2].replace(",", ".")) / 100
        factor = 1 - share if percent[1] == "-" else 1 + share
    elif times is not None:
        factor = float(times[1].replace(",", "."))
    else:
        return None
    return factor if 0 <= factor <= 10 else None


def _read(kind: Any, text: str) -> object:
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return None


def named(text: str, pairs: Iterable[tuple[str, str]]) -> tuple[str | None, tuple[str, ...]]:
    """An id by id or name, whatever the case; by the end of one name only, such as ``C`` of ``Petugas C``.

    Where nothing else fits, ``L3`` is ``L03``.
    """
    listed, asked = list(pairs), _plain(text)
    for matches in (
        [id for id, _ in listed if _plain(id) == asked],
        [id for id, name in listed if _plain(name) == asked],
        [id for id, name in listed if _plain(name).rpartition(" ")[2] == asked],
        [id for id, name in listed if _counted(asked) in (_counted(_plain(id)), _counted(_plain(name)))],
    ):
        if len(matches) == 1:
            return matches[0], ()
    names = {_plain(name): name for _, name in listed} | {_plain(id): name for id, name in listed}
    near = get_close_matches(asked, names, n=4, cutoff=0.6)
    return None, tuple(dict.fromkeys(names[found] for found in near))


def _counted(plain: str) -> str:
    """Without zeros before a number."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain)


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\s_\-]+", text.strip().casefold()))
