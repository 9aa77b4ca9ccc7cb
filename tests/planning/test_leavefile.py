"""The file of leave requests as people write it, and every mistake at once."""

from datetime import date
from pathlib import Path

import pytest

from office.problems import ConfigError
from planning.config import load_config
from planning.leavefile import read_requests

OFFICE = load_config(Path(__file__).parents[2] / "configs" / "lebong.yaml").config.office
FIRST, SECOND = OFFICE.officers[0], OFFICE.officers[1]


@pytest.fixture
def read(tmp_path):
    """Reads some text as the file."""

    def reader(text: str, encoding: str = "utf-8"):
        path = tmp_path / "cuti.csv"
        path.write_bytes(text.encode(encoding))
        return read_requests(path, OFFICE)

    return reader


def test_semicolons_day_first_dates_and_what_may_be_left_out(read):
    one, other = read(
        f"Petugas;Mulai;Sampai;Jenis;Prioritas\n{FIRST.name};7/12/2026;11/12/2026;DL;2\n{SECOND.id};2026-12-01;;;\n"
    )
    assert (one.absence.officer, one.absence.start, one.absence.end) == (
        FIRST.id,
        date(2026, 12, 7),
        date(2026, 12, 11),
    )
    assert (one.absence.kind, one.rank) == ("outside_duty", 2)
    assert (other.absence.start, other.absence.end) == (date(2026, 12, 1),) * 2
    assert (other.absence.kind, other.rank) == ("leave", 1)


def test_empty_lines_and_remarks_are_passed_over(read):
    assert len(read(f"officer,start\n\n# asked by phone\n{FIRST.name},2026-12-01\n,\n")) == 1


def test_every_mistake_is_told_with_its_row(read):
    with pytest.raises(ConfigError) as caught:
        read(f"officer,start,end,priority\nNobody,2026-12-01,,\n{FIRST.name},soon,,\n{FIRST.name},2026-12-05,2026-12-01,\n"
             f"{FIRST.name},2026-12-05,,0\n{FIRST.name},,,\n")  # fmt: skip
    told = [(problem.code, problem.where.row) for problem in caught.value.problems]
    assert told == [
        ("book.officer", 2),
        ("cell.date", 3),
        ("cell.date_order", 4),
        ("leave.rank", 5),
        ("cell.missing", 6),
    ]


@pytest.mark.parametrize(
    ("text", "encoding", "code"),
    [
        ("", "utf-8", "leave.empty"),
        ("a,b\n1,2\n", "utf-8", "leave.columns"),
        ("officer,start\né,1\n", "latin-1", "leave.encoding"),
    ],
)
def test_files_that_are_something_else_are_refused_in_words(read, text, encoding, code):
    with pytest.raises(ConfigError) as caught:
        read(text, encoding)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("priority", ["-5", "0", "1000", "first", "1.5"])
def test_whatever_is_no_priority_is_told_in_one_sentence_with_what_is_allowed(read, priority):
    with pytest.raises(ConfigError) as caught:
        read(f"officer,start,priority\n{FIRST.name},2026-12-01,{priority}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.found, problem.allowed) == ("leave.rank", priority, ("1-999",))


def test_three_hundred_requests_may_be_numbered_through(read):
    lines = "".join(f"{FIRST.name},2026-12-01,{n}\n" for n in range(1, 301))
    assert [request.rank for request in read(f"officer,start,priority\n{lines}")] == list(range(1, 301))
