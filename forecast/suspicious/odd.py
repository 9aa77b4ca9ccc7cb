"""Odd days: fewer or more visitors than chance and the usual differences between days allow."""

from collections.abc import Iterator, Set
from datetime import date

import numpy as np

from forecast.counts import Counts
from forecast.suspicious.finding import Finding, discoveries
from forecast.suspicious.usual import Usual, tails
from office.days import CalendarEntry

FALSE_SHARE, FALSE_EMPTY = 0.01, 0.1


def odd_days(counts: Counts, usual: Usual, explained: Set[date]) -> Iterator[Finding]:
    """Days of the office and of services whose number is beyond chance.

    Every number is tested on both sides under the negative-binomial law of its mean and spread, its own step counted
    in, so that small counts are never called odd for being whole; of the days found 1 % are false at most. A day
    without anybody is also odd for a service that would have one in ten such logs at most.

    Parameters
    ----------
    counts
        The past.
    usual
        What is usual.
    explained
        Days that another finding is about.
    """
    skipped = np.array([day in explained for day in counts.grid.dates])
    known = usual.known & ~skipped
    office = np.where(known, counts.daily, 0).sum(axis=0)
    visitors = np.vstack([office, counts.daily])
    mean = np.vstack([np.where(known, np.nan_to_num(usual.mean), 0.0).sum(axis=0), np.nan_to_num(usual.mean)])
    spread = np.concatenate([[usual.office_spread], usual.spread])
    looked_at = np.vstack([known.any(axis=0), known])
    both = tails(visitors, mean, spread[:, None])
    chances = np.where(looked_at, np.minimum(1.0, 2 * both.min(axis=0)), np.nan)
    found = discoveries(chances, FALSE_SHARE) | _never_empty(visitors, mean, spread, looked_at)
    tests = int(np.isfinite(chances).sum())
    for row, day in np.argwhere(found).tolist():
        if row and found[0, day] and (visitors[0, day] < mean[0, day]) == (visitors[row, day] < mean[row, day]):
            continue
        yield _finding(counts, row, day, visitors, mean, min(1.0, float(chances[row, day]) * tests))


def _never_empty(visitors: np.ndarray, mean: np.ndarray, spread: np.ndarray, looked_at: np.ndarray) -> np.ndarray:
    """Days without anybody where chance would bring less than `FALSE_EMPTY` of them in the whole log."""
    none = tails(np.zeros_like(visitors), mean, spread[:, None])[0]
    by_chance = np.where(looked_at, none, 0.0).sum(axis=1)
    return looked_at & (visitors == 0) & (by_chance < FALSE_EMPTY)[:, None]


def _finding(counts: Counts, row: int, day: int, visitors: np.ndarray, mean: np.ndarray, chance: float) -> Finding:
    came, expected = int(visitors[row, day]), float(mean[row, day])
    service, when = counts.services[row - 1] if row else "", counts.grid.dates[day]
    is_low = came < expected
    entry = CalendarEntry(
        start=when, end=when, kind="outage" if is_low else "event", service=service or None,
        visitors=0 if is_low else round(came - expected), estimated=True,
    )  # fmt: skip
    facts = {"visitors": came, "expected": expected}
    return Finding("low" if is_low else "high", when, when, service, chance, facts, entry)
