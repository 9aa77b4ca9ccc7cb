"""How fast the officers of a solved week are seated, and how well: `python -m benchmarks.seating [NAME ...]`.

A master is solved first (its time is not measured here). Then each day's choice is told by itself, in seconds of
processor time, and the whole week in wall and processor time beside its goals: promises as the master keeps them, and
lost waiting within 1 % of its waiting.
"""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from benchmarks.joint import office_of, week_problems
from benchmarks.solver import make_problem
from scheduler.allocation import allocate
from scheduler.allocation.asked import asked_of
from scheduler.allocation.board import make_board
from scheduler.allocation.covers import make_covers
from scheduler.allocation.posting import decide, pose
from scheduler.allocation.rotation import out_of_turn
from scheduler.cover import promise_sets
from scheduler.master import Master
from scheduler.problem import Limits, RosterProblem
from scheduler.rules.fair_turns import burdens_of
from scheduler.solver import solve_master

T = TypeVar("T")
MASTER_SECONDS = {"lebong": 15.0, "large": 40.0, "agency": 150.0}
GOALS = {"lebong": 5.0, "large": 5.0, "agency": 40.0}
"""Processor seconds for a week."""
SECONDS = 120.0


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """A result and the processor time that it took."""
    began = time.process_time()
    return work(), time.process_time() - began


def seat_days(problem: RosterProblem, master: Master) -> None:
    """One line for each day."""
    week = problem.week
    asked = asked_of(problem.rules, week)
    boards = tuple(make_board(week, master, day) for day in range(week.grid.days))
    turns = out_of_turn(week, boards, burdens_of(problem.rules, week.office))
    print("   day officers teams   rows  days known  building relaxation search    value    bound")
    for board, out in zip(boards, turns, strict=True):
        covers = make_covers(board, problem.cost, (*promise_sets(week), *asked.least))
        posed = pose, board, covers, SECONDS, out, asked
        (teams, choice), building = timed(lambda posed=posed: posed[0](*posed[1:]))  # type: ignore[misc]
        if choice is not None:
            _, relaxing = timed(lambda choice=choice: choice.generate(0.0))  # type: ignore[misc]
            (chosen, bound), searching = timed(lambda choice=choice: decide(choice))  # type: ignore[misc]
            rows, columns = choice.size
            print(f"   {board.day:3} {len(board.people):8} {len(teams):5} {rows:6} {columns:11} {building:9.2f} "
                  f"{relaxing:10.2f} {searching:6.2f} {chosen.value:8.1f} {bound:8.1f}")  # fmt: skip


def seat_week(name: str) -> bool:
    """Solves a master and seats it; whether goals are kept."""
    problem = make_problem(name) if name == "lebong" else week_problems(office_of(name), 1)[0]
    solved = solve_master(problem, Limits(MASTER_SECONDS[name], 0.005), lambda *_: None, threading.Event())
    seat_days(problem, solved.master)
    burdens = burdens_of(problem.rules, problem.week.office)
    began, busy = time.monotonic(), time.process_time()
    found = allocate(
        problem.week, problem.cost, solved.master, SECONDS, burdens=burdens, asked=asked_of(problem.rules, problem.week)
    )
    wall, busy = time.monotonic() - began, time.process_time() - busy
    waiting = next(level.value for level in solved.levels if level.name == "waiting")
    kept = busy <= GOALS[name] and found.uncovered == 0 and found.lost_waiting <= 0.01 * waiting
    print(f"{name}: {'kept' if kept else 'MISSED'}: {busy:.1f} s on a processor (goal {GOALS[name]:.0f}), {wall:.1f} s "
          f"wall; value {found.value:.1f}, bound {found.bound:.1f}, waiting {waiting:.0f} + {found.lost_waiting:.1f}, "
          f"uncovered {found.uncovered}, moves {found.moves}")  # fmt: skip
    return kept


def main(names: Sequence[str]) -> int:
    """How many of the named offices missed their goals."""
    return sum(not seat_week(name) for name in names or GOALS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
