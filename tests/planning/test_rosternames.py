"""What a roster names that the office lacks is told once each, whatever part names it."""

from datetime import date

import pytest

from office.problems import Place
from planning.rosternames import own_stand_ins, unknown_names
from scheduler.roster import Duty, Roster, StandIn
from tests.office.small import small_office

OFFICE = small_office()
FIRST, SECOND = OFFICE.officer_ids[:2]
COUNTER, STEP = OFFICE.counters[0].id, OFFICE.step_ids[0]
MONDAY = date(2026, 11, 30)
AT_COUNTER = Duty(officer=FIRST, day=MONDAY, start=480, end=540, activity="counter", counter=COUNTER, steps={STEP})
BEHIND = Duty(officer=FIRST, day=MONDAY, start=540, end=600, activity="back_office", task="nowhere")
POST = StandIn(officer=FIRST, day=MONDAY, start=480, end=540, counter=COUNTER, stand_in=SECOND)


def roster(duty=AT_COUNTER, post=POST, slots=OFFICE.slot_minutes):
    """A roster in which everything stands twice."""
    return Roster(office=OFFICE.id, week="2026-W49", slot_minutes=slots, assignments=(), duties=(duty, duty),
                  stand_ins=(post, post))  # fmt: skip


def test_a_roster_of_the_office_has_none():
    """The roster that the other tests spoil is good itself."""
    assert unknown_names(roster(), OFFICE, Place()) == ()


@pytest.mark.parametrize(
    ("spoilt", "code", "found"),
    [
        (roster(AT_COUNTER.model_copy(update={"steps": frozenset({STEP, "renamed"})})), "unknown_step", "renamed"),
        (roster(AT_COUNTER.model_copy(update={"counter": "l9"})), "unknown_counter", "l9"),
        (roster(AT_COUNTER.model_copy(update={"officer": "nobody"})), "unknown_officer", "nobody"),
        (roster(BEHIND), "unknown_task", "nowhere"),
        (roster(post=POST.model_copy(update={"officer": "nobody"})), "unknown_officer", "nobody"),
        (roster(post=POST.model_copy(update={"stand_in": "nobody"})), "unknown_officer", "nobody"),
        (roster(post=POST.model_copy(update={"counter": "l9"})), "unknown_counter", "l9"),
        (roster(slots=7), "other_slots", "7"),
    ],
)
def test_each_name_is_told_once(spoilt, code, found):
    """Steps, counters, officers, tasks and stand-ins; slots of another length."""
    (problem,) = unknown_names(spoilt, OFFICE, Place(file="roster.json"))
    assert (problem.code, problem.found, problem.where.file) == (f"roster.{code}", found, "roster.json")


def test_a_post_may_have_no_stand_in():
    """Nobody can: that is no name."""
    assert unknown_names(roster(post=POST.model_copy(update={"stand_in": None})), OFFICE, Place()) == ()


def test_who_stands_in_for_himself_is_noted_once():
    """A note, no mistake."""
    assert own_stand_ins(roster()) == ()
    (note,) = own_stand_ins(roster(post=POST.model_copy(update={"stand_in": FIRST})))
    assert (note.code, note.found, note.severity) == ("roster.own_stand_in", FIRST, "note")
