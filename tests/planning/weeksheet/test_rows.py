"""The hidden rows: everything there and back, and nothing but a problem when they are damaged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.problems import RosterError
from planning.weeksheet.rows import FORMAT, from_rows, sheet_data, to_rows
from report.places import Names
from report.weektable import week_table
from report.words.catalogue import Words
from tests.report.sample import LEBONG, sample_plan

PLAN = sample_plan(LEBONG)
NAMES = Names(PLAN.office, Words("id"))
TABLE = week_table(PLAN, NAMES)
DATA = sheet_data(PLAN.week, PLAN.roster, PLAN.provenance, "Jadwal", "Petugas", TABLE.headings, TABLE.texts,
                  NAMES.officers, NAMES.counters)  # fmt: skip
ROWS = list(to_rows(DATA))


def test_rows_and_back():
    """Every part is equal."""
    assert from_rows(ROWS, "week.xlsx") == DATA


def test_another_format_is_refused():
    """The first row names the format and its version."""
    with pytest.raises(RosterError) as refused:
        from_rows([(FORMAT[0], "99"), *ROWS[1:]], "week.xlsx")
    assert refused.value.problems[0].code == "sheet.format"


def test_a_cell_that_was_deleted_is_missed():
    """Without what a visible cell said when it was written, nobody can tell whether it was edited."""
    row = next(n for n, row in enumerate(ROWS) if row[0] == "cell")
    with pytest.raises(RosterError) as refused:
        from_rows([*ROWS[:row], *ROWS[row + 1 :]], "week.xlsx")
    assert [problem.code for problem in refused.value.problems] == ["sheet.damaged"]


@given(st.integers(1, len(ROWS) - 1), st.integers(0, 8), st.text(max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_damaged_row_is_refused_or_read(row, field, text):
    """Any field of any row overwritten: a roster or a problem, never another exception."""
    fields = list(ROWS[row])
    fields[min(field, len(fields) - 1)] = text
    codes = set()
    try:
        from_rows([*ROWS[:row], tuple(fields), *ROWS[row + 1 :]], "week.xlsx")
    except RosterError as refused:
        codes = {problem.code for problem in refused.problems}
    assert codes <= {"sheet.damaged"}
