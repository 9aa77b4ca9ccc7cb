"""Seated: a roster of the same people and hours, in which somebody else decides who sits where."""

from collections.abc import Callable, Sequence

import numpy as np

from scheduler.allocation.board import Board, make_board
from scheduler.allocation.seating import Seats
from scheduler.allocation.tiling import tile
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.roster import Activity, Assignment, Roster
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek

Otherwise = Callable[[Assignment], Activity]
"""What an officer does in free service slots in which he has no seat."""


def behind(assignment: Assignment) -> Activity:
    """Back-office work."""
    return "back_office"


def seated(
    week: OfficeWeek,
    like: Roster,
    assignments: Sequence[Assignment],
    seats: Callable[[Board], Sequence[Seats]],
    otherwise: Otherwise = behind,
) -> Roster:
    """The people, outside duties and absences of `like`, with these shifts and breaks, seated day by day.

    Parameters
    ----------
    week
        The givens.
    like
        Whose people and hours they are.
    assignments
        Shifts with their breaks.
    seats
        Counter by slot of each person of a day's board, in the board's order.
    otherwise
        What is done without a seat.
    """
    away = tuple(duty for duty in like.duties if duty.activity == "outside_duty")
    nothing = np.zeros((len(skill_groups(week.office)), 0, *week.grid.shape), dtype=int)
    master = Master(tuple(assignments), away, nothing)
    working = {(assignment.officer, assignment.day) for assignment in assignments}
    duties = [duty for duty in away if (duty.officer, duty.day) not in working]
    for day in range(week.grid.days):
        board = make_board(week, master, day)
        for person, mine in zip(board.people, seats(board), strict=True):
            duties += tile(board, person, mine, otherwise(person.assignment))
    return Roster(
        office=like.office,
        week=like.week,
        slot_minutes=like.slot_minutes,
        assignments=tuple(assignments),
        duties=tuple(duties),
        stand_ins=name_stand_ins(week, duties),
        absences=like.absences,
    )
