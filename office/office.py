"""Office: everything that stands still in an office, checked as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field, PositiveInt, model_validator
from pydantic_core import PydanticCustomError

from office.days import Calendar, CalendarEntry, OfficeHours
from office.hours import Seasonal
from office.levels import with_lower_levels
from office.names import OFFICE_DECLARES, OFFICE_UNIQUE, OFFICE_USES, NameMistake, repeated, unknown
from office.oncall import OnCall
from office.people import Assembly, BackOffice, BreakRule, Contract, Officer, Standby
from office.services import Counter, CounterType, Promise, Service, ServiceTarget, Step
from office.values import Slug, Value

MOST_STEPS = 64
"""Steps of an office: a set of steps is one 64-bit mask."""


class Letterhead(Value):
    """What stands at the top and the foot of a printed sheet."""

    lines: tuple[str, ...] = ()
    place: str = ""
    prepared_by: str = ""
    head: str = ""
    head_number: str = ""


class Office(Value):
    """One office: its services, steps, counters, officers, hours and promises.

    Every name used in one part is declared in another; all that are not are reported at once.
    """

    id: Slug
    name: str
    zone: str = "Asia/Jakarta"
    slot_minutes: Literal[15, 30, 60] = 30
    letterhead: Letterhead = Letterhead()
    skills: dict[Slug, str]
    """Identifier and display name of each skill."""
    levels: tuple[tuple[Slug, ...], ...] = ()
    """Skills in rising order, a list for each: who holds one of a list holds all before it. A step asks for a level by
    its skill."""
    sites: dict[Slug, str] = Field(default_factory=dict)
    """Identifier and display name of each place away from the office, such as a unit that opens on Tuesdays."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    services: tuple[Service, ...] = Field(min_length=1)
    counter_types: tuple[CounterType, ...] = Field(min_length=1)
    counters: tuple[Counter, ...] = Field(min_length=1)
    contracts: tuple[Contract, ...] = Field(min_length=1)
    officers: tuple[Officer, ...] = Field(min_length=1)
    hours: OfficeHours
    breaks: Seasonal[BreakRule]
    assemblies: tuple[Assembly, ...] = ()
    back_office: tuple[BackOffice, ...] = ()
    standby: Standby = Standby()
    on_call: tuple[OnCall, ...] = ()
    """Posts that somebody holds at home, outside the hours of work."""
    promises: tuple[Promise, ...] = ()
    target: ServiceTarget = ServiceTarget()
    absence_rate: Annotated[float, Field(ge=0, lt=1)] = 0.03
    """Chance that an officer who should work a day does not come."""
    guard_minutes: PositiveInt | None = None
    """An ordinary visitor who has waited longer than this in a queue is called as if he had the highest priority; None
    means never."""

    @model_validator(mode="before")
    @classmethod
    def _higher_levels_hold_lower_ones(cls, raw: object) -> object:
        return with_lower_levels(raw)

    @model_validator(mode="after")
    def _names_only_what_it_declares(self) -> "Office":
        wrong = name_mistakes(self.model_dump())
        if wrong:
            raise PydanticCustomError("office", "names that do not fit: {mistakes}", {"mistakes": wrong})
        return self

    @property
    def step_ids(self) -> tuple[str, ...]:
        """Steps in the order of the file: the bit order of step masks."""
        return tuple(step.id for step in self.steps)

    @property
    def service_ids(self) -> tuple[str, ...]:
        """Services in the order of the file: the service axis of arrays."""
        return tuple(service.id for service in self.services)

    @property
    def officer_ids(self) -> tuple[str, ...]:
        """Officers in the order of the file: the officer axis of arrays."""
        return tuple(officer.id for officer in self.officers)

    def step(self, id: str) -> Step:
        """The step of an id; KeyError if there is none."""
        return _find(self.steps, id)

    def service(self, id: str) -> Service:
        """The service of an id; KeyError if there is none."""
        return _find(self.services, id)

    def counter(self, id: str) -> Counter:
        """The counter of an id; KeyError if there is none."""
        return _find(self.counters, id)

    def counter_type(self, id: str) -> CounterType:
        """The counter type of an id; KeyError if there is none."""
        return _find(self.counter_types, id)

    def officer(self, id: str) -> Officer:
        """The officer of an id; KeyError if there is none."""
        return _find(self.officers, id)

    def contract_of(self, officer: Officer) -> Contract:
        """The contract of an officer."""
        return _find(self.contracts, officer.contract)

    def able(self, skills: Iterable[str]) -> frozenset[str]:
        """Steps that an officer with these skills can do."""
        held = frozenset(skills)
        return frozenset(step.id for step in self.steps if step.skills <= held)

    def served_at(self, skills: Iterable[str], counter_type: str) -> frozenset[str]:
        """Steps that an officer with these skills serves at a counter of this type: skills meet desk."""
        return self.able(skills) & self.counter_type(counter_type).steps

    def steps_at(self, site: str | None) -> frozenset[str]:
        """Steps that can be done at a site; None is the office itself."""
        return frozenset().union(*(kind.steps for kind in self.counter_types if kind.site == site))

    def types_among(self, counters: frozenset[str]) -> tuple[str, ...]:
        """Counter types that have a usable counter, and all of these among `counters`."""
        usable = {kind.id: {c.id for c in self.counters if c.type == kind.id and c.available}
                  for kind in self.counter_types}  # fmt: skip
        return tuple(kind for kind, ids in usable.items() if ids and ids <= counters)

    def calendar(self, entries: Iterable[CalendarEntry] = ()) -> Calendar:
        """The office's calendar with these entries."""
        return Calendar(self.hours, self.services, entries)


def name_mistakes(office: object) -> tuple[NameMistake, ...]:
    """Every name of an office that does not fit, from its plain data; parts that are no office are passed over."""
    zone = office.get("zone") if isinstance(office, Mapping) else None
    return (
        *unknown(office, OFFICE_DECLARES, OFFICE_USES),
        *repeated(office, OFFICE_UNIQUE),
        *(_unknown_zone(zone) if isinstance(zone, str) else ()),
    )


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _find(items: Iterable[N], id: str) -> N:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)


def _unknown_zone(zone: str) -> Iterator[NameMistake]:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        yield NameMistake(("zone",), "unknown_zone", zone, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
