"""What single visitors met adds up to what is judged, and to what is simulated."""

import numpy as np
import pytest

from staffing.judge import judge
from staffing.simulation import trace
from staffing.visitors import draw_visitors
from staffing.waits import waits_of


@pytest.fixture
def crowded(build):
    """Two steps in series, one with a delay outside, too few officers: some are late, some never called."""
    routes = {
        "long": [{"step": "a", "minutes": 9, "cv": 0.6}, {"step": "b", "minutes": 12, "cv": 0.4}],
        "away": [{"step": "a", "minutes": 5}, {"step": "b", "minutes": 4, "after": 90}],
        "lost": [{"step": "c", "minutes": 5}],
    }
    office = build.office(routes, [["a"], ["a", "b"]], [["a", "b"], ["c"]], [0, 0], absence_rate=0.1)
    grid = build.grid(days=2)
    posts = np.zeros((2, 2, grid.slots), dtype=int)
    posts[1, 1, 8:] = -1
    plan = build.plan(office, grid, posts)
    counts = np.random.default_rng(5).poisson(0.9, (40, 3, grid.size))
    days = build.days(office, grid, 480, 960)
    visitors = draw_visitors(counts, grid, office, days, np.random.default_rng(6))
    return office, plan, visitors, trace(visitors, plan, office)


def test_single_waits_add_up_to_the_outcome(crowded):
    """Visitors, late calls, late visits and minutes waited by path, day and service are those of the judge."""
    office, plan, visitors, happened = crowded
    waits, outcome = waits_of(happened, visitors, office), judge(happened, visitors, plan, office)
    shape = outcome.visitors.shape
    for weights, expected in [
        (np.ones(visitors.count), outcome.visitors), (waits.late_call, outcome.late_call),
        (waits.late_visit, outcome.late_visit), (waits.wait, outcome.wait),
    ]:  # fmt: skip
        found = np.zeros(shape)
        np.add.at(found, (waits.path, waits.day, waits.service), weights)
        np.testing.assert_allclose(found, expected)
    assert 0 < outcome.late_call.sum() < outcome.visitors.sum()


def test_who_is_sent_home_does_not_wait(crowded):
    """A visitor whose papers are ready only after closing is out when he leaves, and waits for nothing."""
    office, _, visitors, happened = crowded
    waits = waits_of(happened, visitors, office)
    home = (happened.by == -2).any(axis=1)
    assert home.any()
    assert np.isfinite(waits.out[home]).all()
    assert not np.isfinite(waits.out[visitors.service == 2]).any()
