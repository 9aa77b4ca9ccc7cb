"""Public instances go through our own rules: given rosters score what is printed, and files that are none are told."""

import csv
import json

import pytest

from benchmarks.nrp import DATA, main
from benchmarks.nrpfile import BadFile, read_instance, read_roster

WITH_ROSTERS = (1, 2, 3, 4, 5, 6, 8, 10)
needs_data = pytest.mark.skipif(not DATA.exists(), reason="no public instances there")


@needs_data
@pytest.mark.parametrize("number", [n if n < 5 else pytest.param(n, marks=pytest.mark.slow) for n in WITH_ROSTERS])
def test_given_rosters_score_what_is_printed(number):
    """Sixteen rosters with their objectives, and no hard rule broken."""
    instance = read_instance(DATA / f"Instance{number}.txt")
    rosters = read_roster(DATA / f"Instance{number}.roster.txt", instance)
    assert len(rosters) == 2
    for chosen, printed in rosters:
        assert instance.score(chosen) == (printed, 0)


@needs_data
def test_a_solved_instance_is_written_as_its_rules_score_it(tmp_path, capsys):
    """The optimum of the second instance, and a file that holds just this roster."""
    file, out = DATA / "Instance2.txt", tmp_path / "roster.csv"
    assert main([str(file), "--seconds", "60", "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["objective"], told["bound"], told["status"], told["broken"]) == (828, 828, "optimal", 0)
    instance = read_instance(file)
    chosen = instance.horizon.is_given.copy()
    for row in csv.DictReader(out.read_text().splitlines()):
        employee, shift = instance.employees.index(row["employee"]), instance.shifts.index(row["shift"])
        chosen[instance.cell(employee, int(row["day"]), shift)] = True
    assert instance.score(chosen) == (828, 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "SECTION_HORIZON"), ("14\n", "line 1"), ("SECTION_HORIZON\nmany\n", "many")],
    ids=["empty", "no section", "no number"],
)
def test_what_is_no_instance_is_told(tmp_path, text, told, capsys):
    """The name of the file and what is wrong, without a traceback."""
    path = tmp_path / "x.txt"
    path.write_text(text)
    with pytest.raises(BadFile, match=told):
        read_instance(path)
    assert main([str(path), "--seconds", "1"]) == 1
    assert "x.txt" in capsys.readouterr().err
