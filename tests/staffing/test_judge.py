"""What is said of simulated days is what single visitors met, however it is added up."""

import numpy as np
import pytest

from staffing.hall import LEFT
from staffing.judge import judge
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.simulation import simulate, trace
from staffing.stops import stops_of
from tests.staffing.chances import random_case

CASES = range(3000, 3030)


@pytest.mark.parametrize("seed", CASES)
def test_tallies_add_up(build, seed):
    """Services, classes and steps hold the same visitors and the same minutes."""
    office, plan, visitors = random_case(build, seed)
    outcome = simulate(visitors, plan, office)
    assert outcome.calls.visitors.sum() == outcome.classes.visitors.sum() == visitors.count
    assert outcome.calls.late.sum() == outcome.classes.late.sum() == outcome.late_call.sum()
    assert outcome.visits.late.sum() == outcome.late_visit.sum()
    assert outcome.calls.minutes.sum() == pytest.approx(outcome.wait.sum())
    assert outcome.steps.minutes.sum() == pytest.approx(outcome.wait.sum() + outcome.later_wait.sum())
    for tally in (outcome.calls, outcome.classes, outcome.visits, outcome.steps):
        np.testing.assert_array_equal(tally.spread.sum(axis=(0, 4)), tally.visitors.sum(axis=0))
        assert (tally.longest <= tally.minutes + 1e-4).all()
        assert (tally.late <= tally.visitors).all()
    np.testing.assert_allclose(outcome.calls.longest.max(axis=(2, 3), initial=0), outcome.longest)


@pytest.mark.parametrize("seed", CASES)
def test_waits_by_class_and_slot_are_a_plain_count(build, seed):
    """Each class's waits, one visitor after the other."""
    office, plan, visitors = random_case(build, seed)
    outcome, found = simulate(visitors, plan, office), trace(visitors, plan, office)
    day, path = np.divmod(visitors.cell, visitors.paths)
    for v in range(visitors.count):
        if found.by[v, 0] >= 0:
            continue
        outcome.uncalled[path[v], day[v], visitors.service[v]] -= 1
    assert not outcome.uncalled.any()
    for n, name in enumerate(outcome.classes.names):
        for slot in range(plan.grid.slots):
            ends = plan.grid.minutes[slot], plan.grid.minutes[slot] + plan.grid.slot_minutes
            low = -np.inf if slot == 0 else ends[0]
            high = np.inf if slot == plan.grid.slots - 1 else ends[1]
            of = (visitors.priority == int(name)) & (visitors.arrival >= low) & (visitors.arrival < high)
            assert outcome.classes.visitors[:, :, n, slot].sum() == of.sum()
            late = of & ~(found.begin[:, 0] - visitors.due <= office.target.call_minutes)
            assert outcome.classes.late[:, :, n, slot].sum() == late.sum()


@pytest.mark.parametrize("seed", CASES)
def test_a_day_is_judged_as_if_alone(build, seed):
    """Each day simulated by itself is that day of the week; judging a whole trace gives the same."""
    office, plan, visitors = random_case(build, seed)
    whole = simulate(visitors, plan, office)
    again = judge(trace(visitors, plan, office), visitors, plan, office)
    for name in ("visitors", "late_call", "late_visit", "wait", "later_wait", "queue", "uncalled", "busy", "slot_wait"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(again, name))
    for day in range(2):
        alone = simulate(visitors_of_day(visitors, day), plan_of_day(plan, day), office)
        np.testing.assert_array_equal(alone.calls.minutes[:, 0], whole.calls.minutes[:, day])
        np.testing.assert_array_equal(alone.overtime[:, 0], whole.overtime[:, day])
        assert alone.grid.start == plan.grid.dates[day]


@pytest.mark.parametrize("seed", CASES)
def test_littles_law_holds_day_by_day(build, seed):
    """Mean people waiting in each slot, summed over slots, are the minutes that visitors waited inside the grid."""
    office, plan, visitors = random_case(build, seed)
    outcome, found = simulate(visitors, plan, office), trace(visitors, plan, office)
    grid = plan.grid
    ends = grid.first + grid.slots * grid.slot_minutes
    stops = stops_of(found, visitors, office, np.full(visitors.count, float(ends)))
    since = stops.ready.copy()
    since[:, 0] = visitors.arrival
    inside = np.clip(stops.until, grid.first, ends) - np.clip(since, grid.first, ends)
    assert outcome.queue.sum() * grid.slot_minutes == pytest.approx(np.maximum(0, inside)[stops.asked].sum())


@pytest.mark.parametrize("seed", CASES)
def test_the_queue_is_what_one_would_count(build, seed):
    """People seen waiting every tenth of a minute, against the mean of the slot."""
    office, plan, visitors = random_case(build, seed)
    outcome, found = simulate(visitors, plan, office), trace(visitors, plan, office)
    first = found.begin[:, 0]
    of = visitors.cell == 1
    clock = np.arange(480, 510, 0.1)
    since, until = visitors.arrival[of], np.where(np.isnan(first[of]), visitors.leaves[of], first[of])
    seen = ((since <= clock[:, None]) & (clock[:, None] < until)).sum(axis=1).mean()
    later = trace_of_later(found, visitors, office, of, clock)
    assert outcome.queue[1, 0, :, 0].sum() == pytest.approx(seen + later, abs=0.35)


def trace_of_later(found, visitors, office, of, clock):
    """People seen waiting for later stops."""
    stops = stops_of(found, visitors, office, np.full(visitors.count, np.inf))
    ready, until, asked = (part[of, 1:] for part in (stops.ready, stops.until, stops.asked))
    return (asked & (ready <= clock[:, None, None]) & (clock[:, None, None] < until)).sum(axis=(1, 2)).mean()


@pytest.mark.parametrize("seed", CASES)
def test_who_left_was_never_called(build, seed):
    """Those who lost patience are among those never called, and late."""
    office, plan, visitors = random_case(build, seed)
    outcome = simulate(visitors, plan, office)
    assert outcome.left.sum() == (trace(visitors, plan, office).by[:, 0] == LEFT).sum()
    assert (outcome.left <= outcome.uncalled).all()
    assert (outcome.uncalled <= outcome.late_call).all()
