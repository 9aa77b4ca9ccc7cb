"""Which column holds what: headings, their usual names in Indonesian and English, and columns about persons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from office.office import Office
from office.problems import Place, Problem
from office.visits.format import VisitField, VisitFormat
from office.visits.names import plain, words

FIELDS: tuple[VisitField, ...] = get_args(VisitField)
TIMES: tuple[VisitField, ...] = ("arrived", "called", "served", "left")

USUAL: dict[VisitField, str] = {
    "office": "kantor, nama kantor, kode kantor, satker, cabang, unit kerja, office, branch",
    "day": "tgl ambil, tanggal ambil, tanggal kunjungan, tgl kunjungan, tanggal antrean, tgl antrean, tanggal antrian,"
    "tgl antrian, tanggal layanan, tgl layanan, tanggal pelayanan, tgl pelayanan, tanggal tiket, hari tanggal,"
    "visit date, ticket date, service date, arrival date",
    "ticket": "nomor antrean, no antrean, nomor antrian, no antrian, nomor tiket, no tiket, kode antrean, kode antrian,"
    "antrean nomor, antrean no, antrian nomor, antrian no, tiket, ticket, ticket no, ticket number, queue number,"
    "queue no, token",
    "service": "layanan, jenis layanan, nama layanan, kode layanan, pelayanan, jenis pelayanan, nama pelayanan,"
    "jenis permohonan, jenis antrean, jenis antrian, antrean layanan, antrian layanan, service, service type,"
    "service name",
    "step": "tahap, tahap layanan, tahapan, langkah, step, stage, service step",
    "priority": "prioritas, kelas prioritas, antrean prioritas, priority, priority class",
    "arrived": "waktu ambil, jam ambil, ambil, ambil antrean, ambil antrian, ambil nomor, waktu ambil antrean,"
    "waktu ambil antrian, jam ambil antrean, jam ambil antrian, waktu ambil nomor, jam ambil nomor,"
    "waktu ambil tiket, jam ambil tiket, waktu datang, jam datang, waktu kedatangan, jam kedatangan, kedatangan,"
    "waktu cetak tiket, jam cetak tiket, waktu tiket, arrived, arrival, arrival time, arrived at, ticket time,"
    "issue time, issued at, ticket issued, check in, check in time",
    "called": "waktu panggil, jam panggil, panggil, waktu panggilan, jam panggilan, waktu dipanggil, jam dipanggil,"
    "dipanggil, called, call time, called at, first call",
    "served": "mulai layan, mulai layanan, mulai dilayani, waktu mulai, jam mulai, waktu mulai layan,"
    "waktu mulai layanan, jam mulai layan, jam mulai layanan, waktu dilayani, jam dilayani, waktu layan, served,"
    "served at, service start, service started, start of service",
    "left": "selesai, waktu selesai, jam selesai, selesai layan, selesai layanan, selesai dilayani, waktu keluar,"
    "jam keluar, waktu selesai layanan, left, left at, service end, finished, finished at, finish time, completed at",
    "counter": "loket, nomor loket, no loket, nama loket, kode loket, konter, counter, counter no, counter number,"
    "counter name, desk, window, booth",
    "officer": "petugas, kode petugas, nama petugas, id petugas, petugas loket, officer, officer code, operator, clerk",
    "channel": "kanal, saluran, cara datang, jalur, jenis kunjungan, channel",
    "outcome": "hasil, status antrean, status antrian, status layanan, status kunjungan, outcome, result",
}
"""Headings that mean a field, beyond doubt."""

VAGUE: dict[VisitField, str] = {
    "office": "unit, site",
    "day": "tanggal, tgl, date, day, tanggal transaksi, tgl transaksi, transaction date",
    "ticket": "antrean, antrian, nomor, nomor urut, transaction, transaction id, nomor transaksi, no transaksi, number",
    "service": "keperluan, tujuan, tujuan kunjungan, permohonan, item, queue, queue name, purpose, category",
    "arrived": "waktu, jam, waktu masuk, jam masuk, masuk, waktu transaksi, jam transaksi, waktu daftar, jam daftar,"
    "tanggal jam, tanggal waktu, tanggal dan waktu, tgl jam, time, timestamp, date time, created,"
    "created at, transaction time",
    "called": "tgl panggil, tanggal panggil",
    "served": "mulai, tgl mulai, tanggal mulai, start, start time, started at, begin",
    "left": "akhir, keluar, waktu akhir, jam akhir, tgl selesai, tanggal selesai, end, end time, ended at, closed at",
    "counter": "meja, teller",
    "officer": "pegawai, staff, agent, user",
    "channel": "sumber, asal, source, booking",
    "outcome": "status, keterangan status, state",
}
"""Headings that mean a field when no other heading of the file does."""

_ABOUT_PERSONS = (
    "nama,name,nik,ktp,kk,npwp,paspor,passport,identitas,identity,telepon,telp,hp,handphone,ponsel,wa,whatsapp,phone,"
    "mobile,email,mail,alamat,address,lahir,birth,birthdate,birthday,dob,kelamin,sex,gender,kewarganegaraan,"
    "nationality,agama,religion,pekerjaan,occupation,umur,usia,age,ibu,ayah,mother,father"
)
_PERSONAL_WORDS = frozenset(_ABOUT_PERSONS.split(","))
_NOT_PERSONAL = frozenset({"jenis", "tipe", "type", "layanan", "service", "kantor", "office", "loket", "counter"})
_ZONES = frozenset({"wib", "wita", "wit"})


@dataclass(frozen=True)
class Columns:
    """What each column of a file is. Numbers count columns from 0.

    Parameters
    ----------
    headings
        Headings from left to right.
    fields
        Column of each field that was found.
    personal
        Columns about persons.
    unknown
        Columns with a heading that means nothing here.
    """

    headings: tuple[str, ...]
    fields: dict[VisitField, int]
    personal: tuple[int, ...]
    unknown: tuple[int, ...]

    def heading(self, field: VisitField) -> str:
        """The heading of a field; empty where the file has no such column."""
        return self.headings[self.fields[field]] if field in self.fields else ""


def _listed(table: dict[VisitField, str]) -> dict[str, VisitField]:
    return {plain(name): field for field, names in table.items() for name in names.split(",")}


_USUAL, _VAGUE = _listed(USUAL), _listed(VAGUE)


def meaning(heading: str) -> VisitField | None:
    """The field that a heading usually means, clearly or vaguely; None where it means none."""
    key = _key(heading)
    return _USUAL.get(key) or _VAGUE.get(key)


def is_personal(heading: str, format: VisitFormat) -> bool:
    """Whether a heading announces data about a person."""
    parts = frozenset(words(heading))
    named = plain(heading) in {plain(name) for name in format.personal}
    return named or (bool(parts & _PERSONAL_WORDS) and not parts & _NOT_PERSONAL)


def columns_of(headings: Sequence[str], format: VisitFormat) -> Columns:
    """What each column is, by the YAML first, then by clear headings, then by vague ones."""
    fields = {**_claims(headings, format, _VAGUE), **_claims(headings, format, _USUAL), **_chosen(headings, format)}
    firsts = {field: columns[0] for field, columns in fields.items()}
    rest = [i for i, heading in enumerate(headings) if heading and i not in firsts.values()]
    personal = tuple(i for i in rest if is_personal(headings[i], format))
    return Columns(
        headings=tuple(headings),
        fields={field: firsts[field] for field in FIELDS if field in firsts},
        personal=personal,
        unknown=tuple(i for i in rest if i not in personal),
    )


def heading_problems(columns: Columns, format: VisitFormat, office: Office, place: Place) -> Iterator[Problem]:
    """What is wrong with the headings: two for one field, a column of the YAML that is not there, a field missing."""
    headings = columns.headings
    for field, wanted in format.columns.items():
        if plain(wanted) not in map(plain, headings):
            yield Problem(
                "visits.column_unknown",
                place,
                wanted,
                tuple(filter(None, headings)),
                {"field": field, "setting": field},
            )
    clear = _claims(headings, format, _USUAL)
    vague = {field: c for field, c in _claims(headings, format, _VAGUE).items() if field not in clear}
    for field, claimed in {**clear, **vague}.items():
        if len(claimed) > 1 and field not in format.columns:
            found = ", ".join(f"{headings[i]} ({letter(i)})" for i in claimed)
            yield Problem("visits.column_twice", place, found, params={"field": field, "setting": field})
    yield from (missing_problem(field, columns, place) for field in missing_fields(columns, office))


def missing_fields(columns: Columns, office: Office) -> tuple[VisitField, ...]:
    """Fields without which rows are no visits.

    Tickets may tell the service by their letter, an office with one service needs none, and a column of dates may
    hold the time of arrival as well.
    """
    by_letter = "ticket" in columns.fields and any(service.ticket for service in office.services)
    missing: list[VisitField] = []
    if "service" not in columns.fields and not by_letter and len(office.services) > 1:
        missing.append("service")
    if not {"arrived", "day"} & columns.fields.keys():
        missing.append("arrived")
    return tuple(missing)


def missing_problem(field: VisitField, columns: Columns, place: Place) -> Problem:
    """A field that no column holds, with the headings that are there and those that would do."""
    usual = tuple(name.strip() for name in USUAL[field].split(","))[:6]
    found = ", ".join(filter(None, columns.headings))
    return Problem("visits.column_missing", place, found, usual, {"field": field, "setting": field})


def letter(column: int) -> str:
    """The letter that a spreadsheet shows above a column, `A` for 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _key(heading: str) -> str:
    """A heading without what stands in brackets, and without the zone."""
    return "".join(word for word in words(heading.split("(")[0]) if word not in _ZONES)


def _chosen(headings: Sequence[str], format: VisitFormat) -> dict[VisitField, list[int]]:
    places = {plain(heading): i for i, heading in reversed(list(enumerate(headings)))}
    return {field: [places[plain(name)]] for field, name in format.columns.items() if plain(name) in places}


def _claims(headings: Sequence[str], format: VisitFormat, table: dict[str, VisitField]) -> dict[VisitField, list[int]]:
    """Columns whose heading stands in the table, by field; those that the YAML speaks of are left out."""
    given = {columns[0] for columns in _chosen(headings, format).values()}
    personal = {plain(name) for name in format.personal}
    claims: dict[VisitField, list[int]] = {}
    for i, heading in enumerate(headings):
        field = table.get(_key(heading))
        if field is not None and i not in given and plain(heading) not in personal:
            claims.setdefault(field, []).append(i)
    return claims
