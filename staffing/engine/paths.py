"""One day on all paths: the door by which Python enters the engine."""

import numpy as np

from office.compiled import unmanaged
from staffing.engine.day import run_day, wipe
from staffing.engine.posts import everybody_comes, take_posts
from staffing.engine.verdict import overtime_of, score_path
from staffing.hall import Crowd, DayPlan, Figures, Hall


@unmanaged
def run_paths(
    plan: DayPlan, everyone: Crowd, first: np.ndarray, present: np.ndarray, hall: Hall, figures: Figures
) -> None:
    """One day on all paths; fills the figures of each path, and what happened to each visitor if there is room.

    Parameters
    ----------
    plan, everyone, hall
        The day's posts, its visitors of all paths, and room to work in. `begin` and `by` of the visitors have
        rows for all of them, or for those of the fullest path: then only the last path's are left in the end.
    first
        Index of each path's first visitor and the end, shape (paths + 1,).
    present
        Whether each officer comes, shape (paths, officers).
    figures
        Results.
    """
    all_took = False
    keeps = len(everyone.begin) == len(everyone.arrival)
    for p in range(len(present)):
        a, b = first[p], first[p + 1]
        low = a if keeps else 0
        high = low + b - a
        crowd = Crowd(
            everyone.arrival[a:b], everyone.due[a:b], everyone.leaves[a:b], everyone.route[a:b],
            everyone.priority[a:b], everyone.minutes[a:b], everyone.begin[low:high], everyone.by[low:high],
        )  # fmt: skip
        wipe(crowd, hall)
        all_come = everybody_comes(plan, present[p])
        if not (all_come and all_took):  # on most paths nobody is absent, and the posts are those of the last
            take_posts(plan, present[p], hall)
        all_took = all_come
        run_day(plan, crowd, hall)
        overtime_of(plan, hall, figures.overtime[p])
        score_path(plan, crowd, figures, p)
        figures.seats[p] = hall.state[0].seats
        figures.called[p] = hall.state[0].calls
