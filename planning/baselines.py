"""Baselines: what the office would get from the same people and hours without planning."""

from collections.abc import Sequence

import numpy as np

from office.days import Day
from scheduler.allocation.board import Board, make_board
from scheduler.allocation.seating import Seats
from scheduler.allocation.tiling import tile
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.roster import Assignment, Roster
from scheduler.shifts import break_starts
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek


def all_open(week: OfficeWeek, roster: Roster) -> Roster:
    """All counters open, staggered lunch: what an office does that gives every officer a post and looks no further.

    People, shifts and hours are those of `roster`. Lunch is taken in turns that do not overlap, as many as the break's
    window holds, alternating among officers of equal skills. In every service slot as many counters are open as
    officers can man (maximum matching). Everybody has one post, kept all day; a post whose holder is at lunch is taken
    by an officer without a post. The rest is back office. Nothing is random.
    """
    assignments = [
        assignment
        for day in week.open_days
        for assignment in staggered_lunch(week, day, [a for a in roster.assignments if a.day == day.date])
    ]
    away = tuple(duty for duty in roster.duties if duty.activity == "outside_duty")
    master = Master(
        tuple(assignments), away, np.zeros((len(skill_groups(week.office)), 0, *week.grid.shape), dtype=int)
    )
    boards = [make_board(week, master, day) for day in range(week.grid.days)]
    working = {(assignment.officer, assignment.day) for assignment in assignments}
    duties = [duty for duty in away if (duty.officer, duty.day) not in working]
    for board in boards:
        for person, seats in zip(board.people, everyone_seated(board), strict=True):
            duties += tile(board, person, seats, otherwise="back_office")
    return Roster(
        office=roster.office,
        week=roster.week,
        slot_minutes=roster.slot_minutes,
        assignments=tuple(assignments),
        duties=tuple(duties),
        stand_ins=name_stand_ins(week, duties),
        absences=roster.absences,
    )


def staggered_lunch(week: OfficeWeek, day: Day, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The same shifts with breaks in turns: officers of equal skills alternate."""
    groups = {id: number for number, group in enumerate(skill_groups(week.office)) for id in group.officers}
    staggered = []
    for number, assignment in enumerate(sorted(assignments, key=lambda a: groups[a.officer])):
        turns = _turns(week, day, assignment)
        start = turns[number % len(turns)] if turns else assignment.break_start
        staggered.append(assignment.model_copy(update={"break_start": start}))
    return staggered


def _turns(week: OfficeWeek, day: Day, assignment: Assignment) -> list[int]:
    """Starts of breaks that do not overlap, the earliest first; none for a shift without a break."""
    turns: list[int] = []
    if assignment.break_start is None:
        return turns
    for start in break_starts(assignment.span, week.break_rule(day), week.grid.slot_minutes):
        if start is not None and (not turns or start >= turns[-1] + assignment.break_minutes):
            turns.append(start)
    return turns


def everyone_seated(board: Board) -> tuple[Seats, ...]:
    """A counter for everybody who finds one: in each slot as many as can be manned, everyone at his own post first."""
    seats: tuple[Seats, ...] = tuple({} for _ in board.people)
    homes: dict[int, str] = {}
    for slot in range(board.week.grid.slots):
        at = _Slot(board, [who for who, person in enumerate(board.people) if slot in person.slots])
        at.keep(homes)
        at.keep({who: mine[slot - 1] for who, mine in enumerate(seats) if slot - 1 in mine})
        at.fill()
        for who, counter in at.seated.items():
            seats[who][slot] = counter
            if who not in homes and counter not in homes.values():
                homes[who] = counter
    return seats


class _Slot:
    """Who sits where in one slot, as it is being decided."""

    def __init__(self, board: Board, free: Sequence[int]) -> None:
        office = board.week.office
        places = {kind.id: place for place, kind in enumerate(office.counter_types)}
        self.free = free
        self.seated: dict[int, str] = {}
        self.able: dict[str, list[int]] = {}
        for counter in office.counters:
            if counter.available:
                place = places[counter.type]
                able = [who for who in free if place in board.people[who].serves]
                self.able[counter.id] = sorted(able, key=lambda who: _aptness(board, who, place))

    def keep(self, wishes: dict[int, str]) -> None:
        """Seats those who are free where they wish, as long as nobody sits there."""
        for who, counter in wishes.items():
            if who in self.free and who not in self.seated and counter not in self.seated.values():
                self.seated[who] = counter

    def fill(self) -> None:
        """Opens every further counter that can be opened, by augmenting paths (Berge, 1957)."""
        for counter in self.able:
            if counter not in self.seated.values():
                self._man(counter, set())

    def _man(self, counter: str, asked: set[int]) -> bool:
        """Seats somebody at a counter: one who has no seat, or one whose own can be manned by another."""
        for who in sorted(self.able[counter], key=lambda who: who in self.seated):
            if who in asked:
                continue
            asked.add(who)
            if who not in self.seated or self._man(self.seated[who], asked):
                self.seated[who] = counter
                return True
        return False


def _aptness(board: Board, who: int, place: int) -> tuple[int, int]:
    """Those who can do most at a counter come first, and among them those who can do least elsewhere."""
    serves = board.people[who].serves
    return -len(serves[place]), len(frozenset().union(*serves.values()))
