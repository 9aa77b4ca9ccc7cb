"""Reseating a day: as much as can be kept, and nobody changed for nothing; against looking at everything."""

from itertools import combinations, product

import pytest

from scheduler.cover import unmet
from scheduler.repair.effect import changed_days
from scheduler.repair.reseat import reseat
from tests.scheduler.repair.mornings import MONDAY, OPENS, short_morning


def _places(morning, officer, start):
    """Steps that an officer may serve in a slot besides what he serves now, and the type where he would sit."""
    office = morning.week.office
    kinds = {counter.type for counter in office.counters}
    skills = office.officer(officer).skills
    return [(kind, steps) for kind in sorted(kinds) if (steps := office.served_at(skills, kind))]


def _options(morning, officer, start, may_change):
    """Type of counter, if any, and steps served in a slot."""
    duty = morning.incident.hit.duty_at(officer, MONDAY, start, start + 30)
    if duty is None:
        return [(None, frozenset())]
    office = morning.week.office
    now = (office.counter(duty.counter).type, duty.steps) if duty.counter else (None, frozenset())
    return [now, (None, frozenset()), *_places(morning, officer, start)] if may_change else [now]


def _price(morning, officers, start):
    """The least price of open promises in a slot if only these officers may change."""
    office = morning.week.office
    desks = {kind.id: sum(c.type == kind.id for c in office.counters) for kind in office.counter_types}
    need = [promise.officers for promise in office.promises]
    weights = [2**n for n in reversed(range(len(need)))]
    best = None
    options = [_options(morning, o, start, o in officers) for o in office.officer_ids]
    for chosen in product(*options):
        kinds = [kind for kind, _ in chosen if kind is not None]
        if all(kinds.count(kind) <= desks[kind] for kind in kinds):
            short = unmet(office.promises, need, [steps for _, steps in chosen if steps])
            price = sum(w * s for w, s in zip(weights, short, strict=True))
            best = price if best is None else min(best, price)
    return best


def _total(morning, roster):
    office = morning.week.office
    need = [promise.officers for promise in office.promises]
    weights = [2**n for n in reversed(range(len(need)))]
    total = 0
    for start in range(OPENS, 600, 30):
        held = [d.steps for d in roster.at_counters(MONDAY) if d.start <= start and start + 30 <= d.end]
        total += sum(w * s for w, s in zip(weights, unmet(office.promises, need, held), strict=True))
    return total


@pytest.mark.parametrize("seed", range(25))
def test_as_much_is_kept_as_can_be_with_the_fewest_people(seed):
    """No seating leaves less open, and none that leaves as little changes fewer people."""
    morning = short_morning(seed)
    found = reseat(morning.incident, MONDAY, morning.incident.hit)
    everybody = morning.week.office.officer_ids
    slots = range(OPENS, 600, 30)
    least = sum(_price(morning, everybody, start) for start in slots)
    fewest = next(
        size
        for size in range(len(everybody) + 1)
        for group in combinations(everybody, size)
        if sum(_price(morning, group, start) for start in slots) == least
    )
    assert _total(morning, found) == least
    assert len(changed_days(morning.incident, found)) == fewest
