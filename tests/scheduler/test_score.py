"""Scores: totals that add up, and that are the solver's levels."""

import threading

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from office.services import Promise
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Roster
from scheduler.rules import BASIC_RULES, DEFAULT_RULES
from scheduler.rules.fair_turns import FairTurns
from scheduler.rules.promised_cover import PromisedCover
from scheduler.score import RULE_LEVELS, score
from scheduler.solver.week import solve_week

PROMISES = (Promise(id="a", name="A", steps=frozenset("a")), Promise(id="b", name="B", steps=frozenset("b")))


def short_week(officers):
    """Two promises and too few officers for them."""
    return make_week(make_office([("one", "a"), ("two", "ab")], officers, PROMISES))


@pytest.mark.parametrize("officers", [("a",), ("a", "ab"), ("ab", "b", "a"), ("a", "ab", "b", "ab")])
def test_totals_are_the_levels_of_the_solver(officers):
    """What the checker adds up by rule is what the solver says of its roster, level by level."""
    week = short_week(officers)
    problem = RosterProblem(week, DEFAULT_RULES, make_cost(week, 1.0, np.random.default_rng(1), most=4))
    result = solve_week(problem, Limits(seconds=2.0), lambda *_: None, threading.Event())
    found = score(check(result.roster, week, DEFAULT_RULES), DEFAULT_RULES).levels
    told = {level.name: level.value for level in result.levels}
    assert {name: found[name] for name in found if name in told} == {n: told[n] for n in found if n in told}
    assert {"uncovered", "no_stand_in", "turns"} <= told.keys() & found.keys()
    assert found["broken"] == 0


def empty(week) -> Roster:
    return Roster(office=week.office.id, week=week.week, slot_minutes=30, assignments=(), duties=())


def test_every_rule_has_a_line_and_lines_add_up():
    """Kept rules stand there with zeros; a level's total is the sum of its lines, hard breaches are counted."""
    week = short_week(("ab",))
    violations = check(empty(week), week, DEFAULT_RULES)
    found = score(violations, DEFAULT_RULES)
    assert {line.rule for line in found.lines} == {rule.rule for rule in DEFAULT_RULES}
    assert sum(line.count for line in found.lines) == len(violations)
    for level, total in found.levels.items():
        lines = [line for line in found.lines if line.level == level]
        assert total == (sum(line.count for line in lines) if level == "broken" else sum(line.price for line in lines))
    assert found.levels["uncovered"] == 2 * 5 * 7 * 60
    assert found.levels["broken"] == 1
    assert [line.rule for line in found.missed if line.level == "broken"] == ["weekly_norm"]


def test_a_rule_at_another_level_is_scored_there():
    """The level is the rule's own: promises as law are counted among what is broken."""
    week = short_week(("ab",))
    rules = (*BASIC_RULES, PromisedCover(level="broken"), FairTurns(level="wishes"))
    found = score(check(empty(week), week, rules), rules)
    assert found.levels["broken"] == 2 * 5 * 14
    assert "uncovered" not in found.levels
    assert list(found.levels) == [level for level in RULE_LEVELS if level in found.levels]
