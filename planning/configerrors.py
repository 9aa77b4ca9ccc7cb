"""What pydantic finds wrong with a config, as problems with line, column, path and what is allowed."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from office.names import Loc, NameMistake
from office.problems import Param, Problem
from planning.yamlfile import YamlFile

CODES: Mapping[str, str] = {
    "missing": "config.missing",
    "extra_forbidden": "config.unknown_key",
    "string_type": "config.not_text",
    "string_pattern_mismatch": "config.not_slug",
    "string_too_long": "config.text_too_long",
    "string_too_short": "config.text_too_short",
    "int_type": "config.not_whole",
    "int_parsing": "config.not_whole",
    "int_parsing_size": "config.not_whole",
    "int_from_float": "config.not_whole",
    "float_type": "config.not_number",
    "float_parsing": "config.not_number",
    "finite_number": "config.not_number",
    "bool_type": "config.not_yes_no",
    "bool_parsing": "config.not_yes_no",
    "list_type": "config.not_list",
    "tuple_type": "config.not_list",
    "set_type": "config.not_list",
    "frozen_set_type": "config.not_list",
    "set_item_not_hashable": "config.not_text",
    "dict_type": "config.not_table",
    "model_type": "config.not_table",
    "model_attributes_type": "config.not_table",
    "greater_than": "config.more_than",
    "greater_than_equal": "config.at_least",
    "less_than": "config.less_than",
    "less_than_equal": "config.at_most",
    "too_short": "config.too_few",
    "too_long": "config.too_many",
    "literal_error": "config.not_allowed",
    "union_tag_invalid": "config.unknown_rule",
    "union_tag_not_found": "config.missing",
    "clock": "config.clock",
    "span": "config.span",
    "span_order": "config.span_order",
    "weekdays": "config.weekdays",
    "weekdays_twice": "config.weekdays_twice",
    "date_order": "config.date_order",
    "date_type": "config.not_date",
    "date_parsing": "config.not_date",
    "date_from_datetime_parsing": "config.not_date",
    "date_from_datetime_inexact": "config.not_date",
    "break_window": "config.break_window",
    "guess_range": "config.guess_range",
    "no_hours": "config.no_hours",
    "no_questionnaire": "config.no_questionnaire",
    "rework_to": "config.rework_to",
    "follows_itself": "config.follows_itself",
    "limits_missing": "config.limits_missing",
    "limits_order": "config.limits_order",
    "leave_sides_missing": "config.leave_sides_missing",
    "until_without_day": "config.until_without_day",
    "cell_place": "config.cell_place",
    "officer_twice": "config.officer_twice",
    "period": "config.period",
    "burden": "config.burden",
    "overtime_steps": "config.overtime_steps",
    "absence_hours": "config.absence_hours",
}
"""Every type of error that the models of a config can raise, and the code of our sentence."""

_AS_NUMBERS = {"config.clock": "config.clock_unquoted", "config.span": "config.span_number"}
"""Times that YAML reads as numbers, so that 8.30 becomes 8.3."""
_INSIDE = {"weekdays": "found", "union_tag_invalid": "discriminator"}
"""Errors told of a whole table, and the fact that names the key in it which is meant."""
_LIMITS = ("gt", "ge", "lt", "le", "min_length", "max_length")


def problems_of(error: ValidationError, model: type[BaseModel], file: YamlFile) -> Iterator[Problem]:
    """One problem for each mistake that pydantic found, but for those of names (see `name_problems`)."""
    for details in error.errors(include_url=False):
        if details["type"] != "office" and not _is_echo(details, file):
            yield _problem(details, model, file)


def name_problems(mistakes: Iterator[NameMistake], file: YamlFile, above: Loc = ()) -> Iterator[Problem]:
    """Problems of names that do not fit; close matches stand first among what is allowed."""
    for mistake in mistakes:
        spot = file.spot((*above, *mistake.loc))
        is_key = spot.key is not None and spot.way[-1:] == (mistake.found,)
        where = file.place(spot.key if is_key and spot.key is not None else spot.node, spot.way)
        yield Problem(f"config.{mistake.code}", where, mistake.found, likely(mistake.found, mistake.allowed))


def likely(found: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The allowed names that look like what was found; all of them when none does."""
    return tuple(get_close_matches(found, allowed, n=2, cutoff=0.6)) or tuple(allowed)


