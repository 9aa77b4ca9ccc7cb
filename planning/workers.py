"""Workers: long work shared among processes, short work done at once."""

import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pickle import PicklingError
from time import perf_counter

from forecast.pool.memory import Job, Made, made

ALONE_SECONDS = 5.0
"""Work that is done by then needs no other process: starting one takes about as long."""
LEAST_JOBS = 8
PARTS = 4
"""Parts that each process is given one after another: neighbouring jobs share what they have in common."""
MOST_WORKERS = 8


def do_all(jobs: Mapping[str, Job], alone_seconds: float = ALONE_SECONDS) -> Iterator[tuple[str, Made]]:
    """Does all jobs, in any order.

    They are done one by one; when that takes longer than `alone_seconds` and many are left, as many processes as the
    computer has cores share the rest. Where no process can be started the rest is done alone.

    Parameters
    ----------
    jobs
        Each a function of nothing that another process can be sent.
    alone_seconds
        When to ask for help.
    """
    begun = perf_counter()
    left = dict(jobs)
    for key, job in jobs.items():
        if perf_counter() - begun > alone_seconds and len(left) >= LEAST_JOBS and _workers() > 1:
            break
        yield key, made(job)
        del left[key]
    for key, result in _shared(dict(left)) if left else ():
        yield key, result
        del left[key]
    for key, job in left.items():
        yield key, made(job)


def _shared(jobs: Mapping[str, Job]) -> Iterator[tuple[str, Made]]:
    """As many as other processes manage; the rest where they die or cannot start."""
    try:
        with ProcessPoolExecutor(min(_workers(), len(jobs)), get_context("spawn"), initializer=_begin) as pool:
            share = max(1, len(jobs) // (PARTS * _workers()))
            yield from zip(jobs, pool.map(made, jobs.values(), chunksize=share), strict=True)
    except (BrokenProcessPool, OSError, PicklingError, AttributeError):
        return  # done alone then, where a fault of the job itself shows again


def _workers() -> int:
    """Processes that are worth starting; LOKET_WORKERS says otherwise."""
    told = os.environ.get("LOKET_WORKERS", "")
    return int(told) if told.isdigit() and int(told) > 0 else min(_cores(), MOST_WORKERS)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    """A worker leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
