"""Planned weeks of a small office: whatever the week is like, there is a roster, and its notes say what to know."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from benchmarks.offices import make_office, make_week
from office.days import CalendarEntry
from office.people import Absence, BackOffice
from office.weeks import dates_of
from planning import plan as planning_plan
from planning.inputs import gather
from planning.plan import Effort, plan_week
from scheduler.backoffice import minutes_in_blocks
from scheduler.roster import Assignment, Duty, Roster

CONFIG = Path(__file__).parents[2] / "configs" / "ukk_small.yaml"
WEEK = "2026-W45"
DATES = dates_of(WEEK)


@pytest.fixture(scope="module")
def inputs():
    return gather(CONFIG)


@pytest.fixture(autouse=True)
def few_paths(monkeypatch):
    """Less is drawn; what is told stays the same."""
    monkeypatch.setattr(planning_plan, "STAFFING_PATHS", 20)
    monkeypatch.setattr(planning_plan, "JUDGING_PATHS", 60)


def with_paths(inputs, **forecast):
    """Few paths, and other settings of the forecast."""
    settings = inputs.config.forecast.model_copy(update={"paths": 20} | forecast)
    return replace(inputs, config=inputs.config.model_copy(update={"forecast": settings}))


def with_entries(inputs, *entries):
    """The office's calendar with further entries."""
    return replace(inputs, calendar=inputs.office.calendar(entries))


def planned(inputs, week=WEEK, seconds=2.0):
    return plan_week(with_paths(inputs), week, Effort(seconds=seconds), lambda stage: None, Event())


def tiled(plan):
    """Whether the duties of each assignment fill its span without holes or overlaps."""
    for assignment in plan.roster.assignments:
        duties = plan.roster.duties_of(assignment.officer, assignment.day)
        edges = [assignment.span.start, *(duty.end for duty in duties)]
        if edges[:-1] != [duty.start for duty in duties] or edges[-1] != assignment.span.end:
            return False
    return True


def codes(plan):
    return {note.code for note in plan.notes}


def test_an_ordinary_week(inputs):
    """Every paid minute has an activity, no hard rule is broken, and the plan says what it rests on."""
    plan = planned(inputs)
    assert tiled(plan)
    assert [violation for violation in plan.violations if violation.hard] == []
    assert {"forecast.start", "plan.history_unknown"} <= codes(plan)
    assert plan.pricing_paths == 20
    assert plan.outcome.paths == 60
    first = plan.outcome.mean_wait * plan.outcome.visitors.sum() / 60
    assert plan.waiting_simulated == pytest.approx(first)  # every route of this office has one stop


def test_a_quick_plan_is_the_solvers_alone(inputs):
    """Without refinement there is nothing to choose from, but what holds and what stands beside it is told."""
    effort = Effort(seconds=2.0, is_quick=True)
    plan = plan_week(with_paths(inputs), WEEK, effort, lambda stage: None, Event())
    assert (plan.choices, plan.refinement) == ((), None)
    assert plan.certificate.cells
    assert [each.name for each in plan.baselines] == ["all_open", "erlang"]
    assert tiled(plan)


def test_three_plans_lie_in_the_order_of_their_names(inputs):
    """Lean has no less back office than balanced, ample no more late visitors than chance allows; one is taken."""
    stages = []
    plan = plan_week(with_paths(inputs), WEEK, Effort(seconds=4.0, balance="lean"), stages.append, Event())
    lean, balanced, ample = plan.choices
    assert (lean.name, balanced.name, ample.name) == ("lean", "balanced", "ample")
    assert lean.back_office_minutes >= balanced.back_office_minutes
    assert plan.chosen == "lean"
    assert plan.roster == lean.roster
    assert plan.refinement.late_after <= plan.refinement.late_before + 1
    assert "refining" in {stage.name for stage in stages}
    assert [violation for violation in plan.violations if violation.hard] == []


def test_a_closed_week(inputs):
    """All days closed: an empty roster, nothing to do, and a note."""
    plan = planned(with_entries(inputs, CalendarEntry(start=DATES[0], end=DATES[-1], kind="closed", note="Renovasi")))
    assert "plan.closed_week" in codes(plan)
    assert (plan.roster.assignments, plan.roster.duties, plan.result.shortages) == ((), (), ())
    assert (plan.actions, plan.triggers, plan.weak_slots) == ((), (), ())
    assert plan.outcome.visitors.sum() == 0
    assert plan.gain.mean == 0


