"""Successors: a published fault of a peer must not be ours: one banned successor bans that one alone."""

from datetime import timedelta
from itertools import product

import numpy as np
import pytest
from ortools.sat.python import cp_model

from office.people import Officer
from office.values import Span
from scheduler.horizon import Horizon
from scheduler.modelsink import ModelSink
from scheduler.roster import Assignment
from scheduler.rules.filters import Which
from scheduler.rules.heads import Demand, Heads
from scheduler.rules.line import LineRule
from scheduler.rules.sequence import Sequence
from tests.scheduler.rules.horizons import MONDAY

HOURS = {"morning": "06.00-14.00", "afternoon": "14.00-22.00", "night": "16.00-24.00"}
DAYS = tuple(MONDAY + timedelta(n) for n in range(3))


def after(first: str, then: str) -> Sequence:
    return Sequence(days=(Which(shifts={first}), Which(shifts={then})))


def horizon() -> Horizon:
    """One officer, three days, three shifts."""
    candidates = tuple(
        Assignment(officer="p1", day=day, shift=shift, span=Span.model_validate(hours))
        for day, (shift, hours) in product(DAYS, HOURS.items())
    )
    officer = Officer(id="p1", name="P1", skills=frozenset("a"), contract="c")
    return Horizon((officer,), DAYS, ("normal",) * 3, candidates, np.zeros(len(candidates), dtype=bool))


def decided(*shifts: str | None) -> np.ndarray:
    """What is held, from the shift of each day."""
    return np.array([shifts[(c.day - MONDAY).days] == c.shift for c in horizon().candidates])


def can_be_solved(*rules: LineRule) -> bool:
    """Whether CP-SAT finds a line that keeps them all, one shift a day at most."""
    cp, given = cp_model.CpModel(), horizon()
    held = [cp.new_bool_var("") for _ in given.candidates]
    for cells in given.line(0):
        cp.add(cp_model.LinearExpr.sum([held[cell] for cell in cells]) <= 1)
    for rule in rules:
        for clause in rule.clauses(given):
            clause.write(ModelSink(cp, held.__getitem__, None))
    return cp_model.CpSolver().solve(cp) == cp_model.OPTIMAL


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (("night", "morning", None), False),
        (("night", "afternoon", None), True),
        (("night", "night", None), True),
        (("night", None, "morning"), True),
        (("morning", "night", None), True),
    ],
)
def test_one_banned_successor_bans_that_one_alone(line, kept):
    """After a night no morning; an afternoon, another night and a morning after a day off stay allowed."""
    assert (not list(after("night", "morning").breaches(horizon(), decided(*line)))) is kept


def needs(day: int, shift: str) -> Heads:
    return Heads(which=Which(shifts={shift}), days={DAYS[day]: Demand(least=1)})


def test_a_night_and_then_an_afternoon_can_be_had():
    """One officer, night then afternoon, only the morning banned after a night: the peer calls it infeasible."""
    assert can_be_solved(after("night", "morning"), needs(0, "night"), needs(1, "afternoon"))
    assert not can_be_solved(after("night", "morning"), needs(0, "night"), needs(1, "morning"))


def test_a_shift_with_two_banned_successors_can_still_be_worked():
    """Morning and afternoon banned after a night, one night needed: the peer calls it infeasible."""
    bans = (after("night", "morning"), after("night", "afternoon"))
    assert can_be_solved(*bans, needs(0, "night"))
    assert can_be_solved(*bans, needs(0, "night"), needs(1, "night"))
    assert not can_be_solved(*bans, needs(0, "night"), needs(1, "afternoon"))


@pytest.mark.parametrize(
    ("line", "kept"),
    [(("night", None, "morning"), False), (("night", None, None), True), (("night", None, "night"), True),
     (("night", "night", "morning"), True)],
)  # fmt: skip
def test_longer_sequences_have_days_off_in_them(line, kept):
    """No lone day off between a night and a morning."""
    rule = Sequence(days=(Which(shifts={"night"}), "off", Which(shifts={"morning"})))
    assert (not list(rule.breaches(horizon(), decided(*line)))) is kept


@pytest.mark.parametrize(
    ("line", "breaches"),
    [(("night", None, None), 0), (("night", "night", None), 1), (("night", "night", "night"), 2), ((None,) * 3, 0)],
)
def test_what_must_follow_is_asked_where_the_day_is_known(line, breaches):
    """After each night a day off; of the last day's night nothing is known."""
    rule = Sequence(days=(Which(shifts={"night"}), "off"), last="required")
    assert len(list(rule.breaches(horizon(), decided(*line)))) == breaches
