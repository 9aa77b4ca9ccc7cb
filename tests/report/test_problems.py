"""Problems in words, for the terminal and as a workbook."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from office.problems import Place, Problem
from report.problems import GROUPS, WIDTH, errors_xlsx, lines, remarks, remedy, sentence
from report.words.catalogue import Words, catalogue

ROOT = Path(__file__).parents[2]
INDONESIAN, ENGLISH = Words("id"), Words("en")


def bad(row, code="visits.date_unreadable", column="Waktu Ambil", found="31/13/2025 25:00", **more):
    return Problem(code, Place(file="data/antrean.csv", row=row, column=column), found, **more)


def test_rows_with_the_same_thing_wrong_are_one_line():
    """100 rows: their number, the first row, the column, the value, what is wrong and what to try."""
    text = " ".join(line.strip() for line in lines([bad(row) for row in range(17, 117)], INDONESIAN))
    assert text == (
        "antrean.csv: 100 baris, pertama baris 17, kolom Waktu Ambil: Tanggal tidak terbaca: `31/13/2025 25:00`. "
        + remedy(bad(17), INDONESIAN)
    )


def test_a_place_in_a_text_file_reads_as_editors_know_it():
    """`file:line:char: path: sentence`, never grouped: each is mended by itself."""
    places = [Place(file="a.yaml", line=line, char=3, path="visits.sheet") for line in (12, 14)]
    told = lines([Problem("visits.sheet_unknown", where, "Juni", ("April", "Mei")) for where in places], ENGLISH)
    assert told[0].startswith("a.yaml:12:3: visits.sheet: There is no sheet Juni; there are: April, Mei.")
    assert any(line.startswith("a.yaml:14:3: ") for line in told)


@pytest.mark.parametrize(("kinds", "rest"), [(GROUPS, 0), (GROUPS + 1, 1)])
def test_at_most_twenty_kinds_are_shown(kinds, rest):
    """The twentieth kind is shown, the twenty-first is counted."""
    told = lines([bad(2, column=f"K{n}") for n in range(kinds)], ENGLISH)
    assert sum(line.startswith("data/antrean.csv") or line.startswith("antrean.csv") for line in told) == GROUPS
    assert (told[-1] == "… and 1 more kinds.") is bool(rest)


def test_errors_come_before_notes():
    """Whatever their order in the file; notes say that they are notes."""
    told = lines([bad(2, "visits.zero_seconds", severity="note"), bad(3)], ENGLISH)
    assert "cannot be read" in told[0]
    assert any("note" in line for line in told[1:])


def test_rows_that_are_only_counted_join_their_group():
    """`visits.more` adds its rows to those of its kind and has no line of its own."""
    more = Problem("visits.more", Place(file="data/antrean.csv", row=9, column="Waktu Ambil"),
                   params={"code": "visits.date_unreadable", "rows": 98})  # fmt: skip
    told = lines([bad(7), bad(8), more], ENGLISH)
    assert told[0].startswith("antrean.csv: 100 rows, first row 7")
    assert len([line for line in told if not line.startswith("  ")]) == 1


def test_facts_are_written_as_the_reader_writes_them():
    """Dates with the month's name, decimals with a comma, fields in words."""
    ambiguous = bad(2, "visits.date_ambiguous", found="03/04/2025",
                    params={"day_first": "2025-04-03", "month_first": "2025-03-04"})  # fmt: skip
    assert sentence(ambiguous, INDONESIAN) == (
        "Tanggal dapat dibaca dengan dua cara: `03/04/2025` bisa 3 Apr 2025 atau 4 Mar 2025."
    )
    many = bad(None, "visits.too_many_bad", params={"bad": 3, "rows": 200, "share": 1.5, "limit": 1.0})
    assert "3 dari 200 baris bermasalah (1,5 %, batasnya 1 %)" in sentence(many, INDONESIAN)
    twice = bad(1, "visits.column_twice", params={"field": "arrived", "setting": "arrived"})
    assert "time of arrival" in sentence(twice, ENGLISH)
    assert "columns: arrived:" in remedy(twice, ENGLISH)


