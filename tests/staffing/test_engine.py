"""The compiled day against the same rules in plain Python, event by event, on random small offices."""

import numpy as np
import pytest

from staffing.routes import routes_of
from staffing.simulation import trace
from tests.staffing.chances import random_case
from tests.staffing.twin import reference


@pytest.mark.parametrize("block", range(6))
def test_the_engine_does_what_the_reference_does(build, block):
    """Same begin, officer, overtime, seats and calls for every visitor of 40 random offices a block."""
    for seed in range(40 * block, 40 * block + 40):
        office, plan, visitors = random_case(build, seed)
        found = trace(visitors, plan, office)
        begin, by, days = reference(visitors, plan, office)
        np.testing.assert_array_equal(found.by, by, err_msg=f"seed {seed}")
        np.testing.assert_allclose(found.begin, begin, rtol=0, atol=1e-9, err_msg=f"seed {seed}")
        np.testing.assert_array_equal(found.seats.ravel(), [d.seats for d in days], err_msg=f"seed {seed}")
        np.testing.assert_array_equal(found.called.ravel(), [d.calls for d in days], err_msg=f"seed {seed}")
        flat = found.overtime.reshape(-1, len(office.officers))
        np.testing.assert_allclose(flat, [d.overtime() for d in days], atol=1e-9, err_msg=f"seed {seed}")


def test_the_random_offices_reach_every_rule(build):
    """The offices of the comparison have standby calls, people sent home, stranded, overtime, stand-ins with a post."""
    seen = np.zeros(6, dtype=int)
    for seed in range(40):
        office, plan, visitors = random_case(build, seed)
        found = trace(visitors, plan, office)
        routes = routes_of(office)
        stranded = ((found.by >= 0).sum(axis=1) < routes.stops[visitors.service]) & (found.by != -2).all(axis=1)
        absent = plan.rostered[None] & ~visitors.present
        covered = absent[..., None] & (plan.serves != 0) & (plan.stand_in >= 0)
        elsewhere = np.take_along_axis(plan.serves, np.maximum(plan.stand_in, 0).astype(int), axis=1) != 0
        seen += [
            found.called.any(), (found.by == -2).any(), stranded.any(), found.overtime.any(), covered.any(),
            (covered & elsewhere).any(),
        ]  # fmt: skip
    assert (seen >= 3).all(), seen
