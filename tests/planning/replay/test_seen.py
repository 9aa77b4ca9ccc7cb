"""Who was where is read from calls: what was seen is kept, what cannot have been is not made up."""

import numpy as np
import pytest

from office.values import Span
from planning.replay.past import past_week
from planning.replay.seen import seen_posts
from scheduler.staffplans import staff_plan
from staffing.visitors import draw_visitors
from tests.planning.replay.made import Said, made_log
from tests.planning.tiny import arrivals, tiny_roster, tiny_week

HALVES = (("p1", 480, 690, "l1"), ("p2", 480, 900, "l2"), ("p1", 750, 900, "l1"))


def seen(said, per_slot=4, duties=HALVES):
    """Posts read from a busy week in which p1 is away from 11.30 to 12.30."""
    week = tiny_week()
    roster = tiny_roster(week, *duties)
    plan = staff_plan(week, roster)
    counts = arrivals(week, *((day, 480, 870, 0, per_slot) for day in range(5)), paths=1)
    visitors = draw_visitors(counts, week.grid, week.office, week.days, np.random.default_rng(3))
    frame = made_log(visitors, plan, week.office, said)
    return week, plan, seen_posts(past_week(frame, week.grid, week.office), week.days, week.office)


@pytest.mark.parametrize("said", [Said(), Said(counters=False), Said(officers=False)])
def test_posts_of_a_busy_week_are_found(said):
    """With officers, with officers but no counters, with counters alone: nearly all half hours, and the absence."""
    week, plan, found = seen(said)
    truth, read = plan.serves != 0, found.plan.serves != 0
    service = np.array([week.grid.touches(day.service) for day in week.days])[:, None, :]
    assert (truth == read)[np.broadcast_to(service, truth.shape)].mean() > 0.9
    away = week.grid.slots_of(Span(start=690, end=750))
    assert not read[:5, 0, list(away)].all(axis=0).any()
    assert found.by_officer is said.officers


def test_everything_seen_is_a_post():
    """Whoever served in a slot was there."""
    _, _, found = seen(Said())
    assert (found.plan.serves[found.seen] != 0).all()
    assert found.seen.any()


def test_nobody_has_a_post_on_closed_days():
    """Saturday and Sunday."""
    _, _, found = seen(Said())
    assert not found.plan.serves[5:].any()
    assert not found.plan.rostered[5:].any()


def test_a_log_without_officers_and_counters_tells_nobody():
    """Then a roster is needed."""
    assert seen(Said(officers=False, counters=False))[2] is None


def test_an_idle_officer_keeps_his_counter():
    """One visitor at 08.00 and one at 14.00 do not mean that nobody was there between."""
    week = tiny_week()
    plan = staff_plan(week, tiny_roster(week, ("p1", 480, 900, "l1")))
    counts = arrivals(week, (0, 480, 510, 0, 1), (0, 840, 870, 0, 1), paths=1)
    visitors = draw_visitors(counts, week.grid, week.office, week.days, np.random.default_rng(3))
    found = seen_posts(
        past_week(made_log(visitors, plan, week.office), week.grid, week.office), week.days, week.office
    )  # fmt: skip
    service = week.grid.touches(week.days[0].service)
    assert (found.plan.serves[0, 0] != 0)[service].all()
