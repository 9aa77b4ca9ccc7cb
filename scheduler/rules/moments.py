"""Moments: stretches of a day in which the same work goes on, whatever the slots of the office are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from office.values import MINUTES_A_DAY, Span
from scheduler.horizon import Horizon
from scheduler.roster import Assignment

Counted = Literal["work", "break"]


@dataclass(frozen=True, eq=False)
class Moment:
    """From `start` to `end` any of `cells` is at work, or on break, if it is held."""

    start: int
    end: int
    cells: np.ndarray

    @property
    def minutes(self) -> int:
        """Its length: prices count officer-minutes, so that they do not depend on how a day falls into moments."""
        return self.end - self.start


def moments(horizon: Horizon, cells: np.ndarray, counted: Counted, within: Span | None = None) -> Iterator[Moment]:
    """The moments of candidates of one day in order; with `within` all of that stretch, nobody there included.

    Work is a shift without its break.
    """
    spans = [(int(cell), start, end) for cell in cells for start, end in _spans(horizon.candidates[int(cell)], counted)]
    low, high = (within.start, within.end) if within is not None else (0, MINUTES_A_DAY)
    edges = {low, high} if within is not None else set()
    edges |= {edge for _, start, end in spans for edge in (start, end) if low <= edge <= high}
    last: Moment | None = None
    for start, end in pairwise(sorted(edges)):
        there = np.array(sorted(cell for cell, begins, ends in spans if begins <= start and end <= ends), dtype=int)
        if last is not None and np.array_equal(last.cells, there):
            last = Moment(last.start, end, there)
            continue
        if last is not None:
            yield last
        last = Moment(start, end, there)
    if last is not None:
        yield last


def _spans(candidate: Assignment, counted: Counted) -> Iterator[tuple[int, int]]:
    start, end = candidate.span.start, candidate.span.end
    if candidate.break_start is None or not candidate.break_minutes:
        if counted == "work":
            yield start, end
        return
    rests, works = candidate.break_start, candidate.break_start + candidate.break_minutes
    if counted == "break":
        yield rests, works
    else:
        yield from ((a, b) for a, b in ((start, min(rests, end)), (max(works, start), end)) if a < b)
