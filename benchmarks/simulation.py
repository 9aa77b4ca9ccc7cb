"""The simulator beside SimPy, Ciw, salabim and theory. Run: python -m benchmarks.simulation [--alone]

An event is an arrival at a queue or a service end. The benchmark day is that of benchmark_day.json; the large day is
the same ten times over, 2,400 tickets and 100 officers. Peers run in this same run, on the same machine, on the same
drawn days, in an environment of their own (python -m benchmarks.peers setup); `--alone` leaves them out. Seconds are
those of the processor, the same as by the clock where nothing else runs; first use is by the clock.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from benchmarks import steady
from benchmarks.benchmarkday import office_of, plan_of, visitors_of
from benchmarks.peers import queues
from benchmarks.peers.queues.models import MODELS
from staffing.simulation import simulate, trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors

PEER_DAYS = {"simpy": 1000, "ciw": 200, "salabim": 15}
CUSTOMERS = {"simpy": 40_000, "ciw": 20_000, "salabim": 4_000}
RUNS = 4
DEDICATED = ((0, 4), (4, 7), (7, 10))
"""Officers of each service where a tool cannot tell skills."""


def main(words: list[str]) -> None:
    """Prints everything."""
    beside = "--alone" not in words and queues.ready()
    first_use()
    ours = measure("benchmark day", 1, 1000)
    measure("large day", 10, 100)
    if beside:
        peers(ours)
        same_paths()
        positions()
    elif "--alone" not in words:
        print("peers left out: make their environment with python -m benchmarks.peers setup")
    theory(beside)


def first_use() -> None:
    """Seconds to the first result with an empty cache of compiled code, and with a filled one, best of three."""
    with TemporaryDirectory() as folder:
        seconds = [_in_new_process(folder) for _ in range(4)]
    first, cached = seconds[0], np.min(seconds[1:], axis=0)
    print(
        f"first result in a new environment {first[1]:.2f} s by the clock, {first[2]:.2f} s of the processor; "
        f"from cache {cached[1]:.2f} s and {cached[2]:.2f} s; imports before {cached[0]:.2f} s"
    )


def _in_new_process(cache: str) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.firstuse"]
    done = subprocess.run(
        command, env=os.environ | {"NUMBA_CACHE_DIR": cache}, capture_output=True, text=True, check=True
    )
    return [float(word) for word in done.stdout.split()]


def measure(name: str, times: int, paths: int) -> float:
    """Prints events a second, the best of nine runs, and what a full judgement costs; returns events a second."""
    office = office_of(times)
    plan, visitors = plan_of(office), visitors_of(office, times, paths, seed=1)
    outcome = simulate(visitors, plan, office)
    seconds = _best(lambda: trace(visitors, plan, office), 9)
    judged = _best(lambda: simulate(visitors, plan, office), 5)
    events = 2 * int((~np.isnan(trace(visitors, plan, office).begin)).sum())
    print(
        f"{name}: {paths} days, {visitors.count} tickets, {events} events: {seconds:.3f} s = "
        f"{events / seconds / 1e6:.1f} M events/s; judged {judged:.3f} s; mean wait {outcome.mean_wait:.2f} min"
    )
    return events / seconds


def _best(run: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        began = process_time()
        run()
        seconds.append(process_time() - began)
    return min(seconds)


def given(visitors: Visitors, plan: StaffPlan) -> dict[str, np.ndarray]:
    """A day as arrays that a peer can read."""
    posts = plan.serves[0] > 0
    return {
        "first": visitors.first,
        "arrival": visitors.arrival,
        "service": visitors.service,
        "priority": visitors.priority,
        "minutes": visitors.minutes[:, 0],
        "masks": plan.serves[0].astype(np.int64),
        "staff": np.array([posts[a:b].sum(axis=0) for a, b in DEDICATED]),
        "start": np.array(plan.grid.first),
        "length": np.array(plan.grid.slot_minutes),
    }


def peers(ours: float) -> None:
    """Events a second of each peer on the benchmark days, and how many times faster ours is."""
    office = office_of(1)
    visitors = visitors_of(office, 1, 1000, seed=1)
    arrays = given(visitors, plan_of(office))
    for tool, days in PEER_DAYS.items():
        answer = queues.asked(tool, "day", days, given=arrays)
        events, seconds = 2 * int(visitors.first[days]), float(answer["seconds"])
        print(
            f"{tool}: {days} days in {seconds:.2f} s = {events / seconds / 1e3:.1f} k events/s; "
            f"ours {ours / (events / seconds):.0f} times as fast"
        )


def same_paths() -> None:
    """Hourly shares late (15 min) of ours and SimPy's on the same 1,000 days, in all and by service."""
    office = office_of(1)
    plan, visitors = plan_of(office), visitors_of(office, 1, 1000, seed=2)
    answer = queues.asked("simpy", "day", 1000, given=given(visitors, plan))
    ours, theirs = (begin - visitors.arrival for begin in (trace(visitors, plan, office).begin[:, 0], answer["begin"]))
    hour = ((visitors.arrival - plan.grid.first) // 60).astype(int)
    in_all = np.abs(_hourly(ours, hour) - _hourly(theirs, hour))
    by_service = np.abs(_hourly(ours, hour * 3 + visitors.service) - _hourly(theirs, hour * 3 + visitors.service))
    apart = (np.abs(ours - theirs) > 1e-6).mean()
    print(
        f"SimPy on the same 1,000 days: hourly shares late differ by {in_all.max():.4f} at most, by service "
        f"{by_service.max():.4f}; mean wait {ours.mean():.3f} and {theirs.mean():.3f} min; {apart:.2%} of waits differ"
    )


def _hourly(wait: np.ndarray, cell: np.ndarray) -> np.ndarray:
    return np.bincount(cell, wait > 15) / np.bincount(cell)


def positions() -> None:
    """Officers that Erlang C asks for, ours and pyworkforce's, on 2,000 random loads."""
    from staffing.erlang import fewest_servers

    rng = np.random.default_rng(3)
    rows = np.stack(
        [rng.uniform(1, 120, 2000), rng.uniform(3, 25, 2000), rng.uniform(0.5, 30, 2000), rng.uniform(0.5, 0.95, 2000),
         np.full(2000, 30.0)], axis=1
    )  # fmt: skip
    theirs = queues.asked("pyworkforce", "positions", given={"rows": rows})["officers"]
    loads = rows[:, 0] * rows[:, 1] / rows[:, 4]
    ours = np.array(
        [
            int(fewest_servers(load, minutes, target, share))
            for load, (_, minutes, target, share, _) in zip(loads, rows.tolist(), strict=True)
        ]
    )
    looked_at = np.rint(loads + 1) <= ours  # where its search begins
    print(
        f"pyworkforce: the same officers on {(ours == theirs)[looked_at].sum()} of {looked_at.sum()} loads; on "
        f"{(~looked_at).sum()} others its search begins above the answer, and it asks for "
        f"{(theirs - ours)[~looked_at].mean():.2f} officers more"
    )


def theory(with_peers: bool) -> None:
    """Mean waits in steady state against theory, each with its 95 % interval's half-width."""
    print(f"{'mean wait':14} {'class':>5} {'exact':>8} {'ours':>17}" + "".join(f"{tool:>17}" for tool in CUSTOMERS))
    for name, model in MODELS.items():
        found = [np.stack(steady.waits(model, 35, seed=1)[0], axis=1)]
        for tool, customers in CUSTOMERS.items() if with_peers else ():
            found.append(queues.asked(tool, "steady", name, customers, RUNS)["waits"])
        for rank, exact in enumerate(model.exact):
            cells = "".join(f"{_told(runs[:, rank]):>17}" for runs in found)
            print(f"{name:14} {rank:5} {exact:8.4f} {cells}")


def _told(runs: np.ndarray) -> str:
    """Mean and half-width over independent runs; Student's deviate for four runs."""
    deviate = 3.182 if len(runs) == RUNS else 2.03
    return f"{runs.mean():.4f} ({deviate * runs.std(ddof=1) / np.sqrt(len(runs)):.4f})"


if __name__ == "__main__":
    main(sys.argv[1:])
