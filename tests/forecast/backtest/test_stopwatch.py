"""forecast/backtest/stopwatch.py: remembering spares seconds, and says how many."""

from time import sleep

import numpy as np

from forecast.backtest.stopwatch import Stopwatch
from forecast.pool.rolling import FORGETFUL


class Kept:
    """A memory in a dictionary."""

    def __init__(self):
        self.known = {}

    def recall(self, key, make):
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]


def slow():
    sleep(0.02)
    return np.arange(3)


def test_what_is_made_anew_spares_nothing():
    """The first time of each key."""
    watch = Stopwatch(FORGETFUL)
    assert watch.recall("a", slow).tolist() == [0, 1, 2]
    assert watch.spared == 0


def test_what_is_recalled_spares_what_it_once_took():
    """In the same process, and from a memory that outlives it."""
    kept = Kept()
    watch = Stopwatch(kept)
    watch.recall("a", slow)
    watch.recall("a", slow)
    assert 0.015 < watch.spared < 0.2
    later = Stopwatch(kept)
    assert later.recall("a", slow).tolist() == [0, 1, 2]
    assert 0.015 < later.spared < 0.2
