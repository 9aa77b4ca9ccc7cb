"""Rotation: whose turn it is at the priority counters, so that the days of a week can be solved apart."""

from collections.abc import Sequence

import numpy as np

from scheduler.allocation.board import Board, Person
from scheduler.groups import skill_groups
from scheduler.turns import priority_steps
from scheduler.week import OfficeWeek

OutOfTurn = frozenset[tuple[str, int]]
"""(officer, type index) that should rather not be used on a day."""


def out_of_turn(week: OfficeWeek, boards: Sequence[Board], priority: frozenset[str]) -> tuple[OutOfTurn, ...]:
    """For each board, who has had more priority days than those who take them today; earlier weeks count.

    Turns are shared by officers who can do a step for which the counters are needed.
    """
    kinds = {week.office.counter(counter).type for counter in priority}
    places = [index for index, kind in enumerate(week.office.counter_types) if kind.id in kinds]
    steps = priority_steps(week.office, priority)
    groups = [bool(group.steps & steps) for group in skill_groups(week.office)]
    days = {turns.officer: turns.burdens.get("priority", 0) for turns in week.history.turns}
    found = []
    for board in boards:
        able = [p for p in board.people if groups[board.group_of[p.officer]] and _is_asked(board, p, places)]
        wanted = int(board.posts[groups][:, places].sum(axis=(0, 1)).max(initial=0))
        order = sorted(able, key=lambda person: days.get(person.officer, 0))
        for person in order[:wanted]:
            days[person.officer] = days.get(person.officer, 0) + 1
        found.append(frozenset((p.officer, place) for p in order[wanted:] for place in places if place in p.serves))
    return tuple(found)


def _is_asked(board: Board, person: Person, places: Sequence[int]) -> bool:
    """Whether the master posts officers of this one's skills at the places."""
    posts = board.posts[board.group_of[person.officer]]
    return bool(person.stretches) and bool(np.any(posts[list(places)]))
