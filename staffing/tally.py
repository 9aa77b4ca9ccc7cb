"""Tally: waits of simulated visitors by group, day and slot, path by path."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

WAIT_MINUTES = 240
"""Entries up to here are told apart by the minute."""
BATCHES = 10
"""Batches of paths whose waits are kept apart, so that a quantile has an interval."""

EVERY = slice(None)


@dataclass(frozen=True)
class Tally:
    """How long the visitors of each group waited.

    Parameters
    ----------
    names
        The groups: ids of services or steps, or numbers of classes.
    visitors
        Visitors by the slot in which they began to wait, int32, shape (paths, days, groups, slots); outside the
        grid's slots they count at its ends.
    late
        Those who waited too long, same shape.
    minutes
        Minutes waited, summed over visitors, same shape.
    longest
        Longest wait, minutes, same shape.
    spread
        Visitors by whole minutes of waiting: none at all, up to 1, up to 2, ..., longer than WAIT_MINUTES; int32,
        shape (batches, days, groups, slots, WAIT_MINUTES + 2).
    """

    names: tuple[str, ...]
    visitors: np.ndarray
    late: np.ndarray
    minutes: np.ndarray
    longest: np.ndarray
    spread: np.ndarray

    def only(
        self,
        days: Sequence[int] | slice = EVERY,
        groups: Sequence[int] | slice = EVERY,
        slots: Sequence[int] | slice = EVERY,
    ) -> "Tally":
        """Some days, groups and slots, by index."""
        chosen = tuple(np.array(self.names)[groups].tolist())

        def part(table: np.ndarray) -> np.ndarray:
            return np.asarray(table[:, days][:, :, groups][:, :, :, slots])

        return Tally(
            chosen, part(self.visitors), part(self.late), part(self.minutes), part(self.longest), part(self.spread)
        )

    def together(self) -> "Tally":
        """All groups as one, called "all"."""

        def whole(table: np.ndarray) -> np.ndarray:
            return np.asarray(table.sum(axis=2, keepdims=True))

        longest = self.longest.max(axis=2, keepdims=True, initial=0.0)
        return Tally(("all",), whole(self.visitors), whole(self.late), whole(self.minutes), longest, whole(self.spread))

    @cached_property
    def expected(self) -> np.ndarray:
        """Visitors, means over paths, shape (days, groups, slots)."""
        return self.visitors.mean(axis=0) if len(self.visitors) else np.zeros(self.visitors.shape[1:])


@dataclass(frozen=True)
class Entries:
    """Single waits before they are counted: where each belongs, how long it was, and whether that was too long.

    Parameters
    ----------
    cell
        Index day x paths + path, int64, shape (waits,).
    group, slot
        Indices, int64, same shape.
    minutes, late
        Same shape.
    """

    cell: np.ndarray
    group: np.ndarray
    slot: np.ndarray
    minutes: np.ndarray
    late: np.ndarray


def tally(waits: Entries, names: tuple[str, ...], days: int, paths: int, slots: int) -> Tally:
    """Counts waits.

    Parameters
    ----------
    waits
        In any order.
    names
        The groups.
    days, paths, slots
        Lengths of the axes.
    """
    from staffing.counting import count_waits

    cells, groups, batches = days * paths, len(names), min(BATCHES, max(paths, 1))
    visitors, late = (np.zeros((cells, groups, slots), dtype=np.int32) for _ in range(2))
    minutes, longest = np.zeros((cells, groups, slots)), np.zeros((cells, groups, slots), dtype=np.float32)
    spread = np.zeros((batches * days, groups, slots, WAIT_MINUTES + 2), dtype=np.int32)
    day, path = np.divmod(np.arange(cells), max(paths, 1))
    block = path * batches // max(paths, 1) * days + day
    count_waits(
        waits.cell, waits.group, waits.slot, waits.minutes, waits.late, block, visitors, late, minutes, longest, spread
    )
    return Tally(
        names,
        _by_path(visitors, days, paths),
        _by_path(late, days, paths),
        _by_path(minutes, days, paths),
        _by_path(longest, days, paths),
        spread.reshape(batches, days, groups, slots, WAIT_MINUTES + 2),
    )


def no_tally() -> Tally:
    """Nobody, on no path."""
    none = np.zeros((0, 0, 0, 0))
    return Tally((), none, none, none, none, np.zeros((0, 0, 0, 0, WAIT_MINUTES + 2)))


def _by_path(table: np.ndarray, days: int, paths: int) -> np.ndarray:
    return table.reshape(days, paths, *table.shape[1:]).swapaxes(0, 1)
