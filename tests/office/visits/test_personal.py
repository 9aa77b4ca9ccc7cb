"""Data about persons, by content."""

import pytest

from office.visits.findings import shown
from office.visits.personal import hidden, looks_personal


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("1771234506789012", "•••"), ("1771 2345 0678 9012", "•••"), ("NIK: 1771234506789012!", "NIK: •••!"),
        ("081234567890", "•••"), ("0812-3456-7890", "•••"), ("a@contoh.id", "•••"), ("12345678", "12345678"),
        ("123456789", "•••"), ("03/04/2025 08.15.30", "03/04/2025 08.15.30"), ("45750.3541666667", "45750.3541666667"),
        ("13-04-2026 08.15", "13-04-2026 08.15"), ("2026-04-13T08:15:00", "2026-04-13T08:15:00"), ("A001", "A001"),
    ],
)  # fmt: skip
def test_what_may_point_to_a_person_is_hidden(text, seen):
    """Numbers of nine digits and more, phone numbers and addresses; never dates and times."""
    assert hidden(text) == seen


@pytest.mark.parametrize(("numbers", "personal"), [(1, True), (0, False)])
def test_a_tenth_of_the_cells_is_enough(numbers, personal):
    """One identity number in ten cells makes a column personal; none does not; empty cells do not count."""
    cells = ["1771234506789012"] * numbers + ["A1"] * (10 - numbers) + [""] * 90
    assert looks_personal(cells) is personal


def test_one_in_eleven_is_not_enough():
    """The other side of the tenth: a single slip does not drop a column."""
    assert not looks_personal(["1771234506789012"] + ["A1"] * 10)


def test_tickets_that_begin_with_a_date_are_no_identity_numbers():
    """2026041308150001 is a ticket of 13 April."""
    assert not looks_personal(["2026041308150001", "2026041308150002"])
    assert looks_personal(["1771234506789012"])


def test_shown_values_are_short_and_on_one_line():
    """At most 60 characters, without line breaks."""
    assert shown("a\n b") == "a b"
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 59 + "…"
