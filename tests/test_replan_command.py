"""`loket replan` and `loket swap`: what they say, what they write, and what they say where they cannot."""

import json
import os
import shutil
import signal
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from office.problems import InputError, Problem
from planning.givens import office_week
from planning.inputs import gather
from planning.results import RosterFile
from planning.rosterfile import read_roster_file, roster_json
from scheduler.repair.edits import Stint, fresh_day, with_stints
from scheduler.roster import History, Roster
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek
from tests.planning.levers.provenance import made

ROOT = Path(__file__).parent.parent
WEEK, MONDAY = "2026-W49", "2026-11-30"


@pytest.fixture
def plan(tmp_path):
    """The small office's week, in which everybody sits at the first counter that he can, and the file of its roster."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    week = office_week(gather(tmp_path / "configs" / "ukk_small.yaml"), WEEK)
    file = RosterFile(provenance=made(), roster=_seated(week), history_after=History())
    path = tmp_path / WEEK / "roster.json"
    path.parent.mkdir()
    path.write_bytes(roster_json(file))
    return path


def _seated(week: OfficeWeek) -> Roster:
    """The first shift of everybody, lunch in turns, counters as they are free."""
    office, assignments = week.office, []
    roster = Roster(office=office.id, week=WEEK, slot_minutes=week.grid.slot_minutes, assignments=(), duties=())
    for day in week.open_days:
        lunches, free = 0, [c for c in office.counters if c.available]
        for officer in office.officers:
            choices = week.choices(officer, day)
            if choices:
                held = choices[lunches % len(choices)]
                lunches += 1
                assignments.append(held)
                roster = roster.model_copy(
                    update={"assignments": tuple(assignments), "duties": (*roster.duties, *fresh_day(week, held))}
                )
                seat = next((c for c in free if office.served_at(officer.skills, c.type)), None)
                if seat is not None:
                    free.remove(seat)
                    stays = [Stint(d.officer, d.start, d.end, seat.id) for d in roster.duties_of(officer.id, day.date)
                             if d.activity == "standby"]  # fmt: skip
                    roster = with_stints(week, roster, day.date, stays)
    return roster.model_copy(update={"stand_ins": name_stand_ins(week, roster.duties)})


def _config(plan):
    return str(plan.parent.parent / "configs" / "ukk_small.yaml")


def _first(plan):
    """Somebody at a counter on Monday for whom the paper names a stand-in, and the roster."""
    roster = read_roster_file(plan).roster
    return next(s.officer for s in roster.stand_ins if s.stand_in is not None and f"{s.day}" == MONDAY), roster


def test_ways_out_in_words_and_as_data(run, plan):
    """The office's file is found beside the roster; the data hold at most three ways with all figures."""
    officer, _ = _first(plan)
    code, out, err = run("replan", str(plan), "--absent", f"{officer}@senin")
    assert code in (0, 3), err
    assert "Senin 30 Nov" in out
    code, out, _ = run("replan", str(plan), "--absent", f"{officer}@senin", "--json")
    data = json.loads(out)
    assert len(data["proposals"]) <= 3
    assert data["happened"] == [{"kind": "absent", "officer": officer, "day": MONDAY}]
    assert all({"changes", "uncovered_minutes", "late_a_day"} <= set(way) for way in data["proposals"])
    assert (code == 3) == bool((data["proposals"] or [data["untouched"]])[0]["uncovered_minutes"])


def test_the_way_that_is_taken_is_written_and_the_old_one_kept(run, plan):
    """roster.json of the same week, its sheet, a text for each officer who moves; the version before beside."""
    officer, before = _first(plan)
    folder = plan.parent
    code, out, err = run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "1")
    assert code in (0, 3), err
    assert f"{WEEK}-versi-1" in out
    after = read_roster_file(folder / "roster.json").roster
    assert not after.assignments_of(officer, date.fromisoformat(MONDAY))
    assert [d for d in after.duties if f"{d.day}" != MONDAY] == [d for d in before.duties if f"{d.day}" != MONDAY]
    assert read_roster_file(folder.with_name(f"{WEEK}-versi-1") / "roster.json").roster == before
    assert "<!DOCTYPE html>" in (folder / "changes.html").read_text(encoding="utf-8")
    assert list((folder / "changed").glob("*.txt"))


def test_papers_are_printed_again_with_their_number_and_the_changed_day(run, plan):
    """Sheets of the whole week say that they are version 2, and only Monday's page that it was changed."""
    officer, _ = _first(plan)
    folder = plan.parent
    _, out, err = run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "1")
    assert "versi 2" in out, err
    days = (folder / "days.html").read_text(encoding="utf-8")
    assert days.count("Hari ini berubah pada versi 2") == 1
    assert "versi 2, disusun" in days
    assert "versi 2, disusun" in (folder / "changes.html").read_text(encoding="utf-8")
    assert {path.name for path in folder.iterdir()} >= {
        "week.xlsx",
        "week.html",
        "days.html",
        "changes.html",
        "officers",
    }
    seated = [d for d in read_roster_file(folder / "roster.json").roster.duties if f"{d.day}" == MONDAY]
    assert officer not in {d.officer for d in seated}


