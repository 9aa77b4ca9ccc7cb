"""Whole files: accepted whole or refused whole, every bad row named."""

import datetime as dt
import gzip
import importlib.util
import os
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.problems import VisitLogError
from office.visits.findings import LISTED
from office.visits.format import VisitFormat
from office.visits.frame import COLUMNS
from office.visits.read import read_visits

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parents[4] / "shared" / "data")) / "visits"
HEADING = "Tanggal,Nomor Antrean,Layanan,Waktu Ambil,Waktu Panggil,Mulai Layan,Selesai\n"
GOOD = "13/04/2026,A001,Paspor baru,08.15,08.20,08.21,08.31\n"


def log_of(*rows: str) -> str:
    return HEADING + "".join(f"{row}\n" for row in rows)


def test_a_plain_log_in_its_normal_form(read):
    """Every column of the normal form is there with its type; the index is the row that Excel shows."""
    frame = read(log_of("13/04/2026,A001,Paspor baru,08.15,08.20,08.21,08.31")).frame
    assert tuple(frame.columns) == COLUMNS
    assert frame.index.tolist() == [2]
    row = frame.iloc[0]
    assert (row.office, row.ticket, row.service, row.priority) == ("contoh", "A001", "baru", 1)
    assert row.day == pd.Timestamp("2026-04-13")
    moments = [row[name].strftime("%H:%M") for name in ("arrived", "called", "served", "left")]
    assert moments == ["08:15", "08:20", "08:21", "08:31"]
    assert all(frame[name].dtype == "datetime64[s]" for name in ("day", "arrived", "called", "served", "left"))
    assert frame[["step", "counter", "officer", "channel", "outcome"]].isna().all().all()
    assert list(frame["service"].cat.categories) == ["baru", "ganti", "ambil"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("31/02/2026,A2,Paspor baru,08.15,,,", "visits.date_impossible", "Tanggal"),
        ("31/13/2026,A2,Paspor baru,08.15,,,", "visits.date_unreadable", "Tanggal"),
        ("kemarin,A2,Paspor baru,08.15,,,", "visits.date_unreadable", "Tanggal"),
        ("13/04/2052,A2,Paspor baru,08.15,,,", "visits.date_far", "Tanggal"),
        ("13/04/1926,A2,Paspor baru,08.15,,,", "visits.date_impossible", "Tanggal"),
        ("13/04/2026,A2,Paspor baru,08.15,08.20,08.30,13/04/2052 08.40", "visits.date_far", "Selesai"),
        (",A2,Paspor baru,08.15,,,", "visits.date_missing", "Waktu Ambil"),
        ("13/04/2026,A2,Paspor baru,25:00,,,", "visits.time_unreadable", "Waktu Ambil"),
        ("13/04/2026,A2,Paspor baru,pagi,,,", "visits.time_unreadable", "Waktu Ambil"),
        ("13/04/2026,A2,Paspor baru,,08.20,,", "visits.arrived_missing", "Waktu Ambil"),
        ("13/04/2026,A2,Paspor baru,14/04/2026,,,", "visits.time_missing", "Waktu Ambil"),
        ("13/04/2026,A2,,08.15,,,", "visits.service_missing", "Layanan"),
        ("13/04/2026,A2,Pasport baru,08.15,,,", "visits.service_mistyped", "Layanan"),
        ("13/04/2026,A2,Zzz,08.15,,,", "visits.service_unknown", "Layanan"),
        ("13/04/2026,A2,Paspor baru,08.15,07.15,,", "visits.order", "Waktu Panggil"),
        ("13/04/2026,A2,Paspor baru,08.15,08.20,08.30,08.25", "visits.order", "Selesai"),
        ("13/04/2026,A2,Paspor baru,08.15,08.20,08.30,08.40,x", "visits.cells_many", ""),
    ],
)
def test_each_error_is_named_with_its_row_and_column(read, row, code, column):
    """One bad row among good ones: the good ones are kept, the bad one is left out and named once."""
    rows = [f"13/04/2026,B{n},Penggantian,09.00,09.05,09.06,09.20" for n in range(3)]
    log = read(log_of(*rows, row), max_bad=0.25)
    assert [(p.code, p.where.row, p.where.column) for p in log.errors] == [(code, 5, column)]
    assert (log.rows, log.bad, len(log.frame)) == (4, 1, 3)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("13/04/2026,A2,Paspor baru,08.15,08.20,08.21,17.00", "visits.long"),
        ("13/04/2026,A2,Paspor baru,08.15,08.20,08.21,16.15", ""),
        ("13/04/2026,A2,Paspor baru,08.15,08.20,08.21,08.21", "visits.zero_seconds"),
        ("13/04/2026,A2,Paspor baru,08.15,,,", "visits.never_called"),
        ("13/04/2026,A2,Paspor baru,08.15,-,-,00:00:00", "visits.never_called"),
        ("18/04/2026,A2,Paspor baru,08.15,08.20,08.21,08.30", "visits.closed_day"),
        ("13/04/2026,A2,Paspor baru,06.59,08.20,08.21,08.30", "visits.outside_hours"),
        ("13/04/2026,A2,Paspor baru,07.00,08.20,08.21,08.30", ""),
        ("13/04/2026,A2,Paspor baru,12.00,12.20,12.21,12.30", "visits.outside_hours"),
        ("13/04/2026,A2,Paspor baru,14.59,15.20,15.21,15.30", ""),
        ("13/04/2026,A2,Paspor baru,15.00,15.20,15.21,15.30", "visits.outside_hours"),
        ("13/04/2026,A001,Paspor baru,09.00,09.01,09.02,09.10", "visits.repeated"),
        ("14/04/2026,A001,Paspor baru,09.00,09.01,09.02,09.10", ""),
        ("13/04/2026,A001,Penggantian,09.00,09.01,09.02,09.10", ""),
    ],
)
def test_each_note_is_named_and_refuses_nothing(read, row, code):
    """What is odd but usable is reported and never counts as bad; both sides of each boundary."""
    log = read(HEADING + GOOD + row + "\n", max_bad=0)
    assert [p.code for p in log.problems] == ([code] if code else [])
    assert all(p.where.row == 3 and p.severity == "note" for p in log.problems)
    assert len(log.frame) == (1 if code == "visits.repeated" else 2)


