"""Planning a week: from inputs to a judged roster."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from threading import Event
from time import perf_counter

from office.problems import Param, Place, Problem
from office.provenance import Provenance, Status
from planning.actions import actions_for
from planning.assess import assess
from planning.futures import JUDGING_PATHS, USUAL_PATHS, Futures, draw_futures
from planning.givens import office_week
from planning.inputs import Inputs
from planning.keep import Kept, keep_notes
from planning.locknotes import lock_notes
from planning.pricing import price_week
from planning.progress import Stage, Watch
from planning.refining import Sought, choices_of, refine_week
from planning.results import ChoiceName, WeekPlan
from planning.triggers import triggers_for
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.statement import Statement
from scheduler.refine.result import refined_result
from scheduler.result import RosterResult
from scheduler.week import OfficeWeek

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
    watch(Stage("advising"))
    made = _provenance(inputs, effort, result.status, perf_counter() - began)
    planned = assess(inputs, givens, cost, staffing.visitors.paths, result, judging, made)
    return replace(
        planned,
        actions=actions_for(inputs, givens, result.roster, judging, planned.outcome),
        triggers=triggers_for(givens, result.roster, judging, planned.outcome),
        conflict=_conflict(problem, result, effort, stop),
        notes=(
            *_notes(inputs, givens),
            *lock_notes(givens, inputs.config.roster.rules),
            *(keep_notes(kept, givens) if kept is not None else ()),
            *_out_of_time(result, effort),
            *planned.notes,
        ),
        choices=choices_of(problem, sought, judging) if sought is not None else (),
        chosen=effort.balance,
        refinement=sought.refinement if sought is not None else None,
    )


def decide(
    problem: RosterProblem, futures: Futures, effort: Effort, watch: Watch, stop: Event
) -> tuple[RosterResult, Sought | None]:
    """The roster: solved, then refined unless the plan is a quick one; with it the plans that refinement found.

    A quick plan for which the solver had too little time takes the counters of a rule of thumb on days on which they
    are better, without any search: a roster without people at counters helps nobody.
    """
    from scheduler.solver.on_call import solve_on_call

    watch(Stage("solving"))
    result = _solve(problem, effort, watch, stop)
    if effort.is_quick and not list(_out_of_time(result, effort)):
        return result, None
    sought = _refined(problem, result, futures, effort, watch, stop)
    roster = solve_on_call(problem.week, problem.rules, sought.rosters[effort.balance], stop=stop).roster
    refined = refined_result(problem, result, roster, stop.is_set())
    return refined, None if effort.is_quick else sought


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
