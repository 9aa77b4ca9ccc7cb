"""Slot fill: how many of the offered appointments were booked, and how many of the booked came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from forecast.showrates import LEAD_NAMES, ShowRates, lead_class
from office.bookings import Booking

LEAST_BOOKED = 20
"""Cells with fewer appointments are merged with their neighbours: a share of less says nothing."""


@dataclass(frozen=True)
class Cell:
    """Appointments of one service in one kind of cell.

    Parameters
    ----------
    service
        Id.
    parts
        What the cell holds: weekdays (0 = Monday) or classes of notice (`LEAD_NAMES`), several where they are merged.
    offered
        Places offered at times whose quota is known; 0 where none is.
    taken
        Appointments at those times.
    booked
        All appointments, cancelled ones left out.
    judged, came
        Appointments of which it is known or estimated how many came, and how many that were.
    counted
        Whether who came is counted in the list; otherwise it is estimated from the log's booked visitors.
    """

    service: str
    parts: tuple[int, ...]
    offered: int
    taken: int
    booked: int
    judged: float
    came: float
    counted: bool

    @property
    def fill(self) -> float | None:
        """Share of the offered places that were taken; None without a quota."""
        return self.taken / self.offered if self.offered else None

    @property
    def show(self) -> float | None:
        """Share of the judged who came."""
        return self.came / self.judged if self.judged else None

    @property
    def fill_range(self) -> tuple[float, float] | None:
        """95 % range of the fill."""
        return wilson(self.taken, self.offered) if self.offered else None

    @property
    def show_range(self) -> tuple[float, float] | None:
        """95 % range of the show rate."""
        return wilson(self.came, self.judged) if self.judged else None


@dataclass(frozen=True)
class SlotFill:
    """Past appointments by weekday and by notice; cells of one service stand together."""

    weekdays: tuple[Cell, ...]
    notices: tuple[Cell, ...]


def slot_fill(past: Counts, bookings: Iterable[Booking], shows: ShowRates) -> SlotFill:
    """What became of past appointments.

    Parameters
    ----------
    past
        The counts; their days are the past.
    bookings
        Appointments with their quota where it is known. Appointments of coming days are passed over.
    shows
        What was learnt of who came (`showrates.learn_show_rates`).

    Returns
    -------
    SlotFill
        Services without any past appointment or quota are left out. Neighbouring cells are merged until each has
        `LEAST_BOOKED` appointments.
    """
    tally = _Tally(past)
    for booking in bookings:
        tally.add(booking)
    came = _came_by_weekday(past, tally)
    weekdays: list[Cell] = []
    notices: list[Cell] = []
    for index, service in enumerate(past.services):
        days = [tally.cell(service, index, day, *came[index, day]) for day in range(7)]
        weekdays += _merged([day for day in days if day.booked or day.offered])
        leads = [
            Cell(service, (lead,), 0, 0, int(booked), float(judged), float(shows.came[index, lead]),
                 bool(shows.counted[index, lead]))
            for lead, (booked, judged) in enumerate(zip(tally.leads[index], shows.booked[index], strict=True))
        ]  # fmt: skip
        notices += _merged([lead for lead in leads if lead.booked])
    return SlotFill(tuple(weekdays), tuple(notices))


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """95 % range of a share (Wilson, *Journal of the American Statistical Association* 22, 1927).

    Parameters
    ----------
    successes, trials
        Numbers, at least one trial; need not be whole.
    """
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(successes, trials, alpha=0.05, method="wilson")
    return max(0.0, float(low)), min(1.0, float(high))


class _Tally:
    """Sums by service and day; `told` are appointments whose end the list tells."""

    def __init__(self, past: Counts) -> None:
        self.past = past
        shape = (len(past.services), past.grid.days)
        self.booked, self.told, self.told_came = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        self.leads = np.zeros((len(past.services), len(LEAD_NAMES)), dtype=np.int64)
        self.places: dict[tuple[int, int, int], tuple[int, int]] = {}

    def add(self, booking: Booking) -> None:
        day = (booking.day - self.past.grid.start).days
        if booking.service not in self.past.services or not 0 <= day < self.past.grid.days:
            return
        index = self.past.services.index(booking.service)
        count = 0 if booking.status == "cancelled" else booking.count
        self.booked[index, day] += count
        self.leads[index, lead_class(booking)] += count
        if booking.status in ("came", "absent"):
            self.told[index, day] += count
            self.told_came[index, day] += count if booking.status == "came" else 0
        key = (index, day, booking.minute)
        offered, taken = self.places.get(key, (0, 0))
        self.places[key] = (max(offered, booking.quota or 0), taken + count)

    def cell(self, service: str, index: int, weekday: int, judged: float, came: float, counted: bool) -> Cell:
        """One weekday of one service."""
        dates = self.past.grid.dates
        on = np.array([date.weekday() == weekday for date in dates], dtype=bool)
        known = [
            (offered, taken)
            for (service_, day, _), (offered, taken) in self.places.items()
            if service_ == index and on[day] and offered
        ]
        offered, taken = sum(each for each, _ in known), sum(each for _, each in known)
        booked = int(self.booked[index, on].sum())
        return Cell(service, (weekday,), offered, taken, booked, judged, came, counted)


def _came_by_weekday(past: Counts, tally: _Tally) -> np.ndarray:
    """Judged, came, and whether counted (0 or 1) by service and weekday, shape (services, 7, 3)."""
    weekday = np.array([date.weekday() for date in past.grid.dates], dtype=int)
    arrived = past.booked.reshape(len(past.services), *past.grid.shape).sum(axis=-1)
    use_list = tally.told.any()
    judging = past.observed_days & past.knows_channel & (arrived.sum(axis=0) > 0) & ~tally.told.any(axis=0)
    judged = tally.told + np.where(judging, tally.booked - tally.told, 0)
    came = tally.told_came + np.where(judging, np.minimum(arrived, tally.booked - tally.told), 0)
    out = np.zeros((len(past.services), 7, 3))
    for day in range(7):
        out[:, day, 0] = judged[:, weekday == day].sum(axis=1)
        out[:, day, 1] = came[:, weekday == day].sum(axis=1)
        out[:, day, 2] = use_list and not (judging & (weekday == day))[:, :].any()
    return out


def _merged(cells: Sequence[Cell]) -> list[Cell]:
    """Neighbours put together from the first on until each has enough appointments."""
    out: list[Cell] = []
    for cell in cells:
        if out and (out[-1].booked < LEAST_BOOKED):
            out[-1] = _sum(out[-1], cell)
        else:
            out.append(cell)
    if len(out) > 1 and out[-1].booked < LEAST_BOOKED:
        last = out.pop()
        out[-1] = _sum(out[-1], last)
    return out


def _sum(one: Cell, other: Cell) -> Cell:
    return Cell(
        one.service, (*one.parts, *other.parts), one.offered + other.offered, one.taken + other.taken,
        one.booked + other.booked, one.judged + other.judged, one.came + other.came, one.counted and other.counted,
    )  # fmt: skip
