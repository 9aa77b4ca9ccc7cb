"""The calendar file: read as people write it, written back the same, and the shipped ones true."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.days import CLOSING, Calendar, CalendarEntry
from office.problems import ConfigError, Problem
from planning.calendarfile import COLUMNS, KINDS, calendar_text, read_calendar
from planning.config import load_config

ROOT = Path(__file__).parents[2]
CALENDARS = ROOT / "configs" / "calendars"
SERVICES: Mapping[str, str] = {"paspor_baru": "paspor_baru", "Paspor baru": "paspor_baru", "A1": "paspor_baru"}
HEAD = ",".join(COLUMNS)
YEARS = (2024, 2025, 2026)


def read(tmp_path: Path, text: str | bytes, services: Mapping[str, str] = SERVICES) -> tuple[CalendarEntry, ...]:
    path = tmp_path / "kalender.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_calendar(path, services)


def problems(tmp_path: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, text)
    return error.value.problems


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)
entries = st.builds(
    lambda start, length, **fields: CalendarEntry(start=start, end=start + timedelta(length), **fields),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 40), kind=st.sampled_from(KINDS),
    service=st.sampled_from([None, "paspor_baru"]), opens=st.none() | st.integers(0, 700),
    closes=st.none() | st.integers(701, 1440), officers_away=st.integers(0, 99), visitors=st.integers(0, 9999),
    note=texts, source=texts, estimated=st.booleans(),
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(entries, max_size=5), st.sampled_from(",;"))
def test_what_is_written_is_read_back(tmp_path_factory, listed, delimiter):
    """Commas, semicolons, quotes and remarks inside of notes included."""
    text = calendar_text(listed, delimiter)
    assert read(tmp_path_factory.mktemp("calendar"), text) == tuple(listed)


@pytest.mark.parametrize(
    "text",
    [
        "start,end,kind,note\n2026-12-24,2026-12-25,joint_leave,Natal\n",
        "\ufeffMulai;Selesai;Jenis;Keterangan\r\n24/12/2026;25/12/2026;Cuti bersama;Natal\r\n",
        "# kalender kantor\n\nTanggal,s.d.,Jenis,Catatan\n24 Des 2026,25 Desember 2026,CUTI-BERSAMA,Natal\n",
        "tgl\tsampai\tmacam\tketerangan\n24-12-2026\t25.12.2026\tjoint leave\tNatal\n",
        'dari,sampai,jenis,nama\n46380,46381,cuti bersama,"Natal"\n',
    ],
)
def test_spellings_of_people(tmp_path, text):
    """Delimiters, byte order mark, remarks, headings, kinds and dates of two languages mean the same."""
    expected = CalendarEntry(start=date(2026, 12, 24), end=date(2026, 12, 25), kind="joint_leave", note="Natal")
    assert read(tmp_path, text) == (expected,)


def test_an_empty_end_is_one_day_and_a_service_may_be_named_three_ways(tmp_path):
    """Id, name and ticket letter; empty means all services."""
    rows = "".join(
        f"2026-12-24,,outage,{name},8.30,15:00,2,10,,,ya\n" for name in ("A1", "paspor BARU", "paspor_baru", "")
    )
    listed = read(tmp_path, f"{HEAD}\n{rows}")
    assert [entry.service for entry in listed] == ["paspor_baru"] * 3 + [None]
    first = listed[0]
    assert (first.end, first.opens, first.closes, first.officers_away, first.visitors, first.estimated) == (
        date(2026, 12, 24), 510, 900, 2, 10, True,
    )  # fmt: skip


def test_all_mistakes_at_once_with_row_and_column(tmp_path):
    """Rows are those of the spreadsheet, with blank lines and remarks counted; one bad cell hides no other."""
    text = (
        f"# remark\n{HEAD}\n\n"
        "31/02/2026,,libur,paspor,25.00,,dua,-1,,,mungkin\n"
        '2026-12-24,,event,,,,,,"two\nlines",,\n'
        "2026-12-25,2026-12-24,event,,15.00,08.00,,,,,\n"
        ",,,,,,,,,,x\n"
        "2026-12-25,,event,,,,,,,,,more\n"
    )
    found = {(p.where.row, p.where.column, p.code.split(".")[1]) for p in problems(tmp_path, text)}
    assert found == {
        (4, "start", "date"), (4, "kind", "kind"), (4, "service", "service"), (4, "opens", "time"),
        (4, "officers_away", "whole"), (4, "visitors", "whole"), (4, "estimated", "yes_no"),
        (6, "end", "date_order"), (6, "closes", "time_order"), (7, "start", "missing"), (7, "kind", "missing"),
        (8, "", "too_many_cells"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (b"", {"empty"}),
        (b"start,end\n", {"column_missing"}),
        (b"start,kind,tanggal\n", {"column_repeated"}),
        (b"start,kind,colour\n", {"column_unknown"}),
        (b'start,kind\n2026-01-01,"event\n', {"not_csv"}),
        (b"start,kind\n2026-01-01,event,caf\xe9\n", {"encoding"}),
    ],
)
def test_files_that_are_no_calendar(tmp_path, text, codes):
    """Each has its own sentence."""
    assert {problem.code for problem in problems(tmp_path, text)} == {f"calendar.{code}" for code in codes}


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from([{}, SERVICES]))
def test_no_edit_of_a_file_gives_anything_but_problems(tmp_path_factory, data, services):
    """Cut, doubled or disturbed anywhere, a calendar is read or refused; never a traceback."""
    raw = (CALENDARS / "indonesia.csv").read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    piece = data.draw(st.binary(max_size=6) | st.text(alphabet=',;"\n\r\t#/-0x ', max_size=6).map(str.encode))
    text = raw[:start] + piece + raw[start + data.draw(st.integers(0, 60)) :]
    try:
        assert read(tmp_path_factory.mktemp("edit"), text, services)
    except ConfigError as error:
        assert all(problem.where.file for problem in error.problems)  # noqa: PT017


def test_a_mistyped_kind_is_suggested(tmp_path):
    """The nearest kind stands under what is allowed."""
    (problem,) = problems(tmp_path, "start,kind\n2026-01-01,public_holidays\n")
    assert problem.allowed[0] == "public_holiday"


def indonesia() -> Calendar:
    return load_config(ROOT / "configs" / "lebong.yaml").calendar


def test_indonesian_holidays_are_those_of_the_holidays_package():
    """Public holidays and joint leave of 2024 to 2026, day by day, against an independent list."""
    table = read_calendar(CALENDARS / "indonesia.csv", {})
    days = {
        entry.start + timedelta(n): entry.kind
        for entry in table
        if entry.kind in CLOSING
        for n in range((entry.end - entry.start).days + 1)
    }
    package = holidays.country_holidays("ID", years=YEARS, categories=("public", "government"), language="en_US")
    assert sorted(days) == sorted(package)
    joint = {day for day, name in package.items() if "Joint" in name}
    assert {day for day, kind in days.items() if kind == "joint_leave"} == joint
    assert {entry.start.year for entry in table} | {entry.end.year for entry in table} == set(YEARS)
    assert all(entry.source for entry in table)


def test_working_days_of_2026():
    """240 working days, 17 holidays and 8 days of joint leave (SKB 1497/2/5 of 2025)."""
    days = indonesia().days(date(2026, 1, 1), date(2026, 12, 31))
    assert sum(day.is_open for day in days) == 240
    kinds = [entry.kind for day in days for entry in day.entries]
    assert (kinds.count("public_holiday"), kinds.count("joint_leave")) == (17, 8)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [(date(2024, 3, 12), date(2024, 4, 9), 29), (date(2025, 3, 1), date(2025, 3, 30), 30),
     (date(2026, 2, 19), date(2026, 3, 20), 30)],
)  # fmt: skip
def test_ramadan(first, last, days):
    """A lunar month of 29 or 30 days, the day after it Idulfitri."""
    calendar = indonesia()
    assert calendar.day(first - timedelta(1)).season == "normal"
    assert calendar.day(first).ramadan_day == 1
    assert calendar.day(last).ramadan_day == days
    eid = calendar.day(last + timedelta(1))
    assert eid.season == "normal"
    assert any("Idulfitri" in entry.note for entry in eid.entries)


def test_eid_2025_closes_eleven_days():
    """28 March to 7 April 2025."""
    days = indonesia().days(date(2025, 3, 27), date(2025, 4, 8))
    assert [day.is_open for day in days] == [True, *[False] * 11, True]


def test_nothing_is_guessed_for_2027():
    """No decree was found: the year is unknown."""
    assert not indonesia().covers(date(2027, 1, 1))


def test_scottish_days_are_bank_holidays():
    """The bakery's closed days are holidays of Scotland or England, and Good Friday 2017 is among them."""
    table = read_calendar(CALENDARS / "scotland.csv", {})
    closed = {e.start + timedelta(n) for e in table if e.kind in CLOSING for n in range((e.end - e.start).days + 1)}
    package = holidays.country_holidays("GB", subdiv="SCT", years=(2016, 2017))
    assert closed <= set(package)
    assert date(2017, 4, 14) in closed
