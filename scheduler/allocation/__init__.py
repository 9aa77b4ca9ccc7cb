"""Allocation: officers to physical counters, so that every paid minute of the week has an activity."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic

import numpy as np

from scheduler.allocation.asked import Asked
from scheduler.allocation.board import STANDBY, Board, make_board
from scheduler.allocation.covers import Cover, make_covers
from scheduler.allocation.greedy import Places
from scheduler.allocation.posting import Posting, solve_posting
from scheduler.allocation.rotation import OutOfTurn, out_of_turn
from scheduler.allocation.seating import Seats, seat
from scheduler.allocation.tiling import tile
from scheduler.cover import promise_sets
from scheduler.master import Master
from scheduler.roster import Duty
from scheduler.rules.burdens import Burden, usual_burdens
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost

SEATING_SHARE = 0.1
"""Part of the time that is kept for the choice of physical counters."""


@dataclass(frozen=True)
class Allocation:
    """Everybody's duties, and what it took to make them readable.

    Parameters
    ----------
    duties
        They tile the span of every assignment; outside duty of `Master.fixed` is among them.
    moves
        Times that an officer goes from one counter to another within a day.
    lost_waiting
        Expected waiting minutes that longer stints cost against the master's posts: in each slot what the priced set
        of steps loses that loses most.
    uncovered
        Officer-slots of promised cover that the master's posts kept and these duties do not; 0 unless posts ask for
        more officers or counters than there are.
    value, bound
        Price of the posting and proven lower bound, in waiting minutes (prices in scheduler/allocation/prices.py);
        a bound of 0 stands where no time was left.
    seconds
        Wall time.
    """

    duties: tuple[Duty, ...]
    moves: int
    lost_waiting: float
    uncovered: int
    value: float
    bound: float
    seconds: float


def allocate(
    week: OfficeWeek,
    cost: StaffingCost,
    master: Master,
    seconds: float = 10.0,
    workers: int = 2,
    *,
    burdens: Sequence[Burden] | None = None,
    asked: Asked | None = None,
) -> Allocation:
    """Who sits at which counter in which slot.

    Keeps the cover of the master's posts: for every promise in full, for every priced set of steps unless a stint
    under one hour can be spared for less waiting than it costs. Few moves, the same counter before and after lunch.
    Outside service hours officers on duty do back office without a task (preparing and closing).

    Parameters
    ----------
    week
        The givens.
    cost
        Waiting by officers: the price of leaving the master's posts.
    master
        Shifts, breaks, blocks and posts. Locked days may stand in `fixed` with all their duties; `posts` do not count
        them.
    seconds
        Time for the whole week. There is always a plan; without time it follows the posts slot by slot.
    workers
        Days that are solved side by side. As long as time is enough, the result does not depend on it: nothing is
        random.
    burdens
        What goes round: counters among it are taken in turns. None means the usual burdens.
    asked
        What rules ask of the seating besides.
    """
    started = monotonic()
    boards = tuple(make_board(week, master, day) for day in range(week.grid.days))
    asked = Asked() if asked is None else asked
    promised = (*promise_sets(week), *asked.least)
    covers = tuple(make_covers(board, cost, promised) for board in boards)
    turns = out_of_turn(week, boards, usual_burdens(week.office) if burdens is None else burdens)
    postings = _post(boards, covers, turns, asked, seconds * (1 - SEATING_SHARE), workers)
    seats = _seat(boards, postings, asked.wishes.tired, seconds * SEATING_SHARE)
    return Allocation(
        duties=(*_duties(boards, seats), *_elsewhere(master)),
        moves=sum(_moves(mine) for day in seats for mine in day),
        lost_waiting=sum(map(_lost_waiting, boards, covers, postings)),
        uncovered=sum(map(_uncovered, boards, covers, postings)),
        value=sum(posting.value for posting in postings),
        bound=sum(posting.bound for posting in postings),
        seconds=monotonic() - started,
    )


def _post(
    boards: Sequence[Board],
    covers: Sequence[tuple[Cover, ...]],
    turns: Sequence[OutOfTurn],
    asked: Asked,
    seconds: float,
    workers: int,
) -> tuple[Posting, ...]:
    """Each day's posting. Days share the time: what one leaves, the next may use."""
    until = monotonic() + seconds
    order = sorted(range(len(boards)), key=lambda day: -len(boards[day].people))
    waiting = sum(bool(board.people) for board in boards)

    def post(place: int) -> Posting:
        board = boards[order[place]]
        rounds = max(1.0, (waiting - place) / max(1, min(workers, waiting)))
        share = max(0.0, (until - monotonic()) / rounds)
        return solve_posting(board, covers[order[place]], share, turns[order[place]], asked)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        found = dict(zip(order, pool.map(post, range(len(boards))), strict=True))
    return tuple(found[day] for day in range(len(boards)))


def _seat(
    boards: Sequence[Board], postings: Sequence[Posting], tired: frozenset[tuple[str, str]], seconds: float
) -> tuple[tuple[Seats, ...], ...]:
    """Each day's counters; an officer's counter of one day is his usual one on the next."""
    usual: dict[str, str] = {}
    found = []
    for board, posting in zip(boards, postings, strict=True):
        seats = seat(board, posting.places, usual, seconds / len(boards), tired)
        for person, mine in zip(board.people, seats, strict=True):
            if mine:
                usual[person.officer] = mine[min(mine)]
        found.append(seats)
    return tuple(found)


def _duties(boards: Sequence[Board], seats: Sequence[tuple[Seats, ...]]) -> list[Duty]:
    return [
        duty
        for board, day in zip(boards, seats, strict=True)
        for person, mine in zip(board.people, day, strict=True)
        for duty in tile(board, person, mine)
    ]


def _elsewhere(master: Master) -> list[Duty]:
    """Fixed duties of officers who have no shift that day."""
    working = {(assignment.officer, assignment.day) for assignment in master.assignments}
    return [duty for duty in master.fixed if (duty.officer, duty.day) not in working]


def _moves(seats: Mapping[int, str]) -> int:
    return sum(seats[left] != seats[right] for left, right in pairwise(sorted(seats)))


def _missing(board: Board, cover: Cover, places: Sequence[Places]) -> np.ndarray:
    """Officers by whom the cover of a set lies below the master's in each slot, shape (slots,)."""
    have = cover.held.copy()
    for person, mine in zip(board.people, places, strict=True):
        for slot, place in mine.items():
            have[slot] += place != STANDBY and bool(person.serves[place] & cover.steps)
    return np.maximum(cover.have - have, 0)


def _lost_waiting(board: Board, covers: Sequence[Cover], posting: Posting) -> float:
    lost = np.zeros(board.week.grid.slots)
    for cover in covers:
        prices = np.column_stack([np.zeros(len(lost)), cover.waiting])
        missing = np.minimum(_missing(board, cover, posting.places), prices.shape[1] - 1)
        lost = np.maximum(lost, prices[np.arange(len(lost)), missing])
    return float(lost.sum())


def _uncovered(board: Board, covers: Sequence[Cover], posting: Posting) -> int:
    worst = np.zeros(board.week.grid.slots, dtype=int)
    for cover in covers:
        worst = np.maximum(worst, _missing(board, cover, posting.places) - (cover.have - cover.need))
    return int(worst.sum())
