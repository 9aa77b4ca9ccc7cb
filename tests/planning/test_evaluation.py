"""An evaluation says of a simulated week what counting its visitors says."""

import json
from dataclasses import replace

import numpy as np
import pytest

from office.services import Service
from office.values import Span
from planning.evaluation import evaluate
from scheduler.staffplans import staff_plan
from staffing.judge import judge
from staffing.lasttickets import last_tickets
from staffing.simulation import trace
from staffing.visitors import draw_visitors
from staffing.waits import waits_of
from tests.planning.tiny import arrivals, tiny_roster, tiny_week

PATHS = 40


def evaluated(week, per_slot=2, rng=7):
    """A crowded week of two services, and its visitors one by one."""
    plan = staff_plan(week, tiny_roster(week, ("p1", 480, 900, "l1"), ("p2", 480, 720, "l2")))
    spans = [(day, 480, 840, k, per_slot) for day in range(5) for k in range(2)]
    counts = np.random.default_rng(rng).poisson(arrivals(week, *spans, paths=PATHS))
    visitors = draw_visitors(counts, week.grid, week.office, week.days, np.random.default_rng(rng))
    happened = trace(visitors, plan, week.office)
    waits = waits_of(happened, visitors, week.office)
    outcome = judge(happened, visitors, plan, week.office)
    return evaluate(outcome, waits, week), waits, happened


def crowded(lane=0):
    """Two officers who can do both services; `lane` is the class of the second."""
    week = tiny_week(counters=(("one", "ab"), ("one", "ab")), officers=("ab", "ab"))
    first, second = week.office.services
    services: tuple[Service, ...] = (first, second.model_copy(update={"priority": lane}))
    return replace(week, office=week.office.model_copy(update={"services": services}))


def test_groups_are_everybody_the_lane_and_each_service():
    """Shares and waits of each are those of its visitors; whoever is called first is the lane."""
    found, waits, _ = evaluated(crowded())
    assert [group.kind for group in found.groups] == ["all", "priority", "service", "service"]
    masks = [np.ones(len(waits.cell), dtype=bool), waits.priority == 0, waits.service == 0, waits.service == 1]
    for group, mine in zip(found.groups, masks, strict=True):
        assert group.visitors == pytest.approx(mine.sum() / PATHS)
        assert group.in_time.mean == pytest.approx(1 - waits.late_call[mine].mean())
        assert group.in_time.low <= group.in_time.mean <= group.in_time.high
        assert group.mean.mean == pytest.approx(waits.wait[mine].mean(), rel=1e-5)
        assert group.median.mean == pytest.approx(np.median(waits.wait[mine]), abs=1.01)
        if group.out_in_time is not None:
            assert group.out_in_time.mean == pytest.approx(1 - waits.late_visit[mine].mean())
    assert found.groups[1].out_in_time is None
    assert found.groups[1].mean.mean < found.groups[2].mean.mean
    assert found.everybody.in_time.mean < 1


def test_without_a_second_class_there_is_no_lane():
    """All tickets are alike."""
    assert [group.kind for group in evaluated(crowded(lane=1))[0].groups] == ["all", "service", "service"]


def test_days_tell_seats_overtime_and_the_last_ticket():
    """Each open day: quantiles over its simulated days."""
    week = crowded()
    found, waits, happened = evaluated(week)
    assert [day.day for day in found.days] == [0, 1, 2, 3, 4]
    for day in found.days:
        assert day.seats == enough_seats(happened.seats[day.day])
        overtime = happened.overtime[day.day].sum(axis=1)
        assert (day.overtime, day.overtime_high) == pytest.approx((overtime.mean(), np.quantile(overtime, 0.95)))
        come = np.bincount(waits.path[waits.day == day.day], minlength=PATHS)
        assert day.visitors == pytest.approx(come.mean())
        assert day.last_tickets == last_tickets(waits, day.day, week.days[day.day].service)
        assert [service for service, _ in day.last_by_service] == list(week.office.service_ids)
    assert any(last.number for day in found.days for last in day.last_tickets)


def enough_seats(crowds):
    """The smallest number of seats that is enough on 95 of 100 of these simulated days, by trying."""
    crowds = np.ravel(crowds)
    return next(seats for seats in range(crowds.max() + 1) if (crowds <= seats).mean() >= 0.95)


