"""Coverage counted another way: slot by slot, officer by officer."""

from dataclasses import replace

import numpy as np
import pytest

from office.values import Span
from report.coverage import coverage, crowds, on_paper
from scheduler.roster import Duty


def test_have_and_spare_are_who_is_there(plan):
    """Officers whose duty covers the whole slot, counted one by one."""
    cover, grid = coverage(plan), plan.week.grid
    for d, day in enumerate(plan.week.days):
        for s, start in enumerate(grid.minutes.tolist()):
            duties = [plan.roster.duty_at(o.id, day.date, start, start + 30) for o in plan.office.officers]
            doing = [duty.activity for duty in duties if duty is not None]
            inside = bool(plan.week.service[d, s])
            assert cover.have[d, s] == (doing.count("counter") if inside else 0)
            assert cover.spare[d, s] == (doing.count("standby") + doing.count("back_office") if inside else 0)


def test_need_is_promised_or_asked_for_by_the_target(plan):
    """Four promises of one officer each; no set of steps needs more than two."""
    cover = coverage(plan)
    assert (cover.need[plan.week.service] == 4).all()
    assert (cover.need[~plan.week.service] == 0).all()


def test_waits_are_minutes_a_visitor(plan):
    """Sum of waits over visitors, 0 where nobody comes."""
    cover, outcome = coverage(plan), plan.outcome
    np.testing.assert_allclose(cover.wait * outcome.slot_visitors, outcome.slot_wait)


def test_the_peak_is_the_hour_with_most_visitors(plan):
    """Front-loaded arrivals: the peak hour holds more visitors than any other whole hour."""
    crowd = crowds(plan)[1]
    assert crowd.low <= crowd.middle <= crowd.high
    assert crowd.peak == (540, 600)
    assert crowds(plan)[2].peak is None


def test_the_peak_lies_within_ticket_hours(plan):
    """Tickets from 09.10 to 09.40 alone: the hour from 09.00 on is told as far as any are issued in it."""
    brief = {service.id: (Span(start=550, end=580),) for service in plan.office.services}
    days = tuple(replace(day, tickets=brief) for day in plan.week.days)
    assert crowds(replace(plan, week=replace(plan.week, days=days)))[1].peak == (550, 580)


@pytest.mark.parametrize(
    ("activity", "minutes", "shown"),
    [("standby", 30, "back_office"), ("standby", 60, "standby"), ("back_office", 30, "back_office")],
)
def test_standby_too_short_for_a_stay_is_shown_as_back_office(plan, activity, minutes, shown):
    """The office's stay at a counter is 60 minutes; nothing else changes."""
    duty = Duty(officer="p1", day=plan.week.days[0].date, start=600, end=600 + minutes, activity=activity)
    found = on_paper(duty, plan.office)
    assert plan.office.standby.stay_minutes == 60
    assert found == duty.model_copy(update={"activity": shown})
