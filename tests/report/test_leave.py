"""What leave requests are told: no name missing, nothing cut without a word, years and overlaps where they matter."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from office.people import Absence
from planning.month import MonthPlan
from report.leave import leave_lines, together_line
from report.monthpage import month_html
from report.places import Names
from scheduler.month.leave import LeaveAnswer, LeavePlan, LeaveRequest
from scheduler.month.result import MonthResult, MonthWeek
from scheduler.month.strains import FREE, UNSEEN, Strain
from scheduler.problem import RosterProblem
from tests.report.sample import MONDAY


@pytest.fixture
def told(plan, words):
    """The lines of some answers in a month of one week; the page or the line on all of them instead."""

    def lines(*answers, page=False, together=False):
        week = MonthWeek(RosterProblem(plan.week, (), plan.cost), plan.result.roster, None)
        leave = LeavePlan(tuple(answers))
        month = MonthPlan(plan.office, MonthResult((week,), (), plan.week.history), leave, np.zeros((1, 7)))
        if together:
            return together_line(month, Names(plan.office, words))
        return month_html(month, words) if page else list(leave_lines(month, Names(plan.office, words)))

    return lines


@pytest.fixture
def asked(plan):
    """A request of the n-th officer: first and last day from Monday, rank."""

    def request(n, first=0, last=0, rank=1):
        start, end = MONDAY + timedelta(first), MONDAY + timedelta(last)
        return LeaveRequest(absence=Absence(officer=plan.office.officer_ids[n], start=start, end=end), rank=rank)

    return request


def short(days):
    return Strain(uncovered=60.0 * days, short=tuple((MONDAY + timedelta(n), 60) for n in range(days)))


def test_a_clash_names_whom_and_where_nobody_is_known_to_be_in_the_way_it_names_none(told, asked, plan, words):
    first = LeaveAnswer(asked(0), "fits", FREE, FREE)
    named = LeaveAnswer(asked(1), "clash", FREE, short(1), against=(0,))
    (_, with_name, _), (_, without, _) = told(first, named)[1], told(first, replace(named, against=()))[1]
    assert plan.office.officers[0].name in with_name
    assert without == words("month.answer.together", days=words.short_day(MONDAY))
    assert not any(officer.name in without for officer in plan.office.officers)


@pytest.mark.parametrize(("days", "left_out"), [(4, 0), (5, 1), (7, 3)])
def test_days_that_are_not_named_are_counted(told, asked, words, days, left_out):
    ((_, answer, _),) = told(LeaveAnswer(asked(0, 0, 6), "alone", short(days), FREE))
    first = ", ".join(words.short_day(MONDAY + timedelta(n)) for n in range(4))
    more = {0: first, 1: words("month.answer.more_days.one", days=first)}
    assert answer.endswith(f"{more.get(left_out, words('month.answer.more_days', days=first, count=left_out))}.")


def test_who_is_granted_before_an_unanswered_request_that_comes_first_is_told_so(told, asked, plan, words):
    lines = told(
        LeaveAnswer(asked(0, 0, 1, rank=2), "fits", FREE, FREE),
        LeaveAnswer(asked(1, 1, 2), "unknown", UNSEEN, UNSEEN),
        LeaveAnswer(asked(2, 3, 4, rank=2), "fits", FREE, FREE),
    )
    assert plan.office.officers[1].name in lines[0][1]
    assert lines[0][1] != words("month.answer.fits")
    assert lines[2][1] == words("month.answer.fits")


def test_costs_are_left_out_where_none_is_known(told, asked, words):
    unseen = [LeaveAnswer(asked(n), "fits", UNSEEN, UNSEEN) for n in range(2)]
    assert [cost for _, _, cost in told(*unseen)] == ["", ""]
    mixed = told(unseen[0], replace(unseen[1], alone=FREE))
    assert words("month.cost.unknown") in mixed[0][2]
    assert words("month.cost.none") in mixed[1][2]
    assert page_cells(told(*unseen, page=True)) == 2
    assert page_cells(told(unseen[0], replace(unseen[1], alone=FREE), page=True)) == 4


def page_cells(page):
    """Cells beside the names in the table of leave, the last of the page."""
    return page.split("<tbody>")[-1].count("<td>")


def test_leave_outside_the_weeks_is_told_so_with_its_year(told, asked, words):
    past = asked(0).model_copy(
        update={"absence": Absence(officer=asked(0).officer, start=date(2020, 1, 6), end=date(2020, 1, 7))}
    )
    ((who, answer, cost),) = told(LeaveAnswer(past, "outside", FREE, FREE))
    assert who.count("2020") == 2
    assert (answer, cost) == (words("month.answer.outside"), "")


def test_long_leave_has_its_years_and_is_answered_for_these_weeks_only(told, asked, words):
    ((who, answer, _),) = told(LeaveAnswer(asked(0, 0, 3652), "fits", FREE, FREE))
    assert "2026" in who
    assert "2036" in who
    assert answer == f"{words('month.answer.fits')} {words('month.answer.beyond')}"


def test_overlapping_requests_of_one_officer_are_told_of_each_other(told, asked, words):
    fits = [LeaveAnswer(each, "fits", FREE, FREE) for each in (asked(0, 0, 2), asked(0, 2, 3), asked(1, 0, 3))]
    head = words("month.answer.twice", days="").rstrip(".")
    first, second, other = told(*fits)
    assert head in first[1]
    assert words.short_day(MONDAY + timedelta(3)) in first[1]
    assert head in second[1]
    assert head not in other[1]


def test_what_all_cost_is_told_only_where_any_is_granted(told, asked, words):
    granted, refused = LeaveAnswer(asked(0), "fits", FREE, FREE), LeaveAnswer(asked(1), "alone", short(1), FREE)
    assert words("month.cost.none") in told(granted, refused, together=True)
    assert words("month.cost.none") not in told(refused, together=True)
    assert told(together=True) == ""
