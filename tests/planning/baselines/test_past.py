"""The office's own past: repeated as it was, by those who are here."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from benchmarks.offices import make_office, make_week
from office.people import Absence
from planning.baselines import baselines
from planning.baselines.past import past_roster
from planning.baselines.posts import PastDay, days_of_log, days_of_roster, like_day, past_days
from planning.futures import Futures
from scheduler.staffplans import staff_plan
from staffing.outcome import compare
from staffing.simulation import simulate
from tests.planning.baselines.test_same_people import crowd
from tests.planning.tiny import CLOSES, OPENS, tiny_roster, tiny_week

WEEK_AGO = timedelta(7)


def a_week_ago(roster):
    """The same roster one ISO week earlier."""
    shift = lambda part: part.model_copy(update={"day": part.day - WEEK_AGO})  # noqa: E731
    first = min(a.day for a in roster.assignments) - WEEK_AGO
    year, week, _ = first.isocalendar()
    return roster.model_copy(
        update={"week": f"{year}-W{week:02d}", "assignments": tuple(map(shift, roster.assignments)),
                "duties": tuple(map(shift, roster.duties)), "stand_ins": ()}
    )  # fmt: skip


def seats(roster):
    """Who sits where when, slot by slot."""
    return {(d.officer, d.day, m, d.counter) for d in roster.duties if d.counter for m in range(d.start, d.end, 30)}


def test_the_same_week_again_is_the_same_counters():
    """With everybody present and the same shifts each officer sits where he sat, and nobody else does."""
    week = tiny_week()
    roster = tiny_roster(week, ("p1", OPENS, 720, "l1"), ("p2", 600, CLOSES, "l2"), ("p1", 720, CLOSES, "back_office"))
    past = days_of_roster(a_week_ago(roster), week.grid)
    assert seats(past_roster(week, roster, past)) == seats(roster)


@pytest.mark.parametrize(("skills", "taken"), [(("a", "a"), True), (("a", "b"), False)])
def test_the_counter_of_somebody_away_is_taken_by_who_can(skills, taken):
    """The other officer moves to the open counter if he is able; it stays empty if not."""
    week = make_week(make_office([("one", "a"), ("two", "b")], skills))
    before = tiny_roster(week, ("p1", OPENS, CLOSES, "l1"))
    absences = tuple(Absence(officer="p1", start=day.date, end=day.date) for day in week.open_days)
    now = before.model_copy(update={"assignments": tuple(a for a in before.assignments if a.officer == "p2"),
                                    "duties": (), "absences": absences})  # fmt: skip
    past = past_roster(week, now, days_of_roster(a_week_ago(before), week.grid))
    held = {(officer, counter) for officer, _, _, counter in seats(past)}
    assert held == ({("p2", "l1")} if taken else set())


def test_a_day_is_like_the_latest_of_its_weekday():
    """A Tuesday before a newer Monday; without any Tuesday the newest day."""
    at = {day: PastDay({0: f"{day}"}) for day in (date(2026, 11, 17), date(2026, 11, 23), date(2026, 11, 16))}
    assert like_day(at, date(2026, 12, 1)).counters[0] == "2026-11-17"
    assert like_day(at, date(2026, 12, 2)).counters[0] == "2026-11-23"
    assert like_day({}, date(2026, 12, 2)) is None


def log_of(office, *calls):
    """A log of visits of five minutes: (officer or None, counter, day, minute at which he called)."""
    day = pd.to_datetime([f"{d}" for *_, d, _ in calls]).as_unit("s")
    called = day + pd.to_timedelta([minute for *_, minute in calls], unit="min")
    frame = pd.DataFrame({
        "day": day, "arrived": called, "called": called, "left": called + pd.Timedelta(minutes=5), "priority": 1,
        "ticket": [f"A{n}" for n in range(len(calls))], "outcome": "served",
        "service": pd.Categorical([office.service_ids[0]] * len(calls), office.service_ids),
        "step": pd.Categorical([office.services[0].route[0].step] * len(calls), office.step_ids),
        "officer": pd.Categorical([officer for officer, *_ in calls], office.officer_ids),
        "counter": pd.Categorical([counter for _, counter, *_ in calls], [c.id for c in office.counters]),
    })  # fmt: skip
    return SimpleNamespace(frame=frame)


def of_log(week, *calls):
    return days_of_log(log_of(week.office, *calls), week.office.calendar(), week)


def test_who_called_sat_there_until_he_called_elsewhere():
    """Calls at ten at one counter and from 11.40 at another: seen twice, taken to be there from opening to closing."""
    week = tiny_week()
    day = week.days[0].date - WEEK_AGO
    found = of_log(week, ("p1", "l1", day, 605), ("p1", "l2", day, 700))
    assert found.keys() == {"p1"}
    past = found["p1"][day]
    opens, change, closes = ((minute - week.grid.first) // 30 for minute in (OPENS, 690, CLOSES))
    assert past.counters == {s: "l1" if s < change else "l2" for s in range(opens, closes)}
    assert past.seen == 2


def test_only_the_last_weeks_before_the_plan_count():
    """Days of the planned week and of two months ago are left out, also where the log knows them."""
    week = tiny_week()
    monday = week.days[0].date
    found = of_log(week, *(("p1", "l1", day, 600) for day in (monday, monday - WEEK_AGO, monday - 9 * WEEK_AGO)))
    assert set(found["p1"]) == {monday - WEEK_AGO}


def test_without_officers_the_counters_that_were_open_are_opened():
    """A log with counters only: one who can sits at the counter that called, all day."""
    week = tiny_week()
    past = of_log(week, *((None, "l2", day.date - WEEK_AGO, 600) for day in week.open_days))
    roster = tiny_roster(week)
    assert {counter for *_, counter in seats(past_roster(week, roster, past))} == {"l2"}
    assert len(seats(past_roster(week, roster, past))) >= (CLOSES - OPENS - 90) // 30 * len(week.open_days)


def test_nobody_knows_the_past_without_a_roster_and_a_log():
    """Two baselines then, three otherwise; each on the plan's own visitors, with the gain over it."""
    week = tiny_week()
    roster = tiny_roster(week, ("p1", OPENS, CLOSES, "l1"))
    visitors = crowd(week, paths=40)
    futures = Futures(None, visitors)
    outcome = simulate(visitors, staff_plan(week, roster), week.office)
    nothing = SimpleNamespace(previous=None, log=None)
    assert past_days(nothing, week) == {}
    known = SimpleNamespace(previous=a_week_ago(roster), log=None)
    assert [b.name for b in baselines(nothing, week, roster, futures, outcome)] == ["all_open", "erlang"]
    found = baselines(known, week, roster, futures, outcome)
    assert [b.name for b in found] == ["past", "all_open", "erlang"]
    assert all(np.array_equal(b.outcome.visitors, outcome.visitors) for b in found)
    assert all(b.gain == compare(outcome, b.outcome) for b in found)
    assert found[0].gain.mean == 0  # the past was the plan itself
