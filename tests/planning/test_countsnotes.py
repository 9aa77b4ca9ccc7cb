"""planning/countsnotes.py: days without rows that a calendar explains are not missed."""

from datetime import date, timedelta

import pytest

from office.problems import Place
from planning.countsfile import read_counts
from planning.countsnotes import days_missing


@pytest.fixture
def counts(tmp_path):
    """Eight weeks of every day but 7 and 8 January."""
    days = [date(2026, 1, 1) + timedelta(n) for n in range(56) if n not in (6, 7)]
    path = tmp_path / "counts.csv"
    path.write_text("service,start,arrivals\n" + "".join(f"a,{day} 08:00,5\n" for day in days))
    return read_counts(path, 60).counts


@pytest.mark.parametrize(
    ("explained", "told"),
    [
        (set(), ["counts.days_missing"]),
        ({date(2026, 1, 7)}, ["counts.day_missing"]),
        ({date(2026, 1, 7), date(2026, 1, 8)}, []),
    ],
)
def test_a_holiday_without_rows_is_no_gap(counts, explained, told):
    """Only what is left is told, one day in the singular."""
    assert [note.code for note in days_missing(counts, Place(file="c.csv"), explained)] == told


@pytest.mark.parametrize(("zone", "told"), [("Europe/London", ["counts.skipped_hour"]), ("Asia/Jakarta", [])])
def test_visitors_in_an_hour_that_never_was_are_told(tmp_path, zone, told):
    """London skips 01:00 to 02:00 on 29 March 2026; Jakarta never does."""
    path = tmp_path / "counts.csv"
    path.write_text("service,start,arrivals\na,2026-03-28 01:00,2\na,2026-03-29 01:00,2\na,2026-03-30 01:00,2\n")
    assert [note.code for note in read_counts(path, 60, zone).notes] == told
