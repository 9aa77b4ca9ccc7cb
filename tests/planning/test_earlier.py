"""Nothing that was planned before is lost, and no office writes over another."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest

from office.problems import InputError, RosterError
from office.provenance import Provenance
from planning.earlier import alone, bring_back, keep_earlier, recover, refuse_other_office, week_folder
from planning.results import RosterFile
from planning.rosterfile import roster_json
from scheduler.roster import History, Roster


def roster_of(office: str, week: str = "2026-W49") -> Roster:
    return Roster(office=office, week=week, slot_minutes=30, assignments=(), duties=())


@pytest.fixture
def folder(tmp_path):
    """A week's folder that holds an empty roster of office `satu` and a page."""
    path = tmp_path / "2026-W49"
    path.mkdir()
    made = Provenance(version="0", created_at=datetime(2026, 11, 24, tzinfo=UTC), seed=1)
    file = RosterFile(provenance=made, roster=roster_of("satu"), history_after=History())
    (path / "roster.json").write_bytes(roster_json(file))
    (path / "week.html").write_text("lama", encoding="utf-8")
    return path


@pytest.mark.parametrize(("office", "refused"), [("satu", False), ("dua", True)])
def test_another_offices_week_is_refused(folder, office, refused):
    """The message names the office that is there and the one that was to be written."""
    if not refused:
        refuse_other_office(folder, office)
        return
    with pytest.raises(RosterError) as caught:
        refuse_other_office(folder, office)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found, problem.allowed) == ("plan.other_office", "satu", (office,))


def test_a_changed_plan_moves_the_earlier_one_aside(folder):
    """Each earlier plan keeps all of its files under a number of its own."""
    changed = roster_of("satu").model_copy(update={"slot_minutes": 15})
    first = keep_earlier(folder, changed)
    assert first is not None
    assert (first.name, (first / "week.html").read_text(encoding="utf-8")) == ("2026-W49-versi-1", "lama")
    assert not folder.exists()
    assert keep_earlier(folder, changed) is None


def test_the_same_plan_again_leaves_no_version(folder):
    """Planning twice with the same outcome is no new version."""
    assert keep_earlier(folder, roster_of("satu")) is None
    assert folder.exists()


def test_runs_at_once_keep_every_plan(tmp_path):
    """Eight runs end at the same time: each plan is there afterwards, whole, and no lock is left."""
    folder = tmp_path / "out" / "2026-W49"
    made = Provenance(version="0", created_at=datetime(2026, 11, 24, tzinfo=UTC), seed=1)

    def deliver(number: int) -> None:
        roster = roster_of("satu").model_copy(update={"slot_minutes": number})
        file = roster_json(RosterFile(provenance=made, roster=roster, history_after=History()))
        with alone(folder):
            keep_earlier(folder, roster)
            sleep(0.01)
            folder.mkdir()
            (folder / "roster.json").write_bytes(file)
            (folder / "week.html").write_text(f"{number}", encoding="utf-8")

    numbers = range(1, 9)
    with ThreadPoolExecutor(len(numbers)) as pool:
        list(pool.map(deliver, numbers))
    kept = {path: json.loads((path / "roster.json").read_text("utf-8"))["roster"] for path in folder.parent.iterdir()}
    assert sorted(roster["slot_minutes"] for roster in kept.values()) == list(numbers)
    assert all((path / "week.html").read_text("utf-8") == f"{kept[path]['slot_minutes']}" for path in kept)