def _is_echo(details: ErrorDetails, file: YamlFile) -> bool:
    """Whether a list is too short only because its items, reported themselves, could not be used."""
    if details["type"] != "too_short":
        return False
    node = file.spot(details["loc"]).node
    return isinstance(node, SequenceNode | MappingNode) and len(node.value) >= details["ctx"]["min_length"]


def _problem(details: ErrorDetails, model: type[BaseModel], file: YamlFile) -> Problem:
    kind, loc, ctx = details["type"], details["loc"], details.get("ctx", {})
    spot = file.spot(loc)
    code = CODES.get(kind, "config.wrong")
    if kind == "missing":
        return Problem(code, file.place(spot.node, (*spot.way, loc[-1])), params={"name": str(loc[-1])})
    if kind == "union_tag_not_found":
        key = ctx["discriminator"].strip("'")
        return Problem(code, file.place(spot.node, (*spot.way, key)), params={"name": key})
    if kind == "extra_forbidden" and spot.key is not None:
        found = str(loc[-1])
        return Problem(code, file.place(spot.key, spot.way), found, likely(found, keys_at(model, loc[:-1])))
    if kind in _INSIDE:
        spot = file.spot((*loc, str(ctx[_INSIDE[kind]]).strip("'")))
    node = spot.key if (loc[-1:] == ("[key]",) or kind == "weekdays") and spot.key is not None else spot.node
    if ctx.get("class_name") == "Span":
        code = "config.span"
    if isinstance(node, ScalarNode) and str(node.tag).endswith((":float", ":int")):
        code = _AS_NUMBERS.get(code, code)
    found = file.source(node)
    return Problem(code, file.place(node, spot.way), found, _allowed(kind, ctx, found), _params(ctx))


def _allowed(kind: str, ctx: Mapping[str, Any], found: str) -> tuple[str, ...]:
    if kind not in ("literal_error", "union_tag_invalid"):
        return ()
    listed = re.findall(r"'([^']*)'|(\d+)", str(ctx.get("expected", ctx.get("expected_tags"))))
    allowed = tuple(text or number for text, number in listed)
    return likely(found, allowed) if kind == "union_tag_invalid" else allowed


def _params(ctx: Mapping[str, Any]) -> dict[str, Param]:
    """Facts of an error that a sentence may use; pydantic's limits are all called `limit`."""
    facts = {name: value for name, value in ctx.items() if isinstance(value, str | int | float)}
    limit = next((ctx[name] for name in _LIMITS if name in ctx), None)
    return facts if limit is None else {**facts, "limit": int(limit) if float(limit).is_integer() else float(limit)}


def keys_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The keys that may stand at a place of a model; empty where any may."""
    schema = model.model_json_schema()
    here: Mapping[str, Any] = schema
    for part in loc:
        here = _step(_resolved(here, schema), part, schema)
    return tuple(_resolved(here, schema).get("properties", ()))


def _resolved(here: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in here:
        here = schema["$defs"][here["$ref"].rsplit("/", 1)[-1]]
    choices = [choice for choice in here.get("anyOf", ()) if choice.get("type") != "null"]
    return _resolved(choices[0], schema) if choices else here


def _step(here: Mapping[str, Any], part: str | int, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(part, int) and "items" in here:
        return dict(here["items"])
    if part in here.get("properties", {}):
        return dict(here["properties"][part])
    tagged = here.get("discriminator", {}).get("mapping", {})
    if part in tagged:
        return {"$ref": tagged[part]}
    more = here.get("additionalProperties", {})
    return dict(more) if isinstance(more, Mapping) else {}
