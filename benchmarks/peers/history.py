"""What a peer may know at an origin: counts, learnt opening hours, holidays by name. Runs without Loket."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

OPEN_SHARE = 0.05
"""A slot of a weekday is open when it had arrivals on at least this share of that weekday's known dates."""


@dataclass(frozen=True)
class Counts:
    """A counts file as arrays: visitors (services, days, slots), known (days,)."""

    start: date
    services: tuple[str, ...]
    visitors: np.ndarray
    known: np.ndarray
    slot_minutes: int


@dataclass(frozen=True)
class Past:
    """Everything before an origin, and the names of the holidays of all days.

    Parameters
    ----------
    origin
        First day that is forecast.
    horizon
        Days forecast.
    services
        Names along the service axis.
    visitors
        Shape (services, days, slots).
    known
        Dates of which the file has any row, shape (days,).
    pattern
        Open slots by weekday, bool, shape (services, 7, slots).
    holidays
        Country holidays by date, past and coming.
    slot_minutes
        Minutes of a slot.
    """

    origin: date
    horizon: int
    services: tuple[str, ...]
    visitors: np.ndarray
    known: np.ndarray
    pattern: np.ndarray
    holidays: dict[date, str]
    slot_minutes: int

    @property
    def dates(self) -> list[date]:
        """The days of the past."""
        days = self.visitors.shape[1]
        return [self.origin - timedelta(days - n) for n in range(days)]

    @property
    def coming(self) -> list[date]:
        """The days of the horizon."""
        return [self.origin + timedelta(n) for n in range(self.horizon)]

    @property
    def daily(self) -> np.ndarray:
        """Visitors a day, shape (services, days)."""
        return self.visitors.sum(axis=-1)

    def opens(self, service: int, days: list[date]) -> np.ndarray:
        """Whether the weekdays of these days are open, bool."""
        weekdays = self.pattern[service].any(axis=-1)
        return np.array([weekdays[day.weekday()] for day in days])

    def filled(self, service: int) -> np.ndarray:
        """Visitors of the days since the service's first, each unknown or shut day filled with the last of its weekday.

        Shape (days, slots); a weekday that was never open stays 0.
        """
        visitors = self.visitors[service]
        shut = ~self.known | (self.visitors.sum(axis=(0, 2)) == 0)
        first = int((visitors.sum(axis=-1) > 0).argmax())
        out = visitors[first:].astype(float)
        for day in np.flatnonzero(shut[first:]):
            out[day] = out[day - 7] if day >= 7 else _same_weekday(visitors[first:], shut[first:], day)
        return out

    def regular(self, service: int) -> tuple[np.ndarray, int]:
        """Filled days of open weekdays only, shape (days, slots), and how many there are a week."""
        filled = self.filled(service)
        is_open = self.opens(service, self.dates[-len(filled) :])
        return filled[is_open], int(self.pattern[service].any(axis=-1).sum())


def _same_weekday(visitors: np.ndarray, shut: np.ndarray, day: int) -> np.ndarray:
    same = [n for n in range(day % 7, len(visitors), 7) if not shut[n]]
    return visitors[same].mean(axis=0) if same else np.zeros(visitors.shape[1])


def read_counts(path: str, slot_minutes: int) -> Counts:
    """Reads service, start, arrivals; starts are floored to the slot."""
    frame = pd.read_csv(path, parse_dates=["start"])
    services = sorted(frame["service"].astype(str).unique())
    first, last = frame["start"].min().normalize(), frame["start"].max().normalize()
    days, slots = (last - first).days + 1, 24 * 60 // slot_minutes
    day = (frame["start"].dt.normalize() - first).dt.days.to_numpy()
    slot = (frame["start"].dt.hour * 60 + frame["start"].dt.minute).to_numpy() // slot_minutes
    visitors = np.zeros((len(services), days, slots))
    np.add.at(visitors, (pd.Index(services).get_indexer(frame["service"].astype(str)), day, slot), frame["arrivals"])
    known = np.zeros(days, dtype=bool)
    known[day] = True
    return Counts(first.date(), tuple(services), visitors, known, slot_minutes)


def before(counts: Counts, origin: date, horizon: int, holidays: dict[date, str]) -> Past:
    """What was known before an origin."""
    days = (origin - counts.start).days
    visitors, known = counts.visitors[:, :days], counts.known[:days]
    weekday = np.array([(counts.start + timedelta(n)).weekday() for n in range(days)])
    pattern = np.zeros((len(counts.services), 7, visitors.shape[2]), dtype=bool)
    for number in range(7):
        dates = known & (weekday == number)
        if dates.any():
            pattern[:, number] = (visitors[:, dates] > 0).mean(axis=1) >= OPEN_SHARE
    return Past(origin, horizon, counts.services, visitors, known, pattern, holidays, counts.slot_minutes)


def country_holidays(country: str, years: range) -> dict[date, str]:
    """Public holidays as Prophet's `add_country_holidays` takes them; `GB-SCT` names a subdivision; empty for none."""
    if not country:
        return {}
    import holidays

    code, _, part = country.partition("-")
    return dict(holidays.country_holidays(code, subdiv=part or None, years=years).items())
