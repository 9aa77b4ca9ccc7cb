"""On call at home: who holds which post, decided after the work of the week, exactly and level by level."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Event

import numpy as np

from scheduler.horizon import Horizon
from scheduler.modelbase import Expr, RuleModel
from scheduler.oncall import decided_line, on_call_horizon
from scheduler.problem import Limits
from scheduler.roster import Assignment, Roster, RuleLevel
from scheduler.rules import AnyRule, complete
from scheduler.rules.burdens import Burden
from scheduler.rules.fair_turns import FairTurns
from scheduler.rules.line import LineRule
from scheduler.score import RULE_LEVELS
from scheduler.solver.search import Effort, Found, search
from scheduler.week import OfficeWeek

EFFORT = 20.0
"""Most of CP-SAT's deterministic time for one level: what is found by then stands."""
HURRIED = 1.0
"""The same for a choice that breaks few hard rules, whoever wants to stop."""
STEADY = Limits(gap=0.0, workers=1)
DEAREST = 10**15
"""More than any level's price."""


class OnCallModel(RuleModel):
    """Who is on call in a week whose work is decided.

    Parameters
    ----------
    week
        The givens.
    roster
        Who works when; whom it holds on call can be decided as well, even where the givens would not offer it.
    """

    line = "on_call"

    def __init__(self, week: OfficeWeek, roster: Roster, is_elastic: bool = True) -> None:
        super().__init__(week, is_elastic)
        self._roster = roster
        self.cells: list[Expr] = [self.cp.new_bool_var("") for given in self.horizon.is_given if not given]

    @cached_property
    def horizon(self) -> Horizon:
        """The posts on call and who may hold them; what is decided stands before what is given."""
        return on_call_horizon(self.week, self._roster, decided_line("work", self.week, self._roster))

    def held(self, candidate: int) -> Expr:
        """1 if a candidate of the horizon is held."""
        return self.cells[candidate] if candidate < len(self.cells) else 1

    def turns(self, officer: int, day: int, burden: Burden) -> Expr:
        """Turns of a burden that an officer takes on a day: 0 or 1 where one post a day is kept."""
        horizon = self.horizon
        cells = horizon.cells(officer, horizon.first + day)
        return self.total(self.held(cell) for cell in cells[burden.mask(self.week, horizon)[cells]].tolist())

    def bind(self, rules: tuple[AnyRule, ...]) -> None:
        """Binds it to those of the rules that speak of being on call."""
        for rule in complete(rules):
            if isinstance(rule, LineRule | FairTurns):
                rule.constrain(self)


@dataclass(frozen=True)
class SolvedOnCall:
    """Who is on call, and how far it is known that nobody could hold the posts better beside the same work.

    Parameters
    ----------
    roster
        The roster with its posts on call held.
    breaches
        Hard limits of being on call that break.
    broken
        Their price, as the solver counts it.
    is_proven
        Whether no choice has a lower price of broken rules beside this work.
    """

    roster: Roster
    breaches: int = 0
    broken: int = 0
    is_proven: bool = True


def solve_on_call(
    week: OfficeWeek,
    rules: tuple[AnyRule, ...],
    roster: Roster,
    kept: frozenset[Assignment] = frozenset(),
    days: Container[date] | None = None,
    stop: Event | None = None,
) -> SolvedOnCall:
    """The roster with its posts on call held as well as the rules allow.

    Levels are solved one after another: hard rules broken, then cost, turns, wishes and changes, each fixed at what was
    found. A post that nobody may hold stays empty and is a breach.

    Parameters
    ----------
    week
        The givens.
    rules
        All rules of the office; those about work are passed over.
    roster
        Who works when.
    kept
        Who stays on call, whatever else is decided.
    days
        Days of which anything is decided: on others all stays as the roster has it. None means all days.
    stop
        When set, what was found by then stands; a moment is always spent on holding the posts lawfully.
    """
    if not week.office.on_call:
        return SolvedOnCall(roster)
    model = OnCallModel(week, roster)
    model.bind(rules)
    for cell, candidate in zip(model.cells, model.horizon.candidates, strict=False):
        if days is not None and candidate.day not in days:
            model.cp.add(cell == (candidate in roster.on_call))
        elif candidate in kept:
            model.cp.add(cell == 1)
    best = _Best(model, roster)
    is_proven = best.climb(stop or Event())
    order = {officer: n for n, officer in enumerate(week.office.officer_ids)}
    held = sorted(best.held(), key=lambda a: (a.day, a.span.start, a.shift, order.get(a.officer, -1)))
    return SolvedOnCall(roster.model_copy(update={"on_call": tuple(held)}), best.breaches, best.broken, is_proven)


