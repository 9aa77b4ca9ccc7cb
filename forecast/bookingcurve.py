"""The booking curve: how many of a day's appointments are booked by when, and so how many are still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecast.counts import Counts, next_ticket_slot
from office.bookings import Booking

MOST_NOTICE = 60
LEAST_BOOKINGS, LEAST_DAYS = 50, 14
"""Past bookings with a day of booking, and days with them, from which a curve is learnt."""
PRIOR_BOOKINGS = 30.0
SHAPE = 12.5
"""Shape of the gamma factor of a day's bookings before any is seen: a variance of 0.08, 28 % either way."""


@dataclass(frozen=True)
class BookingCurve:
    """When appointments are booked.

    Parameters
    ----------
    early
        Share of a day's appointments that are booked at least n days before, n = 0 ... `MOST_NOTICE`; shape
        (services, n), 1 at n = 0, falling.
    each
        Appointments for each visitor of the log, shape (services,); above 1 where many do not come.
    times
        Share of each slot of the day, shape (services, slots).
    until
        Last day that the list knows of; None for services without a curve, shape (services,).
    """

    early: np.ndarray
    each: np.ndarray
    times: np.ndarray
    until: tuple[date | None, ...]


def learn_curve(past: Counts, bookings: Sequence[Booking], known: date) -> BookingCurve | None:
    """Learns the curve from appointments of past days; None where too few tell when they were booked.

    Parameters
    ----------
    past
        The counts.
    bookings
        Appointments with the day of booking; others are passed over.
    known
        The last day of which all is known.
    """
    dated = [b for b in bookings if b.booked_on is not None and b.status != "cancelled" and b.service in past.services]
    final = [b for b in dated if b.day <= known and (b.day - past.grid.start).days >= 0]
    if sum(b.count for b in final) < LEAST_BOOKINGS or len({b.day for b in final}) < LEAST_DAYS:
        return None
    leads = np.zeros((len(past.services), MOST_NOTICE + 1))
    times = np.zeros((len(past.services), past.grid.slots))
    for booking in final:
        index = past.services.index(booking.service)
        leads[index, min(booking.lead_days or 0, MOST_NOTICE)] += booking.count
        times[index, slot_of(booking, past)] += booking.count
    whole = leads.sum(axis=0) / leads.sum()
    drawn = leads + PRIOR_BOOKINGS * whole
    early = drawn[:, ::-1].cumsum(axis=1)[:, ::-1] / drawn.sum(axis=1, keepdims=True)
    last = max(booking.day for booking in dated)
    until = tuple(last if own.any() else None for own in leads)
    return BookingCurve(early, _each(past, final), times, until)


def slot_of(booking: Booking, past: Counts) -> int:
    """The slot of the day in which an appointment lies, cut to the grid's ends."""
    return int(np.clip((booking.minute - past.grid.first) // past.grid.slot_minutes, 0, past.grid.slots - 1))


def still_to_come(
    booked: int, usual: float, early: float, places: float, busy: np.ndarray, stream: np.random.Generator
) -> np.ndarray:
    """Appointments of one day that are not booked yet; int, shape (paths,).

    The day's appointments are Poisson about `usual` times a gamma factor. Those who booked by now are `early` of them,
    so the factor is gamma of shape k + booked and rate k + usual x early: a day that fills fast gets more, a day
    without any yet gets few (Gelman et al., *Bayesian Data Analysis*, 3rd ed., section 2.6). A path that is busy
    otherwise is busy here.

    Parameters
    ----------
    booked
        Appointments known by now.
    usual
        Appointments expected in the end, before any was known.
    early
        Share of them who book as early as by now.
    places
        How many more there is room for; infinite where no quota is told.
    busy
        How busy each path is otherwise, any numbers, shape (paths,).
    stream
        Random numbers.
    """
    from scipy.special import gammaincinv

    order = np.empty(len(busy))
    order[np.lexsort((stream.random(len(busy)), busy))] = np.arange(len(busy))
    factor = gammaincinv(SHAPE + booked, (order + 0.5) / len(busy)) / (SHAPE + usual * early)
    return np.asarray(np.minimum(stream.poisson(factor * usual * (1 - early)), places)).astype(np.int64)


def slots_of_later(free: np.ndarray | None, times: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Share of each slot among appointments still to come, shape (slots,): free places, else the past's times."""
    target = next_ticket_slot(mask)
    raw = times if free is None or not free.any() else free
    weights = np.bincount(target, raw, minlength=len(mask)) if raw.any() else mask.astype(float)
    return np.asarray(weights / weights.sum())


def _each(past: Counts, final: Sequence[Booking]) -> np.ndarray:
    """Appointments by visitors on days that the log knows, from the first day with appointments on."""
    booked = np.zeros((len(past.services), past.grid.days))
    for booking in final:
        day = (booking.day - past.grid.start).days
        if day < past.grid.days:
            booked[past.services.index(booking.service), day] += booking.count
    known = past.observed_days & (np.cumsum(booked.sum(axis=0)) > 0)
    came = np.where(known, past.daily, 0).sum(axis=1)
    return np.asarray(np.where(known, booked, 0.0).sum(axis=1) / np.maximum(came, 1))


def notice(day: date, known: date) -> int:
    """Days from the last day of which all is known to a coming one, at most `MOST_NOTICE`."""
    return min(max(0, (day - known) // timedelta(1)), MOST_NOTICE)
