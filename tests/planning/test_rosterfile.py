"""roster.json: read back as written, and refused with every mistake when somebody changed it wrongly."""

import json
from datetime import date
from pathlib import Path

import pytest

from office.days import Calendar
from office.problems import RosterError
from planning.givens import office_week
from planning.inputs import gather
from planning.rosterfile import check_names, read_history, read_roster_file
from tests.office.small import small_office

OFFICE = small_office()
CALENDAR = Calendar(OFFICE.hours, OFFICE.services)
OFFICER = OFFICE.officer_ids[0]


def contents(week: str = "2026-W49", day: str = "2026-11-30", **changes: object) -> dict[str, object]:
    """A roster.json of one shift, as plain data."""
    shift = {"officer": OFFICER, "day": day, "shift": "dinas", "span": {"start": 480, "end": 960}, **changes}
    return {
        "provenance": {"schema_version": 1, "version": "0", "created_at": "2026-11-24T00:00:00Z", "seed": 1},
        "roster": {"office": OFFICE.id, "week": week, "slot_minutes": 30, "assignments": [shift], "duties": []},
        "history_after": {"known": True},
    }


def written(tmp_path: Path, data: object, name: str = "roster.json") -> Path:
    path = tmp_path / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def codes(error: pytest.ExceptionInfo[RosterError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_good_file_is_read(tmp_path):
    """The file that the other tests spoil is good itself."""
    roster = read_roster_file(written(tmp_path, contents())).roster
    check_names(roster, OFFICE, tmp_path)
    assert roster.assignments[0].day == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("provenance", "code"),
    [*((part, "roster.damaged") for part in (None, [], "x", 0, 1.5, True, {}, {"schema_version": None})),
     ({"schema_version": 2}, "roster.version")],
)  # fmt: skip
def test_another_provenance_is_another_version(tmp_path, provenance, code):
    """A version that is not known is named; where none can be read, the file is damaged."""
    with pytest.raises(RosterError) as error:
        read_roster_file(written(tmp_path, contents() | {"provenance": provenance}))
    assert codes(error) == [code]


@pytest.mark.parametrize("part", ["roster", "history_after"])
def test_a_part_that_is_missing_is_told_by_its_place(tmp_path, part):
    """Nothing of how the program keeps its data is shown."""
    data = contents()
    del data[part]
    with pytest.raises(RosterError) as error:
        read_roster_file(written(tmp_path, data))
    (problem,) = error.value.problems
    assert (problem.code, problem.found, problem.where.path) == ("roster.damaged", "", part)


def test_work_that_does_not_hold_together_is_told_by_its_place(tmp_path):
    """A duty at a counter that names no counter; a value of its own is quoted as it stands."""
    duty = {"officer": OFFICER, "day": "2026-11-30", "start": 480, "end": 540, "activity": "counter"}
    data = contents()
    data["roster"] = {**contents()["roster"], "duties": [duty, {**duty, "start": -5}, {**duty, "start": None}]}
    with pytest.raises(RosterError) as error:
        read_roster_file(written(tmp_path, data))
    assert [(problem.code, problem.found, problem.where.path) for problem in error.value.problems] == [
        ("roster.damaged", "", "roster.duties.0"),
        ("roster.wrong_value", "-5", "roster.duties.1.start"),
        ("roster.damaged", "", "roster.duties.2.start"),
    ]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5000, "\ud83d".encode("utf-8", "surrogatepass")])
def test_what_is_no_json_is_unreadable(tmp_path, text):
    """Cut short, nested without end, numbers without end, bytes that are no text."""
    path = tmp_path / "roster.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RosterError) as error:
        read_roster_file(path)
    assert codes(error) == ["roster.unreadable"]


@pytest.mark.parametrize("week", ["", "2026-W54", "1-W01", "0001-W01", "9999-W52", "2026-11-30"])
def test_a_week_is_a_week(tmp_path, week):
    """What names no ISO week of our time is refused where it stands."""
    with pytest.raises(RosterError) as error:
        read_roster_file(written(tmp_path, contents(week)))
    assert [problem.where.path for problem in error.value.problems] == ["roster.week"]


