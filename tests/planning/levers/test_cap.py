"""The last ticket that can be finished: counted by hand, and by brute force."""

from dataclasses import replace

import numpy as np
import pytest

from office.values import Span
from planning.levers.cap import caps_of, poured
from scheduler.staffplans import staff_plan
from staffing.lasttickets import last_tickets
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.simulation import trace
from staffing.waits import waits_of
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week

ONE = (("p1", OPENS, CLOSES, "l1"),)


def case_of(minutes, a_slot, cv=0.0, paths=40):
    week = tiny_week((("one", "a"),), ("a",))
    (service,) = week.office.services
    route = (service.route[0].model_copy(update={"minutes": minutes, "cv": cv}),)
    services = (service.model_copy(update={"route": route}),)
    week = replace(week, office=week.office.model_copy(update={"services": services}))
    return tiny_case(week, tiny_roster(week, *ONE), arrivals(week, (0, 480, 870, 0, a_slot), paths=paths))


@pytest.mark.parametrize(("minutes", "last"), [(20, 21), (30, 14), (60, 7)])
def test_one_officer_who_is_never_idle(minutes, last):
    """Seven hours of service hold 420 / minutes visitors; who comes at 08.00 starts it, so one more never fits."""
    case = case_of(minutes, 4)
    caps = caps_of(case.week, staff_plan(case.week, case.roster), case.futures.visitors)
    found = {(cap.day, cap.service, cap.by): cap for cap in caps}
    monday = found[0, None, "service"]
    assert monday.number in (last - 1, last)
    assert found[0, "service_a", "service"].number == monday.number
    assert monday.expected == 4 * 13
    assert OPENS <= monday.minute < CLOSES


def test_by_brute_force():
    """On the days that were poured together, the last ticket is the last of which nine in ten are out by closing."""
    case = case_of(15, 1, cv=0.6, paths=100)
    plan = staff_plan(case.week, case.roster)
    caps = caps_of(case.week, plan, case.futures.visitors, services=False)
    (cap,) = (cap for cap in caps if (cap.day, cap.by) == (0, "service"))
    monday, staff = visitors_of_day(case.futures.visitors, 0), plan_of_day(plan, 0)
    for times in (1, 2, 3, 4, 6):
        crowd = poured(monday, times, None)
        waits = waits_of(trace(crowd, staff, case.week.office), crowd, case.week.office)
        number = np.arange(len(waits.path)) - np.searchsorted(waits.path, waits.path) + 1
        out = [waits.out[number == n] <= CLOSES for n in range(1, cap.number + 6)]
        shares = [is_out.mean() for is_out in out if len(is_out) >= 20]
        if np.median(np.bincount(waits.path)) > cap.number:
            break
    assert np.mean(shares[cap.number - 3 : cap.number]) >= 0.85
    assert shares[-1] <= 0.92


def test_pouring_keeps_the_pattern():
    """Three times as many visitors on each path, in order of their tickets; times without change keep all."""
    case = case_of(10, 2)
    of_day = visitors_of_day(case.futures.visitors, 0)
    crowd = poured(of_day, 3, None)
    assert (np.diff(crowd.first) == 3 * np.diff(of_day.first)).all()
    assert (np.diff(crowd.arrival)[np.diff(crowd.cell) == 0] >= 0).all()
    assert np.sort(crowd.arrival)[::3] == pytest.approx(np.sort(of_day.arrival))
    assert poured(of_day, 1, None) is of_day


def test_no_cap_where_all_can_be_finished():
    """One visitor a day of ten minutes: even six are out."""
    week = tiny_week((("one", "a"),), ("a",))
    case = tiny_case(week, tiny_roster(week, *ONE), arrivals(week, (0, 600, 630, 0, 1), paths=40))
    assert caps_of(week, staff_plan(week, case.roster), case.futures.visitors) == ()


@pytest.mark.parametrize(("minutes", "a_slot", "needed"), [(5, 1, False), (20, 4, True)])
def test_a_limit_is_needed_where_usual_days_do_not_end_in_time(minutes, a_slot, needed):
    """Thirteen visitors of 5 minutes end long before closing, 52 of 20 minutes never: one number for all readers."""
    case = case_of(minutes, a_slot)
    plan = staff_plan(case.week, case.roster)
    caps = caps_of(case.week, plan, case.futures.visitors)
    assert [cap for cap in caps if cap.is_needed] if needed else not any(cap.is_needed for cap in caps)
    waits = waits_of(trace(case.futures.visitors, plan, case.week.office), case.futures.visitors, case.week.office)
    usual = last_tickets(waits, 0, [Span(start=OPENS, end=CLOSES)])[0]
    told = [cap.number for cap in caps if (cap.day, cap.service, cap.by) == (0, None, "service") and cap.is_needed]
    assert told == ([usual.number] if needed else [])


def test_a_rare_service_whose_only_visitor_is_served_has_no_limit():
    """One visitor on one day in four, an hour before closing, 20 minutes long: no limit, though six would not end."""
    case = case_of(20, 0)
    week = case.week
    come = arrivals(week, (0, 840, 870, 0, 0), paths=40)
    come[::4] += arrivals(week, (0, 840, 870, 0, 1), paths=10)
    case = tiny_case(week, case.roster, come)
    caps = caps_of(week, staff_plan(week, case.roster), case.futures.visitors)
    assert not any(cap.is_needed for cap in caps)
