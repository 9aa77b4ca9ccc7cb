"""Services that begin, end, or live on under another name."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from forecast.suspicious.finding import Finding

LEAST_MISSED = 15.0
"""Visitors that should have come in the days without any."""
LEAST_DAYS = 10
RATE_DAYS = 60
"""Days beside the begin or end that tell the service's usual number."""
NEAR_DAYS = 14
"""A service that begins within so many days of another's end may be the same."""
ALIKE = 2.0
"""Their usual numbers differ by no more than this factor."""


@dataclass(frozen=True)
class Life:
    """First and last day with visitors, and the usual number beside each; `began`, `ended`: whether inside the log."""

    first: int
    last: int
    began: bool
    ended: bool
    first_rate: float
    last_rate: float


def lives(counts: Counts, exposure: np.ndarray) -> dict[int, Life]:
    """The life of each service that ever had a visitor.

    Parameters
    ----------
    counts
        The past.
    exposure
        Part of a usual day that the ticket hours admit, shape (services, days).
    """
    alive = counts.daily.any(axis=0)
    return {
        index: _life(counts.daily[index], np.where(alive, exposure[index], 0.0))
        for index in range(len(counts.services))
        if counts.daily[index].any()
    }


def alive(counts: Counts, found: dict[int, Life]) -> np.ndarray:
    """Days on which each service was offered, bool, shape (services, days)."""
    out = np.ones(counts.daily.shape, dtype=bool)
    for index, life in found.items():
        if life.began:
            out[index, : life.first] = False
        if life.ended:
            out[index, life.last + 1 :] = False
    return out


def life_findings(counts: Counts, found: dict[int, Life]) -> Iterator[Finding]:
    """Services renamed, ended and begun."""
    begun = {index: life for index, life in found.items() if life.began}
    ended = {index: life for index, life in found.items() if life.ended}
    for old, before in ended.items():
        heirs = [new for new, after in begun.items() if new != old and _is_heir(before, after)]
        date = counts.grid.dates[before.last]
        if heirs:
            new = min(heirs, key=lambda n: abs(begun[n].first - before.last))
            after = begun.pop(new)
            facts: dict[str, str | int | float] = {
                "new": counts.services[new],
                "before": before.last_rate,
                "after": after.first_rate,
            }
            yield Finding("renamed", date, counts.grid.dates[after.first], counts.services[old], 1e-4, facts)
        else:
            gone = {"before": before.last_rate}
            yield Finding("ended", date, counts.grid.dates[-1], counts.services[old], 1e-6, gone)
    for index, life in begun.items():
        date = counts.grid.dates[life.first]
        yield Finding("started", date, date, counts.services[index], 1e-6, {"after": life.first_rate})


def _is_heir(before: Life, after: Life) -> bool:
    near = -LEAST_DAYS <= after.first - before.last <= NEAR_DAYS
    return near and 1 / ALIKE <= after.first_rate / before.last_rate <= ALIKE


def _life(visitors: np.ndarray, exposure: np.ndarray) -> Life:
    came = np.flatnonzero(visitors)
    first, last = int(came[0]), int(came[-1])
    inside = slice(first, last + 1)
    opened = np.flatnonzero(exposure[inside]) + first
    early, late = opened[:RATE_DAYS], opened[-RATE_DAYS:]
    rates = [float(visitors[days].sum() / max(exposure[days].sum(), 1e-9)) for days in (early, late)]
    before, after = exposure[:first], exposure[last + 1 :]
    began, ended = (
        bool(rate * float(part.sum()) >= LEAST_MISSED and np.count_nonzero(part) >= LEAST_DAYS)
        for rate, part in zip(rates, (before, after), strict=True)
    )
    return Life(first, last, began, ended, *rates)
