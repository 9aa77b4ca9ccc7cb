"""An office's own roster in whatever shape: read alike, judged by the same rules, asked about where unclear."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from office.problems import InputError
from planning.check import check_file
from planning.inputs import gather
from planning.judgement import Checked
from report.places import Names, place_words
from report.problems import remedy, sentence
from report.violations import Breach, violation_line
from report.words.catalogue import Words
from scheduler.check import check
from scheduler.rules.promised_cover import PromisedCover
from tests.planning.ownrosters import workbook

ROOT = Path(__file__).parents[2]
BASE = (ROOT / "configs" / "lebong.yaml").read_text(encoding="utf-8")
MONDAY = date(2026, 11, 30)
DAYS = [MONDAY + timedelta(n) for n in range(5)]
NAMES = [f"Petugas {letter}" for letter in "ABCDEFGHIJKL"]
SHIFTS = """roster:
  shifts:
    - {id: pagi, name: Pagi, hours: {normal: {mon-thu: 07.30-16.00, fri: 07.30-16.30},
       ramadan: {mon-thu: 08.00-15.00, fri: 08.00-15.30}}}
    - {id: siang, name: Siang, hours: {normal: {mon-thu: 08.30-17.00, fri: 08.30-17.30},
       ramadan: {mon-thu: 08.00-15.00, fri: 08.00-15.30}}}
