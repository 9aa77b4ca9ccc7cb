"""Stand-ins and weak half hours against matchings found by trying everything."""

from datetime import date
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import lebong_like, make_cost, make_master, make_office, make_week, random_week
from office.services import Promise
from scheduler.allocation import allocate
from scheduler.cover import promise_need
from scheduler.roster import Assignment, Duty, Roster
from scheduler.stand_ins import name_stand_ins, weak_slots, without_stand_in

SEEDS = st.integers(0, 10_000)


def made(seed, week=None):
    """A random week with its roster."""
    rng = np.random.default_rng(seed)
    week = week or random_week(rng)
    cost = make_cost(week, float(rng.uniform(0.5, 4)), rng)
    master = make_master(week, cost, rng)
    duties = allocate(week, cost, master, 0.0).duties
    return week, roster_of(week, duties, master.assignments)


def roster_of(week, duties, assignments=()):
    """A roster with its stand-ins."""
    return Roster(
        office=week.office.id,
        week=week.week,
        slot_minutes=week.grid.slot_minutes,
        assignments=tuple(assignments),
        duties=tuple(duties),
        stand_ins=name_stand_ins(week, duties),
    )


def most_kept(week, day, slot, serving):
    """Officers on each promise, first promises first: the best of all ways to give officers to promises."""
    promises = week.office.promises
    need = [int(promise_need(week, promise)[day, slot]) for promise in promises]
    best = (0,) * len(promises)
    options = [[None, *(p for p, promise in enumerate(promises) if promise.steps & steps)] for steps in serving]
    for chosen in product(*options):
        kept = tuple(min(chosen.count(p), need[p]) for p in range(len(promises)))
        best = max(best, kept)
    return best, need


def at_slot(week, roster, day, slot):
    """Each officer's duty that fills a slot whole."""
    start = int(week.grid.minutes[slot])
    duties = {o: roster.duty_at(o, day, start, start + week.grid.slot_minutes) for o in week.office.officer_ids}
    return {officer: duty for officer, duty in duties.items() if duty is not None}


def able_to_help(week, day, slot, at, holder, counter):
    """Everybody whose move to the holder's counter is possible and keeps the promises."""
    office, index = week.office, week.index(day)
    kind = office.counter(counter).type
    posts = {o: d.steps for o, d in at.items() if d.activity == "counter"}
    kept, _ = most_kept(week, index, slot, list(posts.values()))
    alone, _ = most_kept(week, index, slot, [s for o, s in posts.items() if o != holder])
    promised = any(a < k for a, k in zip(alone, kept, strict=True))
    found = set()
    for officer, duty in at.items():
        serves = office.served_at(office.officer(officer).skills, kind)
        if (
            officer == holder
            or not serves & posts[holder]
            or duty.activity not in ("standby", "back_office", "counter")
        ):
            continue
        moved = [s for o, s in posts.items() if o not in (holder, officer)] + [serves]
        then, _ = most_kept(week, index, slot, moved)
        keeps = all(a >= k for a, k in zip(then, kept, strict=True))
        if keeps if promised else duty.activity != "counter":
            found.add(officer)
    return found, promised


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_stand_ins_can_come_and_nobody_is_named_only_where_nobody_can(seed):
    """Every slot of every post: who is named could help, and None stands exactly where no one could."""
    week, roster = made(seed)
    for name in roster.stand_ins:
        for slot, start in enumerate(week.grid.minutes.tolist()):
            if name.start <= start and start + week.grid.slot_minutes <= name.end:
                at = at_slot(week, roster, name.day, slot)
                able, _ = able_to_help(week, name.day, slot, at, name.officer, name.counter)
                assert name.stand_in in able if able else name.stand_in is None


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_stand_ins_fill_the_posts(seed):
    """The stretches of each post follow each other from its start to its end, and neighbours differ."""
    _, roster = made(seed)
    names = list(roster.stand_ins)
    for post in (duty for duty in roster.duties if duty.activity == "counter"):
        mine = [
            n for n in names if n.officer == post.officer and n.day == post.day and post.start <= n.start < post.end
        ]
        assert mine[0].start == post.start
        assert mine[-1].end == post.end
        assert all(a.end == b.start and a.stand_in != b.stand_in for a, b in pairwise(mine))
        assert {n.counter for n in mine} == {post.counter}


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_promised_posts_without_stand_in_are_listed(seed):
    """Listed are exactly the stretches without a name in which an empty post opens a promise."""
    week, roster = made(seed)
    expected = []
    for name in roster.stand_ins:
        inside = [s for s in range(week.grid.slots) if name.start <= week.grid.minutes[s]
                  and week.grid.minutes[s] + week.grid.slot_minutes <= name.end]  # fmt: skip
        promised = [
            able_to_help(week, name.day, s, at_slot(week, roster, name.day, s), name.officer, name.counter)[1]
            for s in inside
        ]
        expected += [name] if name.stand_in is None and any(promised) else []
    assert list(without_stand_in(week, roster)) == expected


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_slot_is_weak_when_some_absence_opens_a_promise(seed):
    """By leaving out each officer in turn and trying all ways to give the others to promises."""
    week, roster = made(seed)
    weak = []
    for day, slot in np.argwhere(week.service):
        start = int(week.grid.minutes[slot])
        end = start + week.grid.slot_minutes
        there = []
        for officer in week.office.officers:
            for a in roster.assignments_of(officer.id, week.days[day].date):
                if a.span.covers(start, end) and not a.on_break(start, end):
                    there.append(week.office.able(officer.skills))
        for gone in range(-1, len(there)):
            rest = [steps for number, steps in enumerate(there) if number != gone]
            kept, need = most_kept(week, day, slot, rest)
            if list(kept) != need:
                weak.append((day, slot))
                break
    assert list(weak_slots(week, roster)) == weak


