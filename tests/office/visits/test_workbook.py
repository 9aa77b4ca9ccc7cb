"""Workbooks: the same visits as from text, with Excel's own dates, merged headings and row numbers."""

import datetime as dt
import io

import pandas as pd
import pytest
import xlsxwriter


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """A workbook whose cells are written as what they are."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as written:
        form = written.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        clock = written.add_format({"num_format": "hh:mm"})
        for name, rows in sheets:
            sheet = written.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, dt.datetime | dt.date):
                        sheet.write_datetime(i, j, cell, form)
                    elif isinstance(cell, dt.time):
                        sheet.write_datetime(i, j, cell, clock)
                    elif cell is not None:
                        sheet.write(i, j, cell)
    return buffer.getvalue()


HEADING = ["Tanggal", "Nomor Antrean", "Layanan", "Waktu Ambil", "Selesai"]
MONDAY = dt.datetime(2026, 4, 13)


def test_cells_with_dates_and_times_are_read_as_meant(read):
    """Dates, times of day and numbers as Excel stores them; tickets that are numbers keep no decimal point."""
    rows = [HEADING, [MONDAY, 17, "ganti", dt.time(8, 15), dt.time(8, 45)]]
    log = read(book(("Data", rows)), "antrean.xlsx")
    row = log.frame.iloc[0]
    assert (row.ticket, row.arrived, row.left) == (
        "17",
        pd.Timestamp(2026, 4, 13, 8, 15),
        pd.Timestamp(2026, 4, 13, 8, 45),
    )
    assert (log.sheet, log.encoding, log.delimiter, log.problems) == ("Data", "", "", ())


def test_moments_survive_the_round_trip_to_the_second(read):
    """Every second of some minutes, stored as a fraction of a day, comes back as the same second."""
    moments = [dt.datetime(2026, 4, 13, 8, 0) + dt.timedelta(seconds=7 * n) for n in range(500)]
    rows = [["No Antrean", "Layanan", "Waktu Ambil"], *([f"A{n}", "ganti", m] for n, m in enumerate(moments))]
    assert read(book(("Data", rows)), "antrean.xlsx").frame["arrived"].tolist() == moments


def test_typed_and_written_dates_share_a_column(read):
    """A column half of Excel's dates and half of texts: the texts are read in the column's own format."""
    rows = [HEADING, [MONDAY, "A1", "ganti", "08.15", None], ["14/04/2026", "A2", "ganti", "08.15", None]]
    log = read(book(("Data", rows)), "antrean.xlsx")
    assert log.frame["day"].dt.day.tolist() == [13, 14]


def test_titles_and_merged_headings_are_passed_over(read):
    """The heading in two rows below a title; the rows are numbered as Excel shows them."""
    rows = [
        ["Laporan Antrean April 2026"],
        [],
        ["Antrean", None, "Waktu", None, None],
        ["Nomor", "Layanan", "Ambil", "Panggil", "Selesai"],
        [
            "A1",
            "ganti",
            dt.datetime(2026, 4, 13, 8, 15),
            dt.datetime(2026, 4, 13, 8, 20),
            dt.datetime(2026, 4, 13, 8, 30),
        ],
        ["A2", "Zzz", dt.datetime(2026, 4, 13, 8, 16), None, None],
    ]
    log = read(book(("Data", rows)), "antrean.xlsx", max_bad=0.5)
    assert log.frame.index.tolist() == [5]
    assert set(log.columns) == {"ticket", "service", "arrived", "called", "left"}
    assert [(p.where.row, p.where.sheet) for p in log.errors] == [(6, "Data")]


def test_the_sheet_that_looks_most_like_a_log_is_read(read):
    """A cover sheet is passed over; of two alike the other is named; the YAML may choose."""
    good = [HEADING, [MONDAY, "A1", "ganti", "08.15", None]]
    other = [HEADING, [MONDAY, "A1", "baru", "08.15", None]]
    content = book(("Sampul", [["Kantor Contoh"]]), ("April", good), ("Mei", other))
    log = read(content, "antrean.xlsx")
    assert (log.sheet, log.frame["service"].tolist()) == ("April", ["ganti"])
    assert [p.found for p in log.notes if p.code == "visits.sheets_unread"] == ["Mei"]
    assert read(content, "antrean.xlsx", sheet="Mei").frame["service"].tolist() == ["baru"]
    (problem,) = read.refused(content, "antrean.xlsx", sheet="Juni").problems
    assert (problem.code, problem.allowed) == ("visits.sheet_unknown", ("Sampul", "April", "Mei"))


@pytest.mark.parametrize(("name", "noted"), [("a.xlsx", False), ("a.csv", True)])
def test_a_workbook_is_known_by_its_content(read, name, noted):
    """A wrong ending is said and does no harm."""
    log = read(book(("Data", [HEADING, [MONDAY, "A1", "ganti", "08.15", None]])), name)
    assert ("visits.extension" in [p.code for p in log.notes]) is noted


def test_text_with_the_ending_of_a_workbook(read):
    """The other way round: CSV named .xlsx."""
    log = read("Tgl Ambil,No Antrean,Layanan\n13/04/2026 08.15,A1,ganti\n", "a.xlsx")
    assert [p.code for p in log.notes] == ["visits.extension"]


def test_an_empty_workbook_is_no_log(read):
    """A sheet without any cell."""
    assert [p.code for p in read.refused(book(("Data", [])), "a.xlsx").problems] == ["visits.heading_missing"]
