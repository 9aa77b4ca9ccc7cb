"""When a break may start."""

import pytest

from office.people import BreakRule
from office.values import Span, clock
from scheduler.shifts import break_starts


@pytest.mark.parametrize(
    ("shift", "minutes", "window", "every", "slot_minutes", "starts"),
    [
        ("07.30-16.00", 60, "11.30-13.30", None, 30, ["11.30", "12.00", "12.30"]),
        ("07.30-16.00", 60, "11.00-14.00", 60, 30, ["11.00", "12.00", "13.00"]),
        ("07.30-16.30", 90, "11.30-14.30", 90, 30, ["11.30", "13.00"]),
        ("07.30-16.30", 90, "11.30-13.00", 90, 30, ["11.30"]),
        ("12.00-18.00", 60, "11.00-14.00", 60, 30, ["12.00", "13.00"]),
        ("12.30-18.00", 60, "11.00-14.00", 60, 30, ["13.00"]),
        ("07.30-12.30", 60, "11.00-14.00", 60, 30, ["11.00"]),
        ("07.30-16.00", 30, "11.40-12.40", None, 30, ["12.00"]),
        ("07.30-16.00", 30, "11.40-12.40", None, 15, ["11.45", "12.00"]),
        ("07.30-16.00", 60, "11.30-13.30", 45, 30, ["11.30", "12.30"]),
        ("07.30-16.00", 60, "11.00-14.00", None, 60, ["11.00", "12.00", "13.00"]),
    ],
)
def test_breaks_start_on_slots_in_their_turns(shift, minutes, window, every, slot_minutes, starts):
    """Turns are counted from the window's start, the same for every shift, and the whole break fits both."""
    rule = BreakRule(minutes=minutes, window=window, every=every)
    found = break_starts(Span.model_validate(shift), rule, slot_minutes)
    assert [clock(start) for start in found if start is not None] == starts


@pytest.mark.parametrize(
    ("shift", "rule"),
    [
        ("07.30-12.00", None),
        ("07.30-11.00", BreakRule(minutes=60, window="11.00-14.00")),
        ("07.30-11.30", BreakRule(minutes=60, window="11.00-14.00")),
        ("14.00-20.00", BreakRule(minutes=60, window="11.00-14.00")),
    ],
)
def test_a_shift_without_room_has_no_break(shift, rule):
    """No rule, a shift that ends before the window, holds too little of it, or begins behind it."""
    assert break_starts(Span.model_validate(shift), rule, 30) == (None,)
