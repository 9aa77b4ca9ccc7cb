"""One pattern a day is picked as enumeration would pick it, level by level."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.solver.patterns import LATE_SHARE, LATE_TOLERANCE, MISSING_TOLERANCE, Pattern, Wish, pick


def drawn(seed):
    """Three days of four patterns, two tasks, and what is asked for."""
    rng = np.random.default_rng(seed)

    def pattern():
        late, burden = float(rng.gamma(1, 2)), float(rng.gamma(2, 2))
        return Pattern(round(late, 2), round(burden, 2), tuple(int(m) * 90 for m in rng.integers(0, 4, 2)))

    days = [[pattern() for _ in range(4)] for _ in range(3)]
    return days, Wish((int(rng.integers(0, 9)) * 90, int(rng.integers(0, 9)) * 90), float(rng.uniform(0, 8)), 100.0)


def told(days, chosen, wish):
    """Late above the target, minutes missing, burden, minutes done, late."""
    picked = [day[i] for day, i in zip(days, chosen, strict=True)]
    done = [sum(p.minutes[task] for p in picked) for task in range(2)]
    late = sum(p.late for p in picked)
    missing = sum(max(0, asked - got) for asked, got in zip(wish.demand, done, strict=True))
    return max(0.0, late - wish.allowed), missing, sum(p.burden for p in picked), sum(done), late


def enumerated(days, wish, aim):
    """The best value of the last level among all weeks."""
    weeks = [(told(days, chosen, wish), chosen) for chosen in product(*(range(len(day)) for day in days))]
    if aim == "ample":
        return min(facts[2] for facts, _ in weeks)
    least = min(facts[0] for facts, _ in weeks)
    weeks = [week for week in weeks if week[0][0] <= least + LATE_TOLERANCE + 1e-9]
    least = min(facts[1] for facts, _ in weeks)
    weeks = [week for week in weeks if week[0][1] <= least + MISSING_TOLERANCE]
    return min(facts[2] for facts, _ in weeks)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_ample_and_balanced_are_those_of_enumeration(seed):
    days, wish = drawn(seed)
    for aim in ("ample", "balanced"):
        assert told(days, pick(days, wish, aim), wish)[2] == pytest.approx(enumerated(days, wish, aim), abs=0.01)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_lean_has_most_back_office_within_its_tolerance_of_balanced(seed):
    days, wish = drawn(seed)
    balanced, lean = (told(days, pick(days, wish, aim), wish) for aim in ("balanced", "lean"))
    allowed = balanced[4] + max(LATE_TOLERANCE, LATE_SHARE * wish.visitors)
    weeks = [told(days, chosen, wish) for chosen in product(*(range(len(day)) for day in days))]
    assert lean[4] <= allowed + 0.01
    assert lean[1] <= balanced[1]
    above = min(facts[0] for facts in weeks) + LATE_TOLERANCE
    feasible = [f for f in weeks if f[4] <= allowed - 0.01 and f[1] <= balanced[1] and f[0] <= above - 0.01]
    assert lean[3] >= max((f[3] for f in feasible), default=0)


def test_a_week_of_single_patterns_is_that_week():
    days = [[Pattern(1.0, 2.0, (90,))]] * 5
    assert pick(days, Wish((900,), 0.0, 50.0), "balanced") == (0,) * 5
    assert pick([], Wish((), 0.0, 0.0), "lean") == ()
