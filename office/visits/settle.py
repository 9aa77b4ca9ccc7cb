"""What the cells say about the columns, beyond their headings: data about persons, dates that hold the time too."""

from dataclasses import replace

import numpy as np

from office.office import Office
from office.visits.body import Body, CodedColumn
from office.visits.columns import Columns
from office.visits.meanings import letters_of

_MOSTLY = 0.5


def settled(columns: Columns, body: Body, office: Office) -> tuple[Columns, Body]:
    """Columns and body after the cells were seen.

    Columns that hold data about persons are let go, a date column with times is the time of arrival where no other
    column is, and the ticket's letter is the service where no column tells it.
    """
    columns, body = _without_personal(columns, body)
    columns, body = _with_arrival(columns, body)
    return columns, _with_service(columns, body, office)


def _without_personal(columns: Columns, body: Body) -> tuple[Columns, Body]:
    personal = tuple(i for i in body.personal if i not in columns.fields.values() or _is_coded(i, columns, body))
    fields = {field: i for field, i in columns.fields.items() if i not in personal}
    unknown = tuple(i for i in columns.unknown if i not in personal)
    coded = {field: column for field, column in body.coded.items() if field in fields}
    return replace(columns, fields=fields, personal=personal, unknown=unknown), replace(body, coded=coded)


def _is_coded(column: int, columns: Columns, body: Body) -> bool:
    return any(columns.fields[field] == column for field in body.coded)


def _with_arrival(columns: Columns, body: Body) -> tuple[Columns, Body]:
    day = body.times.get("day")
    if "arrived" in columns.fields or day is None or np.mean(day.stamps.seconds >= 0) < _MOSTLY:
        return columns, body
    fields, times = dict(columns.fields), dict(body.times)
    fields["arrived"], times["arrived"] = fields.pop("day"), times.pop("day")
    return replace(columns, fields=fields), replace(body, times=times)


def _with_service(columns: Columns, body: Body, office: Office) -> Body:
    if "service" in body.coded:
        return body
    if "ticket" in body.coded and any(service.ticket for service in office.services):
        ticket = body.coded["ticket"]
        service = CodedColumn(ticket.codes, letters_of(ticket.texts))
    else:
        service = CodedColumn(np.zeros(len(body.rows), dtype=np.int32), (office.service_ids[0],))
    return replace(body, coded={**body.coded, "service": service})
