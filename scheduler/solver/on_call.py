"""On call at home: who holds which post, decided after the work of the week, exactly and level by level."""

from collections.abc import Container
from datetime import date
from functools import cached_property

from ortools.sat.python import cp_model

from scheduler.horizon import Horizon
from scheduler.modelbase import Expr, RuleModel
from scheduler.oncall import decided_line, on_call_horizon
from scheduler.roster import Assignment, Roster
from scheduler.rules import AnyRule, complete
from scheduler.rules.burdens import Burden
from scheduler.rules.fair_turns import FairTurns
from scheduler.rules.line import LineRule
from scheduler.score import RULE_LEVELS
from scheduler.week import OfficeWeek

EFFORT = 20.0
"""Most of CP-SAT's deterministic time for one level: what is found by then stands."""


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


def put_on_call(
    week: OfficeWeek,
    rules: tuple[AnyRule, ...],
    roster: Roster,
    kept: frozenset[Assignment] = frozenset(),
    days: Container[date] | None = None,
) -> Roster:
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
    """
    if not week.office.on_call:
        return roster
    model = OnCallModel(week, roster)
    model.bind(rules)
    for cell, candidate in zip(model.cells, model.horizon.candidates, strict=False):
        if days is not None and candidate.day not in days:
            model.cp.add(cell == (candidate in roster.on_call))
        elif candidate in kept:
            model.cp.add(cell == 1)
    order = {officer: n for n, officer in enumerate(week.office.officer_ids)}
    held = sorted(_best(model, roster), key=lambda a: (a.day, a.span.start, a.shift, order.get(a.officer, -1)))
    return roster.model_copy(update={"on_call": tuple(held)})


def _best(model: OnCallModel, roster: Roster) -> list[Assignment]:
    """Who is on call when, level by level."""
    open_ones = model.horizon.candidates[: len(model.cells)]
    best = [candidate in roster.on_call for candidate in open_ones]
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
    solver.parameters.max_deterministic_time = EFFORT
    for level in (level for level in RULE_LEVELS if model.prices[level]):
        price = model.total(model.prices[level])
        model.cp.minimize(price)
        model.cp.proto.clear_solution_hint()
        for cell, is_held in zip(model.cells, best, strict=True):
            model.cp.add_hint(cell, is_held)
        if solver.solve(model.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        best = [bool(solver.boolean_value(cell)) for cell in model.cells]
        model.cp.add(price <= round(solver.objective_value))
    return [candidate for candidate, is_held in zip(open_ones, best, strict=True) if is_held]
