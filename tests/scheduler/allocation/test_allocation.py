"""Allocated weeks, checked minute by minute without the code that makes them."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import (
    large_like,
    lebong_like,
    make_cost,
    make_master,
    make_office,
    make_week,
    random_week,
)
from office.services import Promise
from scheduler.allocation import allocate
from scheduler.cover import promise_need, unmet
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.roster import Duty, History, Turns
from scheduler.rules.burdens import usual_burdens
from staffing.cost import StaffingCost

SEEDS = st.integers(0, 10_000)


def made(seed, week=None):
    """A random week with cost and master."""
    rng = np.random.default_rng(seed)
    week = week or random_week(rng)
    cost = make_cost(week, float(rng.uniform(0.5, 4)), rng)
    return week, cost, make_master(week, cost, rng)


def flat_cost(week):
    """A table on which nobody waits."""
    waiting = np.zeros((*week.grid.shape, len(week.office.step_ids), 5))
    sets = tuple(frozenset({step}) for step in week.office.step_ids)
    return StaffingCost(
        week.grid,
        sets,
        waiting,
        waiting,
        np.zeros(waiting.shape[:3], dtype=int),
        0.0,
        np.zeros(waiting.shape[:3]),
        np.zeros(len(sets)),
    )


def minutes(duties):
    """Everybody's activity in each minute; fails when two claim the same."""
    found = {}
    for duty in duties:
        for minute in range(duty.start, duty.end):
            assert (duty.officer, duty.day, minute) not in found
            found[duty.officer, duty.day, minute] = duty
    return found


def check_tiling(week, master, duties):
    """Every paid minute and every break minute has one activity, and no other minute has."""
    at = minutes(duties)
    spans = {(a.officer, a.day, m): a for a in master.assignments for m in range(a.span.start, a.span.end)}
    assert at.keys() == spans.keys()
    for key, assignment in spans.items():
        assert (at[key].activity == "break") == assignment.on_break(key[2], key[2] + 1)
    for fixed in master.fixed:
        inside = [at[fixed.officer, fixed.day, m] for m in range(fixed.start, fixed.end)]
        assert all((duty.activity, duty.task) == (fixed.activity, fixed.task) for duty in inside)


def check_neighbours(duties):
    """Adjacent duties of an officer differ in more than their times."""
    for left, right in pairwise(sorted(duties, key=lambda d: (d.officer, d.day, d.start))):
        if (left.officer, left.day, left.end) == (right.officer, right.day, right.start):
            assert left.model_copy(update={"start": right.start, "end": right.end}) != right


def check_counters(week, duties):
    """One officer a counter, in service slots only, at steps that skills and desk allow."""
    seen = set()
    for duty in (duty for duty in duties if duty.activity == "counter"):
        counter = week.office.counter(duty.counter)
        skills = week.office.officer(duty.officer).skills
        assert counter.available
        assert duty.steps == week.office.served_at(skills, counter.type) != frozenset()
        for minute in range(duty.start, duty.end):
            assert (duty.day, duty.counter, minute) not in seen
            seen.add((duty.day, duty.counter, minute))
            slot = (minute - week.grid.first) // week.grid.slot_minutes
            assert week.service[week.index(duty.day), slot]


def shortfall(week, serving, day, slot):
    """Officers that each promise is short of."""
    need = [int(promise_need(week, promise)[day, slot]) for promise in week.office.promises]
    return unmet(week.office.promises, need, serving)


def check_promises(week, master, duties):
    """The first promises are kept at least as the master's posts keep them, and so on down the list."""
    groups, kinds = skill_groups(week.office), week.office.counter_types
    for day, slot in np.argwhere(week.service):
        posted = [
            week.office.served_at(groups[g].skills, kinds[k].id)
            for g, k in np.ndindex(len(groups), len(kinds))
            for _ in range(master.posts[g, k, day, slot])
        ]
        start = week.grid.minutes[slot]
        serving = [
            d.steps
            for d in duties
            if d.counter and d.day == week.days[day].date
            and d.start <= start and start + week.grid.slot_minutes <= d.end
        ]  # fmt: skip
        before, after = shortfall(week, posted, day, slot), shortfall(week, serving, day, slot)
        assert all(a <= b for a, b in zip(accumulate(after), accumulate(before), strict=True))


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from([0.0, 30.0]))
def test_there_is_always_a_valid_plan(seed, seconds):
    """With time and without: days full, one able officer a counter, promises kept as the posts keep them."""
    week, cost, master = made(seed)
    found = allocate(week, cost, master, seconds)
    check_tiling(week, master, found.duties)
    check_neighbours(found.duties)
    check_counters(week, found.duties)
    check_promises(week, master, found.duties)
    assert found.uncovered == 0