"""


@pytest.fixture
def config(tmp_path):
    """The sample office with an early and a late shift; further lines may be added to its YAML."""

    def made(more: str = "", shifts: str = SHIFTS) -> Path:
        path = tmp_path / "kantor.yaml"
        text = BASE.replace("calendars/", f"{ROOT / 'configs' / 'calendars'}/")
        path.write_text(text[: text.index("\nroster:") + 1] + shifts + more, encoding="utf-8")
        return path

    return made


def judged(config: Path, roster: Path, week: str | None = None) -> Checked:
    return check_file(config, roster, None, (), place_words(), week)


def grid(code_of=lambda who, day: "P", head=DAYS, first="NAMA") -> list[list[object]]:
    """A heading of days, and a row of codes for each officer."""
    return [["NO", first, *head], *([n + 1, name, *(code_of(n, d) for d in range(len(head)))]
                                    for n, name in enumerate(NAMES))]  # fmt: skip


def codes(who: int, day: int) -> str:
    """Petugas C is on leave all week, D off on Tuesday, E sick on Wednesday; even ones come early."""
    away = {(3, 1): "L", (4, 2): "Sakit"}
    return "C" if who == 2 else away.get((who, day), "P" if who % 2 == 0 else "S")


def held(checked: Checked) -> dict[tuple[str, date], str]:
    return {(a.officer, a.day): a.shift for a in checked.roster.assignments}


EXPECTED = {
    (f"petugas_{'abcdefghijkl'[who]}", day): {"P": "pagi", "S": "siang"}[codes(who, n)]
    for who in range(12) for n, day in enumerate(DAYS) if codes(who, n) in ("P", "S")
}  # fmt: skip
TITLE = [["KANTOR IMIGRASI LEBONG"], ["JADWAL DINAS BULAN NOVEMBER - DESEMBER 2026"], []]
NOTES = [[], ["Keterangan:"], ["", "P = Pagi 07.30-16.00"], ["", "C = Cuti; L = Libur"], ["Kepala Kantor"]]
TEXTS = {
    "date cells": DAYS,
    "long Indonesian": ["Senin, 30 November 2026", "Selasa, 1 Desember 2026", "Rabu, 2 Desember 2026",
                        "Kamis, 3 Desember 2026", "Jum'at, 4 Desember 2026"],
    "short": ["30/11/26", "1/12/26", "2/12/26", "3/12/26", "4/12/26"],
    "without year": ["30 Nov", "1 Des", "2 Des", "3 Des", "4 Des"],
    "day and month": ["30/11", "01/12", "02/12", "03/12", "04/12"],
}  # fmt: skip


@pytest.mark.parametrize("head", TEXTS.values(), ids=TEXTS)
def test_dates_are_read_as_they_are_written(config, tmp_path, head):
    """The same roster comes out of every way to write its days, below titles and above notes."""
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": [*TITLE, *grid(codes, head), *NOTES]})
    checked = judged(config(), path)
    assert held(checked) == EXPECTED
    assert {(a.officer, a.start, a.end, a.kind) for a in checked.roster.absences} == {
        ("petugas_e", DAYS[2], DAYS[2], "off_duty"), *(("petugas_c", day, day, "leave") for day in DAYS)
    }  # fmt: skip


def test_days_of_a_month_stand_under_its_title(config, tmp_path):
    """1 to 31 in a heading, month and year above, weekdays in a row between: each week can be judged."""
    month = [date(2026, 12, 1) + timedelta(n) for n in range(31)]
    rows = [["DAFTAR JAGA"], ["Bulan: Desember 2026"], *grid(lambda *_: "P", list(range(1, 32)))]
    rows.insert(3, ["", "", *("SSRKJSM"[day.weekday()] for day in month)])
    path = workbook(tmp_path / "jadwal.xlsx", {"Des": rows})
    with pytest.raises(InputError) as several:
        judged(config(), path)
    assert several.value.problems[0].code == "own.which_week"
    checked = judged(config(), path, "2026-W50")
    assert {a.day for a in checked.roster.assignments} == {date(2026, 12, 7) + timedelta(n) for n in range(7)}
    assert [v for v in checked.violations if v.rule == "consecutive_days"]  # the first days of the file are the past
    assert {note.code for note in checked.notes} == {"own.read", "own.closed_day"}


def test_weekdays_alone_need_the_week(config, tmp_path):
    """Senin to Jumat say which days only together with --week."""
    head = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at"]
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid(codes, head)})
    with pytest.raises(InputError) as unknown:
        judged(config(), path)
    assert unknown.value.problems[0].code == "own.no_table"
    assert held(judged(config(), path, "2026-W49")) == EXPECTED


def test_a_merged_cell_holds_for_all_its_days(config, tmp_path):
    """One `C` over the whole week is leave on each day; a title over all columns harms nothing."""
    rows = [[], *grid(lambda who, day: "" if who == 2 else codes(who, day))]
    merges = [(0, 0, 0, 6, "JADWAL DINAS 2026"), (4, 2, 4, 6, "C")]
    path = workbook(tmp_path / "jadwal.xlsx", {"Lampiran": [["Catatan 2026"]], "Jadwal": rows})
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": rows, "Lampiran": [["Catatan 2026"]]}, merges)
    assert held(judged(config(), path)) == EXPECTED


@pytest.mark.parametrize("form", ["csv", "semicolons", "xlsx", "times"])
def test_a_list_has_a_line_for_each_duty(config, tmp_path, form):
    """Officer, day and shift, or start and end; what has no line is off."""
    lines = [(name, day, codes(who, n)) for who, name in enumerate(NAMES) for n, day in enumerate(DAYS)]
    lines = [line for line in lines if line[2] in ("P", "S")]
    if form == "xlsx":
        path = workbook(tmp_path / "d.xlsx", {"Sheet1": [["Nama", "Tanggal", "Shift"], *map(list, lines)]})
    elif form == "times":

        def times(day: date, code: str) -> str:
            return ("07.30", "08.30")[code == "S"] + ";" + (("16.00", "16.30"), ("17.00", "17.30"))[code == "S"][
                day.weekday() == 4]  # fmt: skip

        text = "petugas;hari;masuk;pulang\n" + "".join(f"{n};{d:%d/%m/%Y};{times(d, c)}\n" for n, d, c in lines)
        path = tmp_path / "d.csv"
        path.write_text(text, encoding="utf-8")
    else:
        mark = "," if form == "csv" else ";"
        path = tmp_path / "d.csv"
        path.write_text("\n".join(mark.join(map(str, row)) for row in [("officer", "day", "shift"), *lines]))
    assert held(judged(config(), path)) == EXPECTED


def test_names_may_stand_with_numbers_and_titles(config, tmp_path):
    """`3. Petugas C, S.H.` and a service number in the same cell are still C; an id will do."""
    rows = grid(codes)
    for row, name in zip(rows[1:], NAMES, strict=True):
        row[1] = f"{row[0]}. {name.upper()}, S.H." if row[0] % 2 else f"{name}\nNIP 1990{row[0]}"
    rows[12][1] = "petugas_l"
    assert held(judged(config(), workbook(tmp_path / "jadwal.xlsx", {"Jadwal": rows}))) == EXPECTED


def refused(config: Path, path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as problems:
        judged(config, path)
    return [(problem.code, problem.found) for problem in problems.value.problems]


def test_what_is_unclear_is_asked_for_and_can_be_told(config, tmp_path):
    """A code of nothing, a stranger, a name twice: each named once; the config or a note below answers."""
    rows = grid(lambda who, day: "Z7" if who == 0 else "P")
    rows[2][1], rows[4][1] = "Budi", "Petugas C"
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": rows})
    assert sorted(refused(config(), path)) == [("own.code", "Z7"), ("own.officer", "Budi"),
                                               ("own.officer_twice", "Petugas C")]  # fmt: skip
    rows[4][1] = "Petugas D"
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": [*rows, [], ["Z7 = Siang"]]})
    told = "rosters:\n  officers: {Budi: petugas_b}\n"
    assert held(judged(config(told), path))["petugas_a", MONDAY] == "siang"
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": rows})
    told = "rosters:\n  codes: {Z7: leave}\n  officers: {Budi: petugas_b}\n"
    assert ("petugas_a", MONDAY) not in held(judged(config(told), path))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("rosters: {codes: {X: malam}}\n", "config.unknown_shift"),
        ("rosters: {officers: {Budi: nobody}}\n", "config.unknown_officer"),
    ],
)
def test_a_mapping_to_nothing_is_refused(config, tmp_path, more, code):
    """With the config's own words."""
    with pytest.raises(InputError) as problems:
        gather(config(more))
    assert [problem.code for problem in problems.value.problems] == [code]


