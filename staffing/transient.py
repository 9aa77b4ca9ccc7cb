"""Transient: waits of one queue through a day of changing arrivals and officers, without noise: M(t)/M/s(t).

Services are exponential; officers finish the visitor in hand when their post ends. Exact up to rounding within the
model: the oracle of the simulator, and the measure by which `staffing.profiles` staffs a day.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class OneQueue:
    """A day of one queue that any of its officers may serve.

    Parameters
    ----------
    rates
        Arrivals a minute in each slot, at least 0, shape (slots,).
    minutes
        Mean service time, above 0.
    slot_minutes
        Length of a slot, above 0.
    limit
        Minutes of waiting that are not late yet, at least 0.
    door
        Chance of n visitors at the door when it opens, n = 0, 1, ...; sums to 1. By default there is none.

    Raises
    ------
    ValueError
        If a number lies outside its range.
    """

    rates: np.ndarray
    minutes: float
    slot_minutes: float
    limit: float
    door: np.ndarray | None = None

    def __post_init__(self) -> None:
        if self.rates.ndim != 1 or not len(self.rates) or not (np.isfinite(self.rates) & (self.rates >= 0)).all():
            raise ValueError("rates must be one finite number a slot, not negative")
        if not (self.minutes > 0 and self.slot_minutes > 0 and self.limit >= 0):
            raise ValueError(f"services of {self.minutes} min, slots of {self.slot_minutes}, limit {self.limit}")
        if self.door is not None and (self.door.min() < 0 or abs(self.door.sum() - 1) > 1e-9):
            raise ValueError("chances at the door must not be negative and sum to 1")

    @property
    def slots(self) -> int:
        """Number of slots."""
        return len(self.rates)

    def at_door(self) -> np.ndarray:
        """Chance of n visitors inside when the day begins, with room for all who may come in it."""
        door = np.ones(1) if self.door is None else self.door
        coming = self.slot_minutes * self.rates.sum()
        chance = np.zeros(len(door) + int(coming + 9 * np.sqrt(coming)) + 32)
        chance[: len(door)] = door
        return chance


@dataclass(frozen=True)
class Transient:
    """What visitors of a day meet; arrays by slot, shape (slots,).

    Parameters
    ----------
    late
        Share of the slot's arrivals who wait beyond the limit; where nobody comes, of whoever would.
    waiting
        Minutes that all together wait in the slot, in the mean.
    inside
        Mean number of visitors inside at the slot's end; those whom a leaver has taken along are out.
    busy
        Chance that all officers are busy at the slot's end.
    late_at_door
        How many of those at the door when it opens wait beyond the limit, in the mean.
    waiting_after
        Minutes that whoever still waits at the last slot's end waits on, served by its officers; infinite where there
        are none.
    """

    late: np.ndarray
    waiting: np.ndarray
    inside: np.ndarray
    busy: np.ndarray
    late_at_door: float
    waiting_after: float


def transient(queue: OneQueue, officers: np.ndarray) -> Transient:
    """The day of a queue with these officers.

    When officers leave, which of them does is a draw; busy leavers take their visitors out of the count, so the number
    of busy ones who stay is hypergeometric (Ingolfsson, A. et al., 2010, *Combining integer programming and the
    randomization method to schedule employees*, European Journal of Operational Research 202). Who finds n inside waits
    beyond the limit if a Poisson number of services, over the officers ahead, is too small to reach him.

    Parameters
    ----------
    queue
        Arrivals, services, limit.
    officers
        In each slot, at least 0, int, shape (slots,); those of the last slot stay until all are served.

    Raises
    ------
    ValueError
        If the officers do not fit the slots, or are fewer than none.
    """
    from staffing.uniformisation import late_at_opening, walk

    staff = np.asarray(officers, dtype=np.int64)
    if staff.shape != (queue.slots,) or (staff < 0).any():
        raise ValueError(f"officers {staff.tolist()} for {queue.slots} slots")
    chance, service = queue.at_door(), 1.0 / queue.minutes
    at_door = late_at_opening(chance, staff, service, float(queue.slot_minutes), float(queue.limit))
    late, waiting, inside, busy = walk(
        chance, 0, queue.slots, queue.rates.astype(float), staff, service, float(queue.slot_minutes), float(queue.limit)
    )
    left = np.maximum(np.arange(len(chance)) - staff[-1], 0)
    behind = float((left * (left + 1) / 2) @ chance)  # the k-th in the queue waits for k services
    after = behind * queue.minutes / staff[-1] if staff[-1] else (np.inf if behind > 1e-12 else 0.0)
    return Transient(late, waiting, inside, busy, at_door, float(after))
