"""What is already known of the coming days: booked appointments."""

from datetime import date

from pydantic import NonNegativeInt

from office.values import Minute, Slug, Value


class Booking(Value):
    """Appointments of one service at one time of one day: how many are booked, not how many will come."""

    day: date
    minute: Minute
    service: Slug
    count: NonNegativeInt
