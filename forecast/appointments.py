"""Appointments: who of those booked comes, who will still book, and who comes besides; path by path."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecast.bookingcurve import BookingCurve, learn_curve, notice, slots_of_later, still_to_come
from forecast.counts import Counts
from forecast.known import Streams, placed, walk_in_share
from forecast.showrates import LEADS, ShowRates, learn_show_rates
from office.bookings import Booking
from office.grid import SlotGrid
from office.office import Office
from office.problems import Problem


@dataclass(frozen=True)
class Appointments:
    """The list of bookings as it was known before the first day of a forecast, and what its past taught.

    Parameters
    ----------
    listed
        Bookings, cancelled ones left out.
    shows
        How many of the booked come.
    curve
        When appointments are booked; None where the list does not tell.
    known
        The last day of which all is known.
    walk_ins
        Share of visitors without an appointment, shape (services,), NaN where the log does not tell.
    """

    listed: tuple[Booking, ...]
    shows: ShowRates
    curve: BookingCurve | None
    known: date
    walk_ins: np.ndarray


def appointments(past: Counts, bookings: Iterable[Booking], office: Office, first: date) -> Appointments:
    """What a forecast that begins on `first` may know: nothing that was booked on that day or later.

    Parameters
    ----------
    past
        The counts of days before.
    bookings
        Appointments of past and coming days.
    office
        The office.
    first
        First day of the forecast.
    """
    before = tuple(b for b in bookings if b.status != "cancelled" and (b.booked_on is None or b.booked_on < first))
    told = [b.booked_on for b in before if b.booked_on is not None]
    told += [past.grid.dates[-1]] if past.grid.days else []
    known = min(max(told, default=first - timedelta(1)), first - timedelta(1))
    shows = learn_show_rates(past, (b for b in before if b.day < first), office)
    return Appointments(before, shows, learn_curve(past, before, known), known, walk_in_share(past))


def as_open(bookings: Iterable[Booking], first: date) -> Iterator[Booking]:
    """The list as it stood before `first`, for a forecast of days that are past by now.

    What became of appointments of `first` and later was not known. Nor was it that they were given back, since the list
    does not tell when: they stand as booked. Cancelled ones of days before count among the booked who did not come, so
    that the show rates fit what they are put to.
    """
    listed = tuple(bookings)
    told = {booking.day for booking in listed if booking.status in ("came", "absent")}
    for booking in listed:
        if booking.day >= first:
            yield booking.model_copy(update={"status": "open"})
        elif booking.status == "cancelled":
            yield booking.model_copy(update={"status": "absent" if booking.day in told else "open"})
        else:
            yield booking


def known_then(bookings: Iterable[Booking], first: date) -> tuple[Booking, ...]:
    """What a forecast made before `first` had of a list that is known by now.

    Appointments of `first` and later without a day of booking are left out: nothing says that they were known. For
    those that were cancelled see `as_open`.
    """
    return tuple(b for b in as_open(bookings, first) if (b.day if b.booked_on is None else b.booked_on) < first)


def as_listed(bookings: Sequence[Booking], counts: Counts | None, first: date) -> Sequence[Booking]:
    """The list for a forecast from `first` on: as it stands, or `as_open` where the log goes on beyond."""
    is_past = counts is not None and counts.grid.days > 0 and counts.grid.dates[-1] > first
    return tuple(as_open(bookings, first)) if is_past else bookings


@dataclass(frozen=True)
class Coming:
    """Coming appointments by slot; all shape (services, days, slots).

    Parameters
    ----------
    number
        How many are booked, int.
    show
        Chance that one of them comes.
    free
        Places that are still free, float; NaN where no quota is told.
    lost
        Appointments that nobody can serve, as facts.
    """

    number: np.ndarray
    show: np.ndarray
    free: np.ndarray
    lost: tuple[Problem, ...]


def coming(listed: Appointments, grid: SlotGrid, services: Sequence[str], masks: np.ndarray) -> Coming:
    """The appointments of some coming days on their slots."""
    number, chance = np.zeros(masks.shape, dtype=np.int64), np.zeros(masks.shape)
    places: dict[tuple[int, int, int], dict[int, int]] = {}
    lost = 0
    for booking, place in placed(listed.listed, grid, services, masks):
        if place is None:
            lost += booking.count
            continue
        number[place] += booking.count
        chance[place] += booking.count * listed.shows.of(place[0], booking)
        if booking.quota is not None:
            told = places.setdefault(place, {})
            told[booking.minute] = max(told.get(booking.minute, 0), booking.quota)
    quota = np.full(masks.shape, np.nan)
    for place, by_minute in places.items():
        quota[place] = sum(by_minute.values())
    problems = (Problem("forecast.booking_left_out", params={"visitors": lost}, severity="note"),) if lost else ()
    return Coming(number, chance / np.maximum(number, 1), np.maximum(quota - number, 0.0), problems)


def draw_shows(
    number: np.ndarray, chance: np.ndarray, clumping: float, grid: SlotGrid, services: Sequence[str], paths: int,
    streams: Streams,
) -> np.ndarray:  # fmt: skip
    """Who comes of those who are booked; int, shape (paths, services, days, slots).

    Where appointments of a day stay away together, the day's chance is beta about its mean, and a path's bad day is
    bad for all of its appointments. Every appointment time has a stream of its own, so that moving one moves no
    other's visitors.
    """
    from scipy.special import betaincinv

    out = np.zeros((paths, *number.shape), dtype=np.int64)
    luck = {day: streams(f"*.show.{grid.dates[day]}").random(paths) for day in np.unique(np.argwhere(number)[:, 1])}
    for index, day, slot in np.argwhere(number).tolist():
        p: float | np.ndarray = float(chance[index, day, slot])
        if clumping > 1e-6 and 0 < p < 1:
            worth = 1 / clumping - 1
            p = betaincinv(p * worth, (1 - p) * worth, luck[day])
        stream = streams(f"{services[index]}.booked.{grid.dates[day]}.{grid.minutes[slot]}")
        out[:, index, day, slot] = stream.binomial(number[index, day, slot], p, size=paths)
    return out


@dataclass(frozen=True)
class Drawn:
    """`booked` int, shape (paths, services, days, slots); `besides` int, shape (paths, services, days)."""

    booked: np.ndarray
    besides: np.ndarray


def draw_appointments(
    listed: Appointments, ahead: Coming, totals: np.ndarray, means: np.ndarray, grid: SlotGrid, masks: np.ndarray,
    services: Sequence[str], streams: Streams,
) -> Drawn:  # fmt: skip
    """Visitors with an appointment and those besides.

    On days for which the list and its curve tell how many will still book, the booked are those listed and those to
    come, and the walk-ins are the model's visitors thinned by the walk-ins' share. On other days of a service with
    appointments the list says who comes at least: who comes besides is, path by path, the larger of the walk-ins
    (nobody where the log does not tell them apart) and the model's visitors less those who come with an appointment.

    Parameters
    ----------
    listed, ahead
        What is known, and the coming appointments.
    totals
        The model's visitors a day, int, shape (paths, services, days).
    means
        Expected visitors a day, shape (services, days).
    grid, masks, services
        The days and their ticket slots.
    streams
        Random numbers by name.
    """
    booked = draw_shows(ahead.number, ahead.show, listed.shows.clumping, grid, services, len(totals), streams)
    besides = totals.copy()
    for index, day in np.argwhere(masks.any(axis=-1)).tolist():
        name = f"{services[index]}.{{}}.{grid.dates[day]}"
        curve = _filling(listed, index, grid.dates[day])
        if curve is not None:
            stream = streams(name.format("later"))
            free = ahead.free[index, day]
            told = None if np.isnan(free).all() else np.nan_to_num(free)
            later = _later(
                listed, curve, index, grid.dates[day], int(ahead.number[index, day].sum()),
                np.inf if told is None else float(told.sum()), float(means[index, day]), totals[:, index, day], stream,
            )  # fmt: skip
            shares = slots_of_later(told, curve.times[index], masks[index, day])
            booked[:, index, day] += stream.multinomial(later, shares)
            besides[:, index, day] = stream.binomial(totals[:, index, day], _walk_in(listed, curve, index))
        elif ahead.number[index, day].any():
            stream = streams(name.format("besides"))
            walk_ins = stream.binomial(totals[:, index, day], np.nan_to_num(listed.walk_ins[index]))
            rest = totals[:, index, day] - booked[:, index, day].sum(axis=-1)
            besides[:, index, day] = np.maximum(walk_ins, rest)
    return Drawn(booked, besides)


def _filling(listed: Appointments, index: int, day: date) -> BookingCurve | None:
    """The curve where it tells how many will still book for a day: as far ahead as the list holds appointments."""
    curve = listed.curve
    until = curve.until[index] if curve is not None else None
    return curve if until is not None and day <= until else None


def _walk_in(listed: Appointments, curve: BookingCurve, index: int) -> float:
    """Share of the model's visitors who come without an appointment."""
    share = float(listed.walk_ins[index])
    if np.isfinite(share):
        return share
    return float(np.clip(1 - curve.each[index] * _usual_show(listed, index), 0.0, 1.0))


def _usual_show(listed: Appointments, index: int) -> float:
    """Share of a service's past appointments that were kept."""
    booked = listed.shows.booked[index]
    weights = booked if booked.any() else np.ones(len(booked))
    return float(np.average(listed.shows.rates[index], weights=weights))


def _later(
    listed: Appointments, curve: BookingCurve, index: int, day: date, booked: int, places: float, mean: float,
    busy: np.ndarray, stream: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Those of one day who book later and come; int, shape (paths,)."""
    days = notice(day, listed.known)
    early = curve.early[index]
    later = still_to_come(booked, float(curve.each[index]) * mean, float(early[days]), places, busy, stream)
    weights = early[:days] - early[1 : days + 1]
    classes = np.searchsorted([least for least, _ in LEADS], np.arange(days), side="right") - 1
    rates = listed.shows.rates[index, classes]
    show = float(np.average(rates, weights=weights)) if weights.sum() > 0 else _usual_show(listed, index)
    return np.asarray(stream.binomial(later, show))
