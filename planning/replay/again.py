"""The visitors of a past week once more, on many paths: they come as they came, and only service times are chance."""

from dataclasses import replace

import numpy as np

from office.office import Office
from planning.replay.past import PastWeek
from staffing.durations import Durations
from staffing.visitors import Visitors


def visitors_again(
    past: PastWeek,
    office: Office,
    officers: int,
    paths: int,
    rng: np.random.Generator,
    durations: Durations,
) -> Visitors:
    """The week's visitors, each path with service times of its own. Everybody of the posts comes.

    Parameters
    ----------
    past
        The week.
    office
        Its routes.
    officers
        Rows of the plan that the visitors will meet.
    paths
        How often the week is lived.
    rng
        Source of the service times.
    durations
        How long stops take.
    """
    minutes = np.ones((paths, past.count, past.minutes.shape[1]))
    for k, service in enumerate(office.services):
        mine = np.flatnonzero(past.service == k)
        for j in range(len(service.route)):
            drawn = durations.draw(service, j, paths * len(mine), rng)
            minutes[:, mine, j] = drawn.reshape(paths, len(mine))
    return _lived(past, minutes, officers)


def as_logged(
    past: PastWeek, office: Office, officers: int, rng: np.random.Generator, durations: Durations
) -> Visitors:
    """The week's visitors on one path with the service times of the log; those that it does not know are drawn
    from `durations`.
    """
    drawn = visitors_again(past, office, officers, 1, rng, durations)
    order = _order(past)
    logged = past.minutes[order]
    minutes = np.where(np.isnan(logged), drawn.minutes, logged)
    return replace(drawn, minutes=minutes)


def _order(past: PastWeek) -> np.ndarray:
    """By day and ticket time, the priority lane first among equals, else in the order of the log."""
    return np.lexsort((past.priority, past.arrival, past.day))


def _lived(past: PastWeek, minutes: np.ndarray, officers: int) -> Visitors:
    """`minutes` (paths, visits, stops) as visitors by day, path and ticket time."""
    paths, order = len(minutes), _order(past)
    day = past.day[order]
    path = np.repeat(np.arange(paths), past.count)
    who = np.tile(order, paths)
    by_day = np.lexsort((np.tile(np.arange(past.count), paths), path, np.tile(day, paths)))
    path, who = path[by_day], who[by_day]
    first = np.searchsorted(past.day[who] * paths + path, np.arange(past.grid.days * paths + 1))
    return Visitors(
        grid=past.grid,
        first=first.astype(np.int64),
        arrival=past.arrival[who],
        due=past.arrival[who],
        service=past.service[who],
        priority=past.priority[who],
        minutes=minutes[path, who],
        present=np.ones((paths, past.grid.days, officers), dtype=bool),
        booked=np.zeros(len(who), dtype=bool),
    )