def test_without_anybody_who_knows_the_visitors_papers_stay_and_are_named(run, plan, monkeypatch):
    """The roster and the sheet of changes are written all the same."""

    def nobody_knows(*_):
        raise InputError(Problem("replan.no_forecast"))

    monkeypatch.setattr("planning.assess.draw_futures", nobody_knows)
    officer, _ = _first(plan)
    (plan.parent / "week.html").touch()
    code, out, _ = run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "1")
    assert code in (0, 3)
    assert "(week.html)" in out
    assert (plan.parent / "changes.html").is_file()


@pytest.mark.parametrize(
    ("at", "is_printed"),
    [
        ("planning.earlier.keep_earlier", False),
        ("report.bundle.repair_files", False),
        ("planning.assess.mended", False),
        ("report.bundle.papers", False),
        ("commandline.replan.wrote", True),
    ],
)
def test_a_run_that_is_interrupted_says_what_it_wrote(run, plan, monkeypatch, at, is_printed):
    """Wherever Ctrl-C comes: the roster with its sheet is whole, missing papers are named, and how to take it back."""
    module, _, name = at.rpartition(".")
    whole = getattr(import_module(module), name)

    def interrupted(*given):
        os.kill(os.getpid(), signal.SIGINT)
        return whole(*given)

    monkeypatch.setattr(at, interrupted)
    officer, before = _first(plan)
    (plan.parent / "week.html").touch()
    code, out, _ = run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "1")
    assert code in (0, 3)
    assert "--undo" in out
    assert f"{WEEK}-versi-1" in out
    assert read_roster_file(plan).roster != before
    assert (plan.parent / "changes.html").is_file()
    assert (plan.parent / "week.html").is_file() == is_printed
    assert ("(week.html)" in out) != is_printed
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_was_taken_can_be_taken_back_and_taken_again(run, plan):
    """Nothing is lost: the version that is taken back is kept, and --undo with its roster makes it valid again."""
    officer, before = _first(plan)
    assert run("replan", str(plan), "--undo")[0] == 1
    assert read_roster_file(plan).roster == before
    run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "1")
    taken = read_roster_file(plan).roster
    undone = plan.parent.with_name(f"{WEEK}-versi-2-dibatalkan") / "roster.json"
    for call, expected, beside in ((plan, before, undone.parent.name), (undone, taken, f"{WEEK}-versi-3")):
        code, _, err = run("replan", str(call), "--undo")
        assert code == 0, err
        assert read_roster_file(plan).roster == expected
        versions = {path.name for path in plan.parent.parent.iterdir() if path.name.startswith(WEEK)}
        assert versions == {WEEK, beside}


def test_an_undo_that_died_is_ended_by_the_next_call(run, plan):
    """Between its renames no folder of the week is there; the call finds it all the same."""
    officer, before = _first(plan)
    plan.parent.rename(plan.parent.with_name(f".{WEEK}-versi-1.undo"))
    code, _, err = run("replan", str(plan), "--absent", f"{officer}@senin")
    assert code in (0, 3), err
    assert read_roster_file(plan).roster == before


@pytest.mark.parametrize("inside", [True, False])
def test_folders_are_told_as_the_reader_writes_them(run, plan, monkeypatch, inside):
    """From within the week's folder, and from beside it; each path that is told leads there."""
    officer, _ = _first(plan)
    stands = plan.parent if inside else plan.parent.parent
    roster = str(plan.relative_to(stands))
    monkeypatch.chdir(stands)
    _, out, _ = run("replan", roster, "--absent", f"{officer}@senin", "--take", "1", "--json")
    monkeypatch.chdir(stands)  # the folder in which the reader stood has another name now
    assert Path(json.loads(out)["files"][0]).resolve() == plan.resolve()
    code, out, err = run("replan", roster, "--undo", "--json")
    assert code == 0, err
    monkeypatch.chdir(stands)
    told = json.loads(out)
    versions = [WEEK, f"{WEEK}-versi-1", f"{WEEK}-versi-2-dibatalkan"]
    for path, name in zip((told["valid"], told["from"], told["kept"]), versions, strict=True):
        assert not Path(path).is_absolute()
        assert Path(path).resolve() == plan.parent.parent.resolve() / name


@pytest.mark.parametrize("more", [("--take", "1"), ("--absent", "A@senin"), ("--seed", "1"), ("--from", "09.00")])
def test_taking_back_takes_nothing_else(run, plan, more):
    """Options that would be dropped are a wrong call; those of the whole program are none."""
    officer, _ = _first(plan)
    run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "1")
    taken = read_roster_file(plan).roster
    code, out, err = run("replan", str(plan), "--undo", *more)
    assert (code, out) == (2, "")
    assert more[0] in err
    assert read_roster_file(plan).roster == taken
    assert run("replan", str(plan), "--undo", "--json", "--lang", "en")[0] == 0


