"""Seating: which physical counter each stint of a posted day takes. Counters of one type differ only in their number.

Stints are intervals, cut wherever a fixed duty takes or frees a counter of their type, so as many free counters are
enough as stints overlap, whatever the order; what is left to choose is who comes back to the counter he knows. Whoever
was posted beyond the free counters gets no seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic

from scheduler.allocation.board import STANDBY, Board, touched
from scheduler.allocation.greedy import Places
from scheduler.allocation.linear import Linear

MOVE, UNUSUAL, HIGH_NUMBER, TIRED = 1.0, 0.05, 0.0001, 0.4
"""Prices: another counter of the same type later in the day, another than on the days before, a slot at a counter
further down the list (so that the first counters are the ones that stay open), one that has been his for weeks."""

Seats = dict[int, str]
"""The counter of each slot that one person spends at a counter."""


@dataclass(frozen=True)
class Stint:
    """Person `who` at counters of type `place` from slot `start` up to `end`."""

    who: int
    place: int
    start: int
    end: int


def seat(
    board: Board,
    places: Sequence[Places],
    usual: Mapping[str, str],
    seconds: float,
    tired: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[Seats, ...]:
    """Counters for all stints with the fewest moves; none for a stint beyond the counters that are free meanwhile.

    `usual` is the counter each officer had on the days before, `tired` are officers with a counter that is left to
    others.
    """
    until = monotonic() + seconds
    stints = _stints(board, places)
    kinds, returns = sorted({stint.place for stint in stints}), _returns(stints)
    seats: tuple[Seats, ...] = tuple({} for _ in board.people)
    for n, kind in enumerate(kinds):  # no price and no counter is common to two types
        mine = [stint for stint in stints if stint.place == kind]
        options = [_counters(board, stint) for stint in mine]
        back = [(mine.index(left), mine.index(right)) for left, right in returns if left.place == kind]
        share = (until - monotonic()) / (len(kinds) - n)
        for stint, counter in zip(mine, _best(board, mine, options, back, usual, tired, share), strict=True):
            if counter is not None:
                seats[stint.who].update(dict.fromkeys(range(stint.start, stint.end), counter))
    return seats


def _best(
    board: Board,
    stints: Sequence[Stint],
    options: Sequence[list[str]],
    returns: Sequence[tuple[int, int]],
    usual: Mapping[str, str],
    tired: frozenset[tuple[str, str]],
    seconds: float,
) -> Sequence[str | None]:
    """Counters for the stints at one type; in order when there is no time to choose or too few are free."""
    found = _by_program(board, stints, options, returns, usual, tired, seconds) if seconds > 0 else None
    return found or _in_order(stints, options)


def _stints(board: Board, places: Sequence[Places]) -> list[Stint]:
    """All stints by start. They are cut where a fixed duty takes or frees a counter, so that the rest still fits."""
    found = []
    for who, mine in enumerate(places):
        slots = [slot for slot in sorted(mine) if mine[slot] != STANDBY]
        cuts = [0] + [
            i
            for i, (left, right) in enumerate(pairwise(slots), 1)
            if right != left + 1 or mine[left] != mine[right] or right in _edges(board, mine[right])
        ]
        for low, high in pairwise([*cuts, len(slots)]):
            if low < high:
                found.append(Stint(who, mine[slots[low]], slots[low], slots[high - 1] + 1))
    return sorted(found, key=lambda stint: (stint.start, stint.who))


def _edges(board: Board, place: int) -> set[int]:
    """Slots at which a fixed duty takes or frees a counter of a type."""
    kind = board.week.office.counter_types[place].id
    taken = [
        touched(board.week, duty.start, duty.end)
        for duty in board.held
        if duty.counter is not None and board.week.office.counter(duty.counter).type == kind
    ]
    return {edge for slots in taken for edge in (slots.start, slots.stop)}


def _counters(board: Board, stint: Stint) -> list[str]:
    """Counters of the stint's type that no fixed duty holds meanwhile, in the office's order."""
    office = board.week.office
    held = set()
    for duty in board.held:
        slots = touched(board.week, duty.start, duty.end)
        if slots.start < stint.end and stint.start < slots.stop:
            held.add(duty.counter)
    kind = office.counter_types[stint.place].id
    return [c.id for c in office.counters if c.available and c.type == kind and c.id not in held]


def _in_order(stints: Sequence[Stint], options: Sequence[list[str]]) -> list[str | None]:
    """First fit by start, with little thought for who comes back; None for whoever finds all counters taken."""
    busy: dict[str, int] = {}
    last: dict[tuple[int, int], str] = {}
    chosen: list[str | None] = []
    for stint, counters in zip(stints, options, strict=True):
        free = [counter for counter in counters if busy.get(counter, 0) <= stint.start]
        known = last.get((stint.who, stint.place))
        counter = known if known in free else next(iter(free), None)
        if counter is not None:
            busy[counter] = stint.end
            last[stint.who, stint.place] = counter
        chosen.append(counter)
    return chosen


def _by_program(
    board: Board,
    stints: Sequence[Stint],
    options: Sequence[list[str]],
    returns: Sequence[tuple[int, int]],
    usual: Mapping[str, str],
    tired: frozenset[tuple[str, str]],
    seconds: float,
) -> list[str] | None:
    """The seating with the fewest moves; None when there was no time for it."""
    program = Linear()
    number = {counter.id: index for index, counter in enumerate(board.week.office.counters)}
    takes = [
        {counter: program.column(_price(board, stint, counter, number[counter], usual, tired), whole=True)
         for counter in counters}
        for stint, counters in zip(stints, options, strict=True)
    ]  # fmt: skip
    for mine in takes:
        program.row(((column, 1.0) for column in mine.values()), low=1, high=1)
    for at in {stint.start for stint in stints}:
        _one_officer_a_counter(program, stints, takes, at)
    for left, right in returns:
        moves = program.column(MOVE)
        for counter in takes[left].keys() | takes[right].keys():
            here = [(takes[left][counter], 1.0)] if counter in takes[left] else []
            there = [(takes[right][counter], -1.0)] if counter in takes[right] else []
            program.row([*here, *there, (moves, -1.0)], high=0)
    solution = program.solve(seconds, gap=0.0)
    if solution is None:
        return None
    return [max(mine, key=lambda counter: solution.values[mine[counter]]) for mine in takes]


def _price(
    board: Board, stint: Stint, counter: str, number: int, usual: Mapping[str, str], tired: frozenset[tuple[str, str]]
) -> float:
    officer = board.people[stint.who].officer
    strange, again = usual.get(officer, counter) != counter, (officer, counter) in tired
    return UNUSUAL * strange + TIRED * again + HIGH_NUMBER * number * (stint.end - stint.start)


def _one_officer_a_counter(
    program: Linear, stints: Sequence[Stint], takes: Sequence[dict[str, int]], slot: int
) -> None:
    now = [mine for stint, mine in zip(stints, takes, strict=True) if stint.start <= slot < stint.end]
    for counter in sorted({counter for mine in now for counter in mine}):
        columns = [mine[counter] for mine in now if counter in mine]
        if len(columns) > 1:
            program.row(((column, 1.0) for column in columns), high=1)


def _returns(stints: Sequence[Stint]) -> list[tuple[Stint, Stint]]:
    """Pairs of stints in which a person comes to the same type of counter one after the other."""
    pairs = []
    last: dict[int, Stint] = {}
    for stint in stints:
        before = last.get(stint.who)
        if before is not None and before.place == stint.place:
            pairs.append((before, stint))
        last[stint.who] = stint
    return pairs
