"""Whatever a baseline does, it does with the plan's people, shifts and hours, and every paid minute has an activity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_cost, make_master, random_week
from planning.baselines.erlang import erlang_cover
from planning.baselines.past import past_roster
from planning.baselines.posts import days_of_roster
from scheduler.allocation import allocate
from scheduler.roster import Roster
from staffing.visitors import draw_visitors

SEEDS = st.integers(0, 10_000)


def planned(seed):
    """A random week and a roster of it."""
    rng = np.random.default_rng(seed)
    week = random_week(rng)
    cost = make_cost(week, 2.0, rng)
    master = make_master(week, cost, rng)
    duties = allocate(week, cost, master, 0.0).duties
    return week, Roster(office="test", week=week.week, slot_minutes=week.grid.slot_minutes,
                        assignments=master.assignments, duties=duties, absences=week.absences)  # fmt: skip


def crowd(week, mean=1.5, paths=20):
    """Poisson visitors of every service in every service slot."""
    office = week.office
    rng = np.random.default_rng(3)
    rate = np.broadcast_to(mean * week.service, (paths, len(office.services), *week.grid.shape))
    arrivals = rng.poisson(rate).reshape(paths, len(office.services), -1)
    return draw_visitors(arrivals, week.grid, office, week.days, rng)


def _past(week, roster):
    return past_roster(week, roster, days_of_roster(roster, week.grid))


def _erlang(week, roster):
    return erlang_cover(week, roster, crowd(week))


@pytest.mark.parametrize("baseline", [_past, _erlang])
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_the_same_people_work_the_same_hours(baseline, seed):
    """Only breaks move, to starts that the shift allows; duties tile the shifts; no counter has two officers."""
    week, roster = planned(seed)
    other = baseline(week, roster)
    assert sorted((a.officer, a.day, a.shift, a.minutes) for a in other.assignments) == sorted(
        (a.officer, a.day, a.shift, a.minutes) for a in roster.assignments
    )
    for assignment in other.assignments:
        assert assignment in week.choices(week.office.officer(assignment.officer), week.day(assignment.day))
    at, held = {}, set()
    for duty in other.duties:
        for minute in range(duty.start, duty.end):
            assert (duty.officer, duty.day, minute) not in at
            at[duty.officer, duty.day, minute] = duty.activity
            if duty.counter is not None:
                assert (duty.counter, duty.day, minute) not in held
                held.add((duty.counter, duty.day, minute))
    paid = {(a.officer, a.day, m): a for a in other.assignments for m in range(a.span.start, a.span.end)}
    assert at.keys() == paid.keys()
    assert all((at[key] == "break") == a.on_break(key[2], key[2] + 1) for key, a in paid.items())
