"""Reseat: cells that name steps alone change counters with each other until one more of them finds its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.roster import Duty


@dataclass(frozen=True)
class Choice:
    """A duty that would hold a cell, and which of the officer's shifts of the day (by position) leave room for it."""

    duty: Duty
    shifts: frozenset[int]


def reseated(choices: Sequence[Sequence[Choice]]) -> tuple[Duty, ...] | None:
    """A duty for each cell of one day, such that all can be held together; None where there is no such set.

    No counter and no officer is taken twice at a time, and each officer has one shift with room for all his duties. A
    cell keeps one counter for all its hours, so no matching of single slots will do: it is an integer program, one
    column a choice. Of all that hold, first choices are preferred.

    Parameters
    ----------
    choices
        For each cell what would hold it, the best first.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    seats = [(cell, choice) for cell, several in enumerate(choices) for choice in several]
    works = sorted({(choice.duty.officer, shift) for _, choice in seats for shift in choice.shifts})
    if not all(choices) or not works:
        return None
    rank = [float(place) for several in choices for place in range(len(several))]
    rows, least, most = _rows(seats, works, len(choices))
    columns = len(seats) + len(works)
    found = milp(
        np.array(rank + [0.0] * len(works)), integrality=np.ones(columns), bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, least, most),
    )  # fmt: skip
    if found.x is None:
        return None
    return tuple(choice.duty for (_, choice), held in zip(seats, found.x[: len(seats)], strict=True) if held > 0.5)


def _rows(
    seats: Sequence[tuple[int, Choice]], works: Sequence[tuple[str, int]], cells: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What must hold, row by row, with its least and most: cells, counters at a time, officers' shifts."""
    duties = [choice.duty for _, choice in seats]
    once = [[cell == n for cell, _ in seats] + [False] * len(works) for n in range(cells)]
    officers = sorted({officer for officer, _ in works})
    shift = [[False] * len(seats) + [his == officer for his, _ in works] for officer in officers]
    begun = dict.fromkeys((part, getattr(d, part), d.start) for d in duties for part in ("counter", "officer"))
    alone = [
        [getattr(d, part) == taken and d.start <= minute < d.end for d in duties] + [False] * len(works)
        for part, taken, minute in begun
    ]
    room = [
        [m == n for m in range(len(seats))]
        + [-int(his == choice.duty.officer and place in choice.shifts) for his, place in works]
        for n, (_, choice) in enumerate(seats)
    ]
    exact = len(once) + len(shift)
    least = np.concatenate([np.ones(exact), np.full(len(alone) + len(room), -np.inf)])
    most = np.concatenate([np.ones(exact + len(alone)), np.zeros(len(room))])
    rows: list[list[int] | list[bool]] = [*once, *shift, *alone, *room]
    return np.array(rows, dtype=float), least, most
