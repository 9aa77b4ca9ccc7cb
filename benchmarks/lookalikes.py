"""Offices made in code whose rates are known: a family of laws of very different kind, and the oracle that knows them.

The oracle knows every day's expected visitors, how widely days scatter about them and how groups come, but not the
luck of the day. Nobody forecasts better than it; how far a forecast stays behind is its own fault.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.scoring import QUANTILES, SHARES
from office.days import CalendarEntry
from planning.calendarfile import COLUMNS, read_calendar

INDONESIA = Path(__file__).parent.parent / "configs" / "calendars" / "indonesia.csv"
CLOSING = ("public_holiday", "joint_leave", "closed")
OFFICES = 12
PATHS = 2000
NOON = 12 * 60


@dataclass(frozen=True)
class Law:
    """How visitors of an office come.

    Parameters
    ----------
    name
        The office.
    services
        Names along the service axis.
    base
        Visitors of an ordinary Wednesday when the office's level is 1, shape (services,).
    weekday
        Factor by weekday, 0 = closed, shape (services, 7).
    hours
        Share of each clock hour, shape (services, 24); 0 when closed.
    effects
        Factor by class of day: eve, after, bridge, ramadan_early, ramadan_late, before_ramadan, after_eid.
    trend, season, peak
        Growth of the log level a year; amplitude of the yearly wave of the log level; its highest day of the year.
    shift
        Day from which the level is another, and its factor.
    office_cv, own_cv
        Coefficient of variation of the day's factor that all services share, and of each service's own.
    groups
        Groups a month that come to the first service together within one hour.
    """

    name: str
    services: tuple[str, ...]
    base: np.ndarray
    weekday: np.ndarray
    hours: np.ndarray
    effects: dict[str, float] = field(hash=False)
    trend: float
    season: float
    peak: int
    shift: tuple[date, float]
    office_cv: float
    own_cv: float
    groups: float


def law(number: int, first: date) -> Law:
    """The law of one office of the family, always the same; its level last changed 6 to 18 weeks before `first`."""
    rng = np.random.default_rng([7, number])
    services = int(rng.integers(1, 6))
    size = np.geomspace(8, 300, OFFICES)[number * 5 % OFFICES]
    base = np.maximum(size * rng.dirichlet(np.full(services, 1.5)), 3.0)
    saturday = number % 3 == 0
    weekday = np.clip(rng.normal(1, rng.uniform(0.03, 0.2), size=(services, 7)), 0.5, 1.6)
    weekday[:, 0] *= rng.uniform(1.0, 1.4)
    weekday[:, 5] *= 0.4 if saturday else 0.0
    weekday[:, 6] = 0.0
    return Law(
        name=f"office{number:02}",
        services=tuple(f"s{n}" for n in range(services)),
        base=base,
        weekday=weekday,
        hours=np.array([_hours(rng, closes=int(rng.integers(14, 17))) for _ in range(services)]),
        effects={
            "eve": rng.uniform(0.6, 0.95),
            "after": rng.uniform(1.05, 1.5),
            "bridge": rng.uniform(0.5, 0.85),
            "ramadan_early": rng.uniform(0.4, 0.9),
            "ramadan_late": rng.uniform(0.7, 1.4),
            "before_ramadan": rng.uniform(1.0, 1.5),
            "after_eid": rng.uniform(1.0, 1.35),
        },
        trend=float(rng.normal(0, 0.12)),
        season=float(rng.uniform(0, 0.15)),
        peak=int(rng.integers(1, 366)),
        shift=(first - timedelta(int(rng.integers(42, 126))), float(rng.choice([1.0, 1.0, 0.8, 1.25]))),
        office_cv=float(rng.choice([0.0, 0.05, 0.1, 0.15, 0.25])),
        own_cv=float(rng.choice([0.0, 0.05, 0.1, 0.2])),
        groups=float(rng.choice([0.0, 0.0, 0.0, 2.0])),
    )


def _hours(rng: np.random.Generator, closes: int) -> np.ndarray:
    """A front-loaded day from 8 o'clock, some with a second wave after lunch."""
    clock = np.arange(24) + 0.5
    first = np.exp(-np.maximum(clock - 8, 0) / rng.uniform(1.5, 4))
    second = rng.uniform(0, 0.5) * np.exp(-(((clock - 13.5) / 1.0) ** 2))
    shares = np.where((clock > 8) & (clock < closes), first + second, 0.0)
    return np.asarray(shares / shares.sum())


