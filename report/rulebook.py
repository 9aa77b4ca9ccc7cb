"""Rulebook: docs/rules.md, made from the rules' classes. ``python -m report.rulebook > docs/rules.md``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from inspect import cleandoc
from io import StringIO
from typing import Any, get_args

from report.words.catalogue import Words
from scheduler.roster import RuleLevel
from scheduler.rules import BASIC_RULES, DEFAULT_RULES, AnyRule, Rule
from scheduler.rules.line import LineRule

HEAD = """# Rules

What a roster must keep or should keep. This page is made from the classes in scheduler/rules/
(`python -m report.rulebook > docs/rules.md`), and a test holds it to them. A config lists rules under `roster: rules:`;
they stand beside the basic and the usual ones, which hold unlisted. A usual rule that is listed takes the place of its
default, unless `who` or `which` narrows it: then both hold. `roster: without: [fair_turns]` leaves usual rules out. A
rule may be listed several times with different filters; `name` tells them apart in sentences.

A rule of level `broken` is law: a roster that breaks it is refused, and only hard inputs that contradict each other
make one give. Any other level makes it a wish whose units beyond the limit are counted there, those of rules about
lines `weight` times: `uncovered`, `no_stand_in`, `cost`, `turns`, `wishes`, `changes`, from the most important to the
least. A rule about lines with `line: on_call` speaks of being on call at home instead of work, with the posts of
`office: on_call:` as its shifts. Checker and solver read one statement of each rule.
[guides/adding_a_rule.md](guides/adding_a_rule.md) adds one.
"""
HIDDEN = ("rule", "weight", "name", "line")
"""Fields that every rule has."""
MEANT: Mapping[str, str] = {
    "Span": 'hours such as `"08.00-12.00"`', "date": "date", "Slug": "id",
    "BySeason": "whole number, or `{normal: ..., ramadan: ...}`",
}  # fmt: skip
GENERIC: Mapping[str, tuple[str, str]] = {
    "ByWeekday": (
        "Hours by weekday. A weekday that is not named has none; several stretches a day may stand in one list.",
        "mon-thu: [08.00-10.00, 13.00-14.00]\nfri: [08.00-09.30]",
    ),
    "Seasonal": (
        "Hours by weekday for ordinary weeks, and others for Ramadan where they differ.",
        "normal: {mon-fri: [08.00-10.00]}\nramadan: {mon-fri: [08.30-10.00]}",
    ),
}
"""Values that hold other values: their generated names say nothing, so each has a sentence and an example here."""


def rulebook() -> str:
    """The whole page."""
    kinds: Sequence[type[Rule]] = get_args(get_args(AnyRule)[0])
    lines = [kind for kind in kinds if issubclass(kind, LineRule)]
    others = [kind for kind in kinds if not issubclass(kind, LineRule)]
    values: dict[str, Mapping[str, Any]] = {}
    parts = [
        HEAD,
        "\n".join(_overview(kinds)),
        "## Who works when\n",
        *(_chapter(kind, values) for kind in lines),
        "## Slots, counters, breaks and turns\n",
        *(_chapter(kind, values) for kind in others),
        "## Filters, periods and lists\n",
        *(_value(_plain(name), schema) for name, schema in sorted(values.items()) if name not in MEANT),
    ]
    return "\n".join(parts)


def _overview(kinds: Sequence[type[Rule]]) -> Iterator[str]:
    words = Words("id")
    basic, usual = ({rule.rule for rule in rules} for rules in (BASIC_RULES, DEFAULT_RULES))
    yield from ("| rule | in Indonesian | holds | level |", "|---|---|---|---|")
    for kind in kinds:
        name, level = kind.model_fields["rule"].default, kind.model_fields["level"].default
        holds = "always" if name in basic else "usually" if name in usual else "where listed"
        yield f"| [{name}](#{name}) | {words(f'rule.{name}')} | {holds} | {level} |"
    yield ""


def _chapter(kind: type[Rule], values: dict[str, Mapping[str, Any]]) -> str:
    name = kind.model_fields["rule"].default
    sentence, source = _sentence(kind)
    schema = kind.model_json_schema()
    values |= schema.get("$defs", {})
    lines = [f"### {name}\n", f"{sentence}\n", f"*{Words('id')(f'about.{name}')}*\n", f"Source: {source}.\n"]
    fields = {field: part for field, part in schema["properties"].items() if field not in HIDDEN}
    return "\n".join([*lines, *_table(fields, schema.get("required", ())), *_example(kind), ""])


def _sentence(kind: type[Rule]) -> tuple[str, str]:
    """A rule's docstring without its source, and the source."""
    text = " ".join(cleandoc(kind.__doc__ or "").replace("``", "`").split("\n"))
    text = re.sub(r" {2,}", "\n\n", text)
    found = re.search(r" \(([^()]*)\)\.|A (house rule)\. ", text)
    if found is None:
        return text, "house rule"
    return text.replace(found[0], "." if found[1] else "", 1), found[1] or found[2]


