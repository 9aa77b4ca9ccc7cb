"""ISO weeks by their names."""

from datetime import date

import pytest

from office.weeks import dates_of, monday_of, week_of


@pytest.mark.parametrize(
    ("week", "monday"),
    [
        ("2026-W49", date(2026, 11, 30)), ("2026W49", date(2026, 11, 30)), ("2026-W01", date(2025, 12, 29)),
        ("2026-W53", date(2026, 12, 28)), ("1900-W01", date(1900, 1, 1)), ("2199-W01", date(2198, 12, 31)),
    ],
)  # fmt: skip
def test_a_week_begins_on_its_monday(week, monday):
    """Also where the year of the week is not that of its Monday; the name comes back."""
    assert monday_of(week) == monday == dates_of(week)[0]
    assert week_of(monday).replace("-", "") == week.replace("-", "")


@pytest.mark.parametrize(
    "week",
    ["", "2026-W00", "2027-W53", "2026-W54", "26-W49", "2026-W9", "2026-W49\n", " 2026-W49", "٢٠٢٦-W49", "1899-W52",
     "2200-W01", "0001-W01", "9999-W52"],
)  # fmt: skip
def test_what_is_no_week_is_refused(week):
    """Weeks that a year does not have, digits of other scripts, and years far from ours."""
    with pytest.raises(ValueError, match=r"no ISO week|Invalid week"):
        monday_of(week)
