"""Days of the staffing benchmark: what is drawn follows the law that is told."""

import numpy as np
import pytest

from benchmarks.mixes import random_day
from benchmarks.mixes import test_day as given_day


@pytest.mark.parametrize("seed", range(4))
def test_random_days_follow_their_law(seed):
    """Tickets, service times and the day's own factor have the means and spreads of the law."""
    case = random_day(seed, paths=3000)
    visitors, law = case.problem.visitors, case.law
    tickets = np.diff(visitors.first)
    expected = law.rate.sum()
    assert tickets.mean() == pytest.approx(expected, rel=0.03)
    assert tickets.var() == pytest.approx(expected + (law.day_cv * expected) ** 2, rel=0.15)
    for k, mean in enumerate(law.minutes):
        drawn = visitors.minutes[visitors.service == k, 0]
        assert drawn.mean() == pytest.approx(mean, rel=0.05)
        assert drawn.std() == pytest.approx(law.cv * mean, rel=0.15)


@pytest.mark.parametrize("seed", range(20))
def test_every_service_of_a_random_day_can_be_served(seed):
    """Somebody has each skill, and the same seed gives the same day."""
    problem = random_day(seed, paths=5).problem
    everybody = np.outer(problem.most, np.arange(len(problem.shifts)) == np.argmax(problem.shifts.sum(axis=1)))
    assert problem.uncovered(everybody).sum(axis=1).max() < problem.visitors.grid.slots
    assert (problem.visitors.arrival == random_day(seed, paths=5).problem.visitors.arrival).all()


def test_the_given_paths_follow_the_law_of_the_test_day():
    """So fresh days are days of the same kind: 240 tickets with a factor of cv 0.15, and the services' means."""
    case = given_day()
    if case is None:
        pytest.skip("the test day is not there (LOKET_DATA)")
    tickets = np.diff(case.problem.visitors.first)
    assert tickets.mean() == pytest.approx(240, rel=0.02)
    assert tickets.std() == pytest.approx(np.hypot(np.sqrt(240), 0.15 * 240), rel=0.1)
    for k, mean in enumerate(case.law.minutes):
        assert case.problem.visitors.minutes[case.problem.visitors.service == k].mean() == pytest.approx(mean, rel=0.02)
