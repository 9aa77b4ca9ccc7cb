"""Counts: arrivals per service and slot, from the visit log. What was not seen is missing, never zero."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from office.days import Calendar
from office.grid import SlotGrid
from office.office import Office
from office.problems import Problem
from office.values import Span

NEW_SERVICE_DAYS = 28
"""A service whose first visitor comes later than this after the log's start was not offered before."""


@dataclass(frozen=True)
class Counts:
    """Arrivals of the past.

    Parameters
    ----------
    grid
        The slots from the log's first to its last day.
    services
        Ids along the service axis.
    arrivals
        Visitors, int, shape (services, slots), flat day by day; 0 on closed days.
    booked
        Those of them who had an appointment, same shape; all 0 where the log has no channel.
    observed
        Whether the number is known, bool, same shape: False outside the ticket hours, on outage days, on open days
        without any row, and before a service began.
    knows_channel
        Whether the log tells booked visitors from walk-ins.
    notes
        What was left out, as facts.
    unoffered
        Slots that are not known only because their service's first visitor came later, bool, same shape; None for
        none. Before that visitor nobody could know: the numbers were zeros.
    """

    grid: SlotGrid
    services: tuple[str, ...]
    arrivals: np.ndarray
    booked: np.ndarray
    observed: np.ndarray
    knows_channel: bool = False
    notes: tuple[Problem, ...] = ()
    unoffered: np.ndarray | None = None

    def __post_init__(self) -> None:
        shape = (len(self.services), self.grid.size)
        for name in ("arrivals", "booked", "observed", "unoffered"):
            part: np.ndarray | None = getattr(self, name)
            if part is not None and part.shape != shape:
                raise ValueError(f"{name} is {part.shape}, not {shape}")
        if (self.booked > self.arrivals).any() or self.booked.min(initial=0) < 0:
            raise ValueError("booked visitors are not among the arrivals")

    @cached_property
    def daily(self) -> np.ndarray:
        """Visitors a day, int, shape (services, days)."""
        return self._by_day(self.arrivals).sum(axis=-1)

    @cached_property
    def observed_days(self) -> np.ndarray:
        """Days whose number is known, bool, shape (services, days); closed days are not."""
        return np.asarray(self._by_day(self.observed).any(axis=-1))

    def first_days(self, days: int) -> "Counts":
        """The counts of the first `days` days: the past as it was known then.

        A service that had no visitor yet counts as offered, with zeros, as `count` would have had it.
        """
        grid = SlotGrid(self.grid.start, days, self.grid.slot_minutes, self.grid.first, self.grid.slots, self.grid.zone)
        arrivals, booked, observed = (part[:, : grid.size] for part in (self.arrivals, self.booked, self.observed))
        unoffered = None
        if self.unoffered is not None:
            unoffered = self.unoffered[:, : grid.size]
            observed = observed | (unoffered & ~arrivals.any(axis=1, keepdims=True))
            unoffered = unoffered & ~observed
        return Counts(grid, self.services, arrivals, booked, observed, self.knows_channel, self.notes, unoffered)

    def _by_day(self, part: np.ndarray) -> np.ndarray:
        return part.reshape(len(self.services), *self.grid.shape)


def history_grid(frame: pd.DataFrame, office: Office, calendar: Calendar | None = None) -> SlotGrid:
    """The slots from the log's first to its last day, wide enough for every hour that tickets are ever issued.

    Parameters
    ----------
    frame
        The visit log in normal form, with a column `day`.
    office
        The office.
    calendar
        Its calendar, whose entries may widen the hours.

    Raises
    ------
    ValueError
        If the log holds no row.
    """
    if frame.empty:
        raise ValueError("no visits, so no history")
    start, end = frame["day"].min().date(), frame["day"].max().date()
    return SlotGrid.spanning(start, end, ticket_bounds(office, calendar), office.slot_minutes, office.zone)


def ticket_bounds(office: Office, calendar: Calendar | None = None) -> Span:
    """From the earliest to the latest minute at which tickets or counters are ever open."""
    tables = [office.hours.tickets, office.hours.service, *(s.tickets for s in office.services if s.tickets)]
    seasons = [table for both in tables for table in (both.normal, both.ramadan) if table is not None]
    edges = [minute for table in seasons for _, spans in table for s in spans for minute in (s.start, s.end)]
    entries = calendar.entries if calendar is not None else ()
    edges += [minute for entry in entries for minute in (entry.opens, entry.closes) if minute is not None]
    return Span(start=min(edges), end=max(edges)) if edges else Span(start=0, end=24 * 60)


