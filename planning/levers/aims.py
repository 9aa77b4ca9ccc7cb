"""Aims: the stretches of one day in which the office's target must hold, and how surely it does."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from office.office import Office
from staffing.pricing import JUDGED_VISITORS, THIN_MINUTES, THIN_SHARE
from staffing.waits import Waits

SURE = 1.64
"""Standard errors that a share must lie below what is allowed: 95 % of one side."""
HOUR = 60


@dataclass(frozen=True)
class Aim:
    """Visitors of one service (None: of all) who take their tickets from `start` to `end`: how many may be late.

    `kind` is what late means: not called in time, not out in time, or, where few come, anybody who waits over an hour;
    `allowed` is the share of visitors, in the last case of days.
    """

    service: int | None
    start: int
    end: int
    kind: str
    allowed: float


def aims_of(expected: np.ndarray, minutes: np.ndarray, day: int, office: Office) -> tuple[Aim, ...]:
    """What must hold on one day.

    The visitors of the day together are judged hour by hour, hours put together until 20 are expected. So is each
    service that expects 20 a day; one that expects 20 a week is judged on the whole day; with fewer, nobody of it waits
    over an hour on 95 % of the days. All together must also be out in time.

    Parameters
    ----------
    expected
        Visitors, means, shape (services, days, slots).
    minutes
        Minute at which each slot begins, shape (slots,).
    day
        Index of the day.
    office
        Its target.
    """
    target, hours = office.target, minutes // HOUR
    first, end = int(hours[0]) * HOUR, (int(hours[-1]) + 1) * HOUR
    aims = [
        Aim(None, start, stop, "call", 1 - target.call_share)
        for start, stop in _merged(expected[:, day].sum(axis=0), hours)
    ]
    aims.append(Aim(None, first, end, "visit", 1 - target.visit_share))
    for service, coming in enumerate(expected):
        if coming.sum() < JUDGED_VISITORS:
            aims.append(Aim(service, first, end, "thin", THIN_SHARE))
        else:
            aims += [Aim(service, *cell, "call", 1 - target.call_share) for cell in _merged(coming[day], hours)]
    return tuple(aims)


def _merged(expected: np.ndarray, hours: np.ndarray) -> list[tuple[int, int]]:
    """Start and end of stretches of whole hours with enough visitors; a rest joins the stretch before."""
    edges, held = [int(hours[0])], 0.0
    for hour in range(int(hours[0]), int(hours[-1]) + 1):
        held += float(expected[hours == hour].sum())
        if held >= JUDGED_VISITORS:
            edges.append(hour + 1)
            held = 0.0
    last = int(hours[-1]) + 1
    edges = [*edges[:-1], last] if len(edges) > 1 else [*edges, last]
    return [(start * HOUR, end * HOUR) for start, end in pairwise(edges)]


@dataclass(frozen=True)
class Judged:
    """Share that is late by an aim, and its standard error over paths."""

    share: float
    error: float

    @property
    def surely(self) -> float:
        """What the share is surely not above."""
        return self.share + SURE * self.error


def judge_aim(aim: Aim, waits: Waits) -> Judged:
    """How many are late by an aim on simulated paths of its day.

    References
    ----------
    .. [1] Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., section 6.4 (the ratio's error). Wiley.
    """
    inside = (waits.arrival >= aim.start) & (waits.arrival < aim.end)
    if aim.service is not None:
        inside &= waits.service == aim.service
    path, paths = waits.path[inside], max(waits.paths, 1)
    if aim.kind == "thin":
        late = len(np.unique(path[waits.wait[inside] > THIN_MINUTES])) / paths
        return Judged(late, float(np.sqrt(late * (1 - late) / paths)))
    is_late = (waits.late_visit if aim.kind == "visit" else waits.late_call)[inside]
    visitors = np.bincount(path, minlength=paths)
    counted = np.bincount(path, weights=is_late, minlength=paths)
    share = float(counted.sum() / max(visitors.sum(), 1))
    error = np.std(counted - share * visitors, ddof=1) / (np.sqrt(paths) * max(float(visitors.mean()), 1e-12))
    return Judged(share, float(error))
