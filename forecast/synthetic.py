"""A synthetic office: arrivals whose rates are known, for sample data, tests and benchmarks."""

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from forecast.kinds import KINDS, Surroundings
from forecast.settings import FRONT_LOADED
from office.days import Calendar, Day
from office.grid import SlotGrid
from office.services import Service

YEAR_END_MONTHS = (11, 12)
BESIDE = ("bridge", "before_eid", "recovery")
"""Kinds of days that hang on the days around."""
DOOR_MINUTES = 30
"""How long before opening the first visitors stand at the door."""


@dataclass(frozen=True)
class Seasons:
    """Factors on a day's visitors by what the day is; 1 = no effect. They multiply where several hold."""

    before_ramadan: float = 1.0
    ramadan_early: float = 1.0
    ramadan_late: float = 1.0
    after_ramadan: float = 1.0
    school_holiday: float = 1.0
    year_end: float = 1.0
    eve: float = 1.0
    after: float = 1.0
    mobile_service: float = 1.0
    bridge: float = 1.0
    before_eid: float = 1.0
    recovery: float = 1.0


@dataclass(frozen=True)
class ServiceLaw:
    """How visitors of one service come.

    Parameters
    ----------
    id
        The service.
    base
        Visitors of an ordinary day with all ticket hours open. Ignored where `follows` names services.
    weekdays
        Factors Monday to Sunday.
    seasons
        Factors by season.
    hours
        Shares of hours in any unit.
    booked
        Share with an appointment.
    follows
        Services whose visitors come back for this one: pick-ups.
    lags
        Working days after which they come back, each with its chance.
    """

    id: str
    base: float
    weekdays: tuple[float, ...] = (1.15, 1.0, 1.0, 1.0, 0.85, 1.0, 1.0)
    seasons: Seasons = Seasons()
    hours: dict[int, float] = field(default_factory=lambda: dict(FRONT_LOADED))
    booked: float = 0.0
    follows: tuple[str, ...] = ()
    lags: tuple[tuple[int, float], ...] = ((3, 0.55), (4, 0.25), (6, 0.12))


@dataclass(frozen=True)
class SyntheticOffice:
    """The law of an office.

    Parameters
    ----------
    services
        The services' laws; followers after those they follow.
    office_cv, own_cv
        Coefficient of variation of the day's factor that all services share, and of each service's own.
    groups_a_month, group_size, group_service
        Groups that come together within twenty minutes: how often, how large (smallest, largest), for what.
    door_crowd
        Share of the first slot's visitors who stand at the door before opening.
    """

    services: tuple[ServiceLaw, ...]
    office_cv: float = 0.15
    own_cv: float = 0.10
    groups_a_month: float = 0.0
    group_size: tuple[int, int] = (8, 25)
    group_service: str = ""
    door_crowd: float = 0.3


@dataclass(frozen=True)
class Arrivals:
    """Drawn arrivals, one entry a visitor, sorted by day and minute.

    Parameters
    ----------
    grid
        The days and slots.
    services
        Ids along the service axis.
    day, service
        Index of day and service, int, shape (visitors,).
    minute
        Minute of the day at which the ticket is taken, with fractions; before opening for the door crowd.
    booked
        Whether the visitor has an appointment, bool.
    counts
        Visitors by slot, the door crowd in the first, int, shape (services, slots), flat day by day.
    """

    grid: SlotGrid
    services: tuple[str, ...]
    day: np.ndarray
    service: np.ndarray
    minute: np.ndarray
    booked: np.ndarray
    counts: np.ndarray


def rates(law: SyntheticOffice, calendar: Calendar, grid: SlotGrid) -> np.ndarray:
    """Expected visitors by the law, before any day's own luck: the truth that a forecast is judged by.

    Returns
    -------
    numpy.ndarray
        Shape (services, slots), flat day by day; 0 when closed. Followers of days before the grid count as if those
        had been like the grid's first open days.
    """
    shares = _shares(law, calendar, grid)
    means = np.zeros(shares.shape[:2])
    for index, service in enumerate(law.services):
        if service.follows:
            leaders = [_index(law, name) for name in service.follows]
            means[index] = _followed(means[leaders].sum(axis=0), shares[index].sum(axis=-1) > 0, service)
        else:
            means[index] = _base_means(law, service, calendar, grid) * _admitted(service, calendar, grid)
    return np.asarray((means[:, :, None] * shares).reshape(len(law.services), -1))


