"""Regret: what not knowing the coming visitors costs, against a plan made with the actual arrivals known.

Twenty synthetic weeks of two large offices. The plan is made once, from the forecast; for each week the same rules,
solver and refinement make another from the arrivals that really came (how long services take and who is ill is known to
neither). Both are judged on the actual arrivals. Run: python -m benchmarks.regret
"""

import sys
from dataclasses import dataclass, replace
from threading import Event
from time import perf_counter

import numpy as np

from benchmarks.townhalls import draw
from office.streams import stream
from planning.futures import Futures, draw_futures
from planning.givens import office_week
from planning.inputs import Inputs
from planning.plan import STAFFING_PATHS, Effort, decide
from planning.pricing import price_week
from scheduler.problem import RosterProblem
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.simulation import simulate
from staffing.visitors import draw_visitors

WEEK, SEED, SECONDS = "2026-W45", 1, 40.0
OFFICES, WEEKS = (1, 5), 10
JUDGED = 400
"""Draws of service times and presence on which both plans of a week are judged."""


@dataclass(frozen=True)
class Row:
    """Late visitors of one week: of the plan, and of the plan that knew the arrivals."""

    visits: float
    plan: float
    clairvoyant: float


def known(inputs: Inputs, week: OfficeWeek, futures: Futures, path: int, paths: int, purpose: str) -> Futures:
    """Futures in which the arrivals of one path come for certain."""
    arrivals = np.repeat(futures.forecast.arrivals[path : path + 1], paths, axis=0)
    booked = np.repeat(futures.forecast.booked[path : path + 1], paths, axis=0)
    rng = stream(SEED, "regret", purpose, week.office.id, f"{path}")
    visitors = draw_visitors(
        arrivals, week.grid, week.office, week.days, rng, booked=booked, durations=inputs.durations
    )
    return Futures(futures.forecast, visitors)


def rows(number: int) -> list[Row]:
    """The weeks of one office."""
    inputs = draw("large", number).inputs
    week = office_week(inputs, WEEK)
    plan = _decided(inputs, week, draw_futures(inputs, week, "staffing", STAFFING_PATHS, SEED))
    actual = draw_futures(inputs, week, "judging", WEEKS, SEED)
    found = []
    for path in range(WEEKS):
        began = perf_counter()
        knowing = _decided(inputs, week, known(inputs, week, actual, path, STAFFING_PATHS, "planning"))
        judged = known(inputs, week, actual, path, JUDGED, "judging").visitors
        late = [simulate(judged, staff_plan(week, roster), week.office) for roster in (plan, knowing)]
        ours, theirs = (float(each.late_by_path.mean()) for each in late)
        found.append(Row(judged.count / JUDGED, ours, min(ours, theirs)))  # who knows could have made the plan as well
        print(
            f"  large_{number} week {path}: {found[-1].visits:.0f} visits, late {found[-1].plan:.1f} against "
            f"{found[-1].clairvoyant:.1f} ({perf_counter() - began:.0f} s)", flush=True,
        )  # fmt: skip
    return found


def _decided(inputs: Inputs, week: OfficeWeek, futures: Futures) -> Roster:
    problem = RosterProblem(week, inputs.config.roster.rules, price_week(week, futures))
    result, _ = decide(problem, futures, replace(Effort(SEED), seconds=SECONDS), lambda stage: None, Event())
    return result.roster


def main() -> bool:
    """Prints the weeks and the regret; whether it is within what is asked."""
    found = [row for number in OFFICES for row in rows(number)]
    extra = [100 * (row.plan - row.clairvoyant) / row.visits for row in found]
    crowded = [row for row in found if row.clairvoyant >= 20]
    least = sum(row.clairvoyant for row in crowded)
    share = sum(row.plan - row.clairvoyant for row in crowded) / least if crowded else 0.0
    print(f"regret: {np.mean(extra):.2f} late more per 100 visits, at most {max(extra):.2f} (asked <= 1)")
    print(f"{len(crowded)} weeks in which the knowing plan has 20 or more late: {share:.1%} more (asked <= 15 %)")
    return float(np.mean(extra)) <= 1 and share <= 0.15


if __name__ == "__main__":
    sys.exit(not main())
