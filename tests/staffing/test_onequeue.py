"""One pooled queue with changing officers: goldens, brute force, and the shortcut against the long way."""

import heapq
from itertools import pairwise

import numpy as np
import pytest

from staffing.onequeue import extra, fewest, waits

HOURLY = np.array([10.0, 24, 30, 18, 8])
LATE = [0.02435, 0.02203, 0.06704, 0.13286, 0.12676]


def changing_days(paths, seed=5):
    """Days of M(t)/M with mean service 12 minutes: ready, minutes, first index of each path."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(HOURLY, (paths, 5))
    hour = np.concatenate([np.repeat(np.arange(5), row) for row in counts])
    ready = 480 + 60 * (hour + rng.random(len(hour)))
    path = np.repeat(np.arange(paths), counts.sum(axis=1))
    ready = ready[np.lexsort((ready, path))]
    return ready, rng.exponential(12.0, len(hour)), np.concatenate([[0], counts.sum(axis=1).cumsum()])


def all_waits(ready, minutes, first, officers, slot_minutes=60.0):
    wait = np.zeros(len(ready))
    for a, b in pairwise(first):
        waits(ready[a:b], minutes[a:b], np.asarray(officers), 480.0, slot_minutes, wait[a:b])
    return wait


def test_a_changing_day_meets_the_transient_numerics():
    """M(t)/M/s(t) with staffing 3,6,7,5,3: P(W > 15) over each hour as uniformisation has it."""
    ready, minutes, first = changing_days(6000)
    wait = all_waits(ready, minutes, first, [3, 6, 7, 5, 3])
    hour = ((ready - 480) // 60).astype(int)
    late = [np.mean(wait[hour == h] > 15) for h in range(5)]
    assert late == pytest.approx(LATE, abs=0.012)


def test_the_forward_profile_lies_between_the_optimum_and_the_stationary_formula():
    """P(W > 15) <= 0.2 in each hour: the best has 22 officer-hours by enumeration, SIPP 24. Forward needs no more."""
    ready, minutes, first = changing_days(3000)
    found = fewest(
        ready, minutes, first, np.ones(5, dtype=bool), 480.0, 60.0, np.arange(5), 15.0, 0.2, False, 12
    )  # fmt: skip
    assert 22 <= found.sum() <= 24
    wait = all_waits(ready, minutes, first, found)
    hour = ((ready - 480) // 60).astype(int)
    assert max(np.mean(wait[hour == h] > 15) for h in range(5)) < 0.22


def by_heap(ready, minutes, officers, slot_minutes):
    """Waits with officers that only join, by a heap of the moments at which they are free."""
    joins = [480.0 + slot_minutes * t for t, more in enumerate(np.diff(officers, prepend=0)) for _ in range(more)]
    free = list(joins)
    heapq.heapify(free)
    result = []
    for moment, service in zip(ready, minutes, strict=True):
        begin = max(moment, heapq.heappop(free))
        heapq.heappush(free, begin + service)
        result.append(begin - moment)
    return result


@pytest.mark.parametrize("seed", range(20))
def test_joining_officers_serve_as_a_heap_says(seed):
    """With officers that only join, the recursion is the textbook one."""
    rng = np.random.default_rng(seed)
    ready = np.sort(rng.uniform(470, 900, 60))
    minutes, officers = rng.gamma(2, 8, 60), np.sort(rng.integers(0, 5, 8))
    officers[-1] += 1
    wait = all_waits(ready, minutes, [0, 60], officers, 30.0)
    np.testing.assert_allclose(wait, by_heap(ready, minutes, officers, 30.0), atol=1e-9)


def with_plenty_at_the_end(ready, minutes, officers, slot_minutes):
    """Waiting of a day in whose last slot everybody who waits or comes is called at once."""
    start = 480 + slot_minutes * (len(officers) - 1)
    usual = all_waits(ready, minutes, [0, len(ready)], officers, slot_minutes)
    return np.where(ready + usual < start, usual, np.maximum(0, start - ready)).sum()


def test_meeting_runs_are_not_followed_further():
    """`extra` stops where two runs meet; the plain difference of whole days is the same, for every slot and number.

    In the last slot nothing but closing follows, so that the run with plenty is known by hand there.
    """
    rng = np.random.default_rng(2)
    for _ in range(30):
        ready, minutes = np.sort(rng.uniform(480, 600, 25)), rng.gamma(2, 5, 25)
        officers = rng.integers(0, 4, 4)
        found, late = extra(
            ready, minutes, np.array([0, 25]), officers, np.ones(4, dtype=bool), 480.0, 30.0, 15.0, 5
        )  # fmt: skip
        for t in range(4):
            days = [all_waits(ready, minutes, [0, 25], _with(officers, t, n), 30.0) for n in range(6)]
            differences = np.array([day.sum() for day in days]) - days[0].sum()
            np.testing.assert_allclose(found[t] - found[t, 0], differences, atol=1e-8)
            late_differences = [(day > 15).sum() - (days[0] > 15).sum() for day in days]
            np.testing.assert_allclose(late[t] - late[t, 0], late_differences, atol=1e-8)
        base = with_plenty_at_the_end(ready, minutes, officers, 30.0)
        assert found[3, 5] == pytest.approx(days[5].sum() - base)


def _with(officers, t, n):
    changed = officers.copy()
    changed[t] = n
    return changed


def test_a_closed_lunch_keeps_the_queue():
    """Who came before or during a closed slot is called when counters open again, in order."""
    ready, minutes = np.array([500.0, 515, 520]), np.array([5.0, 5, 5])
    wait = all_waits(ready, minutes, [0, 3], np.array([1, 0, 1]), 30.0)
    assert wait.tolist() == [0.0, 25.0, 25.0]


def test_who_is_in_hand_is_finished():
    """An officer whose slot ends finishes; the next visitor waits for the next post, or two hours beyond closing."""
    ready, minutes = np.array([500.0, 505]), np.array([40.0, 5])
    assert all_waits(ready, minutes, [0, 2], np.array([1, 0]), 30.0).tolist() == [0.0, 155.0]
    assert all_waits(ready, minutes, [0, 2], np.array([1, 1]), 30.0).tolist() == [0.0, 35.0]
