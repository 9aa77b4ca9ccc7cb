"""The days of a calendar: hours, closures, seasons, classes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from office.days import CLOSING, CalendarEntry
from office.values import Span
from tests.office.small import small_office

MONDAY = date(2026, 11, 23)
EID = [
    CalendarEntry(start=date(2025, 3, 1), end=date(2025, 3, 30), kind="ramadan"),
    CalendarEntry(start=date(2025, 3, 28), end=date(2025, 3, 28), kind="joint_leave"),
    CalendarEntry(start=date(2025, 3, 31), end=date(2025, 4, 1), kind="public_holiday"),
    CalendarEntry(start=date(2025, 4, 2), end=date(2025, 4, 7), kind="joint_leave"),
]
"""Eid 2025: closed from Friday 28 March to Monday 7 April, eleven days."""


def entry(kind: str = "event", offset: int = 0, **fields: object) -> CalendarEntry:
    day = MONDAY + timedelta(offset)
    return CalendarEntry.model_validate({"start": day, "end": day, "kind": kind, **fields})


def spans(*texts: str) -> tuple[Span, ...]:
    return tuple(Span.model_validate(text) for text in texts)


def test_an_ordinary_week():
    """Weekdays have the weekly hours, the weekend has none."""
    days = small_office().calendar().days(MONDAY, MONDAY + timedelta(6))
    assert [day.is_open for day in days] == [True] * 5 + [False] * 2
    assert days[0].service == spans("08.00-12.00", "13.00-15.00")
    assert days[0].tickets == {"new": spans("08.00-12.00", "13.00-14.30"), "fast": spans("08.00-11.00")}
    assert days[6].tickets == {"new": (), "fast": ()}
    assert {day.day_class for day in days[:5]} == {"ordinary"}


@pytest.mark.parametrize("kind", sorted(CLOSING))
def test_closing_kinds_close_everything(kind):
    """Holiday, joint leave and closed days issue no ticket and open no counter."""
    day = small_office().calendar([entry(kind)]).day(MONDAY)
    assert (day.service, set(day.tickets.values()), day.day_class) == ((), {()}, "closed")


@pytest.mark.parametrize("kind", ["event", "outage", "mobile_service", "school_holiday"])
def test_other_kinds_close_nothing(kind):
    """An outage takes counts away, not hours; events take officers."""
    day = small_office().calendar([entry(kind, officers_away=2), entry(officers_away=1)]).day(MONDAY)
    assert day.is_open
    assert day.officers_away == 3
    assert day.has_outage("new") is (kind == "outage")


def test_an_entry_for_one_service_touches_no_other():
    """Closing or losing one service leaves the counters and the other services as they are."""
    day = small_office().calendar([entry("closed", service="fast"), entry("outage", service="new")]).day(MONDAY)
    assert day.is_open
    assert (day.tickets["fast"], bool(day.tickets["new"])) == ((), True)
    assert (day.has_outage("new"), day.has_outage("fast")) == (True, False)


@pytest.mark.parametrize(
    ("offset", "fields", "service", "new", "fast"),
    [
        (0, {"closes": "11.30"}, ["08.00-11.30"], ["08.00-11.30"], ["08.00-11.00"]),
        (0, {"closes": "10.00"}, ["08.00-10.00"], ["08.00-10.00"], ["08.00-10.00"]),
        (0, {"opens": "10.00"}, ["10.00-12.00", "13.00-15.00"], ["10.00-12.00", "13.00-14.30"], ["10.00-11.00"]),
        (0, {"opens": "07.00", "closes": "16.00"}, ["07.00-12.00", "13.00-16.00"], ["07.00-12.00", "13.00-16.00"],
         ["08.00-11.00"]),
        (5, {"opens": "08.00", "closes": "12.00"}, ["08.00-12.00"], ["08.00-12.00"], []),
        (5, {"opens": "08.00"}, [], [], []),
    ],
)  # fmt: skip
def test_changed_hours(offset, fields, service, new, fast):
    """Hours of the office are cut and widened; a service's own ticket hours are only cut. Saturdays need both ends."""
    day = small_office().calendar([entry(offset=offset, **fields)]).day(MONDAY + timedelta(offset))
    assert day.service == spans(*service)
    assert day.tickets == {"new": spans(*new), "fast": spans(*fast)}


def test_a_holiday_with_hours_is_open_in_them():
    """Who opens on a holiday says so by its hours."""
    day = small_office().calendar([entry("public_holiday", opens="09.00", closes="11.00")]).day(MONDAY)
    assert day.service == spans("09.00-11.00")


def test_a_long_closure():
    """Eid closes eleven days in a row; the last day before is its eve, the first one after comes after it."""
    days = small_office().calendar(EID).days(date(2025, 3, 26), date(2025, 4, 9))
    assert [day.day_class for day in days] == ["ordinary", "eve", *["closed"] * 11, "after", "ordinary"]


def test_weekends_do_not_hide_a_holiday_but_are_none_themselves():
    """A Friday before a free Monday is an eve, the Tuesday comes after; an ordinary Friday is neither."""
    calendar = small_office().calendar([entry("public_holiday", 7)])
    classes = [calendar.day(MONDAY + timedelta(n)).day_class for n in (3, 4, 8, 9, 11)]
    assert classes == ["ordinary", "eve", "after", "ordinary", "ordinary"]


def test_ramadan_changes_hours_and_counts_its_days():
    """Ramadan's own table holds, its days count from 1, and outside it there are none."""
    calendar = small_office().calendar(EID)
    first, before = calendar.day(date(2025, 3, 3)), calendar.day(date(2025, 2, 28))
    assert (first.season, first.ramadan_day, first.service) == ("ramadan", 3, spans("08.00-15.00"))
    assert (before.season, before.ramadan_day) == ("normal", None)


def test_a_year_is_known_by_its_holidays():
    """An event alone does not make the holidays of a year known."""
    calendar = small_office().calendar(
        [*EID, CalendarEntry(start=date(2027, 1, 4), end=date(2027, 1, 4), kind="event")]
    )
    assert [calendar.covers(date(year, 6, 1)) for year in (2024, 2025, 2027)] == [False, True, False]


def test_an_entry_does_not_end_before_it_starts():
    """One day is fine, a day less is not."""
    assert entry().start == entry().end
    with pytest.raises(ValidationError, match="is after"):
        CalendarEntry(start=MONDAY, end=MONDAY - timedelta(1), kind="event")


@given(
    st.lists(
        st.builds(
            lambda offset, length, kind, opens, closes: CalendarEntry(
                start=MONDAY + timedelta(offset), end=MONDAY + timedelta(offset + length), kind=kind,
                opens=opens, closes=closes,
            ),
            st.integers(-5, 20), st.integers(0, 9), st.sampled_from(["closed", "event", "ramadan", "joint_leave"]),
            st.none() | st.integers(360, 720), st.none() | st.integers(600, 1080),
        ),
        max_size=6,
    ),
    st.integers(0, 13),
)  # fmt: skip
def test_whatever_the_entries_say_a_day_makes_sense(entries, offset):
    """Spans are in order and apart, only closed days have class closed, and the order of entries is idle."""
    day = small_office().calendar(entries).day(MONDAY + timedelta(offset))
    for listed in (day.service, *day.tickets.values()):
        assert all(left.end <= right.start for left, right in pairwise(listed))
    assert (day.day_class == "closed") == (not day.is_open)
    assert day == small_office().calendar(entries[::-1]).day(MONDAY + timedelta(offset))
