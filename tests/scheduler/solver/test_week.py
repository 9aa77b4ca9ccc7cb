"""A week is always solved: levels in their order, bounds that hold, shortages by name, never "infeasible"."""

import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from office.grid import SlotGrid
from office.people import Absence
from office.weeks import dates_of
from planning.config import load_config
from planning.givens import bounds
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.solver.week import solve_week
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost

CONFIG = load_config(Path(__file__).parents[3] / "configs" / "ukk_small.yaml")
OFFICE, ROSTER = CONFIG.config.office, CONFIG.config.roster
ORDER = ["uncovered", "no_stand_in", "below_target", "back_office", "waiting", "turns", "moves"]
WEEK = dates_of("2026-W49")


def week_of(office=OFFICE, absences=()):
    """The small unit's week, whoever is away."""
    grid = SlotGrid.spanning(WEEK[0], WEEK[-1], bounds(office, ROSTER.shifts), 30, office.zone)
    days = office.calendar(CONFIG.entries).days(WEEK[0], WEEK[-1])
    return OfficeWeek(office, "2026-W49", days, grid, ROSTER.shifts, absences)


def cost_of(week):
    """Ten minutes of waiting for the first officer missing at any step, five for the second, nothing beyond."""
    sets = tuple(frozenset({step}) for step in week.office.step_ids)
    waiting = np.zeros((*week.grid.shape, len(sets), 4))
    waiting[week.service] = np.array([15.0, 5.0, 0.0, 0.0])
    cells = np.zeros(waiting.shape[:3])
    return StaffingCost(week.grid, sets, waiting, waiting / 10, cells.astype(int), 0.0, cells, np.zeros(len(sets)))


def solved(week, rules=ROSTER.rules, seconds=8.0, stop=None, **limits):
    problem = RosterProblem(week, rules, cost_of(week))
    return solve_week(problem, Limits(seconds, **limits), lambda *_: None, stop or threading.Event())


def away(officer):
    return Absence(officer=officer, start=WEEK[0], end=WEEK[-1])


@pytest.fixture(scope="module")
def small():
    """The small unit with everybody there."""
    return solved(week_of())


def test_levels_come_in_their_order_and_their_bounds_hold(small):
    """No level is better than its proven bound; the status says no more than the gaps do."""
    assert [level.name for level in small.levels] == ORDER
    assert all(level.bound <= level.value + 1e-6 for level in small.levels)
    assert small.gap == max(level.gap for level in small.levels if level.name != "moves")
    assert (small.status == "optimal") <= (small.gap == 0)


def test_a_solved_roster_breaks_no_hard_rule(small):
    """The checker, which shares nothing with the solver but the rules, finds no hard violation."""
    assert [violation for violation in check(small.roster, week_of(), ROSTER.rules) if violation.hard] == []


def test_with_everybody_away_every_promise_is_a_shortage():
    """There is a roster, an empty one, and each promise is short all service hours, with where everybody is."""
    week = week_of(absences=tuple(away(officer) for officer in OFFICE.officer_ids))
    result = solved(week)
    assert result.roster.assignments == ()
    minutes = {promise.id: 0 for promise in OFFICE.promises}
    for shortage in result.shortages:
        minutes[shortage.promise] += shortage.end - shortage.start
        assert {where for _, where in shortage.able} <= {"leave"}
    assert set(minutes.values()) == {int(week.service.sum()) * 30}


def test_one_officer_who_is_left_is_rostered():
    """With all but one away that one works, and what he cannot do is named."""
    week = week_of(absences=tuple(away(officer) for officer in OFFICE.officer_ids[1:]))
    result = solved(week)
    assert {assignment.officer for assignment in result.roster.assignments} == {OFFICE.officer_ids[0]}
    assert result.shortages


def test_hard_rules_that_contradict_each_other_are_named_by_officer():
    """Ten owed hours a day fit no shift: the week is solved all the same, and the broken norm is named for each."""
    contracts = tuple(contract.model_copy(update={"day_minutes": 600}) for contract in OFFICE.contracts)
    week = week_of(OFFICE.model_copy(update={"contracts": contracts}))
    result = solved(week)
    assert result.roster.assignments
    hard = [violation for violation in check(result.roster, week, ROSTER.rules) if violation.hard]
    assert {(violation.rule, violation.officer) for violation in hard} == {
        ("weekly_norm", officer) for officer in OFFICE.officer_ids
    }


def test_a_stopped_search_says_so_and_claims_no_gap():
    """Stopped before it began: a lawful roster nevertheless, status stopped, no gap where no level was reached."""
    stop = threading.Event()
    stop.set()
    week = week_of()
    result = solved(week, stop=stop)
    assert [violation for violation in check(result.roster, week, ROSTER.rules) if violation.hard] == []
    assert result.status == "stopped"
    assert result.gap is None or "turns" in {level.name for level in result.levels}


@pytest.mark.slow
def test_one_worker_and_deterministic_time_give_the_same_roster_twice():
    """Same inputs, same seed: equal rosters, whatever the clock did."""
    first, second = (solved(week_of(), workers=1, deterministic=20.0, seed=3) for _ in range(2))
    assert first.roster == second.roster


def test_an_absent_officer_is_not_rostered(small):
    """Leave of one day takes that day only."""
    officer, day = OFFICE.officer_ids[0], date(2026, 12, 2)
    result = solved(week_of(absences=(Absence(officer=officer, start=day, end=day),)))
    worked = {assignment.day for assignment in result.roster.assignments if assignment.officer == officer}
    assert worked == {a.day for a in small.roster.assignments if a.officer == officer} - {day}
