"""Networks: the slots of one shift as a flow of officers, idle or in back-office blocks.

The solver's model is handed in: this file adds variables to it and imports no solver.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from scheduler.blocks import Block, Run


class Network:
    """Officers of one group, day and shift on one side of the break, as variables of a model.

    Parameters
    ----------
    cp
        The model that gets the variables.
    counts
        Officers on each run of slots, as expressions. All runs begin together or end together, so that officers who
        are free at a slot are alike.
    lengths
        Lengths of blocks in slots; without any everybody is idle throughout.
    closed
        Slots in which no block may lie.
    most
        Officers of the group.
    """

    def __init__(
        self, cp: Any, counts: Mapping[Run, list[Any]], lengths: tuple[int, ...], closed: frozenset[int], most: int
    ) -> None:
        self.counts = counts
        self.first = min(start for start, _ in counts)
        self.last = max(end for _, end in counts)
        places = ((t, n) for t in range(self.first, self.last) for n in lengths)
        self.blocks = {b: cp.new_int_var(0, most, "") for b in places if self._fits(b, closed)}
        self._idle = {t: cp.new_int_var(0, most, "") for t in range(self.first, self.last)} if self.blocks else {}
        if self.blocks:
            self._conserve(cp)

    def idle(self, slot: int) -> list[Any]:
        """Parts of the number of officers who are at work and in no block."""
        if self.blocks:
            return [self._idle[slot]] if slot in self._idle else []
        return self.present(slot)

    def present(self, slot: int) -> list[Any]:
        """Parts of the number of officers who are at work."""
        return [part for (start, end), parts in self.counts.items() if start <= slot < end for part in parts]

    def _fits(self, block: Block, closed: frozenset[int]) -> bool:
        start, length = block
        inside = any(first <= start and start + length <= last for first, last in self.counts)
        return inside and closed.isdisjoint(range(start, start + length))

    def _conserve(self, cp: Any) -> None:
        """At each slot's beginning as many come as go."""
        come: dict[int, list[Any]] = defaultdict(list)
        go: dict[int, list[Any]] = defaultdict(list)
        for (start, end), parts in self.counts.items():
            come[start] += parts
            go[end] += parts
        for (start, length), count in self.blocks.items():
            go[start].append(count)
            come[start + length].append(count)
        for slot, count in self._idle.items():
            go[slot].append(count)
            come[slot + 1].append(count)
        for slot in range(self.first, self.last + 1):
            cp.add(sum(come[slot]) == sum(go[slot]))