def duty(officer, start, end, activity="standby", counter=None, steps="", day=date(2026, 12, 1)):
    """A Tuesday's duty."""
    return Duty(officer=officer, day=day, start=start, end=end, activity=activity, counter=counter,
                steps=frozenset(steps))  # fmt: skip


PROMISE = Promise(id="a", name="A", steps=frozenset("a"))


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ([duty("p2", 480, 600), duty("p3", 480, 600, "back_office")], "p2"),
        ([duty("p2", 480, 600, "back_office"), duty("p3", 480, 600)], "p3"),
        ([duty("p2", 480, 600, "break"), duty("p3", 480, 600, "back_office")], "p3"),
        ([duty("p2", 480, 600, "counter", "l2", "b"), duty("p3", 480, 600, "break")], "p2"),
        ([duty("p2", 480, 600, "outside_duty"), duty("p3", 480, 600, "assembly")], None),
    ],
)
def test_standby_comes_first_then_back_office_then_a_counter_that_is_not_promised(others, named):
    """Never someone on break, at an assembly or away."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["ab", "ab", "ab"], [PROMISE]))
    names = name_stand_ins(week, [duty("p1", 480, 600, "counter", "l1", "a"), *others])
    assert [n.stand_in for n in names if n.officer == "p1"] == [named]


def test_a_counter_without_promise_takes_nobody_from_another():
    """Closing one desk to open another helps nobody."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["ab", "ab"]))
    posts = [duty("p1", 480, 600, "counter", "l1", "a"), duty("p2", 480, 600, "counter", "l2", "b")]
    assert [name.stand_in for name in name_stand_ins(week, posts)] == [None, None]


def test_a_promised_post_is_not_left_for_another_promise():
    """The only other officer keeps a promise himself."""
    promises = [PROMISE, Promise(id="b", name="B", steps=frozenset("b"))]
    week = make_week(make_office([("one", "a"), ("two", "b")], ["ab", "ab"], promises))
    posts = [duty("p1", 480, 600, "counter", "l1", "a"), duty("p2", 480, 600, "counter", "l2", "b")]
    roster = roster_of(week, posts)
    assert [name.stand_in for name in roster.stand_ins] == [None, None]
    assert without_stand_in(week, roster) == roster.stand_ins


def test_two_posts_have_two_stand_ins():
    """Where two can, one person is not everybody's."""
    week = make_week(make_office([("one", "a")] * 2, ["a"] * 4))
    posts = [duty("p1", 480, 600, "counter", "l1", "a"), duty("p2", 480, 600, "counter", "l2", "a")]
    names = name_stand_ins(week, [*posts, duty("p3", 480, 600), duty("p4", 480, 600)])
    assert {name.stand_in for name in names} == {"p3", "p4"}


def test_one_from_back_office_is_preferred_to_the_same_standby_twice():
    """At one time each stands in for one post, even if the second must leave back office."""
    week = make_week(make_office([("one", "a")] * 2, ["a"] * 4))
    posts = [duty("p1", 480, 600, "counter", "l1", "a"), duty("p2", 480, 600, "counter", "l2", "a")]
    names = name_stand_ins(week, [*posts, duty("p3", 480, 600), duty("p4", 480, 600, "back_office")])
    assert {name.stand_in for name in names} == {"p3", "p4"}


def test_the_same_stand_in_stays():
    """One who is there throughout is preferred to one on standby who must be relieved; a gap is filled."""
    week = make_week(make_office([("one", "a")], ["a"] * 3))
    post = duty("p1", 480, 660, "counter", "l1", "a")
    half = [duty("p2", 480, 570), duty("p2", 570, 660, "break")]
    names = name_stand_ins(week, [post, *half, duty("p3", 480, 660, "back_office")])
    assert [(n.start, n.end, n.stand_in) for n in names] == [(480, 660, "p3")]
    names = name_stand_ins(week, [post, *half, duty("p3", 480, 540, "break"), duty("p3", 540, 660, "back_office")])
    assert [(n.start, n.end, n.stand_in) for n in names] == [(480, 570, "p2"), (570, 660, "p3")]


def test_who_can_do_all_steps_is_preferred_to_who_can_do_some():
    """At a post without promise the half-able one is better than nobody."""
    week = make_week(make_office([("one", "ab")], ["ab", "a", "ab"]))
    post = duty("p1", 480, 600, "counter", "l1", "ab")
    assert name_stand_ins(week, [post, duty("p2", 480, 600), duty("p3", 480, 600)])[0].stand_in == "p3"
    assert name_stand_ins(week, [post, duty("p2", 480, 600)])[0].stand_in == "p2"


def test_the_load_of_a_week_is_shared():
    """In an office of twelve nobody stands in for more than a third of all posts' time."""
    week, roster = made(0, lebong_like())
    load = {id: sum(n.end - n.start for n in roster.stand_ins if n.stand_in == id) for id in week.office.officer_ids}
    assert max(load.values()) < sum(load.values()) / 3


def test_outside_duty_in_a_shift_is_no_presence():
    """Of two able officers one is out from 9 to 10: those half hours are weak."""
    week = make_week(make_office([("one", "a")], ["a", "a"], [PROMISE], service=("08.00-11.00",)))
    day = week.days[1].date
    assignments = [
        Assignment(officer=id, day=day, shift="day", span=week.shifts[0].on(1, "normal")) for id in ("p1", "p2")
    ]
    roster = roster_of(week, [duty("p2", 540, 600, "outside_duty")], assignments)
    assert [slot for d, slot in weak_slots(week, roster) if d == 1] == [3, 4]
