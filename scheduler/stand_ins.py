"""Stand-ins: who takes a post when its holder does not come, and where one absence leaves a promise open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from office.days import Day
from office.office import Office
from office.values import Span
from scheduler.cover import promise_sets
from scheduler.guard import Guard, make_guard
from scheduler.presence import able_there
from scheduler.roster import Activity, Duty, Roster, StandIn
from scheduler.week import OfficeWeek

RANK: dict[Activity, float] = {"standby": 0.0, "back_office": 1.0, "counter": 6.0}
"""Who is asked first. Prices of a stand-in are in slots; officers at other activities are never asked."""
PARTLY = 3.0
"""He cannot do all steps of the post."""
TWICE = 2.0
"""He stands in for another post at the same time."""
AGAIN = 0.2
"""He stands in for another post on the same day."""
SWITCH = 4.0
"""Another stand-in takes over within a stretch."""
NOBODY = 40.0

Options = list[dict[str, float]]
"""For each slot of a post the price of each officer who can stand in."""


def name_stand_ins(week: OfficeWeek, duties: Iterable[Duty]) -> tuple[StandIn, ...]:
    """A named stand-in for every stretch of every post; None where nobody can.

    Officers on standby are asked first, then those at back office, for posts that keep a promise also those at another
    counter whose own post is not needed. For such a post a stand-in can do what was promised, for any other at least
    one of its steps, all of them if somebody can. No one is asked in his break. The same stand-in stays as long as
    possible, and nobody is everybody's where that can be avoided.
    """
    by_day: dict[object, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_day[duty.day].append(duty)
    return tuple(name for day in week.days for name in _of_day(make_guard(week, day, by_day[day.date])))


def stand_ins_of(week: OfficeWeek, day: Day, duties: Iterable[Duty], officer: str) -> Iterator[StandIn]:
    """The stand-ins of one officer's posts of a day, as if no other were named: who takes them when he is away."""
    guard = make_guard(week, day, duties)
    for post in dict.fromkeys(duty for (id, _), duty in guard.at.items() if id == officer):
        if post.activity == "counter":
            yield from _stretches(week, post, _steadiest(_options(guard, post)))


def without_stand_in(week: OfficeWeek, roster: Roster) -> tuple[StandIn, ...]:
    """Stretches of posts that keep a promise and for which nobody can stand in."""
    guards = {day.date: make_guard(week, day, roster.duties) for day in week.days}
    return tuple(
        name
        for name in roster.stand_ins
        if name.stand_in is None
        and name.day in guards
        and any(guards[name.day].is_promised(name.officer, slot) for slot in _slots(week, name))
    )


def weak_slots(week: OfficeWeek, roster: Roster) -> tuple[tuple[int, int], ...]:
    """(day index, slot) in which the absence of one officer, whoever it be, can leave a promised step uncovered.

    Counters are left out of it: an officer counts while he is on duty, not on break, at no assembly and not out. Among
    n officers able to do a step of a set of promises that needs k, one absence is one too many when n < k + 1 (Hall).
    """
    weak, sets = np.zeros(week.grid.shape, dtype=bool), promise_sets(week)
    for group, able in zip(sets, able_there(week, roster, (group.steps for group in sets)), strict=True):
        weak |= (group.need > 0) & (able < group.need + 1)
    return tuple((int(day), int(slot)) for day, slot in np.argwhere(weak))


def _of_day(guard: Guard) -> Iterator[StandIn]:
    """Stand-ins of one day: posts with the least choice first, given back in the order of their duties."""
    posts = list(dict.fromkeys(duty for duty in guard.at.values() if duty.activity == "counter"))
    options = {post: _options(guard, post) for post in posts}
    times: dict[tuple[str, int], int] = defaultdict(int)
    names: dict[Duty, list[str | None]] = {}
    for post in sorted(posts, key=lambda post: (min(map(len, options[post])), post.start, post.officer)):
        slots = _slots(guard.week, post)
        names[post] = _steadiest([_loaded(o, slot, times) for o, slot in zip(options[post], slots, strict=True)])
        for slot, name in zip(slots, names[post], strict=True):
            if name is not None:
                times[name, slot] += 1
    for post in posts:
        yield from _stretches(guard.week, post, names[post])


