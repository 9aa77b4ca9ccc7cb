"""Pooled Erlang C and cover: the rule of thumb, a staffing formula for each half hour and people to match."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planning.baselines.lunch import in_turns
from planning.baselines.seated import seated
from planning.baselines.slotwise import aptness, free_in
from scheduler.allocation.board import Board
from scheduler.allocation.seating import Seats
from scheduler.cover import promise_sets
from scheduler.roster import Roster
from scheduler.week import OfficeWeek
from staffing.erlang import fewest_servers
from staffing.inflow import inflow_of
from staffing.pools import pools
from staffing.visitors import Visitors


@dataclass(frozen=True)
class Need:
    """Officers who must be able to serve any of `steps`, int, shape (days, slots)."""

    steps: frozenset[str]
    officers: np.ndarray


def erlang_cover(week: OfficeWeek, roster: Roster, visitors: Visitors) -> Roster:
    """In each slot the fewest officers that Erlang C asks for, pool by pool, seated one after another.

    People, shifts and hours are those of `roster`; lunch is taken in turns as with all counters open. Seats are given
    slot by slot, to who sits already and then to whoever serves most of what is still missing, until every need is
    met or nobody is left who could help. The rest is back office. Nothing is random.
    """
    needs = needed(week, visitors)
    return seated(week, roster, in_turns(week, roster), lambda board: as_needed(board, needs))


def needed(week: OfficeWeek, visitors: Visitors) -> tuple[Need, ...]:
    """What Erlang C asks for in each slot of each pool of steps, and what is promised.

    The load of a pool is the mean work that comes in a slot if nobody waits, stationary within the slot; the target
    is the share to be called in time.
    """
    office, target = week.office, week.office.target
    work, stops = mean_inflow(week, visitors)
    found = []
    for steps in pools(office):
        own = [office.step_ids.index(step) for step in steps]
        minutes, count = work[:, :, own].sum(axis=2), stops[:, :, own].sum()
        if count > 0:
            load = minutes / week.grid.slot_minutes
            each = float(minutes.sum() / count)
            officers = fewest_servers(load.ravel(), each, target.call_minutes, target.call_share)
            found.append(Need(steps, officers.reshape(week.grid.shape)))
    return (*found, *(Need(promised.steps, promised.need) for promised in promise_sets(week)))


def mean_inflow(week: OfficeWeek, visitors: Visitors) -> tuple[np.ndarray, np.ndarray]:
    """Minutes of work and number of stops by slot in which they begin if nobody waits: means, (days, slots, steps).

    What comes before counters open is there in the first service slot.
    """
    grid, steps = week.grid, len(week.office.steps)
    opens = np.array([row.argmax() for row in week.service])
    closes = np.array([max((span.end for span in day.service), default=0) for day in week.days])
    inflow = inflow_of(visitors, week.office, closes)
    day = inflow.cell // max(visitors.paths, 1)
    slot = np.clip((inflow.ready - grid.first) // grid.slot_minutes, opens[day], grid.slots - 1).astype(np.int64)
    place = (day * grid.slots + slot) * steps + inflow.step
    shape = (*grid.shape, steps)
    sums = (np.bincount(place, weights=of, minlength=int(np.prod(shape))) for of in (inflow.minutes, None))
    minutes, stops = (total.reshape(shape) / max(visitors.paths, 1) for total in sums)
    return minutes, stops


def as_needed(board: Board, needs: Sequence[Need]) -> tuple[Seats, ...]:
    """Seats of a day, slot by slot, until every need is met or nobody can help."""
    seats: tuple[Seats, ...] = tuple({} for _ in board.people)
    helps = _helps(board, needs)
    for slot in range(board.week.grid.slots):
        missing = [int(need.officers[board.day, slot]) for need in needs]
        empty = _counters(board)
        free = free_in(board, slot)
        sitting = [(who, seats[who][slot - 1]) for who in free if slot - 1 in seats[who]]
        for who, counter in sitting:
            kind = board.week.office.counter(counter).type
            if _met(helps[who].get(kind, ()), missing):
                seats[who][slot] = counter
                empty[kind].remove(counter)
                _count(helps[who][kind], missing)
        while (found := _best(board, helps, [w for w in free if slot not in seats[w]], empty, missing)) is not None:
            who, kind = found
            last = next((seats[who][s] for s in sorted(seats[who], reverse=True)), None)
            counter = last if last in empty[kind] else empty[kind][0]
            empty[kind].remove(counter)
            seats[who][slot] = counter
            _count(helps[who][kind], missing)
    return seats


def _helps(board: Board, needs: Sequence[Need]) -> list[dict[str, tuple[int, ...]]]:
    """For each person and type of counter the needs that he serves there, by index."""
    kinds = board.week.office.counter_types
    return [
        {kinds[place].id: tuple(n for n, need in enumerate(needs) if need.steps & serves)
         for place, serves in person.serves.items()}
        for person in board.people
    ]  # fmt: skip


def _counters(board: Board) -> dict[str, list[str]]:
    office = board.week.office
    return {kind.id: [c.id for c in office.counters if c.available and c.type == kind.id]
            for kind in office.counter_types}  # fmt: skip


def _met(served: Sequence[int], missing: Sequence[int]) -> int:
    """How many needs that are still missing somebody serves."""
    return sum(missing[n] > 0 for n in served)


def _count(served: Sequence[int], missing: list[int]) -> None:
    for n in served:
        missing[n] -= 1


def _best(
    board: Board,
    helps: Sequence[dict[str, tuple[int, ...]]],
    free: Sequence[int],
    empty: dict[str, list[str]],
    missing: Sequence[int],
) -> tuple[int, str] | None:
    """Who should sit down next at which type of counter; None when nobody helps."""
    places = {kind.id: place for place, kind in enumerate(board.week.office.counter_types)}
    pairs = [
        (-gain, *aptness(board, who, places[kind]), who, kind)
        for who in free
        for kind, served in helps[who].items()
        if empty[kind] and (gain := _met(served, missing))
    ]
    return min(pairs)[-2:] if pairs else None
