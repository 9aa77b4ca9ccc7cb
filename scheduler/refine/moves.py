"""Moves: small changes of a day: who sits where from when, who rests when, when back-office blocks lie."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from scheduler.refine.ground import AWAY, BLOCK, IDLE, STANDBY, Ground
from scheduler.refine.limits import occupied
from scheduler.refine.state import DayState, Run, runs

LEAST = 2
"""Slots that a piece of a stretch has at least when it is cut off."""


def moves(ground: Ground, state: DayState) -> Iterator[DayState]:
    """Plans of the day that lie next to this one; those that keep no limit are among them."""
    yield from seat_moves(ground, state)
    yield from swaps(ground, state)
    yield from edge_moves(ground, state)
    yield from break_moves(ground, state)
    yield from block_moves(ground, state)


def seat_moves(ground: Ground, state: DayState) -> Iterator[DayState]:
    """One person spends a stint, or one end of it, at another kind of counter or on standby."""
    spare = ground.desks - occupied(ground, state)
    for p, row in enumerate(state.code):
        for run, code in runs(row):
            if code < STANDBY:
                continue
            for start, end in _pieces(run):
                for kind in (STANDBY, *np.flatnonzero(ground.serves[p]).tolist()):
                    if kind != code and (kind == STANDBY or spare[kind, start:end].min() > 0):
                        yield state.with_row(p, _filled(row, start, end, kind))


def swaps(ground: Ground, state: DayState) -> Iterator[DayState]:
    """Two persons change places over the slots in which both stints run."""
    people = [(p, run, code) for p, row in enumerate(state.code) for run, code in runs(row) if code >= STANDBY]
    for n, (p, mine, code) in enumerate(people):
        for q, other, kind in people[n + 1 :]:
            start, end = max(mine[0], other[0]), min(mine[1], other[1])
            if p == q or code == kind or end - start < LEAST or not _fits(ground, p, kind, q, code):
                continue
            if ground.masks[p] == ground.masks[q]:  # nothing but names would change
                continue
            swapped = state.with_row(p, _filled(state.code[p], start, end, kind))
            yield swapped.with_row(q, _filled(state.code[q], start, end, code))


def edge_moves(ground: Ground, state: DayState) -> Iterator[DayState]:
    """The moment at which a person goes from one place to the next comes a slot or two earlier or later."""
    spare = ground.desks - occupied(ground, state)
    for p, row in enumerate(state.code):
        found = runs(row)
        for ((a, edge), code), ((start, b), following) in pairwise(found):
            if edge != start or code < STANDBY or following < STANDBY:
                continue
            for shift in (-2, -1, 1, 2):
                low, high, kind = (edge + shift, edge, following) if shift < 0 else (edge, edge + shift, code)
                if low - a >= 1 and b - high >= 1 and (kind == STANDBY or spare[kind, low:high].min() > 0):
                    yield state.with_row(p, _filled(row, low, high, kind))


def break_moves(ground: Ground, state: DayState) -> Iterator[DayState]:
    """A person rests at another time; what he did then he does when he used to rest."""
    for p, there in enumerate(ground.there):
        for turn in range(len(there)):
            if turn != state.turn[p]:
                row = _rested(ground, state.code[p], there[state.turn[p]], there[turn])
                if row is not None:
                    yield state.with_row(p, row, turn)


def block_moves(ground: Ground, state: DayState) -> Iterator[DayState]:
    """A back-office block lies at another time of the day, or another person does it in place of what he did."""
    for p, row in enumerate(state.code):
        for (start, end), code in runs(row):
            if code > BLOCK:
                continue
            bare = _without(ground, row, start, end)
            for other in _places(ground, p, bare, end - start):
                if other != start:
                    yield state.with_row(p, _filled(bare, other, other + end - start, code))
            for q in np.flatnonzero(ground.can_do[:, BLOCK - code]).tolist():
                yield from _handed(ground, state, p, bare, q, (start, end), code)


def added_blocks(ground: Ground, state: DayState) -> Iterator[DayState]:
    """One back-office block more."""
    for p, row in enumerate(state.code):
        for task in np.flatnonzero(ground.can_do[p]).tolist():
            length = int(ground.lengths[task])
            for start in _places(ground, p, row, length):
                yield state.with_row(p, _filled(row, start, start + length, BLOCK - task))


def removed_blocks(ground: Ground, state: DayState) -> Iterator[DayState]:
    """One back-office block less, or a long one shortened by as much as one lasts at least."""
    for p, row in enumerate(state.code):
        for (start, end), code in runs(row):
            if code <= BLOCK:
                least = int(ground.lengths[BLOCK - code])
                whole = end - start < 2 * least
                for low, high in [(start, end)] if whole else [(start, start + least), (end - least, end)]:
                    bare = _without(ground, row, low, high)
                    yield state.with_row(p, bare)
                    for kind in np.flatnonzero(ground.serves[p]).tolist():
                        row_at = bare.copy()
                        row_at[low:high][bare[low:high] == STANDBY] = kind
                        yield state.with_row(p, row_at)


def _pieces(run: Run) -> Iterator[Run]:
    """The run, and what can be cut off either of its ends."""
    start, end = run
    yield run
    for cut in range(start + LEAST, end - LEAST + 1, LEAST):
        yield start, cut
        yield cut, end


def _filled(row: np.ndarray, start: int, end: int, code: int) -> np.ndarray:
    filled = row.copy()
    filled[start:end] = code
    return filled


def _fits(ground: Ground, p: int, kind: int, q: int, code: int) -> bool:
    """Whether each has something to do at the other's place."""
    return (kind < 0 or ground.serves[p, kind] != 0) and (code < 0 or ground.serves[q, code] != 0)


def _rested(ground: Ground, row: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray | None:
    """A day with the break moved; None where a block lies in its way."""
    if (row[~after & before] <= BLOCK).any():
        return None
    moved = row.copy()
    moved[~after] = AWAY
    freed = np.flatnonzero(after & ~before)
    given = [code for code in row[~after & before].tolist() if code >= STANDBY] or [STANDBY]
    for n, slot in enumerate(freed.tolist()):
        moved[slot] = given[min(n, len(given) - 1)] if ground.is_open[slot] else IDLE
    return moved


def _without(ground: Ground, row: np.ndarray, start: int, end: int) -> np.ndarray:
    """The row with a block taken out."""
    bare = row.copy()
    bare[start:end] = np.where(ground.is_open[start:end], STANDBY, IDLE)
    return bare


def _places(ground: Ground, p: int, row: np.ndarray, length: int) -> Iterator[int]:
    """Where a block of a length can begin: nothing but counters, standby and idle slots in its way."""
    free = (row >= IDLE).astype(int)
    for start in range(len(row) - length + 1):
        if free[start : start + length].all():
            yield start


def _handed(
    ground: Ground, state: DayState, p: int, bare: np.ndarray, q: int, span: Run, code: int
) -> Iterator[DayState]:
    """Person q does p's block, p does what q did then as far as he can, else he is on standby."""
    start, end = span
    theirs = state.code[q, start:end]
    if q == p or (theirs < IDLE).any():
        return
    row = bare.copy()
    for slot, kind in enumerate(theirs.tolist(), start):
        if kind >= 0 and ground.serves[p, kind] != 0:
            row[slot] = kind
    yield state.with_row(p, row).with_row(q, _filled(state.code[q], start, end, code))
