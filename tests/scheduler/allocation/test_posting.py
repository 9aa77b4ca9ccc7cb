"""Posting against enumeration of every possible day, priced by the words of the prices."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby, product

import numpy as np
import pytest

from benchmarks.offices import make_office, make_week
from office.services import Promise
from scheduler.allocation import prices
from scheduler.allocation.board import STANDBY, Board, make_board
from scheduler.allocation.covers import BELOW_TARGET, KEPT, make_covers
from scheduler.allocation.greedy import Places, greedy_places
from scheduler.allocation.posting import GAP, solve_posting
from scheduler.cover import promise_sets
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost


def tiny_week(promised: int) -> OfficeWeek:
    """Three officers at three counters, four service slots around a break."""
    promises = [Promise(id="a", name="A", steps=frozenset("a"), officers=promised)] if promised else []
    return make_week(
        make_office(
            [("one", "a"), ("one", "a"), ("two", "b")], ["ab", "ab", "a"], promises, standby=1, service=("10.30-12.30",)
        )
    )


def alike_week() -> OfficeWeek:
    """Eight officers who are alike at counters of three types: a relaxation could mix their days."""
    kinds = [("one", "a")] * 4 + [("two", "b")] * 3 + [("three", "c")] * 2
    return make_week(make_office(kinds, ["abc"] * 8, [], standby=1, service=("08.00-12.00",)))


def tiny_cost(week: OfficeWeek, rng: np.random.Generator) -> StaffingCost:
    """Only single steps are priced, so that prices add up."""
    sets = tuple(frozenset({step}) for step in week.office.step_ids)
    gains = -np.sort(-rng.integers(0, 40, size=(*week.grid.shape, len(sets), 4)), axis=-1)
    waiting = gains.sum(axis=-1, keepdims=True) - np.concatenate(
        [np.zeros((*gains.shape[:-1], 1), dtype=int), gains.cumsum(axis=-1)], axis=-1
    )
    needed = rng.integers(0, 3, size=(*week.grid.shape, len(sets)))
    return StaffingCost(
        week.grid, sets, waiting.astype(float), waiting / 50, needed, 0.0, np.zeros(needed.shape), np.zeros(len(sets))
    )


def tiny_master(week: OfficeWeek, rng: np.random.Generator) -> Master:
    """Posts that officers of each group can hold at the desks there are, otherwise at random."""
    day = week.days[1]
    chosen = [week.choices(officer, day) for officer in week.office.officers]
    assignments = tuple(choices[rng.integers(len(choices))] for choices in chosen)
    groups = skill_groups(week.office)
    empty = Master(
        assignments, (), np.zeros((len(groups), len(week.office.counter_types), *week.grid.shape), dtype=int)
    )
    board = make_board(week, empty, 1)
    posts = empty.posts.copy()
    for slot in np.flatnonzero(week.service[1]):
        desks = board.desks[:, slot].copy()
        for person in board.people:
            place = int(rng.choice([STANDBY, *person.serves]))
            if slot in person.slots and place != STANDBY and desks[place]:
                posts[board.group_of[person.officer], place, 1, slot] += 1
                desks[place] -= 1
    return Master(assignments, (), posts)


class Prices:
    """What a day costs in waiting minutes, read off the description of the prices."""

    def __init__(self, board: Board, cost: StaffingCost) -> None:
        self.board, self.cost = board, cost
        self.of_slot = cache(self._of_slot)

    def __call__(self, places: Iterable[Places]) -> float:
        days = list(places)
        slots = range(self.board.week.grid.slots)
        alone = sum(self.of_person(who, mine) for who, mine in enumerate(days))
        return alone + sum(self.of_slot(slot, tuple(mine.get(slot) for mine in days)) for slot in slots)

    def of_person(self, who: int, mine: Places) -> float:
        """Places, changes and stints under an hour."""
        total = sum(prices.PLACE_STANDBY if place == STANDBY else prices.PLACE for place in set(mine.values()))
        for stretch in self.board.people[who].stretches:
            stints = [len(list(same)) for _, same in groupby(mine[slot] for slot in stretch)]
            total += prices.CHANGE * (len(stints) - 1)
            total += prices.SHORT * (len(stints) > 1) * sum(30 * length < 60 for length in stints)
        return total

    def _of_slot(self, slot: int, places: tuple[int | None, ...]) -> float:
        """Standby, waiting, target and promises."""
        board, cost = self.board, self.cost
        now = [(p, place) for p, place in zip(board.people, places, strict=True) if place is not None]
        posted = board.posts[:, :, slot]
        standby = sum(place == STANDBY for _, place in now)
        wanted = min(board.week.office.standby.officers, len(now) - int(posted.sum()))
        total = prices.SPARE * max(0, wanted - standby)
        promised = {promise.steps: promise.officers for promise in board.week.office.promises}
        for index, steps in enumerate(cost.step_sets):
            had = posted_cover(board, posted, steps)
            has = sum(place != STANDBY and bool(person.serves[place] & steps) for person, place in now)
            lost = max(0, had - has)
            waiting, needed = cost.waiting[board.day, slot, index], int(cost.needed[board.day, slot, index])
            total += waiting[had - lost] - waiting[had] + KEPT * lost
            total += BELOW_TARGET * (max(0, needed - (had - lost)) - max(0, needed - had))
            if board.week.service[board.day, slot]:
                total += prices.UNCOVERED * max(0, min(promised.get(steps, 0), had) - has)
        return total


def posted_cover(board: Board, posted: np.ndarray, steps: frozenset[str]) -> int:
    """Officers whom the master posts for any of the steps."""
    office = board.week.office
    groups, kinds = skill_groups(office), office.counter_types
    cells = np.ndindex(posted.shape)
    return sum(int(posted[g, k]) for g, k in cells if office.served_at(groups[g].skills, kinds[k].id) & steps)


def every_day(board: Board) -> Iterable[tuple[Places, ...]]:
    """All ways to spend the day that the desks allow."""
    ways = [
        [dict(zip(person.slots, path, strict=True))
         for path in product((STANDBY, *person.serves), repeat=len(person.slots))]
        for person in board.people
    ]  # fmt: skip
    slots = np.flatnonzero(board.week.service[board.day]).tolist()
    for days in product(*ways):
        taken = [Counter(mine.get(slot) for mine in days) for slot in slots]
        if all(taken[i][place] <= board.desks[place, s] for i, s in enumerate(slots) for place in range(2)):
            yield days


@pytest.mark.parametrize("seed", range(6))
def test_no_day_is_cheaper(seed):
    """Value is the price of the places that come back; within the gap of the cheapest day, with a bound below it."""
    rng = np.random.default_rng(seed)
    week = tiny_week(promised=seed % 3)
    cost = tiny_cost(week, rng)
    board = make_board(week, tiny_master(week, rng), 1)
    found = solve_posting(board, make_covers(board, cost, promise_sets(week)), seconds=10)
    price = Prices(board, cost)
    assert price(found.places) == pytest.approx(found.value)
    cheapest = min(price(days) for days in every_day(board))
    assert found.bound <= cheapest + 1e-6
    assert found.value <= cheapest / (1 - GAP) + 1e-6


@pytest.mark.parametrize("seconds", [-1.0, 1e-6, 0.03, 10.0])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("week", [tiny_week(promised=1), alike_week()], ids=["three", "alike"])
def test_little_time_is_no_worse_than_none(seed, seconds, week):
    """Value is the price of the places, at most that of the posts followed slot by slot, and at least the bound."""
    rng = np.random.default_rng(seed)
    cost = tiny_cost(week, rng)
    board = make_board(week, tiny_master(week, rng), 1)
    found = solve_posting(board, make_covers(board, cost, promise_sets(week)), seconds)
    price = Prices(board, cost)
    assert found.bound <= found.value == pytest.approx(price(found.places))
    assert found.value <= price(greedy_places(board)) + 1e-6
