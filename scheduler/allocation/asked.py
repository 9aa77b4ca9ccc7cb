"""Asked: what rules want of the seating besides cover, as numbers that the day's program reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from scheduler.cover import PromiseSet
from scheduler.rules.base import Rule
from scheduler.rules.counter_heads import CounterHeads
from scheduler.rules.desk_weeks import DeskWeeks, tired_of
from scheduler.rules.seated import SeatWishes
from scheduler.rules.setup import Setup
from scheduler.rules.sitting import Sitting
from scheduler.rules.stints import Stints
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class Asked:
    """Wishes about seats, and further numbers of officers at counters.

    Parameters
    ----------
    wishes
        Stints, moves, sitting, and desks that are left to others.
    least
        Steps with the officers that are asked for in each slot.
    most
        Steps with the officers that are allowed, int, shape (days, slots); large where any number is.
    """

    wishes: SeatWishes = field(default_factory=SeatWishes)
    least: tuple[PromiseSet, ...] = ()
    most: tuple[tuple[frozenset[str], np.ndarray], ...] = ()


def asked_of(rules: Iterable[Rule], week: OfficeWeek) -> Asked:
    """What these rules ask of the seating of a week; of several of a kind the strictest number."""
    given = tuple(rules)
    stints = [rule for rule in given if isinstance(rule, Stints)]
    heads = [rule for rule in given if isinstance(rule, CounterHeads)]
    usual = SeatWishes()
    wishes = SeatWishes(
        stint_minutes=max((rule.minutes for rule in stints), default=usual.stint_minutes),
        moves=min((rule.moves for rule in stints if rule.moves is not None), default=None),
        sitting_minutes=min((rule.minutes for rule in given if isinstance(rule, Sitting)), default=None),
        setup_minutes=max((rule.minutes for rule in given if isinstance(rule, Setup)), default=0),
        tired=frozenset().union(*(tired_of(week, rule.weeks) for rule in given if isinstance(rule, DeskWeeks))),
    )
    least = tuple(PromiseSet(frozenset(), h.steps, h.slots(week) * h.least) for h in heads if h.least)
    anything = len(week.office.officers)
    most = tuple((h.steps, np.where(h.slots(week), h.most, anything)) for h in heads if h.most is not None)
    return Asked(wishes, least, most)
