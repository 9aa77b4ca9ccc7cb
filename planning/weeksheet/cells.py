"""What somebody typed into a cell of the week sheet: case, spaces and separators forgiven."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from office.values import Span
from planning.weeksheet.halfdays import OFF, WHOLE_DAY, Place, PlaceKind

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SEPARATORS = ("|", "→", "->", "=>", ">", ";", "/", "\\", ",")
_TIMES = re.compile(r"\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2}")
_TURN = re.compile(rf"[{SUPERSCRIPTS}]|\((\d)\)\s*$")
_COUNTER_NUMBER = re.compile(r"^(?:l|loket|counter)0*(\d+)")
_LOOSE = re.compile(r"[\s.\-–_]+")


@dataclass(frozen=True)
class CellEdit:
    """What a cell asks for: places before and after the break, other times, another lunch turn (1 = first)."""

    morning: Place
    afternoon: Place
    span: Span | None = None
    turn: int | None = None


class Unreadable(ValueError):
    """The text names no place."""


class HalfAway(ValueError):
    """Leave for half a day, which a roster cannot hold."""


def loose(text: str) -> str:
    """Text without case, spaces, dots and dashes: what names are compared by."""
    return _LOOSE.sub("", text.casefold())


def place_index(kinds: Mapping[str, PlaceKind], counters: Mapping[str, str]) -> dict[str, Place]:
    """Places by their loose words: counters (name by id) under name, id and number, and the other kinds.

    A counter's own name wins over any other word; a number that two counters share names neither.
    """
    index = {loose(word): Place(kind) for word, kind in kinds.items()}
    numbers: dict[str, list[str]] = {}
    for id, name in counters.items():
        found = _COUNTER_NUMBER.match(loose(name))
        for alias in (f"l{found[1]}", f"loket{found[1]}", f"counter{found[1]}") if found else ():
            numbers.setdefault(alias, []).append(id)
    index |= {alias: Place("counter", ids[0]) for alias, ids in numbers.items() if len(ids) == 1}
    index |= {loose(id): Place("counter", id) for id in counters}
    return index | {loose(name): Place("counter", id) for id, name in counters.items()}


def parse_cell(text: str, index: Mapping[str, Place]) -> CellEdit:
    """The wish in a cell such as ``L4 | siaga``, ``cuti``, ``L3 → L4``, ``L3/belakang (2) 08.00-14.00``.

    Raises
    ------
    Unreadable
        If a part names no place, or there are more than two.
    HalfAway
        If only half a day is leave.
    """
    times = _TIMES.search(text)
    span = _span(times[0]) if times else None
    rest = _TIMES.sub(" ", text).replace("*", "").replace("\n", " ").strip()
    places = _places(rest, index)
    turn = None
    if places is None:
        found = _TURN.search(rest)
        turn = _turn(found) if found else None
        places = _places(_TURN.sub("", rest), index)
    if places is None:
        raise Unreadable(text)
    if places[0] != places[1] and any(place.kind in WHOLE_DAY for place in places):
        raise HalfAway(text)
    return CellEdit(*places, span, turn)


def _places(text: str, index: Mapping[str, Place]) -> tuple[Place, Place] | None:
    """Both half days of a text; None when some part names no place."""
    if not loose(text):
        return OFF, OFF
    if loose(text) in index:
        return index[loose(text)], index[loose(text)]
    for separator in _SEPARATORS:
        parts = [loose(part) for part in text.split(separator)]
        if len(parts) == 2 and all(part in index for part in parts):
            return index[parts[0]], index[parts[1]]
    return None


def _turn(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else SUPERSCRIPTS.index(found[0])


def _span(text: str) -> Span:
    try:
        return Span.model_validate(text)
    except ValidationError as error:
        raise Unreadable(text) from error