def entries(number: int) -> tuple[CalendarEntry, ...]:
    """The national calendar and an office's own days: two closures and three half days a year."""
    rng = np.random.default_rng([8, number])
    own = []
    for year in (2024, 2025, 2026):
        for kind, count in (("closed", 2), ("event", 3)):
            for offset in rng.choice(360, size=count, replace=False):
                day = date(year, 1, 1) + timedelta(int(offset))
                hours = {"opens": 0, "closes": NOON} if kind == "event" else {}
                own.append(CalendarEntry.model_validate({"start": day, "end": day, "kind": kind, **hours}))
    return (*read_calendar(INDONESIA, {}), *own)


@dataclass(frozen=True)
class Days:
    """Some days as the law sees them: expected visitors (services, days, 24), and each day's class."""

    dates: tuple[date, ...]
    rates: np.ndarray
    classes: tuple[str, ...]


def days_of(law: Law, calendar: tuple[CalendarEntry, ...], start: date, end: date) -> Days:
    """The days from `start` up to but without `end`."""
    dates = tuple(start + timedelta(n) for n in range((end - start).days))
    classes = _classes(law, calendar, dates)
    half = {e.start for e in calendar if e.kind == "event"}
    rates = np.zeros((len(law.services), len(dates), 24))
    for number, (day, kind) in enumerate(zip(dates, classes, strict=True)):
        if kind == "closed":
            continue
        shares = np.where(np.arange(24) * 60 < NOON, law.hours, 0.0) if day in half else law.hours
        factor = _level(law, day) * law.effects.get(kind, 1.0)
        rates[:, number] = (law.base * law.weekday[:, day.weekday()] * factor)[:, None] * shares
    return Days(dates, rates, classes)


def _level(law: Law, day: date) -> float:
    years = (day - date(2025, 7, 1)).days / 365.25
    wave = law.season * np.cos(2 * np.pi * (day.timetuple().tm_yday - law.peak) / 365.25)
    return float(np.exp(law.trend * years + wave) * (law.shift[1] if day >= law.shift[0] else 1.0))


def _classes(law: Law, calendar: tuple[CalendarEntry, ...], dates: tuple[date, ...]) -> tuple[str, ...]:
    """Class of each day: closed, bridge, eve, after, a part of the year around Ramadan, or ordinary."""
    shut = {e.start + timedelta(n) for e in calendar if e.kind in CLOSING for n in range((e.end - e.start).days + 1)}
    weekly = law.weekday.any(axis=0)
    return tuple(_class(day, shut, weekly, calendar) for day in dates)


def _class(day: date, shut: set[date], weekly: np.ndarray, calendar: tuple[CalendarEntry, ...]) -> str:
    if day in shut or not weekly[day.weekday()]:
        return "closed"
    before, after = _closure(day, -1, shut, weekly), _closure(day, 1, shut, weekly)
    yesterday, tomorrow = day - timedelta(1), day + timedelta(1)
    free = [d in shut or d.weekday() > 4 for d in (yesterday, tomorrow)]
    if all(free) and (before or after):
        return "bridge"
    if before or after:
        return "after" if before else "eve"
    for entry in (e for e in calendar if e.kind == "ramadan"):
        if entry.start <= day <= entry.end:
            return "ramadan_late" if day > entry.end - timedelta(14) else "ramadan_early"
        if entry.start - timedelta(42) <= day < entry.start:
            return "before_ramadan"
        if entry.end < day <= entry.end + timedelta(21):
            return "after_eid"
    return "ordinary"


