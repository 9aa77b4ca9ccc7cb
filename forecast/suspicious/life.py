"""Services that begin, end, or live on under another name."""

from collections.abc import Iterator, Sequence
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
LEAST_ERRORS = 5.0
"""Standard errors by which a service rises that takes over another's visitors."""


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


def merged(counts: Counts, found: Sequence[Finding]) -> list[Finding]:
    """The same findings, a service's end and another's rise by as many visitors at that time told as one.

    The shifts of level that come with it, of that service or of the office, go: they are the same change.

    Parameters
    ----------
    counts
        The past.
    found
        Findings, ends and shifts of level among them.
    """
    left = list(found)
    for end in [finding for finding in found if finding.kind == "ended"]:
        rises = {service: _rise(counts, service, end) for service in counts.services if service != end.service}
        new = max(rises, key=lambda service: rises[service], default="")
        if new and rises[new] > 0:
            facts = {**end.facts, "new": new, "percent": 100 * rises[new]}
            both = Finding("merged", end.start, end.start, end.service, end.chance, facts)
            left = [f for f in left if f is not end and not _comes_with(f, end, new)] + [both]
    return left


def _rise(counts: Counts, service: str, end: Finding) -> float:
    """By what part of its number a service rises where another ends, if by about as many as came to that; else 0."""
    day = (end.start - counts.grid.start).days + 1
    came, opened = counts.daily[counts.services.index(service)], np.asarray(counts.daily.any(axis=0))
    sides = [came[side][opened[side]] for side in (slice(max(0, day - RATE_DAYS), day), slice(day, day + RATE_DAYS))]
    if min(map(len, sides)) < LEAST_DAYS:
        return 0.0
    before, after = (float(side.mean()) for side in sides)
    error = float(np.sqrt(sum(side.var() / len(side) for side in sides)))
    is_as_many = 1 / ALIKE <= (after - before) / float(end.facts["before"]) <= ALIKE
    return (after - before) / max(before, 0.1) if is_as_many and after - before > LEAST_ERRORS * error else 0.0


def _comes_with(finding: Finding, end: Finding, new: str) -> bool:
    near = abs((finding.start - end.start).days) <= NEAR_DAYS
    return finding.kind == "shift" and near and finding.service in ("", new)


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
