"""What became of past appointments: how many of the offered were booked, and how many of the booked came."""

from dataclasses import dataclass

from forecast.showrates import LEAD_NAMES, ShowRates, learn_show_rates
from forecast.slotfill import Cell, SlotFill, slot_fill
from office.office import Office
from office.problems import InputError, Problem
from planning.inputs import Inputs


@dataclass(frozen=True)
class BookingReport:
    """Slot fill and show rates of the past.

    Parameters
    ----------
    office
        The office.
    fill
        Past appointments by weekday and by notice.
    shows
        The show rates that a forecast uses.
    notes
        What a reader should know.
    """

    office: Office
    fill: SlotFill
    shows: ShowRates
    notes: tuple[Problem, ...] = ()

    def summary(self) -> dict[str, object]:
        """Everything as data."""
        return {
            "office": self.office.id,
            "weekdays": [{**_cell(cell), "weekdays": list(cell.parts)} for cell in self.fill.weekdays],
            "notices": [
                {**_cell(cell), "notices": [LEAD_NAMES[part] for part in cell.parts]} for cell in self.fill.notices
            ],
            "show_rates": {
                service: {name: round(float(rate), 4) for name, rate in zip(LEAD_NAMES, rates, strict=True)}
                for service, rates in zip(self.office.service_ids, self.shows.rates, strict=True)
            },
            "clumping": round(self.shows.clumping, 4),
        }


def judge_bookings(inputs: Inputs) -> BookingReport:
    """Looks at the appointments of the days that the visit log holds.

    Raises
    ------
    InputError
        If there are no appointments, or none on the log's days.
    """
    past = inputs.counts
    if past is None or not inputs.bookings:
        raise InputError(Problem("bookings.nothing"))
    listed = [booking for booking in inputs.bookings if past.grid.dates[0] <= booking.day <= past.grid.dates[-1]]
    if not listed:
        days = [booking.day for booking in inputs.bookings]
        raise InputError(
            Problem(
                "bookings.not_in_log",
                found=f"{min(days)} - {max(days)}",
                allowed=(f"{past.grid.dates[0]} - {past.grid.dates[-1]}",),
            )
        )
    shows = learn_show_rates(past, listed, inputs.office)
    untold = any(booking.status == "open" for booking in listed) and not past.knows_channel
    notes = (Problem("bookings.no_channel", severity="note"),) if untold else ()
    return BookingReport(inputs.office, slot_fill(past, listed, shows), shows, notes)


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "service": cell.service,
        "offered": cell.offered,
        "taken": cell.taken,
        "booked": cell.booked,
        "judged": round(cell.judged, 1),
        "came": round(cell.came, 1),
        "counted": cell.counted,
        "fill": _share(cell.fill, cell.fill_range),
        "show": _share(cell.show, cell.show_range),
    }


def _share(share: float | None, ends: tuple[float, float] | None) -> dict[str, float] | None:
    if share is None or ends is None:
        return None
    return {"share": round(share, 4), "low": round(ends[0], 4), "high": round(ends[1], 4)}
