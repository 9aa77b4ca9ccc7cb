"""All counters open, staggered lunch: what an office does that gives every officer a post and looks no further."""

from planning.baselines.lunch import in_turns
from planning.baselines.seated import seated
from planning.baselines.slotwise import Slot, free_in
from scheduler.allocation.board import Board
from scheduler.allocation.seating import Seats
from scheduler.roster import Roster
from scheduler.week import OfficeWeek


def all_open(week: OfficeWeek, roster: Roster) -> Roster:
    """All counters open with staggered lunch.

    People, shifts and hours are those of `roster`. Lunch is taken in turns that do not overlap, as many as the break's
    window holds, alternating among officers of equal skills. In every service slot as many counters are open as
    officers can man (maximum matching). Everybody has one post, kept all day; a post whose holder is at lunch is taken
    by an officer without a post. The rest is back office. Nothing is random.
    """
    return seated(week, roster, in_turns(week, roster), everyone_seated)


def everyone_seated(board: Board) -> tuple[Seats, ...]:
    """A counter for everybody who finds one: in each slot as many as can be manned, everyone at his own post first."""
    seats: tuple[Seats, ...] = tuple({} for _ in board.people)
    homes: dict[int, str] = {}
    for slot in range(board.week.grid.slots):
        at = Slot(board, free_in(board, slot))
        at.keep(homes)
        at.keep({who: mine[slot - 1] for who, mine in enumerate(seats) if slot - 1 in mine})
        at.fill()
        for who, counter in at.seated.items():
            seats[who][slot] = counter
            if who not in homes and counter not in homes.values():
                homes[who] = counter
    return seats
