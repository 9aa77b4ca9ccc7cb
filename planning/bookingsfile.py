"""The bookings file: appointments of past and coming days as lines of a CSV, without anything about persons."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from office.bookings import Booking, BookingStatus
from office.office import Office
from office.problems import InputError, Place, Problem
from office.visits.names import plain, words
from office.visits.personal import looks_personal
from planning.cells import CellError, RowReader, day_in, minute_in, one_of, whole_in
from planning.textfile import read_text

COLUMNS = ("day", "time", "service", "booked_on", "count", "quota", "status")
REQUIRED = ("day", "service")
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "day": ("tanggal", "tgl", "date", "tanggal kedatangan", "tgl kedatangan", "tanggal temu", "jadwal", "appointment"),
    "time": ("jam", "waktu", "sesi", "pukul", "session", "slot", "minute", "jam kedatangan"),
    "service": ("layanan", "jenis layanan", "jenis permohonan"),
    "booked_on": (
        "booked on", "dipesan", "tanggal pesan", "tgl pesan", "tanggal daftar", "tgl daftar", "tanggal booking",
        "tgl booking", "waktu pesan", "created", "created at", "tanggal bayar", "tanggal pendaftaran",
    ),
    "count": ("jumlah", "pemohon", "jumlah pemohon", "visitors", "orang"),
    "quota": ("kuota", "kapasitas", "capacity", "offered", "tersedia"),
    "status": ("keterangan status", "hasil", "outcome", "kehadiran"),
}  # fmt: skip
_STATUS: Mapping[str, BookingStatus] = {
    **dict.fromkeys(("open", "booked", "terdaftar", "aktif", "dibayar", "menunggu", "dipesan", "paid"), "open"),
    **dict.fromkeys(("came", "hadir", "datang", "selesai", "served", "done", "dilayani", "show"), "came"),
    **dict.fromkeys(
        ("absent", "tidak hadir", "absen", "no show", "no-show", "mangkir", "hangus", "kedaluwarsa", "kadaluarsa",
         "batal otomatis", "dibatalkan otomatis", "expired"), "absent"),
    **dict.fromkeys(
        ("cancelled", "canceled", "batal", "dibatalkan", "jadwal ulang", "dijadwalkan ulang", "rescheduled"),
        "cancelled"),
}  # fmt: skip
_STATUS_SHOWN = ("hadir", "tidak hadir", "batal", "terdaftar")
_PERSONAL = frozenset({
    "nik", "nama", "name", "ktp", "kk", "hp", "telp", "telepon", "phone", "whatsapp", "wa", "email", "surel", "alamat",
    "address", "lahir", "birth", "paspor", "passport", "gender", "kelamin",
})  # fmt: skip
_CLOCK_AT_END = re.compile(r"[ T]+(\d{1,2}[.:]\d{2})(?:[.:]\d{2}(?:\.\d+)?)?$")
MOST_BYTES = 64_000_000
LISTED = 20
"""Mistakes that are listed one by one; the rest is counted."""


@dataclass(frozen=True)
class BookingsFile:
    """Appointments by day, time, service, day of booking and what became of them, and what a reader should know."""

    bookings: tuple[Booking, ...] = ()
    notes: tuple[Problem, ...] = ()


def read_bookings(path: Path, office: Office) -> BookingsFile:
    """Reads a bookings file: one row a booking, or one row for several with their count.

    Commas, semicolons or tabs; dates as 2026-12-25 or 25/12/2026 (the day first), with a clock time or without;
    headings in Indonesian or English. Without a column of times the time stands beside the date. Other columns are
    dropped, and it is said.

    Parameters
    ----------
    path
        The CSV.
    office
        The office, whose services may be called by id, name or ticket letter.

    Raises
    ------
    InputError
        With every mistake: row as a spreadsheet shows it, column, what was found and what is allowed.
    """
    place = Place(file=str(path))
    rows = _rows(path, place)
    columns = _columns(rows[0], place)
    headings = {column: cell for column, cell in zip(columns, rows[0][1], strict=True) if column}
    named = {name: s.id for s in office.services for name in (s.ticket, s.name, s.id) if name}
    problems: list[Problem] = []
    found: dict[tuple[object, ...], tuple[int, int | None]] = {}
    service_of = one_of(named, "cell.service", tuple(dict.fromkeys(named.values())))
    for number, cells in rows[1:]:
        by_column = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        reader = RowReader(by_column, Place(file=str(path), row=number), headings, problems)
        for key, count, quota in _booking(reader, service_of):
            before = found.get(key, (0, None))
            places = [each for each in (before[1], quota) if each is not None]
            found[key] = (before[0] + count, max(places) if places else None)
    if problems:
        more = [Problem("bookings.more", place, params={"count": len(problems) - LISTED})]
        raise InputError(*problems[:LISTED], *(more if len(problems) > LISTED else ()))
    bookings = tuple(_made(key, count, quota) for key, (count, quota) in found.items())
    return BookingsFile(
        bookings, (_told(bookings, place), *_repeated(rows, columns, place), *_dropped(rows, columns, place))
    )


def _rows(path: Path, place: Place) -> list[tuple[int, list[str]]]:
    """Rows with their numbers, empty ones left out; the first is the heading."""
    text = read_text(path, "bookings", MOST_BYTES)
    head = next(line for line in text.splitlines() if line.strip())
    delimiter = max(";,\t", key=head.count)
    try:
        listed = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(Problem("bookings.not_csv", place)) from error
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(listed, 1)]
    return [(number, cells) for number, cells in rows if any(cells)]


def _columns(heading: tuple[int, list[str]], place: Place) -> list[str]:
    """The column that each heading means, empty where it means none."""
    spelled = {plain(name): column for column, names in _ALIASES.items() for name in (column, *names)}
    row, cells = heading
    columns = [spelled.get(plain(cell), "") for cell in cells]
    where = Place(file=place.file, row=row)
    problems = [
        Problem("bookings.column_missing", where, ", ".join(cells), params={"column": column})
        for column in REQUIRED
        if column not in columns
    ]
    problems += [
        Problem("bookings.column_repeated", where, cells[i], params={"other": cells[columns.index(column)]})
        for i, column in enumerate(columns)
        if column and columns.index(column) < i
    ]
    if problems:
        raise InputError(*problems)
    return columns


def _booking(row: RowReader, service_of: object) -> Iterator[tuple[tuple[object, ...], int, int | None]]:
    """What a row says; nothing where it has a mistake, which the row then reports."""
    before = len(row.problems)
    row.require(*REQUIRED)
    day = row.read("day", _day, date.min)
    minute = row.read("time", minute_in, -1)
    if minute < 0 and not row.text("time"):
        minute = _minute_beside(row)
    service = row.read("service", service_of, "")  # type: ignore[arg-type]
    booked_on = row.read("booked_on", _day, None)
    count = row.read("count", whole_in, 1)
    quota = row.read("quota", whole_in, -1)
    status = row.read("status", one_of(_STATUS, "bookings.status", _STATUS_SHOWN), "open")
    if booked_on is not None and booked_on > day and len(row.problems) == before:
        row.report("booked_on", "bookings.booked_after", (f"{day:%d/%m/%Y}",))
    if len(row.problems) == before:
        yield (day, minute, service, booked_on, status), count, None if quota < 0 else quota


def _minute_beside(row: RowReader) -> int:
    """The clock time that stands behind the date."""
    found = _CLOCK_AT_END.search(row.text("day"))
    if found is None:
        row.report("time" if "time" in row.headings else "day", "bookings.no_time")
        return 0
    return minute_in(found[1])


@lru_cache(maxsize=20_000)
def _day(cell: object) -> date:
    try:
        return day_in(_CLOCK_AT_END.sub("", str(cell)))
    except CellError as error:
        raise CellError("cell.date") from error


def _made(key: tuple[object, ...], count: int, quota: int | None) -> Booking:
    day, minute, service, booked_on, status = key
    parts = {"day": day, "minute": minute, "service": service, "booked_on": booked_on, "status": status}
    return Booking.model_validate({**parts, "count": count, "quota": quota})


def _told(bookings: Sequence[Booking], place: Place) -> Problem:
    """What was read: an analyst sees that his file counted."""
    days = [booking.day for booking in bookings]
    params: dict[str, str | int | float] = {
        "bookings": sum(booking.count for booking in bookings if booking.status != "cancelled"),
        "cancelled": sum(booking.count for booking in bookings if booking.status == "cancelled"),
        "first": f"{min(days, default='')}",
        "last": f"{max(days, default='')}",
    }
    return Problem("bookings.read", place, params=params, severity="note")


def _repeated(rows: list[tuple[int, list[str]]], columns: list[str], place: Place) -> Iterator[Problem]:
    """Rows like another in every cell, where something tells rows apart: a number of visitors, or a further column.

    A list with a row a booking, and nothing else in it, holds equal rows by right.
    """
    if "count" not in columns and all(columns):
        return
    seen: set[tuple[str, ...]] = set()
    again = []
    for number, cells in rows[1:]:
        if tuple(cells) in seen:
            again.append(number)
        seen.add(tuple(cells))
    if again:
        yield Problem("bookings.repeated", place, params={"rows": len(again), "first": again[0]}, severity="note")


def _dropped(rows: list[tuple[int, list[str]]], columns: list[str], place: Place) -> Iterator[Problem]:
    """Columns that nothing is kept of: those about persons, and those that mean nothing here."""
    personal: list[str] = []
    others: list[str] = []
    for at, (column, heading) in enumerate(zip(columns, rows[0][1], strict=True)):
        cells = (cells[at] for _, cells in rows[1:500] if at < len(cells))
        if not column and heading:
            is_personal = bool(_PERSONAL & set(words(heading))) or looks_personal(cells)
            (personal if is_personal else others).append(heading)
    if personal:
        yield Problem("bookings.personal_dropped", place, ", ".join(personal), severity="note")
    if others:
        yield Problem("bookings.column_ignored", place, ", ".join(others), COLUMNS, severity="note")
