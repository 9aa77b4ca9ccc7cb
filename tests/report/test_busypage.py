"""The poster: what it calls quiet, and the hours that it recommends."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.busy import BusyHours
from office.values import Span
from report.busypage import busy_page, busy_week, quietest
from tests.report.sample import SHARES

HOURS = (8, 9, 10, 11, 12, 13, 14)


def _flat_waits(plan):
    """The week with the same mean wait in every slot."""
    return replace(plan, outcome=replace(plan.outcome, slot_wait=plan.outcome.slot_visitors * 5.0))


def _hours(*rows):
    visitors = np.full((7, len(HOURS)), np.nan)
    visitors[: len(rows)] = np.reshape(rows, (-1, len(HOURS)))
    return BusyHours(HOURS, visitors)


def test_a_half_open_hour_counts_for_as_long_as_it_is_open(plan):
    """Tickets end at 14.30: visitors of 14.00-14.30 count double; other hours hold the visitors of their slots."""
    busy = busy_week(plan)
    tuesday = plan.forecast.office_slots.mean(axis=0)[1]
    assert busy.hours == HOURS
    assert busy.visitors[1, -1] == pytest.approx(2 * tuesday[13])
    assert busy.visitors[1, 0] == pytest.approx(tuesday[1:3].sum())
    assert len(SHARES) == 14


def test_the_posters_hours_lie_within_ticket_hours(plan, words):
    """Tickets from 08.00 to 08.05 alone: one row, of these five minutes."""
    days = tuple(
        replace(
            day, tickets={service: (Span(start=480, end=485),) * bool(spans) for service, spans in day.tickets.items()}
        )
        for day in plan.week.days
    )
    page = busy_page(replace(plan, week=replace(plan.week, days=days)), words)
    assert page.hours == (f"{words.clock(480)}–{words.clock(485)}",)


@pytest.mark.parametrize(
    ("rows", "span"),
    [
        ([[20, 20, 20, 10, 10, 20, 20]] * 5, (660, 780)),
        ([[20, 20, 20, 10, 20, 10, 20]] * 3 + [[20, 20, 20, 10, 20, 20, 20]] * 2, (660, 720)),
        ([[20, 20, 20, 20, 20, 20, 8]] * 5, (840, 870)),
        ([[20, 20, 20, 20, 20, 18, 20]] * 3 + [[20, 20, 20, 20, 18, 20, 20]] * 2, (780, 840)),
        ([[20, 20, 20, 20, 20, 18, 20], [18, 20, 20, 20, 20, 20, 20]], None),
        ([], None),
    ],
)
def test_only_hours_that_are_quiet_on_most_days_are_recommended(plan, rows, span):
    """Consecutive ones together, the last only while tickets are issued; else the quietest hour of most days."""
    found = quietest(_flat_waits(plan), _hours(*rows))
    assert (found and (found.start, found.end)) == span


def test_no_hour_of_long_waits_is_recommended(plan):
    """Few visitors at noon wait long when few counters are open: the other quiet hour is named."""
    minutes = plan.week.grid.minutes
    waits = plan.outcome.slot_visitors * np.where(minutes // 60 == 11, 50.0, 5.0)
    slow = replace(plan, outcome=replace(plan.outcome, slot_wait=waits))
    found = quietest(slow, _hours(*[[20, 20, 20, 5, 20, 10, 20]] * 5))
    assert (found.start, found.end) == (780, 840)


def test_the_recommendation_agrees_with_the_table(plan, words):
    """Every hour inside the recommended stretch is called quiet on more than half of the open days."""
    page, best = busy_page(plan, words), quietest(plan, busy_week(plan))
    inside = [n for n, hour in enumerate(HOURS) if best.start <= 60 * hour < best.end]
    assert inside
    for row in inside:
        assert 2 * page.cells[row].count("quiet") > len(plan.week.open_days)


def test_an_office_without_a_log_says_that_it_estimates(plan, words):
    """Earlier visits are named only where there are any."""
    assert busy_page(plan, words).note == words("busy.note_start")
    logged = replace(plan, counts=object())
    assert busy_page(logged, words).note == words("busy.note")
