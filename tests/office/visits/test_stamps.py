"""Texts as date texts and seconds of the day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.visits.stamps import NO_DATE, NO_TIME, UNREADABLE, WIDTH, read_stamps


def one(text, dotted_is_date=False, midnight_is_nothing=False):
    stamps = read_stamps([text], dotted_is_date, midnight_is_nothing)
    date = stamps.texts[stamps.dates[0]] if stamps.dates[0] != NO_DATE else ""
    return date, int(stamps.seconds[0])


AT_8_15 = 8 * 3600 + 15 * 60


@pytest.mark.parametrize(
    ("text", "date", "seconds"),
    [
        ("", "", NO_TIME),
        ("-", "", NO_TIME),
        ("NULL", "", NO_TIME),
        ("0000-00-00 00:00:00", "", NO_TIME),
        ("08.15", "", AT_8_15),
        ("8:15", "", AT_8_15),
        ("08:15:30", "", AT_8_15 + 30),
        ("08:15:30.250", "", AT_8_15 + 30),
        ("08.15 WIB", "", AT_8_15),
        ("pukul 08.15", "", AT_8_15),
        ("8:15 AM", "", AT_8_15),
        ("8.15 pm", "", AT_8_15 + 12 * 3600),
        ("12:05 AM", "", 300),
        ("12:05 PM", "", 12 * 3600 + 300),
        ("0.34375", "", AT_8_15),
        ("2025-04-03", "2025-04-03", NO_TIME),
        ("2025-04-03 08:15", "2025-04-03", AT_8_15),
        ("2025-04-03T08:15:00", "2025-04-03", AT_8_15),
        ("03/04/2025, 08.15", "03/04/2025", AT_8_15),
        ("3 Apr 25 08.15", "3 Apr 25", AT_8_15),
        ("Kamis, 3 April 2025 pukul 08.15 WIB", "Kamis, 3 April 2025", AT_8_15),
        ("45750", "45750", NO_TIME),
        ("45750.34375", "45750", AT_8_15),
        ("45750,34375", "45750", AT_8_15),
        ("23:59:59", "", 86_399),
        ("24:00", "", UNREADABLE),
        ("08:60", "", UNREADABLE),
        ("08:15:60", "", UNREADABLE),
        ("13:00 PM", "", UNREADABLE),
        ("0:30 AM", "", UNREADABLE),
        ("31/13/2025 25:00", "31/13/2025", UNREADABLE),
    ],
)
def test_texts_of_all_shapes(text, date, seconds):
    """Date and time of one text, both sides of midnight, noon and the hour."""
    assert one(text) == (date, seconds)


def test_a_dotted_text_is_a_date_or_a_time_as_the_column_says():
    """`08.04.25` cannot be told by itself."""
    assert one("08.04.25", dotted_is_date=True) == ("08.04.25", NO_TIME)
    assert one("08.04.25", dotted_is_date=False) == ("", 8 * 3600 + 4 * 60 + 25)


def test_midnight_alone_may_stand_for_a_call_that_never_came():
    """Midnight without a date is nothing where that is said; with a date it is a time."""
    assert one("00:00:00", midnight_is_nothing=True) == ("", NO_TIME)
    assert one("00:00:00") == ("", 0)
    assert one("2025-04-03 00:00:00", midnight_is_nothing=True) == ("2025-04-03", 0)


@given(st.lists(st.times().map(lambda t: t.replace(microsecond=0)), min_size=1, max_size=40), st.sampled_from(".:"))
def test_any_times_are_read_back(times, mark):
    """Whatever the times of a block, with or without seconds, each is read as it was written."""
    texts = [t.strftime(f"%H{mark}%M{mark}%S") if t.second else t.strftime(f"%H{mark}%M") for t in times]
    seconds = read_stamps(texts, dotted_is_date=False).seconds
    assert seconds.tolist() == [t.hour * 3600 + t.minute * 60 + t.second for t in times]


@given(st.lists(st.text(max_size=WIDTH + 5), max_size=30), st.booleans())
def test_rows_do_not_depend_on_their_neighbours(texts, dotted):
    """Any texts: a block gives each row what the row alone gives, and never raises."""
    texts = [text.strip().replace("\0", "") for text in texts]
    block = read_stamps(texts, dotted)
    alone = [read_stamps([text], dotted) for text in texts]
    assert block.seconds.tolist() == [int(stamps.seconds[0]) for stamps in alone]
    of_block = [block.texts[code] if code != NO_DATE else "" for code in block.dates]
    assert of_block == [stamps.texts[0] if stamps.dates[0] != NO_DATE else "" for stamps in alone]


def test_a_text_that_was_cut_off_is_not_read():
    """A time followed by more than fits is unreadable, not the time."""
    assert one("2025-04-03 08:15" + " " * WIDTH + "x")[1] == UNREADABLE


def test_filled_rows():
    """Rows with a date, a time or rubbish are filled; empty ones and `-` are not."""
    filled = read_stamps(["", "-", "08.15", "2025-04-03", "rubbish"], dotted_is_date=False).filled
    assert np.array_equal(filled, [False, False, True, True, True])