@pytest.mark.parametrize("seed", range(4))
def test_where_nobody_waits_no_stint_is_short(seed):
    """Without waiting or promises to lose, an hour is the least, except where edges on both sides force less."""
    rng = np.random.default_rng(seed)
    week = make_week(make_office([("one", "ab"), ("two", "bc")], ["ab", "abc", "bc"], back_office=360))
    master = make_master(week, make_cost(week, 2.0, rng), rng)
    duties = allocate(week, flat_cost(week), master).duties
    doors = (480, 900)
    for duty in duties:
        if duty.activity in ("counter", "standby") and duty.minutes < 60:
            mine = [d for d in duties if (d.officer, d.day) == (duty.officer, duty.day)]
            around = {d.activity for d in mine if duty.start == d.end or duty.end == d.start}
            assert around <= {"break", "back_office", "assembly"} or duty.start in doors or duty.end in doors
            assert not around & {"counter", "standby"}


def test_posts_that_jump_become_half_days():
    """Two equal officers whom the master swaps every half hour each keep one counter."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["ab", "ba"], standby=0))
    day = week.days[1]
    early, late = (week.choices(officer, day) for officer in week.office.officers)
    posts = np.zeros((1, 2, *week.grid.shape), dtype=int)
    posts[0, :, 1, 1:8] = 1
    posts[0, 0, 1, 8:13] = 1
    found = allocate(week, flat_cost(week), Master((early[0], late[-1]), (), posts))
    held = {(duty.officer, duty.counter) for duty in found.duties if duty.counter}
    assert found.moves <= 1
    assert len(held) <= 3
    morning = {duty.officer: duty.counter for duty in found.duties if duty.start == 480}
    assert sorted(morning.values()) == ["l1", "l2"]


def test_waiting_is_lost_only_where_a_stint_costs_more():
    """A second officer wanted for one half hour comes when his absence costs more than the price of coming."""
    week = make_week(make_office([("one", "a"), ("one", "a")], ["a", "a"], standby=1))
    day = week.days[1]
    chosen = tuple(week.choices(officer, day)[i] for i, officer in zip((0, -1), week.office.officers, strict=True))
    posts = np.zeros((1, 1, *week.grid.shape), dtype=int)
    posts[0, 0, 1, 1:15] = 1
    posts[0, 0, 1, 3] = 2
    for gain, comes in ((1.0, False), (200.0, True)):
        waiting = np.zeros((*week.grid.shape, 1, 3))
        waiting[1, :, 0, :] = [300 + gain, gain, 0.0]
        cost = StaffingCost(
            week.grid,
            (frozenset("a"),),
            waiting,
            waiting,
            np.zeros((*week.grid.shape, 1), int),
            0.0,
            np.zeros((*week.grid.shape, 1)),
            np.zeros(1),
        )
        found = allocate(week, cost, Master(chosen, (), posts))
        at_nine = {duty.officer for duty in found.duties if duty.counter and duty.start <= 540 and duty.end >= 570}
        assert (len(at_nine) == 2) is comes
        assert found.lost_waiting == pytest.approx(0 if comes else gain)


def test_promised_cover_is_never_traded():
    """One promised half hour alone brings the officer, however short his stint."""
    promise = Promise(id="a", name="A", steps=frozenset("a"))
    week = make_week(make_office([("one", "a")], ["a"], [promise]))
    day = week.days[1]
    posts = np.zeros((1, 1, *week.grid.shape), dtype=int)
    posts[0, 0, 1, 4] = 1
    found = allocate(week, flat_cost(week), Master((week.choices(week.office.officers[0], day)[0],), (), posts))
    assert any(duty.counter and duty.start <= 570 and duty.end >= 600 for duty in found.duties)


def test_the_same_plan_however_many_work_at_it():
    """One worker or three: equal duties."""
    week, cost, master = made(5, lebong_like())
    plans = [allocate(week, cost, master, 60.0, workers) for workers in (1, 3)]
    assert plans[0].duties == plans[1].duties
    assert plans[0].bound <= plans[0].value + 1e-6


def test_time_makes_days_readable():
    """With time far fewer stints than slot by slot, with the same promises kept."""
    week, cost, master = made(0, lebong_like())
    slow, fast = allocate(week, cost, master, 60.0), allocate(week, cost, master, 0.0)
    assert slow.moves * 5 < fast.moves
    assert sum(d.activity == "counter" for d in slow.duties) * 2 < sum(d.activity == "counter" for d in fast.duties)


def test_whose_turn_it_is_sits_at_the_priority_counter():
    """Of two equal officers the one with fewer earlier turns; on the next day the other."""
    office = make_office([("one", "a"), ("two", "r")], ["ar", "ar"], standby=0)
    history = History(known=True, turns=(Turns(officer="p1", burdens={"priority": 3}),
                                         Turns(officer="p2", burdens={"priority": 2})))  # fmt: skip
    week = make_week(office, history=history)
    chosen = tuple(
        week.choices(officer, day)[(index + day.date.toordinal()) % 2]
        for day in week.days[1:4]
        for index, officer in enumerate(week.office.officers)
    )
    posts = np.zeros((1, 2, *week.grid.shape), dtype=int)
    posts[0, :, 1:4, 1:8] = 1
    found = allocate(
        week, flat_cost(week), Master(chosen, (), posts), burdens=usual_burdens(week.office, frozenset({"l2"}))
    )
    by_day = [{d.officer for d in found.duties if d.day == day.date and d.counter == "l2"} for day in week.days[1:4]]
    assert by_day == [{"p2"}, {"p1"}, {"p2"}]


def test_a_locked_day_stands_and_its_counter_is_taken():
    """Fixed counter duty comes back as it was; nobody else gets the counter, and its cover counts."""
    promise = Promise(id="a", name="A", steps=frozenset("a"))
    week = make_week(make_office([("one", "a")], ["a", "a"], [promise]))
    day = week.days[1]
    chosen = tuple(week.choices(officer, day)[0] for officer in week.office.officers)
    held = Duty(officer="p1", day=day.date, start=480, end=690, activity="counter", counter="l1", steps=frozenset("a"))
    posts = np.zeros((1, 1, *week.grid.shape), dtype=int)
    found = allocate(week, flat_cost(week), Master(chosen, (held,), posts))
    assert held in found.duties
    assert {duty.officer for duty in found.duties if duty.counter and duty.start < 690} == {"p1"}


def test_posts_that_nobody_can_hold_are_left():
    """More posts than officers or counters: a plan all the same, and what is open is counted."""
    promise = Promise(id="a", name="A", steps=frozenset("a"), officers=2)
    week = make_week(make_office([("one", "a")], ["a", "a"], [promise]))
    day = week.days[1]
    chosen = tuple(week.choices(officer, day)[0] for officer in week.office.officers)
    posts = np.zeros((1, 1, *week.grid.shape), dtype=int)
    posts[0, 0, 1, 2:6] = 2
    master = Master(chosen, (), posts)
    for seconds in (0.0, 30.0):
        found = allocate(week, flat_cost(week), master, seconds)
        check_tiling(week, master, found.duties)
        check_counters(week, found.duties)
        assert found.uncovered == 4


def test_outside_duty_without_a_shift_is_passed_on():
    """Who is sent out has no shift that day and keeps his duty."""
    week = make_week(make_office([("one", "a")], ["a"]))
    sent = Duty(officer="p1", day=week.days[1].date, start=450, end=960, activity="outside_duty")
    posts = np.zeros((1, 1, *week.grid.shape), dtype=int)
    assert allocate(week, flat_cost(week), Master((), (sent,), posts)).duties == (sent,)


@pytest.mark.slow
def test_a_large_week_is_valid():
    """45 officers, 20 counters, six days."""
    week, cost, master = made(1, large_like())
    found = allocate(week, cost, master, 60.0)
    check_tiling(week, master, found.duties)
    check_counters(week, found.duties)
    check_promises(week, master, found.duties)
    assert found.value - found.bound <= 0.03 * found.value
