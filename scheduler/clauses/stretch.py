"""Stretch: how many days in a row something is held, or not held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

import numpy as np

from scheduler.clauses.clause import Clause, Excess, Sink


@dataclass(frozen=True, eq=False, kw_only=True)
class Stretch(Clause):
    """Every run of days on which a cell is held (or none is) lasts from `least` to `most` days.

    A run that touches either end of the horizon may go on beyond it: it is never too short. Of a run that is too long
    each day beyond is one excess. At most one cell of a day is held.

    Parameters
    ----------
    days
        Candidates that count on each day, int, in the order of days.
    dates
        Those days.
    first
        Position of the first day that is to be decided; runs that end before it ask nothing of anybody.
    of
        Runs of days on which a cell is held, or of days on which none is.
    least, most
        Allowed length in days; None where there is no most.
    price
        Of one day too few or too many.
    """

    days: tuple[np.ndarray, ...]
    dates: tuple[date, ...]
    first: int = 0
    of: Literal["held", "free"] = "held"
    least: int = 1
    most: int | None = None
    price: int = 1

    def excesses(self, chosen: np.ndarray) -> Iterator[Excess]:
        """One for each day beyond the most, told at that day; one for each run that is too short, at its last."""
        inside = [bool(chosen[cells].any()) == (self.of == "held") for cells in self.days]
        for is_in, run in groupby(range(len(inside)), key=lambda day: inside[day]):
            days = list(run)
            if is_in and days[-1] >= self.first:
                yield from self._too_long(days)
            if is_in and days[-1] + 1 >= self.first:
                yield from self._too_short(days)

    def _too_long(self, days: list[int]) -> Iterator[Excess]:
        if self.most is not None:
            for n, day in enumerate(days[self.most :], self.most + 1):
                if day >= self.first:
                    yield Excess(n, self.most, self.price, self.dates[day])

    def _too_short(self, days: list[int]) -> Iterator[Excess]:
        is_whole = days[0] > 0 and days[-1] + 1 < len(self.days)
        if is_whole and len(days) < self.least:
            missing = self.least - len(days)
            yield Excess(len(days), self.least, self.price * missing, self.dates[days[-1]])

    def write(self, sink: Sink) -> None:
        """Window clauses: of most + 1 days in a row one is out; no run is closed before its least."""
        if self.most is not None:
            for end in range(max(self.most, self.first), len(self.days)):
                self._window(sink, range(end - self.most, end + 1), (), 1)
        for length in range(1, self.least):
            for start in range(max(1, self.first - length), len(self.days) - length):
                window = range(start, start + length)
                self._window(sink, window, (start - 1, start + length), self.least - length)

    def _window(self, sink: Sink, inside: range, outside: tuple[int, ...], units: int) -> None:
        """Not all days of `inside` are in while all of `outside` are out, or it costs that many units."""
        sign = 1 if self.of == "held" else -1
        signs = [(day, sign) for day in inside] + [(day, -sign) for day in outside]
        cells = [(cell, s) for day, s in signs for cell in self.days[day].tolist()]
        limit = len(inside) - 1 if self.of == "held" else len(outside) - 1
        parts, factors = [sink.cell(cell) for cell, _ in cells], [s for _, s in cells]
        beyond = sink.excess(1, self.price * units)
        if beyond is not None:
            parts.append(beyond)
            factors.append(-1)
        sink.row(parts, factors, -np.inf, limit)
