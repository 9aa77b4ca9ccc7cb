"""RosterModel: the undecided week, asked for in words. Only here rules meet the solver's variables.

Officers are named in the variables of shift x break alone. At counters they are counted by skill group and counter
type, behind the counters by a network of back-office blocks for each group, day and shift. All numbers are whole;
waiting minutes are scaled by `SCALE`.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from scheduler.blocks import Run, runs_of
from scheduler.groups import SkillGroup, skill_groups
from scheduler.horizon import Horizon
from scheduler.modelbase import Expr as Expr
from scheduler.modelbase import RuleModel
from scheduler.networks import Network
from scheduler.outside import sent_out
from scheduler.posts import posts_of
from scheduler.presence import assembly_slots
from scheduler.roster import Assignment, Roster
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import to_send, week_horizon, work_on_offer

if TYPE_CHECKING:
    from scheduler.rules.base import Rule
    from scheduler.rules.burdens import Burden

SCALE = 100
"""Units of one waiting minute in the solver's whole numbers."""
Pattern = tuple[str, int, int, int | None, int]
"""Shift, its start and end, break start and break minutes: an assignment without its officer and day."""

Cell = tuple[frozenset[str], str | None, int, int]
"""Skills of a group, a site, a day and a slot."""
NetworkKey = tuple[str, int, int, bool]
"""Shift, its start and end, and whether the network holds what comes before the break."""


def pattern_of(assignment: Assignment) -> Pattern:
    """What an assignment has in common with those of other officers on the same day."""
    span = assignment.span
    return assignment.shift, span.start, span.end, assignment.break_start, assignment.break_minutes


