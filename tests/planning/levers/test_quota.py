"""Quotas of tiny offices whose answer can be counted on fingers."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.showrates import LEAD_NAMES, ShowRates
from office.values import Span
from planning.levers.bookable import Bookable, sessions_of
from planning.levers.quota import CAREFUL, week_quota
from scheduler.staffplans import staff_plan
from staffing.simulation import trace
from staffing.visitors import draw_visitors
from staffing.waits import waits_of
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week, with_tickets

PATHS = 60
HALF_HOUR = Span(start=480, end=510)


def office_of(officers=1, minutes=9, share=0.7, tickets=(HALF_HOUR,)):
    """One officer or more, 9 minutes a visitor without spread, tickets in one half hour, 30 % may wait over 30 min."""
    week = tiny_week((("one", "a"),) * officers, ("a",) * officers)
    (service,) = week.office.services
    route = (service.route[0].model_copy(update={"minutes": minutes, "cv": 0.0}),)
    target = week.office.target.model_copy(update={"call_share": share})
    services = (service.model_copy(update={"route": route}),)
    office = week.office.model_copy(update={"services": services, "target": target})
    week = with_tickets(replace(week, office=office), "service_a", *tickets)
    return week, tiny_roster(week, *((f"p{n}", OPENS, CLOSES, f"l{n}") for n in range(1, officers + 1)))


def shows(rate=1.0, clumping=0.0):
    cells = np.zeros((1, len(LEAD_NAMES)))
    return ShowRates(cells + rate, clumping, cells, cells, cells.astype(bool))


def quota_of(week, roster, walk_in=(), rate=1.0, bookings=(), walk_ins=1.0):
    """The first day's quota."""
    futures = tiny_case(week, roster, arrivals(week, *walk_in, paths=PATHS)).futures
    offered = Bookable(("service_a",), {"service_a": walk_ins}, shows(rate))
    sessions = sessions_of(bookings, week, futures, offered)
    return week_quota(week, roster, offered, sessions, futures, futures, 1).days


@pytest.mark.parametrize(("officers", "places"), [(1, 5), (2, 11)])
def test_a_queue_that_can_be_counted(officers, places):
    """All come at 08.00; the k-th is called after 9 (k - 1) minutes: from the fifth on they are late.

    Of five one is late (20 %), of six two (33 %). Two officers: of eleven three (27 %), of twelve four.
    """
    monday = quota_of(*office_of(officers))[0]
    assert [each.carried for each in monday.sessions] == [places]
    assert monday.late.before == 0


def test_the_quota_is_the_largest_by_enumeration():
    """Every number of holders is tried by itself, drawn by another hand: the quota is the last that holds."""
    week, roster = office_of(minutes=7)
    (quota,) = (each.carried for each in quota_of(week, roster)[0].sessions)
    share = {}
    for number in (quota - 1, quota, quota + 1, quota + 2):
        booked = arrivals(week, (0, 480, 510, 0, number), paths=400)
        rng = np.random.default_rng(number)
        visitors = draw_visitors(booked, week.grid, week.office, week.days, rng, booked=booked)
        waits = waits_of(trace(visitors, staff_plan(week, roster), week.office), visitors, week.office)
        share[number] = float(waits.late_call.mean())
    assert share[quota] <= 0.3 < share[quota + 2]
    assert sorted(share.values()) == list(share.values())


def test_more_people_carry_no_fewer():
    """One to three officers, four hours of tickets, walk-ins at noon."""
    carried = []
    for officers in (1, 2, 3):
        week, roster = office_of(officers, tickets=(Span(start=480, end=720),))
        days = quota_of(week, roster, walk_in=[(0, 600, 720, 0, 1)])
        carried.append(sum(each.carried for each in days[0].sessions))
    assert carried == sorted(carried)
    assert carried[0] < carried[2]


def test_who_stays_away_makes_room():
    """The eighth waits 63 minutes, which may happen on 5 % of the days: seven places when all come.

    When each comes with a half, eight or more of nine come on 2 % of the days, of ten on 5.5 % (binomial).
    """
    week, roster = office_of(share=0.5)
    assert [quota_of(week, roster, rate=rate)[0].sessions[0].carried for rate in (1.0, 0.5)] == [7, 9]


def test_walk_ins_take_room():
    """Two at the door leave fewer places than none."""
    week, roster = office_of()
    free, taken = (quota_of(week, roster, walk_in=walk)[0].sessions[0].carried for walk in ((), [(0, 480, 510, 0, 2)]))
    assert taken < free


def test_walk_ins_are_the_logs_share():
    """Where only one in a hundred comes without appointment, the forecast's visitors take no room."""
    week, roster = office_of()
    crowd = [(0, 480, 510, 0, 2)]
    assert quota_of(week, roster, walk_in=crowd, walk_ins=0.0)[0].sessions[0].carried == 5


def test_days_with_few_are_judged_together():
    """Four a day are expected, all with an appointment: the week is judged, in which 25 % may be late.

    With six places 28 % of a day are late, with five 16 %: six on some days, while the week keeps the target.
    """
    week, roster = office_of(share=0.75)
    days = quota_of(week, roster, walk_in=[(day, 480, 510, 0, 4) for day in range(5)], walk_ins=0.0)
    carried = [each.carried for day in days for each in day.sessions]
    assert set(carried) == {5, 6}
    late = {}
    for places in (5, 6):
        booked = arrivals(week, (0, 480, 510, 0, places), paths=400)
        rng = np.random.default_rng(places)
        visitors = draw_visitors(booked, week.grid, week.office, week.days, rng, booked=booked)
        late[places] = waits_of(trace(visitors, staff_plan(week, roster), week.office), visitors, week.office).late_call
    assert late[6].mean() > 0.25 > sum(late[places].sum() for places in carried) / (400 * sum(carried))
    six = sum(carried) - 25 + 1  # a sixth place on one more day would be too much
    assert (six * late[6].sum() + (5 - six) * late[5].sum()) / (400 * (sum(carried) + 1)) > 0.25


def test_days_without_people_are_left_out():
    """A roster with nobody at a counter on Monday has quotas from Tuesday on."""
    week, roster = office_of()
    away = tuple(duty for duty in roster.duties if duty.day != week.days[0].date)
    assert [day.day for day in quota_of(week, roster.model_copy(update={"duties": away}))] == [1, 2, 3, 4]


def test_each_stretch_holds_on_the_days_it_was_searched_on():
    """All aims are kept with the places given, and the next place in the only session breaks one."""
    week, roster = office_of(share=0.8)
    (monday, *_) = quota_of(week, roster)
    assert not any(verdict.is_missed for verdict in monday.verdicts)
    assert {verdict.aim.kind for verdict in monday.verdicts} == {"call", "visit", "thin"}
    assert monday.sessions[0].one_more.change > 0


def test_the_careful_number_hardly_makes_anybody_wait():
    """All five days filled make more than two people a week late; the careful places at most two, and are within."""
    days = quota_of(*office_of())
    sessions = [each for day in days for each in day.sessions]
    assert sum(day.late.change for day in days) > CAREFUL
    assert sum(day.late_careful.change for day in days) <= CAREFUL
    assert all(0 < each.careful <= each.carried for each in sessions)
    assert sum(each.careful for each in sessions) < sum(each.carried for each in sessions)
