"""What a head may type into a cell."""

import pytest

from office.values import Span
from planning.weeksheet.cells import CellEdit, HalfAway, Unreadable, parse_cell, place_index
from planning.weeksheet.halfdays import Place

KINDS = {"belakang": "back_office", "siaga": "standby", "cuti": "leave", "luar": "outside_duty", "standby": "standby"}
COUNTERS = {"l3": "L3", "l4": "L4", "izin": "L6 Izin/BAP", "b1": "Booth 1"}
INDEX = place_index(KINDS, COUNTERS)
L3, L4, DESK, STANDBY = Place("counter", "l3"), Place("counter", "l4"), Place("back_office"), Place("standby")


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("L3", CellEdit(L3, L3)),
        ("  l 3 ", CellEdit(L3, L3)),
        ("Loket 3", CellEdit(L3, L3)),
        ("L-3", CellEdit(L3, L3)),
        ("L4 | siaga", CellEdit(L4, STANDBY)),
        ("L3 → L4", CellEdit(L3, L4)),
        ("L3->L4", CellEdit(L3, L4)),
        ("L3/belakang", CellEdit(L3, DESK)),
        ("L3, BELAKANG", CellEdit(L3, DESK)),
        ("L3* | Siaga²", CellEdit(L3, STANDBY, turn=2)),
        ("L3 (1)", CellEdit(L3, L3, turn=1)),
        ("L3¹\n08.30–17.00", CellEdit(L3, L3, Span(start=510, end=1020), 1)),
        ("l4 | standby 08:00-14:00", CellEdit(L4, STANDBY, Span(start=480, end=840))),
        ("L6 Izin/BAP", CellEdit(Place("counter", "izin"), Place("counter", "izin"))),
        ("l6 izin/bap | L3", CellEdit(Place("counter", "izin"), L3)),
        ("booth1", CellEdit(Place("counter", "b1"), Place("counter", "b1"))),
        ("CUTI", CellEdit(Place("leave"), Place("leave"))),
        ("", CellEdit(Place("off"), Place("off"))),
        (" – ", CellEdit(Place("off"), Place("off"))),
    ],
)
def test_a_cell_is_understood(text, edit):
    """Case, spaces, separators, stars, raised figures and times."""
    assert parse_cell(text, INDEX) == edit


@pytest.mark.parametrize("text", ["L9", "L3 | L9", "L3 | L4 | siaga", "makan", "L3 17.00-08.00", "L3 siaga"])
def test_what_names_no_place_is_refused(text):
    """An unknown place, three places, times in the wrong order, two places without anything between them."""
    with pytest.raises(Unreadable):
        parse_cell(text, INDEX)


def test_half_a_day_of_leave_is_refused():
    """A roster holds leave by whole days."""
    with pytest.raises(HalfAway):
        parse_cell("L3 | cuti", INDEX)


def test_a_counters_own_name_wins():
    """An office whose counter is called like a kind of place means the counter."""
    index = place_index(KINDS, {"x": "Siaga"})
    assert index["siaga"] == Place("counter", "x")


def test_a_number_of_two_counters_names_neither():
    """`L1` is no guess between `L1 Timur` and `L1 Barat`."""
    assert "l1" not in place_index(KINDS, {"a": "L1 Timur", "b": "L1 Barat"})
