"""Posting: which officer works at which type of counter in each slot of one day.

The day's program (counts.py) knows numbers only; who makes them up are whole days of officers (choice.py), each with
the price that it has by itself (days.py).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from scheduler.allocation.alike import Alike, alike
from scheduler.allocation.asked import Asked
from scheduler.allocation.board import STANDBY, Board
from scheduler.allocation.choice import Choice, Chosen, TeamDays
from scheduler.allocation.counts import Counts
from scheduler.allocation.covers import Cover
from scheduler.allocation.days import Days
from scheduler.allocation.greedy import Places, greedy_places
from scheduler.allocation.prices import PLACE, PLACE_STANDBY, TURN
from scheduler.rules.seated import SeatWishes

GAP = 0.01
"""A posting this near its bound is good enough: the difference is a move or two."""
FINER = 2
"""How many times nearer each search among known days comes to what these days allow."""
KEPT = 0.5
"""Part of the time that is kept for choosing among known days."""
MARGIN = 2.5
"""How far above the bound days are looked for first, in waiting minutes."""


@dataclass(frozen=True)
class Posting:
    """The places of each person of the board, with price and proven lower bound in waiting minutes."""

    places: tuple[Places, ...]
    value: float
    bound: float


def solve_posting(
    board: Board,
    covers: Sequence[Cover],
    seconds: float,
    out_of_turn: frozenset[tuple[str, int]] = frozenset(),
    asked: Asked | None = None,
) -> Posting:
    """The cheapest places found in `seconds`, never dearer than the posts followed slot by slot.

    Parameters
    ----------
    board, covers
        The day, and what is kept.
    out_of_turn
        (officer, type index) that should rather not be used today.
    asked
        What rules ask besides.
    """
    teams, choice = pose(board, covers, seconds, out_of_turn, Asked() if asked is None else asked)
    if choice is None:
        return Posting(tuple({} for _ in board.people), 0.0, 0.0)
    choice.generate(kept=KEPT * seconds)
    chosen, bound = decide(choice)
    return Posting(_places(board, teams, chosen.days), chosen.value, bound)


def pose(
    board: Board, covers: Sequence[Cover], seconds: float, out_of_turn: frozenset[tuple[str, int]], asked: Asked
) -> tuple[tuple[Alike, ...], Choice | None]:
    """Officers who are alike, and the choice of their days; None when nobody has a free slot."""
    until = monotonic() + seconds
    teams = tuple(alike(board, _place_prices(board, out_of_turn | _tired(board, asked.wishes.tired))))
    if not teams:
        return (), None
    counts = Counts(board, teams)
    counts.limit_desks()
    counts.limit_heads(asked.most)
    counts.keep_standby()
    counts.keep_covers(covers)
    start = _team_days(teams, greedy_places(board))
    return teams, Choice(counts, teams, _days(board, asked.wishes), start, lambda: until - monotonic())


def decide(choice: Choice) -> tuple[Chosen, float]:
    """The best days and the proven bound: first of those that the relaxation made, then of all that may be better.

    A choice that holds a day beyond the margin is bounded by what `enrich` says.
    """
    best, bound = choice.choose(choice.start, GAP / FINER), choice.bound
    margin = MARGIN
    while best.value - bound > GAP * best.value and (beyond := choice.enrich(margin)) is not None:
        best = choice.choose(best, GAP / FINER, margin)
        bound = max(bound, min(best.bound, beyond))
        if beyond >= best.value:
            break
        margin = min(2 * margin, best.value - beyond + margin)
    return best, min(bound, best.value)


def _days(board: Board, wishes: SeatWishes) -> Days:
    minutes = board.week.grid.slot_minutes
    sitting = None if wishes.sitting_minutes is None else wishes.sitting_minutes // minutes
    return Days(-(-wishes.stint_minutes // minutes), wishes.moves, sitting, float(wishes.setup_minutes))


def _place_prices(board: Board, avoided: frozenset[tuple[str, int]]) -> list[dict[int, float]]:
    """What it costs each person to see a place in the day."""
    return [
        {
            STANDBY: PLACE_STANDBY,
            **{place: PLACE + TURN * ((person.officer, place) in avoided) for place in person.serves},
        }
        for person in board.people
    ]


def _team_days(teams: Sequence[Alike], places: Sequence[Places]) -> TeamDays:
    found = []
    for team in teams:
        at = {place: n for n, (place, _) in enumerate(team.kinds)}
        found.append(tuple(np.array([at[places[who][slot]] for slot in team.slots.tolist()]) for who in team.people))
    return tuple(found)


def _places(board: Board, teams: Sequence[Alike], days: TeamDays) -> tuple[Places, ...]:
    """The place of each person in each free slot."""
    found: tuple[Places, ...] = tuple({} for _ in board.people)
    for team, mine in zip(teams, days, strict=True):
        for who, day in zip(team.people, mine, strict=True):
            found[who].update((slot, team.kinds[kind][0]) for slot, kind in zip(team.slots.tolist(), day, strict=True))
    return found


def _tired(board: Board, tired: frozenset[tuple[str, str]]) -> frozenset[tuple[str, int]]:
    """Officers and the types whose only counter they have had for weeks; among several, seating chooses another."""
    office = board.week.office
    usable: dict[str, list[str]] = defaultdict(list)
    for counter in office.counters:
        if counter.available:
            usable[counter.type].append(counter.id)
    only = {usable[kind.id][0]: place for place, kind in enumerate(office.counter_types) if len(usable[kind.id]) == 1}
    return frozenset((officer, only[counter]) for officer, counter in tired if counter in only)
