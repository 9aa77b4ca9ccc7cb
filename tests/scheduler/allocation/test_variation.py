"""Shared-out days against all schedules that there are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.allocation.variation import ABSENT, FREE, TaskDay, breaches, price_of, vary


def random_day(seed, idle=False):
    """Two or three officers, four to six slots, two activities; the cover is that of some schedule."""
    rng = np.random.default_rng(seed)
    officers, slots, kinds = int(rng.integers(2, 4)), int(rng.integers(4, 6)), 2
    schedule = rng.integers(0, kinds, (officers, slots))
    schedule[0, : rng.integers(0, 3)] = ABSENT
    fixed = np.where(rng.random(schedule.shape) < 0.3, schedule, FREE)
    fixed[schedule == ABSENT] = FREE if idle else ABSENT
    required = np.array([(schedule == kind).sum(axis=0) for kind in range(kinds)])
    run_price, frequency_price = rng.integers(0, 12, (2, kinds, slots + 1))
    frequency_price[:, 0] = 0
    return TaskDay(("a", "b"), fixed, required, run_price, frequency_price)


def all_schedules(day):
    """Every schedule that keeps what is given, by trying all cells."""
    free = np.argwhere(day.fixed == FREE)
    for cells in product((ABSENT, *range(len(day.activities))), repeat=len(free)):
        schedule = day.fixed.copy()
        schedule[tuple(free.T)] = cells
        held = [(schedule == kind).sum(axis=0) for kind in range(len(day.activities))]
        words = ["".join(" " if cell == ABSENT else "x" for cell in line).strip() for line in schedule]
        if (np.array(held) == day.required).all() and not any(" " in word for word in words):
            yield schedule


def price_by_hand(day, schedule):
    """Letters in a row, without the code under test."""
    total = 0
    for line in schedule:
        counts = dict.fromkeys(range(len(day.activities)), 0)
        length = 1
        for slot, cell in enumerate(line):
            if slot + 1 < len(line) and line[slot + 1] == cell:
                length += 1
                continue
            if cell != ABSENT:
                total += day.run_price[cell, length]
                counts[cell] += 1
            length = 1
        total += sum(day.frequency_price[kind, n] for kind, n in counts.items())
    return total


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_no_schedule_is_cheaper(seed, idle):
    """Value and bound are the minimum over all schedules, prices of every shape; days may be left shorter."""
    day = random_day(seed, idle)
    if (day.fixed == FREE).sum() > 7:
        return
    found = vary(day, 30.0)
    assert found is not None
    assert breaches(day, found.schedule) == []
    best = min(price_by_hand(day, schedule) for schedule in all_schedules(day))
    assert (found.value, found.bound) == (best, best)
    assert price_by_hand(day, found.schedule) == price_of(day, found.schedule) == best


@pytest.mark.parametrize("seed", range(5))
def test_without_time_everybody_is_still_somewhere(seed):
    """The plan slot by slot keeps what is given and asked, and claims nothing."""
    day = random_day(seed)
    found = vary(day, 0.0)
    assert found is not None
    assert breaches(day, found.schedule) == []
    assert (found.value, found.bound) == (price_by_hand(day, found.schedule), 0)


def test_dear_days_are_searched_again():
    """Where nothing is cheap, nobody is kept from many runs: one officer, alternating by force."""
    cells = np.array([[0, FREE] * 6])
    required = np.array([[1, 0] * 6, [0, 1] * 6])
    prices = np.full((2, 13), 100)
    found = vary(TaskDay(("a", "b"), cells, required, prices, 0 * prices), 30.0)
    assert found is not None
    assert (found.value, found.bound) == (1200, 1200)


def test_breaches_are_told():
    """Another cell than fixed, another cover, a hole in the day."""
    day = TaskDay(("a",), np.array([[0, FREE, 0]]), np.array([[1, 1, 1]]), np.zeros((1, 4)), np.zeros((1, 4)))
    assert breaches(day, np.array([[0, 0, 0]])) == []
    assert breaches(day, np.array([[0, ABSENT, 0]])) == ["required", "gap"]
    assert breaches(day, np.array([[0, 0, ABSENT]])) == ["fixed", "required"]


def test_more_than_everybody_has_no_schedule():
    """Two asked for, one there."""
    day = TaskDay(("a",), np.array([[FREE, FREE]]), np.array([[2, 1]]), np.zeros((1, 3)), np.zeros((1, 3)))
    assert vary(day, 5.0) is None
