"""Keeping what was changed by hand: changed days and cells stay, whatever they contradict, and it is said."""

import json
import threading
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.offices import make_cost
from office.problems import RosterError
from planning.givens import office_week
from planning.keep import keep_notes, read_kept, with_kept
from report.places import place_words
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.solver.week import solve_week
from tests.planning.test_check import INPUTS, MONDAY, TUESDAY, WEEK, saved, usual

PLACES = place_words()


def planned(kept):
    """The week solved around what is kept, with its givens."""
    inputs = with_kept(INPUTS, kept, ())
    week = office_week(inputs, "2026-W49")
    cost = make_cost(week, 1.0, np.random.default_rng(1), most=6)
    problem = RosterProblem(week, inputs.config.roster.rules, cost, previous=kept.roster, locked=kept.locked(week))
    return week, problem, solve_week(problem, Limits(5.0), lambda *_: None, threading.Event()).roster


def codes(kept, week) -> list[str]:
    return [note.code for note in keep_notes(kept, week)]


def test_changed_cells_stay_and_the_rest_is_free(tmp_path):
    """A place, a day off and standby as written; nothing else is locked, and no rule breaks."""
    edits = {("petugas_a", MONDAY): "L5 | belakang", ("petugas_l", TUESDAY): "cuti", ("petugas_g", MONDAY): "siaga"}
    kept = read_kept(saved(tmp_path, usual(), edits), "2026-W49", PLACES)
    assert set(kept.days) == set(edits)
    week, problem, roster = planned(kept)
    for officer, day in edits:
        assert roster.duties_of(officer, day) == kept.roster.duties_of(officer, day)
        assert roster.assignments_of(officer, day) == kept.roster.assignments_of(officer, day)
    assert not roster.assignments_of("petugas_l", TUESDAY)
    assert codes(kept, week) == ["keep.kept"]
    assert not [v for v in check(roster, week, problem.rules) if v.rule in ("counters", "skills", "paid_minutes")]


@pytest.mark.parametrize(
    ("edits", "code", "rule"),
    [
        ({("petugas_a", MONDAY): "L5", ("petugas_b", MONDAY): "L5"}, "keep.counter_twice", "counters"),
        ({("petugas_k", MONDAY): "L3"}, "keep.skills", "skills"),
        ({("petugas_k", MONDAY): "L7 09.00-14.00"}, "keep.one_shift", "one_shift"),
    ],
    ids=["one counter twice", "no skill", "no such shift"],
)
def test_changed_cells_that_contradict_are_kept_and_named(tmp_path, edits, code, rule):
    """The solver goes on around them, the checker says which rule gives, a note says whose cell it is."""
    kept = read_kept(saved(tmp_path, usual(), edits), None, PLACES)
    week, problem, roster = planned(kept)
    (note,) = [note for note in keep_notes(kept, week) if note.code == code]
    assert all(officer in note.found for officer, _ in edits)
    for officer, day in edits:
        assert roster.duties_of(officer, day) == kept.roster.duties_of(officer, day)
    assert rule in {v.rule for v in check(roster, week, problem.rules) if v.hard}
    others = {v.officer for v in check(roster, week, problem.rules) if v.hard and v.officer}
    assert others <= {officer for officer, _ in edits}


def test_cells_in_a_roster_json_are_locked(tmp_path):
    """What stands under ``locked`` is held as the rule holds it."""
    path = saved(tmp_path, usual())
    data = json.loads(path.read_text())
    data["locked"] = [{"officer": "petugas_a", "day": "2026-12-01", "hours": "09.00-11.00", "counter": "l5"}]
    path.write_text(json.dumps(data))
    kept = read_kept(path, "2026-W49", PLACES)
    week, _, roster = planned(kept)
    mine = [d for d in roster.duties_of("petugas_a", TUESDAY) if d.start < 660 and d.end > 540]
    assert {d.counter for d in mine} == {"l5"}
    assert codes(kept, week) == ["keep.kept"]


def test_an_untouched_roster_keeps_nothing(tmp_path):
    """And says so, in a sheet and in JSON."""
    for edits in (None, {}):
        kept = read_kept(saved(tmp_path, usual(), edits), None, PLACES)
        assert codes(kept, WEEK) == ["keep.nothing"]


def test_another_week_or_a_broken_cell_is_refused(tmp_path):
    """With the code of what is wrong."""
    path = saved(tmp_path, usual())
    with pytest.raises(RosterError) as other:
        read_kept(path, "2026-W50", PLACES)
    data = json.loads(path.read_text())
    path.write_text(json.dumps(data | {"locked": [{"officer": "petugas_a", "day": "2026-12-01"}]}))
    with pytest.raises(RosterError) as broken:
        read_kept(path, None, PLACES)
    assert [e.value.problems[0].code for e in (other, broken)] == ["keep.other_week", "roster.damaged"]


def test_leave_in_the_book_against_a_changed_cell_is_told(tmp_path):
    """Who is away by the workbook and at work by the sheet: the sheet's day stays, leave is broken and named."""
    from office.people import Absence

    away = replace(INPUTS, absences=(Absence(officer="petugas_a", start=MONDAY, end=MONDAY),))
    kept = read_kept(saved(tmp_path, usual(), {("petugas_a", MONDAY): "L5 | belakang"}), None, PLACES)
    week = office_week(with_kept(away, kept, ()), "2026-W49")
    assert "keep.leave" in codes(kept, week)
