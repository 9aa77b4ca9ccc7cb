"""Repairs in words: the time of each former place, turns as people say them."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.offices import lebong_like
from report.places import Names
from report.repairs import before_of, turn_lines
from report.words.catalogue import Words
from scheduler.repair.effect import Effect, Move
from scheduler.roster import Duty

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
