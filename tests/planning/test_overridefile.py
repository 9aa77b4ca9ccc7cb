"""The file of overrides: what is written is read back, and every mistake in it is told with its row."""

from datetime import UTC, date, datetime

import pytest

from forecast.overrides import Override
from office.problems import ConfigError
from planning.overridefile import override_path, override_text, read_overrides, with_override

SERVICES = ("a", "b")
MADE = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def override(day=1, **fields):
    return Override(day=date(2026, 12, day), made_at=MADE, **{"reason": 'rombongan, "umrah"; 20', **fields})


def test_what_is_written_is_read_back(tmp_path):
    """Commas, quotes and signs survive; the order is by day."""
    overrides = (override(3, service="a", add=20), override(1, factor=1.25), override(2, service="b", visitors=0))
    path = tmp_path / "x.koreksi.csv"
    path.write_text(override_text(overrides), encoding="utf-8")
    assert read_overrides(path, SERVICES) == tuple(sorted(overrides, key=lambda o: o.day))


def test_the_file_stands_beside_the_yaml_and_may_be_missing(tmp_path):
    """No file, no override."""
    path = override_path(tmp_path / "kantor.yaml")
    assert path == tmp_path / "kantor.koreksi.csv"
    assert read_overrides(path, SERVICES) == ()


def test_a_later_override_replaces_that_of_the_same_day_and_service():
    """Another service's, and the whole office's, stay."""
    first, other, office = override(service="a", add=1), override(service="b", add=1), override(add=1)
    new = override(service="a", visitors=9)
    assert with_override((first, other, office), new) == (other, office, new)


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("32/13/2026,a,5,,,x,", "day", "cell.date"),
        ("2026-12-01,z,5,,,x,", "service", "cell.service"),
        ("2026-12-01,a,banyak,,,x,", "visitors", "override.number"),
        ("2026-12-01,a,5,2,,x,", "visitors", "override.value"),
        ("2026-12-01,a,,,,x,", "visitors", "override.value"),
        ("2026-12-01,a,,,11,x,", "factor", "override.range"),
        ("2026-12-01,a,5,,,,", "reason", "cell.missing"),
        ("2026-12-01,a,5,,,x,kemarin", "made_at", "override.moment"),
    ],
)
def test_a_mistake_is_told_with_row_and_column(tmp_path, line, column, code):
    """Remarks and empty lines count as rows, as a spreadsheet shows them; a good line hides no bad one."""
    path = tmp_path / "x.koreksi.csv"
    good = "2026-12-02,a,5,,,baik,2026-11-24T08:30:00+00:00"
    text = f"# schema_version 1\n\nday,service,visitors,add,factor,reason,made_at\n{good}\n{line}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_overrides(path, SERVICES)
    (problem,) = error.value.problems
    assert (problem.code, problem.where.row, problem.where.column) == (code, 5, column)


@pytest.mark.parametrize(("text", "code"), [("# schema_version 2\nday\n", "override.version"),
                                            ("day,service\n", "override.column_missing"),
                                            (" \n", "override.empty")])  # fmt: skip
def test_another_file_is_refused(tmp_path, text, code):
    """Another version, other columns, nothing."""
    path = tmp_path / "x.koreksi.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_overrides(path, SERVICES)
    assert {problem.code for problem in error.value.problems} == {code}


def test_a_sheet_saved_by_a_spreadsheet_is_read(tmp_path):
    """Semicolons, decimal commas, a byte order mark."""
    path = tmp_path / "x.koreksi.csv"
    text = (
        "\ufeff# schema_version 1;;;;;;\nday;service;visitors;add;factor;reason;made_at\n1/12/2026;a;;;1,3;pameran;\n"
    )
    path.write_text(text, encoding="utf-8")
    (found,) = read_overrides(path, SERVICES)
    assert (found.day, found.factor) == (date(2026, 12, 1), 1.3)
