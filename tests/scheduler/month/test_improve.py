"""Weeks decided again: nothing gets worse, time is kept, and what lies at its bounds is left alone."""

from dataclasses import replace

import numpy as np
import pytest

from scheduler.month.improve import improved, worth
from scheduler.month.result import MonthWeek
from scheduler.result import Level, RosterResult

NAMES = ("uncovered", "no_stand_in", "waiting", "turns")


def week(values, seconds=1.0) -> MonthWeek:
    """A decided week of which nothing is known but its levels; bounds are 0."""
    levels = tuple(Level(name, value, 0.0, 0.0, 0.0, "minutes", 0.0) for name, value in zip(NAMES, values, strict=True))
    return MonthWeek(None, None, RosterResult(None, "feasible", levels, (), seconds, 0.0, 0))


def redo_of(answers, asked):
    """Decides a week again as told, and notes which was asked for and how long it may take."""

    def redo(weeks, n, seconds):
        asked.append((n, seconds))
        levels = tuple(
            replace(level, value=value) for level, value in zip(weeks[n].result.levels, answers[n], strict=True)
        )
        again = replace(weeks[n], result=replace(weeks[n].result, levels=levels))
        return (*weeks[:n], again, *weeks[n + 1 :])

    return redo


@pytest.mark.parametrize("seed", range(20))
def test_a_month_never_gets_worse_and_no_week_is_tried_twice(seed):
    rng = np.random.default_rng(seed)
    weeks = tuple(week(rng.integers(0, 4, 4)) for _ in range(4))
    asked: list[tuple[int, float]] = []
    found = improved(weeks, redo_of([rng.integers(0, 4, 4) for _ in range(4)], asked), 0.0, lambda: 100.0)
    assert worth(found) <= worth(weeks)
    assert len({n for n, _ in asked}) == len(asked)


def test_the_week_with_most_promises_left_is_decided_again_first():
    asked: list[tuple[int, float]] = []
    weeks = week((0, 9, 9, 0)), week((30, 0, 0, 0)), week((0, 0, 0, 5)), week((60, 0, 0, 0))
    improved(weeks, redo_of([(0, 0, 0, 0)] * 4, asked), 0.0, lambda: 100.0)
    assert [n for n, _ in asked] == [3, 1, 0]  # turns have no bound but 0 and are no reason by themselves


def test_a_week_that_could_not_have_more_time_than_before_stays():
    asked: list[tuple[int, float]] = []
    weeks = week((60, 0, 0, 0), seconds=20.0), week((30, 0, 0, 0), seconds=5.0)
    improved(weeks, redo_of([(0, 0, 0, 0)] * 2, asked), 0.0, lambda: 10.0)
    assert [n for n, _ in asked] == [1]


def test_what_is_won_early_must_not_be_paid_for_by_an_earlier_level():
    """Less waiting in exchange for a promise: refused."""
    weeks = (week((0, 0, 50, 0)),)
    assert improved(weeks, redo_of([(30, 0, 0, 0)], []), 0.0, lambda: 100.0) == weeks
