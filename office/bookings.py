"""What is already known of the coming days, and what became of the past ones': booked appointments."""

from datetime import date
from typing import Literal

from pydantic import NonNegativeInt

from office.values import Minute, Slug, Value

BookingStatus = Literal["open", "came", "absent", "cancelled"]


class Booking(Value):
    """Appointments of one service at one time of one day: how many are booked, not how many will come.

    `booked_on` is the day on which they were booked, `quota` how many places that time offers in all; None where it is
    not told. `status` is what became of them: ``open`` where that is not told, ``cancelled`` when given back before.
    """

    day: date
    minute: Minute
    service: Slug
    count: NonNegativeInt
    booked_on: date | None = None
    quota: NonNegativeInt | None = None
    status: BookingStatus = "open"

    @property
    def lead_days(self) -> int | None:
        """Days from the booking to the appointment; None where the day of booking is not told."""
        return None if self.booked_on is None else max(0, (self.day - self.booked_on).days)
