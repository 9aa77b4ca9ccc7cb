"""Search: some people lose their shifts of some days and get them back one after another, each as cheaply as can be.

What a person gets beside all others is exact (line.py); who is taken, which days, and in what order is drawn. A change
for the worse is taken with a probability that falls with time (simulated annealing).
"""

import numpy as np

from office.compiled import compiled
from scheduler.activities.line import Edges, best_line, points_of
from scheduler.activities.state import Ground, State
from scheduler.activities.worth import best_activities, marginal_costs, shift_costs

COMPANY = 4
"""At most so many people at once."""
WEAK = 0.3
"""Most noise that only decides between equals."""


@compiled
def _put(ground: Ground, state: State, person: int, p: int, activity: int, by: int, short_price: float) -> float:
    """Adds (by = 1) or takes (by = -1) a head; returns what the cost changes by."""
    low, high = ground.low[p, activity], ground.high[p, activity]
    before = state.cover[p, activity]
    after = before + by
    state.cover[p, activity] = after
    state.table[person, p] = activity if by > 0 else -1
    over, was = max(0, after - high), max(0, before - high)
    return over * over - was * was + short_price * (max(0, low - after) - max(0, low - before))


@compiled
def take_out(ground: Ground, state: State, person: int, free: np.ndarray, short_price: float, lack: float) -> float:
    """Takes a person's shifts of the free days; returns what the cost changes by."""
    change = -lack * _lacking(ground, state, person)
    for d in range(len(free)):
        if free[d] and state.starts[person, d] >= 0:
            start = state.starts[person, d]
            for p in range(start, start + state.lengths[person, d]):
                change += _put(ground, state, person, p, state.table[person, p], -1, short_price)
            state.starts[person, d], state.lengths[person, d] = -1, 0
    return change + lack * _lacking(ground, state, person)


@compiled
def put_in(
    ground: Ground, state: State, person: int, free: np.ndarray, low: int, high: int, short_price: float, lack: float,
    noise: float, rng: np.random.Generator,
) -> float:  # fmt: skip
    """Gives a person the cheapest shifts on the free days; returns what the cost changes by, inf when none is lawful.

    `noise` is added to the costs that are decided by, so that equals are not always decided alike.
    """
    days = len(free)
    first, last = 0, days - 1
    while not free[first]:
        first += 1
    while not free[last]:
        last -= 1
    begin = ground.first_slot[first]
    end = min(len(ground.day), ground.first_slot[last + 1] + ground.longest)
    points, least, greatest, must = points_of(
        state.starts[person], state.lengths[person], free, ground.may_start, ground.first_slot, first, last,
        ground.shortest, ground.longest,
    )  # fmt: skip
    costs = marginal_costs(state.cover, ground.low, ground.high, short_price, begin, end)
    if noise > 0.0:
        for p in range(costs.shape[0]):
            for a in range(costs.shape[1]):
                costs[p, a] += noise * rng.random()
    worth = np.zeros((len(points), ground.longest + 1))
    for u in range(len(points)):
        if not must[u]:
            worth[u] = shift_costs(costs, points[u] - begin, ground.longest, ground.piece)
    found, lengths = best_line(
        points, least, greatest, must, worth, ground.day, ground.first_slot, first, last,
        _edges(ground, state, person, first, last), lack, low, high,
    )  # fmt: skip
    if found == np.inf:
        return np.inf
    change = -lack * _lacking(ground, state, person)
    for u in range(len(points)):
        if lengths[u] and not must[u]:
            done = best_activities(costs, points[u] - begin, lengths[u], ground.piece)
            for n in range(lengths[u]):
                change += _put(ground, state, person, points[u] + n, done[n], 1, short_price)
            d = ground.day[points[u]]
            state.starts[person, d], state.lengths[person, d] = points[u], lengths[u]
    return change + lack * _lacking(ground, state, person)


@compiled
def _edges(ground: Ground, state: State, person: int, first: int, last: int) -> Edges:
    """What stands before and after a person's days."""
    days = state.starts.shape[1]
    rested, until = 0, len(ground.day) + ground.longest + ground.rest
    for d in range(first - 1, -1, -1):
        if state.starts[person, d] >= 0:
            rested = state.starts[person, d] + state.lengths[person, d] + ground.rest
            break
    run = 0
    while first - 1 - run >= 0 and state.starts[person, first - 1 - run] >= 0:
        run += 1
    for d in range(last + 1, days):
        if state.starts[person, d] >= 0:
            until = state.starts[person, d]
            break
    run_after = 0
    while last + 1 + run_after < days and state.starts[person, last + 1 + run_after] >= 0:
        run_after += 1
    return Edges(rested, run, until, run_after, ground.rest, ground.row)


@compiled
def _lacking(ground: Ground, state: State, person: int) -> int:
    """Slots that a person works below the least."""
    return max(0, ground.least[person] - _worked(state, person))


@compiled
def _worked(state: State, person: int) -> int:
    """Slots that a person works."""
    total = 0
    for length in state.lengths[person]:
        total += length
    return total


@compiled
def total_cost(ground: Ground, state: State, short_price: float, lack: float) -> float:
    """Squares above, shortages and lacking slots of everybody, priced."""
    cost = 0.0
    for p in range(state.cover.shape[0]):
        for a in range(state.cover.shape[1]):
            over = max(0, state.cover[p, a] - ground.high[p, a])
            cost += over * over + short_price * max(0, ground.low[p, a] - state.cover[p, a])
    for person in range(state.starts.shape[0]):
        cost += lack * _lacking(ground, state, person)
    return cost


