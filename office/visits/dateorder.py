"""Which order of day and month a whole column means, by evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from office.visits.dates import DateReading

Grounds = Literal["chosen", "only_one_fits", "order", "weekdays", "other_column", "same"]


@dataclass(frozen=True)
class DateOrder:
    """Whether a column writes the day before the month, and what says so."""

    day_first: bool
    grounds: Grounds


@dataclass(frozen=True)
class DateColumn:
    """The dates of a column.

    Parameters
    ----------
    readings
        Each different text once.
    codes
        For each row its text, as an index into `readings`; negative where there is none. In the order of the file.
    """

    readings: Sequence[DateReading]
    codes: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        """Rows of each text."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.readings))

    def ordinals(self, day_first: bool) -> np.ndarray:
        """Day number of each text under an order, shape (texts,); 0 where there is no date."""
        dates = [reading.under(day_first) for reading in self.readings]
        return np.array([0 if date is None else date.toordinal() for date in dates], dtype=np.int64)

    def first_row(self, chosen: Sequence[bool]) -> int:
        """The first row whose text is among the chosen ones; -1 when there is none."""
        hit = np.append(np.array(chosen, dtype=bool), False)[self.codes]
        return int(hit.argmax()) if hit.any() else -1


def decide(column: DateColumn, closed_weekdays: frozenset[int], rare: float) -> DateOrder | None:
    """The order of day and month that a column means, by the dates which only one order can read.

    Parameters
    ----------
    column
        The dates.
    closed_weekdays
        Weekdays (0 = Monday) on which this office never issues tickets.
    rare
        Share of rows up to which dates of the other order are taken for mistakes.

    Returns
    -------
    DateOrder or None
        None when both orders fit: neither the dates, nor their sequence, nor closed weekdays tell.
    """
    counts = column.counts
    only_day = sum(n for r, n in zip(column.readings, counts, strict=True) if r.day_first and not r.month_first)
    only_month = sum(n for r, n in zip(column.readings, counts, strict=True) if r.month_first and not r.day_first)
    if not any(reading.differs for reading in column.readings) and not (only_day and only_month):
        return DateOrder(only_day >= only_month, "same")
    fewer = min(only_day, only_month)
    if only_day != only_month and fewer <= rare * counts.sum():
        return DateOrder(bool(only_day > only_month), "only_one_fits")
    return None if only_day or only_month else _by_circumstance(column, closed_weekdays)


def _by_circumstance(column: DateColumn, closed_weekdays: frozenset[int]) -> DateOrder | None:
    """What the sequence of rows and the closed weekdays say, where they are clear and do not disagree."""
    witnesses = {"order": _in_order(column), "weekdays": _on_open_weekdays(column, closed_weekdays)}
    said = {grounds: day_first for grounds, day_first in witnesses.items() if day_first is not None}
    if len(set(said.values())) != 1:
        return None
    grounds, day_first = next(iter(said.items()))
    return DateOrder(day_first, "order" if grounds == "order" else "weekdays")


def _in_order(column: DateColumn) -> bool | None:
    """The order under which dates never go back from row to row, where the other goes back at least twice."""
    codes = column.codes[column.codes >= 0]
    steps = [np.diff(column.ordinals(day_first)[codes]) for day_first in (True, False)]
    changes, backward = [int((s != 0).sum()) for s in steps], [int((s < 0).sum()) for s in steps]
    for day_first, (own, other) in ((True, (0, 1)), (False, (1, 0))):
        if changes[own] >= 3 and backward[own] == 0 and backward[other] >= 2:
            return day_first
    return None


def _on_open_weekdays(column: DateColumn, closed: frozenset[int]) -> bool | None:
    """The order under which nearly all rows lie on open weekdays, where the other has a tenth on closed ones."""
    counts = column.counts
    shares, dates = [], []
    for day_first in (True, False):
        ordinals = column.ordinals(day_first)
        hit = np.isin((ordinals - 1) % 7, list(closed)) & (ordinals > 0)
        shares.append(counts[hit].sum() / max(1, counts.sum()))
        dates.append(len(set(ordinals[hit].tolist())))
    for day_first, (own, other) in ((True, (0, 1)), (False, (1, 0))):
        if shares[own] <= 0.01 and shares[other] >= 0.10 and dates[other] >= 2:
            return day_first
    return None
