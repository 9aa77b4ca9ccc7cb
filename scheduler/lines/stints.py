"""Stints: an officer's line as a path through a network of runs of days held and runs of days free.

Window clauses say of every few days in a row what they may not be; a path says all of it at once, and its linear
relaxation is far tighter (regular languages as flows: Côté, Gendron, Quimper, Rousseau, Constraints 14, 2009).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["held", "free"]
OTHER: dict[Kind, Kind] = {"held": "free", "free": "held"}
Node = tuple[Kind, int]
"""(kind, day): a run of this kind may begin on this day, since the run before it may end there."""


@dataclass(frozen=True)
class Runs:
    """How many days in a row a kind of day lasts: `least` to `most`; None where there is no most."""

    least: int = 1
    most: int | None = None

    def both(self, other: "Runs") -> "Runs":
        """What satisfies both."""
        mosts = [most for most in (self.most, other.most) if most is not None]
        return Runs(max(self.least, other.least), min(mosts, default=None))


@dataclass(frozen=True)
class Before:
    """The run that reaches the edge from the past: its kind and length, and whether its beginning is out of sight."""

    kind: Kind
    length: int
    is_cut: bool


@dataclass(frozen=True)
class Arc:
    """Days from `start` up to `end` of one kind, between two nodes; None at either end of the horizon."""

    kind: Kind
    start: int
    end: int
    source: Node | None
    target: Node | None


def arcs(runs: dict[Kind, Runs], first: int, last: int, before: Before | None) -> Iterator[Arc]:
    """All arcs of a line that is decided from day `first` up to but without `last`.

    Every line that keeps the runs is exactly one path. Runs that touch the beginning of the known past or the end are
    never too short.
    """
    yield from _openings(runs, first, last, before)
    for day in range(first, last):
        for kind in OTHER:
            yield from _arcs_from((kind, day), runs, last)


def _openings(runs: dict[Kind, Runs], first: int, last: int, before: Before | None) -> Iterator[Arc]:
    """Arcs of no source: the run at the edge goes on for some days, or ends there."""
    if before is None:
        for kind in OTHER:
            yield from (_to(kind, first, end, None, last) for end in _ends(runs[kind], 1, 0, first, last))
        return
    own = runs[before.kind]
    least = 0 if before.is_cut else max(0, own.least - before.length)
    yield from (_to(before.kind, first, end, None, last) for end in _ends(own, least, before.length, first, last))


def _arcs_from(node: Node, runs: dict[Kind, Runs], last: int) -> Iterator[Arc]:
    """A run begins; or, where the kind before has no most, its run goes on for a day."""
    kind, day = node
    yield from (_to(kind, day, end, node, last) for end in _ends(runs[kind], runs[kind].least, 0, day, last))
    if runs[OTHER[kind]].most is None:
        yield _to(OTHER[kind], day, day + 1, node, last)


def _ends(runs: Runs, least: int, length: int, start: int, last: int) -> Iterator[int]:
    """Where a run of so many days already may end; without a most only the earliest: it is prolonged day by day."""
    if start + least >= last:
        if runs.most is None or length + last - start <= runs.most:
            yield last
    else:
        longest = least if runs.most is None else max(0, runs.most - length)
        yield from range(start + least, min(start + longest, last) + 1)


def _to(kind: Kind, start: int, end: int, source: Node | None, last: int) -> Arc:
    return Arc(kind, start, end, source, None if end == last else (OTHER[kind], end))