@pytest.mark.parametrize(("seconds", "refused"), [(60, False), (61, True)])
def test_clocks_may_differ_by_a_minute(read, seconds, refused):
    """A call up to a minute before the ticket is set right; one second more is an error."""
    called = dt.datetime(2026, 4, 13, 8, 15) - dt.timedelta(seconds=seconds)
    text = log_of(f"13/04/2026,A001,Paspor baru,08:15:00,{called:%H:%M:%S},,")
    assert ("visits.order" in read.codes(text)) is refused
    if not refused:
        frame = read(text).frame
        assert (frame["called"] == frame["arrived"]).all()


@pytest.mark.parametrize(("bad", "refused"), [(1, False), (2, True)])
def test_the_limit_of_bad_rows(read, bad, refused):
    """One bad row of a hundred is accepted at 1 %, two are not, and then nothing is."""
    rows = [f"13/04/2026,A{n},Paspor baru,08.15,,," for n in range(100 - bad)] + ["13/04/2026,B,Zzz,08.15,,,"] * bad
    if refused:
        error = read.refused(log_of(*rows))
        assert error.problems[0].code == "visits.too_many_bad"
        assert error.problems[0].params["bad"] == bad
        assert [p.where.row for p in error.problems if p.code == "visits.service_unknown"] == [100, 101]
    else:
        assert len(read(log_of(*rows)).frame) == 99


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "visits.file_empty"),
        (b"  \n\n ", "visits.file_empty"),
        (bytes(range(256)) * 20, "visits.not_text"),
        (b"%PDF-1.7\n\x00\x01", "visits.not_text"),
        (gzip.compress(HEADING.encode() * 500)[:-20], "visits.gzip_broken"),
        (b"\x1f\x8brubbish", "visits.gzip_broken"),
        (b"PK\x03\x04rubbish", "visits.workbook_broken"),
        (b"\xd0\xcf\x11\xe0rubbish", "visits.workbook_broken"),
        (HEADING.encode(), "visits.rows_missing"),
        (b"satu,dua\n1,2\n", "visits.heading_missing"),
        (b"Tanggal,Waktu Ambil\n13/04/2026,08.15\n", "visits.column_missing"),
        (b"Layanan,Nomor Antrean\nPaspor baru,A1\n", "visits.column_missing"),
        (b"Layanan,Waktu Ambil\nPaspor baru,08.15\n", "visits.column_missing"),
        (b"Tanggal,Layanan\n13/04/2026,Paspor baru\n", "visits.column_missing"),
        (b"Layanan,Waktu Ambil,Jam Ambil,Tanggal\nPaspor baru,08.15,08.15,13/04/2026\n", "visits.column_twice"),
        (b'Layanan,Waktu Ambil\n"Paspor baru,2026-04-13 08.15\n' + b"x,2026-04-13 08.15\n" * 50, "visits.quote_open"),
    ],
)  # fmt: skip
def test_files_that_are_no_visit_log(read, content, code):
    """Each is refused with one problem, never with a traceback."""
    assert [p.code for p in read.refused(content).problems] == [code]


