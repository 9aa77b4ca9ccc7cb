"""Staff plans say cell by cell what the roster says."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.offices import make_cost, make_master, make_office, make_week, random_week
from scheduler.allocation import allocate
from scheduler.roster import Duty, Roster
from scheduler.staffplans import mask, staff_plan
from scheduler.stand_ins import name_stand_ins


def roster_of(week, assignments, duties):
    """A roster with stand-ins."""
    return Roster(office="test", week=week.week, slot_minutes=week.grid.slot_minutes, assignments=assignments,
                  duties=duties, stand_ins=name_stand_ins(week, duties))  # fmt: skip


def steps_of(office, bits):
    """The steps of a mask."""
    return frozenset(step for number, step in enumerate(office.step_ids) if int(bits) >> number & 1)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_arrays_mirror_duties(seed):
    """Steps, counter type, standby and stand-in of every officer and slot; who comes and when his shift ends."""
    rng = np.random.default_rng(seed)
    week = random_week(rng)
    cost = make_cost(week, 2.0, rng)
    master = make_master(week, cost, rng)
    roster = roster_of(week, master.assignments, allocate(week, cost, master, 0.0).duties)
    plan, office = staff_plan(week, roster), week.office
    for (d, day), (o, officer) in product(enumerate(week.days), enumerate(office.officers)):
        worked = roster.assignments_of(officer.id, day.date)
        assert plan.rostered[d, o] == bool(worked)
        assert plan.shift_end[d, o] == (worked[0].span.end if worked else 0)
        for slot, start in enumerate(week.grid.minutes.tolist()):
            end = start + week.grid.slot_minutes
            duty = roster.duty_at(officer.id, day.date, start, end)
            at_counter = duty is not None and duty.activity == "counter"
            assert steps_of(office, plan.serves[d, o, slot]) == (duty.steps if at_counter else frozenset())
            kind = office.counter_types[plan.counter_type[d, o, slot]].id if at_counter else None
            assert kind == (office.counter(duty.counter).type if at_counter else None)
            assert (plan.counter_type[d, o, slot] == -1) != at_counter
            assert plan.on_call[d, o, slot] == (duty is not None and duty.activity == "standby")
            mine = [n for n in roster.stand_ins if (n.officer, n.day) == (officer.id, day.date)]
            named = [n.stand_in for n in mine if n.start <= start and end <= n.end]
            index = int(plan.stand_in[d, o, slot])
            assert (office.officer_ids[index] if index >= 0 else None) == (named[0] if named else None)


def test_the_office_is_told_as_bits_and_counts():
    """Skills as steps, types with their steps, and only the counters that can be used."""
    office = make_office([("one", "ab"), ("one", "ab"), ("two", "c")], ["ac", "b"])
    closed = office.counters[1].model_copy(update={"available": False})
    office = office.model_copy(update={"counters": (office.counters[0], closed, office.counters[2])})
    week = make_week(office)
    plan = staff_plan(week, roster_of(week, (), ()))
    assert plan.able.tolist() == [mask(office, "ac"), mask(office, "b")] == [0b101, 0b010]
    assert plan.type_steps.tolist() == [0b011, 0b100]
    assert plan.type_counters.tolist() == [1, 1]
    assert not plan.rostered.any()


def test_who_is_out_all_day_is_not_rostered():
    """Outside duty without a shift: nobody at the office."""
    week = make_week(make_office([("one", "a")], ["a"]))
    out = Duty(officer="p1", day=week.days[1].date, start=450, end=960, activity="outside_duty")
    plan = staff_plan(week, roster_of(week, (), (out,)))
    assert not plan.rostered.any()
    assert not plan.on_call.any()
