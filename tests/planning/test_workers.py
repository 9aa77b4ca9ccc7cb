"""planning/workers.py"""

import os
from functools import partial

import numpy as np
import pytest

from planning.workers import do_all

JOBS = {f"{n}": partial(np.full, 2, n) for n in range(12)}


@pytest.mark.parametrize(("alone_seconds", "workers"), [(60.0, "2"), (0.0, "2"), (0.0, "1")])
def test_every_job_is_done_once_wherever(monkeypatch, alone_seconds, workers):
    """Alone while that is quick, with a single core, and among processes: the same results."""
    monkeypatch.setenv("LOKET_WORKERS", workers)
    found = list(do_all(JOBS, alone_seconds))
    assert {key: made.said.tolist() for key, made in found} == {f"{n}": [n, n] for n in range(12)}
    assert len(found) == 12


@pytest.mark.parametrize(("alone_seconds", "workers", "alone"), [(60.0, "2", 12), (0.0, "2", 0), (0.0, "1", 12)])
def test_long_work_is_shared(monkeypatch, alone_seconds, workers, alone):
    """Other processes answer when work takes longer than it may take alone."""
    monkeypatch.setenv("LOKET_WORKERS", workers)
    found = [made.said for _, made in do_all({f"{n}": os.getpid for n in range(12)}, alone_seconds)]
    assert found.count(os.getpid()) == alone


def test_work_that_cannot_be_sent_is_done_here(monkeypatch):
    """A function that no other process could find."""
    monkeypatch.setenv("LOKET_WORKERS", "2")
    here = {f"{n}": lambda: np.zeros(1) for n in range(10)}
    assert len(list(do_all(here, 0.0))) == 10
