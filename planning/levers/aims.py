"""Aims: the stretches of a day or a week in which the office's target must hold, and how surely it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from office.office import Office
from staffing.pricing import JUDGED_VISITORS, THIN_MINUTES, THIN_SHARE, merged
from staffing.waits import Waits

SURE = 1.64
"""Standard errors that a share must lie below what is allowed: 95 % of one side."""
HOUR = 60


@dataclass(frozen=True)
class Aim:
    """Visitors of one service (None: of all) who take their tickets from `start` to `end`: how many may be late.

    `kind` is what late means: not called in time, not out in time, or, where few come, anybody who waits over an hour
    or is never called; `allowed` is the share of visitors, in the last case of days. Those who come at these times on
    one day are judged, or on all days of the week.
    """

    service: int | None
    start: int
    end: int
    kind: str
    allowed: float
    whole_week: bool = False


def aims_of(expected: np.ndarray, minutes: np.ndarray, day: int | None, office: Office) -> tuple[Aim, ...]:
    """What must hold on one day, or on all days of a week together, with the meanings of `staffing.certify`.

    The visitors of a day together are judged hour by hour, hours put together until 20 are expected. So is each service
    that expects 20 a day; with fewer, hours of all days together are judged, put together in the same way. A service
    that expects fewer than 20 a week is judged by day: nobody of it waits over an hour on 95 % of them. All services
    together must also be out in time. Where nobody at all is expected the day is judged as a whole, in case that places
    bring somebody.

    Parameters
    ----------
    expected
        Visitors, means, shape (services, days, slots).
    minutes
        Minute at which each slot begins, shape (slots,).
    day
        Index of the day; None for what is judged on all days together.
    office
        Its target.
    """
    target, hours = office.target, minutes // HOUR
    whole = int(hours[0]) * HOUR, (int(hours[-1]) + 1) * HOUR
    together, is_week = _stretches(expected.sum(axis=0), hours, day), day is None
    aims = [Aim(None, *cell, "call", 1 - target.call_share, is_week) for cell in together]
    if together:
        aims.append(Aim(None, *whole, "visit", 1 - target.visit_share, is_week))
    for service, coming in enumerate(expected):
        if coming.sum() >= JUDGED_VISITORS:
            cells = _stretches(coming, hours, day)
            aims += [Aim(service, *cell, "call", 1 - target.call_share, is_week) for cell in cells]
        elif not is_week:
            aims.append(Aim(service, *whole, "thin", THIN_SHARE))
    return tuple(aims)


def _stretches(expected: np.ndarray, hours: np.ndarray, day: int | None) -> list[tuple[int, int]]:
    """Start and end of what is judged of a day's visitors, shape (days, slots), or where some days have too few."""
    a_day = expected.sum(axis=1)
    few = (a_day > 0) & (a_day < JUDGED_VISITORS)
    if day is None:
        return _merged(expected.sum(axis=0), hours) if few.any() else []
    return [] if few[day] else _merged(expected[day], hours)


def _merged(expected: np.ndarray, hours: np.ndarray) -> list[tuple[int, int]]:
    """Start and end of stretches of whole hours with enough visitors; a rest joins the stretch before."""
    starts = np.unique(hours, return_index=True)[1]
    first = np.unique(merged(np.add.reduceat(expected, starts)), return_index=True)[1]
    edges = [*hours[starts][first].tolist(), int(hours[-1]) + 1]
    return [(start * HOUR, end * HOUR) for start, end in pairwise(edges)]


@dataclass(frozen=True)
class Counted:
    """On each path those who are late by an aim, and all whom it is about; shape (paths,)."""

    late: np.ndarray
    base: np.ndarray


@dataclass(frozen=True)
class Judged:
    """Share that is late by an aim, and its standard error over paths."""

    share: float
    error: float

    @property
    def surely(self) -> float:
        """What the share is surely not above."""
        return self.share + SURE * self.error


def count_aim(aim: Aim, waits: Waits) -> Counted:
    """Who is late by an aim on simulated paths of one day."""
    inside = (waits.arrival >= aim.start) & (waits.arrival < aim.end)
    if aim.service is not None:
        inside &= waits.service == aim.service
    path = waits.path[inside]
    if aim.kind == "thin":
        in_vain = (waits.wait > THIN_MINUTES) | ~waits.called
        late = np.bincount(path, weights=in_vain[inside], minlength=waits.paths) > 0
        return Counted(late.astype(float), np.ones(waits.paths))
    is_late = (waits.late_visit if aim.kind == "visit" else waits.late_call)[inside]
    return Counted(
        np.bincount(path, weights=is_late, minlength=waits.paths),
        np.bincount(path, minlength=waits.paths).astype(float),
    )


def judge_counts(days: Sequence[Counted]) -> Judged:
    """How many are late by an aim on some days together.

    References
    ----------
    .. [1] Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., section 6.4 (the ratio's error). Wiley.
    """
    late, base = sum(day.late for day in days), sum(day.base for day in days)
    share = float(np.sum(late) / max(np.sum(base), 1))
    error = np.std(late - share * base, ddof=1) / (np.sqrt(np.size(late)) * max(float(np.mean(base)), 1e-12))
    return Judged(share, float(error))


def judge_aim(aim: Aim, waits: Waits) -> Judged:
    """How many are late by an aim on simulated paths of its day."""
    return judge_counts([count_aim(aim, waits)])
