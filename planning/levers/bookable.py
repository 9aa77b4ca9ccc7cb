"""Bookable: which services offer places, when, and who comes to them without one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecast.known import walk_in_share
from forecast.predict import known_before
from forecast.showrates import ShowRates, learn_show_rates
from office.bookings import Booking
from office.problems import InputError, Problem
from planning.futures import Futures
from planning.inputs import Inputs
from planning.levers.aims import HOUR
from planning.levers.places import Session, chosen
from scheduler.week import OfficeWeek
from staffing.visitors import Visitors

BOOKED_SHARE = 0.05
"""A service whose visitors come by appointment at least this often is bookable."""
LEAST_USUAL = 0.1
"""What an hour in which hardly anybody comes counts at least, of a mean hour."""


@dataclass(frozen=True)
class Bookable:
    """The services that offer places.

    Parameters
    ----------
    services
        Their ids.
    walk_ins
        Share of the visitors of each who come without an appointment; 1 where nobody knows.
    shows
        How many of those with an appointment come.
    notes
        What a reader must know.
    """

    services: tuple[str, ...]
    walk_ins: Mapping[str, float]
    shows: ShowRates
    notes: tuple[Problem, ...] = ()


def bookable(inputs: Inputs, week: OfficeWeek, named: Sequence[str] = (), walk_ins: float | None = None) -> Bookable:
    """Which services offer places, and what is known of who comes with and without one.

    Those that are named; else those with appointments on the list, and those of whose visitors lately at least 5 % had
    one by the log. Who comes without is as given, else as the log says; where neither does, everybody who is forecast
    is taken to come without, which is cautious.

    Raises
    ------
    InputError
        If a name is no service's, or none is named and none is found.
    """
    office, ids = inputs.office, inputs.office.service_ids
    unknown = [name for name in named if name not in ids]
    if unknown:
        raise InputError(*(Problem("levers.unknown_service", found=name, allowed=ids) for name in unknown))
    past = known_before(week.grid, inputs.counts, office)
    shares = dict(zip(ids, walk_in_share(past).tolist(), strict=True))
    listed = {booking.service for booking in inputs.bookings if booking.status != "cancelled"}
    services = tuple(
        id for id in ids if (id in named if named else id in listed or shares[id] <= 1 - BOOKED_SHARE)
    )  # fmt: skip
    if not services:
        raise InputError(Problem("quota.no_bookable", found=office.name, allowed=ids))
    told = {id: shares[id] if walk_ins is None else walk_ins for id in services}
    notes = tuple(
        Problem("quota.all_walk_in", params={"service": office.service(id).name}, severity="note")
        for id, share in told.items()
        if not np.isfinite(share)
    )
    known = {id: share if np.isfinite(share) else 1.0 for id, share in told.items()}
    return Bookable(services, known, learn_show_rates(past, inputs.bookings, office), notes)


def without_appointment(futures: Futures, offered: Bookable, rng: np.random.Generator) -> Visitors:
    """Who comes without a place: everybody of other services, and of the bookable ones the walk-ins' share."""
    visitors, ids = futures.visitors, futures.forecast.services
    share = np.array([offered.walk_ins.get(id, 1.0) for id in ids])
    alone = np.array([id in offered.walk_ins and share[n] >= 1 for n, id in enumerate(ids)])
    kept = rng.random(visitors.count) < share[visitors.service]
    return chosen(visitors, kept & ~(alone[visitors.service] & visitors.booked))


def sessions_of(
    bookings: Sequence[Booking], week: OfficeWeek, futures: Futures, offered: Bookable
) -> tuple[Session, ...]:
    """The hours in which places are offered, day by day.

    Appointments stand at the times that the list of appointments has for the service; where it has none, at every slot
    in which its tickets are issued.
    """
    usual = futures.forecast.arrivals.mean(axis=0).reshape(len(week.office.services), *week.grid.shape)
    return tuple(
        session
        for day in range(week.grid.days)
        if week.days[day].is_open
        for id in offered.services
        for session in _of_day(bookings, week, usual, id, day)
    )


def _of_day(
    bookings: Sequence[Booking], week: OfficeWeek, usual: np.ndarray, service: str, day: int
) -> Iterator[Session]:
    grid, mine = week.grid, [b for b in bookings if b.service == service and b.status != "cancelled"]
    issued = grid.touches(week.days[day].tickets.get(service, ()))
    times = {(b.minute - grid.first) // grid.slot_minutes for b in mine}
    slots = [t for t in np.flatnonzero(issued).tolist() if not times or t in times]
    expected = usual[week.office.service_ids.index(service), day]
    least = LEAST_USUAL * max(float(expected[issued].mean()) if issued.any() else 0.0, 0.01)
    listed = [b for b in mine if b.day == week.days[day].date]
    for hour in sorted({int(grid.minutes[t]) // HOUR for t in slots}):
        inside = [b for b in listed if b.minute // HOUR == hour]
        quota: dict[int, int] = {}
        for b in (b for b in inside if b.quota is not None):
            quota[b.minute] = max(quota.get(b.minute, 0), b.quota or 0)
        yield Session(
            service=service, day=day, start=hour * HOUR, end=(hour + 1) * HOUR,
            slots=tuple(t for t in slots if int(grid.minutes[t]) // HOUR == hour),
            usual=max(float(expected[grid.minutes // HOUR == hour].sum()), least),
            booked=sum(b.count for b in inside), offered=sum(quota.values()) if quota else None,
        )  # fmt: skip
