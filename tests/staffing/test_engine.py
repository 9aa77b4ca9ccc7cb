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


def same_speed(office):
    return tuple(officer.model_copy(update={"speed": 1.0}) for officer in office.officers)


def changes(office, plan, visitors, found, **other):
    """Whether the day goes differently in an office that differs so."""
    return (trace(visitors, plan, office.model_copy(update=other)).by != found.by).any()


def test_the_random_offices_reach_every_rule(build):
    """The offices of the comparison have standby calls, people sent home, stranded, overtime, stand-ins with a post,
    and every rule that few offices know makes a difference in some.
    """
    seen = np.zeros(10, dtype=int)
    for seed in range(40):
        office, plan, visitors = random_case(build, seed)
        found = trace(visitors, plan, office)
        routes = routes_of(office, visitors.ways)
        stranded = ((found.by >= 0).sum(axis=1) < routes.stops[visitors.route]) & (found.by != -2).all(axis=1)
        absent = plan.rostered[None] & ~visitors.present
        covered = absent[..., None] & (plan.serves != 0) & (plan.stand_in >= 0)
        elsewhere = np.take_along_axis(plan.serves, np.maximum(plan.stand_in, 0).astype(int), axis=1) != 0
        seen += [
            found.called.any(), (found.by == -2).any(), stranded.any(), found.overtime.any(), covered.any(),
            (covered & elsewhere).any(),
            (found.by == -3).any(), changes(office, plan, visitors, found, guard_minutes=None),
            visitors.ways is not None, changes(office, plan, visitors, found, officers=same_speed(office)),
        ]  # fmt: skip
    assert (seen >= 3).all(), seen
