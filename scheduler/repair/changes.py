"""Changes: what happens to a published week after it hangs on the wall."""

from datetime import date
from typing import Annotated

from pydantic import Field

from office.values import Minute, Slug, Span, Value


class Absent(Value):
    """An officer does not come on a day."""

    officer: Slug
    day: date


class Late(Value):
    """An officer comes only at a minute of a day."""

    officer: Slug
    day: date
    minute: Minute


class Leaves(Value):
    """An officer has to go at a minute of a day."""

    officer: Slug
    day: date
    minute: Minute


class CounterDown(Value):
    """A counter cannot be used in a part of a day."""

    counter: Slug
    day: date
    span: Span


class Outage(Value):
    """Steps cannot be served in a part of a day, whoever sits where; `name` is what people call it."""

    name: str
    steps: frozenset[Slug] = Field(min_length=1)
    day: date
    span: Span


class Closed(Value):
    """The office stays closed on a day."""

    day: date


class Demand(Value):
    """`factor` times as many visitors come on a day as expected."""

    day: date
    factor: Annotated[float, Field(ge=0, le=10)]


class Asked(Value):
    """Nothing has happened on a day, but somebody asks to have it otherwise."""

    day: date


Change = Asked | Absent | Late | Leaves | CounterDown | Outage | Closed | Demand