def _table(fields: Mapping[str, Any], required: Sequence[str]) -> Iterator[str]:
    yield from ("| field | value | default |", "|---|---|---|")
    for name, part in fields.items():
        usual = "needed" if name in required else _default(part.get("default"))
        yield f"| `{name}` | {_meant(part)} | {usual} |"
    yield ""


def _default(value: object) -> str:
    if value is None or value in ([], {}):
        return "none"
    if isinstance(value, Mapping):
        set_ones = {key: part for key, part in value.items() if part not in (None, [], {})}
        return _default(", ".join(f"{key}: {part}" for key, part in set_ones.items())) if set_ones else "all"
    return f"`{', '.join(map(str, value))}`" if isinstance(value, list) else f"`{value}`"


def _meant(part: Mapping[str, Any]) -> str:
    """A field's schema in words."""
    if "$ref" in part:
        name = _plain(part["$ref"].rsplit("/", 1)[-1])
        return MEANT.get(name) or f"[{name}](#{name.lower()})"
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_meant(each) for each in part["anyOf"] if each.get("type") != "null"))
    if "allOf" in part:
        return _meant(part["allOf"][0])
    if "enum" in part or "const" in part:
        values = part.get("enum", [part.get("const")])
        return "law or wish" if tuple(values) == get_args(RuleLevel) else ", ".join(f"`{value}`" for value in values)
    if part.get("type") in ("array", "object"):
        inside = part.get("items") or part.get("additionalProperties") or {}
        return f"{'list' if part['type'] == 'array' else 'by date:'} of {_meant(inside)}".replace(": of", ":")
    return _scalar(part)


def _plain(name: str) -> str:
    """``Seasonal`` for a generated ``Seasonal_tuple_Span__________``; other names as they are."""
    return next((short for short in GENERIC if name.startswith(f"{short}_")), name)


def _scalar(part: Mapping[str, Any]) -> str:
    if part.get("format") == "date":
        return MEANT["date"]
    if part.get("type") == "string":
        return MEANT["Slug"] if "pattern" in part else "text"
    kind = {"integer": "whole number", "boolean": "yes or no"}.get(str(part.get("type")), "number")
    low = part.get("minimum", part.get("exclusiveMinimum"))
    above = " above" if "exclusiveMinimum" in part else " from"
    ends = ("" if low is None else f"{above} {low:.10g}") + (f" to {part['maximum']:.10g}" if "maximum" in part else "")
    return kind + ends


def _example(kind: type[Rule]) -> list[str]:
    """A block of YAML that a config could hold."""
    from ruamel.yaml import YAML

    yaml, text = YAML(), StringIO()
    yaml.default_flow_style = None
    yaml.width = 140
    yaml.dump([{"rule": kind.model_fields["rule"].default, **kind.example}], text)
    return ["```yaml", text.getvalue().rstrip(), "```"]


def _value(name: str, schema: Mapping[str, Any]) -> str:
    """A shared value: what its docstring says, and its fields."""
    text, _, described = str(schema.get("description", "")).partition("Parameters\n----------\n")
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip()).replace("``", "`")
    meanings = _parameters(described)
    sentence, example = GENERIC.get(name, (text, ""))
    lines = [f"### {name}\n", f"{sentence}\n"]
    if example:
        lines += ["```", example, "```", ""]
    if "properties" in schema:
        lines += ["| field | value | default | |", "|---|---|---|---|"]
        for field, part in schema["properties"].items():
            usual = "needed" if field in schema.get("required", ()) else _default(part.get("default"))
            lines.append(f"| `{field}` | {_meant(part)} | {usual} | {meanings.get(field, '')} |")
    return "\n".join([*lines, ""])


def _parameters(described: str) -> dict[str, str]:
    """What a docstring's list of parameters says of each of them."""
    found: dict[str, str] = {}
    for names, text in re.findall(r"^(\w[\w, ]*)\n((?:    .*\n?)+)", described, re.MULTILINE):
        meaning = " ".join(line.strip() for line in text.splitlines()).replace("``", "`")
        found |= dict.fromkeys(names.split(", "), meaning)
    return found


if __name__ == "__main__":
    print(rulebook(), end="")
