"""Trades: what two officers may change on a day so that each spends a stretch of it, or all of it, as the other would.

Cover stays: whoever takes a seat serves there all that was served, and whoever takes a task can do it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

from office.values import Span
from scheduler.roster import Assignment, Duty
from scheduler.rules.burdens import Burden, is_at
from scheduler.rules.seated import STINT_MINUTES
from scheduler.week import OfficeWeek

FREE = ("counter", "standby", "back_office")
"""What can be traded within a day."""
SHORT = 2
"""What a stay at a counter under an hour weighs against one more move between counters."""


@dataclass(frozen=True)
class Spent:
    """How one officer spends one day.

    Parameters
    ----------
    assignment
        His shift and break.
    duties
        By start; they tile its span.
    turns
        Names of the burdens of which the day is a turn.
    """

    assignment: Assignment
    duties: tuple[Duty, ...]
    turns: frozenset[str]

    @property
    def officer(self) -> str:
        """His id."""
        return self.assignment.officer


@dataclass(frozen=True)
class Trade:
    """Two officers of a day before and after they trade; `price` counts moves and short stays that come with it."""

    before: tuple[Spent, Spent]
    after: tuple[Spent, Spent]
    price: int

    @property
    def day(self) -> date:
        """When."""
        return self.before[0].assignment.day

    def gain(self, burden: str, who: int) -> int:
        """Turns of a burden that the first (0) or second (1) of them has more than before: -1, 0 or 1."""
        return (burden in self.after[who].turns) - (burden in self.before[who].turns)


def trades_of(
    week: OfficeWeek, days: Sequence[Spent], burdens: Sequence[Burden], uneven: frozenset[str]
) -> Iterator[Trade]:
    """What officers who are there on one day may trade so that some turn of an uneven burden changes hands.

    Parameters
    ----------
    week
        The givens.
    days
        How each of them spends it.
    burdens
        All that goes round.
    uneven
        Names of those that should go round better.
    """
    for mine, other in product(days, days):
        gone = (mine.turns - other.turns) & uneven
        if gone:
            found = _whole(week, mine, other)
            if found is not None and not (mine.officer > other.officer and (other.turns - mine.turns) & uneven):
                yield found
            for burden in burdens:
                if burden.id in gone and burden.counters is not None:
                    part = _partly(week, mine, other, burden.counters, burdens)
                    if part is not None:
                        yield part


def _whole(week: OfficeWeek, mine: Spent, other: Spent) -> Trade | None:
    """Each spends the other's whole day, if it is as long and he can do all of it."""
    if mine.assignment.minutes != other.assignment.minutes:
        return None
    taken = _given(week, mine.duties, other.officer), _given(week, other.duties, mine.officer)
    if taken[0] is None or taken[1] is None:
        return None
    now = (
        Spent(other.assignment.model_copy(update={"officer": mine.officer}), taken[1], other.turns),
        Spent(mine.assignment.model_copy(update={"officer": other.officer}), taken[0], mine.turns),
    )
    return Trade((mine, other), now, 0)


def _partly(
    week: OfficeWeek, mine: Spent, other: Spent, counters: frozenset[str], burdens: Sequence[Burden]
) -> Trade | None:
    """They trade the stretches in which one of them is at the counters, with as much around as saves moves."""
    stays = [Span(start=d.start, end=d.end) for d in mine.duties if d.counter in counters]
    days = mine.duties, other.duties
    for region in _both_free(*days):
        inside = [stay for stay in stays if region.start <= stay.start and stay.end <= region.end]
        if inside:
            stays = [stay for stay in stays if stay not in inside]
            cuts = sorted({region.start, region.end} | _cuts(days, region))
            options = [
                found
                for start, end in product(cuts, cuts)
                if start <= inside[0].start and inside[-1].end <= end
                for found in (_swapped(week, days, (mine.officer, other.officer), start, end),)
                if found is not None
            ]
            if not options:
                return None
            days = min(options, key=lambda found: sum(map(_price, found)))
    if stays:
        return None
    price = sum(map(_price, days)) - _price(mine.duties) - _price(other.duties)
    now = tuple(
        Spent(spent.assignment, duties, _turns(spent, duties, burdens))
        for spent, duties in zip((mine, other), days, strict=True)
    )
    return Trade((mine, other), (now[0], now[1]), max(0, price))


