"""Wishes that a plan does not meet are told by name, with the cause where the hours owed decide it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from report.headpage import head_page
from report.terminal.plan import plan_lines
from report.unmet import unmet_line
from scheduler.roster import Violation

TUESDAY = date(2026, 12, 1)


def unmet(plan, officer, day, amount=1.0, limit=0.0):
    """The plan with one wish that is missed."""
    wish = Violation(rule="wishes", hard=False, level="wishes", officer=officer, day=day, amount=amount, limit=limit,
                     unit="wishes")  # fmt: skip
    return replace(plan, violations=(*plan.violations, wish))


@pytest.fixture
def at_work(plan):
    """An officer who works on a day, with his hours."""
    return next(a for a in plan.roster.assignments if a.day == TUESDAY)


def test_nothing_is_told_where_all_wishes_are_met(plan, names):
    """A missed turn is no wish."""
    assert unmet_line(plan, names) == ""


def test_who_and_what_he_does_instead_stand_on_both_faces(plan, names, words, at_work):
    """The head's page and the terminal name him; only the terminal names the command."""
    missed = unmet(plan, at_work.officer, TUESDAY)
    line = unmet_line(missed, names)
    for part in (names.officers[at_work.officer], words.weekday(TUESDAY), names.times(at_work.span)):
        assert part in line
    assert line in head_page(missed, names).notes
    terminal = " ".join(" ".join(plan_lines(missed, words)).split())
    assert line in terminal
    assert "loket explain" in terminal
    assert "loket explain" not in line


def owing(plan, minutes):
    """The plan in an office whose days count so many minutes, with no tolerance."""
    office = plan.week.office
    contracts = tuple(c.model_copy(update={"day_minutes": minutes, "tolerance_minutes": 0}) for c in office.contracts)
    return replace(plan, week=replace(plan.week, office=office.model_copy(update={"contracts": contracts})))


def test_the_hours_owed_are_the_cause_only_where_other_days_cannot_make_them_up(plan, names, words, at_work):
    """Days as long as the norm leave none off; days that are longer than what is owed do."""
    norm = words("unmet.norm", hours="|").split("|")[1]
    shortest = min(a.minutes for a in plan.week.choices(plan.office.officer(at_work.officer), plan.week.day(TUESDAY)))
    tight = unmet(owing(plan, shortest), at_work.officer, TUESDAY)
    assert norm in unmet_line(tight, names)
    assert norm not in unmet_line(unmet(owing(plan, shortest // 2), at_work.officer, TUESDAY), names)
    assert norm not in unmet_line(unmet(owing(plan, shortest), at_work.officer, TUESDAY, 0.0, 1.0), names)


def test_a_wish_to_work_tells_why_he_does_not(plan, names, words):
    """Away, or the office is closed."""
    absence = plan.week.absences[0]
    assert words(f"doing.{absence.kind}") in unmet_line(unmet(plan, absence.officer, absence.start, 0.0, 1.0), names)
    closed = next(day.date for day in plan.week.days if not day.is_open)
    assert words("unmet.closed") in unmet_line(unmet(plan, absence.officer, closed, 0.0, 1.0), names)


def test_of_many_the_first_are_told_and_the_rest_counted(plan, names, words):
    """Every officer in vain on every day."""
    many = plan
    for officer in plan.office.officer_ids:
        many = unmet(many, officer, TUESDAY + timedelta(1))
    count = len(plan.office.officers) - 8
    assert words("list.more", count=count) in unmet_line(many, names)
