"""VisitFormat: what the analyst may say about the visit log. An office that says nothing is served well."""

from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from office.services import Share
from office.values import Slug, Value

VisitField = Literal[
    "office",
    "day",
    "ticket",
    "service",
    "step",
    "priority",
    "arrived",
    "called",
    "served",
    "left",
    "counter",
    "officer",
    "channel",
    "outcome",
]
"""The columns of the normal form. `day` is the date that belongs to columns which hold only a time."""


class VisitFormat(Value):
    """The block `visits:` of an office's YAML. Every field settles what the file itself leaves open.

    Texts of the log are compared without regard to capitals, spaces and punctuation.
    """

    columns: dict[VisitField, str] = Field(default_factory=dict)
    """Heading in the log of a field, where the heading is none of the usual ones."""
    services: dict[str, Slug] = Field(default_factory=dict)
    """Text in the log and the service that it means, beside the services' own ids, names and ticket letters."""
    ignore: tuple[str, ...] = ()
    """Texts in the service column whose rows are no visits."""
    other: Slug | None = None
    """The service that takes every text which is none of the known ones; None makes them errors."""
    steps: dict[str, Slug] = Field(default_factory=dict)
    """Text in the log and the step that it means."""
    counters: dict[str, Slug] = Field(default_factory=dict)
    """Text in the log and the counter that it means, beside `L-3`, `LOKET III` and the like."""
    personal: tuple[str, ...] = ()
    """Headings of further columns about persons, dropped like names and identity numbers."""
    office: str | None = None
    """How this office is named in a log of several offices; rows of the others are left out."""
    sheet: str | None = None
    """Sheet of the workbook; None takes the one that looks most like a visit log."""
    day_first: bool | None = None
    """Whether 03/04/2025 is 3 April; None decides by evidence, and refuses where there is none."""
    visit_key: Literal["ticket", "ticket_service"] = "ticket"
    """`ticket`: a row that repeats ticket, service and step of its day is reported. `ticket_service`: such rows are
    usual (a till's line per item) and are one visit."""
    longest_minutes: PositiveInt = 480
    """A visit that lasts longer is reported; it is kept."""
    max_bad: Annotated[Share, Field(lt=1)] = 0.01
    """Largest share of unusable rows with which a file is accepted."""