def test_paths_that_cannot_be_read(tmp_path, office):
    """No file, a folder, and a file without permission each have a problem of their own."""
    forbidden = tmp_path / "tertutup.csv"
    forbidden.write_text(HEADING)
    forbidden.chmod(0)
    cases = {tmp_path / "tiada.csv": "visits.file_missing", tmp_path: "visits.file_directory"}
    if not os.access(forbidden, os.R_OK):  # an administrator may read everything
        cases[forbidden] = "visits.file_forbidden"
    for path, code in cases.items():
        with pytest.raises(VisitLogError) as caught:
            read_visits(path, office, VisitFormat())
        assert [p.code for p in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("name", "encode", "encoding", "delimiter"),
    [
        ("a.csv", lambda text: text.encode(), "utf-8", ","),
        ("a.csv", lambda text: text.encode("utf-8-sig"), "utf-8-sig", ","),
        ("a.csv", lambda text: text.encode("utf-16"), "utf-16", ","),
        ("a.csv", lambda text: text.replace(",", ";").encode("cp1252"), "cp1252", ";"),
        ("a.tsv", lambda text: text.replace(",", "\t").encode(), "utf-8", "\t"),
        ("a.csv", lambda text: ("sep=;\n" + text.replace(",", ";")).encode(), "utf-8", ";"),
        ("a.csv.gz", lambda text: gzip.compress(text.encode()), "utf-8", ","),
        ("a.csv", lambda text: text.replace("\n", "\r\n").encode(), "utf-8", ","),
    ],
)
def test_one_log_in_many_encodings(read, name, encode, encoding, delimiter):
    """The same visits come out of every encoding, delimiter and packing; cp1252 is said."""
    text = log_of("13/04/2026,é1,Paspor baru,08.15,08.20,08.21,08.31")
    log = read(encode(text), name)
    assert (log.encoding, log.delimiter) == (encoding, delimiter)
    assert log.frame["ticket"].tolist() == ["é1"]
    assert [p.code for p in log.problems] == (["visits.encoding"] if encoding == "cp1252" else [])
    assert log.frame.index.tolist() == [2]


def test_row_numbers_are_those_of_a_spreadsheet(read):
    """Titles, empty rows and cells with line breaks count as a spreadsheet counts them."""
    text = (
        "Laporan antrean\n\n"
        + HEADING
        + "\n"
        + GOOD
        + '13/04/2026,"A\n2",Zzz,08.15,,,\n,,,,,,\n'
        + "13/04/2026,A3,Zzz,08.15,,,\n"
    )
    log = read(text, max_bad=0.9)
    assert log.frame.index.tolist() == [5]
    assert [p.where.row for p in log.errors] == [6, 8]
    assert log.rows == 3


