"""The number that stands for a forecast: means add up over days, and parts to the number shown."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planning.outlook import Outlook
from report.expected import expected, whole_parts
from report.terminal import outlook_lines


@given(st.lists(st.lists(st.floats(0, 200), min_size=3, max_size=3), min_size=1, max_size=6))
def test_parts_sum_to_the_number_as_it_is_shown(days):
    """Each part within one of its own value, and none below nobody."""
    parts = np.array(days).T
    whole = whole_parts(parts)
    assert (whole >= 0).all()
    assert (abs(whole - parts) <= 1 + 1e-9).all()
    assert [int(day) for day in whole.sum(axis=0)] == [round(float(day)) for day in parts.sum(axis=0)]


def test_the_total_is_the_days_together(plan, words):
    """The headline's number is the sum of the days' means, of which the table shows each."""
    outlook = Outlook(plan.office, plan.week.days, plan.forecast, None, plan.accuracy, ())
    _, means, _ = expected(plan.forecast.office_daily)
    first = " ".join(outlook_lines(outlook, words))
    assert re.search(rf"\b{words.number(float(means.sum()))}\b", first)
    shown = [day["visitors"]["mean"] for day in outlook.summary()["days"]]
    np.testing.assert_allclose(shown, means, atol=1e-4)
    assert outlook.summary()["range"] == 0.8
