"""Posed: a week written as a model with its rules bound, before anything is asked of it."""

from dataclasses import dataclass

from scheduler.model import RosterModel
from scheduler.problem import RosterProblem
from scheduler.roster import Roster
from scheduler.rules import AnyRule
from scheduler.rules import complete as complete_rules
from scheduler.rules.fair_turns import FairTurns
from scheduler.solver.aims import Aim, back_office, below_target, broken, ruled, waiting
from scheduler.solver.locks import lock, locked_part
from scheduler.solver.tasks import Tasks
from staffing.cost import StaffingCost


@dataclass(frozen=True)
class Posed:
    """A model and what belongs to it.

    Parameters
    ----------
    model, tasks
        The week, and which back-office work its blocks are spent on.
    decisions
        The first variables of the model, from which all others follow.
    held
        Days that stay as an earlier roster has them; None without any.
    """

    model: RosterModel
    tasks: Tasks
    decisions: int
    held: Roster | None

    def aims(self, cost: StaffingCost) -> tuple[Aim, ...]:
        """The levels in their order; the model grows by what they need."""
        model = self.model
        return (
            *((broken(model),) if model.is_elastic else ()),
            ruled(model, "uncovered", "minutes"),
            ruled(model, "no_stand_in", "minutes"),
            below_target(model, cost),
            back_office(model, self.tasks),
            waiting(model, cost),
            *((ruled(model, "cost", "rupiah"),) if model.prices["cost"] else ()),
            ruled(model, "turns", "turns"),
            *(ruled(model, name, name) for name in ("wishes", "changes") if model.prices[name]),
        )


def pose(problem: RosterProblem, is_elastic: bool = False, given: Roster | None = None) -> Posed:
    """Writes a problem as a model: all rules bound, locked days fixed.

    Parameters
    ----------
    problem
        The givens, rules and locks.
    is_elastic
        Whether hard rules may break at a price.
    given
        What this roster holds can be decided besides what the week offers.
    """
    held = locked_part(problem)
    model = RosterModel(problem.week, given or held, is_elastic)
    tasks = Tasks(model, problem.held_seats)
    decisions = len(model.cp.proto.variables)
    for rule in complete_rules(problem.rules):
        without_seats(rule).constrain(model)
    if held is not None:
        lock(model, problem, held)
    return Posed(model, tasks, decisions, held)


def without_seats(rule: AnyRule) -> AnyRule:
    """The rule without turns at counters: who sits where is decided after the master, and takes turns then."""
    if isinstance(rule, FairTurns):
        others = tuple(burden for burden in rule.others if burden.counters is None)
        return rule.model_copy(update={"burdens": rule.burdens - {"priority"}, "others": others})
    return rule
