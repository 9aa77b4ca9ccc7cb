"""What is wrong with readable rows: moments out of order, hours in which nobody is let in, repeated rows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from office.days import Calendar
from office.office import Office
from office.problems import Param
from office.values import MINUTES_A_DAY
from office.visits.body import Body
from office.visits.columns import TIMES, Columns
from office.visits.findings import Finding, shown
from office.visits.format import VisitField, VisitFormat

CLOCKS_DIFFER = np.timedelta64(60, "s")
"""Two clocks of one office may differ by a minute; what lies within is set right without a word."""
DOOR_MINUTES = 60
"""Visitors who stand at the door up to an hour before opening are usual."""
_MINUTE = np.timedelta64(60, "s")

Times = Mapping[VisitField, np.ndarray]


def order_findings(times: Times, body: Body, columns: Columns) -> Iterator[Finding]:
    """Rows in which a moment lies more than a minute before an earlier one; each moment is named once a row."""
    for place, later in enumerate(TIMES[1:], 1):
        blamed = np.zeros(len(times[later]), dtype=bool)
        for earlier in reversed(TIMES[:place]):
            wrong = (times[later] < times[earlier] - CLOCKS_DIFFER) & ~blamed
            blamed |= wrong
            if wrong.any():
                yield _order_finding(earlier, later, np.flatnonzero(wrong), body, columns)


def in_order(times: Times) -> dict[VisitField, np.ndarray]:
    """The moments with clocks set right: none before an earlier one."""
    ordered = {field: times[field].copy() for field in TIMES}
    for earlier, later in combinations(TIMES, 2):
        early = ordered[later] < ordered[earlier]
        ordered[later][early] = ordered[earlier][early]
    return ordered


def length_findings(times: Times, body: Body, columns: Columns, format: VisitFormat) -> Iterator[Finding]:
    """Visits that last longer than the limit, or no second at the counter."""
    if "left" not in columns.fields:
        return
    heading, text = columns.heading("left"), body.times["left"].text
    minutes = (times["left"] - times["arrived"]) / _MINUTE
    too_long = np.flatnonzero(minutes > format.longest_minutes)

    def facts(row: int) -> Mapping[str, Param]:
        return {"minutes": round(float(minutes[row])), "limit": format.longest_minutes}

    if len(too_long):
        yield Finding("visits.long", too_long, heading, "note", text, facts)
    start = np.where(np.isnat(times["served"]), times["called"], times["served"])
    zero = np.flatnonzero(times["left"] == start)
    if len(zero):
        yield Finding("visits.zero_seconds", zero, heading, "note", text)


def call_findings(times: Times, excused: np.ndarray, columns: Columns) -> Iterator[Finding]:
    """Visitors who were never called, where the log tells of calls; `excused` are recorded as absent or cancelled."""
    told: list[VisitField] = [field for field in ("called", "served") if field in columns.fields]
    never = np.isnat(times["called"]) & np.isnat(times["served"]) & np.isnat(times["left"]) & ~excused
    if told and never.any():
        yield Finding("visits.never_called", np.flatnonzero(never), columns.heading(told[0]), "note")


def hours_findings(
    arrived: np.ndarray, services: np.ndarray, office: Office, calendar: Calendar, body: Body, columns: Columns
) -> Iterator[Finding]:
    """Visitors on days and at times at which no ticket of their service is issued.

    Parameters
    ----------
    arrived
        Arrivals, datetime64[s], shape (rows,); rows with NaT are left out.
    services
        Index of each row's service, negative for none, shape (rows,).
    office, calendar, body, columns
        The office, its days, and the log, for what is shown.
    """
    rows = np.flatnonzero(~np.isnat(arrived) & (services >= 0))
    days = arrived[rows].astype("datetime64[D]")
    minutes = ((arrived[rows] - days) // _MINUTE).astype(np.int64)
    codes, dates = pd.factorize(days)
    allowed = _ticket_minutes(pd.DatetimeIndex(dates), office, calendar)
    is_open = np.asarray(allowed.any(axis=2))
    closed = ~is_open[codes, services[rows]]
    outside = ~allowed[codes, services[rows], minutes] & ~closed
    text = body.times["arrived"].text
    for code, mask in (("visits.closed_day", closed), ("visits.outside_hours", outside)):
        if mask.any():
            yield Finding(code, rows[mask], columns.heading("arrived"), "note", text)


def repeats(days: np.ndarray, codes: Sequence[np.ndarray]) -> np.ndarray:
    """Rows that repeat (day, ticket, service, step) of a row above, shape (rows,), bool.

    Parameters
    ----------
    days
        Day numbers, shape (rows,), at least 0.
    codes
        Codes of ticket, service and step, each of shape (rows,) with negative values for none; a row without a
        ticket repeats nothing.
    """
    key = days.astype(np.int64)
    for code in codes:
        key = key * (int(code.max(initial=0)) + 2) + np.maximum(code, -1) + 1
    return pd.Series(key).duplicated().to_numpy() & (codes[0] >= 0)


def _order_finding(earlier: VisitField, later: VisitField, at: np.ndarray, body: Body, columns: Columns) -> Finding:
    before = body.times[earlier].text

    def facts(row: int) -> Mapping[str, Param]:
        return {"earlier": shown(before(row)), "earlier_column": columns.heading(earlier)}

    return Finding("visits.order", at, columns.heading(later), found=body.times[later].text, params=facts)


def _ticket_minutes(dates: pd.DatetimeIndex, office: Office, calendar: Calendar) -> np.ndarray:
    """Whether tickets are issued, shape (days, services, minutes of the day), bool."""
    allowed = np.zeros((len(dates), len(office.services), MINUTES_A_DAY), dtype=bool)
    for i, date in enumerate(dates):
        tickets = calendar.day(date.date()).tickets
        for j, service in enumerate(office.service_ids):
            for n, span in enumerate(tickets[service]):
                first = span.start if n else max(0, span.start - DOOR_MINUTES)
                allowed[i, j, first : span.end] = True
    return allowed
