"""Names: every identifier that one part of an office uses is declared in another, and declared once.

Works on plain data (mappings, lists, texts), so that a file with other mistakes can be looked at all the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from office.visits.names import plain

Loc = tuple[str | int, ...]
Pattern = tuple[str, ...]
"""Way through nested data: a key, ``*`` for each item of a list or value of a mapping, ``#`` for each of its keys."""


@dataclass(frozen=True)
class NameMistake:
    """One name that does not fit: where it stands, which mistake it is, what stands there, what may stand there."""

    loc: Loc
    code: str
    found: str
    allowed: tuple[str, ...] = ()


OFFICE_DECLARES: Mapping[str, Pattern] = {
    "skill": ("skills", "#"),
    "step": ("steps", "*", "id"),
    "counter_type": ("counter_types", "*", "id"),
    "contract": ("contracts", "*", "id"),
    "site": ("sites", "#"),
}
OFFICE_USES: Sequence[tuple[str, Pattern]] = (
    ("skill", ("steps", "*", "skills", "*")),
    ("skill", ("levels", "*", "*")),
    ("step", ("services", "*", "route", "*", "step")),
    ("step", ("counter_types", "*", "steps", "*")),
    ("counter_type", ("counters", "*", "type")),
    ("skill", ("officers", "*", "skills", "*")),
    ("contract", ("officers", "*", "contract")),
    ("skill", ("back_office", "*", "skills", "*")),
    ("step", ("promises", "*", "steps", "*")),
    ("site", ("counter_types", "*", "site")),
    ("skill", ("on_call", "*", "skills", "*")),
)
OFFICE_UNIQUE: Sequence[Pattern] = tuple(
    (part, "*", "id")
    for part in (
        "steps", "services", "counter_types", "counters", "contracts", "officers", "back_office", "promises", "on_call",
    )
)  # fmt: skip


def unknown(
    data: object, declares: Mapping[str, Pattern], uses: Iterable[tuple[str, Pattern]]
) -> Iterator[NameMistake]:
    """Names that are used but not declared; a kind of which nothing is declared at all is left out."""
    known = {kind: tuple(dict.fromkeys(name for _, name in names_at(data, way))) for kind, way in declares.items()}
    for kind, pattern in uses:
        for loc, name in names_at(data, pattern):
            if known[kind] and name not in known[kind]:
                yield NameMistake(loc, f"unknown_{kind}", name, known[kind])


def repeated(data: object, unique: Iterable[Pattern]) -> Iterator[NameMistake]:
    """Names that are declared again, at the place of the second and every later declaration.

    Names for people are the same where only capitals, spaces, accents or punctuation differ: workbooks are read so.
    """
    for pattern in unique:
        seen: set[str] = set()
        for loc, name in names_at(data, pattern):
            read = (plain(name) or name) if pattern[-1] == "name" else name
            if read in seen:
                yield NameMistake(loc, f"repeated_{pattern[-1]}", name)
            seen.add(read)


def names_at(data: object, pattern: Pattern, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text that a pattern leads to, with its place; whatever is not there or no text is passed over."""
    if not pattern:
        if isinstance(data, str):
            yield loc, data
        return
    for key, part in _parts(data, pattern[0]):
        yield from names_at(part, pattern[1:], (*loc, key))


def _parts(data: object, token: str) -> Iterable[tuple[str | int, object]]:
    if isinstance(data, Mapping):
        if token == "#":
            return [(key, key) for key in data]
        return data.items() if token == "*" else [(token, data[token])] if token in data else []
    if token != "*" or isinstance(data, str):
        return []
    if isinstance(data, frozenset | set):
        return enumerate(sorted(data, key=str))
    return enumerate(data) if isinstance(data, Sequence) else []
