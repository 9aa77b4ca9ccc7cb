"""The names of a log as codes of this office, and the texts that mean nothing here."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from office.office import Office
from office.problems import Place, Problem
from office.visits.body import Body, CodedColumn
from office.visits.columns import Columns
from office.visits.findings import Finding, shown
from office.visits.format import VisitField, VisitFormat
from office.visits.meanings import (
    EMPTY,
    IGNORED,
    UNKNOWN,
    channel_codes,
    counter_codes,
    officer_codes,
    other_texts,
    outcome_codes,
    priorities,
    service_codes,
    step_codes,
)
from office.visits.names import nearest, plain

_FEW = 5
_MENDABLE = 200
_MISTYPED = "visits.service_mistyped"


@dataclass(frozen=True)
class Codes:
    """For each row the index of its service, step, counter, officer, channel and outcome; negative for none.

    `priority` is the class of the row itself, -1 where it is the service's. Each array has shape (rows,).
    """

    service: np.ndarray
    step: np.ndarray
    counter: np.ndarray
    officer: np.ndarray
    channel: np.ndarray
    outcome: np.ndarray
    priority: np.ndarray


def codes_of(body: Body, office: Office, format: VisitFormat) -> Codes:
    """All names of a body as codes; a column that is not there has none."""

    def of_rows(field: VisitField, by_text: np.ndarray) -> np.ndarray:
        return by_text[body.coded[field].codes] if field in body.coded else np.full(len(body.rows), EMPTY, np.int32)

    def texts(field: VisitField) -> tuple[str, ...]:
        return body.coded[field].texts if field in body.coded else ()

    return Codes(
        service=of_rows("service", service_codes(texts("service"), office, format)),
        step=of_rows("step", step_codes(texts("step"), office, format)),
        counter=of_rows("counter", counter_codes(texts("counter"), office, format)),
        officer=of_rows("officer", officer_codes(texts("officer"), office)),
        channel=of_rows("channel", channel_codes(texts("channel"))),
        outcome=of_rows("outcome", outcome_codes(texts("outcome"))),
        priority=np.maximum(of_rows("priority", priorities(texts("priority"))), -1),
    )


def service_findings(codes: Codes, body: Body, office: Office, columns: Columns) -> Iterator[Finding]:
    """Rows whose service is not there or none of the office's; a mistyped one gets a suggestion."""
    heading = columns.heading("service") or columns.heading("ticket")
    text = body.coded["service"].text
    names = tuple(service.name for service in office.services)
    guesses = _guesses(codes, body, (*names, *office.service_ids))

    def facts(row: int) -> dict[str, str]:
        return {"suggestion": guesses[text(row)]}

    unknown = np.flatnonzero(codes.service == UNKNOWN)
    mistyped = np.array([bool(guesses.get(text(int(row)))) for row in unknown], dtype=np.bool_)
    found = {
        "visits.service_missing": np.flatnonzero(codes.service == EMPTY),
        _MISTYPED: unknown[mistyped],
        "visits.service_unknown": unknown[~mistyped],
    }
    for code, at in found.items():
        if len(at):
            yield Finding(code, at, heading, "error", text, facts if code == _MISTYPED else _no_facts, names)


def _no_facts(_: int) -> dict[str, str]:
    return {}


def _guesses(codes: Codes, body: Body, names: tuple[str, ...]) -> dict[str, str]:
    """What the unknown texts of services may mean, for as many different ones as a person would mend."""
    column = body.coded["service"]
    unknown = np.unique(column.codes[codes.service == UNKNOWN])[:_MENDABLE]
    return {column.texts[i]: nearest(column.texts[i], names) for i in unknown}


def name_notes(
    codes: Codes, body: Body, office: Office, format: VisitFormat, columns: Columns, place: Place
) -> Iterator[Problem]:
    """One note for each text that names no step, counter, officer, channel or outcome; and what became of services.

    An officer's text is shown only where it looks like a code: it may be a name.
    """
    names = {
        "step": office.step_ids,
        "counter": tuple(counter.name for counter in office.counters),
        "officer": (),
        "channel": (),
        "outcome": (),
    }
    for field, allowed in names.items():
        column = body.coded.get(field)  # type: ignore[call-overload]
        if column is not None:
            yield from _unknown_texts(field, column, getattr(codes, field), allowed, body, columns, place)
    yield from _service_notes(codes, body, office, format, columns, place)


def _unknown_texts(
    field: str,
    column: CodedColumn,
    codes: np.ndarray,
    allowed: tuple[str, ...],
    body: Body,
    columns: Columns,
    place: Place,
) -> Iterator[Problem]:
    rows = np.flatnonzero(codes == UNKNOWN)
    texts, firsts, counts = np.unique(column.codes[rows], return_index=True, return_counts=True)
    for text, first, count in zip(texts, firsts, counts, strict=True):
        word = column.texts[text]
        is_shown = field != "officer" or any(map(str.isdigit, word))
        params = {"rows": int(count)}
        where = Place(place.file, place.sheet, int(body.rows[rows[first]]), columns.heading(field))  # type: ignore[arg-type]
        yield Problem(f"visits.{field}_unknown", where, shown(word) if is_shown else "•••", allowed, params, "note")


def _service_notes(
    codes: Codes, body: Body, office: Office, format: VisitFormat, columns: Columns, place: Place
) -> Iterator[Problem]:
    column = body.coded["service"]
    where = Place(place.file, place.sheet, None, columns.heading("service"))
    ignored = np.isin(
        column.codes, [i for i, text in enumerate(column.texts) if plain(text) in map(plain, format.ignore)]
    )
    if (codes.service == IGNORED).any():
        yield _counted("visits.service_ignored", ignored & (codes.service == IGNORED), column, where)
    other = other_texts(column.texts, office, format)[column.codes]
    if other.any():
        yield _counted("visits.service_other", other, column, where, {"service": f"{format.other}"})


def _counted(
    code: str, rows: np.ndarray, column: CodedColumn, where: Place, params: dict[str, str] | None = None
) -> Problem:
    """A note that counts rows and shows the most frequent texts."""
    tally = np.bincount(column.codes[rows], minlength=len(column.texts))
    frequent = [shown(column.texts[i]) for i in np.argsort(-tally, kind="stable")[:_FEW] if tally[i]]
    facts = {"rows": int(rows.sum()), "texts": int((tally > 0).sum())} | (params or {})
    return Problem(code, where, ", ".join(frequent), params=facts, severity="note")
