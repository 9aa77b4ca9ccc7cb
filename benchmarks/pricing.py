"""A week's cost tables: how fast they are made, and how far they are from simulation. Run: python -m benchmarks.pricing

lebong with 60 visitors a day, large with 300. A roster is made on the first tables, the tables are made anew around
it, and again. Beside the waiting minutes of each plan, what one post less or one officer more in single half hours
changes, as the tables say and as the day's simulation does. `--seconds N` is the solver's time for each roster.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import perf_counter

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from office.streams import stream
from office.weeks import monday_of
from planning.baselines.all_counters import all_open
from planning.config import LoadedConfig, load_config
from planning.givens import bounds, office_week
from planning.inputs import gather
from scheduler.problem import Limits, RosterProblem
from scheduler.solver.week import solve_week
from scheduler.staffplans import staff_plan
from staffing.approximation import approximation, predicted
from staffing.cost import StaffingCost
from staffing.pools import pools
from staffing.pricing import most_officers, price
from staffing.repricing import reprice
from staffing.scoring import DayScorer
from staffing.staffplan import DayStaff, StaffPlan
from staffing.visitors import Visitors, draw_visitors

CONFIGS = Path(__file__).parent.parent / "configs"
WEEK = "2026-W49"
PATHS = 200
DAY_CV = 0.2
DAILY = {"lebong": 60.0, "large": 300.0}
"""Visitors a day."""
ROUNDS = 3
"""Rosters made, each on the tables around the one before."""
NEIGHBOURS = 8
"""Changes of one half hour that are tried on each day, each way."""


def week_grid(loaded: LoadedConfig) -> SlotGrid:
    """The slots of the benchmark's week."""
    office, monday = loaded.config.office, monday_of(WEEK)
    span = bounds(office, loaded.config.roster.shifts)
    return SlotGrid.spanning(monday, monday + timedelta(6), span, office.slot_minutes, office.zone)


