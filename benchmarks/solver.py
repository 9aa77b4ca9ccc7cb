"""How fast and how well a week's master is solved: `python -m benchmarks.solver`.

The sample offices of configs/ with all rules on, a week with leave, an event and known turns. The cost of waiting is
made here from a formula and a seed, so that the work stays the same whatever the forecast and the pricing do.
"""

import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import numpy as np

from office.grid import SlotGrid
from office.people import Absence
from office.weeks import dates_of
from planning.config import LoadedConfig, load_config
from planning.givens import bounds
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level
from scheduler.roster import History, Turns
from scheduler.solver import solve_master
from scheduler.week import OfficeWeek
from staffing.convex import convex_minorant
from staffing.cost import StaffingCost
from staffing.erlang import mean_wait
from staffing.pools import pools
from staffing.pricing import most_officers

CONFIGS = Path(__file__).parents[1] / "configs"
WEEK, SEED = "2026-W47", 20261116
GOALS = {"lebong": (0.005, 10.0), "large": (0.01, 60.0)}
"""Largest gap and seconds for it; the first roster within `FIRST` seconds."""
FIRST = 3.0
BACKLOG_MINUTES = 45.0
"""Waiting minutes that a server-minute short costs in the end."""


def make_problem(name: str) -> RosterProblem:
    """The week of a sample office."""
    return problem_of(load_config(CONFIGS / f"{name}.yaml"))


def problem_of(loaded: LoadedConfig, named: str = WEEK, number: int = 0) -> RosterProblem:
    """A week of an office: a twentieth of its officers on leave, one event, some turns taken.

    Weeks of other numbers have other people on leave and another demand.
    """
    office, shifts = loaded.config.office, loaded.config.roster.shifts
    dates, rng = dates_of(named), np.random.default_rng(SEED + number)
    away = rng.choice(office.officer_ids, max(1, len(office.officers) // 20), replace=False)
    absences = tuple(Absence(officer=id, start=dates[2], end=dates[4]) for id in away)
    turns = tuple(
        Turns(officer=id, burdens={"lunch": int(rng.integers(0, 3)), "saturday": int(rng.integers(0, 2))},
              last_day=dates[0] - timedelta(3), last_end=960, days_in_row=5)
        for id in office.officer_ids
    )  # fmt: skip
    span = bounds(office, shifts)
    grid = SlotGrid.spanning(dates[0], dates[-1], span, office.slot_minutes, office.zone)
    days = loaded.calendar.days(dates[0], dates[-1])
    week = OfficeWeek(office, named, days, grid, shifts, absences, History(known=True, turns=turns))
    return RosterProblem(week, loaded.config.roster.rules, make_cost(week, loaded, rng))


def make_cost(week: OfficeWeek, loaded: LoadedConfig, rng: np.random.Generator) -> StaffingCost:
    """Waiting by officers of each pool from its load in each slot: Erlang C where it is stable, else a backlog."""
    load, minutes = _load(week, loaded, rng)
    sets = pools(week.office)
    most = most_officers(week.office)
    rows = [week.office.step_ids.index(step) for step in week.office.step_ids]
    members = np.array([[week.office.step_ids[row] in steps for row in rows] for steps in sets], dtype=float)
    together = np.einsum("sk,dtk->dts", members, load)
    mean = np.einsum("sk,dtk,k->dts", members, load, minutes) / np.maximum(together, 1e-9)
    waiting = np.stack(
        [_waiting(n, together, np.maximum(mean, 1.0), week.grid.slot_minutes) for n in range(most + 1)], -1
    )
    needed = np.ceil(together * 1.15 - 1e-9).astype(int)
    return StaffingCost(
        week.grid,
        sets,
        convex_minorant(waiting),
        np.zeros_like(waiting),
        needed,
        0.0,
        np.zeros(needed.shape),
        np.zeros(len(sets)),
    )


def _load(week: OfficeWeek, loaded: LoadedConfig, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Erlangs of each step, shape (days, slots, steps), and mean minutes of each step, shape (steps,)."""
    guess = loaded.config.forecast.questionnaire
    office, grid = week.office, week.grid
    load, visits = np.zeros((*grid.shape, len(office.steps))), np.zeros(len(office.steps))
    for service in office.services:
        hourly = np.array([guess.hours.get(int(start) // 60, 0.0) for start in grid.minutes])
        profile = np.where(week.service, hourly, 0.0)
        profile /= np.maximum(profile.sum(axis=1, keepdims=True), 1e-9)
        factor = np.array([guess.weekdays.on(day.date.weekday()) or 1.0 for day in week.days])
        daily = guess.services[service.id].visitors * factor * rng.gamma(25, 1 / 25, grid.days)
        for entry in service.route:
            step = office.step_ids.index(entry.step)
            load[:, :, step] += daily[:, None] * profile * entry.minutes / grid.slot_minutes
            visits[step] += guess.services[service.id].visitors
    minutes = np.array([_mean_minutes(loaded, step) for step in office.step_ids])
    return load, minutes


def _mean_minutes(loaded: LoadedConfig, step: str) -> float:
    guess = loaded.config.forecast.questionnaire
    pairs = [
        (guess.services[service.id].visitors, entry.minutes)
        for service in loaded.config.office.services
        for entry in service.route
        if entry.step == step
    ]
    return sum(n * m for n, m in pairs) / sum(n for n, _ in pairs) if pairs else 1.0


def _waiting(officers: int, load: np.ndarray, mean: np.ndarray, slot: int) -> np.ndarray:
    arrivals = load * slot / mean
    short = np.maximum(load - officers, 0.0) * BACKLOG_MINUTES * slot / mean
    if officers == 0:
        return arrivals * 120.0
    steady = np.minimum(load, 0.95 * officers)
    return short + arrivals * np.minimum(mean_wait(officers, steady, 1.0) * mean, 120.0)


def main(names: list[str]) -> int:
    """Solves the named offices; returns how many missed their goal."""
    missed = 0
    for name in names or list(GOALS):
        gap, seconds = GOALS[name]
        problem = make_problem(name)
        before = time.process_time()
        solved = solve_master(problem, Limits(seconds=seconds, gap=gap), lambda *_: None, threading.Event())
        spent = time.process_time() - before
        worst = max(level.gap for level in solved.levels)
        kept = worst <= gap and solved.first_seconds <= FIRST and solved.seconds <= seconds + 1
        missed += not kept
        print(f"{name}: {'kept' if kept else 'MISSED'} {solved.status}, gap {worst:.2%} (goal {gap:.1%}), "
              f"{solved.seconds:.1f} s (goal {seconds:.0f}) of which {spent:.1f} s on a processor, "
              f"first roster {solved.first_seconds:.1f} s (goal {FIRST:.0f})")  # fmt: skip
        for level in solved.levels:
            print("   " + _line(level))
    return missed


def _line(level: Level) -> str:
    return (
        f"{level.name:13} value {level.value:10.1f}  bound {level.bound:10.1f}  floor {level.floor:10.1f}  "
        f"gap {level.gap:7.2%}  {level.seconds:5.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
