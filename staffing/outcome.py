"""Outcome: what happened to the visitors on simulated days."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from office.grid import SlotGrid
from staffing.intervals import Difference as Difference
from staffing.intervals import ratios, shares
from staffing.occupancy import Occupancy, no_occupancy
from staffing.tally import Tally, no_tally


@dataclass(frozen=True)
class Outcome:
    """Waits of simulated days, kept per path so that two plans can be compared on the same futures.

    Parameters
    ----------
    grid
        The slots.
    services
        Ids along the service axis.
    visitors
        Visitors, int, shape (paths, days, services).
    late_call, late_visit
        Visitors who waited longer than the target for their first call, or were not out in time; same shape.
        Who was never called is late in both.
    wait
        Minutes waited for the first call, summed over visitors; same shape.
    slot_visitors, slot_late, slot_wait
        The first-call figures by slot of arrival, means over paths, shape (days, slots).
    longest
        Longest wait for a first call, minutes, shape (paths, days).
    last_out
        Minute at which the last visitor left, 0 on days without visitors, shape (paths, days).
    overtime
        Minutes worked beyond the shift's end, shape (paths, days, officers).
    busy
        Mean minutes with a visitor, shape (days, officers).
    seats
        Most people waiting at once, shape (paths, days).
    called
        Times that a standby officer was called to a counter, shape (paths, days).
    later_wait
        Minutes waited for the later stops, without delays on the route, summed over visitors; shape of `wait`.
    uncalled, left
        Visitors who were never called, and those of them who lost patience, int; shape of `visitors`.
    calls, visits
        By service and slot of arrival: waits for the first call, and minutes of whole visits.
    classes
        Waits for the first call by priority class.
    steps
        Waits at each step by the slot in which they began.
    queue
        People waiting at each step, mean of each slot, shape (paths, days, steps, slots).
    occupancy
        Time at counters and with visitors.
    """

    grid: SlotGrid
    services: tuple[str, ...]
    visitors: np.ndarray
    late_call: np.ndarray
    late_visit: np.ndarray
    wait: np.ndarray
    slot_visitors: np.ndarray
    slot_late: np.ndarray
    slot_wait: np.ndarray
    longest: np.ndarray
    last_out: np.ndarray
    overtime: np.ndarray
    busy: np.ndarray
    seats: np.ndarray
    called: np.ndarray
    later_wait: np.ndarray
    uncalled: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.int64), repr=False)
    left: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.int64), repr=False)
    calls: Tally = field(default_factory=no_tally, repr=False)
    visits: Tally = field(default_factory=no_tally, repr=False)
    classes: Tally = field(default_factory=no_tally, repr=False)
    steps: Tally = field(default_factory=no_tally, repr=False)
    queue: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0, 0)), repr=False)
    occupancy: Occupancy = field(default_factory=no_occupancy, repr=False)

    @property
    def paths(self) -> int:
        """Number of simulated futures."""
        return len(self.visitors)

    @cached_property
    def late_by_path(self) -> np.ndarray:
        """Visitors late to their first call in the whole period, shape (paths,)."""
        return self.late_call.sum(axis=(1, 2))

    @cached_property
    def share_in_time(self) -> float:
        """Share of all visitors who were called in time; 1 without visitors."""
        everyone = self.visitors.sum()
        return 1.0 if everyone == 0 else float(1 - self.late_call.sum() / everyone)

    @cached_property
    def share_out_in_time(self) -> float:
        """Share of all visitors who were out in time; 1 without visitors."""
        everyone = self.visitors.sum()
        return 1.0 if everyone == 0 else float(1 - self.late_visit.sum() / everyone)

    @cached_property
    def mean_wait(self) -> float:
        """Mean minutes to the first call; 0 without visitors."""
        everyone = self.visitors.sum()
        return 0.0 if everyone == 0 else float(self.wait.sum() / everyone)


@dataclass(frozen=True)
class ServiceOutcome:
    """How one service fared.

    Parameters
    ----------
    service
        Its id.
    visitors
        Visitors of the period, mean over paths.
    in_time, out_in_time
        Shares called, and out again, within the target; 1 without visitors.
    mean_wait
        Mean minutes to the first call; 0 without visitors.
    """

    service: str
    visitors: float
    in_time: float
    out_in_time: float
    mean_wait: float


def by_service(outcome: Outcome) -> tuple[ServiceOutcome, ...]:
    """The shares and waits of each service, in the order of the office."""
    parts = (outcome.visitors, outcome.late_call, outcome.late_visit, outcome.wait)
    sums = (part.sum(axis=(0, 1)).tolist() for part in parts)
    return tuple(
        ServiceOutcome(
            service, come / outcome.paths, 1 - late / max(come, 1), 1 - out / max(come, 1), wait / max(come, 1)
        )
        for service, come, late, out, wait in zip(outcome.services, *sums, strict=True)
    )


def compare(plan: Outcome, baseline: Outcome) -> Difference:
    """Share in time of `plan` minus that of `baseline`, on common random numbers.

    Both plans see the same visitors, so it is the difference of late visitors over the number of visitors.

    Raises
    ------
    ValueError
        If the two were not simulated on the same visitors, or on fewer than two paths.
    """
    if not np.array_equal(plan.visitors, baseline.visitors) or plan.paths < 2:
        raise ValueError("the two outcomes do not share their visitors")
    return ratios(baseline.late_by_path - plan.late_by_path, plan.visitors.sum(axis=(1, 2))).single


def share_in_time(outcome: Outcome) -> Difference:
    """The share called in time with its interval within [0, 1]; 1 without visitors."""
    everyone = outcome.visitors.sum(axis=(1, 2))
    return shares(everyone - outcome.late_by_path, everyone).single if everyone.sum() else Difference(1.0, 1.0, 1.0)
