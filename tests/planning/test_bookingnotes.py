"""Notes on appointments: more than the quota, outside the hours, and how many are taken to come."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from office.bookings import Booking
from planning.bookingnotes import booking_notes
from planning.inputs import gather
from report.problems import sentence
from report.words.catalogue import LANGUAGES, Words

MONDAY = date(2026, 11, 2)
NINE, NIGHT = 540, 23 * 60


@pytest.fixture(scope="module")
def inputs():
    return gather(Path(__file__).parents[2] / "configs" / "lebong.yaml")


def notes(inputs, *bookings, days=(MONDAY,)):
    return {note.code: note for note in booking_notes(replace(inputs, bookings=bookings), days)}


def booked(count, minute=NINE, **more):
    return Booking(day=MONDAY, minute=minute, service="paspor_baru", count=count, **more)


@pytest.mark.parametrize(("counts", "over"), [((4, 6), False), ((4, 7), True)])
def test_more_than_the_quota_is_told_with_its_numbers(inputs, counts, over):
    """All appointments of a time together against its quota; cancelled ones take no place."""
    found = notes(inputs, *(booked(n, quota=10) for n in counts), booked(9, quota=10, status="cancelled"))
    assert ("bookings.over_quota" in found) is over
    if over:
        params = found["bookings.over_quota"].params
        assert (params["booked"], params["quota"], params["time"], params["day"]) == (11, 10, "09.00", "2026-11-02")


def test_appointments_outside_the_ticket_hours_are_told(inputs):
    """At night, on an open day: moved, not lost, and said."""
    assert notes(inputs, booked(3), booked(2, NIGHT))["bookings.outside_hours"].params["visitors"] == 2
    assert "bookings.outside_hours" not in notes(inputs, booked(3))


def test_what_share_is_taken_to_come(inputs):
    """Without past appointments the share of the YAML, said in both languages; without coming ones nothing."""
    note = notes(inputs, booked(3))["bookings.assumed_shows"]
    assert (note.params["percent"], note.params["count"], note.params["past"]) == ("94", 3, 0)
    for language in LANGUAGES:
        assert "94 %" in sentence(note, Words(language))
    assert notes(inputs, booked(3), days=(date(2026, 11, 3),)) == {}
