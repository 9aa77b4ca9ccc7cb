"""The baseline with all counters open: the same people and hours, and no counter closed that could be open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from benchmarks.offices import lebong_like, make_cost, make_master, make_office, make_week, random_week
from planning.baselines import all_open
from scheduler.allocation import allocate
from scheduler.presence import present_slots
from scheduler.roster import Duty, Roster

SEEDS = st.integers(0, 10_000)


def planned(seed, week=None):
    """A random week and a roster of it."""
    rng = np.random.default_rng(seed)
    week = week or random_week(rng)
    cost = make_cost(week, 2.0, rng)
    master = make_master(week, cost, rng)
    duties = allocate(week, cost, master, 0.0).duties
    return week, Roster(office="test", week=week.week, slot_minutes=week.grid.slot_minutes,
                        assignments=master.assignments, duties=duties, absences=week.absences)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_the_same_people_work_the_same_hours(seed):
    """Officer, day, shift and paid minutes stay; only breaks move, to starts that the shift allows."""
    week, roster = planned(seed)
    baseline = all_open(week, roster)
    assert sorted((a.officer, a.day, a.shift, a.minutes) for a in baseline.assignments) == sorted(
        (a.officer, a.day, a.shift, a.minutes) for a in roster.assignments
    )
    for assignment in baseline.assignments:
        choices = week.choices(week.office.officer(assignment.officer), week.days[week.index(assignment.day)])
        assert assignment in choices
    assert baseline.absences == roster.absences


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_every_minute_has_an_activity(seed):
    """Duties tile the shifts; in service hours it is a counter, back office, break or assembly."""
    week, roster = planned(seed)
    baseline = all_open(week, roster)
    at = {}
    for duty in baseline.duties:
        for minute in range(duty.start, duty.end):
            assert (duty.officer, duty.day, minute) not in at
            at[duty.officer, duty.day, minute] = duty.activity
    paid = {(a.officer, a.day, m): a for a in baseline.assignments for m in range(a.span.start, a.span.end)}
    assert at.keys() == paid.keys()
    assert all((at[key] == "break") == a.on_break(key[2], key[2] + 1) for key, a in paid.items())
    assert set(at.values()) <= {"counter", "back_office", "break", "assembly"}


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_no_more_counters_could_be_open(seed):
    """In every service slot as many as a maximum matching of those who are free and the counters they can man."""
    week, roster = planned(seed)
    baseline = all_open(week, roster)
    counters = [counter for counter in week.office.counters if counter.available]
    for day, slot in np.argwhere(week.service):
        date, start = week.days[day].date, int(week.grid.minutes[slot])
        here = [a.officer for a in baseline.assignments if a.day == date and present_slots(week, a)[slot]]
        able = [[bool(week.office.served_at(week.office.officer(o).skills, c.type)) for c in counters] for o in here]
        matching = maximum_bipartite_matching(csr_array(np.array(able).reshape(len(here), len(counters))), "column")
        end = start + week.grid.slot_minutes
        seated = [(d.officer, d.counter) for d in baseline.duties
                  if d.counter and d.day == date and d.start <= start and end <= d.end]  # fmt: skip
        assert len(seated) == (matching >= 0).sum()
        assert len({officer for officer, _ in seated}) == len({counter for _, counter in seated}) == len(seated)


def test_lunch_is_taken_in_turns_and_posts_are_kept():
    """Two equal officers at two counters eat one after the other; each comes back to his counter."""
    week = make_week(make_office([("one", "a"), ("one", "a")], ["a", "a"]))
    _, roster = planned(0, week)
    baseline = all_open(week, roster)
    tuesday = [a for a in baseline.assignments if a.day == week.days[1].date]
    assert sorted(a.break_start for a in tuesday) == [690, 750]
    for officer in ("p1", "p2"):
        held = [d for d in baseline.duties_of(officer, week.days[1].date) if d.counter]
        assert len({d.counter for d in held}) == 1
        assert [(held[0].start, held[-1].end)] == [(480, 900)]


def test_a_post_at_lunch_is_taken_by_one_without_a_post():
    """Four officers, two counters: both stay open all day, and who came in gives way when the holders are back."""
    week = make_week(make_office([("one", "a"), ("one", "a")], ["a", "a", "a", "a"]))
    _, roster = planned(0, week)
    baseline = all_open(week, roster)
    tuesday = week.days[1].date
    for start in range(480, 900, 30):
        seated = [d for d in baseline.at_counters(tuesday) if d.start <= start and start + 30 <= d.end]
        assert len(seated) == 2
    for at in (480, 870):
        seated = [o for o in week.office.officer_ids if baseline.duty_at(o, tuesday, at, at + 30).counter]
        assert seated == ["p1", "p2"]


def test_officers_who_are_sent_out_stay_out():
    """Outside duty of the roster is in the baseline."""
    week = make_week(make_office([("one", "a")], ["a", "a"]))
    out = Duty(officer="p2", day=week.days[1].date, start=450, end=960, activity="outside_duty")
    _, roster = planned(0, week)
    kept = [a for a in roster.assignments if (a.officer, a.day) != (out.officer, out.day)]
    sent = Roster(office="test", week=week.week, slot_minutes=30, assignments=tuple(kept), duties=(out,))
    assert all_open(week, sent).duties_of("p2", out.day) == (out,)


@pytest.mark.parametrize("seed", [0, 1])
def test_nothing_is_random(seed):
    """The same roster gives the same baseline."""
    week, roster = planned(seed, lebong_like())
    assert all_open(week, roster) == all_open(week, roster)
    assert all_open(week, roster).stand_ins