def test_a_code_without_words_still_reads():
    """Unknown codes and missing facts give a bare sentence, not a failure."""
    assert "nobody.knows" in sentence(Problem("nobody.knows", found="x"), ENGLISH)
    assert "visits.order" in sentence(Problem("visits.order"), ENGLISH)


places = st.builds(
    Place, file=st.text(max_size=120), sheet=st.text(max_size=40), row=st.none() | st.integers(1, 10**6),
    column=st.text(max_size=150), line=st.none() | st.integers(1, 10**4), char=st.none() | st.integers(1, 200),
    path=st.text(max_size=120),
)  # fmt: skip
codes = st.sampled_from(
    [key.removeprefix("problem.") for key in catalogue("id") if key.startswith("problem.")] + ["x.y"]
)
problems = st.builds(
    Problem, codes, places, st.text(max_size=200), st.tuples(st.text(max_size=30), st.text(max_size=30)),
    st.dictionaries(st.sampled_from(["field", "rows", "earlier"]), st.integers(0, 9) | st.text(max_size=9), max_size=3),
    st.sampled_from(["error", "note"]),
)  # fmt: skip


@given(st.lists(problems, max_size=8), st.sampled_from([INDONESIAN, ENGLISH]))
def test_any_problem_is_rendered_within_the_width(found, words):
    """Every code of every catalogue at any place: no failure, and never wider than 100 columns."""
    assert all(len(line) <= WIDTH for line in lines(found, words))
    assert len(sheet_of(errors_xlsx(found, words))) == 3 + len(found)


def sheet_of(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_errors_xlsx_has_every_problem_on_a_row():
    """Row, column, value, kind, what is wrong, what to do; a value that looks like a formula stays a text."""
    found = [bad(17), bad(18, found="=1+1"), bad(19, "visits.zero_seconds", severity="note")]
    rows = sheet_of(errors_xlsx(found, INDONESIAN))
    assert rows[0][0] == "Yang perlu diperiksa: 2 kesalahan, 1 catatan"
    assert rows[2] == ["Baris", "Kolom", "Isi", "Jenis", "Apa yang tidak cocok", "Yang dapat dilakukan", "Berkas"]
    assert rows[3][:5] == [17, "Waktu Ambil", "31/13/2025 25:00", "Kesalahan", "Tanggal tidak terbaca."]
    assert rows[4][2] == "=1+1"
    assert rows[5][3] == "Catatan"
    assert [row[6] for row in rows[3:]] == ["antrean.csv"] * 3


def test_every_code_of_the_visit_log_has_words():
    """Each code in the source has a sentence, in both languages, and no sentence is left over."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "office" / "visits").glob("*.py")))
    used = set(re.findall(r'"(visits\.[a-z_]+)"', source))
    used |= {f"visits.{field}_unknown" for field in ("step", "counter", "officer", "channel", "outcome")}
    for language in ("id", "en"):
        listed = json.loads((ROOT / "report" / "words" / language / "visits.json").read_text(encoding="utf-8"))
        told = {key.removeprefix("problem.") for key in listed if key.startswith("problem.visits.")}
        assert told == used
        assert {key.removeprefix("remedy.") for key in listed if key.startswith("remedy.visits.")} <= used


def test_rows_of_an_accepted_log_are_one_sentence():
    """How many cannot be used and how many deserve a look; other notes stay, warnings stand first."""
    where = Place(file="antrean.csv", row=3, column="Tanggal")
    bad = Problem("visits.time_unreadable", where, "x", severity="error")
    more = Problem("visits.more", where, params={"code": "visits.time_unreadable", "rows": 9}, severity="error")
    look = Problem("visits.never_called", where, severity="note")
    other = Problem("plan.history_unknown", severity="note")
    loud = Problem("plan.calendar_year", found="2027", severity="warning")
    told = " ".join(remarks([bad, more, look, other, loud], INDONESIAN))
    assert told.startswith(INDONESIAN("problems.warning"))
    assert "10 baris tidak dapat dipakai, 1 baris perlu dilihat" in told
    assert "Tanggal" not in told
    assert sentence(other, INDONESIAN) in told