def _slots(week: OfficeWeek, item: Duty | StandIn) -> range:
    """Slots that a stretch fills whole."""
    return week.grid.slots_of(Span(start=item.start, end=item.end))


def _options(guard: Guard, post: Duty) -> Options:
    office = guard.week.office
    others = [officer.id for officer in office.officers if officer.id != post.officer]
    serves = {id: _serves(office, id, post) for id in others}
    near = _sites(guard)
    here = near.get(post.officer)
    able = [id for id in others if serves[id] & post.steps and near.get(id) == here]
    return [_options_at(guard, post, slot, able, serves) for slot in _slots(guard.week, post)]


def _sites(guard: Guard) -> dict[str, str | None]:
    """Where officers are who sit at a counter that day; all others are at the office itself."""
    office = guard.week.office
    sites = {counter.id: office.counter_type(counter.type).site for counter in office.counters}
    return {officer: sites.get(duty.counter) for (officer, _), duty in guard.at.items() if duty.counter is not None}


def _serves(office: Office, officer: str, post: Duty) -> frozenset[str]:
    """Steps that an officer would serve at the post's counter."""
    kind = next((counter.type for counter in office.counters if counter.id == post.counter), None)
    return frozenset() if kind is None else office.served_at(office.officer(officer).skills, kind)


def _options_at(
    guard: Guard, post: Duty, slot: int, able: Sequence[str], serves: dict[str, frozenset[str]]
) -> dict[str, float]:
    """The price of each officer who can stand in at a slot."""
    promised = guard.is_promised(post.officer, slot)
    prices = {}
    for id in able:
        activity = guard.activity(id, slot)
        if activity is None or activity not in RANK or (activity == "counter" and not promised):
            continue
        if guard.is_kept(post.officer, slot, id, serves[id]) or not promised:
            prices[id] = RANK[activity] + PARTLY * (not post.steps <= serves[id])
    return prices


def _loaded(prices: dict[str, float], slot: int, times: dict[tuple[str, int], int]) -> dict[str, float]:
    """Prices with what each officer stands in for already."""
    today: dict[str, int] = defaultdict(int)
    for (id, _), count in times.items():
        today[id] += count
    return {id: price + TWICE * times.get((id, slot), 0) + AGAIN * today[id] for id, price in prices.items()}


def _steadiest(options: Options) -> list[str | None]:
    """The cheapest name for each slot when each change of name costs `SWITCH` (dynamic programming over slots)."""
    best: dict[str | None, tuple[float, tuple[str | None, ...]]] = {None: (0.0, ())}
    for prices in options:
        cheapest = min(best.values(), key=lambda item: item[0])
        change = SWITCH if cheapest[1] else 0.0
        step: dict[str | None, tuple[float, tuple[str | None, ...]]] = {}
        for name, price in [*prices.items(), (None, NOBODY)]:
            stay = best.get(name)
            cost, path = (
                stay if stay is not None and stay[0] <= cheapest[0] + change else (cheapest[0] + change, cheapest[1])
            )
            step[name] = (cost + price, (*path, name))
        best = step
    return list(min(best.values(), key=lambda item: item[0])[1])


def _stretches(week: OfficeWeek, post: Duty, names: Sequence[str | None]) -> Iterator[StandIn]:
    """Equal names in a row are one stretch; together they fill the post."""
    slots = _slots(week, post)
    starts = [i for i in range(len(names)) if i == 0 or names[i] != names[i - 1]]
    for i, start in enumerate(starts):
        begins = post.start if i == 0 else int(week.grid.minutes[slots[start]])
        ends = int(week.grid.minutes[slots[starts[i + 1]]]) if i + 1 < len(starts) else post.end
        yield StandIn(
            officer=post.officer,
            day=post.day,
            start=begins,
            end=ends,
            counter=post.counter or "",
            stand_in=names[start],
        )
