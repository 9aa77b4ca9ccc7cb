"""forecast/backtest/origins.py: which days the past is forecast from."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from forecast.backtest.origins import LEAST_DAYS, OriginPlan, origins
from office.grid import SlotGrid
from office.problems import InputError

START = date(2026, 1, 5)


def history(days):
    return SlotGrid(START, days, 60, 0, 24)


def test_named_origins_are_stepped_from_the_first():
    """Seven origins ten days apart, as asked."""
    found = origins(OriginPlan(date(2026, 3, 1), 7, 10, 28), history(365))
    assert found == tuple(date(2026, 3, 1) + timedelta(10 * n) for n in range(7))


def test_origins_after_the_last_known_day_are_left_out():
    """The last known day can still be forecast; the day after it cannot be scored."""
    last = START + timedelta(99)
    assert origins(OriginPlan(last - timedelta(7), 3, 7), history(100)) == (last - timedelta(7), last)


@pytest.mark.parametrize(
    ("first", "code"),
    [(START, "backtest.origin_too_early"), (START + timedelta(100), "backtest.origin_too_late")],
)
def test_a_first_origin_needs_history_and_something_to_come(first, code):
    """On the first day nothing is known, after the last nothing can be scored."""
    with pytest.raises(InputError) as refused:
        origins(OriginPlan(first), history(100))
    assert [problem.code for problem in refused.value.problems] == [code]
    assert origins(OriginPlan(first + timedelta(1 if first == START else -1), 1), history(100))


def test_by_default_the_latest_whole_horizons_are_taken():
    """The last horizon ends with the last known day."""
    found = origins(OriginPlan(None, 3, 7, 28), history(200))
    last = START + timedelta(199)
    assert found[-1] + timedelta(27) == last
    assert [(b - a).days for a, b in pairwise(found)] == [7, 7]


@pytest.mark.parametrize(("days", "count"), [(LEAST_DAYS + 28, 1), (LEAST_DAYS + 28 + 7, 2), (1000, 8)])
def test_a_short_history_has_fewer_origins(days, count):
    """Every origin has two weeks of history."""
    assert len(origins(OriginPlan(), history(days))) == count


def test_a_history_that_is_too_short_says_how_much_is_needed():
    """One day less than two weeks and a horizon: a day less of horizon would do, where there is any."""
    with pytest.raises(InputError) as refused:
        origins(OriginPlan(), history(LEAST_DAYS + 27))
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["needed"]) == ("backtest.horizon_long", LEAST_DAYS + 28)
    assert origins(OriginPlan(horizon=problem.params["horizon"]), history(LEAST_DAYS + 27))
    with pytest.raises(InputError) as hopeless:
        origins(OriginPlan(), history(LEAST_DAYS))
    assert hopeless.value.problems[0].code == "backtest.too_short"
