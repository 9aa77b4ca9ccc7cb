"""What the texts of a log mean in this office: services, steps, counters, officers, channel, outcome, priority."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from office.office import Office
from office.visits.format import VisitFormat
from office.visits.names import desk, plain

UNKNOWN, EMPTY, IGNORED = -1, -2, -3
_LETTERS = re.compile(r"[A-Za-z]*")
CHANNELS = ("walk_in", "booked")
OUTCOMES = ("served", "absent", "cancelled")

_CHANNEL_WORDS = {
    "walk_in": "walk in, datang langsung, langsung, offline, onsite, on site, mesin antrean, kiosk, kios, loket",
    "booked": "booked, booking, online, daring, m-paspor, aplikasi, app, janji temu, appointment, reservasi, web",
}
_OUTCOME_WORDS = {
    "served": "served, selesai, dilayani, sudah dilayani, terlayani, done, completed, complete, finished, closed, ok",
    "absent": "absent, tidak hadir, no show, noshow, lewati, dilewati, terlewat, skipped, skip, missed, left, pergi",
    "cancelled": "cancelled, canceled, batal, dibatalkan, cancel",
}
_NO = frozenset(
    map(plain, ("", "tidak", "no", "n", "false", "-", "reguler", "regular", "umum", "biasa", "normal", "0"))
)


def service_codes(texts: Sequence[str], office: Office, format: VisitFormat) -> np.ndarray:
    """For each text the index of its service, or EMPTY, IGNORED, UNKNOWN; shape (texts,)."""
    ids = office.service_ids
    letters = [service.ticket for service in office.services]
    table = _table(
        (letter, service.id)
        for letter, service in zip(letters, office.services, strict=True)
        if letters.count(letter) == 1
    )
    table |= _table((service.name, service.id) for service in office.services)
    table |= _table((service.id, service.id) for service in office.services)
    table |= _table(format.services.items())
    ignored = {plain(text) for text in format.ignore}
    other = ids.index(format.other) if format.other is not None else UNKNOWN

    def code(text: str) -> int:
        key = plain(text)
        if key in ignored and text:
            return IGNORED
        if key in table:
            return ids.index(table[key])
        return other if text else EMPTY

    return np.array([code(text) for text in texts], dtype=np.int32)


def other_texts(texts: Sequence[str], office: Office, format: VisitFormat) -> np.ndarray:
    """Which texts go to the service `other` because they are none of the known ones; shape (texts,), bool."""
    strict = service_codes(texts, office, format.model_copy(update={"other": None}))
    return (strict == UNKNOWN) & (format.other is not None)


def letters_of(tickets: Sequence[str]) -> tuple[str, ...]:
    """The letters before the number of each ticket."""
    return tuple(_LETTERS.match(ticket)[0] for ticket in tickets)  # type: ignore[index]


def step_codes(texts: Sequence[str], office: Office, format: VisitFormat) -> np.ndarray:
    """For each text the index of its step, or EMPTY, UNKNOWN."""
    table = _table((step.name, step.id) for step in office.steps)
    table |= _table((step.id, step.id) for step in office.steps) | _table(format.steps.items())
    return _looked_up(texts, table, office.step_ids, plain)


def counter_codes(texts: Sequence[str], office: Office, format: VisitFormat) -> np.ndarray:
    """For each text the index of its counter, or EMPTY, UNKNOWN; `L-3`, `LOKET III` and `3` are the same counter."""
    ids = tuple(counter.id for counter in office.counters)
    names = [(text, counter.id) for counter in office.counters for text in (counter.name, counter.id)]
    names += [
        (counter.name.split()[0], counter.id)
        for counter in office.counters
        if any(map(str.isdigit, counter.name.split()[0]))
    ]
    table = (
        _table(names, desk) | _table(names) | _table(format.counters.items(), desk) | _table(format.counters.items())
    )
    by_plain = _looked_up(texts, table, ids, plain)
    return np.where(by_plain == UNKNOWN, _looked_up(texts, table, ids, desk), by_plain)


def officer_codes(texts: Sequence[str], office: Office) -> np.ndarray:
    """For each text the index of its officer, or EMPTY, UNKNOWN."""
    table = _table((officer.name, officer.id) for officer in office.officers)
    table |= _table((officer.id, officer.id) for officer in office.officers)
    table |= _table((officer.code, officer.id) for officer in office.officers)
    return _looked_up(texts, table, office.officer_ids, plain)


def channel_codes(texts: Sequence[str]) -> np.ndarray:
    """For each text the index of its channel in CHANNELS, or EMPTY, UNKNOWN."""
    return _looked_up(texts, _worded(_CHANNEL_WORDS), CHANNELS, plain)


def outcome_codes(texts: Sequence[str]) -> np.ndarray:
    """For each text the index of its outcome in OUTCOMES, or EMPTY, UNKNOWN."""
    return _looked_up(texts, _worded(_OUTCOME_WORDS), OUTCOMES, plain)


def priorities(texts: Sequence[str]) -> np.ndarray:
    """For each text its priority class, -1 for the service's own; shape (texts,).

    A column of whole numbers beyond 0 and 1 holds classes. In all others yes, 1 or any reason means class 0 (called
    first), and no, 0 or nothing the service's own class; the reason itself is not kept.
    """
    numbers = {text: int(text) for text in texts if text.isdecimal() and len(text) <= 2}
    has_classes = all(text in numbers or not text for text in texts) and max(numbers.values(), default=0) > 1
    if has_classes:
        return np.array([numbers.get(text, -1) for text in texts], dtype=np.int16)
    return np.array([-1 if plain(text) in _NO else 0 for text in texts], dtype=np.int16)


def _worded(words: Mapping[str, str]) -> dict[str, str]:
    return _table((word, id) for id, listed in words.items() for word in listed.split(","))


def _table(pairs: Iterable[tuple[str, str]], key: Callable[[str], str] = plain) -> dict[str, str]:
    """Identifiers by spelling; a spelling that two of them share names neither."""
    table: dict[str, str] = {}
    twice: set[str] = set()
    for text, id in pairs:
        spelling = key(text)
        if table.setdefault(spelling, id) != id:
            twice.add(spelling)
    return {spelling: id for spelling, id in table.items() if spelling and spelling not in twice}


def _looked_up(
    texts: Sequence[str], table: Mapping[str, str], ids: Sequence[str], key: Callable[[str], str]
) -> np.ndarray:
    places = {id: i for i, id in enumerate(ids)}
    codes = [places.get(table.get(key(text), ""), UNKNOWN) if text else EMPTY for text in texts]
    return np.array(codes, dtype=np.int32)
