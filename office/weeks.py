"""ISO weeks: what a plan covers, Monday to Sunday."""

import re
from datetime import date, timedelta

_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})")
YEARS = range(1900, 2200)
"""Years that a plan may be for; others are slips of the pen."""


def monday_of(week: str) -> date:
    """The Monday of an ISO week such as ``2026-W49``.

    Raises
    ------
    ValueError
        If the text names no ISO week of `YEARS`.
    """
    found = _WEEK.fullmatch(week)
    if found is None or int(found[1]) not in YEARS:
        raise ValueError(f"{week!r} is no ISO week such as 2026-W49")
    return date.fromisocalendar(int(found[1]), int(found[2]), 1)


def week_of(day: date) -> str:
    """The ISO week that holds a date, such as ``2026-W49``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def dates_of(week: str) -> tuple[date, ...]:
    """Monday to Sunday of an ISO week."""
    monday = monday_of(week)
    return tuple(monday + timedelta(n) for n in range(7))