def _closure(day: date, step: int, shut: set[date], weekly: np.ndarray) -> bool:
    """Whether a usually open day is closed between this day and the next open one in a direction."""
    day += timedelta(step)
    found = False
    while day in shut or not weekly[day.weekday()]:
        found |= bool(day in shut and weekly[day.weekday()])
        day += timedelta(step)
    return found


def draw(law: Law, days: Days, rng: np.random.Generator, paths: int = 1) -> np.ndarray:
    """Visitors of some days, int, shape (paths, services, days, 24)."""
    shape = (paths, len(law.services), len(days.dates))
    factor = _gamma(law.office_cv, (paths, 1, shape[2]), rng) * _gamma(law.own_cv, shape, rng)
    came = rng.poisson(factor[..., None] * days.rates)
    if law.groups:
        is_open = days.rates[0].sum(axis=-1) > 0
        groups = rng.poisson(np.where(is_open, law.groups / 21, 0.0), size=(paths, shape[2]))
        for path, day in np.argwhere(groups > 0):
            share = days.rates[0, day] / days.rates[0, day].sum()
            for _ in range(groups[path, day]):
                came[path, 0, day, rng.choice(24, p=share)] += rng.integers(8, 26)
    return np.asarray(came)


def _gamma(cv: float, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    return rng.gamma(1 / cv**2, cv**2, size=shape) if cv else np.ones(shape)


def counts_frame(law: Law, calendar: tuple[CalendarEntry, ...], start: date, end: date) -> pd.DataFrame:
    """The counts file of an office: every hour that any service opens, zeros and closed days written out."""
    days = days_of(law, calendar, start, end)
    came = draw(law, days, np.random.default_rng([9, int(law.name[-2:]), start.toordinal()]))[0]
    weekly = law.weekday.any(axis=0)
    rows = []
    for number, day in enumerate(days.dates):
        for hour in np.flatnonzero(law.hours.any(axis=0)) if weekly[day.weekday()] else ():
            begin = pd.Timestamp(day) + pd.Timedelta(hours=int(hour))
            rows += [(name, begin, int(came[s, number, hour])) for s, name in enumerate(law.services)]
    return pd.DataFrame(rows, columns=["service", "start", "arrivals"])


def calendar_frame(calendar: tuple[CalendarEntry, ...]) -> pd.DataFrame:
    """The calendar file of an office."""
    rows = [entry.model_dump(mode="json") for entry in calendar]
    for row, entry in zip(rows, calendar, strict=True):
        row |= {name: _clock(getattr(entry, name)) for name in ("opens", "closes")}
        row["estimated"] = "1" if entry.estimated else ""
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def oracle(
    law: Law, calendar: tuple[CalendarEntry, ...], origins: list[date], horizon: int, level: str
) -> pd.DataFrame:
    """The oracle's predictions file at one level, model `oracle`."""
    parts = []
    for origin in origins:
        days = days_of(law, calendar, origin, origin + timedelta(horizon))
        paths = draw(law, days, np.random.default_rng([10, origin.toordinal()]), PATHS)
        starts = pd.DatetimeIndex(pd.to_datetime(list(days.dates)))
        if level == "day":
            paths = paths.sum(axis=-1)
        else:
            starts = pd.DatetimeIndex([day + pd.Timedelta(hours=hour) for day in starts for hour in range(24)])
            paths = paths.reshape(PATHS, len(law.services), -1)
        parts.append(_frame(law, origin, starts, paths, level))
    return pd.concat(parts, ignore_index=True)


def _frame(law: Law, origin: date, starts: pd.DatetimeIndex, paths: np.ndarray, level: str) -> pd.DataFrame:
    quantiles = np.quantile(paths, SHARES, axis=0, method="inverted_cdf")
    frame = pd.DataFrame(quantiles.reshape(len(SHARES), -1).T, columns=list(QUANTILES))
    frame.insert(0, "mean", paths.mean(axis=0).ravel())
    frame.insert(0, "level", level)
    frame.insert(0, "model", "oracle")
    frame.insert(0, "start", np.tile(starts.astype(str), len(law.services)))
    frame.insert(0, "service", np.repeat(law.services, len(starts)))
    frame.insert(0, "origin", origin.isoformat())
    return frame
