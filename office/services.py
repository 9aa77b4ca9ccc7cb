"""What visitors come for: services as routes of steps, counters that can do them, promises about them."""

from typing import Annotated

from pydantic import Field, PositiveFloat, PositiveInt, field_validator
from pydantic_core import PydanticCustomError

from office.hours import Seasonal
from office.values import Slug, Span, Value

Share = Annotated[float, Field(ge=0, le=1)]


class Step(Value):
    """An office-wide kind of work at a counter. One officer must hold all of `skills` to do it."""

    id: Slug
    name: str
    skills: frozenset[Slug] = Field(min_length=1)


class RouteEntry(Value):
    """One stop on a service's way: which step, how long it takes, and when it may begin.

    `minutes` is the mean time at the counter, `cv` its coefficient of variation, `after` the earliest delay in
    minutes after the end of the stop before (papers that must be printed first). After it, a share `rework` of
    visitors is sent back to the stop at step `rework_to`, this one unless another is named, because papers are
    wrong; each visitor at most `rework_most` times from this stop.
    """

    step: Slug
    minutes: PositiveFloat
    cv: Annotated[float, Field(ge=0, le=3)] = 0.5
    after: Annotated[int, Field(ge=0)] = 0
    same_officer: bool = False
    rework: Share = 0.0
    rework_to: Slug | None = None
    rework_most: Annotated[int, Field(ge=1, le=5)] = 1


class Service(Value):
    """What a visitor came for. A lower `priority` is called first; `ticket` is the letter on the ticket."""

    id: Slug
    name: str
    ticket: str = ""
    route: tuple[RouteEntry, ...] = Field(min_length=1)
    priority: Annotated[int, Field(ge=0)] = 1
    tickets: Seasonal[tuple[Span, ...]] | None = None
    """When tickets of this service are issued; None means the office's own hours."""
    show_rate: Share = 0.94
    """Share of booked visitors who come."""
    patience: PositiveFloat | None = None
    """Mean minutes after which a visitor leaves who has not been called yet, exponential; None means that all stay."""

    @field_validator("route")
    @classmethod
    def _sends_back_only(cls, route: tuple[RouteEntry, ...]) -> tuple[RouteEntry, ...]:
        for stop, entry in enumerate(route):
            before = [earlier.step for earlier in route[: stop + 1]]
            if entry.rework_to is not None and entry.rework_to not in before:
                params = {"step": entry.rework_to, "allowed": ", ".join(before)}
                raise PydanticCustomError("rework_to", "{step} is no stop before; there are {allowed}", params)
        return route


class CounterType(Value):
    """A kind of desk and the steps that can be done at it. All desks of a kind stand at one `site`."""

    id: Slug
    steps: frozenset[Slug] = Field(min_length=1)
    site: Slug | None = None
    """Where they stand; None is the office itself."""


class Counter(Value):
    """A physical desk, with the name on its sign."""

    id: Slug
    name: str
    type: Slug
    available: bool = True


class Promise(Value):
    """Minimum cover: at least `officers` at counters that can do any of `steps`, in all service hours or in `hours`.

    Promises are listed in order of importance: the first is the last to be broken.
    """

    id: Slug
    name: str
    steps: frozenset[Slug] = Field(min_length=1)
    officers: PositiveInt = 1
    hours: Seasonal[tuple[Span, ...]] | None = None


class ServiceTarget(Value):
    """The promise about waiting: shares of visitors within minutes, first call and whole visit."""

    call_minutes: PositiveInt = 30
    call_share: Share = 0.80
    visit_minutes: PositiveInt = 120
    visit_share: Share = 0.95