def test_ambiguous_dates_are_refused_with_both_readings(read):
    """3 April or 4 March: refused until the YAML says which, and then read as it says."""
    text = log_of("03/04/2026,A001,Paspor baru,08.15,,,")
    (problem,) = read.refused(text).problems
    assert (problem.code, problem.found, problem.where.row) == ("visits.date_ambiguous", "03/04/2026", 2)
    assert (problem.params["day_first"], problem.params["month_first"]) == ("2026-04-03", "2026-03-04")
    assert read(text, day_first=True).frame["day"].iloc[0] == pd.Timestamp("2026-04-03")
    assert read(text, day_first=False).frame["day"].iloc[0] == pd.Timestamp("2026-03-04")


def test_two_ways_of_writing_in_one_column_are_refused(read):
    """Half the dates with the day first and half with the month first: both rows are shown."""
    rows = [f"13/04/2026,A{n},Paspor baru,08.15,,," for n in range(5)]
    rows += [f"04/14/2026,B{n},Paspor baru,08.15,,," for n in range(5)]
    (problem,) = read.refused(log_of(*rows)).problems
    assert problem.code == "visits.date_mixed"
    assert (problem.params["day_row"], problem.params["month_row"]) == (2, 7)


def test_circumstantial_evidence_is_used_and_noted(read):
    """Working days of 1 to 11 April have no Saturday only when the day is first; the log says why it thinks so."""
    april = [dt.date(2026, 4, n) for n in range(1, 12)]
    rows = [f"{d:%d/%m/%Y},A1,Paspor baru,08.15,08.20,08.21,08.31" for d in april if d.weekday() < 5]
    log = read(log_of(*rows))
    (note,) = log.problems
    assert (note.code, note.severity, note.params["grounds"]) == ("visits.date_order_told", "note", "weekdays")
    assert log.date_formats == {"Tanggal": "d/m/y"}
    assert log.frame["day"].dt.month.eq(4).all()


def test_columns_that_were_written_by_one_machine_share_their_order(read):
    """A column without evidence takes the order of one that has it."""
    text = "Layanan,Nomor Antrean,Waktu Ambil,Selesai\n" + "".join(
        f"Paspor baru,A{n},{d}/04/2026 08.15,{e}/04/2026 08.40\n"
        for n, (d, e) in enumerate([("06", "06"), ("07", "13")])
    )
    log = read(text)
    assert log.frame["arrived"].dt.day.tolist() == [6, 7]
    assert [p.params.get("grounds") for p in log.notes if p.code == "visits.date_order_told"] == ["other_column"]


def test_serials_and_iso_dates_stand_beside_texts(read):
    """Excel's day numbers and ISO dates cannot be mistaken, so a column may hold them among its own format."""
    days = ["13/04/2026", "46126", "2026-04-15", "16 Apr 26"]
    log = read(log_of(*(f"{day},A{n},Paspor baru,08.15,08.20,08.21,08.31" for n, day in enumerate(days))))
    assert log.frame["day"].dt.day.tolist() == [13, 14, 15, 16]
    assert log.problems == ()


def test_names_of_the_log_find_the_office(read):
    """Counters, officers, channel, outcome, priority and steps in the log's own spelling."""
    text = (
        "Tgl Ambil;No. Antrean;Layanan;Tahap;Loket;Petugas;Kanal;Status;Prioritas\n"
        "13/04/2026 08.15;A1;PASPOR  BARU;Berkas;L-3;P01;M-Paspor;Selesai;Ya\n"
        "13/04/2026 08.16;A2;a;;LOKET II;Petugas A;Datang langsung;Tidak hadir;Tidak\n"
        "13/04/2026 08.17;A3;ganti;Sidik;Loket 9;Joko;Fax;Entah;Lansia\n"
    )
    log = read(text)
    frame = log.frame
    assert frame["service"].tolist() == ["baru", "baru", "ganti"]
    assert frame["counter"].tolist()[:2] == ["l3", "l2"]
    assert frame["officer"].tolist()[:2] == ["petugas_a", "petugas_a"]
    assert frame["channel"].tolist()[:2] == ["booked", "walk_in"]
    assert frame["outcome"].tolist()[:2] == ["served", "absent"]
    assert frame["priority"].tolist() == [0, 1, 0]
    assert frame["step"].tolist()[0] == "berkas"
    assert frame.loc[4, ["step", "counter", "officer", "channel", "outcome"]].isna().all()
    unknown = {p.code: p.found for p in log.notes}
    assert unknown == {
        "visits.step_unknown": "Sidik", "visits.counter_unknown": "Loket 9", "visits.officer_unknown": "•••",
        "visits.channel_unknown": "Fax", "visits.outcome_unknown": "Entah",
    }  # fmt: skip


