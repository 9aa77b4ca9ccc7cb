"""Rule advice: rules of a config that nobody, or no shift, is meant by."""

from collections.abc import Iterator, Mapping

from office.names import Loc
from office.office import Office
from office.problems import Problem
from office.values import Value
from scheduler.horizon import OUTSIDE
from scheduler.rules import BASIC_RULES
from scheduler.rules.base import Rule
from scheduler.rules.filters import Which, Who
from scheduler.shifts import Shift


def rule_advice(office: Office, shifts: tuple[Shift, ...], rules: tuple[Rule, ...]) -> Iterator[tuple[Loc, Problem]]:
    """A note for each filter that no officer or no shift passes; the place is that of the filter in the config."""
    listed = [rule for rule in rules if not any(rule is basic for basic in BASIC_RULES)]
    for n, rule in enumerate(listed):
        for loc, filter in _filters(rule, ("roster", "rules", n)):
            if isinstance(filter, Who) and not filter.among(office.officers):
                yield loc, Problem("config.rule_of_nobody", found=rule.rule, severity="note")
            if isinstance(filter, Which) and not _names_a_shift(filter, shifts):
                yield loc, Problem("config.rule_of_no_shift", found=rule.rule, severity="note")


def _names_a_shift(which: Which, shifts: tuple[Shift, ...]) -> bool:
    known = {**{shift.id: shift.tags for shift in shifts}, OUTSIDE: frozenset()}
    return any(which.names(id, tags) for id, tags in known.items())


def _filters(part: object, loc: Loc) -> Iterator[tuple[Loc, Value]]:
    """All filters within a rule, with their places."""
    if isinstance(part, Who | Which):
        yield loc, part
    elif isinstance(part, Value):
        for name in type(part).model_fields:
            yield from _filters(getattr(part, name), (*loc, name))
    elif isinstance(part, tuple | Mapping):
        for key, each in part.items() if isinstance(part, Mapping) else enumerate(part):
            yield from _filters(each, (*loc, key))
