"""Tables by weekday and season."""

from datetime import date

import pytest
from pydantic import ValidationError

from office.hours import WEEKDAYS, ByWeekday, Seasonal, weekday_of
from office.values import Span

Spans = ByWeekday[tuple[Span, ...]]


def test_ranges_and_single_weekdays():
    """Monday to Thursday share a value, Friday has its own, the others have none."""
    table = ByWeekday[int].model_validate({"mon-thu": 1, "fri": 2})
    assert [table.on(day) for day in range(7)] == [1, 1, 1, 1, 2, None, None]
    assert dict(table) == {0: 1, 1: 1, 2: 1, 3: 1, 4: 2}


@pytest.mark.parametrize("key", ["mon-fry", "thu-mon", "monday", "Mon", "mon-", "mon-tue-wed", "", "mon,tue"])
def test_what_is_no_weekday_is_refused(key):
    """Only short names and ranges that run forward."""
    with pytest.raises(ValidationError, match="no weekdays"):
        ByWeekday[int].model_validate({key: 1})


@pytest.mark.parametrize("table", [{"mon-fri": 1, "wed": 2}, {"mon-tue": 1, "tue-wed": 2}])
def test_no_weekday_is_named_twice(table):
    """Overlapping ranges leave open which value holds."""
    with pytest.raises(ValidationError, match="named twice"):
        ByWeekday[int].model_validate(table)


@pytest.mark.parametrize("weekday", range(7))
def test_every_weekday_can_be_named_alone(weekday):
    """Each short name is its own day."""
    table = ByWeekday[int].model_validate({WEEKDAYS[weekday]: 5})
    assert [table.on(day) for day in range(7)] == [5 if day == weekday else None for day in range(7)]


def test_ramadan_has_its_own_table_or_the_usual_one():
    """No table for Ramadan means the usual one; an empty table means nothing at all."""
    usual = {"mon": ["08.00-15.00"]}
    assert Seasonal[tuple[Span, ...]].model_validate({"normal": usual}).on(0, "ramadan") == (Span(start=480, end=900),)
    empty = Seasonal[tuple[Span, ...]].model_validate({"normal": usual, "ramadan": {}})
    assert empty.on(0, "ramadan") is None
    assert empty.on(0, "normal") == (Span(start=480, end=900),)


def test_weekday_of_a_date():
    """24 November 2026 is a Tuesday."""
    assert WEEKDAYS[weekday_of(date(2026, 11, 24))] == "tue"