def test_services_are_mapped_ignored_and_collected(read):
    """The YAML maps texts, leaves others out, and collects the rest in one service."""
    rows = [
        f"13/04/2026,A{n},{service},08.15,08.20,08.21,08.31" for n, service in enumerate(["Baru!", "NONE", "Lain", "x"])
    ]
    log = read(log_of(*rows), services={"baru": "baru", "x": "ganti"}, ignore=("none",), other="ambil")
    assert log.frame["service"].tolist() == ["baru", "ambil", "ganti"]
    counted = {p.code: (p.params["rows"], p.found) for p in log.notes}
    assert counted == {"visits.service_ignored": (1, "NONE"), "visits.service_other": (1, "Lain")}


def test_the_ticket_letter_tells_the_service(read):
    """Without a column of services the letter of the ticket is its service."""
    log = read("Tgl Ambil,Nomor Antrean\n13/04/2026 08.15,A001\n13/04/2026 08.16,G-002\n")
    assert log.frame["service"].tolist() == ["baru", "ambil"]


def test_logs_of_several_offices(read):
    """A log of two offices is refused until the YAML names one; rows of the other are then passed over."""
    text = "Kantor,Tgl Ambil,No Antrean,Layanan\nSatu,13/04/2026 08.15,A1,ganti\nDua,13/04/2026 08.16,A2,Zzz\n"
    assert [p.code for p in read.refused(text).problems] == ["visits.offices_many"]
    assert [p.code for p in read.refused(text, office="Tiga").problems] == ["visits.office_unknown"]
    log = read(text, office="satu")
    assert (len(log.frame), log.bad) == (1, 0)
    assert [p.params["rows"] for p in log.notes if p.code == "visits.other_offices"] == [1]


def test_columns_of_the_yaml_overrule(read):
    """A heading named in the YAML is taken whatever it is called; one that is not there is named."""
    text = "Hari,Nomor Antrean,Apa,Pukul,Waktu\n13/04/2026,A1,ganti,08.15,x\n"
    log = read(text, columns={"day": "hari", "service": "APA", "arrived": "Pukul"})
    assert log.columns == {"day": "Hari", "ticket": "Nomor Antrean", "service": "Apa", "arrived": "Pukul"}
    problems = read.refused(text, columns={"day": "Hari", "service": "Ada apa", "arrived": "Pukul"}).problems
    assert (problems[0].code, problems[0].found) == ("visits.column_unknown", "Ada apa")


NIK = "1771234506789012"


@pytest.mark.parametrize(
    ("more", "cells"),
    [
        ("NIK,Nama Pemohon,No HP,Tgl Lahir", ["A1,ganti," + NIK + ",Rahasia,081234567890,01/02/1990"]),
        ("Isian", [f"A1,ganti,{NIK}", f"A2,ganti,{NIK}"]),
        ("", [f"{NIK},ganti", f"{NIK},ganti"]),
        ("", [f"A1,{NIK}", f"A2,Rahasia,{NIK}"]),
        ("Loket", [f"A1,ganti,{NIK}", "A2,ganti,2", "A3,ganti,3"]),
        ("Loket", ["A1,ganti,1", f"A2,ganti,Rahasia,{NIK}", f"A3,Rahasia,{NIK},4"]),
        ("Kontak", ["A1,ganti,rahasia@contoh.id", "A2,ganti,Rahasia"]),
        ("Petugas", ["A1,ganti,Rahasia", "A2,ganti,P01"]),
    ],
)
def test_nothing_about_persons_gets_through(read, more, cells):
    """Neither frame nor problems show an identity number, a name or an address, whatever column it stands in."""
    times = ("13/04/2026 08:00", "13/04/2026 25:00", NIK)
    heading = ",".join(filter(None, ("Tgl Ambil,No Antrean,Layanan", more)))
    text = "\n".join([heading, *(f"{time},{row}" for time in times for row in cells)]) + "\n"
    try:
        log = read(text, max_bad=0.9)
        seen = log.frame.to_csv() + repr(log.problems)
    except VisitLogError as error:
        seen = repr(error.problems) + str(error)
    assert NIK not in seen
    assert "ahasia" not in seen
    assert "081234567890" not in seen