def test_a_week_with_everyone_on_leave(inputs):
    """Nobody works; every promise of every open day is reported as short."""
    away = tuple(Absence(officer=id, start=DATES[0], end=DATES[-1]) for id in inputs.office.officer_ids)
    plan = planned(replace(inputs, absences=away))
    assert plan.roster.assignments == ()
    missing = {(shortage.promise, shortage.day) for shortage in plan.result.shortages}
    assert missing == {(promise.id, day.date) for promise in inputs.office.promises for day in plan.week.open_days}
    assert plan.outcome.share_in_time == 0
    assert plan.actions == ()


def test_an_event_takes_two_officers(inputs):
    """Two officers are on outside duty that day, on no other day anybody."""
    event = CalendarEntry(start=DATES[2], end=DATES[2], kind="event", officers_away=2, note="Pelayanan keliling")
    plan = planned(with_entries(inputs, event))
    out = [duty for duty in plan.roster.duties if duty.activity == "outside_duty"]
    assert {duty.day for duty in out} == {DATES[2]}
    assert len({duty.officer for duty in out}) == 2
    assert tiled(plan)


def test_a_week_in_ramadan(inputs):
    """Ramadan hours: shifts 08.00-15.00 and 15.30 on Friday, nobody at a counter outside the service hours."""
    plan = planned(inputs, "2026-W10")
    assert {(a.day.weekday(), str(a.span)) for a in plan.roster.assignments} == {
        *((d, "08.00-15.00") for d in range(4)), (4, "08.00-15.30"),
    }  # fmt: skip
    for duty in plan.roster.duties:
        if duty.activity == "counter":
            assert any(s.start <= duty.start and duty.end <= s.end for s in plan.week.day(duty.day).service)
    assert tiled(plan)
    assert [violation for violation in plan.violations if violation.hard] == []


def test_a_service_without_any_visitors(inputs):
    """Nobody is expected at one service; the others are planned as ever."""
    guess = inputs.config.forecast.questionnaire
    services = guess.services | {"pengambilan": guess.services["pengambilan"].model_copy(
        update={"visitors": 0.0, "low": 0.0, "high": None})}  # fmt: skip
    quiet = with_paths(inputs, questionnaire=guess.model_copy(update={"services": services}))
    plan = planned(quiet)
    by_service = dict(zip(plan.forecast.services, plan.forecast.daily.sum(axis=(0, 2)), strict=True))
    assert by_service.pop("pengambilan") == 0
    assert min(by_service.values()) > 0
    assert tiled(plan)


def test_an_estimated_date(inputs):
    """A date that is not decreed yet is noted with its name."""
    feast = CalendarEntry(start=DATES[1], end=DATES[1], kind="public_holiday", note="Hari raya", estimated=True)
    notes = {
        year: planning_plan._notes(given, planning_plan.office_week(given, f"{year}-W45"))
        for year, given in ((2026, with_entries(inputs, feast)), (2031, inputs))
    }
    assert [(n.found, n.params["note"]) for n in notes[2026] if n.code == "plan.estimated_date"] == [
        (f"{DATES[1]}", "Hari raya")
    ]


def test_history_is_unknown_only_without_earlier_rosters(inputs):
    """With a known history the note is gone."""
    for known in (True, False):
        given = replace(inputs, history=inputs.history.model_copy(update={"known": known}))
        notes = planning_plan._notes(given, planning_plan.office_week(given, WEEK))
        assert ("plan.history_unknown" in {note.code for note in notes}) is not known


def test_back_office_counts_blocks_of_the_tasks_length():
    """90 minutes of a task with blocks of 90 count, 60 do not; a task nobody does has 0."""
    tasks = (BackOffice(id="arsip", name="Arsip", week_minutes=600, block_minutes=90),
             BackOffice(id="cetak", name="Cetak", week_minutes=600))  # fmt: skip
    week = make_week(make_office([("one", "a")], ["a"]).model_copy(update={"back_office": tasks}))
    day = week.days[1].date
    duties = tuple(
        Duty(officer="p1", day=day, start=start, end=end, activity="back_office", task=task)
        for start, end, task in ((450, 540, "arsip"), (540, 600, "arsip"), (600, 900, None))
    )
    shift = Assignment(officer="p1", day=day, shift="day", span=week.shifts[0].on(1, "normal"))
    roster = Roster(office="test", week=week.week, slot_minutes=30, assignments=(shift,), duties=duties)
    assert minutes_in_blocks(week.office, roster) == {"arsip": 90, "cetak": 0}
