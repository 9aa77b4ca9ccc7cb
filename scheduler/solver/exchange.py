"""Exchange: officers exchange days and stretches of days, so that burdens go round and nothing else changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Event

import numpy as np

from scheduler.check import check
from scheduler.problem import RosterProblem
from scheduler.roster import Assignment, Duty, Roster
from scheduler.rules.burdens import PARTS, Burden, alike, chances, taken
from scheduler.rules.fair_turns import FairTurns, before, compared
from scheduler.solver.naming import Alike, Fairness, share_out
from scheduler.solver.trades import Trade
from scheduler.solver.trading import fairest_trades, worked
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import week_horizon

ROUNDS = 3
"""Times that trades are looked for, each without those that were dear before."""

Group = tuple[date, tuple[str, ...]]
"""A day, and officers who could spend each other's."""


def exchanged(problem: RosterProblem, roster: Roster, seed: int = 0, stop: Event | None = None) -> Roster:
    """The roster with days exchanged among officers who are alike, then trades between any two, where that is fairer.

    Neither visitors nor counters can tell the former apart. Days of equal hours are tried first, then only those of the
    same shift, which no rule about lines can tell apart either. Locked days stay, and so does what could only be
    exchanged at the cost of anything else that a rule counts. When `stop` is set, what was exchanged by then stands.
    """
    fair = [rule for rule in problem.rules if isinstance(rule, FairTurns)]
    if not fair or (stop is not None and stop.is_set()):
        return roster
    halt = stop or Event()
    renamed = _renamed_alike(problem, _stand(problem, roster), fair, seed, halt)
    return _traded(problem, renamed, fair, seed, halt).roster


@dataclass(frozen=True)
class _Stand:
    """A roster and what it counts by level."""

    roster: Roster
    prices: Mapping[str, float]

    def is_no_dearer(self, other: "_Stand") -> bool:
        """Whether no level but turns counts more."""
        return all(price <= other.prices.get(level, 0) for level, price in self.prices.items() if level != "turns")

    def is_better(self, other: "_Stand") -> bool:
        """Whether turns are more even and no other level counts more."""
        return self.prices.get("turns", 0) < other.prices.get("turns", 0) and self.is_no_dearer(other)


def _stand(problem: RosterProblem, roster: Roster) -> _Stand:
    prices: dict[str, float] = defaultdict(float)
    for violation in check(roster, problem.week, problem.rules):
        prices[violation.level] += violation.price
    return _Stand(roster, prices)


def _renamed_alike(problem: RosterProblem, now: _Stand, fair: Sequence[FairTurns], seed: int, stop: Event) -> _Stand:
    for kind in (_hours, _shift):
        if stop.is_set():
            break
        groups = list(_groups(problem, now.roster, kind))
        shared = _shared(problem, now.roster, fair, groups, seed) if groups else now.roster
        found = now if shared == now.roster else _stand(problem, shared)
        if found.is_better(now):
            return found
    return now


def _traded(problem: RosterProblem, now: _Stand, fair: Sequence[FairTurns], seed: int, stop: Event) -> _Stand:
    """The roster after the fairest trades; those that turn out dear are left out, and others looked for."""
    dear: list[Trade] = []
    for _ in range(ROUNDS):
        trades = [] if stop.is_set() else fairest_trades(problem, now.roster, fair, dear, seed)
        if not trades:
            break
        found, refused = _as_far_as_free(problem, now, trades, stop)
        dear += refused
        if found.is_better(now):
            now = found
        elif not refused:
            break
    return now


def _as_far_as_free(
    problem: RosterProblem, now: _Stand, trades: Sequence[Trade], stop: Event
) -> tuple[_Stand, list[Trade]]:
    """After as many trades as cost nothing else that a rule counts; and the others."""
    found, refused = now, list[Trade]()
    for some in (trades, *((trade,) for trade in trades)):
        if stop.is_set():
            break
        after = _stand(problem, _after(problem.week, found.roster, some))
        if not after.is_no_dearer(now):
            refused += () if some is trades else some
        else:
            found = after
            if some is trades:
                break
    return found, refused


def _after(week: OfficeWeek, roster: Roster, trades: Sequence[Trade]) -> Roster:
    """The roster with the days of trades as they are afterwards."""
    changed = {(spent.officer, trade.day): spent for trade in trades for spent in trade.after}
    duties = [d for d in roster.duties if (d.officer, d.day) not in changed]
    return _put(
        week,
        roster,
        [changed[a.officer, a.day].assignment if (a.officer, a.day) in changed else a for a in roster.assignments],
        [*duties, *(duty for spent in changed.values() for duty in spent.duties)],
    )


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
    burdens = list(worked(week, fair))
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

    def named(part: Duty | Assignment) -> dict[str, str]:
        return {"officer": names.get((part.officer, part.day), part.officer)}

    return _put(
        week,
        roster,
        [assignment.model_copy(update=named(assignment)) for assignment in roster.assignments],
        [duty.model_copy(update=named(duty)) for duty in roster.duties],
    )


def _put(week: OfficeWeek, roster: Roster, assignments: Iterable[Assignment], duties: Iterable[Duty]) -> Roster:
    """The roster with other work, stand-ins named anew."""
    order = {officer: n for n, officer in enumerate(week.office.officer_ids)}
    by_day = sorted(assignments, key=lambda a: (a.day, order.get(a.officer, -1)))
    mine = tuple(duties)
    return roster.model_copy(
        update={"assignments": tuple(by_day), "duties": mine, "stand_ins": name_stand_ins(week, mine)}
    )
