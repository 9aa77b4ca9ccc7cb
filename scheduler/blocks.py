"""Blocks: back-office stretches behind the counters, as flows that can be taken apart into officers' days.

Officers of one skill group who start a shift together are alike until their breaks, and after their breaks until the
shift's end. So one network of slots before the breaks and one after them hold all their days: an officer flows
through a slot idle (free for counters and standby) or along a block. Whole flows fall apart into whole days.
"""

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.presence import at_work_slots
from scheduler.roster import Assignment
from scheduler.week import OfficeWeek

Run = tuple[int, int]
"""Slots of a day from the first up to but without the last."""
Block = tuple[int, int]
"""First slot and number of slots of a stretch of back office."""


def runs_of(week: OfficeWeek, assignment: Assignment) -> tuple[Run, ...]:
    """Stretches of whole slots between the edges of shift and break."""
    inside = at_work_slots(week, assignment).tolist()
    edges = [t for t in range(len(inside) + 1) if (t > 0 and inside[t - 1]) != (t < len(inside) and inside[t])]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True)
class Stint:
    """One officer's way through a run: its edges, and the blocks in it."""

    run: Run
    blocks: tuple[Block, ...]


def stints(entries: Mapping[int, int], exits: Mapping[int, int], blocks: Mapping[Block, int]) -> tuple[Stint, ...]:
    """A flow taken apart into officers' ways, the blocks spread evenly.

    Parameters
    ----------
    entries, exits
        Officers who come and go at the beginning of a slot.
    blocks
        Officers who begin each block.

    Raises
    ------
    ValueError
        If more officers leave or begin blocks than are free then.
    """
    free: list[_Way] = []
    busy: list[_Way] = []
    done: list[Stint] = []
    last = max(exits, default=0)
    for slot in range(min(entries, default=0), last + 1):
        free += [way for way in busy if way.busy_until == slot]
        busy = [way for way in busy if way.busy_until > slot]
        free += [_Way(slot) for _ in range(entries.get(slot, 0))]
        free.sort(key=lambda way: -way.minutes)
        for _ in range(exits.get(slot, 0)):
            if not free:
                raise ValueError(f"nobody is free to leave at slot {slot}")
            done.append(free.pop(0).stint(slot))
        for block in sorted(block for block, count in blocks.items() for _ in range(count) if block[0] == slot):
            if not free:
                raise ValueError(f"nobody is free for a block at slot {slot}")
            busy.append(free.pop().take(block))
    return tuple(done)


class _Way:
    """An officer under way: where he came in and what he has done."""

    def __init__(self, start: int) -> None:
        self.start, self.busy_until = start, start
        self.blocks: list[Block] = []

    @property
    def minutes(self) -> int:
        return sum(length for _, length in self.blocks)

    def take(self, block: Block) -> "_Way":
        self.blocks.append(block)
        self.busy_until = sum(block)
        return self

    def stint(self, end: int) -> Stint:
        return Stint((self.start, end), tuple(self.blocks))


def cut(run: Run, lengths: tuple[int, ...]) -> Tally[Block]:
    """A stretch of back office as blocks of the longest lengths that fit, from its first slot on."""
    found: Tally[Block] = Tally()
    start, end = run
    for length in sorted(lengths, reverse=True):
        while end - start >= length:
            found[start, length] += 1
            start += length
    return found
