"""What deserves a look in a counts file that can be used: gaps, names alike, levels and days that jump."""

from collections.abc import Iterator, Set
from datetime import date

import numpy as np

from forecast.backtest.clock import lived
from forecast.outside import OutsideCounts
from office.problems import Place, Problem
from office.visits.names import plain

SILENT_DAYS = 28
"""Days without a visitor at an end of the file from which on a service is taken to begin or end inside it."""
JUMP = 5.0
"""A day this many times above the largest of all others is worth a look."""
GAP_DAYS = 28
"""So many days on end without any row are a gap of their own."""
LEVEL_JUMP = 3.0
"""A level that changes by this factor from one month to the next is worth a look."""
LEVEL_DAYS, LEAST_AFTER, LEAST_VISITORS = 28, 7, 20
"""Days before and after, days after at least, visitors on the busier side at least."""


def counts_notes(counts: OutsideCounts, place: Place) -> tuple[Problem, ...]:
    """Everything that works but deserves a look.

    Parameters
    ----------
    counts
        The counts.
    place
        The file.
    """
    alike = [n for n in counts.names if sum(plain(n) == plain(other) for other in counts.names) > 1]
    same = (Problem("counts.names_alike", place, ", ".join(alike), severity="note"),) if alike else ()
    lives = [
        note
        for name, arrivals in zip(counts.names, counts.arrivals, strict=True)
        for note in _life(name, arrivals.sum(axis=-1), counts, place)
    ]
    return (*days_missing(counts, place), *_skipped(counts, place), *same, *lives)


def days_missing(counts: OutsideCounts, place: Place, explained: Set[date] = frozenset()) -> Iterator[Problem]:
    """Dates without any row: long gaps, and single days that are usually open.

    Parameters
    ----------
    counts
        The counts.
    place
        The file.
    explained
        Holidays, on which nobody wonders.
    """
    dates, gap = counts.grid.dates, np.zeros(counts.grid.days, dtype=bool)
    for first, end in _runs(~counts.present):
        if end - first >= GAP_DAYS:
            gap[first:end] = True
            facts: dict[str, str | int | float] = {
                "days": end - first, "first": dates[first].isoformat(), "last": dates[end - 1].isoformat(),
            }  # fmt: skip
            yield Problem("counts.gap", place, params=facts, severity="note")
    weekday = np.array([day.weekday() for day in dates], dtype=int)
    known = np.array([day in explained for day in dates])
    works = np.array([2 * counts.present[(weekday == w) & ~gap].sum() >= ((weekday == w) & ~gap).sum() > 0
                      for w in range(7)])  # fmt: skip
    missing = np.flatnonzero(works[weekday] & ~counts.present & ~gap & ~known)
    if len(missing):
        facts = {"days": len(missing), "first": dates[missing[0]].isoformat()}
        code = "counts.days_missing" if len(missing) > 1 else "counts.day_missing"
        yield Problem(code, place, params=facts, severity="note")


def _skipped(counts: OutsideCounts, place: Place) -> Iterator[Problem]:
    """Visitors in an hour that the zone's clock skips: they cannot have come then, the zone may be another."""
    visitors = int(counts.arrivals.sum(axis=0)[~lived(counts.grid)].sum())
    if visitors:
        facts: dict[str, str | int | float] = {"visitors": visitors, "zone": counts.grid.zone}
        yield Problem("counts.skipped_hour", place, params=facts, severity="note")


def _runs(marked: np.ndarray) -> Iterator[tuple[int, int]]:
    """First day and the day after the last of each run of marked days."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(int), [0]])))
    yield from ((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True))


def _life(name: str, daily: np.ndarray, counts: OutsideCounts, place: Place) -> Iterator[Problem]:
    came, dates = np.flatnonzero(daily), counts.grid.dates
    if not len(came):
        yield Problem("counts.nobody", place, name, severity="note")
        return
    first, last = int(came[0]), int(came[-1])
    if first > SILENT_DAYS:
        yield Problem("counts.begins", place, name, params={"date": dates[first].isoformat()}, severity="note")
    if len(dates) - 1 - last > SILENT_DAYS:
        yield Problem("counts.ends", place, name, params={"date": dates[last].isoformat()}, severity="note")
    yield from _jump(name, daily, dates, place)
    yield from _level(name, daily[first : last + 1], counts.present[first : last + 1], dates[first:], place)


def _jump(name: str, daily: np.ndarray, dates: tuple[date, ...], place: Place) -> Iterator[Problem]:
    """A single day far above all others, as after a double import or a slip of the pen."""
    top = int(daily.argmax())
    usual = float(np.quantile(daily[daily > 0], 0.95)) if (daily > 0).sum() >= 20 else float("inf")
    if daily[top] > JUMP * usual:
        facts: dict[str, str | int | float] = {
            "date": dates[top].isoformat(), "visitors": int(daily[top]), "usual": round(usual),
        }  # fmt: skip
        yield Problem("counts.day_jumps", place, name, params=facts, severity="note")


def _level(
    name: str, daily: np.ndarray, present: np.ndarray, dates: tuple[date, ...], place: Place
) -> Iterator[Problem]:
    """The day from which on the level is another altogether, as after a new way of counting."""
    found = []
    for day in range(LEVEL_DAYS, len(daily) - LEAST_AFTER + 1):
        days = min(LEVEL_DAYS, (len(daily) - day) // 7 * 7)
        before = _usual(daily[day - LEVEL_DAYS : day], present[day - LEVEL_DAYS : day])
        after = _usual(daily[day : day + days], present[day : day + days])
        low, high = sorted((before, after))
        if low > 0 and high >= LEVEL_JUMP * low and high * days >= LEAST_VISITORS:
            found.append((high / low, day, before, after))
    if found:
        _, day, before, after = max(found)
        facts: dict[str, str | int | float] = {
            "date": dates[day].isoformat(), "before": round(before, 1), "after": round(after, 1),
        }  # fmt: skip
        yield Problem("counts.level_jumps", place, name, params=facts, severity="note")


def _usual(daily: np.ndarray, present: np.ndarray) -> float:
    """Visitors a day without the busiest; 0 where fewer than four days are known."""
    known = daily[present]
    return float(known.sum() - known.max()) / (len(known) - 1) if len(known) >= LEAST_AFTER // 2 + 1 else 0.0
