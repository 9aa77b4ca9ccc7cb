"""Repairs in words: the time of each former place, turns as people say them."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.offices import lebong_like, span
from report.places import Names
from report.repairs import before_of, calls, turn_lines
from report.words.catalogue import Words
from scheduler.repair.effect import Effect, Move
from scheduler.repair.incident import make_incident
from scheduler.roster import Assignment, Duty, Roster

MONDAY = date(2026, 11, 30)
NOTHING = Effect((), (), (), (), 0, 0, (), (), 0.0)


def _rest(start, end):
    return Move("a", MONDAY, start, end, Duty(officer="a", day=MONDAY, start=start, end=end, activity="break"), None)


def _off(start, end):
    return Move("a", MONDAY, start, end, None, None)


@pytest.fixture
def names():
    """Of any office: who `a` is stands in the test."""
    found = Names(lebong_like().office, Words("id"))
    found.officers.update(a="Petugas A", b="Petugas B")
    return found


def test_one_former_place_needs_no_time(names):
    """However many stretches it had."""
    assert before_of([_rest(720, 750), _rest(750, 780)], names) == "istirahat"


def test_each_of_several_former_places_has_its_time(names):
    """Neighbours of one place are one."""
    told = before_of([_off(690, 720), _rest(720, 750), _rest(750, 780)], names)
    assert told == "11.30–12.00 tidak dinas, 12.00–13.00 istirahat"


def test_turns_are_said_by_number(names):
    """One more, or so many more, each burden by itself."""
    effect = replace(NOTHING, turns=(("a", "lunch", 1), ("b", "lunch", 1), ("a", "saturday", 2)))
    assert list(turn_lines(effect, names)) == [
        "Petugas A, Petugas B mendapat satu giliran lagi: istirahat paling akhir.",
        "Petugas A mendapat 2 giliran lagi: Sabtu.",
    ]


def _on_call(*held):
    """A week in which these are on call: officer and post."""
    kept = tuple(Assignment(officer=o, day=MONDAY, shift=post, span=span("16.00-22.00")) for o, post in held)
    return Roster(office="test", week="2026-W49", slot_minutes=30, assignments=(), duties=(), on_call=kept)


def test_a_post_that_goes_on_is_one_line(names):
    """Who takes it and from whom; a post that is only taken, or only given up, is told by itself."""
    before = _on_call(("a", "evening"), ("a", "gone"))
    incident = make_incident(lebong_like(), (), before, (), MONDAY, 0)
    lines = calls(incident, _on_call(("b", "evening"), ("b", "new")), names)
    assert len(lines) == 3
    (both,) = (line for line in lines if "Petugas A" in line and "Petugas B" in line)
    assert "evening" in both
    assert calls(incident, before, names) == []