def test_a_version_that_is_taken_is_checked_as_it_was_proposed(run, plan):
    """`loket check` finds the same shortages in the file as the proposal told."""
    officer, _ = _first(plan)
    told = ("replan", str(plan), "--absent", f"{officer}@senin", "--json")
    data = json.loads(run(*told)[1])
    run(*told, "--take", "1")
    _, out, _ = run("check", _config(plan), str(plan.parent / "roster.json"), "--json")
    found = json.loads(out)["shortages"]
    assert (
        sum((s["end"] - s["start"]) * s["short"] for s in found if s["day"] == MONDAY)
        == (data["proposals"][0]["uncovered_minutes"])
    )


def test_late_and_gone_and_broken_and_closed_together(run, plan):
    """Several things at once, on several days, in both languages."""
    officer, _ = _first(plan)
    things = ("--late", f"{officer}@senin@10", "--outage", "biometrik@selasa@09.00-11.00", "--closed", "rabu")
    for language in ("id", "en"):
        code, out, err = run("replan", str(plan), *things, "--lang", language)
        assert code in (0, 3), err
        assert "10.00" in out


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ((), "--absent"), (("--absent", "Tak Ada@senin"), "Tak Ada"), (("--absent", "{0}@2027-01-01"), "2027"),
        (("--absent", "{0}@minggu"), "tutup"), (("--absent", "{0}@kapan"), "kapan"),
        (("--absent", "@senin"), "petugas"), (("--absent", ""), "petugas"),
        (("--late", "{0}@senin"), "jam berapa"), (("--late", "{0}@senin@23"), "--absent"),
        (("--absent", "{0}@senin", "--late", "{0}@senin@10"), "bertentangan"), (("--down", "L99@senin"), "L99"),
        (("--outage", "listrik@senin"), "listrik"), (("--visitors", "banyak@senin"), "+30%"),
        (("--visitors", "+10%@senin", "--visitors", "+20%@senin"), "dua"),
        (("--day", "kapan", "--down", "L1"), "kapan"),
        (("--absent", "{0}@senin", "--from", "23.00"), "selesai"), (("--closed", "kapan"), "kapan"),
        (("--absent", "{0}@senin", "--take", "3"), "usul"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(run, plan, told, word):
    """In words, with exit code 1, and nothing is written."""
    officer, _ = _first(plan)
    code, out, err = run("replan", str(plan), *(part.format(officer) for part in told))
    assert (code, out) == (1, "")
    assert word in err
    assert not plan.parent.with_name(f"{WEEK}-versi-1").exists()


def test_everybody_absent_leaves_nothing_to_propose(run, plan):
    """Words, a shortage, no way out."""
    _, roster = _first(plan)
    absent = [part for o in sorted({a.officer for a in roster.assignments}) for part in ("--absent", f"{o}@senin")]
    code, out, err = run("replan", str(plan), *absent)
    assert code in (0, 3), err
    assert "kosong" in out or "dijanjikan" in out


def test_who_is_absent_already_cannot_be_absent_again(run, plan):
    """The new version knows it, though nobody has moved."""
    officer, _ = _first(plan)
    run("replan", str(plan), "--absent", f"{officer}@senin", "--take", "0")
    code, _, err = run("replan", str(plan.parent / "roster.json"), "--absent", f"{officer}@senin")
    assert code == 1
    assert "sudah tidak masuk" in err


def test_another_offices_files_are_refused(run, plan):
    """A roster and the YAML of another office do not go together; without any file, the words say what to name."""
    other = plan.parent.parent / "configs" / "lebong.yaml"
    code, _, err = run("replan", str(plan), "--absent", "A@senin", "--config", str(other))
    assert code == 1
    assert "ukk_small" in err or "kantor" in err


def test_a_swap_twice_is_none(run, plan):
    """Two who can hold each other's counters change places, and back."""
    before = read_roster_file(plan).roster
    names = sorted({a.officer for a in before.assignments})
    pairs = ((a, b) for a in names for b in names if a < b)
    one, two = next(
        p for p in pairs if run("swap", str(plan), "--officer", p[0], "--with", p[1], "--day", MONDAY)[0] == 0
    )
    for _ in range(2):
        code, _, err = run("swap", str(plan), "--officer", one, "--with", two, "--day", "senin", "--take")
        assert code in (0, 3), err
    after = read_roster_file(plan).roster
    assert {(a.officer, a.day, a.break_start) for a in after.assignments} == {
        (a.officer, a.day, a.break_start) for a in before.assignments
    }
    assert set(after.duties) == set(before.duties)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (("--officer", "{0}", "--with", "{0}", "--day", "senin"), "dirinya"),
        (("--officer", "zz", "--with", "{0}"), "zz"),
        (("--officer", "{0}", "--with", "{0}", "--day", "kapan"), "kapan"),
        (("--officer", "{0}", "--with", "zz"), "hari"),
    ],
)  # fmt: skip
def test_swaps_that_cannot_be_are_told(run, plan, told, word):
    """In words, with exit code 1."""
    officer, _ = _first(plan)
    code, out, err = run("swap", str(plan), *(part.format(officer) for part in told))
    assert (code, out) == (1, "")
    assert word in err