@compiled
def construct(
    ground: Ground, state: State, order: np.ndarray, days_at_once: int, short_price: float, lack: float,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Gives everybody shifts, stretch of days after stretch; what is worked grows evenly towards least and most."""
    days = state.starts.shape[1]
    free = np.zeros(days, dtype=np.bool_)
    for first in range(0, days, days_at_once):
        last = min(days, first + days_at_once)
        free[:] = False
        free[first:last] = True
        for person in order:
            worked = _worked(state, person)
            low = ground.least[person] * last // days - worked
            high = ground.most[person] * last // days - worked
            put_in(ground, state, person, free, max(low, 0), max(high, 0), short_price, lack, 0.01, rng)


@compiled
def anneal(
    ground: Ground, state: State, cost: float, steps: int, heat: float, short_price: float, lack: float,
    rng: np.random.Generator,
) -> float:  # fmt: skip
    """Some steps of the search at one temperature, on the state itself; returns what it costs then."""
    people, days = state.starts.shape
    free = np.zeros(days, dtype=np.bool_)
    old_table = np.empty((COMPANY, len(ground.day)), dtype=np.int64)
    old_starts = np.empty((COMPANY, days), dtype=np.int64)
    old_lengths = np.empty((COMPANY, days), dtype=np.int64)
    for _ in range(steps):
        p, a = _sore(ground, state, rng)
        _free_days(free, ground.day[p], rng)
        who = _company(state, p, a, min(people, 1 + _draw(rng, COMPANY)), rng)
        for n, person in enumerate(who):
            old_table[n], old_starts[n] = state.table[person], state.starts[person]
            old_lengths[n] = state.lengths[person]
        kind = rng.random()
        noise = WEAK * rng.random() if kind < 0.65 else 0.0
        strong = short_price * rng.random() if kind > 0.9 else noise
        change = _again(ground, state, who, free, noise, strong, short_price, lack, rng)
        if change <= 0 or rng.random() < np.exp(-change / heat):
            cost += change
        else:
            for n, person in enumerate(who):
                _restore(state, person, old_table[n], old_starts[n], old_lengths[n])
    return cost


@compiled
def _again(
    ground: Ground, state: State, who: np.ndarray, free: np.ndarray, noise: float, strong: float, short_price: float,
    lack: float, rng: np.random.Generator,
) -> float:  # fmt: skip
    """Takes the people's shifts of the free days and gives them new ones; returns what the cost changes by.

    All but the last decide under `strong` noise: so two may get together what neither would take alone.
    """
    change = 0.0
    for person in who:
        change += take_out(ground, state, person, free, short_price, lack)
    for n, person in enumerate(who):
        worked = _worked(state, person)
        low, high = max(0, ground.least[person] - worked), max(0, ground.most[person] - worked)
        drawn = noise if n + 1 == len(who) else strong
        change += put_in(ground, state, person, free, low, high, short_price, lack, drawn, rng)
    return change


@compiled
def _restore(state: State, person: int, table: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> None:
    for p in range(len(table)):
        if state.table[person, p] != table[p]:
            if state.table[person, p] >= 0:
                state.cover[p, state.table[person, p]] -= 1
            if table[p] >= 0:
                state.cover[p, table[p]] += 1
    state.table[person], state.starts[person], state.lengths[person] = table, starts, lengths


@compiled
def _sore(ground: Ground, state: State, rng: np.random.Generator) -> tuple[int, int]:
    """A slot and activity: one that costs, if a few draws find one."""
    slots, activities = state.cover.shape
    p, a = 0, 0
    for _ in range(30):
        p, a = _draw(rng, slots), _draw(rng, activities)
        if state.cover[p, a] > ground.high[p, a] or state.cover[p, a] < ground.low[p, a]:
            break
    return p, a


@compiled
def _free_days(free: np.ndarray, at: int, rng: np.random.Generator) -> None:
    """Frees days about one: mostly one to three, sometimes a second stretch far from it."""
    days = len(free)
    free[:] = False
    for place in range(2 if rng.random() < 0.25 else 1):
        length = 1 + _draw(rng, 3)
        first = at - _draw(rng, length) if place == 0 else _draw(rng, days)
        for d in range(max(0, first), min(days, first + length)):
            free[d] = True


@compiled
def _company(state: State, p: int, a: int, count: int, rng: np.random.Generator) -> np.ndarray:
    """Different people: one who is at the activity in the slot if anybody is, others drawn."""
    people = state.starts.shape[0]
    who = np.full(count, -1)
    known = -1
    if rng.random() < 0.7:
        at = _draw(rng, people)
        for k in range(people):
            if state.table[(at + k) % people, p] == a:
                known = (at + k) % people
                break
    place = _draw(rng, count) if known >= 0 else -1
    for n in range(count):
        person = known
        while n != place and (person == known or _is_among(person, who, n)):
            person = _draw(rng, people)
        who[n] = person
    return who


@compiled
def _is_among(person: int, who: np.ndarray, count: int) -> bool:
    """Whether a person is one of the first `count`."""
    for n in range(count):  # noqa: SIM110 - compiled
        if who[n] == person:
            return True
    return False


@compiled
def _draw(rng: np.random.Generator, below: int) -> int:
    """A whole number from 0 up to but without `below`; numba compiles Generator.integers for seconds."""
    return int(rng.random() * below)
