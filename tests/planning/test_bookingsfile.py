"""The bookings file: read as offices export it, mistakes told by row and column, nothing kept about persons."""

from datetime import date
from pathlib import Path

import pytest

from office.bookings import Booking
from office.problems import InputError
from planning.bookingsfile import LISTED, read_bookings
from planning.config import load_config

OFFICE = load_config(Path(__file__).parents[2] / "configs" / "lebong.yaml").config.office
DAY = date(2026, 11, 30)


def read(tmp_path, *lines):
    path = tmp_path / "janji.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_bookings(path, OFFICE)


def problems(tmp_path, *lines):
    with pytest.raises(InputError) as error:
        read(tmp_path, *lines)
    return error.value.problems


def test_one_row_a_booking(tmp_path):
    """Rows that say the same are counted together; the status divides them."""
    found = read(
        tmp_path,
        "Tanggal;Jam;Layanan;Tgl Daftar;Status",
        "30/11/2026;08.30;Paspor baru;20/11/2026;Hadir",
        "30/11/2026;08:30;paspor_baru;2026-11-20 14:05:11;hadir",
        "30/11/2026;08.30;A1;20 Nov 2026;Tidak Hadir",
        "",
        "30/11/2026;09.00;Paspor baru;;Batal",
    )
    a = {"day": DAY, "minute": 510, "service": "paspor_baru", "booked_on": date(2026, 11, 20)}
    assert found.bookings == (
        Booking(**a, count=2, status="came"),
        Booking(**a, count=1, status="absent"),
        Booking(day=DAY, minute=540, service="paspor_baru", count=1, status="cancelled"),
    )
    (note,) = found.notes
    assert (note.code, note.params["bookings"], note.params["cancelled"]) == ("bookings.read", 3, 1)
    assert [b.lead_days for b in found.bookings] == [10, 10, None]


def test_counts_and_quota(tmp_path):
    """Several in a row; a time that is offered and empty; the time may stand beside the date."""
    found = read(
        tmp_path, "day,service,count,quota", "2026-11-30 08:30,paspor_baru,4,10", "2026-11-30 09:00,paspor_baru,0,10"
    )
    assert [(b.minute, b.count, b.quota) for b in found.bookings] == [(510, 4, 10), (540, 0, 10)]


def test_nothing_about_persons_is_kept(tmp_path):
    """By heading or by what stands there; other columns are named as well."""
    found = read(
        tmp_path,
        "Tanggal,Jam,Layanan,NIK,Nama Pemohon,Kode,Warna",
        "30/11/2026,08.30,Paspor baru,1771012345678901,Budi,0812 3456 7890,biru",
    )
    assert {note.code: note.found for note in found.notes if note.found} == {
        "bookings.personal_dropped": "NIK, Nama Pemohon, Kode",
        "bookings.column_ignored": "Warna",
    }
    assert "Budi" not in repr(found)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("31/02/2026,08.30,Paspor baru,,1,", "cell.date"),
        ("30/11/2026,25.99,Paspor baru,,1,", "cell.time"),
        ("30/11/2026,,Paspor baru,,1,", "bookings.no_time"),
        ("30/11/2026,08.30,Paspor bru,,1,", "cell.service"),
        ("30/11/2026,08.30,,,1,", "cell.missing"),
        ("30/11/2026,08.30,Paspor baru,01/12/2026,1,", "bookings.booked_after"),
        ("30/11/2026,08.30,Paspor baru,,-3,", "cell.whole"),
        ("30/11/2026,08.30,Paspor baru,,1,mungkin", "bookings.status"),
    ],
)
def test_every_mistake_has_its_row(tmp_path, row, code):
    """The second of three rows is wrong."""
    good = "30/11/2026,08.30,Paspor baru,,1,"
    found = problems(tmp_path, "tanggal,jam,layanan,dipesan,jumlah,status", good, row, good)
    assert [(p.code, p.where.row) for p in found] == [(code, 3)]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["jam,layanan", "08.30,A1"], "bookings.column_missing"),
        (["tanggal,tgl,jam,layanan", "1,2,3,4"], "bookings.column_repeated"),
        (['tanggal,jam,layanan', '"30/11/2026,08.30,A1'], "bookings.not_csv"),
        ([" "], "bookings.empty"),
    ],
)  # fmt: skip
def test_files_that_are_none(tmp_path, lines, code):
    """No column of days, two of them, a quote that does not close, nothing at all."""
    assert [p.code for p in problems(tmp_path, *lines)] == [code]


def test_many_mistakes_are_counted(tmp_path):
    """The first twenty are listed, the rest is a number."""
    found = problems(tmp_path, "tanggal,jam,layanan", *["32/11/2026,08.30,A1"] * 50)
    assert len(found) == LISTED + 1
    assert (found[-1].code, found[-1].params["count"]) == ("bookings.more", 30)


def test_rows_like_another_are_told_where_rows_can_be_told_apart(tmp_path):
    """With a number of visitors in each, equal rows are rows read twice; a row a booking may well repeat."""
    row = "30/11/2026,08.30,Paspor baru"
    counted = read(tmp_path, "tanggal,jam,layanan,jumlah", f"{row},4", f"{row},4", f"{row},5")
    assert [(n.params["rows"], n.params["first"]) for n in counted.notes if n.code == "bookings.repeated"] == [(1, 3)]
    assert sum(b.count for b in counted.bookings) == 13
    plain = read(tmp_path, "tanggal,jam,layanan", row, row)
    assert "bookings.repeated" not in {note.code for note in plain.notes}
