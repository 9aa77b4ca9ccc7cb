"""The waiting that the solver reports, and the reading of the same tables beside simulation, are one number."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week, seasonal, span
from office.days import CalendarEntry
from scheduler.groups import skill_groups
from scheduler.problem import Limits, RosterProblem
from scheduler.rules import BASIC_RULES
from scheduler.shifts import Shift
from scheduler.solver import solve_master
from staffing.approximation import predicted
from staffing.routes import mask_of


@pytest.mark.parametrize("seed", range(6))
def test_tables_are_put_together_alike(seed):
    """A day of few officers and floods of visitors: level and reading agree to the rounding of whole hundredths."""
    rng = np.random.default_rng(seed)
    kinds = [("one", "a"), ("two", "ab"), ("three", "b")]
    office = make_office(kinds, rng.choice(["a", "b", "ab"], size=4).tolist(), slot_minutes=60, standby=0)
    office = office.model_copy(update={"assemblies": ()})
    shifts = (Shift(id="day", name="Dinas", hours=seasonal(mon_fri=span("08.00-15.00"))),)
    week = make_week(office, shifts)
    closed = CalendarEntry(start=week.days[1].date, end=week.days[-1].date, kind="closed")
    week = make_week(office, shifts, entries=(closed,))
    cost = make_cost(week, 2.0, rng, most=4)
    inflow = rng.integers(0, 9, cost.inflow.shape) * week.service[..., None]
    cost = replace(cost, inflow=inflow, minutes=np.full(len(cost.step_sets), 12.0))

    solved = solve_master(
        RosterProblem(week, BASIC_RULES, cost), Limits(20.0, gap=1e-6), lambda *_: None, threading.Event()
    )
    rows = [
        [mask_of(office, group.steps & kind.steps) if n < count else 0 for count in solved.master.posts[g, k, 0]]
        for g, group in enumerate(skill_groups(office))
        for k, kind in enumerate(office.counter_types)
        for n in range(len(group.officers))
    ]
    level = next(level for level in solved.levels if level.name == "waiting")
    assert level.value == pytest.approx(predicted(cost, office, np.array(rows, dtype=np.uint64), 0), abs=0.5)
    assert level.value > 100
