"""One day of a longer crowd or plan as a crowd or plan of its own."""

from dataclasses import replace

from office.grid import SlotGrid
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors


def visitors_of_day(visitors: Visitors, day: int) -> Visitors:
    """The visitors of one day; arrays are views."""
    first = visitors.first[day * visitors.paths : (day + 1) * visitors.paths + 1]
    here = slice(int(first[0]), int(first[-1]))
    return replace(
        visitors,
        grid=_grid_of_day(visitors.grid, day),
        first=first - first[0],
        present=visitors.present[:, day : day + 1],
        **visitors.rows(here),
    )


def plan_of_day(plan: StaffPlan, day: int) -> StaffPlan:
    """The posts of one day; arrays are views."""
    columns = ("serves", "counter_type", "on_call", "stand_in", "rostered", "shift_end")
    here = slice(day, day + 1)
    return replace(plan, grid=_grid_of_day(plan.grid, day), **{name: getattr(plan, name)[here] for name in columns})


def _grid_of_day(grid: SlotGrid, day: int) -> SlotGrid:
    return replace(grid, start=grid.dates[day], days=1)
