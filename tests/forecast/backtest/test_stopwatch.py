"""forecast/backtest/stopwatch.py: seconds as if nothing had been remembered."""

import numpy as np
import pytest

from forecast.backtest.stopwatch import Stopwatch
from forecast.pool.memory import Made, Said


class Kept:
    """A memory whose arrays took two seconds each, and that counts its calls."""

    calls = 0

    def recall(self, jobs):
        self.calls += len(jobs)
        return {key: Made(job(), 2.0) for key, job in jobs.items()}


def three():
    return Said(np.arange(3.0)[None], ("",))


def test_what_is_recalled_counts_what_it_once_took():
    """Two arrays the first time, one of them again: made twice, counted three times."""
    kept = Kept()
    watch = Stopwatch(kept)
    assert watch.recall({"a": three, "b": three})["b"].said.means.tolist() == [[0, 1, 2]]
    watch.recall({"a": three})
    assert kept.calls == 2
    assert watch.spared == pytest.approx(6.0, abs=0.5)
