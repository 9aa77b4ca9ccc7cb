"""Outcome: what happened to the visitors on simulated days."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from office.grid import SlotGrid


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


@dataclass(frozen=True)
class Difference:
    """A share in time, or by how much one plan's exceeds another's on the same paths, with its 95 % interval."""

    mean: float
    low: float
    high: float


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
    return _ratio(baseline.late_by_path - plan.late_by_path, plan)


def share_in_time(outcome: Outcome) -> Difference:
    """The share called in time with its interval within [0, 1]; as it is on fewer than two paths."""
    if outcome.paths < 2:
        return Difference(outcome.share_in_time, outcome.share_in_time, outcome.share_in_time)
    late = _ratio(outcome.late_by_path, outcome)
    return Difference(1 - late.mean, max(0.0, 1 - late.high), min(1.0, 1 - late.low))


def _ratio(counted: np.ndarray, outcome: Outcome) -> Difference:
    """What was counted on each path over the visitors of all, with the ratio estimator's normal interval.

    References
    ----------
    .. [1] Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., section 6.4. Wiley.
    """
    visitors = outcome.visitors.sum(axis=(1, 2)).astype(float)
    mean = counted.sum() / visitors.sum() if visitors.sum() else 0.0
    error = np.std(counted - mean * visitors, ddof=1) / (np.sqrt(outcome.paths) * max(visitors.mean(), 1e-12))
    return Difference(float(mean), float(mean - 1.96 * error), float(mean + 1.96 * error))
