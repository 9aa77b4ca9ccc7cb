"""The names of a log as codes of this office, and the texts that mean nothing here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

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
from office.visits.names import nearest
from office.visits.table import Table

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


_ALLOWED: dict[VisitField, Callable[[Office], tuple[str, ...]]] = {
    "step": lambda office: office.step_ids,
    "counter": lambda office: tuple(counter.name for counter in office.counters),
    "officer": lambda _: (),
    "channel": lambda _: (),
    "outcome": lambda _: (),
}


def name_notes(
    codes: Codes, usable: np.ndarray, table: Table, office: Office, format: VisitFormat
) -> Iterator[Problem]:
    """One note for each text that names no step, counter, officer, channel or outcome; and what became of services.

    Only the usable rows are looked at, shape (rows,), bool: in others the cells may be shifted. An officer's text is
    shown only where it looks like a code: it may be a name.
    """
    for field, allowed in _ALLOWED.items():
        if field in table.body.coded:
            rows = np.flatnonzero((getattr(codes, field) == UNKNOWN) & usable)
            yield from _unknown_texts(field, rows, table, allowed(office))
    yield from _service_notes(codes, usable, table, office, format)


def _unknown_texts(field: VisitField, rows: np.ndarray, table: Table, allowed: tuple[str, ...]) -> Iterator[Problem]:
    column = table.body.coded[field]
    texts, firsts, counts = np.unique(column.codes[rows], return_index=True, return_counts=True)
    for text, first, count in zip(texts, firsts, counts, strict=True):
        word = column.texts[text]
        found = shown(word) if field != "officer" or any(map(str.isdigit, word)) else "•••"
        where = replace(table.place, row=int(table.body.rows[rows[first]]), column=table.columns.heading(field))
        yield Problem(f"visits.{field}_unknown", where, found, allowed, {"rows": int(count)}, "note")


def _service_notes(
    codes: Codes, usable: np.ndarray, table: Table, office: Office, format: VisitFormat
) -> Iterator[Problem]:
    column = table.body.coded["service"]
    where = replace(table.place, column=table.columns.heading("service"))
    ignored = (codes.service == IGNORED) & usable
    if ignored.any():
        yield _counted("visits.service_ignored", ignored, column, where)
    other = other_texts(column.texts, office, format)[column.codes] & usable
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
