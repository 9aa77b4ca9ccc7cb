"""How long it takes to seat a week's officers, and how readable the days become: ``python -m benchmarks.allocation``.

Work and seeds are fixed here. Masters are made without a solver: their posts change from slot to slot. With
``FILE.dzn [...] --seconds S [--json] [--out FOLDER]`` it shares out the tasks of public instances instead.
"""

import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np

from benchmarks import variation
from benchmarks.offices import large_like, lebong_like, make_cost, make_master
from scheduler.allocation import allocate
from scheduler.week import OfficeWeek

CASES: tuple[tuple[str, Callable[[], OfficeWeek], float], ...] = (
    ("lebong", lebong_like, 3.0),
    ("large", large_like, 11.0),
)
SEEDS = (0, 1, 2)
SECONDS = 60.0


def main() -> None:
    """Prints one line for each office and seed, without time (slot by slot) and with."""
    print("office  seed  officers days  seconds  moves  stints<1h  waiting lost  uncovered  price  bound")
    for name, make, load in CASES:
        for seed in SEEDS:
            week, rng = make(), np.random.default_rng(seed)
            cost = make_cost(week, load, rng)
            master = make_master(week, cost, rng)
            for seconds in (0.0, SECONDS):
                began = perf_counter()
                found = allocate(week, cost, master, seconds)
                took = perf_counter() - began
                short = sum(duty.activity == "counter" and duty.minutes < 60 for duty in found.duties)
                days = f"{len(week.office.officers):8} {len(week.open_days):4}"
                print(
                    f"{name:7} {seed:4}  {days}  {took:7.2f}  {found.moves:5}  {short:9}  {found.lost_waiting:12.1f}"
                    f"  {found.uncovered:9}  {found.value:5.0f}  {found.bound:5.0f}"
                )


if __name__ == "__main__":
    sys.exit(variation.main(sys.argv[1:]) if sys.argv[1:] else main())
