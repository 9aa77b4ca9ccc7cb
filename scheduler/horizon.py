"""Horizon: days of some officers, and all that each could be given on each of them, as columns of numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np

from office.hours import Season
from office.people import Officer
from scheduler.roster import Assignment

LineName = Literal["work", "on_call"]
"""What an officer's days are filled with: work, or being on call at home beside it."""
OUTSIDE = "outside_duty"
"""Shift of a candidate that stands for a day of outside duty."""
WORKED = "worked"
"""Shift of a past day of which only is known that it was worked."""
LOOK_BACK = 62
"""Days of known history that a horizon holds: two months, as far as periods reach."""


@dataclass(frozen=True, eq=False)
class Horizon:
    """What lines are made of: one officer's days in a row, each with at most one of the candidates.

    Days before `first` are past; what was worked on them stands among the candidates as given. So a clause sees days
    in a row and rolling windows across the edge without knowing where it is.

    Parameters
    ----------
    officers
        Whose lines these are.
    dates
        Days in a row, past ones first.
    seasons
        Season of each of them.
    candidates
        All assignments that anybody might hold, given ones included.
    is_given
        Candidates that are held already and cannot be decided, bool, shape (candidates,).
    first
        Position of the first day that is to be decided.
    shift_tags
        Tags of each shift that has any.
    shift_sites
        Where each shift is worked that is not worked at the office itself.
    away
        Officers and days of absences other than outside duty, days next to the horizon included.
    """

    officers: tuple[Officer, ...]
    dates: tuple[date, ...]
    seasons: tuple[Season, ...]
    candidates: tuple[Assignment, ...]
    is_given: np.ndarray
    first: int = 0
    shift_tags: dict[str, frozenset[str]] = field(default_factory=dict)
    shift_sites: dict[str, str] = field(default_factory=dict)
    away: frozenset[tuple[str, date]] = frozenset()

    @cached_property
    def officer(self) -> np.ndarray:
        """Position of each candidate's officer, int, shape (candidates,); -1 for somebody unknown."""
        places = {officer.id: n for n, officer in enumerate(self.officers)}
        return np.array([places.get(c.officer, -1) for c in self.candidates], dtype=int)

    @cached_property
    def day(self) -> np.ndarray:
        """Position of each candidate's day, int, shape (candidates,); -1 outside the horizon."""
        first = self.dates[0].toordinal()
        days = np.array([c.day.toordinal() - first for c in self.candidates], dtype=int)
        return np.where((days >= 0) & (days < len(self.dates)), days, -1)

    @cached_property
    def shift_ids(self) -> tuple[str, ...]:
        """Shifts that any candidate has."""
        return tuple(dict.fromkeys(c.shift for c in self.candidates))

    @cached_property
    def shift(self) -> np.ndarray:
        """Position of each candidate's shift in `shift_ids`, int, shape (candidates,)."""
        places = {shift: n for n, shift in enumerate(self.shift_ids)}
        return np.array([places[c.shift] for c in self.candidates], dtype=int)

    @cached_property
    def minutes(self) -> np.ndarray:
        """Paid minutes of each candidate, int, shape (candidates,)."""
        return np.array([c.minutes for c in self.candidates], dtype=int)

    @cached_property
    def start(self) -> np.ndarray:
        """Minute at which each candidate's shift starts, int, shape (candidates,)."""
        return np.array([c.span.start for c in self.candidates], dtype=int)

    @cached_property
    def end(self) -> np.ndarray:
        """Minute at which each candidate's shift ends, int, shape (candidates,)."""
        return np.array([c.span.end for c in self.candidates], dtype=int)

    @cached_property
    def _by_line(self) -> tuple[np.ndarray, np.ndarray]:
        """Candidates sorted by officer and day, and where each pair's begin, shape (officers * days + 1,)."""
        known = (self.officer >= 0) & (self.day >= 0)
        key = np.where(known, self.officer * len(self.dates) + self.day, len(self.officers) * len(self.dates))
        order = np.argsort(key, kind="stable")
        return order, np.searchsorted(key[order], np.arange(len(self.officers) * len(self.dates) + 1))

    @cached_property
    def has_work(self) -> np.ndarray:
        """Days on which anybody could be given anything, bool, shape (days,)."""
        found = np.zeros(len(self.dates) + 1, dtype=bool)
        found[self.day[~self.is_given]] = True
        return found[:-1]

    def cells(self, officer: int, day: int) -> np.ndarray:
        """Positions of the candidates of an officer on a day, int."""
        order, edges = self._by_line
        pair = officer * len(self.dates) + day
        return order[edges[pair] : edges[pair + 1]]

    def within(self, officer: int, days: range) -> np.ndarray:
        """Positions of the candidates of an officer on days in a row, int."""
        order, edges = self._by_line
        line = officer * len(self.dates)
        return order[edges[line + days.start] : edges[line + days.stop]]

    def line(self, officer: int, among: np.ndarray | None = None) -> tuple[np.ndarray, ...]:
        """Positions of an officer's candidates day by day, only those where `among` is true if given."""
        days = (self.cells(officer, day) for day in range(len(self.dates)))
        return tuple(days) if among is None else tuple(cells[among[cells]] for cells in days)

    def held_days(self, officer: int, among: np.ndarray | None = None) -> tuple[np.ndarray, ...]:
        """As `line`, for whether anything is held at all: on a day with a given candidate it alone, once."""
        days = self.line(officer, among)
        return tuple(cells[self.is_given[cells]][:1] if self.is_given[cells].any() else cells for cells in days)

    def is_open(self, days: Iterable[int]) -> bool:
        """Whether any of these days is still to be decided."""
        return any(day >= self.first for day in days)

    def chosen(self, assignments: Iterable[Assignment]) -> np.ndarray:
        """Which candidates are held: those given and these, bool, shape (candidates,)."""
        held = frozenset(assignments)
        return self.is_given | np.array([c in held for c in self.candidates], dtype=bool)
