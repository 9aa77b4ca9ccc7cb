"""The order of day and month of a column, decided by evidence."""

import datetime as dt

import numpy as np
import pytest

from office.visits.dateorder import DateColumn, decide
from office.visits.dates import read_date

WEEKEND = frozenset({5, 6})
NONE_CLOSED: frozenset[int] = frozenset()


def column(texts):
    codes, known = [], {}
    for text in texts:
        codes.append(known.setdefault(text, len(known)) if text else -1)
    return DateColumn(tuple(map(read_date, known)), np.array(codes))


def days(start, count, form="%d/%m/%Y", weekdays=range(7)):
    found = [dt.date.fromisoformat(start) + dt.timedelta(n) for n in range(count)]
    return [day.strftime(form) for day in found if day.weekday() in weekdays]


@pytest.mark.parametrize(
    ("texts", "day_first", "grounds"),
    [
        (["03/04/2025", "13/04/2025"], True, "only_one_fits"),
        (["03/04/2025", "04/13/2025"], False, "only_one_fits"),
        (["2025-04-03", "2025-04-04"], True, "same"),
        (["03/03/2025", "04/04/2025"], True, "same"),
        (["13/04/2025", "14/04/2025"], True, "same"),
        (["04/13/2025", "04/14/2025"], False, "same"),
        (["", "", "04/13/2025"], False, "same"),
    ],
)
def test_dates_that_only_one_order_can_read_decide(texts, day_first, grounds):
    """One date beyond the twelfth settles a column; dates that mean the same in both orders need no decision."""
    order = decide(column(texts), NONE_CLOSED, 0.01)
    assert (order.day_first, order.grounds) == (day_first, grounds)


@pytest.mark.parametrize(("strangers", "decided"), [(1, True), (2, False)])
def test_few_dates_of_the_other_order_are_mistakes(strangers, decided):
    """Of 100 rows one of the other order is a mistake at 1 %; two leave the column undecided."""
    texts = ["13/04/2025"] * (100 - strangers) + ["04/14/2025"] * strangers
    order = decide(column(texts), NONE_CLOSED, 0.01)
    assert (order is not None) is decided


def test_the_sequence_of_rows_decides_when_it_is_clear():
    """The first twelve days of three months in order: under the wrong reading dates go back again and again."""
    starts = ("2025-03-01", "2025-04-01", "2025-05-01")
    for form, day_first in (("%d/%m/%Y", True), ("%m/%d/%Y", False)):
        order = decide(column([text for start in starts for text in days(start, 12, form)]), NONE_CLOSED, 0.01)
        assert (order.day_first, order.grounds) == (day_first, "order")


def test_one_step_back_is_not_clear():
    """Two pieces of a log may be joined the wrong way round: a single step back proves nothing."""
    texts = days("2025-03-01", 12) + days("2025-04-01", 12)
    assert decide(column(texts), NONE_CLOSED, 0.01) is None


def test_closed_weekdays_decide_when_they_are_clear():
    """Working days of 1 to 11 April: with the month first two of nine would be Saturdays."""
    texts = days("2025-04-01", 11, weekdays=range(5))
    order = decide(column(texts), WEEKEND, 0.01)
    assert (order.day_first, order.grounds) == (True, "weekdays")
    assert decide(column(texts), NONE_CLOSED, 0.01) is None


def test_witnesses_that_disagree_decide_nothing():
    """Rows in order under one reading, but on weekends under it: nobody knows."""
    texts = days("2025-03-01", 12) + days("2025-04-01", 12) + days("2025-05-01", 12)
    spoken = decide(column(texts), NONE_CLOSED, 0.01)
    closed = frozenset({1, 2})
    both = column([text for text in texts if read_date(text).month_first.weekday() not in closed])
    assert spoken is not None
    assert decide(both, closed, 0.01) is None
