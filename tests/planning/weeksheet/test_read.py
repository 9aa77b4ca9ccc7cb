"""A week sheet on its way back: exact where untouched, the head's wish where edited, never a traceback."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.problems import RosterError
from office.visits.columns import letter
from planning.weeksheet import read_week_xlsx
from planning.weeksheet.halfdays import Place, day_cell
from report.places import place_words
from report.tables import week_xlsx
from report.words.catalogue import LANGUAGES, Words, catalogue
from tests.planning.weeksheet.workbooks import with_cells, without_sheet
from tests.report.sample import LARGE, LEBONG, sample_plan

PLAN = sample_plan(LEBONG)
BOOKS = {language: week_xlsx(PLAN, Words(language)) for language in LANGUAGES}
FIRST_ROW = len(PLAN.office.letterhead.lines) + 4
OPEN = [day for day in PLAN.week.days if day.is_open]
MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 3)


def _address(officer: str, day: date) -> str:
    """Where an officer's day stands on the first sheet."""
    return f"{letter(1 + day.weekday())}{FIRST_ROW + PLAN.office.officer_ids.index(officer)}"


def _read(tmp_path, content: bytes):
    path = tmp_path / "week.xlsx"
    path.write_bytes(content)
    return read_week_xlsx(path, place_words())


def _edited(tmp_path, texts, language="id"):
    cells = {_address(officer, day): text for (officer, day), text in texts.items()}
    return _read(tmp_path, with_cells(BOOKS[language], cells))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_sheet_gives_the_same_roster(tmp_path, language):
    """Assignments, duties, stand-ins, absences and provenance, all equal."""
    sheet = _read(tmp_path, BOOKS[language])
    assert sheet.roster == PLAN.roster
    assert sheet.provenance == PLAN.provenance
    assert sheet.edited == ()


@pytest.mark.slow
def test_an_untouched_large_sheet_gives_the_same_roster(tmp_path):
    """Two shifts, six days, forty-five officers."""
    plan = sample_plan(LARGE)
    assert _read(tmp_path, week_xlsx(plan, Words("id"))).roster == plan.roster


HALVES = [*((c.name, Place("counter", c.id)) for c in PLAN.office.counters), ("belakang", Place("back_office")),
          ("standby", Place("standby")), ("Luar", Place("outside_duty"))]  # fmt: skip
WHOLE = [("cuti", Place("leave")), ("Sakit", Place("off_duty")), ("–", Place("off"))]


