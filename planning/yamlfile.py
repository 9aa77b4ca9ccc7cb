"""YamlFile: an office's YAML as plain values, with the line and column of every one of them."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from office.names import Loc
from office.problems import ConfigError, Place, Problem
from planning.textfile import read_text

MOST_VALUES = 200_000
SNIPPET = 60
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Spot:
    """Where a place in the data stands: as much of its way as exists, the node there, and the key that leads to it."""

    way: Loc
    node: Node
    key: Node | None


@dataclass(frozen=True)
class YamlFile:
    """A YAML file that could be read.

    Parameters
    ----------
    path
        The file.
    text
        Its text.
    root
        Its values with their places.
    """

    path: Path
    text: str
    root: Node
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    """Repeated keys and values of unknown kinds: readable, but wrong."""

    @cached_property
    def data(self) -> object:
        """All values, plain; an empty value counts as not given."""
        return _plain(self.root)

    def spot(self, loc: Loc) -> Spot:
        """The deepest place that `loc` leads to; parts that do not exist in the file are passed over."""
        way: list[str | int] = []
        node, key = self.root, None
        for part in loc:
            children = _children(node)
            found = part if part in children else str(part)
            if found in children:
                key, node = children[found]
                way.append(part)
        return Spot(tuple(way), node, key)

    def place(self, node: Node, way: Loc) -> Place:
        """Line, column and path of a node."""
        mark = node.start_mark
        path = ".".join(map(str, way))
        return Place(file=str(self.path), line=mark.line + 1, char=mark.column + 1, path=path)

    def source(self, node: Node) -> str:
        """What stands in the file at a node, cut to one short line."""
        if isinstance(node, ScalarNode):
            return _short(str(node.value))
        return _short(self.text[node.start_mark.index : node.end_mark.index])


def read_yaml(path: Path) -> YamlFile:
    """Reads a YAML file.

    Raises
    ------
    ConfigError
        If the file is missing, empty, no UTF-8 text, or no YAML.
    """
    text = read_text(path, "config")
    root = _compose(path, text)
    if root is None or not isinstance(root, MappingNode):
        raise ConfigError(Problem("config.no_table" if root else "config.empty", Place(file=str(path), line=1, char=1)))
    bare = YamlFile(path, text, root)
    _refuse_endless(bare)
    return YamlFile(path, text, root, tuple(_oddities(bare, root, (), set())))


def _compose(path: Path, text: str) -> Node | None:
    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise ConfigError(_syntax_problem(path, text, error)) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position)
        char = error.position - (text.rfind("\n", 0, error.position) + 1)
        where = Place(file=str(path), line=line + 1, char=char + 1)
        raise ConfigError(Problem("config.yaml_character", where, found=f"U+{error.character:04X}")) from error
    except (YAMLError, RecursionError) as error:
        raise ConfigError(Problem("config.yaml_syntax", Place(file=str(path), line=1, char=1))) from error


_SYNTAX: tuple[tuple[str, str, bool], ...] = (
    ("mapping values are not allowed", "config.yaml_colon", False),
    ("quoted scalar", "config.yaml_quote", True),
    ("flow ", "config.yaml_bracket", True),
    ("undefined alias", "config.yaml_alias", False),
    ("another document", "config.yaml_documents", False),
)
"""Part of the parser's message, our code, and whether the place is where the broken thing begins."""


def _syntax_problem(path: Path, text: str, error: MarkedYAMLError) -> Problem:
    message = f"{error.context} {error.problem}"
    mark, begin = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    lines = text.split("\n")
    code, at = next(((code, begin if first else mark) for part, code, first in _SYNTAX if part in message),
                    ("config.yaml_syntax", mark))  # fmt: skip
    if mark is not None and mark.line < len(lines) and "\t" in _indent(lines[mark.line]):
        code, at = "config.yaml_tab", mark
    line = lines[at.line].strip() if at is not None and at.line < len(lines) else ""
    where = Place(file=str(path), line=at.line + 1 if at else 1, char=at.column + 1 if at else 1)
    return Problem(code, where, found=_short(line))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _children(node: Node) -> Mapping[object, tuple[Node, Node]]:
    """Parts of a mapping by key, or of a list by position, each with the node to point at for its key."""
    if isinstance(node, SequenceNode):
        return {i: (item, item) for i, item in enumerate(node.value)}
    if not isinstance(node, MappingNode):
        return {}
    merged: dict[object, tuple[Node, Node]] = {}
    own: dict[object, tuple[Node, Node]] = {}
    for key, value in node.value:
        if key.tag == f"{_TAG}merge":
            for other in value.value if isinstance(value, SequenceNode) else [value]:
                merged = {**_children(other), **merged}
        elif isinstance(key, ScalarNode):
            own.setdefault(str(key.value), (key, value))
    return {**merged, **own}


def _plain(node: Node) -> object:
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, MappingNode):
        found = {str(key): _plain(value) for key, (_, value) in _children(node).items()}
        return {key: value for key, value in found.items() if value is not None}
    return _scalar(node)


def _scalar(node: Node) -> object:
    text = str(node.value)
    make = _SCALARS.get(str(node.tag).removeprefix(_TAG), str)
    try:
        return make(text)
    except ValueError:
        return text


def _whole(text: str) -> int:
    plain = text.replace("_", "")
    return int(plain, 0) if plain.lstrip("+-")[:2].lower() in ("0x", "0o") else int(plain)


def _real(text: str) -> float:
    plain = text.replace("_", "").lower()
    return math.nan if plain == ".nan" else float(plain.replace(".inf", "inf"))


_SCALARS: Mapping[str, Callable[[str], object]] = {
    "int": _whole,
    "float": _real,
    "bool": lambda text: text.lower() == "true",
    "null": lambda text: None,
}


def _refuse_endless(file: YamlFile) -> None:
    """Refuses a file whose aliases hold themselves or unfold to more values than any office has."""
    left = MOST_VALUES
    todo: list[tuple[Node, int]] = [(file.root, 0)]
    while todo:
        node, depth = todo.pop()
        left -= 1
        if left < 0 or depth > 100:
            raise ConfigError(Problem("config.too_large", file.place(node, ()), params={"limit": MOST_VALUES}))
        todo += [(child, depth + 1) for _, child in _children(node).values()]


def _oddities(file: YamlFile, node: Node, way: Loc, seen: set[int]) -> Iterator[Problem]:
    """Keys that stand twice, keys that are no text, and values marked as a kind that we do not read."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if str(node.tag).removeprefix(_TAG) not in (*_SCALARS, "str", "timestamp", "map", "seq", "merge"):
        yield Problem("config.yaml_tag", file.place(node, way), found=str(node.tag))
    if isinstance(node, MappingNode):
        first: dict[str, Node] = {}
        for key, _ in node.value:
            if not isinstance(key, ScalarNode):
                yield Problem("config.yaml_key", file.place(key, way), found=file.source(key))
            elif str(key.value) in first:
                params = {"line": first[str(key.value)].start_mark.line + 1}
                where = file.place(key, (*way, str(key.value)))
                yield Problem("config.repeated_key", where, found=str(key.value), params=params)
            else:
                first[str(key.value)] = key
    for part, (_, child) in _children(node).items():
        yield from _oddities(file, child, (*way, part if isinstance(part, int) else str(part)), seen)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1] + "…"
