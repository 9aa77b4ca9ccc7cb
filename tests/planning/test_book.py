"""The head's workbook: what a head types is understood, what is not is told by sheet, row and column."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter

from office.bookings import Booking
from office.people import Absence
from office.problems import ConfigError, Problem
from planning.book import Book, read_book, with_book
from planning.booksheets import MARK, SHEETS, SKILL, columns_of
from planning.config import Config, load_config
from scheduler.rules.wishes import Wish, Wishes

CONFIG = load_config(Path(__file__).parents[2] / "configs" / "lebong.yaml").config
DAY, LATER = dt.date(2026, 11, 30), dt.date(2026, 12, 31)
Rows = Mapping[str, list[list[object]]]


def people(**changes: Callable[[list[object]], list[object] | None]) -> list[list[object]]:
    """Rows of the sheet of people as they stand in the config, some changed or left out."""
    rows: list[list[object]] = []
    for officer in CONFIG.office.officers:
        marks = ["x" if skill in officer.skills else "" for skill in CONFIG.office.skills]
        row = changes.get(officer.id, lambda row: row)([officer.id, officer.name, "ya", *marks])
        rows += [row] if row is not None else []
    return rows


def write(path: Path, rows: Rows) -> Path:
    """A workbook with some sheets: title, hidden ids, headings, rows; dates are real dates of Excel."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for id, cells in rows.items():
        columns = columns_of(id, CONFIG.office)
        sheet = book.add_worksheet(f"Lembar {id}")
        sheet.write(0, 1, "Judul")
        sheet.write_row(2, 0, [f"{MARK}{id}", *columns])
        sheet.write_row(3, 1, [f"Judul {column}" for column in columns])
        for number, row in enumerate(cells, 4):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    book.close()
    path.write_bytes(out.getvalue())
    return path


def read(tmp_path: Path, **rows: list[list[object]]) -> Book:
    return read_book(write(tmp_path / "isian.xlsx", rows), CONFIG)


def problems(tmp_path: Path, **rows: list[list[object]]) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, **rows)
    return error.value.problems


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (DAY, DAY + dt.timedelta(1)),
        (dt.datetime(2026, 11, 30), dt.datetime(2026, 12, 1)),
        ("30/11/2026", "1/12/2026"),
        ("30-11-2026", "1 Des 2026"),
        ("Senin, 30 November 2026", "2026-12-01"),
        (46356, 46357),
    ],
)
def test_dates_as_a_head_types_them(tmp_path, start, end):
    """Excel's dates, texts with the day first, Indonesian months, and day numbers whose format got lost."""
    book = read(tmp_path, away=[["", "Petugas A", start, end, "Cuti"]])
    assert book.absences == (Absence(officer="petugas_a", start=DAY, end=DAY + dt.timedelta(1), kind="leave"),)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("cuti", "leave"), ("Cuti tahunan", "leave"), ("CUTI  BESAR", "leave"), ("dinas luar", "outside_duty"),
     ("DL", "outside_duty"), ("Diklat", "outside_duty"), ("sakit", "off_duty"), ("Izin", "off_duty"),
     ("cuti sakit", "off_duty"), ("Tidak bertugas", "off_duty"), ("Leave", "leave"), ("off duty", "off_duty")],
)  # fmt: skip
def test_kinds_of_days_away(tmp_path, word, kind):
    """Sickness is off duty, and the word itself is kept nowhere."""
    book = read(tmp_path, away=[["", "petugas a", DAY, "", word]])
    assert [(a.officer, a.end, a.kind) for a in book.absences] == [("petugas_a", DAY, kind)]
    assert "sakit" not in repr(book).casefold()


def test_the_whole_book_at_once(tmp_path):
    """A sheet each: days away, a broken counter, an event, bookings; empty rows in between are nothing."""
    book = read(
        tmp_path,
        people=people(),
        away=[["", "", "", "", ""], ["", "Petugas C", DAY, "", "dinas"]],
        counters=[["l4", "L4", "tidak"], ["l1", "L1", "ya"]],
        events=[["", "1/12/2026", "", "Jemput bola", "Desa", 3, "08.30", "", 12, "Paspor baru"]],
        bookings=[["", DAY, "08.30", "paspor baru", 4], ["", DAY, dt.time(9, 0), "A2", "2"],
                  ["", DAY, 0.5, "paspor_baru", 1]],
    )  # fmt: skip
    assert [a.officer for a in book.absences] == ["petugas_c"]
    assert [c.id for c in book.counters if not c.available] == ["l4"]
    assert len(book.counters) == 7
    (event,) = book.entries
    assert (event.kind, event.officers_away, event.opens, event.visitors, event.service, event.note) == (
        "mobile_service", 3, 510, 12, "paspor_baru", "Desa",
    )  # fmt: skip
    assert book.bookings == (
        Booking(day=DAY, minute=510, service="paspor_baru", count=4),
        Booking(day=DAY, minute=540, service="penggantian", count=2),
        Booking(day=DAY, minute=720, service="paspor_baru", count=1),
    )
    assert book.officers == CONFIG.office.officers


