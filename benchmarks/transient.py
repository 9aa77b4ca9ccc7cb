"""Transient waits by uniformisation, and the fewest officers: goldens, errors, times: python -m benchmarks.transient

The day of the goldens: services of 12 minutes, hours with 10, 24, 30, 18 and 8 arrivals, start empty, late after 15
minutes. Its smallest staffing with at most 20 % late in every hour is known by enumeration: 22 officer-hours.
"""

from time import process_time

import numpy as np

from staffing.erlang import fewest_servers
from staffing.profiles import Profile, fewest_officers
from staffing.transient import OneQueue, transient

GOLDEN = OneQueue(np.array([10.0, 24, 30, 18, 8]) / 60, 12.0, 60.0, 15.0)
TABLES = {
    (3, 6, 7, 5, 3): [0.02435, 0.02203, 0.06704, 0.13286, 0.12676],
    (2, 5, 7, 5, 3): [0.13818, 0.10181, 0.10767, 0.15660, 0.14024],
}
INSIDE = [2.441400, 5.794840, 7.893971, 5.130802, 2.368510]
BUSY = [0.389720, 0.446329, 0.540262, 0.447957, 0.326554]
NINE_HOURS = np.array([10.0, 20, 24, 28, 18, 20, 24, 16, 8]) / 60
STAFF = np.array([3, 5, 6, 7, 5, 5, 6, 5, 3])
BEST = 22


def goldens() -> bool:
    """Prints the largest differences to the golden tables; whether they are below 1e-4."""
    errors = {staff: np.abs(transient(GOLDEN, np.array(staff)).late - late).max() for staff, late in TABLES.items()}
    first = transient(GOLDEN, np.array(next(iter(TABLES))))
    inside, busy = np.abs(first.inside - INSIDE).max(), np.abs(first.busy - BUSY).max()
    for staff, error in errors.items():
        print(f"golden {staff}: P(W > 15) off by at most {error:.1e}")
    print(f"  people inside off by {inside:.1e}, P(all busy) by {busy:.1e}")
    return max(*errors.values(), inside, busy) < 1e-4


def speed() -> None:
    """Prints the processor time of a day profile, best of ten rounds of a hundred."""
    hourly = OneQueue(NINE_HOURS, 12.0, 60.0, 15.0)
    halves = OneQueue(np.repeat(NINE_HOURS, 2), 12.0, 30.0, 15.0)
    for name, queue, staff in (("hourly", hourly, STAFF), ("half-hourly", halves, np.repeat(STAFF, 2))):
        best = 1e3 * min(_timed(queue, staff) for _ in range(10))
        print(f"nine hours, {name} staff: {best:.2f} ms of processor time a profile")


def _timed(queue: OneQueue, staff: np.ndarray) -> float:
    began = process_time()
    for _ in range(100):
        transient(queue, staff)
    return (process_time() - began) / 100


def optimum() -> bool:
    """Prints the fewest officers of the golden day and of longer ones; whether the first is the enumerated one."""
    queue = GOLDEN
    sipp = fewest_servers(queue.rates * queue.minutes, queue.minutes, queue.limit, 0.8)
    golden = _told("golden day", queue, np.full(5, 12))
    print(f"  the stationary formula (SIPP) needs {sipp.sum()}: {sipp.tolist()}")
    _told("nine hours, hourly", OneQueue(NINE_HOURS, 12.0, 60.0, 15.0), np.full(9, 10))
    _told("nine hours, half-hourly", OneQueue(np.repeat(NINE_HOURS, 2), 12.0, 30.0, 15.0), np.full(18, 10))
    return golden.is_optimal and golden.bound == BEST


def _told(name: str, queue: OneQueue, most: np.ndarray) -> Profile:
    began = process_time()
    found = fewest_officers(queue, 0.2, most)
    proof = "proven smallest" if found.is_optimal else f"none has fewer than {found.bound}"
    print(
        f"{name}: {found.officers.sum()} officer-slots of {queue.slot_minutes:.0f} min, {proof}, "
        f"{process_time() - began:.2f} s of processor time: {found.officers.tolist()}"
    )
    return found


if __name__ == "__main__":
    held = [goldens(), optimum()]
    speed()
    raise SystemExit(not all(held))
