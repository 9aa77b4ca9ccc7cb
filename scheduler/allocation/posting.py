"""Posting: which officer works at which type of counter in each slot of one day.

Each free stretch of an officer is a path through a network whose arcs are stints (from slot, to slot, place): the
relaxation of such a network is almost integral (Côté, Gendron, Rousseau, 2011), where slot-by-slot Booleans are not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.allocation.asked import Asked
from scheduler.allocation.board import STANDBY, Board, Person
from scheduler.allocation.covers import Cover
from scheduler.allocation.linear import Linear

# Prices, all in waiting minutes.
UNCOVERED = 5000.0
"""An officer-slot of promised cover: more than anything else can add up to."""
SHORT = 20.0
"""A stint that is too short."""
CHANGE = 2.0
"""A change of place with no break or block between."""
PLACE, PLACE_STANDBY = 3.0, 1.0
"""A kind of place that an officer sees in a day."""
SPARE = 3.0
"""An officer-slot of standby that the office asks for, the master had, and the plan has not."""
TURN = 5.0
"""A day at a priority counter out of turn, or at the only counter of its kind after weeks there."""
HOP = 10.0
"""A move beyond those that are wished for, and a slot at counters beyond the time that anybody should sit."""

GAP = 0.02
"""A posting this near its bound is good enough: the difference is a move or two."""

Places = dict[int, int]
"""The type index, or STANDBY, of each free slot of one person."""


@dataclass(frozen=True)
class Posting:
    """The places of each person of the board, with price and proven lower bound in waiting minutes."""

    places: tuple[Places, ...]
    value: float
    bound: float


def solve_posting(
    board: Board,
    covers: Sequence[Cover],
    seconds: float,
    out_of_turn: frozenset[tuple[str, int]] = frozenset(),
    asked: Asked | None = None,
) -> Posting | None:
    """The cheapest places found in `seconds`; None when there was no time for any.

    Parameters
    ----------
    board, covers
        The day, and what is kept.
    out_of_turn
        (officer, type index) that should rather not be used today.
    asked
        What rules ask besides.
    """
    asked = Asked() if asked is None else asked
    network = _Network(board, out_of_turn | _tired(board, asked.wishes.tired), asked.wishes.stint_minutes)
    network.limit_desks()
    network.limit_heads(asked.most)
    network.limit_moves(asked.wishes.moves)
    network.limit_sitting(asked.wishes.sitting_minutes)
    network.keep_standby()
    network.keep_covers(covers)
    solution = network.program.solve(seconds, GAP)
    return None if solution is None else Posting(network.places(solution.values), solution.value, solution.bound)


@dataclass(frozen=True)
class _Stint:
    """An arc: person `who` at `place` from slot `start` up to `end`."""

    who: int
    start: int
    end: int
    place: int
    column: int


class _Network:
    """The program of one day."""

    def __init__(self, board: Board, out_of_turn: frozenset[tuple[str, int]], stint_minutes: int) -> None:
        self.board = board
        self.program = Linear()
        self.least = -(-stint_minutes // board.week.grid.slot_minutes)
        self.stints: list[_Stint] = []
        self.cells: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        """Columns of the stints that hold person, slot and place."""
        for who, person in enumerate(board.people):
            self._add_person(who, person, out_of_turn)

    def _add_person(self, who: int, person: Person, out_of_turn: frozenset[tuple[str, int]]) -> None:
        for stretch in person.stretches:
            self._add_stretch(who, stretch, (STANDBY, *person.serves))
        for place in (STANDBY, *person.serves) if person.stretches else ():
            price = PLACE_STANDBY if place == STANDBY else PLACE
            used = self.program.column(price + TURN * ((person.officer, place) in out_of_turn))
            for slot in person.slots:
                self.program.row([(used, 1.0), *((column, -1.0) for column in self.cells[who, slot, place])], low=0)

    def _add_stretch(self, who: int, stretch: range, places: tuple[int, ...]) -> None:
        flow: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for start in stretch:
            for end in range(start + 1, stretch.stop + 1):
                price = CHANGE * (start > stretch.start) + SHORT * (end - start < min(self.least, len(stretch)))
                for place in places:
                    column = self.program.column(price, whole=True)
                    self.stints.append(_Stint(who, start, end, place, column))
                    flow[start].append((column, 1.0))
                    flow[end].append((column, -1.0))
                    for slot in range(start, end):
                        self.cells[who, slot, place].append(column)
        for slot in stretch:
            self.program.row(flow[slot], low=slot == stretch.start, high=slot == stretch.start)

    def _at(self, slot: int, place: int) -> list[int]:
        return [c for who in range(len(self.board.people)) for c in self.cells.get((who, slot, place), ())]

    def limit_desks(self) -> None:
        """No more officers at a type of counter than it has desks."""
        for place, slot in np.ndindex(self.board.desks.shape):
            columns = self._at(slot, place)
            if columns:
                self.program.row(((column, 1.0) for column in columns), high=float(self.board.desks[place, slot]))

    def limit_heads(self, most: Sequence[tuple[frozenset[str], np.ndarray]]) -> None:
        """No more officers for some steps than rules allow, fixed ones included."""
        for steps, allowed in most:
            held = self.board.held_cover(steps)
            for slot in range(self.board.week.grid.slots):
                columns = [
                    column
                    for who, person in enumerate(self.board.people)
                    for place, mask in person.serves.items()
                    if mask & steps
                    for column in self.cells.get((who, slot, place), ())
                ]
                if columns:
                    beyond = self.program.column(UNCOVERED, high=np.inf)
                    high = max(0.0, float(allowed[self.board.day, slot] - held[slot]))
                    self.program.row([(beyond, -1.0), *((column, 1.0) for column in columns)], high=high)

    def limit_moves(self, moves: int | None) -> None:
        """Few stays at counters that begin in the middle of a free stretch."""
        starts = {(who, stretch.start) for who, p in enumerate(self.board.people) for stretch in p.stretches}
        begun: dict[int, list[int]] = defaultdict(list)
        for stint in self.stints if moves is not None else ():
            if stint.place != STANDBY and (stint.who, stint.start) not in starts:
                begun[stint.who].append(stint.column)
        for columns in begun.values():
            beyond = self.program.column(HOP, high=np.inf)
            self.program.row([(beyond, -1.0), *((column, 1.0) for column in columns)], high=float(moves or 0))

    def limit_sitting(self, minutes: int | None) -> None:
        """Among any slots in a row that are too many, one away from the counters."""
        most = None if minutes is None else minutes // self.board.week.grid.slot_minutes
        for who, person in enumerate(self.board.people) if most is not None else ():
            for stretch in person.stretches:
                for start in stretch[: max(0, len(stretch) - (most or 0))]:
                    terms = [
                        (column, 1.0)
                        for slot in range(start, start + (most or 0) + 1)
                        for place in person.serves
                        for column in self.cells[who, slot, place]
                    ]
                    beyond = self.program.column(HOP, high=np.inf)
                    self.program.row([(beyond, -1.0), *terms], high=float(most or 0))

    def keep_standby(self) -> None:
        """As much standby as the office asks for and the master leaves."""
        free = np.zeros(self.board.week.grid.slots, dtype=int)
        for person in self.board.people:
            free[list(person.slots)] += 1
        spare = np.minimum(free - self.board.posts.sum(axis=(0, 1)), self.board.week.office.standby.officers)
        for slot in np.flatnonzero(spare > 0):
            missing = self.program.column(SPARE, high=np.inf)
            terms = [(column, 1.0) for column in self._at(int(slot), STANDBY)]
            self.program.row([(missing, 1.0), *terms], low=float(spare[slot]))

    def keep_covers(self, covers: Sequence[Cover]) -> None:
        """Promised cover in full, other cover at the price of what is lost."""
        for slot in range(self.board.week.grid.slots):
            counts = self._counts(slot)
            lost: dict[str, int] = {}
            for cover in covers:
                if cover.have[slot] > cover.held[slot]:
                    mine = [(column, 1.0) for mask, column in counts.items() if mask & cover.steps]
                    self._keep(cover, slot, mine, lost)

    def _counts(self, slot: int) -> dict[frozenset[str], int]:
        """Columns that count officers by the steps they serve."""
        by_mask: dict[frozenset[str], list[int]] = defaultdict(list)
        for who, person in enumerate(self.board.people):
            for place, mask in person.serves.items():
                by_mask[mask] += self.cells.get((who, slot, place), ())
        counts = {}
        for mask, columns in by_mask.items():
            if columns:
                counts[mask] = self.program.column(0.0, high=np.inf)
                self.program.row([(counts[mask], -1.0), *((column, 1.0) for column in columns)], low=0, high=0)
        return counts

    def _keep(self, cover: Cover, slot: int, mine: list[tuple[int, float]], lost: dict[str, int]) -> None:
        have = float(cover.have[slot] - cover.held[slot])
        promised = float(cover.need[slot] - cover.held[slot])
        if promised > 0:
            missing = self.program.column(UNCOVERED, high=np.inf)
            self.program.row([*mine, (missing, 1.0)], low=promised)
        before = 0.0
        for number, price in enumerate(cover.lost[slot, : int(have)]):
            slope = float(price) - before
            if slope > 1e-6:  # waiting of a set >= before + slope x (officers lost beyond `number`)
                for step in cover.steps - lost.keys():
                    lost[step] = self.program.column(1.0, high=np.inf)
                terms = [(lost[step], 1.0) for step in sorted(cover.steps)] + [(c, slope) for c, _ in mine]
                self.program.row(terms, low=before + slope * (have - number))
            before = float(price)

    def places(self, values: np.ndarray) -> tuple[Places, ...]:
        """The place of each person in each free slot."""
        found: tuple[Places, ...] = tuple({} for _ in self.board.people)
        for stint in self.stints:
            if values[stint.column] > 0.5:
                found[stint.who].update((slot, stint.place) for slot in range(stint.start, stint.end))
        return found


def _tired(board: Board, tired: frozenset[tuple[str, str]]) -> frozenset[tuple[str, int]]:
    """Officers and the types whose only counter they have had for weeks; among several, seating chooses another."""
    office = board.week.office
    usable: dict[str, list[str]] = defaultdict(list)
    for counter in office.counters:
        if counter.available:
            usable[counter.type].append(counter.id)
    only = {usable[kind.id][0]: place for place, kind in enumerate(office.counter_types) if len(usable[kind.id]) == 1}
    return frozenset((officer, only[counter]) for officer, counter in tired if counter in only)