class RosterModel(RuleModel):
    """One week to be decided.

    Parameters
    ----------
    week
        The givens.
    roster
        What it holds can be decided as well, even where the givens would not offer it: locked or edited work.
    is_elastic
        Whether hard rules may break at a price: for inputs that contradict each other.
    """

    line = "work"

    def __init__(self, week: OfficeWeek, roster: Roster | None = None, is_elastic: bool = False) -> None:
        super().__init__(week, is_elastic)
        self._given = roster
        self.groups: tuple[SkillGroup, ...] = skill_groups(week.office)
        self._shorts: dict[tuple[str, str, int, int], Expr] = {}
        self._serving: dict[tuple[int, int], dict[frozenset[str], Expr]] = {}
        self._counted: dict[Cell, Expr] = {}
        self._name_shifts(roster)
        self._count_patterns()
        self._lay_networks()
        self._count_posts(roster)

    # what can be decided

    def candidates_of(self, officer: str, day: date) -> Sequence[Assignment]:
        """Assignments that an officer might get on a day."""
        return self._candidates.get((officer, day), ())

    def candidates_by(self, officer: str) -> list[Assignment]:
        """Assignments that an officer might get in the week."""
        return [a for day in self.week.days for a in self.candidates_of(officer, day.date)]

    @property
    def candidates(self) -> Iterable[Assignment]:
        """All assignments that anybody might get."""
        return self._takes.keys()

    @property
    def names(self) -> int:
        """How many variables name officers; they are the model's first."""
        return len(self._takes) + len(self._sent)

    @property
    def counted_names(self) -> list[int]:
        """Those of them whose assignments are counted over several officers: their counts hold what they leave open."""
        sizes = {officer: len(group.officers) for group in self.groups for officer in group.officers}
        return [n for n, assignment in enumerate(self._takes) if sizes.get(assignment.officer, 0) > 1]

    def takes(self, assignment: Assignment) -> Expr:
        """1 if the assignment is given."""
        return self._takes[assignment]

    def works(self, officer: str, day: date) -> Expr:
        """Shifts that an officer works on a day."""
        return self.total(self._takes[a] for a in self.candidates_of(officer, day))

    def sent(self, officer: str, day: date) -> Expr:
        """1 if an event takes the officer on this day."""
        return self._sent.get((officer, day), 0)

    def sent_already(self, day: date) -> int:
        """Officers whom the given roster sends to events of this day."""
        return self._sent_already[day]

    def is_worked(self, officer: str, day: date) -> Expr:
        """1 if the officer works a shift or goes out on this day."""
        return self.works(officer, day) + self.sent(officer, day)

    def turns(self, officer: int, day: int, burden: Burden) -> Expr:
        """Turns of a burden that an officer takes on a day: 0 or 1 where one shift a day is kept."""
        horizon = self.horizon
        cells = horizon.cells(officer, horizon.first + day)
        held = cells[self._burdening(burden)[cells]].tolist()
        if burden.counters is not None:
            return self._sits(horizon.officers[officer].id, day, burden.counters) if held else 0
        return self.total(self.held(cell) for cell in held)

    def posts(self, group: SkillGroup, kind: str, day: int, slot: int) -> Expr:
        """Officers of a skill group at counters of a type."""
        return self._posts.get((group.skills, kind, day, slot), 0)

    def posts_at(self, kind: str, day: int, slot: int) -> Expr:
        """Officers at counters of a type."""
        return self.total(self.posts(group, kind, day, slot) for group in self.groups)

    def posts_of(self, group: SkillGroup, day: int, slot: int) -> Expr:
        """Officers of a skill group at counters."""
        return self.total(self.posts(group, kind.id, day, slot) for kind in self.week.office.counter_types)

    def serving(self, steps: frozenset[str], day: int, slot: int) -> Expr:
        """Officers at counters who serve any of these steps there."""
        return self.total(count for mask, count in self._masks(day, slot).items() if mask & steps)

    def on_duty(self, steps: frozenset[str], day: int, slot: int) -> Expr:
        """Officers on duty, not on break, who are able to serve any of these steps."""
        places = product(self.groups, self.week.reach.items())
        at = ((group, site) for group, (site, done) in places if group.steps & done & steps)
        return self.total(self._there(group, site, day, slot) for group, site in at)

    def _masks(self, day: int, slot: int) -> dict[frozenset[str], Expr]:
        """Officers at counters in a slot by the steps that they serve there: of these few everything asked is a sum."""
        if (day, slot) not in self._serving:
            found: dict[frozenset[str], list[Expr]] = defaultdict(list)
            for group, kind in product(self.groups, self.week.office.counter_types):
                if (group.skills, kind.id, day, slot) in self._posts:
                    found[group.steps & kind.steps].append(self._posts[group.skills, kind.id, day, slot])
            self._serving[day, slot] = {mask: self._named(parts) for mask, parts in found.items()}
        return self._serving[day, slot]

    def _there(self, group: SkillGroup, site: str | None, day: int, slot: int) -> Expr:
        """Officers of a group on duty at a site and not on break."""
        key = group.skills, site, day, slot
        if key not in self._counted:
            self._counted[key] = self._named(self._present.get(key, []))
        return self._counted[key]

    def _named(self, parts: list[Expr]) -> Expr:
        """A sum as one variable, so that the many rows that ask for it stay short."""
        if len(parts) < 2:
            return self.total(parts)
        count = self.cp.new_int_var(0, len(self.week.office.officers), "")
        self.cp.add(count == self.total(parts))
        return count

    def free(self, group: SkillGroup, day: int, slot: int, *sites: str | None) -> Expr:
        """Officers of a group on duty, at these sites if any, neither on break, at an assembly nor in a block."""
        at = sites or self.week.reach
        return self.total(part for site in at for part in self._idle.get((group.skills, site, day, slot), ()))

    # what is asked

    def cover(self, names: Mapping[str, int], day: int, slot: int, found: Expr, need: int, *, because: Rule) -> None:
        """Keeps `found` officers up to `need`, or charges slot minutes to what is named.

        `names` weighs what may stay short: sets that share a name share its shortfall.
        """
        if because.is_hard and not self.is_elastic:
            self.cp.add(found >= need)
        else:
            shorts = [self._short(name, weight, day, slot, because) for name, weight in names.items()]
            self.cp.add(found + self.total(shorts) >= need)

    @cached_property
    def horizon(self) -> Horizon:
        """The days and candidates that rules about lines speak of: takes, then whom events take, then what is given."""
        return week_horizon(self.week, self._given)

    def held(self, candidate: int) -> Expr:
        """1 if a candidate of the horizon is held."""
        return self._cells[candidate] if candidate < len(self._cells) else 1

    @cached_property
    def _cells(self) -> list[Expr]:
        return [*self._takes.values(), *self._sent.values()]

    def _short(self, name: str, weight: int, day: int, slot: int, because: Rule) -> Expr:
        key = because.rule, name, day, slot
        if key not in self._shorts:
            minutes = self.week.grid.slot_minutes
            most = 1 + sum(promise.officers for promise in self.week.office.promises)
            self._shorts[key] = self.cp.new_int_var(0, most, "")
            self.charge(self._shorts[key], minutes, weight * minutes, because)
        return self._shorts[key]

    # the variables

    def _name_shifts(self, roster: Roster | None) -> None:
        week = self.week
        self._takes = {a: self.cp.new_bool_var("") for a in work_on_offer(week, roster)}
        self._candidates: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
        for assignment in self._takes:
            self._candidates[assignment.officer, assignment.day].append(assignment)
        self._sent_already = Tally(day for _, day in (sent_out(roster, week) if roster else ()))
        self._sent = {(o.id, day.date): self.cp.new_bool_var("") for o, day in to_send(week, roster)}
        self.sitting: dict[tuple[str, int, frozenset[str]], Expr] = {}
        """Whether an officer holds some counters on a day, where a rule has asked for it."""
        self._burdens: dict[Burden, np.ndarray] = {}
        days = {week.index(day.date) for day in week.open_days} | {week.index(day) for _, day in self._candidates}
        self.slots = list(product(sorted(d for d in days if 0 <= d < week.grid.days), range(week.grid.slots)))

    def _count_patterns(self) -> None:
        """How many officers of a group work each pattern of a day."""
        self.patterns: dict[tuple[frozenset[str], int], dict[Pattern, tuple[Assignment, Expr]]] = {}
        for group, day in product(self.groups, self.week.days):
            alike: dict[Pattern, list[Assignment]] = defaultdict(list)
            for officer in group.officers:
                for assignment in self.candidates_of(officer, day.date):
                    alike[pattern_of(assignment)].append(assignment)
            counted = {pattern: (held[0], self._count(held)) for pattern, held in alike.items()}
            self.patterns[group.skills, self.week.index(day.date)] = counted

    def _count(self, alike: list[Assignment]) -> Expr:
        if len(alike) == 1:
            return self._takes[alike[0]]
        count = self.cp.new_int_var(0, len(alike), "")
        self.cp.add(count == self.total(self._takes[a] for a in alike))
        return count

    def _lay_networks(self) -> None:
        """How the officers of each group, day and shift flow through its slots."""
        self.networks: dict[tuple[frozenset[str], int], dict[NetworkKey, Network]] = {}
        self._present: dict[Cell, list[Expr]] = defaultdict(list)
        self._idle: dict[Cell, list[Expr]] = defaultdict(list)
        for group, (d, day) in product(self.groups, enumerate(self.week.days)):
            gathered = frozenset(np.flatnonzero(assembly_slots(self.week, day)).tolist())
            laid = {
                key: Network(self.cp, counts, self.block_lengths(group), gathered, len(group.officers))
                for key, counts in self._runs(group, d).items()
            }
            self.networks[group.skills, d] = laid
            for slot, (key, net) in product(set(range(self.week.grid.slots)) - gathered, laid.items()):
                at = group.skills, self.week.site_of(key[0]), d, slot
                self._present[at] += net.present(slot)
                self._idle[at] += net.idle(slot)

    def _runs(self, group: SkillGroup, day: int) -> dict[NetworkKey, dict[Run, list[Expr]]]:
        """Officers on each run, network by network."""
        found: dict[NetworkKey, dict[Run, list[Expr]]] = defaultdict(lambda: defaultdict(list))
        for assignment, count in self.patterns[group.skills, day].values():
            for run in runs_of(self.week, assignment):
                found[self.network_key(assignment, run)][run].append(count)
        return found

    def network_key(self, assignment: Assignment, run: Run) -> NetworkKey:
        """The network of a run: its shift, and whether it begins with the shift or follows the break."""
        shift, start, end, *_ = pattern_of(assignment)
        return shift, start, end, run[0] == min(self.week.grid.slots_of(assignment.span))

    def block_lengths(self, group: SkillGroup) -> tuple[int, ...]:
        """Lengths in slots of the back-office blocks that a group can do."""
        tasks = [task for task in self.week.office.back_office if task.skills <= group.skills and task.week_minutes]
        return tuple(sorted({-(-task.block_minutes // self.week.grid.slot_minutes) for task in tasks}))

    def _count_posts(self, roster: Roster | None) -> None:
        """Officers of a group at a type of counters in a slot: where they can serve, and where the roster has them."""
        cells = {
            (group.skills, kind.id, d, t)
            for group, kind, (d, t) in product(self.groups, self.week.office.counter_types, self.slots)
            if group.steps & kind.steps and self.week.service[d, t]
        }
        cells |= set(posts_of(self.week, roster)) if roster else set()
        size = {group.skills: len(group.officers) for group in self.groups}
        order = sorted(cells, key=lambda cell: (*cell[1:], *sorted(cell[0])))
        self._posts = {cell: self.cp.new_int_var(0, size[cell[0]], "") for cell in order}

    def _sits(self, officer: str, day: int, counters: frozenset[str]) -> Expr:
        """1 if the officer is one of those who hold these counters on a day; only types that lie wholly among them."""
        if (officer, day, counters) not in self.sitting:
            group = next(group for group in self.groups if officer in group.officers)
            kinds = self.week.office.types_among(counters)
            sits = {o: self.cp.new_bool_var("") for o in group.officers}
            for other, sitting in sits.items():
                self.cp.add(sitting <= self.works(other, self.week.days[day].date))
                self.sitting[other, day, counters] = sitting
            for slot in range(self.week.grid.slots):
                seated = self.total(self.posts(group, kind, day, slot) for kind in kinds)
                if not isinstance(seated, int):
                    self.cp.add(seated <= self.total(sits.values()))
        return self.sitting[officer, day, counters]

    def _burdening(self, burden: Burden) -> np.ndarray:
        """Candidates of the horizon that a burden means."""
        if burden not in self._burdens:
            self._burdens[burden] = burden.mask(self.week, self.horizon)
        return self._burdens[burden]
