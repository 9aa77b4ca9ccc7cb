"""Rule names: where rules of a config name officers, shifts and tags, found by walking the rules' own fields."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from office.names import Pattern
from office.values import Value
from scheduler.rules import AnyRule
from scheduler.rules.asked import Asked
from scheduler.rules.burdens import Burden
from scheduler.rules.counter_heads import CounterHeads
from scheduler.rules.filters import Which, Who
from scheduler.rules.held import Held
from scheduler.rules.locked_cells import Cell
from scheduler.rules.pairs import Pairs

NAMED: Mapping[type, Mapping[str, str]] = {
    Who: {"officers": "officer", "any_tag": "officer_tag", "all_tags": "officer_tag", "no_tag": "officer_tag"},
    Which: {"shifts": "shift", "any_tag": "shift_tag", "no_tag": "shift_tag"},
    Asked: {"officer": "officer", "shifts": "shift"},
    Held: {"officer": "officer", "shift": "shift"},
    Cell: {"officer": "officer", "counter": "counter", "steps": "step"},
    Pairs: {"officers": "officer"},
    Burden: {"counters": "counter"},
    CounterHeads: {"steps": "step"},
}
"""Fields that hold names, and what they are names of."""
RULE_DECLARES: Mapping[str, Pattern] = {
    "officer": ("office", "officers", "*", "id"),
    "officer_tag": ("office", "officers", "*", "tags", "*"),
    "shift_tag": ("roster", "shifts", "*", "tags", "*"),
}


def rule_uses() -> tuple[tuple[str, Pattern], ...]:
    """What is named where in a config's list of rules: kind of name and the way there."""
    kinds = get_args(get_args(AnyRule)[0])
    return tuple(dict.fromkeys(use for kind in kinds for use in _uses(kind, ("roster", "rules", "*"))))


def _uses(model: type[Value], way: Pattern) -> Iterator[tuple[str, Pattern]]:
    named = next((NAMED[kind] for kind in model.__mro__ if kind in NAMED), {})
    for field, info in model.model_fields.items():
        for kind, more in _inside(info.annotation):
            if field in named:
                yield named[field], (*way, field, *more)
            elif isinstance(kind, type) and issubclass(kind, Value):
                yield from _uses(kind, (*way, field, *more))


def _inside(annotation: Any, way: Pattern = ()) -> Iterator[tuple[Any, Pattern]]:
    """Types that an annotation holds, with the way to each: ``*`` for what a list or a table has many of."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _inside(parts[0], way)
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _inside(part, way)
    elif origin in (tuple, frozenset, list):
        yield from _inside(parts[0], (*way, "*"))
    elif origin is dict:
        yield from _inside(parts[1], (*way, "*"))
    elif annotation is not type(None):
        yield annotation, way
