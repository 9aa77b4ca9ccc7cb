"""The result of a refined week: what may still be said of the solver's levels."""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.backoffice import minutes_in_blocks
from scheduler.check import check
from scheduler.problem import RosterProblem
from scheduler.result import Level, LevelName, RosterResult
from scheduler.roster import Roster
from scheduler.score import score
from scheduler.shortages import find_shortages
from scheduler.solver.week import minutes_below, moves_of
from scheduler.staffplans import staff_plan
from staffing.approximation import predicted


def refined_result(problem: RosterProblem, result: RosterResult, roster: Roster, is_stopped: bool) -> RosterResult:
    """The solver's result with a refined roster in place of its own.

    A level's bound was proven with the levels before it held; it still holds as long as the refined roster keeps
    these. Expected waiting is what the price tables say of the refined roster; its minutes by simulation stand beside
    it. Turns are left out, and with them any gap of the whole.
    """
    if roster == result.roster:
        return result
    return replace(
        result,
        roster=roster,
        status="stopped" if is_stopped else "feasible",
        levels=tuple(_levels(problem, result, roster)),
        shortages=find_shortages(problem.week, roster),
    )


def _levels(problem: RosterProblem, result: RosterResult, roster: Roster) -> Iterator[Level]:
    values, keeps = level_values(problem, roster), True
    for level in result.levels:
        if level.name == "broken":  # hard rules break where they broke: no day's change touches them
            yield level
        if level.name in ("broken", "turns"):
            continue
        value = values[level.name]
        yield replace(level, value=value, bound=min(level.bound, value) if keeps else min(level.floor, value))
        keeps = keeps and value <= level.value + level.tolerance + 1e-9


def level_values(problem: RosterProblem, roster: Roster) -> dict[LevelName, float]:
    """Amount of each level that a roster alone tells."""
    rules = score(check(roster, problem.week, problem.rules), problem.rules).levels
    return {
        "broken": rules.get("broken", 0.0),
        "uncovered": rules.get("uncovered", 0.0),
        "no_stand_in": rules.get("no_stand_in", 0.0),
        "below_target": float(minutes_below(roster, problem.week, problem.cost)),
        "back_office": float(missing_minutes(problem, roster)),
        "waiting": _tabled(problem, roster),
        "cost": rules.get("cost", 0.0),
        "turns": rules.get("turns", 0.0),
        "wishes": rules.get("wishes", 0.0),
        "changes": rules.get("changes", 0.0),
        "moves": float(moves_of(roster)),
    }


def _tabled(problem: RosterProblem, roster: Roster) -> float:
    """Waiting minutes of the week by the price tables, put together as the solver does."""
    office, plan = problem.week.office, staff_plan(problem.week, roster)
    open_days = [d for d, day in enumerate(problem.week.days) if day.is_open]
    return sum(predicted(problem.cost, office, plan.serves[day], day) for day in open_days)


def missing_minutes(problem: RosterProblem, roster: Roster) -> int:
    """Back-office minutes that the week asks for and no block is left for."""
    office = problem.week.office
    done = minutes_in_blocks(office, roster)
    return sum(max(0, task.week_minutes - done[task.id]) for task in office.back_office)
