"""Actions in words."""

from dataclasses import replace

import pytest

from planning.results import Action
from report.actions import action_lines


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (Action("shift_bookings", {"count": 6, "day": 1, "start": 480, "end": 600, "to_start": 780,
                                   "to_end": 900}, 9, 4),
         ("6", "08.00–10.00", "13.00–15.00", "9 → 4")),
        (Action("open_counter", {"counter": "l5", "officer": "p2", "day": 0, "start": 540, "end": 660}, 9, 6),
         ("L5", "Petugas C", "09.00–11.00", "9 → 6")),
        (Action("train", {"officer": "p5", "skill": "wawancara"}, 2, 2, 210, 60),
         ("Petugas F", "Wawancara", "→ 1 ")),
    ],
)  # fmt: skip
def test_an_action_names_its_facts_and_its_effect(plan, names, action, told):
    """Names, times and figures of each kind of action."""
    (line,) = action_lines(replace(plan, actions=(action,)), names)
    assert [fact for fact in told if fact not in f"{line.text}: {line.effect}"] == []


def test_small_effects_keep_a_decimal(plan, names):
    """From 1.2 to 0.8 is no change from 1 to 1."""
    (line,) = action_lines(
        replace(plan, actions=(Action("train", {"officer": "p1", "skill": "bap"}, 1.2, 0.8),)), names
    )
    assert names.words.number(1.2, 1) in line.effect


@pytest.mark.parametrize(
    ("late", "minutes", "told"),
    [((5, 5), (60, 60), 0), ((5, 5.04), (60, 60), 0), ((5, 6), (60, 60), 0), ((5, 4.9), (60, 60), 1),
     ((5, 5), (60, 90), 0), ((5, 6), (60, 30), 1)],
)  # fmt: skip
def test_only_what_helps_is_advised(plan, names, late, minutes, told):
    """Fewer long waits as printed, or less time without a stand-in; what also gets worse is told with it."""
    lines = action_lines(
        replace(plan, actions=(Action("train", {"officer": "p1", "skill": "bap"}, *late, *minutes),)), names
    )
    assert len(lines) == told
    assert all(("5 → 6" in line.effect) is (late == (5, 6)) for line in lines)
