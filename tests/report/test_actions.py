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
         ("Petugas F", "Wawancara", "210 → 60")),
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
