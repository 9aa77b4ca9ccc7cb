"""The compiled loops of judging: visitors are counted into tables, and stretches of time into the slots they touch.

Both stand in this one file because numba's cache watches no other.
"""

import numpy as np

from office.compiled import compiled


@compiled
def count_waits(
    cell: np.ndarray, group: np.ndarray, slot: np.ndarray, minutes: np.ndarray, late: np.ndarray, block: np.ndarray,
    visitors: np.ndarray, lates: np.ndarray, total: np.ndarray, longest: np.ndarray, spread: np.ndarray,
) -> None:  # fmt: skip
    """Adds each wait to its place (cell, group, slot) of four tables, and to its minute in a fifth.

    Parameters
    ----------
    cell, group, slot
        Where each wait belongs, int64, shape (waits,).
    minutes, late
        How long it was, and whether that was too long; same shape.
    block
        Row of `spread` that each cell belongs to, int64, shape (cells,).
    visitors, lates, total, longest
        Tables that are added to, shape (cells, groups, slots).
    spread
        Counts by minute: no wait at all, up to 1 minute, up to 2, ..., longer than all; (blocks, groups, slots, bins).
    """
    last = spread.shape[3] - 1
    for i in range(len(cell)):
        c, g, t, wait = cell[i], group[i], slot[i], minutes[i]
        visitors[c, g, t] += 1
        lates[c, g, t] += late[i]
        total[c, g, t] += wait
        longest[c, g, t] = max(longest[c, g, t], wait)
        spread[block[c], g, t, min(last, int(np.ceil(wait)))] += 1


@compiled
def count_minutes(
    cell: np.ndarray, row: np.ndarray, start: np.ndarray, end: np.ndarray, first: float, length: float, into: np.ndarray
) -> None:  # fmt: skip
    """Adds the minutes of each stretch to the slots that it touches; what lies outside all slots is dropped.

    Parameters
    ----------
    cell, row
        Where each stretch belongs, int64, shape (stretches,).
    start, end
        Its minutes, same shape.
    first, length
        Minute at which the first slot begins, and minutes of a slot.
    into
        Table that is added to, shape (cells, rows, slots).
    """
    slots = into.shape[2]
    for i in range(len(cell)):
        t = max(0, int(np.floor((start[i] - first) / length)))
        while t < slots and first + t * length < end[i]:
            begins = first + t * length
            into[cell[i], row[i], t] += min(end[i], begins + length) - max(start[i], begins)
            t += 1
