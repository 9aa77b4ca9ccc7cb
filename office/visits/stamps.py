"""Stamps: a column of texts as date texts and seconds of the day, read shape by shape instead of row by row.

Texts that differ only in their digits have one *shape* (`00/00/0000 00:00`). A log has few shapes, so the work in
Python is done once a shape, and the digits are read as arrays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

WIDTH = 48
"""Longest text that can be a time; longer ones are unreadable."""
NO_TIME, UNREADABLE = -1, -2
NO_DATE = -1
_DAY_SECONDS = 24 * 3600
_NOTHING = frozenset({"-", "--", "—", "null", "none", "nan", "na", "n/a", "nat", "#n/a", "#value!"})
_NO_DATES = frozenset({"0000-00-00", "1899-12-30", "1899-12-31", "1900-01-00"})
"""What machines write for a moment that is not there."""
_ZERO = np.uint32(ord("0"))
_COMMON = 8

_TIME = re.compile(
    r"(?:^|(?P<gap>[\s,]+|(?<=0)t))(?:pukul|pkl|jam)?\.?\s*"
    r"(?P<hour>00?)[:.](?P<minute>00)(?:[:.](?P<second>00)(?:[.,]0+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:wib|wita|wit)?$",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"^(?P<day>00000)(?:[.,](?P<fraction>0+))?$")
_FRACTION = re.compile(r"^0?[.,](?P<fraction>0{3,}|0)$")
_DOTTED = re.compile(r"^00?\.00?\.00$")


@dataclass(frozen=True)
class Stamps:
    """Some rows of a column.

    Parameters
    ----------
    dates
        For each row the index of its date in `texts`, NO_DATE where it has none, shape (rows,).
    texts
        Each date text once.
    seconds
        Seconds from midnight, shape (rows,); NO_TIME where the text has no time, UNREADABLE where it is neither.
    """

    dates: np.ndarray
    texts: tuple[str, ...]
    seconds: np.ndarray

    @property
    def filled(self) -> np.ndarray:
        """Rows in which anything stands, shape (rows,), bool."""
        return (self.dates != NO_DATE) | (self.seconds != NO_TIME)


@dataclass(frozen=True)
class _Layout:
    """Where date and time stand in all texts of a shape."""

    date: slice | None = None
    hour: slice | None = None
    minute: slice | None = None
    second: slice | None = None
    fraction: slice | None = None
    half: str = ""
    readable: bool = True


def read_stamps(cells: list[str], dotted_is_date: bool, midnight_is_nothing: bool = False) -> Stamps:
    """Dates and times of a block of cells; empty cells, and what stands for nothing (`-`, `NULL`), have neither.

    Parameters
    ----------
    cells
        Texts without blanks around them.
    dotted_is_date
        Whether `08.04.25` is a date; else it is a time with seconds.
    midnight_is_nothing
        Whether `00:00:00` without a date means that the moment never came, as machines write it.
    """
    width = min(WIDTH, max(map(len, cells), default=0)) or 1
    points = np.array(cells, dtype=f"U{width}").view(np.uint32).reshape(len(cells), width)
    dates = np.full(len(cells), NO_DATE, dtype=np.int32)
    seconds = np.full(len(cells), NO_TIME, dtype=np.int32)
    texts: dict[str, int] = {}
    for shape, rows in _by_shape(points):
        layout = _layout(shape, dotted_is_date)
        seconds[rows] = _seconds(points[rows], layout)
        if layout.date is not None:
            dates[rows] = _coded(points[rows, layout.date], texts)
    nothing = np.isin(dates, [code for text, code in texts.items() if text in _NO_DATES])
    if midnight_is_nothing:
        nothing |= (dates == NO_DATE) & (seconds == 0)
    dates[nothing], seconds[nothing] = NO_DATE, NO_TIME
    return Stamps(dates, tuple(texts), seconds)


def _by_shape(points: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Each shape with its rows. Common shapes are peeled off one after another, the rest is grouped."""
    is_digit = (points >= _ZERO) & (points <= ord("9"))
    shapes = np.where(is_digit, _ZERO, points)
    rows = np.arange(len(points))
    for _ in range(_COMMON):
        if not len(rows):
            return
        same = (shapes[rows] == shapes[rows[0]]).all(axis=1)
        yield _texts(shapes[rows[:1]])[0], rows[same]
        rows = rows[~same]
    codes, names = pd.factorize(_texts(shapes[rows]).astype(object))
    for code, name in enumerate(names):
        yield str(name), rows[codes == code]


def _coded(points: np.ndarray, texts: dict[str, int]) -> np.ndarray:
    """The index of each row's text in `texts`, which grows. Neighbours mostly have the same date."""
    changed = np.append(True, (points[1:] != points[:-1]).any(axis=1))
    codes, names = pd.factorize(_texts(points[changed]).astype(object))
    known = np.array([texts.setdefault(str(name), len(texts)) for name in names], dtype=np.int32)
    return known[codes][np.cumsum(changed) - 1]


@lru_cache(maxsize=4096)
def _layout(shape: str, dotted_is_date: bool) -> _Layout:
    if not shape or shape.casefold() in _NOTHING:
        return _Layout()
    if len(shape) >= WIDTH:
        return _Layout(readable=False)
    if found := _SERIAL.match(shape):
        return _Layout(date=_slice(found, "day"), fraction=_slice(found, "fraction"))
    if _DOTTED.match(shape) and dotted_is_date:
        return _Layout(date=slice(0, len(shape)))
    if found := _TIME.search(shape):
        date = slice(0, found.start()) if found.start() else None
        half = (found["half"] or "")[:1].lower()
        return _Layout(date, _slice(found, "hour"), _slice(found, "minute"), _slice(found, "second"), half=half)
    if found := _FRACTION.match(shape):
        return _Layout(fraction=_slice(found, "fraction"))
    return _Layout(date=slice(0, len(shape)), readable="0" in shape)


def _slice(found: re.Match[str], group: str) -> slice | None:
    return slice(*found.span(group)) if found[group] is not None else None


def _texts(points: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(points).view(f"U{points.shape[1]}").ravel()


def _number(points: np.ndarray, part: slice | None) -> np.ndarray:
    """The number that stands in a part, 0 where there is no such part."""
    value = np.zeros(len(points), dtype=np.int64)
    for column in range(part.start, part.stop) if part else ():
        value = value * 10 + (points[:, column].astype(np.int64) - int(_ZERO))
    return value


def _seconds(points: np.ndarray, layout: _Layout) -> np.ndarray:
    """Seconds of the day, shape (rows,)."""
    if not layout.readable:
        return np.full(len(points), UNREADABLE)
    if layout.fraction is not None:
        part = slice(layout.fraction.start, min(layout.fraction.stop, layout.fraction.start + 12))
        share = _number(points, part) / 10.0 ** (part.stop - part.start)
        return np.minimum(np.rint(share * _DAY_SECONDS).astype(np.int64), _DAY_SECONDS - 1)
    if layout.hour is None:
        return np.full(len(points), NO_TIME)
    hour, minute, second = (_number(points, part) for part in (layout.hour, layout.minute, layout.second))
    valid = (hour < 24) & (minute < 60) & (second < 60)
    if layout.half:
        valid &= (hour >= 1) & (hour <= 12)
        hour = hour % 12 + (12 if layout.half == "p" else 0)
    return np.where(valid, hour * 3600 + minute * 60 + second, UNREADABLE)
