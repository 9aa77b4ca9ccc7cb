"""Assessing: what a decided week means for visitors, officers and the rules, whether it is new or mended."""

from dataclasses import replace

from office.provenance import Provenance
from planning.accuracy import accuracy_of, last_week_of
from planning.baselines import baselines
from planning.bookingnotes import booking_notes
from planning.datacare import care_notes
from planning.forecastnotes import forecast_notes
from planning.futures import Futures, draw_futures
from planning.inputs import Inputs
from planning.levers.cap import caps_of
from planning.pricing import price_week
from planning.results import Edition, WeekPlan
from planning.servicetimes import time_notes
from planning.triggers import triggers_for
from scheduler.backoffice import minutes_in_blocks
from scheduler.check import check
from scheduler.result import RosterResult
from scheduler.roster import Roster
from scheduler.rules.fair_turns import burdens_of
from scheduler.score import score
from scheduler.shortages import find_shortages
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from scheduler.turns import history_after
from scheduler.week import OfficeWeek
from staffing.certify import certify
from staffing.cost import StaffingCost
from staffing.simulation import simulate

MENDED_PATHS = 300
"""Weeks by which a mended week is priced and judged: few, because somebody waits beside the printer. How many visitors
are expected is told as in a plan.
"""


def assess(
    inputs: Inputs, givens: OfficeWeek, cost: StaffingCost, paths: int, result: RosterResult, judging: Futures,
    provenance: Provenance,
) -> WeekPlan:  # fmt: skip
    """A decided week with everything that its papers tell but advice: what could be done, and rules for the day.

    Parameters
    ----------
    inputs
        What the files say.
    givens, cost, result
        The week, what waiting costs in it, and its roster.
    paths
        How many weeks priced it.
    judging
        Weeks that had no part in making the roster.
    provenance
        How it was made.
    """
    roster, rules, plan = result.roster, inputs.config.roster.rules, staff_plan(givens, result.roster)
    outcome = simulate(judging.visitors, plan, givens.office)
    beside = baselines(inputs, givens, roster, judging, outcome)
    usual = next(each for each in beside if each.name == "all_open")
    violations = check(roster, givens, rules)
    return WeekPlan(
        week=givens, forecast=judging.forecast, cost=cost, result=result, violations=violations,
        score=score(violations, rules), outcome=outcome, baseline=usual.outcome, gain=usual.gain,
        weak_slots=weak_slots(givens, roster), back_office_minutes=minutes_in_blocks(givens.office, roster),
        actions=(), triggers=(),
        last_week=last_week_of(inputs, givens), accuracy=accuracy_of(inputs),
        history_after=history_after(givens, roster, givens.history, burdens_of(rules, inputs.office)),
        provenance=provenance,
        notes=(*forecast_notes(inputs, judging.forecast), *judging.all_notes,
               *booking_notes(inputs, givens.grid.dates), *time_notes(inputs), *care_notes(inputs)),
        pricing_paths=paths, counts=inputs.counts, certificate=certify(outcome, givens.office),
        baselines=beside, caps=caps_of(givens, plan, judging.visitors, services=False),
    )  # fmt: skip


def mended(inputs: Inputs, week: OfficeWeek, roster: Roster, provenance: Provenance, edition: Edition) -> WeekPlan:
    """A published week that was changed by hand, as a plan: for its papers.

    Rules for the changed days are left out, and what the head could do: counters and officers may be missing now.

    Parameters
    ----------
    inputs
        What the files say, with what happened in them.
    week, roster
        The week as it stands now.
    provenance
        How the roster was made.
    edition
        Which edition it is, and which days are otherwise than before.

    Raises
    ------
    InputError
        Where nobody can say who comes.
    """
    staffing, judging = (draw_futures(inputs, week, each, MENDED_PATHS, 1) for each in ("staffing", "judging"))
    result = RosterResult(roster, "feasible", (), find_shortages(week, roster), 0.0, 0.0, 1)
    found = assess(inputs, week, price_week(week, staffing), MENDED_PATHS, result, judging, provenance)
    stay = [n for n, day in enumerate(week.days) if day.date not in edition.changed]
    rules = triggers_for(week, roster, judging, found.outcome, stay)
    expected = judging.corrected.forecast if judging.corrected is not None else judging.forecast
    return replace(found, forecast=expected, triggers=rules, edition=edition)