def least_broken(week: OfficeWeek, rules: tuple[AnyRule, ...], solved: SolvedOnCall) -> int:
    """How many hard limits of being on call break whoever works when, as far as that is proven.

    The posts are held anew beside no work at all, which can only be easier. If even that costs as much, no other week's
    work would have helped.
    """
    if not solved.breaches or not solved.is_proven:
        return 0
    idle = solve_on_call(week, rules, solved.roster.model_copy(update={"assignments": (), "duties": ()}))
    return solved.breaches if idle.is_proven and idle.broken >= solved.broken else 0


class _Best:
    """The best choice so far of who is on call, made better level by level."""

    def __init__(self, model: OnCallModel, roster: Roster) -> None:
        self._model, self._values, self.broken = model, np.zeros(0, dtype=np.int64), 0
        self._open = model.horizon.candidates[: len(model.cells)]
        self._before = np.array([candidate in roster.on_call for candidate in self._open], dtype=np.int64)

    def climb(self, stop: Event) -> bool:
        """Takes one level after the other until it is stopped; whether broken rules cannot cost less."""
        levels = [level for level in RULE_LEVELS if self._model.prices[level]]
        is_proven = True
        if "broken" in levels:
            price = self._priced("broken")
            found = self._improved(price, HURRIED, Event())
            if not found.is_proven and not stop.is_set():
                found = self._improved(price, EFFORT, stop)
            if not len(self._values):
                return False
            self.broken, is_proven = self._held_at(price), found.is_proven
        for level in levels:
            if level == "broken":
                continue
            price = self._priced(level)
            if stop.is_set() or self._improved(price, EFFORT, stop).values is None:
                break
            self._held_at(price)
        return is_proven

    @property
    def breaches(self) -> int:
        """Hard limits that break."""
        return sum(int(self._values[is_broken.index]) for is_broken in self._model.breaches) if len(self._values) else 0

    def held(self) -> list[Assignment]:
        """Who is on call when."""
        cells = zip(self._open, self._known(), strict=False)
        return [candidate for candidate, is_held in cells if is_held]

    def _known(self) -> np.ndarray:
        return self._values if len(self._values) else self._before

    def _priced(self, level: RuleLevel) -> Expr:
        """A variable that has the price of a level."""
        model = self._model
        price = model.cp.new_int_var(0, DEAREST, "")
        model.cp.add(price == model.total(model.prices[level]))
        return price

    def _improved(self, price: Expr, effort: float, stop: Event) -> Found:
        """What a search for the least price finds; the best choice is what it found."""
        cp, known = self._model.cp, self._known()
        cp.minimize(price)
        cp.proto.clear_solution_hint()
        cp.proto.solution_hint.vars.extend(range(len(known)))
        cp.proto.solution_hint.values.extend(known.tolist())
        found = search(cp, Effort(0.0, effort, 0.0), STEADY, stop)
        if found.values is not None:
            self._values = found.values
        return found

    def _held_at(self, price: Expr) -> int:
        """Keeps a level at its price in the best choice."""
        most = int(self._values[price.index])
        self._model.cp.add(price <= most)
        return most
