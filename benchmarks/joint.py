"""Weeks and months of all officers at once, with every default rule: `python -m benchmarks.joint [NAME ...]`.

`large`: the large sample office, a week; `agency`: a made-up office of 200 officers, a week; `month` and
`agency-month`: four weeks of each, week by week, against the sum of the weeks' own bounds. Wall and processor time
are both printed, for machines on which others work too.
"""

import resource
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.agency import agency
from benchmarks.solver import CONFIGS, WEEK, problem_of
from office.weeks import monday_of, week_of
from planning.config import LoadedConfig, load_config
from scheduler.month import solve_month
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level
from scheduler.solver import solve_master

WEEKS = 4
PERIODS = {"large": 1, "agency": 1, "month": WEEKS, "agency-month": WEEKS}


@dataclass(frozen=True)
class Goal:
    """Largest gap of the levels up to waiting, seconds for it, for the first roster, and gigabytes."""

    gap: float
    seconds: float
    first: float = 15.0
    memory: float = 4.0


GOALS = {
    "large": Goal(0.005, 40.0),
    "agency": Goal(0.02, 180.0),
    "month": Goal(0.02, 300.0),
    "agency-month": Goal(0.05, 600.0),
}


def office_of(name: str) -> LoadedConfig:
    """The office of a benchmark."""
    return agency() if name.startswith("agency") else load_config(CONFIGS / "large.yaml")


def week_problems(loaded: LoadedConfig, weeks: int) -> list[RosterProblem]:
    """Weeks in a row; each has leave, turns and demand of its own, the first also a history."""
    first = monday_of(WEEK).toordinal()
    named = [week_of(monday_of(WEEK).fromordinal(first + 7 * n)) for n in range(weeks)]
    return [problem_of(loaded, week, n) for n, week in enumerate(named)]


def solve_one(loaded: LoadedConfig, goal: Goal) -> tuple[Iterable[Level], float]:
    """A week: its levels and the seconds until the first roster."""
    limits = Limits(seconds=goal.seconds, gap=goal.gap)
    solved = solve_master(week_problems(loaded, 1)[0], limits, lambda *_: None, threading.Event())
    return solved.levels, solved.first_seconds


def solve_weeks(loaded: LoadedConfig, goal: Goal) -> tuple[Iterable[Level], float]:
    """A month: its levels and the seconds until the first week's first roster."""
    limits = Limits(seconds=goal.seconds, gap=goal.gap / 2)
    month = solve_month(week_problems(loaded, WEEKS), limits, lambda *_: None, threading.Event())
    for week in month.weeks:
        result = week.result
        broken = sum(violation.hard for violation in week.violations)
        assert result is not None
        print(f"   {week.problem.week.week}: {result.seconds:.1f} s, {result.status}, hard rules broken {broken}")
    first = month.weeks[0].result
    return month.levels, first.first_seconds if first is not None else 0.0


def main(names: list[str]) -> int:
    """Solves the named benchmarks; returns how many missed their goals."""
    return sum(not _kept(name) for name in names or list(GOALS))


def _kept(name: str) -> bool:
    goal, loaded = GOALS[name], office_of(name)
    solve: Callable[[LoadedConfig, Goal], tuple[Iterable[Level], float]] = (
        solve_one if PERIODS[name] == 1 else solve_weeks
    )
    began, busy = time.monotonic(), time.process_time()
    levels, first = solve(loaded, goal)
    spent, busy = time.monotonic() - began, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    judged = [level for level in levels if level.name not in ("turns", "wishes", "changes", "moves")]
    gap = max((level.gap for level in judged), default=1.0)
    is_whole = any(level.name == "waiting" for level in judged)
    is_soon = first <= goal.first and spent <= 1.05 * goal.seconds
    kept = is_whole and gap <= goal.gap and is_soon and memory <= goal.memory
    print(f"{name}: {'kept' if kept else 'MISSED'}: gap up to waiting {gap:.2%} (goal {goal.gap:.1%}), {spent:.1f} s "
          f"(goal {goal.seconds:.0f}) of which {busy:.1f} s on a processor, first roster {first:.1f} s "
          f"(goal {goal.first:.0f}), peak memory {memory:.2f} GB (goal {goal.memory:.0f})")  # fmt: skip
    for level in levels:
        print(f"   {level.name:13} value {level.value:10.1f}  bound {level.bound:10.1f}  floor {level.floor:10.1f}  "
              f"gap {level.gap:7.2%}  {level.seconds:5.1f} s")  # fmt: skip
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
