"""Turnout of events: how many come of those whom the calendar announces, and how far that is off each time."""

from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from office.days import Calendar

USUAL_SPREAD = 0.04
"""Variance of the factor by which an announced number is wrong, before any is seen (20 % either way)."""
PRIOR_EVENTS = 4.0
"""Events that "as many as announced" and the usual spread are worth."""
NEAR = 4
"""Same weekdays before and after that tell how many come without an event."""
LEAST_SPREAD, MOST_SPREAD = 0.005, 1.0


@dataclass(frozen=True)
class Turnout:
    """`share` is how many come for each one announced; `spread` the variance of an event's factor about it."""

    share: float = 1.0
    spread: float = USUAL_SPREAD


def learn_turnout(past: Counts, calendar: Calendar) -> Turnout:
    """What past events brought against what was announced.

    An event's visitors are what came beyond the mean of the nearest same weekdays without one. The share is their
    regression on the announced numbers through the origin; the spread is by moments, less the variance that ordinary
    days have about the same mean and the chance of counting. Both are drawn to "as announced" with the worth of
    `PRIOR_EVENTS` events.

    Parameters
    ----------
    past
        The counts.
    calendar
        The calendar, whose past entries with `visitors` are the announcements.
    """
    found = [*_events(past, calendar)]
    if not found:
        return Turnout()
    told, brought, noise = (np.array(part) for part in zip(*found, strict=True))
    worth = PRIOR_EVENTS * float(np.mean(told**2))
    size = float((told**2).sum()) + worth
    share = float(np.clip((float((told * brought).sum()) + worth) / size, 0.2, 2.0))
    excess = float(((brought - share * told) ** 2 - noise - share * told).sum())
    spread = (excess + worth * share**2 * USUAL_SPREAD) / (share**2 * size)
    return Turnout(share, float(np.clip(spread, LEAST_SPREAD, MOST_SPREAD)))


def _events(past: Counts, calendar: Calendar) -> list[tuple[float, float, float]]:
    """Of each past event: announced, brought, and the variance of what is taken for brought."""
    days = past.grid.days_of(calendar)
    told = np.zeros((len(past.services) + 1, past.grid.days))
    for number, day in enumerate(days):
        for entry in day.entries:
            if entry.service in past.services:
                told[past.services.index(entry.service), number] += entry.visitors
            elif entry.service is None:
                told[-1, number] += entry.visitors
    came = np.vstack([past.daily, past.daily.sum(axis=0)])
    known = np.vstack([past.observed_days, past.observed_days.any(axis=0)])
    plain = known & ~told.any(axis=0)
    weekday = np.array([day.date.weekday() for day in days], dtype=int)
    found = []
    for index, number in np.argwhere(told * known).tolist():
        around = np.flatnonzero(plain[index] & (weekday == weekday[number]))
        near = around[np.argsort(np.abs(around - number), kind="stable")[: 2 * NEAR]]
        if len(near) < NEAR or np.count_nonzero(told[:, number]) > 1:
            continue
        usual = came[index, near]
        noise = float(usual.var(ddof=1)) * (1 + 1 / len(near))
        found.append((float(told[index, number]), float(came[index, number] - usual.mean()), noise))
    return found
