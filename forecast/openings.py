"""Openings: whether an office works on holidays, learnt from whether anybody came."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from forecast.names import plain_name
from forecast.outside import OutsideCounts
from office.days import OPEN_KINDS, CalendarEntry

LEAST_HOLIDAYS = 3
"""With fewer in the past the office is taken to work on holidays, as its counts say nothing else."""
SHARE_WORTH = 2.0
"""Holidays that all of them together are worth against those of one name."""
CLOSED_BELOW = 0.5


def opening_on_holidays(
    outside: OutsideCounts, entries: Iterable[CalendarEntry], origin: date
) -> tuple[CalendarEntry, ...]:
    """The same entries, each holiday marked as one that closes the office or one on which it works.

    Counted are dates before `origin` whose weekday is usually open: with any row the office worked. A holiday of one
    name is judged by its own dates and, with the worth of two more, by the share over all names, so that an office
    which closes on Christmas only closes on Christmas.

    Parameters
    ----------
    outside
        The counts.
    entries
        A country's calendar; kinds other than holidays and joint leave stay as they are.
    origin
        First day that is not known.
    """
    known = tuple(entries)
    holidays = [entry for entry in known if entry.kind in (*OPEN_KINDS, *OPEN_KINDS.values())]
    days = (origin - outside.grid.start).days
    usual = np.asarray(outside.pattern(days).any(axis=(0, 2)))
    worked = {id(entry): _worked(outside, entry, days, usual) for entry in holidays}
    every = np.concatenate([np.zeros(0), *worked.values()])
    share = float(every.mean()) if len(every) >= LEAST_HOLIDAYS else 1.0
    by_name: dict[str, list[np.ndarray]] = {}
    for entry in holidays:
        by_name.setdefault(plain_name(entry.note), []).append(worked[id(entry)])
    shut = {name for name, days in by_name.items() if _chance(days, share) < CLOSED_BELOW}
    return tuple(
        entry if id(entry) not in worked else entry.kept_shut() if plain_name(entry.note) in shut else entry.kept_open()
        for entry in known
    )


def _chance(days: Sequence[np.ndarray], share: float) -> float:
    """Chance that the office works on a holiday."""
    own = np.concatenate(days)
    return float((own.sum() + SHARE_WORTH * share) / (len(own) + SHARE_WORTH))


def _worked(outside: OutsideCounts, entry: CalendarEntry, days: int, usual: np.ndarray) -> np.ndarray:
    """For each date of an entry among the first `days` whose weekday is `usual`ly open, whether it has rows; float."""
    dates = [entry.start + timedelta(n) for n in range((entry.end - entry.start).days + 1)]
    at = np.array([(day - outside.grid.start).days for day in dates if usual[day.weekday()]], dtype=int)
    return outside.present[at[(at >= 0) & (at < days)]].astype(float)
