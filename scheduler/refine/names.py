"""Names: who of several officers who are alike gets which of the days decided for them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from office.people import Officer
from scheduler.problem import RosterProblem
from scheduler.refine.ground import Ground
from scheduler.refine.state import DayState
from scheduler.rules.fair_turns import FairTurns
from scheduler.solver.naming import Alike, Fairness, share_out
from scheduler.turns import is_late_lunch, is_saturday, priority_counters

Day = tuple[Ground, DayState]


def renamed(problem: RosterProblem, days: Sequence[Day], seed: int) -> list[Day]:
    """The same days with names exchanged among officers of equal skills and shift, so that turns go round.

    Simulation cannot tell officers who are alike apart, so nothing else changes. Officers with fixed
    duties keep theirs.
    """
    rule = next((rule for rule in problem.rules if isinstance(rule, FairTurns)), None)
    if rule is None or not days:
        return list(days)
    groups = [(n, rows) for n, (ground, _) in enumerate(days) for rows in _alike(ground)]
    shared = [
        Alike(
            tuple(days[n][0].people[p].options[0].officer for p in rows),
            tuple(_burdens(problem, rule, *days[n], p) for p in rows),
        )
        for n, rows in groups
    ]
    found = share_out(shared, dict(_fairness(problem, rule)), seed)
    states = [state for _, state in days]
    for (n, rows), gets in zip(groups, found, strict=True):
        states[n] = _exchanged(days[n][0], states[n], rows, gets)
    return [(ground, state) for (ground, _), state in zip(days, states, strict=True)]


def _alike(ground: Ground) -> Iterator[tuple[int, ...]]:
    """Rows of people who could spend each other's day; single ones are groups of one."""
    groups: dict[object, list[int]] = defaultdict(list)
    for p, person in enumerate(ground.people):
        officer, first = ground.week.office.officers[person.index], person.options[0]
        alone = p if person.is_locked or person.fixed else None
        groups[_nature(officer), first.shift, first.span, len(person.options), alone].append(p)
    yield from (tuple(rows) for rows in groups.values())


def _nature(officer: Officer) -> Officer:
    """The officer without what only names him."""
    return officer.model_copy(update={"id": "", "name": "", "code": ""})


def _burdens(problem: RosterProblem, rule: FairTurns, ground: Ground, state: DayState, p: int) -> frozenset[str]:
    week = problem.week
    assignment = ground.people[p].options[state.turn[p]]
    counters = priority_counters(week.office) if rule.counters is None else rule.counters
    kinds = {week.office.counter(id).type for id in counters}
    places = [n for n, kind in enumerate(week.office.counter_types) if kind.id in kinds]
    found = {
        "lunch": is_late_lunch(assignment, week.break_rule(week.day(assignment.day)), week.grid.slot_minutes),
        "saturday": is_saturday(assignment.day),
        "priority": bool(np.isin(state.code[p], places).any()),
    }
    return frozenset(burden for burden, held in found.items() if held and burden in rule.burdens)


def _fairness(problem: RosterProblem, rule: FairTurns) -> Iterator[tuple[str, Fairness]]:
    for burden in sorted(rule.burdens):
        before = {o: problem.week.history.of(o).burdens.get(burden, 0) for o in rule.compared(problem.week, burden)}
        yield burden, Fairness(before, rule.spread)


def _exchanged(ground: Ground, state: DayState, rows: Sequence[int], gets: Sequence[int]) -> DayState:
    """Each person gets the day of the one he is told; options are matched by when the break begins."""
    changed = state
    for p, k in zip(rows, gets, strict=True):
        q = rows[k]
        starts = [option.break_start for option in ground.people[p].options]
        turn = starts.index(ground.people[q].options[state.turn[q]].break_start)
        changed = changed.with_row(p, state.code[q], turn)
    return changed
