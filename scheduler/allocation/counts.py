"""Counts: what a day asks of the numbers of officers at each kind of place in each slot, whoever they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from scheduler.allocation.alike import Alike, Kind
from scheduler.allocation.board import STANDBY, Board
from scheduler.allocation.covers import Cover
from scheduler.allocation.linear import Linear
from scheduler.allocation.prices import SPARE, UNCOVERED


class Counts:
    """A program of counts.

    Attributes
    ----------
    program
        Its columns are the counts, and what is missing or lost, at its price.
    column
        The count of each kind of place in each slot in which anybody may be there.
    """

    def __init__(self, board: Board, teams: Iterable[Alike]) -> None:
        self.board, self.program = board, Linear()
        may = {(kind, int(slot)) for team in teams for kind in team.kinds for slot in team.slots}
        self.column = {
            (kind, slot): self.program.column(0.0, high=np.inf)
            for kind, slot in sorted(may, key=lambda at: (at[1], at[0][0], sorted(at[0][1])))
        }
        self._in_slot: dict[int, list[tuple[Kind, int]]] = defaultdict(list)
        for (kind, slot), column in self.column.items():
            self._in_slot[slot].append((kind, column))

    def _serving(self, slot: int, steps: frozenset[str]) -> list[tuple[int, float]]:
        return [(column, 1.0) for (_, mask), column in self._in_slot[slot] if mask & steps]

    def _at(self, slot: int, place: int) -> list[tuple[int, float]]:
        return [(column, 1.0) for (at, _), column in self._in_slot[slot] if at == place]

    def limit_desks(self) -> None:
        """No more officers at a type of counter than it has desks."""
        for place, slot in np.ndindex(self.board.desks.shape):
            if terms := self._at(slot, place):
                self.program.row(terms, high=float(self.board.desks[place, slot]))

    def limit_heads(self, most: Sequence[tuple[frozenset[str], np.ndarray]]) -> None:
        """No more officers for some steps than rules allow, fixed ones included."""
        for steps, allowed in most:
            room = allowed[self.board.day] - self.board.held_cover(steps)
            for slot in range(self.board.week.grid.slots):
                if terms := self._serving(slot, steps):
                    beyond = self.program.column(UNCOVERED, high=np.inf)
                    self.program.row([(beyond, -1.0), *terms], high=max(0.0, float(room[slot])))

    def keep_standby(self) -> None:
        """As much standby as the office asks for and the master leaves."""
        free = np.zeros(self.board.week.grid.slots, dtype=int)
        for person in self.board.people:
            free[list(person.slots)] += 1
        spare = np.minimum(free - self.board.posts.sum(axis=(0, 1)), self.board.week.office.standby.officers)
        for slot in np.flatnonzero(spare > 0).tolist():
            missing = self.program.column(SPARE, high=np.inf)
            self.program.row([(missing, 1.0), *self._at(slot, STANDBY)], low=float(spare[slot]))

    def keep_covers(self, covers: Sequence[Cover]) -> None:
        """Promised cover in full, other cover at the price of what is lost."""
        for slot in range(self.board.week.grid.slots):
            lost: dict[str, int] = {}
            for cover in covers:
                if cover.have[slot] > cover.held[slot]:
                    self._keep(cover, slot, lost)

    def _keep(self, cover: Cover, slot: int, lost: dict[str, int]) -> None:
        have = float(cover.have[slot] - cover.held[slot])
        promised = float(cover.need[slot] - cover.held[slot])
        mine = self._serving(slot, cover.steps)
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