def test_a_run_that_failed_lets_the_next_one_in(tmp_path):
    """An error inside gives the lock back and is not swallowed."""
    with pytest.raises(FileNotFoundError), alone(tmp_path / "a"):
        raise FileNotFoundError
    with alone(tmp_path / "a"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_moved_is_named_and_stays(folder, monkeypatch):
    """A share that only reads: nothing is written over what is there."""

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.rename", refused)
    with pytest.raises(InputError) as caught:
        keep_earlier(folder, roster_of("satu").model_copy(update={"week": "2026-W50"}))
    assert caught.value.problems[0].where.file == str(folder)
    assert (folder / "week.html").read_text(encoding="utf-8") == "lama"


@pytest.fixture
def plans(tmp_path):
    """A week of which three plans were written, one after another: `plans(4)` writes a fourth; contents by name."""
    made = Provenance(version="0", created_at=datetime(2026, 11, 24, tzinfo=UTC), seed=1)
    week = tmp_path / "out" / "2026-W49"

    def write(number: int) -> None:
        roster = roster_of("satu").model_copy(update={"slot_minutes": number})
        with alone(week):
            keep_earlier(week, roster)
            week.mkdir(parents=True)
            file = RosterFile(provenance=made, roster=roster, history_after=History())
            (week / "roster.json").write_bytes(roster_json(file))

    def there() -> dict[str, int]:
        files = {path.name: path / "roster.json" for path in week.parent.iterdir()}
        return {
            name.removeprefix(week.name): json.loads(file.read_text("utf-8"))["roster"]["slot_minutes"]
            for name, file in files.items()
        }

    for number in (1, 2, 3):
        write(number)
    return week, write, there


def test_each_undo_goes_one_plan_back_until_there_is_none(plans):
    """Three plans: the second, then the first are valid again; all three are still there, then it is refused."""
    week, _, there = plans
    assert there() == {"": 3, "-versi-1": 1, "-versi-2": 2}
    assert bring_back(week) == (Path(f"{week}-versi-2"), Path(f"{week}-versi-3-dibatalkan"))
    assert there() == {"": 2, "-versi-1": 1, "-versi-3-dibatalkan": 3}
    bring_back(week)
    last = {"": 1, "-versi-3-dibatalkan": 3, "-versi-4-dibatalkan": 2}
    assert there() == last
    with pytest.raises(RosterError) as caught:
        bring_back(week)
    assert caught.value.problems[0].code == "replan.no_earlier"
    assert there() == last


def test_an_undo_can_be_taken_back(plans):
    """The plan that was taken back is valid again, by its own folder; the next undo leads where it led before."""
    week, _, there = plans
    _, taken = bring_back(week)
    assert week_folder(taken) == week
    bring_back(week, taken)
    assert there() == {"": 3, "-versi-1": 1, "-versi-4": 2}
    bring_back(week)
    assert there()[""] == 2


def test_a_plan_after_an_undo_stands_on_the_one_that_was_valid(plans):
    """What was taken back never comes again by itself, and its number is given to no other."""
    week, write, there = plans
    bring_back(week)
    write(4)
    assert there() == {"": 4, "-versi-1": 1, "-versi-3-dibatalkan": 3, "-versi-4": 2}
    assert [bring_back(week)[0].name[-1] for _ in range(2)] == ["4", "1"]
    assert there()[""] == 1


@pytest.mark.parametrize("gone", [1, 2])
def test_plans_that_somebody_deleted_are_passed_over(plans, gone):
    """Whichever of the earlier plans is gone, the latest that is left comes back, and no number is given again."""
    week, write, there = plans
    write(4)
    lost = week.with_name(f"{week.name}-versi-{gone}")
    (lost / "roster.json").unlink()
    lost.rmdir()
    bring_back(week)
    assert there()[""] == 3
    write(5)
    assert there()["-versi-5"] == 3


@pytest.mark.parametrize("undone", [False, True])
@pytest.mark.parametrize("renames", [0, 1, 2])
def test_an_undo_that_dies_is_ended_by_the_next_command(plans, monkeypatch, undone, renames):
    """Wherever the machine stops: afterwards one of both plans is valid, and none is lost or half."""
    week, _, there = plans
    back = bring_back(week)[1] if undone else None
    before, whole, done = there(), Path.rename, []

    def dies(path, target):
        if len(done) == renames:
            raise SystemExit
        done.append(target)
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", dies)
    with pytest.raises(SystemExit):
        bring_back(week, back)
    monkeypatch.undo()
    recover(week)
    now = there()
    assert sorted(now.values()) == [1, 2, 3]
    assert (now == before) == (renames < 2)
    assert now[""] == (before[""] if renames < 2 else 5 - before[""])


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_folder_that_will_not_move_leaves_all_as_it_was(plans, monkeypatch, renames):
    """A workbook that is open keeps its folder where it is on some systems."""
    week, _, there = plans
    before, whole, done = there(), Path.rename, []

    def refused(path, target):
        done.append(target)
        if len(done) == renames + 1:
            raise PermissionError(13, "Permission denied")
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        bring_back(week)
    assert there() == before
