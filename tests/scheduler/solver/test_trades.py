"""Trades: what two officers may change on a day leaves visitors as well served, and the fairest are taken."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_cost, make_master, make_office, make_week
from scheduler.allocation import allocate
from scheduler.check import check
from scheduler.cover import serving
from scheduler.problem import RosterProblem
from scheduler.roster import History, Roster, Turns
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.burdens import PARTS, Burden
from scheduler.rules.fair_turns import FairTurns
from scheduler.solver.exchange import _after, exchanged
from scheduler.solver.trades import Spent, trades_of
from scheduler.solver.trading import fairest_trades, shares_of
from scheduler.turns import week_turns

BUSY = Burden(id="busy", counters=frozenset({"l2"}))
FAIR = FairTurns(spread=0, burdens=frozenset(), others=(BUSY,))
TEAM = ("ab", "abc", "ab", "abd", "abc")
RULES = (*(rule for rule in DEFAULT_RULES if not isinstance(rule, FairTurns)), FAIR)
COUNTERS = [("one", "a"), ("two", "ab"), ("three", "ab"), ("four", "b")]


def problem_of(seed: int, before: tuple[int, ...] = ()) -> tuple[RosterProblem, Roster]:
    """A week whose seats are given out by lot, and its roster."""
    rng = np.random.default_rng(seed)
    office = make_office(COUNTERS, TEAM, back_office=300)
    turns = tuple(Turns(officer=f"p{n}", burdens={"busy": had}) for n, had in enumerate(before, 1))
    week = make_week(office, history=History(known=True, turns=turns))
    cost = make_cost(week, 1.0, rng)
    master = make_master(week, cost, rng)
    duties = allocate(week, cost, master, 0.0).duties
    roster = Roster(
        office="test", week=week.week, slot_minutes=30, assignments=master.assignments, duties=duties
    )  # fmt: skip
    return RosterProblem(week, RULES, cost), roster


def spent_of(problem: RosterProblem, roster: Roster, day: int) -> list[Spent]:
    """How each officer spends a day."""
    date, found = problem.week.days[day].date, []
    for held in (a for a in roster.assignments if a.day == date):
        duties = roster.duties_of(held.officer, date)
        found.append(Spent(held, duties, frozenset({"busy"} if any(d.counter == "l2" for d in duties) else ())))
    return found


def served(problem: RosterProblem, roster: Roster) -> dict[tuple[int, int], list[tuple[str, ...]]]:
    """Steps served at counters in each day and slot."""
    week = problem.week
    return {
        (d, int(start)): sorted(tuple(sorted(s)) for s in serving(week, roster, day.date, int(start), int(start) + 30))
        for d, day in enumerate(week.days)
        for start in week.grid.minutes
    }


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_after_a_trade_everything_is_still_done_by_somebody_who_can(seed):
    """As much is served in every slot, every day is full, nobody works longer, and no law is broken that was kept."""
    problem, roster = problem_of(seed)
    before, broken = served(problem, roster), len([v for v in check(roster, problem.week, RULES) if v.hard])
    found = [
        trade
        for day in range(5)
        for trade in trades_of(problem.week, spent_of(problem, roster, day), [BUSY], frozenset({"busy"}))
    ]
    rng = np.random.default_rng(seed)
    for trade in [found[n] for n in rng.permutation(len(found))[:6]]:
        after = _after(problem.week, roster, [trade])
        assert served(problem, after) == before
        assert len([v for v in check(after, problem.week, RULES) if v.hard]) <= broken
        for spent, was in zip(trade.after, trade.before, strict=True):
            assert spent.officer == was.officer
            assert spent.assignment.minutes == was.assignment.minutes
            edges = [spent.assignment.span.start, *(d.end for d in spent.duties)]
            assert [d.start for d in spent.duties] == edges[:-1]
            assert edges[-1] == spent.assignment.span.end
            assert all(d.officer == spent.officer for d in spent.duties)
            assert ("busy" in spent.turns) == any(d.counter == "l2" for d in spent.duties)


def excess(problem: RosterProblem, roster: Roster) -> int:
    """Turns beyond the spread, of all and of the two pairs of the team who are alike, counted from duties alone."""
    week = problem.week
    had = {
        o.id: week.history.of(o.id).burdens.get("busy", 0)
        + len({d.day for d in roster.duties if d.officer == o.id and d.counter == "l2"})
        for o in week.office.officers
    }
    groups = [tuple(had), ("p1", "p3"), ("p2", "p5")]
    return sum(max(had[o] for o in g) - min(had[o] for o in g) for g in groups)


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_no_other_choice_of_few_trades_is_fairer(seed, before):
    """As far as it was tried: every single trade and every pair."""
    problem, roster = problem_of(seed, tuple(before))
    week = problem.week
    shares = shares_of(week, roster, [FAIR])
    assert sum(-(-int(np.ptp(share.had[g])) // PARTS) for share in shares for g in share.groups) == excess(
        problem, roster
    )
    chosen = fairest_trades(problem, roster, [FAIR])
    best = excess(problem, _after(week, roster, chosen))
    every = [
        trade
        for day in range(5)
        for trade in trades_of(week, spent_of(problem, roster, day), [BUSY], frozenset({"busy"}))
    ]
    pairs = [p for p in combinations(every, 2) if p[0].day != p[1].day or not _touch(*p)]
    some = [pairs[n] for n in np.random.default_rng(seed).permutation(len(pairs))[:20]]
    assert all(best <= excess(problem, _after(week, roster, each)) for each in [(), *((t,) for t in every), *some])


def _touch(one, other) -> bool:
    return bool({s.officer for s in one.before} & {s.officer for s in other.before})


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000))
def test_turns_go_round_among_officers_who_are_not_alike(seed):
    """Names alone do not make it even: more is traded than those who are alike could exchange, at nobody's cost."""
    problem, roster = problem_of(seed, (6, 0, 0, 0, 0))
    found = exchanged(problem, roster)
    assert excess(problem, found) <= excess(problem, roster)
    assert served(problem, found) == served(problem, roster)
    levels: list[dict[str, float]] = [{}, {}]
    for each, prices in zip((roster, found), levels, strict=True):
        for v in check(each, problem.week, RULES):
            prices[v.level] = prices.get(v.level, 0) + v.price
    assert all(price <= levels[0].get(level, 0) for level, price in levels[1].items())


def test_who_is_six_turns_ahead_gives_his_away():
    """The busy counter is left to the others, none of whom had a turn."""
    problem, roster = problem_of(5, (6, 0, 0, 0, 0))
    had = week_turns(problem.week, roster, [BUSY])
    now = week_turns(problem.week, exchanged(problem, roster), [BUSY])
    assert now["p1"]["busy"] < had["p1"]["busy"]
    assert sum(turns["busy"] for turns in now.values()) == sum(turns["busy"] for turns in had.values())


def test_locked_days_are_not_traded():
    """With all days locked there is nothing to choose from."""
    problem, roster = problem_of(5, (6, 0, 0, 0, 0))
    locked = frozenset((o, d) for o in problem.week.office.officer_ids for d in range(7))
    assert fairest_trades(problem, roster, [FAIR])
    assert not fairest_trades(RosterProblem(problem.week, RULES, problem.cost, roster, locked), roster, [FAIR])
