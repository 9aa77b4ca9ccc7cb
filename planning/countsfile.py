"""Counts files: arrivals of any place as service, start and number, read strictly."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from forecast.outside import OutsideCounts
from office.grid import SlotGrid
from office.problems import InputError, Place, Problem
from office.values import MINUTES_A_DAY
from office.visits.names import plain, words
from planning.countsnotes import counts_notes

COLUMNS = ("service", "start", "arrivals")
SPELLINGS = {
    "service": ("layanan", "antrean", "queue", "series"),
    "start": ("mulai", "waktu", "time", "datetime", "timestamp"),
    "arrivals": ("kedatangan", "jumlah", "pengunjung", "count", "visitors"),
}
DEFAULT_ZONE = "Asia/Jakarta"
MOST_ARRIVALS = 1_000_000
MOST_SERVICES = 500
MOST_YEARS = 30
LISTED = 20
"""Rows that are listed one by one of each kind of mistake; the rest is counted."""
_ZONED = r"(?:[zZ]|[+-]\d{2}:?\d{2})\s*$"
_QUOTED = r"""^(["'])(.*)\1$"""
_WHOLE = r"^(\d+),0{1,2}$"
"""A whole number with a decimal comma; three noughts may be thousands."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Letters that nobody sees, or that turn what follows around."""
_YEARS = (pd.Timestamp(1970, 1, 1), pd.Timestamp(2100, 1, 1))


@dataclass(frozen=True)
class CountsFile:
    """A counts file that can be used, and what a reader should know of it."""

    counts: OutsideCounts
    notes: tuple[Problem, ...]


def read_counts(path: Path, slot_minutes: int, zone: str = DEFAULT_ZONE) -> CountsFile:
    """Reads a counts file: CSV (also .gz) or Parquet with columns service, start (local time) and arrivals.

    Starts are floored to the slots and summed, so that finer files serve as well. A slot without a row had nobody; a
    date without any row is missing. The same service and start twice is refused, except in the hour that the clock
    of `zone` repeats.

    Parameters
    ----------
    path
        The file.
    slot_minutes
        15, 30 or 60.
    zone
        IANA name of the place's time zone.

    Raises
    ------
    InputError
        With every kind of mistake, the first rows of each.
    """
    place = Place(file=str(path))
    clock = zone_of(zone)
    table = _table(path, place)
    rows = _Rows(table, place)
    if rows.problems:
        raise InputError(*rows.problems)
    repeated = _repeated(rows, clock, place)
    if repeated.problems:
        raise InputError(*repeated.problems)
    services = _services(rows.service, place)
    counts = _counts(rows, services, slot_minutes, zone, place)
    return CountsFile(counts, (*repeated.notes, *counts_notes(counts, place)))


# --- the table ------------------------------------------------------------------------------------------------------


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name.

    Raises
    ------
    InputError
        If there is none.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        allowed = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
        raise InputError(Problem("counts.unknown_zone", found=name, allowed=allowed)) from error


def _table(path: Path, place: Place) -> pd.DataFrame:
    """The three columns as they stand in the file, indexed by the row that a spreadsheet shows."""
    table = _parquet(path, place) if path.suffix.lower() in (".parquet", ".pq") else _csv(path, place)
    spelled = {plain(name): column for column in COLUMNS for name in (column, *SPELLINGS[column])}
    meant = [spelled.get(plain(str(heading)), "") for heading in table.columns]
    headings = tuple(str(heading) for heading in table.columns)
    problems = [
        Problem("counts.column_missing", place, ", ".join(headings), COLUMNS, {"column": column})
        for column in COLUMNS
        if column not in meant
    ]
    problems += [
        Problem("counts.column_repeated", place, headings[at], COLUMNS, {"column": column})
        for at, column in enumerate(meant)
        if column and meant.index(column) < at
    ]
    if problems:
        raise InputError(*problems)
    table = table.set_axis(meant, axis=1)[list(COLUMNS)]
    table.index = pd.RangeIndex(2, 2 + len(table))
    table = table[~(table.isna() | (table == "")).all(axis=1)]  # empty lines
    if table.empty:
        raise InputError(Problem("counts.no_rows", place))
    return table


def _csv(path: Path, place: Place) -> pd.DataFrame:
    raw = _bytes(path, place)
    head = raw.split(b"\n", 1)[0]
    separator = max(b";,\t", key=lambda letter: head.count(bytes([letter])))
    try:
        table = pd.read_csv(
            io.BytesIO(raw), sep=chr(separator), dtype=str, keep_default_na=False, encoding="utf-8-sig",
            skip_blank_lines=False, index_col=False,
        )  # fmt: skip
        return table.set_axis(_headings(raw, chr(separator), table), axis=1)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1 if error.start < len(raw) else None
        raise InputError(Problem("counts.encoding", Place(file=place.file, line=line))) from error
    except pd.errors.EmptyDataError as error:
        raise InputError(Problem("counts.empty", place)) from error
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise InputError(_shape_problem(str(error), place)) from error


def _headings(raw: bytes, separator: str, table: pd.DataFrame) -> list[str]:
    """The headings as they stand in the file: pandas renames the second of two that are alike."""
    line = raw.decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    found = next(csv.reader([line], delimiter=separator), [])
    return found if len(found) == len(table.columns) else [str(heading) for heading in table.columns]


def _shape_problem(told: str, place: Place) -> Problem:
    """The row that has too many cells, where pandas names it."""
    found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", told)
    if found is None:
        return Problem("counts.not_a_table", place)
    cells: dict[str, str | int | float] = {"headings": int(found[1]), "cells": int(found[3])}
    return Problem("counts.cells_many", Place(file=place.file, line=int(found[2])), params=cells)


def _bytes(path: Path, place: Place) -> bytes:
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise InputError(Problem("counts.broken_gzip", place)) from error
    except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
        raise InputError(Problem("counts.unreadable", place, getattr(error, "strerror", None) or "")) from error


def _parquet(path: Path, place: Place) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except ImportError as error:
        raise InputError(Problem("counts.parquet_library", place)) from error
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        raise InputError(Problem("counts.unreadable", place, str(error).split("\n")[0][:200])) from error


# --- the rows -------------------------------------------------------------------------------------------------------


class _Rows:
    """The rows read column by column, with everything that cannot be read.

    Attributes
    ----------
    service, start, arrivals
        Series over the rows of the file; only to be used when there are no `problems`.
    problems
        What cannot be read.
    """

    def __init__(self, table: pd.DataFrame, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self.service = self._service(table["service"])
        self.start = self._start(table["start"])
        self.arrivals = self._arrivals(table["arrivals"])

    def _service(self, column: pd.Series) -> pd.Series:
        text = column.astype("string").str.strip()
        self._report("counts.service_missing", "service", text, text.isna() | (text == ""))
        self._report("counts.service_letters", "service", text.map(ascii), text.str.contains(_UNSEEN).fillna(False))
        return text

    def _start(self, column: pd.Series) -> pd.Series:
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            self._report("counts.zoned", "start", column.astype("string"), pd.Series(True, index=column.index))
            return column.dt.tz_localize(None)
        if pd.api.types.is_datetime64_dtype(column.dtype):
            found, zoned = column, pd.Series(False, index=column.index)
            text = column.astype("string")
        else:
            text = column.astype("string").str.strip()
            zoned = (text.str.contains(_ZONED, regex=True) & text.str.contains(":", regex=False)).fillna(False)
            found = _times(text.mask(zoned))
        self._report("counts.zoned", "start", text, zoned)
        self._report("counts.time_unreadable", "start", text, found.isna() & ~zoned)
        outside = found.notna() & ((found < _YEARS[0]) | (found >= _YEARS[1]))
        self._report("counts.time_impossible", "start", text, outside)
        return found.mask(outside)

    def _arrivals(self, column: pd.Series) -> pd.Series:
        text = column.astype("string").str.strip()
        text = text.str.replace(_QUOTED, r"\2", regex=True).str.replace(_WHOLE, r"\1", regex=True)
        number = pd.to_numeric(text, errors="coerce").astype(float)
        readable = number.notna() & np.isfinite(number)
        whole = readable & (number == number.round())
        self._report("counts.arrivals_unreadable", "arrivals", text, ~readable)
        self._report("counts.arrivals_negative", "arrivals", text, readable & (number < 0))
        self._report("counts.arrivals_fractional", "arrivals", text, readable & ~whole & (number >= 0))
        huge = whole & (number > MOST_ARRIVALS)
        self._report("counts.arrivals_huge", "arrivals", text, huge, {"most": MOST_ARRIVALS})
        usable = whole & (number >= 0) & ~huge
        return number.where(usable, 0).astype("int64")

    def _report(
        self, code: str, column: str, text: pd.Series, wrong: pd.Series, params: dict[str, int] | None = None
    ) -> None:
        self.problems += _listed(code, column, text, wrong, self.place, params or {})


def _listed(
    code: str, column: str, text: pd.Series, wrong: pd.Series, place: Place, params: dict[str, int]
) -> Iterator[Problem]:
    """The first rows of a mistake one by one, the rest as a number."""
    rows = text[wrong.to_numpy(dtype=bool, na_value=True)]
    for row, found in rows.iloc[:LISTED].items():
        where = Place(file=place.file, row=int(str(row)), column=column)
        yield Problem(code, where, "" if pd.isna(found) else str(found), params=params)
    if len(rows) > LISTED:
        where = Place(file=place.file, row=int(str(rows.index[LISTED])), column=column)
        yield Problem("counts.more", where, params={"code": code, "rows": len(rows) - LISTED})


def _times(text: pd.Series) -> pd.Series:
    """ISO 8601 (2017-01-08 09:30), or day before month (08/01/2017 09.30); all rows in one way. NaT where neither."""
    iso = pd.to_datetime(text, format="ISO8601", errors="coerce")
    if iso.notna().any():
        return iso.astype("datetime64[s]")
    local = text.str.replace(r"(\d{1,2})\.(\d{2})(?:\.(\d{2}))?$", r"\1:\2", regex=True)
    local = local.str.replace(r"^(\d{1,2})[-.](\d{1,2})[-.](\d{4})", r"\1/\2/\3", regex=True)
    found = pd.to_datetime(local, format="%d/%m/%Y %H:%M", errors="coerce")
    dated = pd.to_datetime(local, format="%d/%m/%Y", errors="coerce")
    timed = pd.to_datetime(local, format="%d/%m/%Y %H:%M:%S", errors="coerce")
    return found.fillna(dated).fillna(timed).astype("datetime64[s]")


@dataclass(frozen=True)
class _Repeated:
    """Rows of the same service and start: refused, or explained by the clock."""

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def _repeated(rows: _Rows, zone: ZoneInfo, place: Place) -> _Repeated:
    """The hour that a clock lives twice in autumn may stand twice; nothing else may."""
    twice = pd.DataFrame({"service": rows.service, "start": rows.start}).duplicated()
    if not twice.any():
        return _Repeated((), ())
    starts = rows.start[twice]
    ambiguous = {moment for moment in starts.unique() if _lived_twice(pd.Timestamp(moment), zone)}
    explained = twice & rows.start.isin(list(ambiguous))
    text = rows.service + " " + rows.start.dt.strftime("%Y-%m-%d %H:%M")
    problems = tuple(_listed("counts.repeated", "start", text, twice & ~explained, place, {}))
    hours: dict[str, str | int | float] = {"rows": int(explained.sum()), "zone": str(zone.key)}
    notes = (Problem("counts.clock_change", place, params=hours, severity="note"),) if explained.any() else ()
    return _Repeated(problems, notes)


def _lived_twice(moment: pd.Timestamp, zone: ZoneInfo) -> bool:
    local = moment.to_pydatetime().replace(tzinfo=zone)
    earlier, later = local.utcoffset(), local.replace(fold=1).utcoffset()
    return earlier is not None and later is not None and earlier > later


# --- the counts -----------------------------------------------------------------------------------------------------


def _services(names: pd.Series, place: Place) -> dict[str, str]:
    """An id for each name, in the order of the names."""
    listed = sorted(str(name) for name in names.unique())
    if len(listed) > MOST_SERVICES:
        limits = {"services": len(listed), "most": MOST_SERVICES}
        raise InputError(Problem("counts.services_many", place, params=limits))
    ids: dict[str, str] = {}
    for number, name in enumerate(listed, 1):
        slug = "_".join("".join(c for c in word if c.isascii()) for word in words(name))[:32].strip("_")
        slug = slug or f"service_{number}"
        ids[name] = slug if slug not in ids.values() else f"{slug}_{number}"
    return ids


def _counts(rows: _Rows, services: dict[str, str], slot_minutes: int, zone: str, place: Place) -> OutsideCounts:
    first, last = rows.start.min().date(), rows.start.max().date()
    if (last - first).days > 366 * MOST_YEARS:
        span = {"start": first.isoformat(), "end": last.isoformat(), "most": MOST_YEARS}
        raise InputError(Problem("counts.span_long", place, params=span))
    grid = SlotGrid(first, (last - first).days + 1, slot_minutes, 0, MINUTES_A_DAY // slot_minutes, zone)
    midnight = rows.start.dt.normalize()
    day = (midnight - pd.Timestamp(first)).dt.days.to_numpy()
    slot = ((rows.start - midnight).dt.total_seconds().to_numpy() // (60 * slot_minutes)).astype(np.int64)
    service = pd.Index(list(services)).get_indexer(pd.Index(rows.service))
    arrivals = np.zeros((len(services), grid.days, grid.slots), dtype=np.int64)
    np.add.at(arrivals, (service, day, slot), rows.arrivals.to_numpy())
    present = np.zeros(grid.days, dtype=bool)
    present[day] = True
    return OutsideCounts(grid, tuple(services.values()), tuple(services), arrivals, present)