def test_dropped_columns_are_said(read):
    """Columns about persons are named in `dropped` and in one note, by heading and by content."""
    text = f"Tgl Ambil,No Antrean,Layanan,Nama,Kode,Warna\n13/04/2026 08.15,A1,ganti,x,{NIK},biru\n"
    log = read(text)
    assert log.dropped == ("Nama", "Kode")
    assert {p.code: p.found for p in log.notes} == {
        "visits.columns_dropped": "Nama, Kode",
        "visits.columns_ignored": "Warna",
    }


def test_a_till_gives_one_visit_per_ticket_and_service(read):
    """With the key `ticket_service` repeated lines are merged with one note; else each is a note of its own."""
    rows = [f"13/04/2026,A1,{service},08.15,08.20,08.21,08.31" for service in ("ganti", "ganti", "baru", "ganti")]
    merged, repeated = read(log_of(*rows), visit_key="ticket_service"), read(log_of(*rows))
    assert merged.frame.index.tolist() == repeated.frame.index.tolist() == [2, 4]
    assert [(p.code, p.params["rows"]) for p in merged.problems] == [("visits.merged", 2)]
    assert [(p.code, p.where.row) for p in repeated.problems] == [("visits.repeated", 3), ("visits.repeated", 5)]


def test_reading_twice_gives_the_same(read):
    """The same file gives the same visits, and a log that is pasted below itself adds none."""
    rows = [f"13/04/2026,A{n},Penggantian,09.{n:02},,," for n in range(20)]
    once, twice = read(log_of(*rows)).frame, read(log_of(*rows, *rows)).frame
    pd.testing.assert_frame_equal(once, twice)


def test_many_problems_of_one_kind_are_counted(read):
    """Beyond the listed ones a single problem says how many more there are; the number of bad rows stays exact."""
    size = LISTED + 5
    log = read(log_of(*["13/04/2026,A1,Zzz,08.15,,,"] * size, GOOD.strip()), max_bad=0.9999999)
    codes = Counter(p.code for p in log.errors)
    assert codes == {"visits.service_unknown": LISTED, "visits.more": 1}
    assert next(p for p in log.errors if p.code == "visits.more").params["rows"] == 5
    assert log.bad == size


def snapshots(hidden: bool) -> str:
    """Three queues, looked at every five minutes."""
    lines = [f"time,date,nazwaGrupy,{'x' if hidden else 'liczbaKlwKolejce'}"]
    for minute in range(0, 60, 5):
        lines += [f"09:{minute:02},2020-01-03,{queue},{minute % 4}" for queue in ("ganti", "baru", "ambil")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("hidden", [False, True])
def test_snapshots_of_queues_are_refused(read, hidden):
    """Found by their column of people waiting, and without it by their full table of times and queues."""
    columns = {"service": "nazwaGrupy"}
    assert [p.code for p in read.refused(snapshots(hidden), columns=columns).problems] == ["visits.snapshots"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)), st.booleans())
def test_rubbish_raises_nothing_but_visit_log_errors(read, content, headed):
    """Any bytes, alone or below a good heading and a good row, are accepted or refused with problems."""
    try:
        log = read((HEADING + GOOD).encode() + content if headed else content, max_bad=0.99)
    except VisitLogError:
        return
    assert log.frame["arrived"].notna().all()
    assert log.frame["service"].notna().all()


