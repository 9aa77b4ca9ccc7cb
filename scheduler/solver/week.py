"""The week: master, counters, stand-ins and shortages put together."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import get_args

import numpy as np

from scheduler.allocation import Allocation, allocate
from scheduler.allocation.asked import asked_of
from scheduler.allocation.breaks import ease_breaks
from scheduler.check import check
from scheduler.cover import serving
from scheduler.master import Master
from scheduler.problem import Limits, RosterProblem
from scheduler.result import Level, LevelName, RosterResult
from scheduler.roster import Assignment, Roster, RuleLevel
from scheduler.rules.break_window import BreakWindow
from scheduler.rules.fair_turns import burdens_of
from scheduler.score import RULE_LEVELS, score
from scheduler.shortages import find_shortages
from scheduler.solver.aims import Unit
from scheduler.solver.exchange import exchanged
from scheduler.solver.ladder import Progress
from scheduler.solver.on_call import SolvedOnCall, least_broken, solve_on_call
from scheduler.solver.solve import SolvedMaster, solve_master, status_of
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost

ALLOCATION_SHARE = 0.25
"""Part of the time that is kept for who sits at which counter."""
MOVING_SHARE = 0.5
"""Part of the seating's time that is kept for moving breaks, where the office allows that."""
UNHURRIED = 3600.0
"""Seconds for the same where a result must not depend on the clock."""
ADDED: dict[RuleLevel, Unit] = {"broken": "rules", "cost": "rupiah", "wishes": "wishes", "changes": "changes"}
"""Levels that the master may lack, and what they count."""


def solve_week(problem: RosterProblem, limits: Limits, on_progress: Progress, stop: threading.Event) -> RosterResult:
    """The roster of a week: there is always one, with what it cannot keep among shortages and levels.

    Parameters
    ----------
    problem
        The givens, rules and prices.
    limits
        Time, gap, workers and seed; a part of the time is kept for seating the officers, who also get what is left.
    on_progress
        Told level, value, bound and seconds, at most about four times a second.
    stop
        When set, the best roster so far is returned with status ``stopped``.
    """
    began = time.monotonic()
    kept = ALLOCATION_SHARE * limits.seconds
    solved = solve_master(problem, replace(limits, seconds=limits.seconds - kept), on_progress, stop)
    week = problem.week
    left = max(kept, limits.seconds - (time.monotonic() - began))
    unhurried = left if limits.deterministic is None else UNHURRIED
    burdens, asked = burdens_of(problem.rules, week.office), asked_of(problem.rules, week)
    is_movable = any(isinstance(rule, BreakWindow) and rule.movable for rule in problem.rules)
    unhurried *= 1 - MOVING_SHARE * is_movable
    seated = allocate(week, problem.cost, solved.master, unhurried, limits.workers, burdens=burdens, asked=asked)
    roster = _rostered(problem, solved.master, seated)
    moved: tuple[tuple[Assignment, Assignment], ...] = ()
    left = limits.seconds - (time.monotonic() - began) if limits.deterministic is None else kept
    if is_movable and left > 0 and not stop.is_set():
        eased = ease_breaks(week, problem.cost, solved.master, left, problem.kept, burdens, asked)
        other = _rostered(problem, eased.master, eased.allocation)
        if _is_no_dearer(problem, other, roster):
            seated, roster, moved = eased.allocation, other, eased.moved
    on_call = solve_on_call(week, problem.rules, exchanged(problem, roster, limits.seed, stop), stop=stop)
    roster = on_call.roster
    counted = score(check(roster, week, problem.rules), problem.rules).levels
    levels = tuple(_seated(_told(solved, problem, on_call, counted), problem, roster, seated, counted))
    return RosterResult(
        roster=roster,
        status=status_of(levels, solved.is_whole, limits.gap, stop.is_set()),
        levels=(*levels, Level("moves", moves_of(roster), 0, 0, 0, "moves", seated.seconds)),
        shortages=find_shortages(week, roster),
        seconds=time.monotonic() - began,
        first_seconds=solved.first_seconds,
        seed=limits.seed,
        moved_breaks=moved,
    )


def _rostered(problem: RosterProblem, master: Master, seated: Allocation) -> Roster:
    week = problem.week
    return Roster(
        office=week.office.id, week=week.week, slot_minutes=week.grid.slot_minutes, assignments=master.assignments,
        duties=seated.duties, stand_ins=name_stand_ins(week, seated.duties), absences=week.absences,
    )  # fmt: skip


def _is_no_dearer(problem: RosterProblem, found: Roster, roster: Roster) -> bool:
    """Whether no level that rules count in is worse."""
    after, now = (score(check(each, problem.week, problem.rules), problem.rules).levels for each in (found, roster))
    return all(after[level] <= now[level] for level in after)


def _told(
    solved: SolvedMaster, problem: RosterProblem, on_call: SolvedOnCall, counted: Mapping[RuleLevel, float]
) -> tuple[Level, ...]:
    """The master's levels with those that were empty until people were seated and put on call; nobody bounds these.

    Broken rules of being on call are the exception: some break whoever works when.
    """
    there = {level.name: level for level in solved.levels}
    for name, unit in ADDED.items():
        if name not in there and counted.get(name) and (name == "broken" or solved.is_whole):
            there[name] = Level(name, 0.0, 0.0, 0.0, 0.0, unit, 0.0)
    if "broken" in there:
        bound = there["broken"].bound + least_broken(problem.week, problem.rules, on_call)
        there["broken"] = replace(there["broken"], bound=bound)
    return tuple(there[name] for name in get_args(LevelName) if name in there)


def _seated(
    levels: tuple[Level, ...], problem: RosterProblem, roster: Roster, seated: Allocation,
    counted: Mapping[RuleLevel, float],
) -> Iterator[Level]:  # fmt: skip
    """The levels with their values after officers were seated; bounds of the master hold for every seating.

    `counted` is what rules count in each of their levels.
    """
    values: dict[str, float] = {level: counted.get(level, 0.0) for level in RULE_LEVELS}
    values["below_target"] = minutes_below(roster, problem.week, problem.cost)
    for level in levels:
        lost = seated.lost_waiting if level.name == "waiting" else 0.0
        value = values.get(level.name, level.value + lost)
        yield replace(level, value=value, bound=min(level.bound, value))  # dearer promises: a price's bound, in amounts


def minutes_below(roster: Roster, week: OfficeWeek, cost: StaffingCost) -> int:
    """Officer-minutes in service hours by which those who serve a set of steps stay below its requirement."""
    minutes, short = week.grid.slot_minutes, 0
    for d, t in zip(*np.nonzero(week.service), strict=True):
        start = int(week.grid.minutes[t])
        served = serving(week, roster, week.days[d].date, start, start + minutes)
        for steps, needed in zip(cost.step_sets, cost.needed[d, t].tolist(), strict=True):
            short += max(0, needed - sum(bool(steps & held) for held in served))
    return short * minutes


def moves_of(roster: Roster) -> int:
    """Times that an officer goes from one counter to another within a day."""
    last: dict[tuple[str, date], str] = {}
    moves = 0
    for duty in sorted(roster.duties, key=lambda duty: duty.start):
        if duty.counter is not None:
            moves += last.get((duty.officer, duty.day), duty.counter) != duty.counter
            last[duty.officer, duty.day] = duty.counter
    return moves
