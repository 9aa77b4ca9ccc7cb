"""Greedy: places slot by slot as the master's posts say, each officer staying where he is as long as he may."""

from collections import defaultdict

from scheduler.allocation.board import STANDBY, Board

Places = dict[int, int]
"""The type index, or STANDBY, of each free slot of one person."""


def greedy_places(board: Board) -> tuple[Places, ...]:
    """A valid posting without a solver: what there is when time runs out. Posts that cannot be held are left."""
    places: tuple[Places, ...] = tuple({} for _ in board.people)
    for slot in range(board.week.grid.slots):
        free = [who for who, person in enumerate(board.people) if slot in person.slots]
        wanted = _wanted(board, slot)
        for rank in (_stays, _returns, _comes):
            for who in [who for who in free if slot not in places[who]]:
                _seat(board, places, who, slot, wanted, rank(places[who], slot))
        for who in free:
            places[who].setdefault(slot, STANDBY)
    return places


def _wanted(board: Board, slot: int) -> dict[tuple[int, int], int]:
    """Officers that (group, type) still wants, no more of a type than it has desks."""
    wanted: dict[tuple[int, int], int] = defaultdict(int)
    for place in range(board.posts.shape[1]):
        left = int(board.desks[place, slot])
        for group in range(board.posts.shape[0]):
            wanted[group, place] = min(left, int(board.posts[group, place, slot]))
            left -= wanted[group, place]
    return wanted


def _stays(mine: Places, slot: int) -> list[int]:
    return [mine[slot - 1]] if slot - 1 in mine else []


def _returns(mine: Places, slot: int) -> list[int]:
    return [mine[before] for before in sorted(mine, reverse=True) if before < slot]


def _comes(mine: Places, slot: int) -> list[int] | None:
    return None


def _seat(
    board: Board,
    places: tuple[Places, ...],
    who: int,
    slot: int,
    wanted: dict[tuple[int, int], int],
    likes: list[int] | None,
) -> None:
    """Seats one officer at the first place he likes, or at any, where his group is wanted."""
    person = board.people[who]
    group = board.group_of[person.officer]
    for place in person.serves if likes is None else likes:
        if place != STANDBY and wanted[group, place] > 0:
            wanted[group, place] -= 1
            places[who][slot] = place
            return
