"""Officers, days away, breaks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from office.people import Absence, BreakRule, Contract

DAY = date(2026, 11, 23)


@given(st.integers(0, 20), st.integers(-5, 25))
def test_an_absence_covers_both_its_ends(length, offset):
    """Every day from the first to the last, and no other."""
    absence = Absence(officer="a", start=DAY, end=DAY + timedelta(length))
    assert absence.covers(DAY + timedelta(offset)) is (0 <= offset <= length)


def test_an_absence_does_not_end_before_it_starts():
    """One day is the shortest."""
    with pytest.raises(ValidationError, match="is after"):
        Absence(officer="a", start=DAY, end=DAY - timedelta(1))


def test_no_reason_can_be_stored():
    """Only three kinds are known: sickness is off duty like anything else."""
    for kind in ("sick", "maternity", "sakit"):
        with pytest.raises(ValidationError):
            Absence(officer="a", start=DAY, end=DAY, kind=kind)


@pytest.mark.parametrize(("minutes", "good"), [(60, True), (61, False), (0, False)])
def test_a_break_fits_its_window(minutes, good):
    """An hour fits into an hour, a minute more does not."""
    if good:
        assert BreakRule(minutes=minutes, window="12.00-13.00").minutes == 60
        return
    with pytest.raises(ValidationError):
        BreakRule(minutes=minutes, window="12.00-13.00")


def test_the_usual_contract_is_the_law():
    """37 h 30 min in five days, 32 h 30 min in Ramadan (Perpres 21/2023, art. 4)."""
    contract = Contract(id="asn")
    assert (5 * contract.day_minutes, 5 * contract.ramadan_day_minutes) == (37 * 60 + 30, 32 * 60 + 30)
