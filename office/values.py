"""The ground of all domain values: frozen, complete, checked once."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

MINUTES_A_DAY = 24 * 60

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=40)]
"""An identifier: small letters, digits and underscores. Never shown to people; faces look names up."""

_CLOCK = re.compile(r"^\s*(\d{1,2})[.:](\d{2})\s*$")
_SPAN = re.compile(r"^\s*(\d{1,2}[.:]\d{2})\s*[-–]\s*(\d{1,2}[.:]\d{2})\s*$")


class Value(BaseModel):
    """A domain value: it cannot change, and it refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, without what the original has looked up and cached: the copy may say something else."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


def minute_of(text: object) -> object:
    """Minutes from midnight of a clock time such as ``"08.30"`` or ``"08:30"``; other values pass through.

    Raises
    ------
    PydanticCustomError
        ``clock`` when the text is no time of day. A bare YAML number such as 8.30 is refused as well:
        it cannot be told from 8.3.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        return int(text)
    found = _CLOCK.match(text) if isinstance(text, str) else None
    if found is None or int(found[1]) > 24 or int(found[2]) > 59:
        raise PydanticCustomError("clock", "no time of day: {found}", {"found": str(text)})
    return int(found[1]) * 60 + int(found[2])


Minute = Annotated[int, BeforeValidator(minute_of), Field(ge=0, le=MINUTES_A_DAY)]
"""Minutes from local midnight, 0 to 1440; written ``"08.30"`` in files."""


class Span(Value):
    """A stretch of one day, from `start` up to but without `end`, in minutes from local midnight."""

    start: Minute
    end: Minute

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, raw: object) -> object:
        if not isinstance(raw, str):
            return raw
        found = _SPAN.match(raw)
        if found is None:
            raise PydanticCustomError("span", "no span of time: {found}", {"found": raw})
        return {"start": found[1], "end": found[2]}

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> "Span":
        if self.start >= self.end:
            params = {"start": clock(self.start), "end": clock(self.end)}
            raise PydanticCustomError("span_order", "{start} is not before {end}", params)
        return self

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start

    def overlap(self, start: int, end: int) -> int:
        """Minutes that this span shares with the stretch from `start` to `end`."""
        return max(0, min(self.end, end) - max(self.start, start))

    def covers(self, start: int, end: int) -> bool:
        """Whether the whole stretch from `start` to `end` lies inside."""
        return self.start <= start and end <= self.end

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


def clock(minute: int) -> str:
    """``08.30``: a minute of the day as files and Indonesian readers write it."""
    return f"{minute // 60:02d}.{minute % 60:02d}"
