"""Notes on appointments: what stands oddly in the list, and what is assumed of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from forecast.showrates import PRIOR_BOOKINGS
from office.bookings import Booking
from office.days import Calendar
from office.office import Office
from office.problems import Problem
from planning.inputs import Inputs


def booking_notes(inputs: Inputs, days: Sequence[date]) -> Iterator[Problem]:
    """What a reader of a forecast should know of the appointments of its days.

    Parameters
    ----------
    inputs
        What the files say.
    days
        The days that are forecast.
    """
    asked = frozenset(days)
    listed = [b for b in inputs.bookings if b.status != "cancelled" and b.day in asked]
    yield from over_quota(listed, inputs.office)
    yield from outside_hours(listed, inputs.calendar, inputs.office)
    yield from assumed_shows(inputs, listed)


def over_quota(bookings: Iterable[Booking], office: Office) -> Iterator[Problem]:
    """Times for which more are booked than their quota: how many, and the first of them."""
    booked: dict[tuple[date, int, str], int] = defaultdict(int)
    quota: dict[tuple[date, int, str], int] = {}
    for booking in bookings:
        at = (booking.day, booking.minute, booking.service)
        booked[at] += booking.count
        if booking.quota is not None:
            quota[at] = max(quota.get(at, 0), booking.quota)
    over = sorted(at for at, places in quota.items() if booked[at] > places)
    if over:
        facts = {"times": len(over), "booked": booked[over[0]], "quota": quota[over[0]]}
        yield _first("bookings.over_quota", over[0], office, facts)


def outside_hours(bookings: Iterable[Booking], calendar: Calendar, office: Office) -> Iterator[Problem]:
    """Appointments outside the ticket hours of an open day, which count in the next half hour that is open."""
    outside = [
        b for b in bookings
        if b.count and (spans := calendar.day(b.day).tickets.get(b.service, ()))
        and not any(span.start <= b.minute < span.end for span in spans)
    ]  # fmt: skip
    if outside:
        at = min((b.day, b.minute, b.service) for b in outside)
        yield _first("bookings.outside_hours", at, office, {"visitors": sum(b.count for b in outside)})


def assumed_shows(inputs: Inputs, coming: Sequence[Booking]) -> Iterator[Problem]:
    """What share is taken to come where too few past appointments tell it."""
    if not coming:
        return
    told = sum(b.count for b in inputs.bookings if _tells(b, inputs))
    if told >= PRIOR_BOOKINGS:
        return
    given = sorted(
        {inputs.office.service(b.service).show_rate for b in coming if b.service in inputs.office.service_ids}
    )
    if given:
        share = " – ".join(f"{round(100 * rate)}" for rate in dict.fromkeys((given[0], given[-1])))
        facts: dict[str, str | int | float] = {"count": sum(b.count for b in coming), "past": told, "percent": share}
        yield Problem("bookings.assumed_shows", params=facts, severity="note")


def _tells(booking: Booking, inputs: Inputs) -> bool:
    """Whether it is known what became of an appointment."""
    if inputs.counts is None or booking.status == "cancelled":
        return False
    first, last = inputs.counts.grid.dates[0], inputs.counts.grid.dates[-1]
    return first <= booking.day <= last and (booking.status != "open" or inputs.counts.knows_channel)


def _first(code: str, at: tuple[date, int, str], office: Office, facts: dict[str, int]) -> Problem:
    day, minute, service = at
    names = {each.id: each.name for each in office.services}
    clock = f"{minute // 60:02d}.{minute % 60:02d}"
    told: dict[str, str | int | float] = {**facts, "day": f"{day}", "time": clock}
    return Problem(code, found=names.get(service, service), params=told, severity="note")
