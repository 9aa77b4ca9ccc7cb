"""Days in words."""

from datetime import date, timedelta

import pytest

from report.dayruns import spell_by_days, spell_days
from report.words.catalogue import Words

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("offsets", "text"),
    [
        ([0], "Senin"),
        ([0, 1], "Senin, Selasa"),
        ([0, 1, 2], "Senin–Rabu"),
        ([3, 0, 1, 4, 5], "Senin, Selasa, Kamis–Sabtu"),
        ([], ""),
    ],
)
def test_three_days_in_a_row_are_joined(offsets, text):
    """Two stand side by side, three by a dash; the order of the input does not matter."""
    assert spell_days([MONDAY + timedelta(n) for n in offsets], Words("id")) == text


def test_days_of_which_the_same_is_told_stand_together():
    """Also when another day stands between them."""
    told = [(MONDAY + timedelta(n), text) for n, text in enumerate(["x", "y", "x"])]
    assert spell_by_days(told, Words("en")) == "Monday, Wednesday x; Tuesday y"