cells = st.sampled_from(
    ["", "13/04/2026", "31/02/2026", "2026-04-14", "08.15", "08:15:59", "25:00", "13/04/2026 09.00", "46125.5", "x",
     "A1", "Paspor baru", "Pasport", "-", "12:30 PM", '"', "3 Mei 26"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cells, min_size=5, max_size=8), min_size=1, max_size=12))
def test_every_row_is_a_visit_or_is_accounted_for(read, rows):
    """Whatever stands in the cells: rows = visits + bad rows + repeated rows, and moments never go back."""
    text = HEADING + GOOD + "".join(",".join(row) + "\n" for row in rows)
    try:
        log = read(text, max_bad=0.99)
    except VisitLogError:
        return
    repeated = sum(p.code == "visits.repeated" for p in log.problems)
    assert log.rows == len(log.frame) + log.bad + repeated
    assert log.bad == len({p.where.row for p in log.errors})
    moments = log.frame[["arrived", "called", "served", "left"]].to_numpy()
    for later in range(1, 4):
        for earlier in range(later):
            known = ~np.isnat(moments[:, later]) & ~np.isnat(moments[:, earlier])
            assert (moments[known, later] >= moments[known, earlier]).all()


BAKERY = DATA / "bakery_2016_2017" / "tickets.csv.gz"
ITEMS = ("Coffee", "Bread", "Tea", "Cake", "Pastry", "Sandwich", "Other")


@pytest.mark.skipif(not BAKERY.exists(), reason="the bakery's tickets are not here (LOKET_DATA)")
def test_the_bakery_is_an_office(office_with):
    """21,293 lines of a till: NONE left out, one visit per (ticket, item), counted independently from the raw file."""
    office = office_with([(item.lower(), item, "") for item in ITEMS], "Europe/London")
    log = read_visits(BAKERY, office, VisitFormat(ignore=("NONE",), other="other", visit_key="ticket_service"))
    raw = pd.read_csv(BAKERY, keep_default_na=False)
    raw = raw[raw["Item"] != "NONE"].assign(
        service=lambda d: d["Item"].str.lower().where(d["Item"].isin(ITEMS), "other")
    )
    expected = raw.drop_duplicates(["Date", "Transaction", "service"])["service"].value_counts()
    assert (log.rows, log.bad) == (21_293, 0)
    assert log.frame["service"].value_counts().to_dict() == expected.to_dict()
    assert log.frame["day"].nunique() == 159
    first = raw.drop_duplicates(["Date", "Transaction", "service"])
    assert log.frame["arrived"].tolist() == pd.to_datetime(first["Date"] + " " + first["Time"]).tolist()


WARSAW = DATA / "warsaw_offices_2020" / "queue_snapshots.parquet"


@pytest.mark.skipif(
    not WARSAW.exists() or importlib.util.find_spec("pyarrow") is None,
    reason="the Warsaw snapshots or a reader of Parquet are not here",
)
def test_the_warsaw_snapshots_are_refused(tmp_path, office):
    """The real snapshots as CSV, with and without columns named in the YAML."""
    path = tmp_path / "warsaw.csv"
    pd.read_parquet(WARSAW).head(20_000).to_csv(path, index=False)
    for columns in ({}, {"service": "nazwaGrupy", "arrived": "time", "day": "date_fixed"}):
        with pytest.raises(VisitLogError) as caught:
            read_visits(path, office, VisitFormat.model_validate({"columns": columns}))
        assert [p.code for p in caught.value.problems] == ["visits.snapshots"]


@pytest.mark.slow
def test_memory_of_a_large_log_stays_small(read):
    """200,000 rows take less than 200 MB: blocks are read and let go, only codes stay."""
    rows = [f"{13 + n % 5}/04/2026,A{n % 999},ganti,0{8 + n % 2}:{n % 60:02}:00,,,\n" for n in range(200_000)]
    tracemalloc.start()
    log = read(HEADING + "".join(rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert log.rows == 200_000
    assert peak < 200e6
