"""Open days without any row: closed without the calendar knowing, or lost."""

from collections.abc import Iterator

import numpy as np

from forecast.counts import Counts
from forecast.suspicious.finding import Finding
from forecast.suspicious.usual import Usual
from office.days import Calendar, CalendarEntry

LEAST_CHANCE = 1e-3
"""A day on which nobody comes by chance more often than this is no finding."""


def closures(counts: Counts, calendar: Calendar, usual: Usual, exposure: np.ndarray) -> Iterator[Finding]:
    """Runs of open days on which nobody came at all.

    Parameters
    ----------
    counts, calendar
        The past.
    usual
        What is usual.
    exposure
        Part of a usual day that the ticket hours admit, shape (services, days).
    """
    empty = counts.daily.sum(axis=0) == 0
    outage = np.array([all(day.has_outage(s) for s in counts.services) for day in counts.grid.days_of(calendar)])
    is_open = np.asarray((exposure > 0).any(axis=0))
    missing = is_open & empty & ~outage
    expected = np.where(exposure > 0, np.nan_to_num(usual.mean), 0.0).sum(axis=0)
    for run in _runs(missing, is_open):
        size = 1 / usual.office_spread
        chance = float(np.prod((size / (size + expected[run])) ** size))
        if chance < LEAST_CHANCE:
            start, end = counts.grid.dates[run[0]], counts.grid.dates[run[-1]]
            facts = {"days": len(run), "expected": float(expected[run].sum())}
            kind = "closed" if _beside_closure(run, is_open, counts) else "outage"
            entry = CalendarEntry(start=start, end=end, kind=kind, estimated=True)
            yield Finding("no_rows", start, end, "", chance, facts, entry)


def _runs(missing: np.ndarray, is_open: np.ndarray) -> Iterator[np.ndarray]:
    """Positions of missing days, those with no open day between them together."""
    run: list[int] = []
    for day in np.flatnonzero(is_open).tolist():
        if missing[day]:
            run.append(day)
        elif run:
            yield np.array(run)
            run = []
    if run:
        yield np.array(run)


def _beside_closure(run: np.ndarray, is_open: np.ndarray, counts: Counts) -> bool:
    """Whether a working day beside the run is closed by the calendar: then people took leave, or the office did."""
    beside = [day for day in (run[0] - 1, run[-1] + 1) if 0 <= day < len(is_open)]
    return any(not is_open[day] and counts.grid.dates[day].weekday() < 5 for day in beside)
