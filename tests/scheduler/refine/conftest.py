"""Small weeks of any kind with a roster and visitors, to be refined."""

from dataclasses import dataclass

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_master, random_week
from scheduler.allocation import allocate
from scheduler.problem import RosterProblem
from scheduler.refine.ground import make_ground
from scheduler.refine.judge import Judge
from scheduler.refine.pressure import day_of
from scheduler.roster import Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.stand_ins import name_stand_ins
from staffing.scoring import DayScorer
from staffing.visitors import Visitors, draw_visitors


@dataclass(frozen=True)
class Case:
    """A week, its roster, sampled visitors, and the generator that drew them."""

    problem: RosterProblem
    roster: Roster
    visitors: Visitors

    def day(self, day: int = 0, paths: int = 30):
        """Ground and judge of one day."""
        ground = make_ground(self.problem.week, self.roster, day)
        few, many = (
            DayScorer(self.visitors, self.problem.week.office, day, np.arange(n)) for n in (min(8, paths), paths)
        )
        return ground, Judge(ground, few, many, day_of(self.visitors, day, 8))


def draw_case(seed: int, paths: int = 30, load: float = 0.8) -> Case:
    """Any small week with a plausible roster, and visitors whom it can just serve."""
    rng = np.random.default_rng(seed)
    week = random_week(rng)
    cost = make_cost(week, 2.0, rng)
    master = make_master(week, cost, rng)
    duties = allocate(week, cost, master, 0.0).duties
    roster = Roster(
        office="test", week=week.week, slot_minutes=week.grid.slot_minutes, assignments=master.assignments,
        duties=duties, stand_ins=name_stand_ins(week, duties), absences=week.absences,
    )  # fmt: skip
    services = len(week.office.services)
    rate = load * week.grid.slot_minutes / 10 / services * week.service.reshape(-1)
    arrivals = rng.poisson(np.broadcast_to(rate, (paths, services, week.grid.size)))
    visitors = draw_visitors(arrivals, week.grid, week.office, week.days, rng)
    return Case(RosterProblem(week, DEFAULT_RULES, cost), roster, visitors)


@pytest.fixture
def case():
    """Draws a case from a seed."""
    return draw_case