def draw(law: SyntheticOffice, calendar: Calendar, grid: SlotGrid, rng: np.random.Generator) -> Arrivals:
    """Visitors of the grid's days: gamma day factors, Poisson counts, groups, pick-ups of those who really came.

    On a day of outage of a service nobody of it is recorded, though they come: pick-ups follow them.

    Parameters
    ----------
    law, calendar, grid
        The office and its days.
    rng
        Random numbers.
    """
    shares = _shares(law, calendar, grid)
    came = _visitors(law, rates(law, calendar, grid).reshape(shares.shape), rng)
    for index, service in enumerate(law.services):
        if service.follows:
            leaders = [_index(law, name) for name in service.follows]
            came[index] = _pick_ups(came[leaders].sum(axis=(0, 2)), shares[index], service, rng)
    for index, service in enumerate(law.services):
        lost = np.array([day.has_outage(service.id) for day in grid.days_of(calendar)])
        came[index, lost] = 0
    return _at_minutes(law, came, shares, grid, rng)


def _index(law: SyntheticOffice, service: str) -> int:
    return [s.id for s in law.services].index(service)


def _base_means(law: SyntheticOffice, service: ServiceLaw, calendar: Calendar, grid: SlotGrid) -> np.ndarray:
    """Visitors of days with all hours open, groups included, shape (days,)."""
    ramadans = [(e.start, e.end) for e in calendar.entries if e.kind == "ramadan"]
    days = grid.days_of(calendar)
    means = np.array([service.base * service.weekdays[d.date.weekday()] * _season(d, service, ramadans) for d in days])
    means = means * _beside(service, calendar, grid)
    if service.id == law.group_service:
        means = means + law.groups_a_month / 21 * np.mean(law.group_size)
    return np.asarray(means)


def _season(day: Day, service: ServiceLaw, ramadans: list[tuple]) -> float:  # type: ignore[type-arg]
    seasons = service.seasons
    factor = {"eve": seasons.eve, "after": seasons.after}.get(day.day_class, 1.0)
    kinds = {entry.kind for entry in day.entries if entry.service in (None, service.id)}
    factor *= seasons.school_holiday if "school_holiday" in kinds else 1.0
    factor *= seasons.mobile_service if "mobile_service" in kinds else 1.0
    factor *= seasons.year_end if day.date.month in YEAR_END_MONTHS else 1.0
    for start, end in ramadans:
        if start - timedelta(42) <= day.date < start:
            factor *= seasons.before_ramadan
        elif start <= day.date <= end - timedelta(14):
            factor *= seasons.ramadan_early
        elif start <= day.date <= end:
            factor *= seasons.ramadan_late
        elif end < day.date <= end + timedelta(21):
            factor *= seasons.after_ramadan
    return factor


def _beside(service: ServiceLaw, calendar: Calendar, grid: SlotGrid) -> np.ndarray:
    """Factors of what days lie beside: a bridge, the last days before Eid, the wave after a closure; shape (days,)."""
    if not grid.days:
        return np.ones(0)
    around, factors = Surroundings.of(calendar, grid.dates), np.ones(grid.days)
    for kind in BESIDE:
        is_so = KINDS[kind].is_so(around, service.id)[around.at(grid.dates)]
        factors = factors * np.where(is_so, getattr(service.seasons, kind), 1.0)
    return factors


