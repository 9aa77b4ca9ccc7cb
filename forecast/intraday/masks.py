"""Which slots give tickets, on which days, and what is special about them."""

from collections.abc import Mapping

import numpy as np

from office.days import CLOSING, OPEN_KINDS, Calendar
from office.grid import SlotGrid


def ticket_masks(grid: SlotGrid, calendar: Calendar, services: tuple[str, ...]) -> np.ndarray:
    """Ticket slots of each service, bool, shape (services, days, slots)."""
    masks = [grid.ticket_mask(calendar, service) for service in services]
    return np.array(masks, dtype=bool).reshape(len(services), *grid.shape)


def usual_masks(grid: SlotGrid, calendar: Calendar, services: tuple[str, ...]) -> np.ndarray:
    """Ticket slots of the ordinary week, bool, shape (services, 7, slots)."""
    own = {service.id: service.tickets or calendar.hours.tickets for service in calendar.services}
    return np.array(
        [[grid.touches(own[service].on(weekday, "normal") or ()) for weekday in range(7)] for service in services]
    )


def open_holidays(grid: SlotGrid, calendar: Calendar) -> np.ndarray:
    """Days that the calendar calls a holiday though somebody may be served on them, bool, shape (days,)."""
    kinds = CLOSING | set(OPEN_KINDS.values())
    return np.array([any(e.kind in kinds for e in day.entries) for day in grid.days_of(calendar)], dtype=bool)


def hourly_rates(grid: SlotGrid, hours: Mapping[int, float]) -> np.ndarray:
    """Shares of slots from shares of hours, in any unit; shape (slots,), sums to 1; flat where no hour is known."""
    shares = np.array([hours.get(int(minute) // 60, 0.0) for minute in grid.minutes], dtype=float)
    return shares / shares.sum() if shares.sum() > 0 else np.full(grid.slots, 1 / grid.slots)


def slot_index(first: int, slot_minutes: int, slots: int, grid: SlotGrid) -> np.ndarray:
    """Where a grid's slots stand among `slots` slots that begin at minute `first`; -1 outside; int, shape (slots,).

    Raises
    ------
    ValueError
        If the slots are of another length.
    """
    if grid.slot_minutes != slot_minutes:
        raise ValueError(f"slots of {grid.slot_minutes} min, profile of {slot_minutes} min")
    index = (grid.minutes - first) // slot_minutes
    return np.asarray(np.where((index >= 0) & (index < slots), index, -1))
