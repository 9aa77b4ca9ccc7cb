"""Office: everything that stands still in an office, checked as a whole."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, Protocol, TypeVar
from zoneinfo import available_timezones

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from office.days import Calendar, CalendarEntry, OfficeHours
from office.hours import Seasonal
from office.people import Assembly, BackOffice, BreakRule, Contract, Officer, Standby
from office.services import Counter, CounterType, Promise, Service, ServiceTarget, Step
from office.values import Slug, Value


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
    steps: tuple[Step, ...] = Field(min_length=1)
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
    promises: tuple[Promise, ...] = ()
    target: ServiceTarget = ServiceTarget()
    absence_rate: Annotated[float, Field(ge=0, lt=1)] = 0.03
    """Chance that an officer who should work a day does not come."""

    @model_validator(mode="after")
    def _names_only_what_it_declares(self) -> "Office":
        wrong = [*_unknown_names(self), *_repeated_ids(self), *_unknown_zone(self)]
        if wrong:
            raise PydanticCustomError("office", "names that do not fit", {"mistakes": wrong})
        return self

    @cached_property
    def step_ids(self) -> tuple[str, ...]:
        """Steps in the order of the file: the bit order of step masks."""
        return tuple(step.id for step in self.steps)

    @cached_property
    def service_ids(self) -> tuple[str, ...]:
        """Services in the order of the file: the service axis of arrays."""
        return tuple(service.id for service in self.services)

    @cached_property
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

    def calendar(self, entries: Iterable[CalendarEntry] = ()) -> Calendar:
        """The office's calendar with these entries."""
        return Calendar(self.hours, self.services, entries)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _find(items: Iterable[N], id: str) -> N:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)


Mistake = dict[str, Any]
"""loc (tuple), code, found, allowed (list): one name that does not fit."""


def _unknown_names(office: Office) -> Iterator[Mistake]:
    declared = {
        "skill": set(office.skills),
        "step": {step.id for step in office.steps},
        "counter_type": {kind.id for kind in office.counter_types},
        "contract": {contract.id for contract in office.contracts},
    }
    for loc, kind, name in _names_used(office):
        if name not in declared[kind]:
            yield {"loc": loc, "code": f"unknown_{kind}", "found": name, "allowed": sorted(declared[kind])}


def _names_used(office: Office) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every place where one part of the office names another: (place, kind, name)."""
    for i, step in enumerate(office.steps):
        yield from ((("steps", i, "skills"), "skill", name) for name in sorted(step.skills))
    for i, service in enumerate(office.services):
        yield from ((("services", i, "route", j, "step"), "step", e.step) for j, e in enumerate(service.route))
    for i, kind in enumerate(office.counter_types):
        yield from ((("counter_types", i, "steps"), "step", name) for name in sorted(kind.steps))
    for i, counter in enumerate(office.counters):
        yield ("counters", i, "type"), "counter_type", counter.type
    for i, officer in enumerate(office.officers):
        yield from ((("officers", i, "skills"), "skill", name) for name in sorted(officer.skills))
        yield ("officers", i, "contract"), "contract", officer.contract
    for i, task in enumerate(office.back_office):
        yield from ((("back_office", i, "skills"), "skill", name) for name in sorted(task.skills))
    for i, promise in enumerate(office.promises):
        yield from ((("promises", i, "steps"), "step", name) for name in sorted(promise.steps))


def _repeated_ids(office: Office) -> Iterator[Mistake]:
    parts = (
        "steps", "services", "counter_types", "counters", "contracts", "officers", "back_office", "promises",
    )  # fmt: skip
    for part in parts:
        tally = Tally(item.id for item in getattr(office, part))
        yield from (
            {"loc": (part,), "code": "repeated_id", "found": name, "allowed": []}
            for name, count in tally.items()
            if count > 1
        )


def _unknown_zone(office: Office) -> Iterator[Mistake]:
    if office.zone not in available_timezones():
        allowed = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
        yield {"loc": ("zone",), "code": "unknown_zone", "found": office.zone, "allowed": allowed}
