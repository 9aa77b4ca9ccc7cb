"""Planning a week: from inputs to a judged roster."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from threading import Event
from time import perf_counter

from office.problems import Param, Place, Problem
from office.provenance import Provenance, Status
from planning.accuracy import accuracy_of, last_week_of
from planning.actions import actions_for
from planning.baselines import baselines
from planning.bookingnotes import booking_notes
from planning.datacare import care_notes
from planning.forecastnotes import forecast_notes
from planning.futures import JUDGING_PATHS, USUAL_PATHS, Futures, draw_futures
from planning.givens import office_week
from planning.inputs import Inputs
from planning.keep import Kept, keep_notes
from planning.levers.cap import caps_of
from planning.locknotes import lock_notes
from planning.progress import Stage, Watch
from planning.refining import Sought, choices_of, refine_week
from planning.results import ChoiceName, WeekPlan
from planning.servicetimes import time_notes
from planning.triggers import triggers_for
from scheduler.backoffice import minutes_in_blocks
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.statement import Statement
from scheduler.refine.result import refined_result
from scheduler.result import RosterResult
from scheduler.rules.fair_turns import burdens_of
from scheduler.score import score
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from scheduler.turns import history_after
from scheduler.week import OfficeWeek
from staffing.certify import certify
from staffing.cost import StaffingCost
from staffing.simulation import simulate

STAFFING_PATHS = USUAL_PATHS["staffing"]
"""Weeks on which rosters are priced, searched and accepted; none of them judges the plan."""
REFINING_SHARE = 0.4
"""Part of the time for refinement, at most."""


@dataclass(frozen=True)
class Effort:
    """How a plan is made.

    Parameters
    ----------
    seed
        Of all random numbers.
    seconds
        For solver and refinement together.
    repeatable
        Exactly the same roster each time, or faster.
    command
        The call that asked for it, as it was typed; nothing depends on it.
    balance
        Which of the three plans is wanted.
    is_quick
        Whether to leave out the refinement.
    """

    seed: int = 1
    seconds: float = 90.0
    repeatable: bool = False
    command: str = ""
    balance: ChoiceName = "balanced"
    is_quick: bool = False


def plan_week(
    inputs: Inputs, week: str, effort: Effort, watch: Watch, stop: Event, kept: Kept | None = None
) -> WeekPlan:
    """Forecast, price, solve, refine, judge.

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
    kept
        What stays of an edited roster; its absences and cells are in `inputs` (`planning.keep.with_kept`).

    Returns
    -------
    WeekPlan
        There is always a roster; what it cannot keep is among its shortages and violations.
    """
    began = perf_counter()
    givens = office_week(inputs, week)
    watch(Stage("forecasting"))
    staffing = draw_futures(inputs, givens, "staffing", STAFFING_PATHS, effort.seed)
    watch(Stage("pricing"))
    cost = price_week(givens, staffing)
    problem = RosterProblem(givens, inputs.config.roster.rules, cost, previous=inputs.previous)
    if kept is not None:
        problem = replace(problem, previous=kept.roster, locked=kept.locked(givens))
    result, sought = decide(problem, staffing, effort, watch, stop)
    watch(Stage("judging"))
    judging = draw_futures(inputs, givens, "judging", JUDGING_PATHS, effort.seed)
    outcome = simulate(judging.visitors, staff_plan(givens, result.roster), givens.office)
    beside = baselines(inputs, givens, result.roster, judging, outcome)
    usual = next(each for each in beside if each.name == "all_open")
    watch(Stage("advising"))
    violations = check(result.roster, givens, inputs.config.roster.rules)
    care = care_notes(inputs)
    return WeekPlan(
        week=givens,
        forecast=judging.forecast,
        cost=cost,
        result=result,
        violations=violations,
        score=score(violations, inputs.config.roster.rules),
        conflict=_conflict(problem, result, effort, stop),
        outcome=outcome,
        baseline=usual.outcome,
        gain=usual.gain,
        weak_slots=weak_slots(givens, result.roster),
        back_office_minutes=minutes_in_blocks(givens.office, result.roster),
        actions=actions_for(inputs, givens, result.roster, judging, outcome),
        triggers=triggers_for(givens, result.roster, judging, outcome),
        last_week=last_week_of(inputs, givens),
        accuracy=accuracy_of(inputs),
        history_after=history_after(
            givens, result.roster, givens.history, burdens_of(inputs.config.roster.rules, inputs.office)
        ),
        provenance=_provenance(inputs, effort, result.status, perf_counter() - began),
        notes=(
            *forecast_notes(inputs, judging.forecast),
            *_notes(inputs, givens),
            *lock_notes(givens, inputs.config.roster.rules),
            *(keep_notes(kept, givens) if kept is not None else ()),
            *_out_of_time(result, effort),
            *judging.all_notes,
            *booking_notes(inputs, givens.grid.dates),
            *time_notes(inputs),
            *care,
        ),
        pricing_paths=staffing.visitors.paths,
        counts=inputs.counts,
        certificate=certify(outcome, givens.office),
        choices=choices_of(problem, sought, judging) if sought is not None else (),
        chosen=effort.balance,
        baselines=beside,
        refinement=sought.refinement if sought is not None else None,
        caps=caps_of(givens, staff_plan(givens, result.roster), judging.visitors, services=False),
    )


def decide(
    problem: RosterProblem, futures: Futures, effort: Effort, watch: Watch, stop: Event
) -> tuple[RosterResult, Sought | None]:
    """The roster: solved, then refined unless the plan is a quick one; with it the plans that refinement found.

    A quick plan for which the solver had too little time takes the counters of a rule of thumb on days on which they
    are better, without any search: a roster without people at counters helps nobody.
    """
    from scheduler.solver.on_call import put_on_call

    watch(Stage("solving"))
    result = _solve(problem, effort, watch, stop)
    if effort.is_quick and not list(_out_of_time(result, effort)):
        return result, None
    sought = _refined(problem, result, futures, effort, watch, stop)
    roster = put_on_call(problem.week, problem.rules, sought.rosters[effort.balance])
    refined = refined_result(problem, result, roster, stop.is_set())
    return refined, None if effort.is_quick else sought


def price_week(givens: OfficeWeek, futures: Futures) -> StaffingCost:
    """What each officer more or less costs in waiting, on the paths for staffing."""
    from staffing.pools import pools
    from staffing.pricing import most_officers, price

    most = most_officers(givens.office)
    return price(futures.visitors, givens.office, givens.service, pools(givens.office), most=most)


def _solve(problem: RosterProblem, effort: Effort, watch: Watch, stop: Event) -> RosterResult:
    from scheduler.solver.week import solve_week

    seconds = effort.seconds * (1 - REFINING_SHARE)
    limits = Limits(seconds=seconds, seed=effort.seed)
    if effort.repeatable:
        limits = replace(limits, workers=1, deterministic=seconds)
    return solve_week(
        problem,
        limits,
        lambda level, value, bound, seconds: watch(Stage("solving", level, value, bound, seconds)),
        stop,
    )


def _refined(
    problem: RosterProblem, result: RosterResult, staffing: Futures, effort: Effort, watch: Watch, stop: Event
) -> Sought:
    from scheduler.refine.day import Effort as Search

    seconds = 0.0 if effort.is_quick else REFINING_SHARE * effort.seconds
    search = Search(seconds, seed=effort.seed, is_repeatable=effort.repeatable and not effort.is_quick)
    return refine_week(problem, result, staffing, search, watch, stop)


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


def _conflict(problem: RosterProblem, result: RosterResult, effort: Effort, stop: Event) -> tuple[Statement, ...]:
    """Inputs that cannot hold together, where some were broken."""
    if not any(level.name == "broken" and level.value > 0 for level in result.levels):
        return ()
    from scheduler.reasons.conflict import find_conflict

    return find_conflict(problem, Limits(seed=effort.seed), None, stop)


def _out_of_time(result: RosterResult, effort: Effort) -> Iterator[Problem]:
    """That more time may close what is short: where promises are open and nothing proves that they must be."""
    proven = any(level.name == "uncovered" and level.gap == 0 for level in result.levels)
    if result.shortages and not proven:
        params: dict[str, Param] = {"seconds": round(4 * effort.seconds)}
        yield Problem("plan.out_of_time", params=params, severity="note")


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
