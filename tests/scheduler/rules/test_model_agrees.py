"""Every rule: the model accepts exactly the rosters in which the checker finds no hard breach."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.roster import RuleLevel
from scheduler.rules import DEFAULT_RULES, Rule
from scheduler.rules.counter_heads import CounterHeads
from scheduler.rules.one_shift import OneShift
from scheduler.rules.paid_minutes import PaidMinutes
from tests.scheduler.rules.cases import decide, make_case, tells_every_minute

SEEDS = st.integers(0, 2**32 - 1)


def can_be_a_wish(rule: Rule) -> bool:
    """Desks, skills and hours of the day are facts; all other rules may be softened in the config."""
    return type(rule).model_fields["level"].annotation is RuleLevel


MORNING = {"normal": {"mon-thu": ["08.00-11.00"]}}
ON_WORK = tuple(rule for rule in DEFAULT_RULES if getattr(rule, "line", "work") == "work")
"""Rules about being on call bind another model; test_on_call.py has them."""
RULES = (*ON_WORK, CounterHeads(steps={"a", "b"}, hours=MORNING, least=1, most=1, weight=2))
HARD = [rule.model_copy(update={"level": "broken"}) for rule in RULES if not isinstance(rule, PaidMinutes)]
SOFT = [rule.model_copy(update={"level": "turns"}) for rule in RULES if can_be_a_wish(rule)]
ONE = OneShift()


def breaks(rule, roster, week) -> bool:
    return any(violation.hard for violation in rule.violations(roster, week))


@pytest.mark.parametrize("rule", HARD, ids=lambda rule: rule.rule)
@given(seed=SEEDS)
@settings(max_examples=30, deadline=None)
def test_as_a_law_the_model_accepts_what_the_checker_accepts(rule, seed):
    """With all decisions fixed to a roster the model has a solution if and only if the rule is kept.

    Shifts held twice on a day are left to the rule of one shift, which stands beside each other rule.
    """
    week, roster = make_case(np.random.default_rng(seed))
    kept = not breaks(rule, roster, week) and not breaks(ONE, roster, week)
    assert decide([ONE, rule], week, roster).accepted is kept


@pytest.mark.parametrize("rule", SOFT, ids=lambda rule: rule.rule)
@given(seed=SEEDS)
@settings(max_examples=20, deadline=None)
def test_as_a_wish_the_model_charges_what_the_checker_counts(rule, seed):
    """The least amount that the model charges for a roster is the sum of what the checker finds beyond the limits."""
    week, roster = make_case(np.random.default_rng(seed))
    assume(not breaks(ONE, roster, week))
    found = [violation.price for violation in rule.violations(roster, week)]
    assert decide([rule], week, roster).amount == pytest.approx(sum(found))


@pytest.mark.slow
@pytest.mark.parametrize("rule", HARD, ids=lambda rule: rule.rule)
def test_they_agree_on_a_thousand_rosters(rule):
    """As a law and, where it can be one, as a wish; on other rosters than above."""
    wish = rule.model_copy(update={"level": "turns"}) if can_be_a_wish(rule) else None
    for seed in range(1000):
        week, roster = make_case(np.random.default_rng((2026, seed)))
        is_one = not breaks(ONE, roster, week)
        assert decide([ONE, rule], week, roster).accepted is (is_one and not breaks(rule, roster, week))
        if wish is not None and is_one:
            found = sum(violation.price for violation in wish.violations(roster, week))
            assert decide([wish], week, roster).amount == pytest.approx(found)


@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_of_minutes_that_are_told_in_full_the_model_accepts_those_that_fit(seed):
    """Counters outside shifts, in breaks and during assemblies are refused by both, all other work by neither."""
    week, roster = make_case(np.random.default_rng(seed))
    kept = not breaks(PaidMinutes(), roster, week)
    if tells_every_minute(week, roster):
        assert decide([PaidMinutes()], week, roster).accepted is kept
    else:
        assert not kept


@pytest.mark.parametrize("rule", [*HARD, PaidMinutes()], ids=lambda rule: rule.rule)
def test_a_rule_that_binds_nothing_would_be_found_out(rule):
    """Among the rosters drawn are some that the rule alone refuses: without its constraint the tests above fail."""
    rng = np.random.default_rng(7)
    for _ in range(400):
        week, roster = make_case(rng)
        if breaks(rule, roster, week) and not breaks(ONE, roster, week) and tells(rule, week, roster):
            assert not decide([rule], week, roster).accepted
            return
    assert isinstance(rule, OneShift)


def tells(rule: Rule, week, roster) -> bool:
    return not isinstance(rule, PaidMinutes) or tells_every_minute(week, roster)
