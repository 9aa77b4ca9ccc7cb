"""Planning a week: from inputs to a judged roster."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from threading import Event
from time import perf_counter

from office.problems import Place, Problem
from office.provenance import Provenance, Status
from planning.accuracy import accuracy_of, last_week_of
from planning.actions import actions_for
from planning.baselines import all_open
from planning.bookingnotes import booking_notes
from planning.datacare import care_notes
from planning.forecastnotes import forecast_notes
from planning.futures import JUDGING_PATHS, Futures, draw_futures
from planning.givens import office_week
from planning.inputs import Inputs
from planning.progress import Stage, Watch
from planning.results import WeekPlan
from planning.servicetimes import time_notes
from planning.triggers import triggers_for
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.result import RosterResult
from scheduler.rules.fair_turns import turn_counters
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from scheduler.turns import history_after
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost
from staffing.outcome import compare
from staffing.simulation import simulate

PRICING_PATHS = 150


@dataclass(frozen=True)
class Effort:
    """How a plan is made: seed of all random numbers, seconds for the solver, exactly repeatable or faster.

    `command` is the call that asked for it, as it was typed; nothing depends on it.
    """

    seed: int = 1
    seconds: float = 60.0
    repeatable: bool = False
    command: str = ""


def plan_week(inputs: Inputs, week: str, effort: Effort, watch: Watch, stop: Event) -> WeekPlan:
    """Forecast, price, solve, judge.

    Parameters
    ----------
    inputs
        What the files say.
    week
        ISO week such as ``2026-W49``.
    effort
        Seed and time.
    watch
        Called as the work goes on.
    stop
        When set, the solver finishes with the best roster so far.

    Returns
    -------
    WeekPlan
        There is always a roster; what it cannot keep is among its shortages and violations.
    """
    began = perf_counter()
    givens = office_week(inputs, week)
    watch(Stage("forecasting"))
    staffing = draw_futures(inputs, givens, "staffing", max(PRICING_PATHS, inputs.config.forecast.paths), effort.seed)
    watch(Stage("pricing"))
    cost = price_week(givens, staffing)
    watch(Stage("solving"))
    result = _solve(inputs, givens, cost, effort, watch, stop)
    watch(Stage("judging"))
    judging = draw_futures(inputs, givens, "judging", JUDGING_PATHS, effort.seed)
    outcome = simulate(judging.visitors, staff_plan(givens, result.roster), givens.office)
    usual = all_open(givens, result.roster)
    baseline = simulate(judging.visitors, staff_plan(givens, usual), givens.office)
    watch(Stage("advising"))
    care = care_notes(inputs)
    return WeekPlan(
        week=givens,
        forecast=judging.forecast,
        cost=cost,
        result=result,
        violations=check(result.roster, givens, inputs.config.roster.rules),
        outcome=outcome,
        baseline=baseline,
        gain=compare(outcome, baseline),
        weak_slots=weak_slots(givens, result.roster),
        back_office_minutes=back_office_minutes(givens, result),
        actions=actions_for(inputs, givens, result.roster, judging, outcome),
        triggers=triggers_for(givens, result.roster, judging, outcome),
        last_week=last_week_of(inputs, givens),
        accuracy=accuracy_of(inputs),
        history_after=history_after(givens, result.roster, givens.history, turn_counters(inputs.config.roster.rules)),
        provenance=_provenance(inputs, effort, result.status, perf_counter() - began),
        notes=(
            *forecast_notes(inputs, judging.forecast),
            *_notes(inputs, givens),
            *judging.all_notes,
            *booking_notes(inputs, givens.grid.dates),
            *time_notes(inputs),
            *care,
        ),
        pricing_paths=staffing.visitors.paths,
        counts=inputs.counts,
    )


def price_week(givens: OfficeWeek, futures: Futures) -> StaffingCost:
    """What each officer more or less costs in waiting, on the paths for staffing."""
    from staffing.pools import pools
    from staffing.pricing import most_officers, price

    most = most_officers(givens.office)
    return price(futures.visitors, givens.office, givens.service, pools(givens.office), most=most)


def back_office_minutes(givens: OfficeWeek, result: RosterResult) -> dict[str, int]:
    """Minutes by task in blocks of at least the task's length."""
    tasks = {task.id: task for task in givens.office.back_office}
    found = dict.fromkeys(tasks, 0)
    for duty in result.roster.duties:
        task = tasks.get(duty.task or "") if duty.activity == "back_office" else None
        if task is not None and duty.minutes >= task.block_minutes:
            found[task.id] += duty.minutes
    return found


def _solve(
    inputs: Inputs, givens: OfficeWeek, cost: StaffingCost, effort: Effort, watch: Watch, stop: Event
) -> RosterResult:
    from scheduler.solver.week import solve_week

    limits = Limits(seconds=effort.seconds, seed=effort.seed)
    if effort.repeatable:
        limits = replace(limits, workers=1, deterministic=effort.seconds)
    problem = RosterProblem(givens, inputs.config.roster.rules, cost, previous=inputs.previous)
    return solve_week(
        problem,
        limits,
        lambda level, value, bound, seconds: watch(Stage("solving", level, value, bound, seconds)),
        stop,
    )


def _provenance(inputs: Inputs, effort: Effort, status: Status, seconds: float) -> Provenance:
    return Provenance(
        version=version("loket"),
        created_at=datetime.now(UTC).replace(microsecond=0),
        seconds=round(seconds, 1),
        seed=effort.seed,
        command=effort.command,
        repeatable=effort.repeatable,
        config_hash=inputs.hashes.config,
        calendar_hash=inputs.hashes.calendar,
        visits_hash=inputs.hashes.visits,
        book_hash=inputs.hashes.book,
        previous_hash=inputs.hashes.previous,
        overrides_hash=inputs.hashes.overrides,
        status=status,
    )


def _notes(inputs: Inputs, givens: OfficeWeek) -> tuple[Problem, ...]:
    """What a reader of the plan must know."""
    notes = []
    if not givens.history.known:
        notes.append(Problem("plan.history_unknown", severity="note"))
    if not givens.open_days:
        notes.append(Problem("plan.closed_week", severity="note"))
    for day in givens.days:
        notes += [
            Problem("plan.estimated_date", Place(), f"{day.date}", params={"note": entry.note}, severity="note")
            for entry in day.entries
            if entry.estimated
        ]
    return tuple(notes)
