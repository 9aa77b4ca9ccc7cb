"""The four moments of a visit: dates and times joined, and what cannot be read of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from office.visits.body import Body
from office.visits.columns import TIMES, Columns
from office.visits.findings import Finding
from office.visits.format import VisitField
from office.visits.orders import ReadDates
from office.visits.stamps import NO_DATE, NO_TIME, UNREADABLE

NEVER = np.datetime64("NaT", "s")
FAR_DAYS = 3 * 365
"""A date further than this from nearly all others is a slip of the pen, and would make years without visitors."""
FARTHEST_DAYS = 15 * 365
"""The same from the median date, where the log is too small to have a bulk."""
_REST = 0.01
_EPOCH = 719_163
"""Ordinal of 1 January 1970."""


@dataclass(frozen=True)
class DayNumbers:
    """The date of each row of a column.

    Parameters
    ----------
    days
        Days since 1970-01-01, shape (rows,); meaningless where there is none.
    known
        Rows with a date.
    foreign, impossible
        Rows whose text is no date in the column's format, or one that no calendar has.
    """

    days: np.ndarray
    known: np.ndarray
    foreign: np.ndarray
    impossible: np.ndarray


def day_numbers(field: VisitField, dates: ReadDates, size: int) -> DayNumbers:
    """The date of each row of a field; none where the field is not in the file."""
    if field not in dates.columns:
        none = np.zeros(size, dtype=bool)
        return DayNumbers(np.zeros(size, dtype=np.int32), none, none, none)
    column, order = dates.columns[field], dates.orders[field]
    ordinals = column.ordinals(order.day_first)
    is_date = ordinals > 0
    impossible = np.array([reading.impossible for reading in column.readings], dtype=bool)

    def of_rows(values: np.ndarray) -> np.ndarray:
        return np.append(values, values.dtype.type(0))[column.codes]

    return DayNumbers(
        days=of_rows((ordinals - _EPOCH).astype(np.int32)),
        known=of_rows(is_date),
        foreign=of_rows(~is_date & ~impossible),
        impossible=of_rows(impossible),
    )


def moments(body: Body, dates: ReadDates) -> dict[VisitField, np.ndarray]:
    """Each of the four times as datetime64[s], NaT where there is none, shape (rows,) each.

    A time without a date of its own takes the row's date, else the date of arrival.
    """
    size = len(body.rows)
    by_field = {field: day_numbers(field, dates, size) for field in ("day", *TIMES)}
    shared = _either(by_field["day"], by_field["arrived"])
    return {field: _moments(field, body, _either(by_field[field], shared)) for field in TIMES}


def time_findings(body: Body, dates: ReadDates, columns: Columns) -> Iterator[Finding]:
    """Rows whose dates and times cannot be read, or are not there where they must be."""
    size = len(body.rows)
    day, arrived = (day_numbers(field, dates, size) for field in ("day", "arrived"))
    first, last = _plausible(_either(day, arrived))
    for field, column in body.times.items():
        own, heading = day_numbers(field, dates, size), columns.heading(field)
        seconds = column.stamps.seconds
        is_clock = field != "day" and "day" in body.times
        masks = {
            "visits.date_unreadable": own.foreign & (not is_clock),
            "visits.date_impossible": own.impossible,
            "visits.date_far": own.known & ((own.days < first) | (own.days > last)),
            "visits.time_unreadable": np.where(own.foreign, is_clock, (seconds == UNREADABLE) & ~own.impossible),
        }
        if field != "day":
            anywhere = own.known | day.known | arrived.known
            told = day.foreign | day.impossible | arrived.foreign | arrived.impossible
            masks |= {
                "visits.time_missing": own.known & (seconds == NO_TIME),
                "visits.date_missing": column.stamps.filled & (seconds >= 0) & ~anywhere & ~told & ~own.foreign,
            }
        if field == "arrived":
            masks["visits.arrived_missing"] = ~column.stamps.filled
        yield from (
            Finding(code, np.flatnonzero(mask), heading, found=column.text)
            for code, mask in masks.items()
            if mask.any()
        )


def _plausible(dates: DayNumbers) -> tuple[int, int]:
    """First and last day that the dates of a log leave plausible, days since 1970-01-01."""
    days = dates.days[dates.known].astype(np.int64)
    if not len(days):
        return -_EPOCH, _EPOCH
    low, high = int(days.min()), int(days.max())
    if high - low > FAR_DAYS:
        low, middle, high = np.quantile(days, [_REST, 0.5, 1 - _REST], method="inverted_cdf").astype(int).tolist()
        low, high = max(low, middle - FARTHEST_DAYS + FAR_DAYS), min(high, middle + FARTHEST_DAYS - FAR_DAYS)
    return low - FAR_DAYS, high + FAR_DAYS


def _either(first: DayNumbers, second: DayNumbers) -> DayNumbers:
    days = np.where(first.known, first.days, second.days)
    return DayNumbers(days, first.known | second.known, first.foreign, first.impossible)


def _moments(field: VisitField, body: Body, day: DayNumbers) -> np.ndarray:
    if field not in body.times:
        return np.full(len(body.rows), NEVER)
    seconds = body.times[field].stamps.seconds
    usable = (seconds >= 0) & day.known & ~day.foreign & ~day.impossible
    total = day.days.astype(np.int64) * 86_400 + seconds
    return np.where(usable, total.astype("datetime64[s]"), NEVER)


__all__ = ["NEVER", "NO_DATE", "DayNumbers", "day_numbers", "moments", "time_findings"]