def _hour_shares(service: ServiceLaw, grid: SlotGrid) -> np.ndarray:
    return np.array([service.hours.get(int(minute) // 60, 0.0) for minute in grid.minutes])


def _shares(law: SyntheticOffice, calendar: Calendar, grid: SlotGrid) -> np.ndarray:
    """Share of each day's visitors in each slot, shape (services, days, slots); 0 when closed."""
    masks = np.array([grid.ticket_mask(calendar, service.id) for service in law.services])
    raw = masks * np.array([_hour_shares(service, grid) for service in law.services])[:, None, :]
    raw = np.where(raw.sum(axis=-1, keepdims=True) > 0, raw, masks)
    return np.asarray(raw / np.maximum(raw.sum(axis=-1, keepdims=True), 1e-300))


def _admitted(service: ServiceLaw, calendar: Calendar, grid: SlotGrid) -> np.ndarray:
    """Part of a usual day's visitors that each day's hours admit, shape (days,)."""
    own: Service = next(s for s in calendar.services if s.id == service.id)
    table, hours = own.tickets or calendar.hours.tickets, _hour_shares(service, grid)
    usual = max(float(hours @ grid.touches(table.on(weekday, "normal") or ())) for weekday in range(7))
    return np.asarray(grid.ticket_mask(calendar, service.id) @ hours / max(usual, 1e-300))


def _followed(leaders: np.ndarray, is_open: np.ndarray, service: ServiceLaw) -> np.ndarray:
    """Expected followers a day, shape (days,): on the n-th open day after."""
    opened = np.flatnonzero(is_open)
    means = np.zeros(len(leaders))
    for lag, chance in service.lags:
        before = np.maximum(np.arange(len(opened)) - lag, 0)
        means[opened] += chance * leaders[opened][before]
    return means


def _visitors(law: SyntheticOffice, means: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Visitors by slot of services that follow none, with day factors and groups; int, shape of `means`."""
    days = means.shape[1]
    office = _gamma(law.office_cv, days, rng)
    came = np.zeros(means.shape, dtype=np.int64)
    for index, service in enumerate(law.services):
        factor = office * _gamma(law.own_cv, days, rng)
        if service.follows:
            continue
        expected = means[index] * _without_groups(law, service, means[index])[:, None]
        came[index] = rng.poisson(expected * factor[:, None])
        if service.id == law.group_service:
            came[index] += _groups(law, means[index], rng)
    return came


def _without_groups(law: SyntheticOffice, service: ServiceLaw, means: np.ndarray) -> np.ndarray:
    """Part of the expected visitors who come alone, shape (days,)."""
    if service.id != law.group_service:
        return np.ones(len(means))
    total = means.sum(axis=-1)
    grouped = law.groups_a_month / 21 * np.mean(law.group_size) * (total > 0)
    return np.asarray(np.clip(1 - grouped / np.maximum(total, 1e-300), 0.0, 1.0))


def _groups(law: SyntheticOffice, means: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Groups, each in one slot of the day drawn by its shares; int, shape (days, slots)."""
    came = np.zeros(means.shape, dtype=np.int64)
    low, high = law.group_size
    for day in np.flatnonzero(means.sum(axis=-1) > 0):
        for _ in range(rng.poisson(law.groups_a_month / 21)):
            slot = rng.choice(means.shape[1], p=means[day] / means[day].sum())
            came[day, slot] += rng.integers(low, high + 1)
    return came


def _pick_ups(leaders: np.ndarray, shares: np.ndarray, service: ServiceLaw, rng: np.random.Generator) -> np.ndarray:
    """Followers by slot of those who came, int, shape (days, slots)."""
    opened = np.flatnonzero(shares.sum(axis=-1) > 0)
    chances = [chance for _, chance in service.lags]
    chances.append(max(0.0, 1 - sum(chances)))
    back = np.zeros(len(leaders), dtype=np.int64)
    for position, day in enumerate(opened):
        split = rng.multinomial(leaders[day], chances)
        for number, (lag, _) in zip(split, service.lags, strict=False):
            if position + lag < len(opened):
                back[opened[position + lag]] += number
    came = np.zeros(shares.shape, dtype=np.int64)
    for day in opened:
        came[day] = rng.multinomial(back[day], shares[day])
    return came


def _gamma(cv: float, days: int, rng: np.random.Generator) -> np.ndarray:
    return rng.gamma(1 / cv**2, cv**2, size=days) if cv else np.ones(days)


def _at_minutes(
    law: SyntheticOffice, came: np.ndarray, shares: np.ndarray, grid: SlotGrid, rng: np.random.Generator
) -> Arrivals:
    """Gives each visitor a minute in his slot, and some of the first slot's one before opening."""
    service, day, slot = (np.repeat(part, came.ravel()) for part in np.indices(came.shape).reshape(3, -1))
    minute = grid.minutes[slot] + grid.slot_minutes * rng.random(len(slot))
    first = (shares > 0).argmax(axis=-1)
    at_door = (slot == first[service, day]) & (rng.random(len(slot)) < law.door_crowd)
    minute = np.where(at_door, grid.minutes[slot] - DOOR_MINUTES * rng.random(len(slot)), minute)
    booked = rng.random(len(slot)) < np.array([s.booked for s in law.services])[service]
    order = np.lexsort((minute, day))
    return Arrivals(
        grid,
        tuple(s.id for s in law.services),
        day[order],
        service[order],
        np.maximum(minute, 0.0)[order],
        booked[order],
        came.reshape(len(law.services), -1),
    )
