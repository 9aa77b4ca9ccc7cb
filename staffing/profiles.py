"""Profiles: the fewest officers, slot by slot, with which one queue keeps its target all day; proven where it says so.

More officers in one slot are not always better for the slots behind: who leaves takes along whom he serves, so fewer
may be busy when the next slot begins. Fewer visitors inside always are: two days with the same officers can be coupled
so that never more are inside on the one that began with fewer. All proofs here rest on that alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

import numpy as np

from staffing.transient import OneQueue, transient

ROUNDING = 1e-12
"""Chances that differ by less are equal."""


@dataclass(frozen=True)
class Profile:
    """Officers by slot.

    Parameters
    ----------
    officers
        int64, shape (slots,).
    late
        Share of each slot's arrivals who wait beyond the limit, shape (slots,).
    bound
        No profile that keeps the target has fewer officer-slots.
    """

    officers: np.ndarray
    late: np.ndarray
    bound: int

    @property
    def is_optimal(self) -> bool:
        """Whether no profile can do with fewer officer-slots."""
        return int(self.officers.sum()) == self.bound


def fewest_officers(queue: OneQueue, allowed: float, most: np.ndarray, labels: int = 2000) -> Profile:
    """Smallest officer-slots with which no slot has more than the allowed share of late visitors.

    Beginnings of profiles grow slot by slot. One is dropped if another with the same last officers needs no more and
    has stochastically no more visitors inside (resource constrained shortest paths [1]_), or if with what the rest of
    the day needs at least it exceeds the total that is tried. What the rest needs at least is what it needs if it
    begins empty, found by the same search from the day's end on (Russian dolls [2]_).

    Parameters
    ----------
    queue
        Arrivals, services, limit.
    allowed
        Share of a slot's arrivals who may wait beyond the limit, between 0 and 1; slots without arrivals have none.
    most
        Officers at most in each slot, int, at least 0, shape (slots,); 0 where closed.
    labels
        Beginnings that are kept at most for each slot. Where more would be needed the least promising are given up,
        and `bound` says what they might have reached.

    Returns
    -------
    Profile
        The best found, with a proven bound.

    Raises
    ------
    ValueError
        If the target is missed with all officers in all slots, or `allowed` lies outside [0, 1].

    References
    ----------
    .. [1] Irnich, S. and Desaulniers, G. (2005). Shortest path problems with resource constraints. In *Column
       Generation*, Springer, ch. 2.
    .. [2] Verfaillie, G., Lemaitre, M. and Schiex, T. (1996). Russian doll search for solving constraint optimization
       problems. *AAAI-96*, 181-187.
    """
    if not 0 <= allowed <= 1:
        raise ValueError(f"an allowed share of {allowed}")
    found = np.asarray(most, dtype=np.int64)
    late = transient(queue, found).late[queue.rates > 0]
    if (late > allowed + ROUNDING).any():
        raise ValueError(f"{found.tolist()} officers miss the target")
    later = [0]
    for t in reversed(range(queue.slots)):
        rest = replace(queue, rates=queue.rates[t:], door=None if t else queue.door)
        found, bound = _Search(rest, allowed, np.asarray(most[t:], dtype=np.int64), later, labels).best()
        later.insert(0, bound)
    return Profile(found, transient(queue, found).late, later[0])


@dataclass(frozen=True)
class _Label:
    """The beginning of a profile."""

    officers: tuple[int, ...]
    total: int
    chance: np.ndarray
    """Chance of n inside when the last slot walked through ends."""
    tail: np.ndarray
    """Chance of n or more inside."""


class _Search:
    """Label setting over the slots; `later` is what the slots from 1, 2, ... on need at least."""

    def __init__(self, queue: OneQueue, allowed: float, most: np.ndarray, later: list[int], labels: int) -> None:
        self.queue, self.allowed, self.most, self.labels = queue, allowed, most, labels
        self.later = [later[0], *later]
        self.rates = queue.rates.astype(float)
        self.ahead = min(queue.slots - 1, ceil(queue.limit / queue.slot_minutes))  # slots that a wait may reach into
        self.given_up = int(most.sum())  # no beginning that was given up could have done with less

    def best(self) -> tuple[np.ndarray, int]:
        """The best profile found, everybody if none is, and what no profile can undercut.

        A total is tried that cannot be undercut, then one more, and so on: a tight total leaves few beginnings.
        """
        for total in range(self.later[0], int(self.most.sum())):
            found = self._within(total)
            if found is not None:
                return found, min(total, self.given_up)
        return self.most, self.given_up

    def _within(self, total: int) -> np.ndarray | None:
        """A profile of at most so many officer-slots; None if none is found."""
        start = self.queue.at_door()
        kept = [_Label((), 0, start, _tail(start))]
        for t in range(self.ahead):
            kept = [grown for label in kept for grown in self._decided(label, t, total)]
        for at in range(self.queue.slots):
            kept = self._pruned((walked for label in kept for walked in self._walked(label, at, total)), at)
        return np.array(kept[0].officers, dtype=np.int64) if kept else None

    def _decided(self, label: _Label, t: int, total: int) -> list[_Label]:
        """The label with officers of slot t, as long as it may end within the total."""
        room = total - label.total - self.later[t + 1]
        choices = range(min(int(self.most[t]), room) + 1)
        return [_Label((*label.officers, n), label.total + n, label.chance, label.tail) for n in choices]

    def _walked(self, label: _Label, at: int, total: int) -> Iterable[_Label]:
        """The label walked through slot `at`, with officers for the slots that its visitors may wait into."""
        next_slot = at + self.ahead
        options = [label] if next_slot >= self.queue.slots else self._decided(label, next_slot, total)
        return (walked for option in options if (walked := self._through(option, at)) is not None)

    def _through(self, label: _Label, at: int) -> _Label | None:
        """The label after slot `at`; None if the slot misses its target."""
        from staffing.uniformisation import walk

        officers = self.most.copy()
        officers[: len(label.officers)] = label.officers
        chance = label.chance.copy()
        minutes, limit = float(self.queue.slot_minutes), float(self.queue.limit)
        late = walk(chance, at, at + 1, self.rates, officers, 1 / self.queue.minutes, minutes, limit)[0][0]
        if self.rates[at] > 0 and late > self.allowed + ROUNDING:
            return None
        return _Label(label.officers, label.total, chance, _tail(chance))

    def _pruned(self, labels: Iterable[_Label], at: int) -> list[_Label]:
        """Labels that no other dominates; the most promising if they are too many."""

        def last(label: _Label) -> tuple[int, ...]:
            return label.officers[at : at + self.ahead + 1]

        kept: list[_Label] = []
        for _, alike in groupby(sorted(labels, key=lambda label: (last(label), label.total)), key=last):
            front: list[_Label] = []
            for label in alike:
                if not any((other.tail <= label.tail + ROUNDING).all() for other in front):
                    front.append(label)
            kept += front
        kept.sort(key=lambda label: (self._promise(label), float(label.tail.sum())))
        self.given_up = min([self.given_up, *map(self._promise, kept[self.labels :])])
        return kept[: self.labels]

    def _promise(self, label: _Label) -> int:
        """Officers that a whole day with this beginning needs at least."""
        return label.total + self.later[len(label.officers)]


def _tail(chance: np.ndarray) -> np.ndarray:
    return np.cumsum(chance[::-1])[::-1]