def test_a_letter_of_two_shifts_is_asked_for(config, tmp_path):
    """P may be pagi or piket; nobody guesses."""
    two = SHIFTS + "    - {id: piket, name: Piket, hours: {normal: {sat: 08.00-12.00}}}\n"
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid()})
    assert refused(config(shifts=two), path) == [("own.code", "P")]


def test_marks_are_enough_where_there_is_one_shift(tmp_path):
    """A tick is at work; an empty cell is off."""
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid(lambda who, day: "✓" if who else "")})
    checked = judged(ROOT / "configs" / "lebong.yaml", path)
    assert {a.shift for a in checked.roster.assignments} == {"dinas"}
    assert {a.officer for a in checked.roster.assignments} == {f"petugas_{c}" for c in "bcdefghijkl"}


def test_only_what_the_file_says_is_judged(config, tmp_path):
    """Hours of the week and days in a row are; counters are not, but what no seating could keep is a shortage."""
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid(lambda who, day: "P" if who < 3 else "L")})
    checked = judged(config(), path)
    assert {v.officer for v in checked.violations if v.rule == "weekly_norm"} == {f"petugas_{c}" for c in "defghijkl"}
    assert {"counters", "skills", "promised_cover", "stand_in"} <= set(checked.unjudged)
    assert not {v.rule for v in checked.violations} & set(checked.unjudged)
    assert not {line.rule for line in checked.score.lines} & set(checked.unjudged)
    assert {s.promise for s in checked.shortages} >= {"penyerahan"}  # none of A, B, C can hand out passports
    assert checked.broken


def test_shortages_of_a_full_office_are_none(config, tmp_path):
    """With everybody there the bound is silent; and it never exceeds what a real seating leaves short."""
    full = judged(config(), workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid()}))
    assert not full.shortages
    assert [v for v in check(full.roster, full.week, (PromisedCover(),)) if v.rule == "promised_cover"]


def test_work_before_the_week_counts_as_past(config, tmp_path):
    """Two weeks without a day off: the second breaks the rule of days in a row from its first days on."""
    days = [MONDAY + timedelta(n) for n in range(14)]
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid(lambda *_: "P", days)})
    second = judged(config(), path, "2026-W50")
    assert {v.day for v in second.violations if v.rule == "consecutive_days"} >= {date(2026, 12, 7)}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"petugas,hari,shift\n"])
def test_other_text_files_are_refused_with_words(config, tmp_path, content):
    """Never a traceback."""
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    (code, _), = refused(config(), path)  # fmt: skip
    assert code.startswith("own.")


