"""`loket shifts` on the small sample office."""

import json
from pathlib import Path

import pytest

import cli

CONFIG = str(Path(__file__).parents[1] / "configs" / "ukk_small.yaml")


@pytest.mark.slow
def test_a_small_office_keeps_its_shift_or_is_shown_why(run):
    """The present shifts come first and have no effect on themselves; words and data agree on whether to change."""
    asked = ("shifts", CONFIG, "--week", "2026-W49", "--seconds", "3")
    code, out, _ = run(*asked)
    assert code == cli.DONE
    data = json.loads(run(*asked, "--json")[1])
    assert data["present"]["late"]["before"] == data["present"]["late"]["after"]
    assert [shift["id"] for shift in data["present"]["shifts"]] == ["dinas"]
    assert any(each["best"] for each in data["proposed"]) is ("- id:" in out)
    assert all(each["helps"] for each in data["proposed"] if each["best"])
    assert "sekarang" in out


def test_bad_seconds_are_refused(run):
    """No time is a mistake of use."""
    assert run("shifts", CONFIG, "--seconds", "0")[0] == cli.USAGE