def visitors_of(loaded: LoadedConfig, grid: SlotGrid, daily: float) -> Visitors:
    """Poisson visitors with a gamma factor a day, in the questionnaire's shares of services and hours."""
    office, calendar, asked = loaded.config.office, loaded.calendar, loaded.config.forecast.questionnaire
    if asked is None:
        raise ValueError("the config has no questionnaire")
    rng = stream(0, "benchmark", office.id, WEEK)
    shares = np.array([asked.services[service].visitors for service in office.service_ids])
    hours = np.array([asked.hours.get(int(minute) // 60, 0.0) for minute in grid.minutes])
    weights = np.array([grid.ticket_mask(calendar, service) * hours for service in office.service_ids])
    weights /= np.maximum(weights.sum(axis=2, keepdims=True), 1e-300)
    rates = daily * (shares / shares.sum())[:, None, None] * weights
    factor = rng.gamma(1 / DAY_CV**2, DAY_CV**2, (PATHS, 1, grid.days, 1))
    arrivals = rng.poisson(rates * factor).reshape(PATHS, len(shares), grid.size)
    return draw_visitors(arrivals, grid, office, grid.days_of(calendar), rng)


def measure(name: str, daily: float, seconds: float) -> None:
    """Prints the times of the tables and their errors, round by round."""
    inputs = gather(CONFIGS / f"{name}.yaml")
    week = office_week(inputs, WEEK)
    office, visitors = week.office, visitors_of(load_config(CONFIGS / f"{name}.yaml"), week.grid, daily)
    sets, most = pools(office), most_officers(office)
    cost, first, then = _timed(lambda: price(visitors, office, week.service, sets, most))
    print(
        f"{name}: {visitors.count / PATHS:.0f} visitors, {PATHS} paths, {len(sets)} sets, 0..{most} officers: tables "
        f"{first:.2f} s, again {then:.2f} s; needed {cost.needed.sum()} officer-slots, repair {cost.repair:.1f} min"
    )
    for _ in range(ROUNDS):
        problem = RosterProblem(week, inputs.config.roster.rules, cost)
        result = solve_week(problem, Limits(seconds=seconds, seed=1), lambda *_: None, Event())
        plan = staff_plan(week, result.roster)
        lost = ", ".join(f"{level.name} {level.value:.0f}" for level in result.levels[:2])
        print(f"  roster of {result.seconds:.0f} s, {result.status} ({lost}), on the tables before:")
        _errors("tables before", cost, visitors, plan, problem)
        cost, first, then = _timed(lambda made=cost, by=plan: reprice(visitors, office, week.service, made, by))
        _errors("around it", cost, visitors, plan, problem)
        print(f"    repriced in {min(first, then):.2f} s, repair {cost.repair:.1f} min")
    usual = staff_plan(week, all_open(week, result.roster))
    print("  the same people, all counters open:")
    _errors("tables before", cost, visitors, usual, problem)
    _errors("around it", reprice(visitors, office, week.service, cost, usual), visitors, usual, problem)
    print("  pools at the last roster:")
    for error in approximation(cost, visitors, office, plan).by_set:
        print(f"    {'+'.join(sorted(error.steps)):70s} table {error.predicted:8.0f}, simulated {error.simulated:8.0f}")


def _timed(make: Callable[[], StaffingCost]) -> tuple[StaffingCost, float, float]:
    """The tables, and the seconds of two runs; in the first machine code is loaded or made."""
    seconds = []
    for _ in range(2):
        began = perf_counter()
        cost = make()
        seconds.append(perf_counter() - began)
    return cost, seconds[0], seconds[1]


def _errors(name: str, cost: StaffingCost, visitors: Visitors, plan: StaffPlan, problem: RosterProblem) -> None:
    office = problem.week.office
    error = approximation(cost, visitors, office, plan)
    print(
        f"    {name:14s} predicted {error.predicted:8.0f} min a week, simulated {error.simulated:8.0f}, "
        f"ratio {error.ratio:.2f}; {_two_sided(cost, visitors, plan, problem)}"
    )


def _two_sided(cost: StaffingCost, visitors: Visitors, plan: StaffPlan, problem: RosterProblem) -> str:
    """What one post less, and one officer more, change in single half hours: predicted and simulated, sums."""
    office, rng = problem.week.office, stream(0, "benchmark", problem.week.office.id, "neighbours")
    less, more = np.zeros(2), np.zeros(2)
    for day in np.flatnonzero(problem.week.service.any(axis=1)).tolist():
        scorer, staff = DayScorer(visitors, office, day), plan.of_day(day)
        now = _both(cost, office, scorer, staff, day)
        for sums, moves in ((less, _posts(plan, day)), (more, _free(plan, problem.week.service, day))):
            for who, slot, kind in moves[rng.permutation(len(moves))[:NEIGHBOURS]].tolist():
                sums += _both(cost, office, scorer, _moved(staff, plan, who, slot, kind), day) - now
    told = (("less", less), ("more", more))
    return ", ".join(f"one {word} {sums[0]:+.0f} predicted, {sums[1]:+.0f} simulated" for word, sums in told)


def _both(cost: StaffingCost, office: Office, scorer: DayScorer, staff: DayStaff, day: int) -> np.ndarray:
    """Waiting minutes of a day, predicted and simulated."""
    score = scorer.score(staff)
    return np.array([predicted(cost, office, staff.serves, day), (score.wait + score.later_wait).mean()])


def _moved(staff: DayStaff, plan: StaffPlan, who: int, slot: int, kind: int) -> DayStaff:
    """One officer at a counter of another type in one half hour, or at none."""
    serves, kinds = staff.serves.copy(), staff.kind.copy()
    serves[who, slot] = plan.able[who] & plan.type_steps[kind] if kind >= 0 else 0
    kinds[who, slot] = kind
    return replace(staff, serves=serves, kind=kinds)


def _posts(plan: StaffPlan, day: int) -> np.ndarray:
    """Posts held in a half hour, each to be left: officer, slot, no counter."""
    officers, slots = np.nonzero(plan.serves[day])
    return np.stack([officers, slots, np.full(len(officers), -1)], axis=-1)


def _free(plan: StaffPlan, service: np.ndarray, day: int) -> np.ndarray:
    """Officers of the day without a post in a half hour of service beside a free counter: officer, slot, its type."""
    kinds = plan.counter_type[day]
    held = np.stack([(kinds == kind).sum(axis=0) for kind in range(len(plan.type_steps))])
    return np.array(
        [
            (o, t, kind)
            for o, t in zip(*np.nonzero(plan.rostered[day][:, None] & (plan.serves[day] == 0)), strict=True)
            for kind in range(len(plan.type_steps))
            if service[day, t] and held[kind, t] < plan.type_counters[kind] and plan.able[o] & plan.type_steps[kind]
        ],
        dtype=np.int64,
    ).reshape(-1, 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("offices", nargs="*", default=["lebong", "large"])
    options = parser.parse_args()
    for office_name in options.offices:
        measure(office_name, DAILY[office_name], options.seconds)
