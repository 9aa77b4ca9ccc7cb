"""Exchange: officers who are alike exchange whole days, so that burdens go round and nothing else changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from office.values import Value
from scheduler.check import check
from scheduler.problem import RosterProblem
from scheduler.roster import Assignment, Roster
from scheduler.rules.burdens import PARTS, Burden, alike, chances, taken
from scheduler.rules.fair_turns import FairTurns, before, compared
from scheduler.solver.naming import Alike, Fairness, share_out
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import week_horizon

Group = tuple[date, tuple[str, ...]]
"""A day, and officers who could spend each other's."""


def exchanged(problem: RosterProblem, roster: Roster, seed: int = 0) -> Roster:
    """The roster with days exchanged among officers who are alike, where that is fairer.

    Neither visitors nor counters can tell them apart. Days of equal hours are tried first, then only those of the same
    shift, which no rule about lines can tell apart either. Locked days stay; where an exchange would cost anything
    else that a rule counts, all stays as it was.
    """
    fair = [rule for rule in problem.rules if isinstance(rule, FairTurns)]
    for kind in (_hours, _shift) if fair else ():
        groups = list(_groups(problem, roster, kind))
        found = _shared(problem, roster, fair, groups, seed) if groups else roster
        if found != roster and _is_better(problem, found, roster):
            return found
    return roster


def _hours(assignment: Assignment) -> object:
    return assignment.minutes


def _shift(assignment: Assignment) -> object:
    return assignment.shift, assignment.span


def _shared(
    problem: RosterProblem, roster: Roster, fair: Sequence[FairTurns], groups: Sequence[Group], seed: int
) -> Roster:
    """The roster with the days of each group shared out."""
    week = problem.week
    horizon = week_horizon(week, roster)
    burdens = [(rule, burden) for rule in fair for burden in rule.shared(week.office)]
    turns = {burden.id: taken(week, roster, burden, horizon) for _, burden in burdens}
    place = {officer: n for n, officer in enumerate(week.office.officer_ids)}
    days = [
        Alike(
            officers,
            tuple(frozenset(id for id, took in turns.items() if took[place[o], week.index(day)]) for o in officers),
        )
        for day, officers in groups
    ]
    fairness = [part for rule, burden in burdens for part in _fairness(problem, rule, burden, turns[burden.id], days)]
    names: dict[tuple[str, date], str] = {}
    for (day, officers), order in zip(groups, share_out(days, fairness, seed), strict=True):
        names.update({(officers[k], day): officer for officer, k in zip(officers, order, strict=True)})
    return _renamed(week, roster, names)


def _groups(problem: RosterProblem, roster: Roster, kind: Callable[[Assignment], object]) -> Iterator[Group]:
    """Each day's officers who could spend each other's day, two at least."""
    week = problem.week
    out = {(duty.officer, duty.day) for duty in roster.duties if duty.activity == "outside_duty"}
    for d, day in enumerate(week.days):
        for ids in alike(week.office):
            of_kind: dict[object, list[str]] = defaultdict(list)
            for officer in ids:
                held = roster.assignments_of(officer, day.date)
                is_free = (officer, d) not in problem.kept and (officer, day.date) not in out
                if len(held) == 1 and is_free:
                    of_kind[kind(held[0])].append(officer)
            yield from ((day.date, tuple(officers)) for officers in of_kind.values() if len(officers) > 1)


def _fairness(
    problem: RosterProblem, rule: FairTurns, burden: Burden, turns: np.ndarray, days: Sequence[Alike]
) -> Iterator[Fairness]:
    """What each officer has had but for the days that are exchanged, among all compared and those alike."""
    week, ids = problem.week, problem.week.office.officer_ids
    chance = chances(week, burden, week_horizon(week))
    had = before(week, burden) + PARTS * turns.sum(axis=1) + chance.credits(turns)
    moving: dict[str, int] = defaultdict(int)
    for group in days:
        for officer, held in zip(group.officers, group.burdens, strict=True):
            moving[officer] += burden.id in held
    for group_ids in compared(week, chance):
        yield Fairness(burden.id, {ids[n]: int(had[n]) - PARTS * moving[ids[n]] for n in group_ids}, rule.spread)


def _renamed(week: OfficeWeek, roster: Roster, names: Mapping[tuple[str, date], str]) -> Roster:
    """The roster with each officer's days given to whom they go."""
    order = {officer: n for n, officer in enumerate(week.office.officer_ids)}

    def named(parts: Iterable[Value]) -> list[Value]:
        return [p.model_copy(update={"officer": names.get((p.officer, p.day), p.officer)}) for p in parts]  # type: ignore[attr-defined]

    assignments, duties = named(roster.assignments), named(roster.duties)
    assignments.sort(key=lambda a: (a.day, order.get(a.officer, -1)))  # type: ignore[attr-defined]
    changed = roster.model_copy(update={"assignments": tuple(assignments), "duties": tuple(duties)})
    return changed.model_copy(update={"stand_ins": name_stand_ins(week, changed.duties)})


def _is_better(problem: RosterProblem, found: Roster, roster: Roster) -> bool:
    """Whether turns are more even and no other level counts more."""
    after, now = (_prices(problem, each) for each in (found, roster))
    return after["turns"] < now["turns"] and all(after[level] <= now[level] for level in after.keys() - {"turns"})


def _prices(problem: RosterProblem, roster: Roster) -> dict[str, float]:
    prices: dict[str, float] = defaultdict(float)
    for violation in check(roster, problem.week, problem.rules):
        prices[violation.level] += violation.price
    return prices
