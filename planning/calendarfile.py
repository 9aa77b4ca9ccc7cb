"""The calendar file: holidays, seasons and special days as lines of a CSV that a head can edit."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from office.days import CalendarEntry, CalendarKind
from office.problems import ConfigError, Place, Problem
from office.values import clock
from office.visits.names import plain
from planning.cells import RowReader, day_in, minute_in, one_of, slug_in, whole_in, yes_in
from planning.textfile import read_text

COLUMNS = (
    "start", "end", "kind", "service", "opens", "closes", "officers_away", "visitors", "note", "source", "estimated",
)  # fmt: skip
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "start": ("mulai", "tanggal", "tgl", "dari", "tanggal mulai", "date", "from"),
    "end": ("selesai", "sampai", "hingga", "s.d.", "tanggal selesai", "to", "until"),
    "kind": ("jenis", "macam", "type"),
    "service": ("layanan",),
    "opens": ("buka", "jam buka"),
    "closes": ("tutup", "jam tutup"),
    "officers_away": ("petugas keluar", "petugas pergi", "petugas luar"),
    "visitors": ("pengunjung", "tamu", "tambahan pengunjung", "pemohon"),
    "note": ("keterangan", "catatan", "nama", "name"),
    "source": ("sumber", "dasar"),
    "estimated": ("perkiraan", "taksiran"),
}
KIND_NAMES: Mapping[str, CalendarKind] = {
    **{kind: kind for kind in get_args(CalendarKind)},
    "libur nasional": "public_holiday",
    "hari libur": "public_holiday",
    "cuti bersama": "joint_leave",
    "tutup": "closed",
    "ramadhan": "ramadan",
    "bulan puasa": "ramadan",
    "libur sekolah": "school_holiday",
    "acara": "event",
    "kejadian khusus": "event",
    "gangguan": "outage",
    "gangguan sistem": "outage",
    "jemput bola": "mobile_service",
    "eazy passport": "mobile_service",
    "layanan keliling": "mobile_service",
    "public holiday": "public_holiday",
    "joint leave": "joint_leave",
    "school holiday": "school_holiday",
    "mobile service": "mobile_service",
    "special event": "event",
    "libur nasional, kantor buka": "open_holiday",
    "libur nasional buka": "open_holiday",
    "libur tetap buka": "open_holiday",
    "public holiday, office open": "open_holiday",
    "cuti bersama, kantor buka": "open_leave",
    "cuti bersama buka": "open_leave",
    "joint leave, office open": "open_leave",
    "hari peringatan": "observance",
    "peringatan": "observance",
    "observed day": "observance",
}
"""Spellings of the kinds, in Indonesian and English."""
KINDS: tuple[str, ...] = get_args(CalendarKind)


def read_calendar(path: Path, services: Mapping[str, str]) -> tuple[CalendarEntry, ...]:
    """The lines of a calendar file, in any order.

    Commas or semicolons; dates as 2026-12-25 or 25/12/2026 (the day first); headings and kinds in Indonesian or
    English; lines that begin with ``#`` are remarks. An empty end means one day, an empty service all of them.

    Parameters
    ----------
    path
        The CSV.
    services
        Spellings of the services and the id that each means; without any, a service is taken as it stands.

    Raises
    ------
    ConfigError
        With every mistake: row as a spreadsheet shows it, column, what was found and what is allowed.
    """
    rows = _rows(path)
    problems: list[Problem] = []
    place = Place(file=str(path))
    headings = _headings(rows, place)
    entries = [
        entry
        for row, cells in rows[1:]
        for entry in entries_in(_reader(cells, headings, Place(file=str(path), row=row), problems), services)
    ]
    if problems:
        raise ConfigError(*problems)
    return tuple(entries)


def calendar_text(entries: Iterable[CalendarEntry], delimiter: str = ",") -> str:
    """The calendar file of some entries, as `read_calendar` reads it back."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_written(entry) for entry in entries)
    return out.getvalue()


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Rows with their numbers, remarks and empty ones left out; the first is the heading."""
    text = read_text(path, "calendar")
    head = next(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    delimiter = max(";,\t", key=head.count)
    try:
        listed = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ConfigError(Problem("calendar.not_csv", Place(file=str(path)))) from error
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(listed, 1)]
    return [(number, cells) for number, cells in rows if any(cells) and not cells[0].startswith("#")]


def _headings(rows: list[tuple[int, list[str]]], place: Place) -> list[str]:
    """The column that each heading means, empty where it means none."""
    spelled = {plain(name): column for column, names in _ALIASES.items() for name in (column, *names)}
    row, cells = rows[0]
    columns = [spelled.get(plain(cell), "") for cell in cells]
    where = Place(file=place.file, row=row)
    problems = [
        Problem("calendar.column_missing", where, params={"column": column})
        for column in ("start", "kind")
        if column not in columns
    ]
    problems += [
        Problem("calendar.column_repeated", where, cells[i], params={"other": cells[columns.index(column)]})
        for i, column in enumerate(columns)
        if column and columns.index(column) < i
    ]
    problems += [
        Problem("calendar.column_unknown", where, cell, COLUMNS)
        for cell, column in zip(cells, columns, strict=True)
        if cell and not column
    ]
    if problems:
        raise ConfigError(*problems)
    return columns


def _reader(cells: list[str], headings: list[str], place: Place, problems: list[Problem]) -> RowReader:
    by_column = {column: cell for column, cell in zip(headings, cells, strict=False) if column}
    if any(cells[len(headings) :]):
        problems.append(Problem("calendar.too_many_cells", place, cells[len(headings)]))
    return RowReader(by_column, place, {}, problems)


def entries_in(row: RowReader, services: Mapping[str, str]) -> Iterable[CalendarEntry]:
    """The entry of a row of `COLUMNS`; none where the row has a mistake, which the row then reports."""
    before = len(row.problems)
    row.require("start", "kind")
    start = row.read("start", day_in, date.min)
    end = row.read("end", day_in, start)
    kind = row.read("kind", one_of(KIND_NAMES, "cell.kind", KINDS), KINDS[0])
    opens, closes = row.read("opens", minute_in, -1), row.read("closes", minute_in, -1)
    named = one_of(services, "cell.service", tuple(dict.fromkeys(services.values()))) if services else slug_in
    fields = {
        "service": row.read("service", named, "") or None,
        "opens": None if opens < 0 else opens,
        "closes": None if closes < 0 else closes,
        "officers_away": row.read("officers_away", whole_in, 0),
        "visitors": row.read("visitors", whole_in, 0),
        "estimated": row.read("estimated", yes_in, False),
        "note": row.text("note"),
        "source": row.text("source"),
    }
    if start > end and len(row.problems) == before:
        row.report("end", "cell.date_order", (f"{start:%d/%m/%Y}",))
    if 0 <= closes <= opens:
        row.report("closes", "cell.time_order", (clock(opens),))
    return [CalendarEntry(start=start, end=end, kind=kind, **fields)] if len(row.problems) == before else []


def _written(entry: CalendarEntry) -> list[str]:
    cells = {
        "opens": clock(entry.opens) if entry.opens is not None else "",
        "closes": clock(entry.closes) if entry.closes is not None else "",
        "officers_away": str(entry.officers_away or ""),
        "visitors": str(entry.visitors or ""),
        "service": entry.service or "",
        "estimated": "x" if entry.estimated else "",
    }
    return [cells[column] if column in cells else str(getattr(entry, column)) for column in COLUMNS]