def count(frame: pd.DataFrame, office: Office, calendar: Calendar, grid: SlotGrid) -> Counts:
    """Counts the first row of each (day, ticket, service).

    Who takes a ticket before opening, or while tickets pause, counts in the next ticket slot of the day (the door
    crowd); who takes one after closing, in the day's last. Arrivals on closed days and outside the grid are left out
    and noted.

    Parameters
    ----------
    frame
        The visit log in normal form: `day` and `arrived` (datetime64), `ticket`, `service`, `channel`.
    office
        The office; services that it does not have are left out.
    calendar
        Its calendar.
    grid
        The slots, usually `history_grid`.

    Returns
    -------
    Counts
    """
    first = _first_rows(frame)
    services = office.service_ids
    code = _codes(first["service"], services)
    day, slot = _place(first, grid)
    masks = np.array([grid.ticket_mask(calendar, service) for service in services])
    inside = (code >= 0) & (day >= 0) & (day < grid.days)
    target = np.full(len(first), -1)
    target[inside] = next_ticket_slot(masks)[code[inside], day[inside], slot[inside]]
    kept = target >= 0
    flat = (code * grid.days + day) * grid.slots + target
    arrivals = _tally(flat[kept], masks)
    booked = (first["channel"] == "booked").to_numpy()
    known = _known(arrivals, masks, calendar, grid, services)
    offered = np.repeat(began(arrivals.reshape(masks.shape).sum(axis=-1)), grid.slots, axis=1)
    return Counts(
        grid,
        services,
        arrivals,
        _tally(flat[kept & booked], masks),
        known & offered,
        knows_channel=bool(first["channel"].isin(["booked", "walk_in"]).any()),
        notes=_notes(first, inside & ~kept),
        unoffered=known & ~offered,
    )


def next_ticket_slot(masks: np.ndarray) -> np.ndarray:
    """For each slot of a day, the slot in which who comes then gets a ticket.

    Parameters
    ----------
    masks
        Ticket slots, bool, shape (..., slots).

    Returns
    -------
    numpy.ndarray
        Int, same shape: the slot itself or the next ticket slot, after the last one the last; -1 on closed days.
    """
    slots = masks.shape[-1]
    own = np.where(masks, np.arange(slots), slots)
    following = np.minimum.accumulate(own[..., ::-1], axis=-1)[..., ::-1]
    last = np.where(masks, np.arange(slots), -1).max(axis=-1, keepdims=True)
    return np.where(following < slots, following, last)


def _first_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each (day, ticket, service), the earliest; rows without a ticket number all count."""
    columns = ["day", "ticket", "service", "arrived", "channel"]
    rows = frame.reindex(columns=columns).sort_values("arrived", kind="stable")
    named = rows["ticket"].notna() & (rows["ticket"].astype("string") != "")
    repeated = rows.duplicated(["day", "ticket", "service"]) & named
    return rows[~repeated.fillna(False)]


def _codes(column: pd.Series, services: tuple[str, ...]) -> np.ndarray:
    """Position of each row's service, -1 where the office has none such."""
    named = column.astype("category").cat
    known = pd.Index(list(services)).get_indexer(named.categories)
    return np.append(known, -1)[named.codes.to_numpy()]


def _place(rows: pd.DataFrame, grid: SlotGrid) -> tuple[np.ndarray, np.ndarray]:
    """Day index and slot of each arrival; slots outside the day's range are cut to its ends."""
    day = (rows["day"].to_numpy("datetime64[D]") - np.datetime64(grid.start, "D")).astype(np.int64)
    minute = (rows["arrived"] - rows["day"]).dt.total_seconds().to_numpy() / 60
    slot = np.floor((minute - grid.first) / grid.slot_minutes).astype(np.int64)
    return day, np.clip(slot, 0, grid.slots - 1)


def _tally(flat: np.ndarray, masks: np.ndarray) -> np.ndarray:
    return np.bincount(flat, minlength=masks.size).reshape(len(masks), -1)


def _known(
    arrivals: np.ndarray, masks: np.ndarray, calendar: Calendar, grid: SlotGrid, services: tuple[str, ...]
) -> np.ndarray:
    """Ticket slots of days that have rows and no outage, bool, shape (services, slots)."""
    has_rows = arrivals.reshape(masks.shape).sum(axis=(0, 2)) > 0
    works = np.array([[not day.has_outage(service) for day in grid.days_of(calendar)] for service in services])
    return np.asarray((masks & (has_rows & works)[:, :, None]).reshape(len(services), -1))


def began(daily: np.ndarray) -> np.ndarray:
    """Whether a service was offered yet, bool, shape (services, days); one that never had a visitor always was."""
    first = np.where(daily.any(axis=1), (daily > 0).argmax(axis=1), 0)
    first = np.where(first > NEW_SERVICE_DAYS, first, 0)
    return np.arange(daily.shape[1]) >= first[:, None]


def _notes(rows: pd.DataFrame, closed: np.ndarray) -> tuple[Problem, ...]:
    if not closed.any():
        return ()
    days = sorted(set(rows["day"][closed].dt.date))
    params: dict[str, str | int | float] = {"visitors": int(closed.sum()), "days": len(days), "first": _iso(days[0])}
    return (Problem("forecast.closed_day_arrivals", params=params, severity="note"),)


def _iso(day: date) -> str:
    return day.isoformat()