@pytest.mark.parametrize(("minutes", "good"), [(0, True), (1440, True), (-1, False), (1441, False), (10**30, False)])
def test_a_break_fits_into_a_day(tmp_path, minutes, good):
    """Both sides of 0 and of 24 hours."""
    path = written(tmp_path, contents(break_minutes=minutes))
    if good:
        assert read_roster_file(path).roster.assignments[0].break_minutes == minutes
    else:
        with pytest.raises(RosterError):
            read_roster_file(path)


@pytest.mark.parametrize(
    ("day", "good"),
    [("2026-11-29", False), ("2026-11-30", True), ("2026-12-06", True), ("2026-12-07", False), ("0001-01-01", False)],
)
def test_days_lie_in_the_week(tmp_path, day, good):
    """Monday to Sunday of the roster's week and no day else, for a roster to judge and for an earlier one."""
    path = written(tmp_path, contents(day=day))
    if good:
        assert read_history([path], OFFICE, CALENDAR)[1] is not None
        return
    with pytest.raises(RosterError) as judged:
        check_names(read_roster_file(path).roster, OFFICE, path)
    with pytest.raises(RosterError) as earlier:
        read_history([path], OFFICE, CALENDAR)
    assert codes(judged) == codes(earlier) == ["roster.other_day"]


def test_an_earlier_roster_is_of_this_office(tmp_path):
    """Another office's turns are not taken over."""
    data = contents()
    data["roster"] = {**contents()["roster"], "office": "another"}
    with pytest.raises(RosterError) as error:
        read_history([written(tmp_path, data)], OFFICE, CALENDAR)
    assert codes(error) == ["roster.other_office"]


def test_a_week_counts_once(tmp_path):
    """Two rosters of one week would count its turns twice; the second is named."""
    paths = [written(tmp_path, contents(), name) for name in ("a.json", "b.json")]
    with pytest.raises(RosterError) as error:
        read_history(paths, OFFICE, CALENDAR)
    assert [(problem.code, problem.where.file) for problem in error.value.problems] == [
        ("roster.week_twice", str(paths[1]))
    ]


def test_turns_are_counted_at_the_counters_that_the_rule_names(tmp_path):
    """Earlier rosters at L3, which the office's rule names; who came since begins at the mean of the others."""
    root = Path(__file__).parents[2] / "configs" / "lebong.yaml"
    text = root.read_text(encoding="utf-8").replace("calendar: [", "# calendar: [")
    config = written(tmp_path, text + "  rules:\n    - {rule: fair_turns, counters: [l3]}\n", "office.yaml")
    turns = [{"officer": f"petugas_{letter}", "burdens": {"priority": 5}} for letter in "abcefghijkl"]
    paths = []
    for week, day in (("2026-W48", "2026-11-23"), ("2026-W49", "2026-11-30")):
        duty = {"officer": "petugas_a", "day": day, "start": 480, "end": 540, "activity": "counter", "counter": "l3",
                "steps": ["biometrik_wawancara"]}  # fmt: skip
        data = contents(week, day, officer="petugas_a")
        data["roster"] = {**data["roster"], "office": "lebong", "duties": [duty]}
        data["history_after"] = {"known": True, "turns": turns}
        paths.append(written(tmp_path, data, f"{week}.json"))
    inputs = gather(config, previous=paths)
    assert inputs.history.of("petugas_a").burdens["priority"] == 6
    assert inputs.history.of("petugas_d").burdens["priority"] == 5
    left = {**contents("2026-W49"), "history_after": {"known": True, "turns": turns}}
    left["roster"] = {**left["roster"], "office": "lebong", "assignments": []}
    alone = gather(config, previous=[written(tmp_path, left, "alone.json")])
    assert office_week(alone, "2026-W50").history.of("petugas_d").burdens["priority"] == 5
