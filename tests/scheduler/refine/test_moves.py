"""Moves stay within the law, and what keeps the limits breaks nothing that the first plan kept."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check import check
from scheduler.refine.ground import make_ground
from scheduler.refine.limits import bare, keeps, limits_of, uncovered
from scheduler.refine.moves import added_blocks, moves, removed_blocks
from scheduler.refine.rosters import roster_of
from scheduler.refine.state import block_minutes, read_state
from tests.scheduler.refine.conftest import draw_case

COVER = ("promised_cover", "stand_in")


def totals(case, roster):
    """Hard breaches, and minutes by which soft rules about cover are broken."""
    found = check(roster, case.problem.week, case.problem.rules)
    short = {
        name: sum(abs(v.amount - v.limit) for v in found if v.rule == name) for name in ("promised_cover", "stand_in")
    }
    return sum(v.hard for v in found), short


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_kept_moves_break_no_rule_that_was_kept(seed):
    """The checker, which knows nothing of refinement, finds no more than before."""
    case = draw_case(seed, paths=2)
    rng = np.random.default_rng(seed)
    hard, short = totals(case, case.roster)
    for day in range(2):
        ground = make_ground(case.problem.week, case.roster, day)
        if not ground.people:
            continue
        first = read_state(ground, case.roster)
        limits = limits_of(ground, first)
        near = [*moves(ground, first), *added_blocks(ground, first), *removed_blocks(ground, first)]
        kept = [state for state in near if keeps(ground, limits, state)]
        for state in [kept[i] for i in rng.permutation(len(kept))[:6]]:
            made = roster_of(case.problem, case.roster, [(ground, state)])
            now_hard, now_short = totals(case, made)
            assert now_hard <= hard
            assert all(now_short[name] <= short[name] for name in short)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_minutes_uncovered_and_bare_are_those_of_the_checker(seed):
    """Officers missing from the worst set of promises, summed over slots, as the rules count them."""
    case = draw_case(seed, paths=2)
    week = case.problem.week
    ground = make_ground(week, case.roster, 0)
    state, date = read_state(ground, case.roster), week.days[0].date
    found = [v for v in check(case.roster, week, case.problem.rules) if v.day == date]
    minutes = {
        name: sum(v.limit - v.amount for v in found if v.rule == name) for name in ("promised_cover", "stand_in")
    }
    worst = uncovered(ground, state).max(axis=0, initial=0).sum() if week.office.promises else 0
    assert worst * week.grid.slot_minutes <= minutes["promised_cover"]
    assert (worst == 0) == (minutes["promised_cover"] == 0)
    assert bare(ground, state).sum() * week.grid.slot_minutes == minutes["stand_in"]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_blocks_more_and_less_change_the_minutes(seed):
    case = draw_case(seed, paths=2)
    ground = make_ground(case.problem.week, case.roster, 0)
    if not ground.people:
        return
    first = read_state(ground, case.roster)
    before = block_minutes(ground, first).sum()
    assert all(block_minutes(ground, state).sum() > before for state in added_blocks(ground, first))
    assert all(block_minutes(ground, state).sum() <= before for state in removed_blocks(ground, first))
