"""Paid hours for the same target: pooled cuts and exchanges under simulation against the two-step recipe.

The two-step recipe takes Erlang C for each service and slot, tells off officers to single services, and covers that at
the least pay. What a day needs is found on some paths and certified on fresh ones. Run: python -m benchmarks.staffing
[day | offices [how many]]: both without a word, 20 offices without a number. Without the given data the test day is
left out.
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.mixes import Case, random_day, test_day
from office.streams import stream
from scheduler.solver.shiftmix.design import Design, Effort, design
from scheduler.solver.shiftmix.master import Master, cheapest
from staffing.shiftmix.demand import Demand
from staffing.shiftmix.pooled import cover_needs, pooled_needs, separate_needs
from staffing.shiftmix.problem import ShiftMix
from staffing.shiftmix.trial import Trial

FRESH, BATCHES = 6000, 30
ACCEPT = 1500
MASTER = 2.0
"""CP-SAT's deterministic time for a formula's mix."""
OFFICE = Effort(rounds=4, steps=8, paths=100, threads=1)
"""For each random office: two are designed at once, each on one processor."""


@dataclass(frozen=True)
class Certified:
    """A mix on fresh days: share late in the worst cell with its 95 % interval, cells above target, overtime."""

    worst: float
    low: float
    high: float
    missed: int
    overtime: float

    def __str__(self) -> str:
        return (
            f"worst cell {100 * self.worst:4.1f} % late ({100 * self.low:.1f} to {100 * self.high:.1f}), "
            f"{self.missed} cells above target, overtime {self.overtime:.1f} min"
        )


def certified(case: Case, mix: np.ndarray) -> Certified:
    """How a mix fares on fresh days; the interval of the worst cell is from batches of them."""
    rng = stream(1, "certify", case.name)
    batches = [replace(case.problem, visitors=case.law.draw(FRESH // BATCHES, rng)) for _ in range(BATCHES)]
    with ThreadPoolExecutor(2) as threads:
        fares = list(threads.map(lambda problem: Trial(problem).of_mix(mix), batches))
    late, come = np.array([fare.late for fare in fares]), np.array([problem.expected for problem in batches])
    everyone = come.mean(axis=0)
    share = late.mean(axis=0) / np.maximum(everyone, 1e-9)
    allowed = case.problem.target.share * everyone + case.problem.target.slack * everyone.max()
    k = int(np.argmax(share))
    error = np.std(late[:, k] - share[k] * come[:, k], ddof=1) / np.sqrt(BATCHES) / everyone[k]
    missed = int((late.mean(axis=0) > allowed).sum())
    overtime = float(np.mean([fare.overtime for fare in fares]))
    return Certified(share[k], share[k] - 1.96 * error, share[k] + 1.96 * error, missed, overtime)


def by_formula(problem: ShiftMix, demands: tuple[Demand, ...]) -> np.ndarray | None:
    """The cheapest mix under closed formulas; None when the groups are too small for it."""
    return cheapest(Master(problem, (*demands, *cover_needs(problem))), MASTER).mix


def show_test_day(case: Case) -> None:
    """Every method on the test day."""
    problem = case.problem
    for name, demands in {
        "two-step recipe (Erlang C per service)": separate_needs(problem),
        "pooled sets of services": pooled_needs(problem),
    }.items():
        began = time.perf_counter()
        mix = by_formula(problem, demands)
        if mix is None:
            print(f"{name}: too few people")
            continue
        print(f"{name}: pay {problem.cost(mix)}, {time.perf_counter() - began:.1f} s; fresh: {certified(case, mix)}")
    for seed in range(3):
        cpu = time.process_time()
        found = design(problem, Effort(seed=seed), _accepted(case))
        cpu = time.process_time() - cpu
        print(
            f"by simulation, seed {seed}: pay {found.cost} (proven bound {found.bound:.0f}), {found.tried} mixes tried"
        )
        print(f"    {found.seconds:.1f} s wall, {cpu:.1f} s of processors; fresh: {certified(case, found.mix)}")
        print(f"    {_people(problem, found)}", flush=True)


def _people(problem: ShiftMix, found: Design) -> str:
    rows = (
        f"{count} {group.name} on shift {s + 1}"
        for group, row in zip(problem.groups, found.mix, strict=True)
        for s, count in enumerate(row)
        if count
    )
    return ", ".join(rows)


@dataclass(frozen=True)
class Row:
    """One random office: its line, and the share of pay saved, nan where there is nothing to compare."""

    line: str
    saving: float


def of_office(seed: int) -> Row:
    """Both methods on one random office."""
    case, cpu = random_day(seed), time.process_time()
    problem = case.problem
    found = design(problem, OFFICE, _accepted(case))
    cpu = time.process_time() - cpu
    two_step = by_formula(problem, separate_needs(problem))
    pay = 0 if two_step is None else problem.cost(two_step)
    saving = 1 - found.cost / pay if pay and found.holds else np.nan
    theirs = "-" if two_step is None else _short(certified(case, two_step))
    ours = _short(certified(case, found.mix)) + ("" if found.holds else ", not reached")
    line = (
        f"{seed:6d} {len(problem.office.services):8d} {len(problem.groups):6d} | {pay or 'too few':>8} {found.cost:7d} "
        f"{100 * saving:5.1f} % {found.bound:7.0f} | two-step {theirs}; ours {ours}; {cpu:.0f} s of a processor"
    )
    return Row(line, saving)


def show_offices(count: int) -> None:
    """The table of random offices, two at a time."""
    print("office services groups | two-step    ours  saving   bound | fresh days: overtime, worst cell, cells missed")
    savings = []
    with ProcessPoolExecutor(2) as processes:
        for row in processes.map(of_office, range(count)):
            print(row.line, flush=True)
            savings += [row.saving] if np.isfinite(row.saving) else []
    if savings:
        mean, worst, best = 100 * np.mean(savings), 100 * min(savings), 100 * max(savings)
        print(f"saving over {len(savings)} offices: mean {mean:.1f} %, worst {worst:.1f} %, best {best:.1f} %")


def _accepted(case: Case) -> ShiftMix:
    """Paths on which a mix must hold too, with half the slack; neither those it is made for nor the fresh ones."""
    target = case.problem.target
    visitors = case.law.draw(ACCEPT, stream(1, "accept", case.name))
    return replace(case.problem, visitors=visitors, target=replace(target, slack=target.slack / 2))


def _short(found: Certified) -> str:
    return f"{found.overtime:.0f} min, {100 * found.worst:.1f} %, {found.missed}"


def main(words: list[str]) -> None:
    """Prints the test day, the table, or both."""
    what = words[0] if words else "both"
    case = test_day()
    if case is None:
        print("the test day is not there (LOKET_DATA): left out")
    elif what != "offices":
        show_test_day(case)
    if what != "day":
        show_offices(int(words[1]) if len(words) > 1 else 20)


if __name__ == "__main__":
    main(sys.argv[1:])