def test_other_workbooks_are_refused_with_words(config, tmp_path):
    """Empty sheets, a table of numbers, two equal sheets, a sheet that is not there."""
    assert refused(config(), workbook(tmp_path / "a.xlsx", {"Kosong": []}))[0][0] == "own.no_table"
    assert refused(config(), workbook(tmp_path / "b.xlsx", {"Angka": [[1, 2, 3]] * 9}))[0][0] == "own.no_table"
    two = workbook(tmp_path / "c.xlsx", {"Satu": grid(), "Dua": grid()})
    assert refused(config(), two) == [("own.several_sheets", "Satu, Dua")]
    assert held(judged(config("rosters: {sheet: Dua}\n"), two))
    assert refused(config("rosters: {sheet: Tiga}\n"), two)[0][0] == "own.no_sheet"
    blank = workbook(tmp_path / "d.xlsx", {"Jadwal": grid(lambda *_: "")})
    assert refused(config(), blank)[0][0] == "own.no_codes"


@pytest.mark.parametrize(
    "cells",
    [
        ["Keterangan: D = Dinas, X = Libur, CT = Cuti Tahunan, DL = Dinas Luar, S = Sakit, LN = Libur nasional"],
        ["KETERANGAN D : Dinas; X : Libur; CT : Cuti Tahunan", "DL: Dinas Luar, S: Sakit\nLN: Libur nasional"],
        ["D=Dinas X=Libur CT=Cuti Tahunan DL=Dinas Luar", "", "S = Sakit", "LN = Libur nasional"],
    ],
)
def test_a_legend_may_stand_in_one_cell(tmp_path, cells):
    """Pairs after commas, semicolons, new lines or blanks; `Dinas luar` is no work of the shift called Dinas."""
    week = ["D", "X", "CT", "DL", "S", "LN"]
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": [
        *grid(lambda who, day: week[(who + day) % 6]), [], *([cell] for cell in cells)]})  # fmt: skip
    checked = judged(ROOT / "configs" / "lebong.yaml", path)
    officer = {f"petugas_{letter}": n for n, letter in enumerate("abcdefghijkl")}
    assert held(checked).keys() == {
        (id, day) for id, who in officer.items() for n, day in enumerate(DAYS) if week[(who + n) % 6] == "D"
    }  # fmt: skip
    assert {(a.officer, a.start): a.kind for a in checked.roster.absences} == {
        (id, day): kind
        for id, who in officer.items() for n, day in enumerate(DAYS)
        for kind in ({"CT": "leave", "DL": "outside_duty", "S": "off_duty"}.get(week[(who + n) % 6]),) if kind
    }  # fmt: skip
    read = sentence(next(note for note in checked.notes if note.code == "own.read"), Words("id"))
    assert "dinas: D = Dinas; libur: LN, X; cuti: CT; dinas luar: DL; tidak bertugas: S" in read


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_unclear_code_is_asked_for_in_the_readers_words(tmp_path, language):
    """No id of the config where a head would write a word; one cell with that word is enough."""
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid(lambda who, day: "LN" if who == 0 else "D")})
    with pytest.raises(InputError) as unclear:
        judged(ROOT / "configs" / "lebong.yaml", path)
    (problem,) = unclear.value.problems
    assert "off_duty" not in sentence(problem, Words(language))
    assert f"LN = {'Libur' if language == 'id' else 'Off'}" in remedy(problem, Words(language))


def test_work_on_a_closed_day_is_told_as_that(tmp_path):
    """No count of shifts where the office is closed: Sunday."""
    path = workbook(tmp_path / "jadwal.xlsx", {"Jadwal": grid(lambda *_: "D", [*DAYS, MONDAY + timedelta(6)])})
    checked, words = judged(ROOT / "configs" / "lebong.yaml", path), Words("id")
    names = Names(checked.week.office, words)
    breached = [Breach(v) for v in checked.violations if v.rule == "one_shift"]
    assert {violation_line(breach, names) for breach in breached} == {
        f"{name}, Minggu 6 Des: kantor tutup hari itu." for name in NAMES
    }  # fmt: skip
    (closed,) = (note for note in checked.notes if note.code == "own.closed_day")
    assert "2026-12-06" not in sentence(closed, words)