def test_seats_are_those_of_open_days():
    """Nobody sits on Saturday and Sunday; that does not make the week's seats fewer."""
    found, _, happened = evaluated(crowded(), rng=10)
    assert found.seats == enough_seats(happened.seats[:5]) > enough_seats(happened.seats)


def test_a_week_without_open_days_needs_no_seats():
    """All days closed."""
    week = crowded()
    closed = replace(week, days=tuple(replace(day, service=(), tickets={}) for day in week.days))
    found, *_ = evaluated(closed, per_slot=0)
    assert (found.days, found.seats) == ((), 0)


def test_officers_are_told_by_their_own_visitors():
    """Overtime a week, and time with visitors over time at the counter: the post, and service before or after it."""
    found, _, happened = evaluated(crowded())
    for o, (officer, end) in enumerate(zip(found.officers, (900, 720), strict=True)):
        overtime = happened.overtime[:, :, o].sum(axis=0)
        assert (officer.overtime, officer.overtime_high) == pytest.approx(
            (overtime.mean(), np.quantile(overtime, 0.95))
        )
        begin, minutes = (part[happened.by == o] for part in (happened.begin, happened.minutes))
        beyond = np.clip(begin + minutes - np.maximum(begin, end), 0, None).sum()
        assert officer.occupied == pytest.approx(minutes.sum() / (5 * PATHS * (end - 480) + beyond))


def test_a_service_has_its_own_numbers():
    """The last ticket of a service counts that service's tickets only."""
    week = crowded()
    found, waits, _ = evaluated(week)
    _, (last,) = found.days[0].last_by_service[1]
    mine = waits.only((waits.day == 0) & (waits.service == 1))
    expected = np.bincount(mine.path, minlength=PATHS)
    assert last.expected == pytest.approx(expected.mean())
    assert last.judged <= expected.max()


def test_morning_and_afternoon_are_told_apart():
    """Where the service closes for lunch there are two last tickets a day."""
    week = crowded()
    halves = (Span(start=480, end=690), Span(start=750, end=900))
    days = tuple(replace(day, service=halves) if day.is_open else day for day in week.days)
    found, *_ = evaluated(replace(week, days=days))
    assert [last.closes for last in found.days[0].last_tickets] == [690, 900]


def test_the_busiest_hour_has_most_people_waiting():
    """And the idlest the emptiest counters."""
    for day in evaluated(crowded())[0].days:
        assert day.busiest is not None
        assert day.idlest is not None
        manned = [hour for hour in day.hours if hour.occupied is not None]
        assert round(day.busiest.waiting, 1) == max(round(hour.waiting, 1) for hour in manned)
        assert day.idlest.occupied == min(hour.occupied for hour in manned)


def test_a_week_without_visitors_is_told_as_well():
    """Nobody waits, everybody is in time, counters are empty."""
    found, *_ = evaluated(crowded(), per_slot=0)
    assert found.everybody.in_time.mean == 1.0
    assert found.everybody.hours == ()
    assert all(day.last_out is None and day.idlest is not None and day.idlest.occupied == 0 for day in found.days)


def test_the_summary_names_no_officer():
    """Officers' figures are for the head alone; everything else is data."""
    week = crowded()
    found, *_ = evaluated(week)
    text = json.dumps(found.summary())
    assert not any(f'"{officer}"' in text for officer in week.office.officer_ids)
    assert {officer.officer for officer in found.officers} == set(week.office.officer_ids)


def test_who_is_never_finished_is_counted_by_day_and_service():
    """Nobody serves the second service on Friday: all of its visitors of that day, and nobody else."""
    week = crowded()
    plan = staff_plan(week, tiny_roster(week, ("p1", 480, 900, "l1"), ("p2", 480, 900, "l2")))
    serves = plan.serves.copy()
    serves[4] &= np.uint64(1)
    plan = replace(plan, serves=serves, able=plan.able & np.uint64(1))
    counts = arrivals(
        week, (3, 480, 481, 0, 1), (3, 480, 481, 1, 1), (4, 480, 481, 0, 1), (4, 480, 481, 1, 2), paths=PATHS
    )
    visitors = draw_visitors(counts, week.grid, week.office, week.days, np.random.default_rng(1))
    happened = trace(visitors, plan, week.office)
    waits = waits_of(happened, visitors, week.office)
    found = evaluate(judge(happened, visitors, plan, week.office), waits, week).unserved
    assert [(each.day, each.service) for each in found] == [(4, week.office.service_ids[1])]
    assert found[0].visitors == 2
