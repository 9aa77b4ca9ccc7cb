"""The public multi-activity instances: both public solutions score what they say, and files are read as written."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.retail import main
from benchmarks.retailformat import FormatError, read_instance, read_solution, write_solution
from scheduler.activities.judge import judge

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parents[3] / "shared" / "data")) / "retail"
given = pytest.mark.skipif(not DATA.exists(), reason=f"no public instances in {DATA}")
SMALL = """# comment\r
SECTION_HORIZON\r
1\r
\r
SECTION_TASKS\r
1\r
\r
SECTION_STAFF\r
# ID, MinTotalMinutes, MaxTotalMinutes\r
A,350,611\r
\r
SECTION_COVER\r
1,06:00-06:15,1,1,2\r
2,05:45-06:00,1,0,3\r
"""
SOLUTION = "<Solution><Employee ID='A'><Shift><Day>{day}</Day><Start>06:00:00</Start><Task><ID>{task}</ID>\
<Length>{minutes}</Length></Task></Shift></Employee></Solution>"


def write(tmp_path, text, name="file.txt"):
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


@given
@pytest.mark.parametrize(
    ("instance", "solution", "penalty"),
    [("1_7_10_1", "test_solution_1a", 383), ("10_7_20_3", "test_solution_10a", 193)],
)
def test_public_solutions_score_what_they_say(instance, solution, penalty, tmp_path):
    """Feasible under every rule, with the printed penalty; written by us and read again they are the same."""
    problem = read_instance(DATA / f"{instance}.txt")
    tours = read_solution(DATA / f"{solution}.solution", problem)
    judged = judge(problem, tours)
    assert (judged.cost, judged.short, judged.breaches) == (penalty, 0, ())
    write_solution(tmp_path / "ours.solution", problem, tours, instance, judged.cost, 61)
    assert set(read_solution(tmp_path / "ours.solution", problem)) == set(tours)


def test_an_instance_is_read_as_it_is_written(tmp_path):
    """The day runs from 06:00 to 06:00, minutes are rounded inwards, cover that is not told is none."""
    problem = read_instance(write(tmp_path, SMALL))
    assert (problem.slots, problem.activities, problem.people) == (96, 1, ("A",))
    assert (problem.least.tolist(), problem.most.tolist()) == ([24], [40])
    assert (problem.low[0, 0], problem.high[0, 0], problem.high[95, 0], problem.high.sum()) == (1, 2, 3, 5)
    hours = [(slot // 4 + 6) % 24 for slot in range(96) if problem.may_start[slot]]
    assert sorted(set(hours)) == [0, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 20, 21, 22, 23]
    assert [hours.count(hour) for hour in (0, 9, 10, 17, 18, 23)] == [1, 4, 1, 4, 1, 4]
    assert (problem.day[71], problem.day[72]) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [("A,350", "A,x", "line 10"), ("A,350,", "A,", "line 10"), ("06:00-06:15,1", "06:07-06:15,1", "line 13"),
     ("06:00-06:15,1", "06:00-06:15,2", "line 13"), ("SECTION_TASKS", "SECTION_TASK", "TASKS")],
)  # fmt: skip
def test_a_bad_instance_is_refused_with_its_line(old, new, where, tmp_path, capsys):
    """No traceback, exit code 2."""
    path = write(tmp_path, SMALL.replace(old, new))
    with pytest.raises(FormatError, match=where):
        read_instance(path)
    assert main([str(path), "--score", str(path)]) == 2
    assert where in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [{"task": 2}, {"task": 0}, {"minutes": 361}, {"day": 7}, {"day": "x"}, {"minutes": 1500}],
)
def test_a_bad_solution_is_refused(words, tmp_path):
    """Unknown tasks, minutes that are no slots, shifts outside the horizon."""
    problem = read_instance(write(tmp_path, SMALL))
    told = {"day": 0, "task": 1, "minutes": 360, **words}
    with pytest.raises(FormatError):
        read_solution(write(tmp_path, SOLUTION.format(**told)), problem)


@pytest.mark.parametrize(("minutes", "code"), [(360, 0), (345, 1)])
def test_scoring_says_whether_it_is_feasible(minutes, code, tmp_path, capsys):
    """Six hours are a shift, a quarter less is not; both are scored, a head too many in all slots but the first."""
    instance = write(tmp_path, SMALL)
    solution = write(tmp_path, SOLUTION.format(day=0, task=1, minutes=minutes), "x.solution")
    assert main([str(instance), "--score", str(solution), "--json"]) == code
    assert json.loads(capsys.readouterr().out)["objective"] == minutes // 15 - 1


@pytest.mark.parametrize("is_data", [True, False])
def test_solving_writes_what_it_says(is_data, tmp_path, capsys):
    """The solution that is written scores the objective that is printed, which lies between bound and anything else."""
    instance = write(tmp_path, SMALL)
    out = tmp_path / "ours.solution"
    words = [str(instance), "--seconds", "30", "--out", str(out), *(["--json"] if is_data else [])]
    assert main(words) == 0
    said = capsys.readouterr().out
    problem = read_instance(instance)
    judged = judge(problem, read_solution(out, problem))
    assert (judged.cost, judged.is_feasible) == (23, True)  # one shift of six hours over the first slot
    if is_data:
        assert json.loads(said) | {"seconds": 0} == {
            "instance": "file", "objective": 23, "short": 0, "breaches": 0, "bound": 23.0, "status": "optimal",
            "seconds": 0,
        }  # fmt: skip
    else:
        assert "objective 23" in said


@given
@pytest.mark.slow
@pytest.mark.parametrize(("instance", "most"), [("1_7_10_1", 383), ("10_7_20_3", 193)])
def test_ours_are_no_worse_than_the_public_solutions(instance, most, tmp_path, capsys):
    """In a minute; the bound lies below, and what is written scores what is said."""
    out = tmp_path / "ours.solution"
    assert main([str(DATA / f"{instance}.txt"), "--seconds", "60", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    problem = read_instance(DATA / f"{instance}.txt")
    assert judge(problem, read_solution(out, problem)).cost == told["objective"] <= most
    assert told["bound"] <= told["objective"]
