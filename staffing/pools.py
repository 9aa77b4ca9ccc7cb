"""Pools: the sets of steps that are priced as one queue each."""

from collections.abc import Iterable
from itertools import product

from office.office import Office

MOST_POOLS = 24


def pools(office: Office, most: int = MOST_POOLS) -> tuple[frozenset[str], ...]:
    """Sets of steps to price, small ones first, in the order of the office's file.

    Subsets of queues bind like Hall's condition: what is needed for a set must be served by those who can serve any
    of it. Only sets that hang together matter. Taken are, in this order, the single steps that somebody comes for,
    all that hangs together, the sets that one officer serves at one counter, and unions of these that share a step,
    the smallest first.

    Parameters
    ----------
    office
        Steps, routes, officers, counters.
    most
        How many sets at most; never fewer than the single steps.

    Returns
    -------
    tuple of frozenset
        Different sets of step ids, sorted by size.
    """
    used = {entry.step for service in office.services for entry in service.route}
    single = [frozenset({step}) for step in office.step_ids if step in used]
    served = _sorted(office, _served_together(office, used))
    unions = _sorted(office, _unions(served, 4 * most))
    whole = [union for union in unions if not any(union < other for other in unions)]
    found = dict.fromkeys([*single, *whole, *served, *unions])
    return tuple(_sorted(office, list(found)[: max(most, len(single))]))


def _served_together(office: Office, used: set[str]) -> set[frozenset[str]]:
    """What an officer serves at a counter: distinct sets over skills and counter types."""
    kinds = {counter.type for counter in office.counters}
    pairs = product({officer.skills for officer in office.officers}, kinds)
    return {office.served_at(skills, kind) & used for skills, kind in pairs} - {frozenset()}


def _unions(sets: list[frozenset[str]], most: int) -> set[frozenset[str]]:
    """The sets and unions of those that share a step, grown one set at a time until there are more than `most`.

    Whatever hangs together as a whole is always among them.
    """
    found = set(sets)
    grown = found
    while grown and len(found) <= most:
        grown = {a | b for a in grown for b in sets if a & b} - found
        found |= grown
    return found | set(_components(sets))


def _components(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    parts: list[frozenset[str]] = []
    for steps in sets:
        touching = [part for part in parts if part & steps]
        parts = [part for part in parts if not part & steps] + [steps.union(*touching)]
    return parts


def _sorted(office: Office, sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    place = {step: i for i, step in enumerate(office.step_ids)}
    return sorted(sets, key=lambda steps: (len(steps), sorted(place[step] for step in steps)))
