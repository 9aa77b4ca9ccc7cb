"""A roster as data is the same text in every run."""

import json
from datetime import date

from scheduler.roster import Duty

STEPS = [f"step_{letter}" for letter in "hgfedcba"]


def test_steps_are_written_in_order():
    """Sets have another order in every process; files have not, and give the set back."""
    duty = Duty(officer="a", day=date(2026, 11, 30), start=480, end=540, activity="counter", counter="l1", steps=STEPS)
    data = duty.model_dump(mode="json")
    assert data["steps"] == sorted(STEPS)
    assert json.loads(duty.model_dump_json())["steps"] == sorted(STEPS)
    assert Duty.model_validate(data) == duty
    assert duty.model_dump()["steps"] == frozenset(STEPS)
