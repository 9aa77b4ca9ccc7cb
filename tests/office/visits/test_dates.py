"""Dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.visits.dates import read_date

INDONESIAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PLAIN = {
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "iso with slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "short Indonesian month": lambda d: f"{d.day} {SHORT[d.month - 1]} {d:%y}",
    "long Indonesian month": lambda d: f"{d.day} {INDONESIAN[d.month - 1]} {d.year}",
    "weekday before": lambda d: f"{WEEKDAYS[d.weekday()]}, {d.day} {INDONESIAN[d.month - 1]} {d.year}",
    "English month": lambda d: f"{d:%B} {d.day}, {d.year}",
    "hyphens": lambda d: f"{d.day}-{SHORT[d.month - 1].upper()}-{d:%y}",
    "Excel": lambda d: str((d - dt.date(1899, 12, 30)).days),
}
DAY_FIRST = (
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d:02}.{m:02}.{y}",
    "{d:02}/{m:02}/{yy:02}",
    "{d}.{m}.{yy:02}",
)
dates = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize("write", PLAIN.values(), ids=PLAIN.keys())
@given(date=dates)
def test_a_date_that_can_be_read_one_way_is_read_back(write, date):
    """Any date written in a plain format is the same date under both orders."""
    reading = read_date(write(date))
    assert (reading.day_first, reading.month_first) == (date, date)


@pytest.mark.parametrize("pattern", DAY_FIRST)
@given(date=dates)
def test_numbers_are_read_under_both_orders(pattern, date):
    """Day and month as numbers give the date under the order in which they were written."""
    facts = {"y": date.year, "yy": date.year % 100}
    assert read_date(pattern.format(d=date.day, m=date.month, **facts)).day_first == date
    assert read_date(pattern.format(d=date.month, m=date.day, **facts)).month_first == date


@pytest.mark.parametrize(
    ("text", "impossible"),
    [
        ("31/02/2025", True), ("30/02/2024", True), ("29/02/2025", True), ("2025-02-30", True), ("2025-13-01", True),
        ("31 Juni 2025", True), ("01/01/1999", True), ("01/01/2100", True), ("20000", True),
        ("31/13/2025", False), ("0/0/2025", False), ("rubbish", False), ("3 Foo 2025", False), ("1/2", False),
        ("1/2-2025", False), ("123456", False), ("", False),
    ],
)  # fmt: skip
def test_what_no_calendar_has_is_told_from_what_is_no_date(text, impossible):
    """A date that is written well but does not exist is impossible; anything else is unreadable."""
    reading = read_date(text)
    assert (reading.day_first, reading.month_first) == (None, None)
    assert reading.impossible is impossible


def test_both_sides_of_the_shared_century():
    """2000-01-01 and 2099-12-31 are dates, the days beside them are not."""
    assert read_date("1/1/00").day_first == dt.date(2000, 1, 1)
    assert read_date("31/12/99").day_first == dt.date(2099, 12, 31)
    assert read_date("31/12/1999").day_first is None
    assert read_date("1/1/2100").day_first is None


@given(st.text(max_size=30))
def test_any_text_gives_a_reading(text):
    """No text raises, and a text without a digit is no date."""
    reading = read_date(text)
    assert any(map(str.isdigit, text)) or reading.day_first is None
