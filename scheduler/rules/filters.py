"""Who and Which: whom a rule is about, and which of their assignments, as fields of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np

from office.hours import WEEKDAYS, Season
from office.people import Officer
from office.values import Slug, Span, Value
from scheduler.horizon import OUTSIDE, WORKED, Horizon

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Who(Value):
    """Officers that a rule is about: all of them, or those who fit everything that is named.

    Parameters
    ----------
    officers
        Only these.
    any_tag
        Only who has at least one of these tags.
    all_tags
        Only who has all of these tags.
    no_tag
        Only who has none of these tags.
    """

    officers: frozenset[Slug] | None = None
    any_tag: frozenset[Slug] = frozenset()
    all_tags: frozenset[Slug] = frozenset()
    no_tag: frozenset[Slug] = frozenset()

    def __contains__(self, officer: Officer) -> bool:
        return (
            (self.officers is None or officer.id in self.officers)
            and (not self.any_tag or bool(self.any_tag & officer.tags))
            and self.all_tags <= officer.tags
            and not self.no_tag & officer.tags
        )

    def among(self, officers: Sequence[Officer]) -> tuple[int, ...]:
        """Positions of those of these officers whom it means."""
        return tuple(n for n, officer in enumerate(officers) if officer in self)


class Which(Value):
    """Assignments that a rule is about: all of them, or those that fit everything that is named.

    Without a word about shifts a day of outside duty is meant as well, and a past day of which only is known that it
    was worked. A shift that is known by nothing but its end has no tags and no start.

    Parameters
    ----------
    shifts
        Only these shifts.
    any_tag
        Only shifts that have at least one of these tags.
    no_tag
        Only shifts that have none of these tags.
    weekdays
        Only on these weekdays.
    season
        Only in this season.
    start, end
        Only from this day, up to this day, both included.
    starts
        Only shifts that start in this stretch of the day, its end left out.
    ends
        Only shifts that end in this stretch, its start left out: ``"18.00-24.00"`` is after 18.00.
    """

    shifts: frozenset[Slug] | None = None
    any_tag: frozenset[Slug] = frozenset()
    no_tag: frozenset[Slug] = frozenset()
    weekdays: frozenset[Weekday] | None = None
    season: Season | None = None
    start: date | None = None
    end: date | None = None
    starts: Span | None = None
    ends: Span | None = None

    def mask(self, horizon: Horizon) -> np.ndarray:
        """Candidates that are meant, bool, shape (candidates,)."""
        tags = [horizon.shift_tags.get(shift, frozenset()) for shift in horizon.shift_ids]
        named = np.array([self.names(*shift) for shift in zip(horizon.shift_ids, tags, strict=True)], dtype=bool)
        found = (horizon.officer >= 0) & (horizon.day >= 0) & self.days(horizon)[horizon.day] & named[horizon.shift]
        if self.starts is not None:
            told = np.array([shift != WORKED for shift in horizon.shift_ids], dtype=bool)[horizon.shift]
            found &= told & (self.starts.start <= horizon.start) & (horizon.start < self.starts.end)
        if self.ends is not None:
            found &= (self.ends.start < horizon.end) & (horizon.end <= self.ends.end)
        return found

    def days(self, horizon: Horizon) -> np.ndarray:
        """Days on which anything is meant, bool, shape (days,)."""
        return np.array([self._holds_on(day, s) for day, s in zip(horizon.dates, horizon.seasons, strict=True)])

    def _holds_on(self, day: date, season: Season) -> bool:
        return (
            (self.weekdays is None or WEEKDAYS[day.weekday()] in self.weekdays)
            and (self.season is None or season == self.season)
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )

    def names(self, shift: str, tags: frozenset[str]) -> bool:
        """Whether a shift with these tags is meant, whatever its day and hours."""
        return (
            (self.shifts is None or shift in self.shifts)
            and (not self.any_tag or bool(self.any_tag & tags))
            and not self.no_tag & tags
        )


ALL_OFFICERS = Who()
ALL_WORK = Which()


def is_shift(horizon: Horizon) -> np.ndarray:
    """Candidates that are shifts of the office, neither outside duty nor known by a day's end alone, bool."""
    return np.array([s not in (OUTSIDE, WORKED) for s in horizon.shift_ids], dtype=bool)[horizon.shift]
