"""Rotation: whose turn it is at counters that are taken in turns, so that the days of a week can be solved apart."""

from collections.abc import Iterable, Sequence

import numpy as np

from scheduler.allocation.board import Board, Person
from scheduler.groups import skill_groups
from scheduler.rules.burdens import PARTS, Burden, priority_steps
from scheduler.week import OfficeWeek

OutOfTurn = frozenset[tuple[str, int]]
"""(officer, type index) that should rather not be used on a day."""


def out_of_turn(week: OfficeWeek, boards: Sequence[Board], burdens: Iterable[Burden]) -> tuple[OutOfTurn, ...]:
    """For each board, who has had more days at counters taken in turns than those who take them today.

    Earlier weeks count, and what others take while one is away. Turns are shared by officers who can do a step for
    which the counters are needed.
    """
    found: list[OutOfTurn] = [frozenset() for _ in boards]
    for burden in burdens:
        if burden.counters:
            found = [a | b for a, b in zip(found, _out_of_turn(week, boards, burden, burden.counters), strict=True)]
    return tuple(found)


def _out_of_turn(week: OfficeWeek, boards: Sequence[Board], burden: Burden, at: frozenset[str]) -> list[OutOfTurn]:
    kinds = {week.office.counter(counter).type for counter in at}
    places = [index for index, kind in enumerate(week.office.counter_types) if kind.id in kinds]
    steps = priority_steps(week.office, at)
    groups = [bool(group.steps & steps) for group in skill_groups(week.office)]
    sharing = [o.id for o in week.office.officers if week.office.able(o.skills) & steps]
    had = {id: PARTS * t.burdens.get(burden.id, 0) + t.credits.get(burden.id, 0)
           for id in sharing for t in (week.history.of(id),)}  # fmt: skip
    found = []
    for board in boards:
        able = [p for p in board.people if groups[board.group_of[p.officer]] and _is_asked(board, p, places)]
        wanted = int(board.posts[groups][:, places].sum(axis=(0, 1)).max(initial=0))
        order = sorted(able, key=lambda person: had.get(person.officer, 0))
        for person in order[:wanted]:
            had[person.officer] += PARTS
        there = {p.officer for p in board.people}
        for officer in sharing:
            if officer not in there and able:
                had[officer] += PARTS * min(wanted, len(able)) // max(1, len(there & set(sharing)))
        found.append(frozenset((p.officer, place) for p in order[wanted:] for place in places if place in p.serves))
    return found


def _is_asked(board: Board, person: Person, places: Sequence[int]) -> bool:
    """Whether the master posts officers of this one's skills at the places."""
    posts = board.posts[board.group_of[person.officer]]
    return bool(person.stretches) and bool(np.any(posts[list(places)]))
