"""Show rates: how many of those with an appointment come, by how long before they booked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from office.bookings import Booking
from office.office import Office

LEADS: tuple[tuple[int, str], ...] = (
    (0, "same_day"),
    (1, "days_1_3"),
    (4, "days_4_7"),
    (8, "days_8_14"),
    (15, "days_15"),
)
"""Classes of notice: least days from booking to appointment, and name."""
UNKNOWN = len(LEADS)
"""The class of bookings whose day of booking is not told."""
LEAD_NAMES = (*(name for _, name in LEADS), "unknown")
PRIOR_BOOKINGS = 30.0
"""Bookings that the office's show rate is worth against a service's own, and the YAML's against the office's."""
PRIOR_DAYS = 20.0
MOST_CLUMPING = 0.3
ROUNDS = 30


@dataclass(frozen=True)
class ShowRates:
    """How many of the booked visitors come.

    Parameters
    ----------
    rates
        Share who come, by service and class of notice (`LEAD_NAMES`), shape (services, classes), 0 to 1.
    clumping
        Correlation of two appointments of one day, 0 to 0.3: a rainy day keeps many away. The visitors of a day are
        beta-binomial.
    booked, came
        Past appointments that it rests on, and how many of them came, same shape as `rates`.
    counted
        Whether that is counted exactly (the list of bookings says who came), bool, same shape; otherwise the day's
        absent visitors are divided over the classes.
    """

    rates: np.ndarray
    clumping: float
    booked: np.ndarray
    came: np.ndarray
    counted: np.ndarray

    def of(self, service: int, booking: Booking) -> float:
        """Chance that a booked visitor comes."""
        return float(self.rates[service, lead_class(booking)])


def lead_class(booking: Booking) -> int:
    """Position in `LEAD_NAMES` of a booking's notice."""
    days = booking.lead_days
    return UNKNOWN if days is None else int(np.searchsorted([least for least, _ in LEADS], days, side="right")) - 1


def learn_show_rates(past: Counts, bookings: Iterable[Booking], office: Office) -> ShowRates:
    """Learns show rates from past appointments and the log's booked visitors.

    Where the list says who came, that is counted. Elsewhere a day's absent visitors are its appointments less the log's
    booked visitors; they are divided over the classes of notice by expectation-maximisation as Poisson numbers
    (Lange and Carson, *Journal of Computer Assisted Tomography* 8, 1984, for such sums). Each service's rates are drawn
    to the office's, and those to the YAML's `show_rate`, with the worth of `PRIOR_BOOKINGS`.

    Parameters
    ----------
    past
        The counts; days whose channel is unknown, days of outage and days on which the log holds no booked visitor at
        all tell nothing.
    bookings
        Appointments, past ones among them.
    office
        The office.
    """
    told = _Told.of(past, bookings, office.service_ids)
    given = 1 - np.array([service.show_rate for service in office.services])
    weights = told.number.sum(axis=(1, 2)) + told.known.sum(axis=1)
    usual = float(np.average(given, weights=weights)) if weights.sum() else float(given.mean())
    whole = _absent_shares(told.number, told.absent, told.known.sum(axis=0), told.missed.sum(axis=0), usual)
    shares, missed = np.zeros_like(told.known), np.zeros_like(told.known)
    for index, own in enumerate(given):
        prior = whole.shares * (own / usual if usual > 0 else 1.0)
        found = _absent_shares(
            told.number[[index]], told.absent[[index]], told.known[index], told.missed[index], np.minimum(prior, 1.0)
        )
        shares[index], missed[index] = found.shares, found.missed
    booked = told.number.sum(axis=1) + told.known
    return ShowRates(
        1 - np.clip(shares, 0.0, 1.0), _clumping(told, shares), booked, np.maximum(booked - missed, 0.0),
        told.number.sum(axis=1) == 0,
    )  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """What the past tells.

    `number` (services, days, classes) and `absent` (services, days) on days that the log judges; `known` and `missed`
    (services, classes) where the list itself says who came.
    """

    number: np.ndarray
    absent: np.ndarray
    known: np.ndarray
    missed: np.ndarray

    @classmethod
    def of(cls, past: Counts, bookings: Iterable[Booking], services: Sequence[str]) -> "_Told":
        shape = (len(services), past.grid.days, len(LEAD_NAMES))
        open_, known, missed = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        for booking in bookings:
            day = (booking.day - past.grid.start).days
            if booking.service not in services or not 0 <= day < past.grid.days or booking.status == "cancelled":
                continue
            at = (services.index(booking.service), day, lead_class(booking))
            (open_ if booking.status == "open" else known)[at] += booking.count
            missed[at] += booking.count if booking.status == "absent" else 0
        came = past.booked.reshape(len(services), *past.grid.shape).sum(axis=-1)
        judged = past.observed_days & past.knows_channel & (came.sum(axis=0) > 0) & ~known.any(axis=(0, 2))
        number = np.where(judged[:, :, None], open_, 0.0)
        absent = np.clip(number.sum(axis=-1) - came, 0.0, None)
        return cls(number, absent, known.sum(axis=1), missed.sum(axis=1))


@dataclass(frozen=True)
class _Shares:
    """Shares who do not come and how many that were, both by class of notice."""

    shares: np.ndarray
    missed: np.ndarray


def _absent_shares(
    number: np.ndarray, absent: np.ndarray, known: np.ndarray, missed: np.ndarray, prior: float | np.ndarray
) -> _Shares:
    """Share of each class who do not come, drawn to `prior`."""
    before = np.broadcast_to(np.asarray(prior, dtype=float), known.shape)
    shares = np.maximum(before, 1e-3)
    found = missed
    for _ in range(ROUNDS):
        expected = number * shares
        total = expected.sum(axis=-1, keepdims=True)
        divided = expected / np.maximum(total, 1e-300) * absent[:, :, None]
        found = missed + divided.sum(axis=(0, 1))
        shares = (found + PRIOR_BOOKINGS * before) / (number.sum(axis=(0, 1)) + known + PRIOR_BOOKINGS)
    return _Shares(shares, found)


def _clumping(told: _Told, shares: np.ndarray) -> float:
    """Correlation of two appointments of one day by moments, drawn to 0: Var = n p (1 - p) (1 + (n - 1) clumping)."""
    number = told.number.sum(axis=(0, 2))
    days = int(np.count_nonzero(number))
    expected = (told.number * shares[:, None, :]).sum(axis=(0, 2))
    chance = (told.number * (shares * (1 - shares))[:, None, :]).sum(axis=(0, 2))
    possible = float((chance * np.maximum(number - 1, 0)).sum())
    if possible <= 0:
        return 0.0
    excess = float(((told.absent.sum(axis=0) - expected) ** 2 - chance).sum())
    return float(np.clip(excess / possible * days / (days + PRIOR_DAYS), 0.0, MOST_CLUMPING))
