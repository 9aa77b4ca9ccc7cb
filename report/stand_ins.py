"""Who stands in where, as people read it: a name, a swap of places, nobody yet, or no need.

One story with the figures: nobody yet is only said in slots in which one absence breaks a promise (`weak_slots`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from office.days import Day
from office.values import Span
from planning.results import WeekPlan
from report.places import Names
from scheduler.guard import Guard, make_guard
from scheduler.roster import StandIn

Help = Literal["named", "rearranged", "nobody", "unpromised"]
"""How a post is kept without its holder: by a named stand-in; by officers who change places; not; or it need not be."""


@dataclass(frozen=True)
class Replacement:
    """A stretch of one officer's post and how it is kept when he does not come."""

    officer: str
    counter: str
    span: Span
    help: Help
    stand_in: str | None = None

    def told(self, names: Names) -> str:
        """The stand-in's name, or a word; a dash where no promise needs the post."""
        if self.stand_in is not None:
            return names.officers[self.stand_in]
        return names.words(f"help.{self.help}")


def replacements(plan: WeekPlan, day: Day) -> tuple[Replacement, ...]:
    """All stretches of a day by their start."""
    guard = make_guard(plan.week, day, plan.roster.duties)
    index = plan.week.index(day.date)
    weak = frozenset(slot for d, slot in plan.weak_slots if d == index)
    found = (part for s in plan.roster.stand_ins if s.day == day.date for part in _parts(s, guard, weak))
    return tuple(sorted(found, key=lambda part: part.span.start))


def _parts(named: StandIn, guard: Guard, weak: frozenset[int]) -> Iterator[Replacement]:
    """A stretch as it is where somebody is named; otherwise parted by what an absence would do in each slot."""
    span = Span(start=named.start, end=named.end)
    if named.stand_in is not None:
        yield Replacement(named.officer, named.counter, span, "named", named.stand_in)
        return
    grid = guard.week.grid
    for help, group in groupby(grid.slots_of(span), key=lambda slot: _help(guard, named.officer, slot, weak)):
        slots = list(group)
        start = int(grid.minutes[slots[0]])
        part = Span(start=start, end=int(grid.minutes[slots[-1]]) + grid.slot_minutes)
        yield Replacement(named.officer, named.counter, part, help)


def _help(guard: Guard, officer: str, slot: int, weak: frozenset[int]) -> Help:
    if not guard.is_promised(officer, slot):
        return "unpromised"
    return "nobody" if slot in weak else "rearranged"


def by_help(parts: Iterable[Replacement], names: Names) -> dict[str, list[Span]]:
    """Stretches by what is told of them, neighbours put together."""
    found: dict[str, list[Span]] = {}
    for part in parts:
        spans = found.setdefault(part.told(names), [])
        if spans and spans[-1].end == part.span.start:
            spans[-1] = Span(start=spans[-1].start, end=part.span.end)
        else:
            spans.append(part.span)
    return found