def test_people_come_go_and_learn(tmp_path):
    """Who is inactive or missing is not rostered, who is new gets the usual contract, marks are skills; all is said."""
    sheet = people(
        petugas_a=lambda row: [row[0], "Petugas Satu", *row[2:]],
        petugas_b=lambda row: [*row[:2], "tidak", *row[3:]],
        petugas_l=lambda row: None,
        petugas_k=lambda row: [*row[:3], "X", "ya", *["-"] * 6],
    )
    skills = list(CONFIG.office.skills)
    new = ["", "Petugas Baru", "", *("v" if skill == "berkas" else "" for skill in skills)]
    book = read(tmp_path, people=[*sheet, new])
    office = with_book(CONFIG, book).office
    assert office.officer("petugas_a").name == "Petugas Satu"
    assert office.officer("petugas_k").skills == set(skills[:2])
    assert (office.officer("petugas_baru").contract, office.officer("petugas_baru").skills) == ("pns", {"berkas"})
    assert set(CONFIG.office.officer_ids) - set(office.officer_ids) == {"petugas_b", "petugas_l"}
    assert [(note.code, note.found, note.severity) for note in book.notes] == [
        ("book.new_officer", "Petugas Baru", "note"), ("book.officer_missing", "Petugas L", "note"),
    ]  # fmt: skip


def test_arrays_follow_the_new_people(tmp_path):
    """Orders that the office remembers are made anew."""
    assert len(CONFIG.office.officer_ids) == 12
    book = read(tmp_path, people=people(petugas_b=lambda row: None))
    assert with_book(CONFIG, book).office.officer_ids == tuple(o.id for o in book.officers)


def test_a_closed_counter_that_breaks_a_promise_is_a_note(tmp_path):
    """A plan is made all the same; the head is told what no longer works."""
    book = read(tmp_path, counters=[["l7", "L7", "tidak"]])
    assert {(note.code, note.severity) for note in book.notes} == {
        ("config.step_counter_closed", "note"), ("config.promise_counter_closed", "note"),
    }  # fmt: skip
    assert not with_book(CONFIG, book).office.counter("l7").available


def test_a_skill_without_a_column_stays(tmp_path):
    """A workbook older than a skill does not take it from anybody."""
    path = write(tmp_path / "old.xlsx", {"people": people()})
    changed = dict(CONFIG.office.model_dump())
    changed["skills"] = {**CONFIG.office.skills, "arab": "Bahasa Arab"}
    changed["officers"] = [
        {**dict(o), "skills": o.skills | {"arab"}} if o.id == "petugas_d" else dict(o) for o in CONFIG.office.officers
    ]
    config = Config(**{**dict(CONFIG), "office": changed})
    assert read_book(path, config).officers == config.office.officers


def test_no_book_changes_nothing():
    """An empty book leaves the config as it is."""
    assert with_book(CONFIG, Book()) is CONFIG


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_empty_sheet_is_nothing(tmp_path, sheet):
    """Headings alone say nothing, but for the people: a sheet without any of them lists everybody as gone."""
    book = read(tmp_path, **{sheet: []})
    assert (book.absences, book.entries, book.bookings, book.officers) == ((), (), (), ())
    assert with_book(CONFIG, book) == CONFIG


