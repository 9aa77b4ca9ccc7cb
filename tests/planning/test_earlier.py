"""Nothing that was planned before is lost, and no office writes over another."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import sleep

import pytest

from office.problems import InputError, RosterError
from office.provenance import Provenance
from planning.earlier import alone, keep_earlier, refuse_other_office
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
