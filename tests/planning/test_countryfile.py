"""planning/countryfile.py"""

from datetime import date, timedelta

import pytest

from office.problems import InputError
from planning.calendarfile import read_calendar
from planning.countryfile import INDONESIA, country_entries

YEARS = (2024, 2025, 2026)


def days_of(entries, *kinds):
    """Every single day of some kinds."""
    return {e.start + timedelta(n) for e in entries if e.kind in kinds for n in range((e.end - e.start).days + 1)}


@pytest.mark.parametrize("kind", ["public_holiday", "joint_leave", "ramadan"])
def test_indonesia_has_the_days_of_the_shipped_calendar(kind):
    """The shipped file was copied from the decrees by hand; package and file agree day by day."""
    shipped = [entry for entry in read_calendar(INDONESIA, {}) if entry.start.year in YEARS]
    assert days_of(country_entries("ID", YEARS), kind) == days_of(shipped, kind)


def test_what_is_not_decreed_yet_is_marked():
    """Eid 2027 is estimated, and so is the Ramadan before it; New Year is not."""
    entries = country_entries("ID", [2027])
    estimated = {e.start: e.estimated for e in entries}
    assert (estimated[date(2027, 3, 10)], estimated[date(2027, 2, 8)], estimated[date(2027, 1, 1)]) == (
        True,
        True,
        False,
    )
    assert not any("perkiraan" in e.note for e in entries)


@pytest.mark.parametrize(
    ("country", "eid"), [("MY", date(2026, 3, 21)), ("TR", date(2026, 3, 20)), ("SA", date(2026, 3, 19))]
)
def test_elsewhere_ramadan_ends_where_eid_begins(country, eid):
    """Thirty days, estimated."""
    (fast,) = (e for e in country_entries(country, [2026]) if e.kind == "ramadan")
    assert (fast.end, (fast.end - fast.start).days + 1, fast.estimated) == (eid - timedelta(1), 30, True)


def test_a_part_of_a_country_has_holidays_of_its_own():
    """St Andrew's Day is kept in Scotland alone."""
    andrew = date(2026, 11, 30)
    assert andrew in days_of(country_entries("GB-SCT", [2026]), "public_holiday")
    assert andrew not in days_of(country_entries("gb", [2026]), "public_holiday")


def test_half_festival_days_and_school_holidays_are_no_public_holidays():
    """The days between the first and the last of Sukkot are observed, and schools are closed."""
    entries = country_entries("IL", [2024])
    between = date(2024, 10, 20)
    assert {e.kind for e in entries if e.start == between} == {"observance", "school_holiday"}


def test_each_day_of_a_kind_and_name_stands_once():
    """Several categories list the same day."""
    for country in ("US", "IL", "ID", "DE-BY"):
        entries = country_entries(country, [2025, 2025, 2026])
        assert len({(e.start, e.kind, e.note) for e in entries}) == len(entries)
        assert [e.start for e in entries] == sorted(e.start for e in entries)


@pytest.mark.parametrize(
    ("found", "code", "close"),
    [
        ("Indonesia", "country.unknown", "ID"),
        ("IDN", "country.unknown", "ID"),
        ("scotland", "country.unknown", "GB-SCT"),
        ("XX", "country.unknown", ""),
        ("", "country.unknown", ""),
        ("GB-SCO", "country.part_unknown", "GB-SCT"),
        ("ID-BALI", "country.part_unknown", "ID"),
    ],
)
def test_an_unknown_code_names_those_that_come_close(found, code, close):
    """Names and three letters are understood well enough to say what was meant."""
    with pytest.raises(InputError) as error:
        country_entries(found, [2026])
    (problem,) = error.value.problems
    assert (problem.code, problem.found) == (code, found)
    assert close in problem.allowed or not close
    assert problem.allowed
