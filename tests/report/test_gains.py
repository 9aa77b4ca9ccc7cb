"""What planning gains is told in people, and called no change where none can be shown."""

from dataclasses import replace

import pytest

from report.gains import gain_lines, gain_rows
from tests.report.judged import baseline, judged_plan


@pytest.mark.parametrize(
    ("before", "low", "high", "key", "count"),
    [
        (16.0, 0.05, 0.07, "fewer", 12.0),
        (1.0, -0.03, -0.01, "more", 3.0),
        (16.0, -0.01, 0.07, "same", 12.0),
        (4.3, 0.0001, 0.0002, "same", 0.3),
        (4.6, 0.0001, 0.0002, "fewer", 0.6),
    ],
)
def test_a_gain_is_so_many_people_or_none_that_can_be_shown(plan, words, before, low, high, key, count):
    """The plan has 4 late a week. The interval must leave out 0, and the difference be half a person at least."""
    judged = judged_plan(plan)
    found = replace(judged, baselines=(baseline(judged, "past", before, low, high),))
    mean = float(found.baselines[0].outcome.late_by_path.mean())
    assert gain_lines(found, words) == [
        words(f"gain.{key}", name=words("gain.past"), minutes=30, count=words.number(abs(mean - 4.0), 1),
              before=words.number(mean, 1), after=words.number(4.0, 1))
    ]  # fmt: skip
    assert abs(mean - before) < 0.05
    assert count == pytest.approx(abs(before - 4.0))


def test_a_quick_plan_has_the_one_baseline(plan, words):
    """All counters open, and nothing about what was not looked at."""
    assert len(gain_lines(plan, words)) == 1
    assert words("gain.all_open") in gain_lines(plan, words)[0]


def test_an_unknown_past_is_said(plan, words):
    """Where the others stand and it does not."""
    judged = judged_plan(plan)
    assert words("gain.no_past") not in gain_lines(judged, words)
    assert gain_lines(replace(judged, baselines=judged.baselines[1:]), words)[-1] == words("gain.no_past")


def test_the_analyst_reads_points_with_their_interval(plan, words):
    """A row a baseline."""
    rows = gain_rows(judged_plan(plan), words)
    assert len(rows) == 4
    assert rows[1][3] == words("gain.points", mean=words.number(6, 2), low=words.number(5, 2), high=words.number(7, 2))