def _both_free(mine: Sequence[Duty], other: Sequence[Duty]) -> list[Span]:
    """Stretches in which both are at counters, on standby or at back office."""
    return [
        Span(start=max(a.start, b.start), end=min(a.end, b.end))
        for a, b in product(_free(mine), _free(other))
        if max(a.start, b.start) < min(a.end, b.end)
    ]


def _free(duties: Sequence[Duty]) -> list[Span]:
    found: list[Span] = []
    for duty in duties:
        if duty.activity in FREE:
            start = found.pop().start if found and found[-1].end == duty.start else duty.start
            found.append(Span(start=start, end=duty.end))
    return found


def _cuts(days: Sequence[Sequence[Duty]], region: Span) -> set[int]:
    """Minutes at which one of them changes and no back-office work is cut."""
    edges = {edge for duties in days for d in duties for edge in (d.start, d.end) if region.start < edge < region.end}
    blocks = [d for duties in days for d in duties if d.activity == "back_office"]
    return {edge for edge in edges if not any(d.start < edge < d.end for d in blocks)}


def _swapped(
    week: OfficeWeek, days: tuple[tuple[Duty, ...], ...], officers: tuple[str, str], start: int, end: int
) -> tuple[tuple[Duty, ...], tuple[Duty, ...]] | None:
    """The duties of both when each spends this stretch as the other would; None where one cannot."""
    parts = [[list(_clipped(duties, *span)) for span in ((0, start), (start, end), (end, 10**6))] for duties in days]
    given = [_given(week, parts[1 - n][1], officer) for n, officer in enumerate(officers)]
    if given[0] is None or given[1] is None:
        return None
    return _merged([*parts[0][0], *given[0], *parts[0][2]]), _merged([*parts[1][0], *given[1], *parts[1][2]])


def _clipped(duties: Sequence[Duty], start: int, end: int) -> Iterator[Duty]:
    for duty in duties:
        low, high = max(start, duty.start), min(end, duty.end)
        if (low, high) == (duty.start, duty.end):
            yield duty
        elif low < high:
            yield duty.model_copy(update={"start": low, "end": high})


def _given(week: OfficeWeek, duties: Sequence[Duty], officer: str) -> tuple[Duty, ...] | None:
    """The duties as another officer's; None where he would serve less or cannot do a task."""
    skills, office = week.office.officer(officer).skills, week.office
    found = []
    for duty in duties:
        steps = duty.steps if duty.counter is None else office.served_at(skills, office.counter(duty.counter).type)
        task = next((task for task in office.back_office if task.id == duty.task), None)
        if not duty.steps <= steps or (task is not None and not task.skills <= skills):
            return None
        found.append(duty.model_copy(update={"officer": officer, "steps": steps}))
    return tuple(found)


def _merged(duties: Sequence[Duty]) -> tuple[Duty, ...]:
    """Neighbours that are equal become one stretch."""
    found: list[Duty] = []
    for duty in duties:
        if found and found[-1].model_copy(update={"start": duty.start, "end": duty.end}) == duty:
            duty = duty.model_copy(update={"start": found.pop().start})
        found.append(duty)
    return tuple(found)


def _price(duties: Sequence[Duty]) -> int:
    """Moves between counters and stays under an hour."""
    stays = [duty for duty in duties if duty.counter is not None]
    moves = sum(left.counter != right.counter for left, right in pairwise(stays))
    return moves + SHORT * sum(stay.minutes < STINT_MINUTES for stay in stays)


def _turns(spent: Spent, duties: Sequence[Duty], burdens: Sequence[Burden]) -> frozenset[str]:
    at = {burden.id: is_at(duties, burden.counters) for burden in burdens if burden.counters is not None}
    return frozenset({id for id in spent.turns if id not in at} | {id for id, is_turn in at.items() if is_turn})
