"""Rosters: from days decided by kinds of counters to a roster with physical counters, stand-ins and names."""

from collections.abc import Sequence

import numpy as np

from scheduler.allocation.board import STANDBY, make_board
from scheduler.allocation.greedy import Places
from scheduler.allocation.seating import seat
from scheduler.allocation.tiling import tile
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.problem import RosterProblem
from scheduler.refine.ground import Ground
from scheduler.refine.state import DayState, assignments_of, blocks_of
from scheduler.roster import Duty, Roster
from scheduler.stand_ins import name_stand_ins

SEATING_SECONDS, UNHURRIED = 2.0, 3600.0
"""For the choice of physical counters of one day, beyond which they are given out in order; where no clock may tell."""


def roster_of(
    problem: RosterProblem, roster: Roster, days: Sequence[tuple[Ground, DayState]], seconds: float = SEATING_SECONDS
) -> Roster:
    """The roster with these days in place of its own; other days stay as they are.

    `seconds` is the time for seating one day's people at physical counters.
    """
    week = problem.week
    dates = {week.days[ground.day].date for ground, _ in days}
    assignments = [a for a in roster.assignments if a.day not in dates]
    duties = [duty for duty in roster.duties if duty.day not in dates]
    usual: dict[str, str] = {}
    for ground, state in days:
        mine = list(assignments_of(ground, state))
        assignments += mine
        duties += _duties(problem, ground, state, usual, seconds)
        working = {assignment.officer for assignment in mine}
        date = week.days[ground.day].date
        duties += [duty for duty in roster.duties if duty.day == date and duty.officer not in working]
    return roster.model_copy(
        update={
            "assignments": tuple(assignments),
            "duties": tuple(duties),
            "stand_ins": name_stand_ins(week, duties),
        }
    )


def _duties(
    problem: RosterProblem, ground: Ground, state: DayState, usual: dict[str, str], seconds: float
) -> list[Duty]:
    """Everybody's day in duties; `usual` remembers the counter that each officer had last."""
    week = problem.week
    posts = np.zeros((len(skill_groups(week.office)), len(week.office.counter_types), *week.grid.shape), dtype=int)
    master = Master(tuple(assignments_of(ground, state)), tuple(blocks_of(ground, state)), posts)
    board = make_board(week, master, ground.day)
    rows = {person.options[0].officer: state.code[p] for p, person in enumerate(ground.people)}
    places: tuple[Places, ...] = tuple(
        {slot: max(int(rows[person.officer][slot]), STANDBY) for slot in person.slots} for person in board.people
    )
    seats = seat(board, places, usual, seconds)
    for person, mine in zip(board.people, seats, strict=True):
        if mine:
            usual[person.officer] = mine[min(mine)]
    return [d for person, mine in zip(board.people, seats, strict=True) for d in tile(board, person, mine)]
