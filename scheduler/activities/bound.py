"""Bound: what no tours can cost less than, from a linear program that knows heads but no names.

Names decide little: everybody can do everything, and shifts of anybody who is rested can be given to anybody who is.
What stays of them is how many people there are and what they must and may work together.

s(p) shifts start in slot p, n(p) are under way, y(p, a) heads are at activity a, x(p, a) pieces of it begin, and
e(p, a) heads are above `high`, whose squares are counted in steps of 1, 3, 5, ... All others follow from these:
implicit shift scheduling [1]_.

References
----------
.. [1] Dahmen, S., Rekik, M., Soumis, F. (2018). An implicit model for multi-activity shift scheduling problems.
   *Journal of Scheduling* 21.
"""

import numpy as np

from scheduler.activities.problem import TourProblem
from scheduler.activities.program import Program

STEPS = 3
"""Steps of the square that are counted one by one; beyond them the last goes on."""


def lower_bound(problem: TourProblem, seconds: float, with_pieces: bool = True, threads: int = 1) -> float:
    """What tours that leave nothing short cost at least.

    Parameters
    ----------
    with_pieces
        Look at each activity and its pieces; without, at the heads of all together, which is much faster.

    Returns
    -------
    float
        Rounded up, as costs are whole; inf when nothing can leave nothing short; -inf when the time was not enough.
    """
    least, most = _workable(problem)
    if (least > most).any():
        return np.inf
    program = _shifts(problem, with_pieces)
    value = program.solve(seconds, threads).bound
    return max(0.0, float(np.ceil(value - 1e-6 * max(1.0, abs(value))))) if np.isfinite(value) else value


def _shifts(problem: TourProblem, with_pieces: bool) -> Program:
    law, program, slots = problem.law, Program(), problem.slots
    people = len(problem.people)
    may = problem.may_start & (np.arange(slots) <= slots - law.shortest)
    start = program.columns((slots,), high=np.where(may, people, 0))
    under_way = program.columns((slots,), high=people)
    before = np.concatenate([[-1], under_way[:-1]])
    program.rows(0, np.inf, (_last(start, law.shortest), -1), (under_way, 1))
    program.rows(-np.inf, 0, (_last(start, law.longest), -1), (under_way, 1))
    program.rows(-np.inf, 0, (under_way, 1), (before, -1), (start, -1))
    earlier = np.concatenate([np.full(law.rest, -1), under_way])[:slots]
    program.rows(-np.inf, people, (earlier, 1), (_last(start, law.rest), 1))
    _days(program, problem, start)
    least, most = _workable(problem)
    program.rows(least.sum(), most.sum(), (under_way[None, :], 1))
    fewest, greatest = -(-least // law.longest), most // law.shortest
    program.rows(fewest.sum(), greatest.sum(), (start[None, :], 1))
    if with_pieces:
        _pieces(program, problem, start, under_way)
    else:
        _heads(program, problem, under_way)
    return program


def _days(program: Program, problem: TourProblem, start: np.ndarray) -> None:
    """One start a day, and so many in any row of days."""
    people, row = len(problem.people), problem.law.days_in_row
    for first in range(problem.days):
        for days, starts in ((1, 1), (row + 1, row)):
            if first + days <= problem.days:
                inside = (problem.day >= first) & (problem.day < first + days)
                program.rows(-np.inf, people * starts, (start[inside][None, :], 1))


def _pieces(program: Program, problem: TourProblem, start: np.ndarray, under_way: np.ndarray) -> None:
    slots, activities, piece = problem.slots, problem.activities, problem.law.piece
    heads = program.columns((slots, activities))
    begins = program.columns((slots, activities))
    before = np.concatenate([np.full((1, activities), -1), heads[:-1]])
    program.rows(0, 0, (heads, 1), (under_way, -1))
    program.rows(-np.inf, 0, (heads.ravel(), 1), (before.ravel(), -1), (begins.ravel(), -1))
    for activity in range(activities):
        program.rows(-np.inf, 0, (_last(begins[:, activity], piece), 1), (heads[:, activity], -1))
    program.rows(0, np.inf, (begins, 1), (start, -1))
    _squares(program, heads.ravel(), problem.low.ravel(), problem.high.ravel(), 1)


def _heads(program: Program, problem: TourProblem, under_way: np.ndarray) -> None:
    """Heads above all that is wanted are spread over the activities as evenly as can be."""
    _squares(program, under_way, problem.low.sum(axis=1), problem.high.sum(axis=1), problem.activities)


def _squares(program: Program, heads: np.ndarray, low: np.ndarray, high: np.ndarray, alike: int) -> None:
    """Keeps heads above `low`, and counts those above `high`; `alike` of them cost the same."""
    above = [
        program.columns(heads.shape, high=alike if step + 1 < STEPS else np.inf, cost=2 * step + 1)
        for step in range(STEPS)
    ]
    program.rows(low, np.inf, (heads, 1))
    program.rows(-np.inf, high, (heads, 1), *((step, -1) for step in above))


def _workable(problem: TourProblem) -> tuple[np.ndarray, np.ndarray]:
    """Least and most slots of each person that whole shifts can make, int, shape (people,).

    n shifts make n x shortest to n x longest slots; least and most move to the nearest that can be, if there is any.
    """
    law = problem.law
    counts = np.arange(problem.days + 1)
    made = np.zeros(problem.days * law.longest + law.longest + 1, dtype=bool)
    for n in counts:
        made[n * law.shortest : n * law.longest + 1] = True
    totals = np.flatnonzero(made)
    least = totals[np.minimum(np.searchsorted(totals, problem.least), len(totals) - 1)]
    most = totals[np.searchsorted(totals, problem.most, side="right") - 1]
    return np.maximum(least, problem.least), np.minimum(most, problem.most)


def _last(columns: np.ndarray, count: int) -> np.ndarray:
    """For each slot the columns of the last `count` slots, shape (slots, count); -1 before the first."""
    padded = np.concatenate([np.full(count - 1, -1), columns])
    return np.lib.stride_tricks.sliding_window_view(padded, count) if count else np.full((len(columns), 1), -1)
