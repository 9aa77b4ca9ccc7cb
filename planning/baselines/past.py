"""The office's own past roster on this week's visitors: the same counters open, the same people at them."""

from collections.abc import Mapping, Sequence

from planning.baselines.lunch import in_turns
from planning.baselines.posts import PastDay, PastDays, like_day
from planning.baselines.seated import seated
from planning.baselines.slotwise import Slot, free_in
from scheduler.allocation.board import Board
from scheduler.allocation.seating import Seats
from scheduler.roster import Activity, Assignment, Roster
from scheduler.week import OfficeWeek

Likeness = Mapping[tuple[str, int], PastDay]
"""The past day of an officer on a day of the week, by id and index."""


def past_roster(week: OfficeWeek, roster: Roster, past: PastDays) -> Roster:
    """The past repeated with the people of a roster.

    People, shifts and hours are those of `roster`: who is away this week is away. Each officer sits where he sat on the
    latest day of the same weekday on record, else on his latest day, and eats when he ate, where that is known and his
    shift allows it, else in turns.
    A counter that was open then but whose officer is away or at lunch is taken by somebody without a counter who can.
    """
    like = {
        (officer, n): found
        for officer, days in past.items()
        for n, day in enumerate(week.days)
        if (found := like_day(days, day.date)) is not None
    }
    assignments = [_with_lunch(week, assignment, like) for assignment in in_turns(week, roster)]

    def otherwise(assignment: Assignment) -> Activity:
        found = like.get((assignment.officer, week.index(assignment.day)))
        return "back_office" if found is None else found.otherwise

    return seated(week, roster, assignments, lambda board: as_before(board, like), otherwise)


def as_before(board: Board, like: Likeness) -> tuple[Seats, ...]:
    """Seats of a day: in each slot the counters that were open then, their own people first."""
    seats: tuple[Seats, ...] = tuple({} for _ in board.people)
    number = {person.officer: who for who, person in enumerate(board.people)}
    past = [(officer, found) for (officer, day), found in like.items() if day == board.day]
    past.sort(key=lambda pair: -pair[1].seen)  # of two at one counter it is his who was seen there more
    for slot in range(board.week.grid.slots):
        at = Slot(board, free_in(board, slot))
        before = [(officer, found.counters[slot]) for officer, found in past if slot in found.counters]
        at.keep({number[officer]: counter for officer, counter in before if officer in number})
        at.keep({who: mine[slot - 1] for who, mine in enumerate(seats) if slot - 1 in mine})
        opened = _opened(before)
        at.seated = {who: counter for who, counter in at.seated.items() if counter in opened}
        for counter in opened:
            at.open(counter)
        for who, counter in at.seated.items():
            seats[who][slot] = counter
    return seats


def _opened(before: Sequence[tuple[str, str]]) -> list[str]:
    """Counters at which anybody sat, in order."""
    return list(dict.fromkeys(counter for _, counter in before))


def _with_lunch(week: OfficeWeek, assignment: Assignment, like: Likeness) -> Assignment:
    """The shift with the break of the past day, where that may be."""
    found = like.get((assignment.officer, week.index(assignment.day)))
    if found is None or found.break_start is None:
        return assignment
    moved = assignment.model_copy(update={"break_start": found.break_start})
    officer = week.office.officer(assignment.officer)
    return moved if moved in week.choices(officer, week.day(assignment.day)) else assignment
