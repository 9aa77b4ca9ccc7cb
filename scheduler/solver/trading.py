"""Trading: which trades of a week make turns even with the fewest moves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.problem import RosterProblem
from scheduler.roster import Roster
from scheduler.rules.burdens import PARTS, Burden, Chances, chances, taken
from scheduler.rules.fair_turns import FairTurns, before, compared
from scheduler.solver.trades import Spent, Trade, trades_of
from scheduler.week import OfficeWeek
from scheduler.weekhorizon import week_horizon

EFFORT = 0.5
"""Of the solver, in its own measure, so that the clock has no part in it."""
UNEVEN = 100
"""What one turn beyond the allowed spread weighs against one move."""
ALIKE = 10
"""What it weighs more among officers who are alike."""


@dataclass(frozen=True, eq=False)
class Share:
    """How a burden stands in a decided week.

    Parameters
    ----------
    burden, spread
        What goes round, and turns by which officers may differ.
    taken
        Whose turn it is on which day, bool, shape (officers, days).
    chance
        Who could take it.
    had
        Parts of turns of each officer, earlier ones and credits included, int, shape (officers,).
    groups
        Positions of officers who are compared with each other.
    """

    burden: Burden
    spread: int
    taken: np.ndarray
    chance: Chances
    had: np.ndarray
    groups: tuple[list[int], ...]

    @property
    def is_uneven(self) -> bool:
        """Whether any of them differ by more than they may."""
        return any(np.ptp(self.had[group]) > PARTS * self.spread for group in self.groups)

    def effects(self, trade: Trade, places: Mapping[str, int], day: int) -> dict[int, int]:
        """Parts of turns that each officer has more after a trade, those with credits for a day away included."""
        found: dict[int, int] = defaultdict(int)
        for who in (0, 1):
            gain, place = trade.gain(self.burden.id, who), places[trade.before[who].officer]
            if gain:
                found[place] += PARTS * gain
                for officer, parts in self.credited.get((place, day), ()):
                    found[officer] += parts * gain
        return {officer: parts for officer, parts in found.items() if parts}

    @cached_property
    def credited(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """Who is credited with parts of an officer's turn on a day."""
        found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for officer, day, others, parts in self.chance.missed:
            for other in others:
                found[other, day].append((officer, parts))
        return found


def shares_of(week: OfficeWeek, roster: Roster, fair: Sequence[FairTurns]) -> list[Share]:
    """How each burden of work stands that goes round."""
    horizon, found = week_horizon(week, roster), []
    for rule, burden in worked(week, fair):
        turns, chance = taken(week, roster, burden, horizon), chances(week, burden, horizon)
        had = before(week, burden) + PARTS * turns.sum(axis=1) + chance.credits(turns)
        found.append(Share(burden, rule.spread, turns, chance, had, tuple(compared(week, chance))))
    return found


def worked(week: OfficeWeek, fair: Sequence[FairTurns]) -> Iterator[tuple[FairTurns, Burden]]:
    """Burdens that go with the days of work; being on call does not."""
    for rule in fair:
        yield from ((rule, burden) for burden in rule.shared(week.office) if burden.line(week.office) == "work")


def fairest_trades(
    problem: RosterProblem, roster: Roster, fair: Sequence[FairTurns], without: Sequence[Trade] = (), seed: int = 0
) -> list[Trade]:
    """The trades, at most one an officer and day, after which turns beyond the allowed spread are fewest.

    Of equal choices the one that is fairest to those alike, then the one with the fewest moves. Locked days and days
    with outside duty stay; `without` are trades that are not wanted.
    """
    shares = shares_of(problem.week, roster, fair)
    uneven = frozenset(share.burden.id for share in shares if share.is_uneven)
    if not uneven:
        return []
    burdens = [share.burden for share in shares]
    trades = [
        trade
        for day in range(len(problem.week.days))
        for trade in trades_of(problem.week, _spent(problem, roster, shares, day), burdens, uneven)
        if trade not in without
    ]
    return _chosen(problem.week, trades, shares, seed) if trades else []


def _spent(problem: RosterProblem, roster: Roster, shares: Sequence[Share], day: int) -> list[Spent]:
    """How each officer who may trade spends a day."""
    week, date, found = problem.week, problem.week.days[day].date, []
    for n, officer in enumerate(week.office.officer_ids):
        held, duties = roster.assignments_of(officer, date), roster.duties_of(officer, date)
        is_out = any(duty.activity == "outside_duty" for duty in duties)
        if len(held) == 1 and not is_out and (officer, day) not in problem.kept:
            turns = frozenset(share.burden.id for share in shares if share.taken[n, day])
            found.append(Spent(held[0], duties, turns))
    return found


def _chosen(week: OfficeWeek, trades: Sequence[Trade], shares: Sequence[Share], seed: int) -> list[Trade]:
    from ortools.sat.python import cp_model

    model, places = cp_model.CpModel(), {officer: n for n, officer in enumerate(week.office.officer_ids)}
    takes = [model.new_bool_var("") for _ in trades]
    once: dict[object, list[cp_model.IntVar]] = defaultdict(list)
    for take, trade in zip(takes, trades, strict=True):
        for spent in trade.before:
            once[spent.officer, trade.day].append(take)
        model.add_hint(take, 0)
    for rivals in once.values():
        model.add_at_most_one(rivals)
    uneven = []
    for share in shares:
        changes: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
        for take, trade in zip(takes, trades, strict=True):
            for officer, parts in share.effects(trade, places, week.index(trade.day)).items():
                changes[officer].append(parts * take)
        for n, group in enumerate(share.groups):
            low, high, excess = (model.new_int_var(-(10**9), 10**9, "") for _ in range(3))
            for who in group:
                had = cp_model.LinearExpr.sum(changes[who]) + int(share.had[who])
                model.add(low <= had)
                model.add(had <= high)
            model.add(excess >= 0)
            model.add(PARTS * excess >= high - low - PARTS * share.spread)
            uneven.append((UNEVEN + ALIKE * (n > 0)) * excess)
    prices = [(1 + trade.price) * take for take, trade in zip(takes, trades, strict=True)]
    model.minimize(cp_model.LinearExpr.sum(uneven) + cp_model.LinearExpr.sum(prices))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [trade for take, trade in zip(takes, trades, strict=True) if solver.boolean_value(take)]
