"""The rule of thumb: as many officers as Erlang C asks for, where there are as many."""

from dataclasses import replace
from math import exp, factorial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_office, make_week
from planning.baselines.erlang import erlang_cover, mean_inflow, needed
from scheduler.presence import present_slots
from tests.planning.baselines.test_same_people import crowd, planned


def least(load: float, minutes: float, limit: float, share: float) -> int:
    """Erlang C from its textbook sum, independent of the recursion."""
    for c in range(1, 200):
        if load < c:
            top = load**c / factorial(c) * c / (c - load)
            wait = top / (sum(load**k / factorial(k) for k in range(c)) + top)
            if wait * exp(-(c - load) * limit / minutes) <= 1 - share:
                return c
    raise AssertionError


def seated_in(week, roster, day, slot):
    """Officers at counters with the steps that they serve."""
    date, start = week.days[day].date, int(week.grid.minutes[slot])
    return {d.officer: d.steps for d in roster.at_counters(date) if d.start <= start < d.end}


def test_one_queue_has_what_the_formula_asks_for_and_no_more():
    """One step: in each slot the textbook's number, or everybody present where fewer are; the rest is back office."""
    week = make_week(make_office([("one", "a")] * 6, ["a"] * 6))
    seed_roster = planned_for(week)
    visitors = crowd(week, mean=4.0)
    baseline = erlang_cover(week, seed_roster, visitors)
    target, own = week.office.target, week.office.step_ids.index("a")
    work, stops = mean_inflow(week, visitors)
    each = work[:, :, own].sum() / stops[:, :, own].sum()
    asked = set()
    for day, slot in np.argwhere(week.service):
        load = work[day, slot, own] / week.grid.slot_minutes
        wanted = least(load, each, target.call_minutes, target.call_share) if load else 0
        here = sum(a.day == week.days[day].date and bool(present_slots(week, a)[slot]) for a in baseline.assignments)
        assert len(seated_in(week, baseline, day, slot)) == min(wanted, here, 6)
        asked.add(wanted)
    assert len(asked) > 1


def planned_for(week):
    """A roster of this week, whose counters do not matter."""
    from tests.planning.baselines.test_all_counters import planned as of_week

    return of_week(0, week)[1]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_nobody_who_could_help_stays_behind(seed):
    """Where a need is not met, no free officer can sit down at an empty counter and serve it."""
    week, roster = planned(seed)
    visitors = crowd(week)
    baseline, needs = erlang_cover(week, roster, visitors), needed(week, visitors)
    for day, slot in np.argwhere(week.service):
        date, start = week.days[day].date, int(week.grid.minutes[slot])
        seated = seated_in(week, baseline, day, slot)
        held = {d.counter for d in baseline.at_counters(date) if d.start <= start < d.end}
        empty = {c.type for c in week.office.counters if c.available and c.id not in held}
        free = [a.officer for a in baseline.assignments
                if a.day == date and present_slots(week, a)[slot] and a.officer not in seated]  # fmt: skip
        for need in needs:
            if sum(bool(steps & need.steps) for steps in seated.values()) < need.officers[day, slot]:
                helps = [(o, k) for o in free for k in empty
                         if week.office.served_at(week.office.officer(o).skills, k) & need.steps]  # fmt: skip
                assert helps == []


def test_work_that_is_done_again_is_work():
    """With 30 % sent back once a stop comes 1.3 times as often."""
    week = make_week(make_office([("one", "a")], ["a"]))
    service = week.office.services[0]
    again = service.model_copy(update={"route": (service.route[0].model_copy(update={"rework": 0.3}),)})
    office = week.office.model_copy(update={"services": (again, *week.office.services[1:])})
    sent_back = replace(week, office=office)
    visitors = crowd(sent_back, mean=4.0)
    stops = mean_inflow(sent_back, visitors)[1].sum()
    assert abs(stops / (visitors.count / visitors.paths) - 1.3) < 4 * np.sqrt(0.3 * 0.7 / visitors.count)


def test_the_inflow_is_all_the_work_that_comes():
    """Summed over slots it is each visitor's minutes at each stop; nothing comes before counters open."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["a", "b"]))
    visitors = crowd(week)
    work, stops = mean_inflow(week, visitors)
    assert np.isclose(stops.sum(), visitors.count / visitors.paths)
    assert np.isclose(work.sum(), visitors.minutes[:, 0].sum() / visitors.paths)
    opens = week.service.argmax(axis=1)
    assert all(work[day, : opens[day]].sum() == 0 for day in range(week.grid.days))
