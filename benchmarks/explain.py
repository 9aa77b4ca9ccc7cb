"""How long a "why" takes: `python -m benchmarks.explain [lebong] [large]`.

Seeded questions about the sample offices' weeks: a free day, leave, a counter, a task. The weeks are those of
`benchmarks.solver`, solved once; measured is the answer alone, without reading files, forecast and prices.
"""

import sys
import threading
import time

import numpy as np

from benchmarks.solver import make_problem
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.answer import Answer, answer
from scheduler.reasons.wish import Wish
from scheduler.solver.week import solve_week

GOALS = {"lebong": 10.0, "large": 40.0}
"""Seconds that an answer may take."""
SOLVING = {"lebong": 8.0, "large": 25.0}
QUESTIONS, SEED = 6, 20261204


def questions(problem: RosterProblem, count: int, rng: np.random.Generator) -> list[Wish]:
    """Wishes of each kind in turn, for officers and days drawn."""
    week, office = problem.week, problem.week.office
    found: list[Wish] = []
    while len(found) < count:
        officer, day = office.officers[int(rng.integers(len(office.officers)))], week.open_days[int(rng.integers(5))]
        if week.absence_of(officer.id, day.date):
            continue
        counters = [c.id for c in office.counters if c.available and office.served_at(officer.skills, c.type)]
        tasks = [t.id for t in office.back_office if t.skills <= officer.skills]
        wishes = [
            Wish(officer.id, day.date),
            Wish(officer.id, day.date, "counter", str(rng.choice(counters))),
            Wish(officer.id, day.date, "leave"),
            Wish(officer.id, day.date, "task", str(rng.choice(tasks))),
        ]
        found.append(wishes[len(found) % len(wishes)])
    return found


def main(names: list[str]) -> int:
    """Answers the questions; returns how many took longer than they may."""
    missed = 0
    for name in names or list(GOALS):
        problem = make_problem(name)
        roster = solve_week(problem, Limits(seconds=SOLVING[name]), lambda *_: None, threading.Event()).roster
        for wish in questions(problem, QUESTIONS, np.random.default_rng(SEED)):
            began = time.monotonic()
            found = answer(problem, roster, wish, Limits(seconds=GOALS[name] / 2), threading.Event())
            seconds = time.monotonic() - began
            missed += seconds > GOALS[name]
            print(f"{name} {wish.kind:8}{seconds:6.1f} s (goal {GOALS[name]:.0f})  {_told(found)}", flush=True)
    return missed


def _told(found: Answer) -> str:
    if found.roster is None:
        against = ", ".join(statement.code for statement in found.against)
        return f"not possible ({against})" + (f"; as leave: {_told(found.instead)}" if found.instead else "")
    worse = [f"{level} +{found.after[level] - found.before[level]:.0f}" for level in found.before
             if level not in ("waiting", "moves") and found.after[level] > found.before[level]]  # fmt: skip
    officers = len({moved.officer for moved in found.moved})
    return f"possible, {officers} officers move, {', '.join(worse) or 'nothing worse'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