def test_all_mistakes_at_once(tmp_path):
    """Sheet, row as Excel counts, heading of the column, and the nearest allowed name."""
    found = problems(
        tmp_path,
        people=people(petugas_d=lambda row: [*row[:3], *[""] * 8],
                      petugas_e=lambda row: [row[0], "petugas f", *row[2:]],
                      petugas_g=lambda row: [*row[:2], "barangkali", *row[3:]]),
        away=[["", "Petugas AA", DAY, "", "cuti"], ["", "Petugas A", "31/02/2026", "", "mudik"],
              ["", "Petugas A", DAY, dt.date(2026, 11, 1), "cuti"], ["", "", "", "", "cuti"]],
        counters=[["", "L9", "ya"], ["l1", "L1", "kadang"]],
        events=[["", DAY, "", "pesta", "", "", "", "", "", ""]],
        bookings=[["", DAY, "8.60", "paspor", "banyak"], ["", DAY, "8.30", "Paspor baru", "10000"],
                  ["", DAY, "8.30", "Paspor baru", "9999"]],
    )  # fmt: skip
    assert {(p.where.sheet.split()[1], p.where.row, p.where.column, p.code) for p in found} == {
        ("people", 8, "Judul name", "book.no_skill"), ("people", 10, "Judul name", "book.name_twice"),
        ("people", 11, "Judul active", "cell.yes_no"),
        ("away", 5, "Judul officer", "book.officer"), ("away", 6, "Judul start", "cell.date"),
        ("away", 6, "Judul kind", "book.away_kind"), ("away", 7, "Judul end", "cell.date_order"),
        ("away", 8, "Judul officer", "cell.missing"), ("away", 8, "Judul start", "cell.missing"),
        ("counters", 5, "Judul name", "book.counter"), ("counters", 6, "Judul open", "cell.yes_no"),
        ("events", 5, "Judul kind", "cell.kind"), ("bookings", 5, "Judul minute", "cell.time"),
        ("bookings", 5, "Judul service", "cell.service"), ("bookings", 5, "Judul count", "cell.whole"),
        ("bookings", 6, "Judul count", "cell.whole"),
    }  # fmt: skip
    assert next(p for p in found if p.code == "book.officer").allowed[0] == "Petugas A"


def test_everybody_inactive_is_a_mistake(tmp_path):
    """An office without officers cannot be planned."""
    gone = {o.id: lambda row: [*row[:2], "tidak", *row[3:]] for o in CONFIG.office.officers}
    assert [problem.code for problem in problems(tmp_path, people=people(**gone))] == ["book.nobody"]


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "unreadable"), (b"not a workbook", "unreadable"), (b"PK\x03\x04broken", "unreadable")]
)
def test_files_that_are_no_workbook(tmp_path, content, code):
    """Rubbish is refused with a sentence."""
    path = tmp_path / "isian.xlsx"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as error:
        read_book(path, CONFIG)
    assert [problem.code for problem in error.value.problems] == [f"book.{code}"]


def test_paths_and_workbooks_that_are_not_ours(tmp_path):
    """A folder, a missing file, and somebody else's workbook are told apart."""
    for path, code in ((tmp_path, "folder"), (tmp_path / "no.xlsx", "not_found"),
                       (write(tmp_path / "other.xlsx", {}), "no_sheets")):  # fmt: skip
        with pytest.raises(ConfigError) as error:
            read_book(path, CONFIG)
        assert [problem.code for problem in error.value.problems] == [f"book.{code}"]


def test_columns_of_people_are_the_skills():
    """One column a skill, in the order of the config."""
    assert columns_of("people", CONFIG.office)[2:] == tuple(f"{SKILL}{skill}" for skill in CONFIG.office.skills)


@pytest.mark.parametrize(
    ("cells", "wish"),
    [
        (["Petugas A", DAY, "", "", "libur", ""], {"day": DAY, "wants": "off"}),
        (["petugas a", DAY, LATER, "", "Masuk", "x"], {"day": DAY, "until": LATER, "wants": "work", "weight": 3}),
        (["Petugas A", "", "", "Jumat", "bukan Dinas", ""], {"weekday": "fri", "wants": "off", "shifts": {"dinas"}}),
        (["Petugas A", DAY, LATER, "senin", "08.00-10.00", ""],
         {"day": DAY, "until": LATER, "weekday": "mon", "wants": "off", "hours": "08.00-10.00"}),
    ],
)  # fmt: skip
def test_wishes_as_people_write_them(tmp_path, cells, wish):
    """Free days, work, a shift that is not wanted, hours to keep free; they count among the rules."""
    book = read(tmp_path, wishes=[["", *cells]])
    assert book.wishes == (Wish.model_validate({"officer": "petugas_a", **wish}),)
    assert with_book(CONFIG, book).roster.rules == (*CONFIG.roster.rules, Wishes(wishes=book.wishes))


def test_wishes_that_cannot_be_read_are_told(tmp_path):
    """No day at all, an end without a beginning, a word that nobody knows."""
    found = problems(
        tmp_path,
        wishes=[["", "Petugas A", "", "", "", "libur", ""], ["", "Petugas A", "", DAY, "Senin", "libur", ""],
                ["", "Petugas A", DAY, "", "", "santai", ""], ["", "Petugas A", DAY, "", "besok", "libur", ""],
                ["", "Petugas A", DAY, dt.date(2026, 11, 1), "", "libur", ""]],
    )  # fmt: skip
    assert [(p.where.row, p.where.column, p.code) for p in found] == [
        (5, "Judul start", "cell.missing"), (6, "Judul start", "cell.missing"), (7, "Judul wish", "book.wish"),
        (8, "Judul weekday", "cell.weekday"), (9, "Judul end", "cell.date_order"),
    ]  # fmt: skip
