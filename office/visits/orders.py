"""The order of day and month in each column of a file: decided, noted, or refused with both readings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from office.office import Office
from office.problems import Param, Place, Problem
from office.visits.body import Body
from office.visits.columns import Columns
from office.visits.dateorder import DateColumn, DateOrder, decide
from office.visits.dates import DateReading, read_date
from office.visits.findings import shown
from office.visits.format import VisitField, VisitFormat

_NAMES = {True: "d/m/y", False: "m/d/y"}


@dataclass(frozen=True)
class ReadDates:
    """The dates of each column that has any.

    Parameters
    ----------
    columns
        Readings and codes by field.
    orders
        The order of day and month by field; a field that is missing here is undecided.
    """

    columns: Mapping[VisitField, DateColumn]
    orders: Mapping[VisitField, DateOrder]

    def formats(self, headings: Columns) -> dict[str, str]:
        """How the dates of each column were read, most frequent way first, by heading."""
        return {headings.heading(field): self._format(field) for field in self.orders if self._format(field)}

    def _format(self, field: VisitField) -> str:
        column = self.columns[field]
        rows: dict[str, int] = {}
        for reading, count in zip(column.readings, column.counts.tolist(), strict=True):
            if reading.under(self.orders[field].day_first):
                name = _NAMES[self.orders[field].day_first] if reading.style == "d/m/y" else reading.style
                rows[name] = rows.get(name, 0) + count
        return ", ".join(sorted(rows, key=lambda name: -rows[name]))


def read_dates(body: Body, office: Office, format: VisitFormat) -> ReadDates:
    """All dates of a file, and the order of day and month wherever there is one to be found.

    `day_first` of the YAML settles every column. Else a column is decided by its own evidence, and one without any
    takes the order of the others when they agree: one machine wrote them all.
    """
    columns: dict[VisitField, DateColumn] = {
        field: DateColumn(tuple(map(read_date, column.stamps.texts)), column.stamps.dates)
        for field, column in body.times.items()
        if column.stamps.texts
    }
    if format.day_first is not None:
        return ReadDates(columns, {field: DateOrder(format.day_first, "chosen") for field in columns})
    closed = frozenset(day for day in range(7) if not office.hours.tickets.on(day, "normal"))
    found = {field: decide(column, closed, format.max_bad) for field, column in columns.items()}
    orders = {field: order for field, order in found.items() if order is not None}
    said = {order.day_first for order in orders.values() if order.grounds != "same"}
    if len(said) == 1:
        shared = DateOrder(said.pop(), "other_column")
        orders |= {field: shared for field in columns if field not in orders and not _is_mixed(columns[field])}
    return ReadDates(columns, orders)


def order_problems(dates: ReadDates, body: Body, columns: Columns, place: Place) -> Iterator[Problem]:
    """Columns whose order of day and month cannot be told (errors), or was told by circumstance (notes)."""
    for field, column in dates.columns.items():
        order = dates.orders.get(field)
        if order is not None and order.grounds in ("chosen", "only_one_fits", "same"):
            continue
        row = column.first_row([reading.differs for reading in column.readings])
        where = replace(place, row=int(body.rows[row]), column=columns.heading(field))
        reading = column.readings[column.codes[row]]
        if order is not None:
            params = _both(reading) | {
                "format": _NAMES[order.day_first],
                "grounds": order.grounds,
                "chosen": f"{reading.under(order.day_first)}",
            }
            yield Problem("visits.date_order_told", where, shown(body.times[field].text(row)), (), params, "note")
        elif _is_mixed(column):
            yield _mixed(field, column, body, replace(where, row=None))
        else:
            yield Problem("visits.date_ambiguous", where, shown(body.times[field].text(row)), (), _both(reading))


def _both(reading: DateReading) -> dict[str, str]:
    return {"day_first": f"{reading.day_first}", "month_first": f"{reading.month_first}"}


def _is_mixed(column: DateColumn) -> bool:
    """Whether some dates can only be read one way and some only the other."""
    return any(r.day_first and not r.month_first for r in column.readings) and any(
        r.month_first and not r.day_first for r in column.readings
    )


def _mixed(field: VisitField, column: DateColumn, body: Body, where: Place) -> Problem:
    only_day = column.first_row([bool(r.day_first and not r.month_first) for r in column.readings])
    only_month = column.first_row([bool(r.month_first and not r.day_first) for r in column.readings])
    text = body.times[field].text
    params: dict[str, Param] = {
        "day_row": int(body.rows[only_day]), "day_text": shown(text(only_day)),
        "month_row": int(body.rows[only_month]), "month_text": shown(text(only_month)),
    }  # fmt: skip
    return Problem("visits.date_mixed", where, params=params)
