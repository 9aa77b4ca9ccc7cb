"""An explained day in words: holidays by name, what came, what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from forecast.explain import Explained, Part
from forecast.models.contributions import TELLING
from forecast.models.count_regression import CountRegression
from forecast.models.dynamic_regression import DynamicRegression
from planning.explain import ExplainedDay
from report.terminal.explain import explain_lines
from report.terminal.outlook import reason_of


def _day(plan, parts, **facts):
    """An open day of the sample office on which its first service alone has visitors."""
    day, (first, *others) = next(day for day in plan.week.days if day.is_open), plan.office.service_ids
    mean = sum(part.people for part in parts)
    each = Explained(first, day.date, parts, mean, 5, 9, 15, 0.5)
    nobody = tuple(Explained(service, day.date, (), 0.0, 0, 0, 0, 1.0) for service in others)
    return ExplainedDay(plan.office, day, (each, *nobody, replace(each, service="")), (), (), **facts)


@pytest.mark.parametrize(
    ("name", "id", "en"),
    [
        ("natal", "Natal", "Natal"),
        ("natal -1", "hari kerja sebelum Natal", "the working day before Natal"),
        ("tahun baru +2", "2 hari kerja sesudah Tahun Baru", "2 working days after Tahun Baru"),
    ],
)
def test_a_day_beside_a_holiday_is_named_in_words(plan, words, name, id, en):
    """No key of a column reaches the reader."""
    told = "\n".join(explain_lines(_day(plan, (Part("base", 8.0), Part("name", 2.0, name))), words))
    assert f"  {id if words.language == 'id' else en}  " in told
    assert name not in told


@pytest.mark.parametrize(("came", "side"), [(9, "inside"), (16, "above"), (4, "below")])
def test_a_past_day_tells_what_came(plan, words, came, side):
    """And on which side of the range; nothing where a service's number is missing."""
    parts = (Part("base", 8.0), Part("level", 2.0))
    all_known = dict.fromkeys(plan.office.service_ids, 0) | {plan.office.service_ids[0]: came}
    told = explain_lines(_day(plan, parts, came=all_known), words)
    assert words(f"explain.came.{side}", came=came) in told
    part_known = {plan.office.service_ids[0]: came}
    assert words(f"explain.came.{side}", came=came) not in explain_lines(_day(plan, parts, came=part_known), words)


def test_a_day_before_the_log_and_a_first_guess_are_called_so(plan, words):
    """The questionnaire's number begins the sum, without a sign."""
    told = " ".join(explain_lines(_day(plan, (Part("start", 10.0),), began=date(2030, 1, 1)), words))
    assert "2030" in told
    assert f"{words('explain.part.start')} {words.number(10.0, 1)}" in told


def test_a_closed_day_tells_why(plan, words):
    """By the calendar's own note."""
    closed = next(day for day in plan.week.days if not day.is_open and day.entries)
    lines = explain_lines(replace(_day(plan, ()), day=closed), words)
    assert reason_of(closed, words)
    assert reason_of(closed, words) in " ".join(lines)


def test_models_that_can_be_taken_apart_are_known_by_name():
    """So that no other need be fitted for an explanation."""
    assert {CountRegression.name, DynamicRegression.name} == TELLING
