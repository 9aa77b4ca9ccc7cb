"""What simulation found of a made-up plan: certificate, choices, baselines, refinement. All of it is synthetic."""

from dataclasses import replace

import numpy as np

from planning.results import Baseline, Choice, Refinement, WeekPlan
from staffing.certificate import Cell, Certificate
from staffing.outcome import Difference
from staffing.tally import Entries, tally

HOLDS = Cell(None, 0, 480, 540, 31.0, 0.12, 0.10, 0.14, 0.2)
MISSES = Cell(None, 4, 540, 660, 44.0, 0.24, 0.22, 0.26, 0.2)
OPEN = Cell("a1", 3, 540, 600, 22.0, 0.2, 0.18, 0.22, 0.2)
THIN = Cell("b", 1, 480, 870, 5.0, 0.09, 0.08, 0.1, 0.05, by_day=True)
WEEKLY = Cell("g", None, 480, 540, 25.0, 0.1, 0.09, 0.11, 0.2)
OUT = Cell(None, 3, 480, 870, 60.0, 0.08, 0.07, 0.09, 0.05)
REFINEMENT = Refinement(9.4, 6.1, 512.0, 433.0, 800, 12, 6.5, "settled")


def with_late(plan: WeekPlan, outcome, weekly: float):
    """The outcome with so many late visitors in every week."""
    late = np.zeros_like(outcome.late_call)
    late[:, 0, 0] = np.round(np.arange(1, len(late) + 1) * weekly) - np.round(np.arange(len(late)) * weekly)
    return replace(outcome, late_call=late)


def baseline(plan: WeekPlan, name: str, weekly: float, low: float, high: float) -> Baseline:
    return Baseline(name, with_late(plan, plan.baseline, weekly), Difference((low + high) / 2, low, high))


def choices(plan: WeekPlan) -> tuple[Choice, ...]:
    """Three plans: 1 to 12 late, 38 to 26 hours of back office."""
    bare, idle = (plan.roster.model_copy(update={part: ()}) for part in ("stand_ins", "duties"))
    rows = (("lean", bare, 12.0, 2280, 8), ("balanced", plan.roster, 4.0, 1860, 5), ("ample", idle, 1.2, 1560, 5))
    return tuple(
        Choice(name, roster, Difference(late, late / 2, 2 * late), minutes, weak)
        for name, roster, late, minutes, weak in rows
    )


def judged_plan(plan: WeekPlan, *cells: Cell, visits: tuple[Cell, ...] = ()) -> WeekPlan:
    """The plan with all that simulation may say, 4 late visitors a week, and waits by hour."""
    outcome = with_late(plan, plan.outcome, 4.0)
    return replace(
        plan, outcome=replace(outcome, calls=waits_of(plan)),
        certificate=Certificate(cells, 5000, visits) if cells or visits else Certificate((), 0),
        choices=choices(plan), refinement=REFINEMENT,
        baselines=(baseline(plan, "past", 16.0, 0.05, 0.07), baseline(plan, "all_open", 9.0, 0.02, 0.03),
                   baseline(plan, "erlang", 4.2, -0.01, 0.02)),
    )  # fmt: skip


def waits_of(plan: WeekPlan, paths: int = 10):
    """Three visitors an hour from 8 to 12 on open days: 2 minutes each, but 20 on Tuesdays from 9 to 10."""
    grid = plan.week.grid
    slots = [(minute - grid.first) // grid.slot_minutes for minute in (480, 540, 600, 660)]
    days = [plan.week.index(day.date) for day in plan.week.open_days]
    rows = [(d * paths + p, slot, 20.0 if (d, slot) == (1, slots[1]) else 2.0)
            for d in days for p in range(paths) for slot in slots for _ in range(3)]  # fmt: skip
    cell, slot, minutes = (np.array(column) for column in zip(*sorted(rows), strict=True))
    late = minutes > plan.office.target.call_minutes
    entries = Entries(cell.astype(np.int64), np.zeros(len(cell), dtype=np.int64), slot.astype(np.int64), minutes, late)
    return tally(entries, ("a1",), grid.days, paths, grid.slots)
