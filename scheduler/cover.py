"""What promises ask of whom: minimum cover as counts on sets of promises, so that nobody is counted twice.

One officer keeps one promise at a time. By Hall's theorem (P. Hall, 1935) officers can be matched to promises
exactly when every set of promises finds enough officers who can serve any of them; only sets whose promises are
connected by somebody who could serve both need looking at.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from office.services import Promise
from scheduler.roster import Roster
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class PromiseSet:
    """Promises looked at together.

    Parameters
    ----------
    promises
        Ids.
    steps
        All their steps: an officer who serves any of them counts.
    need
        Officers asked for in each slot, int, shape (days, slots).
    """

    promises: frozenset[str]
    steps: frozenset[str]
    need: np.ndarray


def promise_need(week: OfficeWeek, promise: Promise) -> np.ndarray:
    """Officers that one promise asks for in each slot, int, shape (days, slots)."""
    if promise.hours is None:
        return week.service * promise.officers
    spans = [promise.hours.on(day.date.weekday(), day.season) or () for day in week.days]
    inside = np.array([week.grid.touches(day_spans) for day_spans in spans])
    return (inside & week.service) * promise.officers


def promise_sets(week: OfficeWeek, masks: Collection[frozenset[str]] | None = None) -> tuple[PromiseSet, ...]:
    """Every connected set of promises, single ones first.

    `masks` are the sets of steps that one officer may serve at a time; by default whatever an officer is able to.
    What a set asks that is not connected by these follows from what its parts ask.
    """
    links = {week.office.able(officer.skills) for officer in week.office.officers} if masks is None else set(masks)
    promises = week.office.promises
    need = {promise.id: promise_need(week, promise) for promise in promises}
    chosen = (
        group
        for size in range(1, len(promises) + 1)
        for group in combinations(promises, size)
        if _connected(links, group)
    )
    return tuple(
        PromiseSet(
            frozenset(p.id for p in group),
            frozenset().union(*(p.steps for p in group)),
            np.sum([need[p.id] for p in group], axis=0),
        )
        for group in chosen
    )


def serving(week: OfficeWeek, roster: Roster, day: date, start: int, end: int) -> list[frozenset[str]]:
    """Steps that each officer serves who is at a counter from `start` to `end`, as far as he is able to."""
    able = {officer.id: week.office.able(officer.skills) for officer in week.office.officers}
    return [
        d.steps & able.get(d.officer, frozenset()) for d in roster.at_counters(day) if d.start <= start and end <= d.end
    ]


def unmet(promises: Sequence[Promise], need: Sequence[int], serving: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """Officers that each promise is short of when those at counters are matched to promises in their order.

    Augmenting paths keep what is kept: the first promise is served as well as can be, then the second, and so on, and
    no matching keeps more in all (greedy in a transversal matroid; Edmonds and Fulkerson, 1965).

    Parameters
    ----------
    promises, need
        In the order of importance, and officers asked for.
    serving
        Steps that each officer at a counter serves.
    """
    able = [[i for i, steps in enumerate(serving) if steps & promise.steps] for promise in promises]
    kept_by: dict[int, int] = {}
    return tuple(sum(not _seat(p, able, kept_by, set()) for _ in range(officers)) for p, officers in enumerate(need))


def _seat(promise: int, able: Sequence[Sequence[int]], kept_by: dict[int, int], seen: set[int]) -> bool:
    """Finds an officer for a promise, moving officers of earlier ones where these find another."""
    for officer in able[promise]:
        if officer in seen:
            continue
        seen.add(officer)
        if officer not in kept_by or _seat(kept_by[officer], able, kept_by, seen):
            kept_by[officer] = promise
            return True
    return False


def _connected(masks: Collection[frozenset[str]], group: tuple[Promise, ...]) -> bool:
    """Whether the promises hang together through somebody who can serve several of them."""
    reached, rest = [group[0]], list(group[1:])
    for promise in reached:
        near = [p for p in rest if any(steps & promise.steps and steps & p.steps for steps in masks)]
        reached += near
        rest = [p for p in rest if p not in near]
    return not rest