@given(
    officer=st.sampled_from(PLAN.office.officer_ids), day=st.sampled_from(OPEN),
    halves=st.one_of(st.tuples(st.sampled_from(HALVES), st.sampled_from(HALVES)),
                     st.sampled_from(WHOLE).map(lambda place: (place, place))),
    separator=st.sampled_from([" | ", "/", "->", " → "]),
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cell_can_become_any_place(tmp_path, officer, day, halves, separator):
    """The edited day has the places that were written, tiles its shift and keeps the break; all else is untouched."""
    (first, morning), (second, afternoon) = halves
    text = first if morning == afternoon else f"{first}{separator}{second}"
    sheet = _edited(tmp_path, {(officer, day.date): text})
    cell = day_cell(sheet.roster, officer, day.date, day.service)
    written = day_cell(PLAN.roster, officer, day.date, day.service)
    assert (cell.morning, cell.afternoon) == (morning, afternoon)
    if cell.assignment is not None:
        edges = [(d.start, d.end) for d in sheet.roster.duties_of(officer, day.date)]
        assert [edges[0][0], *(end for _, end in edges)] == [*(start for start, _ in edges), edges[-1][1]]
        assert (edges[0][0], edges[-1][1]) == (cell.assignment.span.start, cell.assignment.span.end)
        if written.assignment is not None:
            assert cell.assignment == written.assignment
    others = [d for d in PLAN.roster.duties if (d.officer, d.day) != (officer, day.date)]
    assert [d for d in sheet.roster.duties if (d.officer, d.day) != (officer, day.date)] == others


def test_leave_is_cut_around_a_day_that_is_worked(tmp_path):
    """Leave from Tuesday to Friday with a counter on Thursday leaves two pieces of leave."""
    sheet = _edited(tmp_path, {("p7", THURSDAY): "L7"})
    left = {(a.start.day, a.end.day) for a in sheet.roster.absences if a.officer == "p7"}
    assert left == {(1, 2), (4, 4)}
    assert sheet.roster.assignments_of("p7", THURSDAY)
    assert sheet.edited == (("p7", THURSDAY),)


def test_a_lunch_turn_and_times_can_be_changed(tmp_path):
    """The second turn's break, and a shift that ends at 15.00."""
    sheet = _edited(tmp_path, {("p0", MONDAY): "L2² 07.30-15.00"})
    (assignment,) = sheet.roster.assignments_of("p0", MONDAY)
    assert (assignment.break_start, assignment.span.end) == (750, 900)


def test_stand_ins_of_an_edited_day_are_dropped(tmp_path):
    """Neither his own posts nor those he stood in for keep a stand-in that was worked out for the old day."""
    sheet = _edited(tmp_path, {("p7", MONDAY): "cuti"})
    assert any("p7" in (s.officer, s.stand_in) for s in PLAN.roster.stand_ins if s.day == MONDAY)
    assert not any("p7" in (s.officer, s.stand_in) for s in sheet.roster.stand_ins if s.day == MONDAY)


@pytest.mark.parametrize(
    ("officer", "day", "text", "code"),
    [
        ("p0", MONDAY, "L99", "sheet.cell_unreadable"),
        ("p0", MONDAY, "L2 | cuti", "sheet.half_away"),
        ("p0", WEDNESDAY, "L2", "sheet.no_shift"),
        ("p0", MONDAY, "L2 (7)", "sheet.no_such_turn"),
    ],
)
def test_a_wish_that_cannot_be_read_is_named_with_its_cell(tmp_path, officer, day, text, code):
    """Sheet, row, column, what was found."""
    with pytest.raises(RosterError) as refused:
        _edited(tmp_path, {(officer, day): text})
    (problem,) = refused.value.problems
    where = problem.where
    assert (problem.code, problem.found) == (code, text)
    assert f"{where.column}{where.row}" == _address(officer, day)
    assert where.sheet == "Jadwal dinas"


def test_all_unreadable_cells_are_named_at_once(tmp_path):
    """Two mistakes, two problems."""
    with pytest.raises(RosterError) as refused:
        _edited(tmp_path, {("p0", MONDAY): "?", ("p1", MONDAY): "??"})
    assert len(refused.value.problems) == 2


def test_a_missing_officer_and_an_unknown_one_are_named(tmp_path):
    """A name overwritten by another: one officer is unknown, one missing."""
    with pytest.raises(RosterError) as refused:
        _read(tmp_path, with_cells(BOOKS["id"], {f"A{FIRST_ROW}": "Petugas Z"}))
    assert {problem.code for problem in refused.value.problems} == {"sheet.officer_unknown", "sheet.officer_missing"}


def test_a_workbook_without_its_data_is_refused(tmp_path):
    """The hidden sheet is where the roster is."""
    with pytest.raises(RosterError) as refused:
        _read(tmp_path, without_sheet(BOOKS["id"], 4, "_data"))
    assert refused.value.problems[0].code == "sheet.no_data"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"hello", random.Random(1).randbytes(4000)])
def test_rubbish_is_refused(tmp_path, content):
    """Bytes that are no workbook give a problem, not a traceback."""
    with pytest.raises(RosterError) as refused:
        _read(tmp_path, content)
    assert refused.value.problems[0].code == "sheet.no_workbook"


@pytest.mark.parametrize("at", range(0, 40, 4))
def test_a_truncated_workbook_is_refused(tmp_path, at):
    """Cut anywhere, it is refused by a problem that has a sentence."""
    book = BOOKS["id"]
    with pytest.raises(RosterError) as refused:
        _read(tmp_path, book[: len(book) * at // 40])
    assert f"problem.{refused.value.problems[0].code}" in catalogue("id")


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_read_or_refused(tmp_path, text):
    """Any text in a cell gives a roster or a RosterError, nothing else."""
    clean = "".join(letter for letter in text if letter.isprintable())
    problems, worked = (), ()
    try:
        worked = _edited(tmp_path, {("p0", MONDAY): clean}).roster.assignments_of("p0", MONDAY)
    except RosterError as refused:
        problems = refused.problems
    assert all(f"problem.{problem.code}" in catalogue("id") for problem in problems)
    assert len(worked) <= 1
