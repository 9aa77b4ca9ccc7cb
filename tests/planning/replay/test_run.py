"""A replay tells the truth about weeks that our own engine lived through, and says what it cannot know."""

from dataclasses import replace as changed
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from office.problems import InputError, RosterError
from office.visits.log import VisitLog
from planning.inputs import gather
from planning.replay.past import past_week
from planning.replay.run import last_week, live_again, replay, replay_weeks, weeks_between
from planning.replay.seen import seen_posts
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from staffing.durations import Written
from staffing.visitors import draw_visitors
from tests.planning.replay.made import made_log
from tests.planning.tiny import arrivals, tiny_roster, tiny_week

ROOT = Path(__file__).parents[3]
DESK = (("p1", 480, 690, "l1"), ("p2", 480, 900, "l2"), ("p1", 750, 900, "l1"))
WEEK = "2026-W44"


@cache
def sample():
    """The sample office with its log."""
    return gather(ROOT / "configs" / "lebong.yaml", ROOT / "sample_data" / "kunjungan.csv.gz")


def without(**columns) -> VisitLog:
    """The sample log with columns that tell nothing."""
    frame = sample().log.frame.copy()
    for name, value in columns.items():
        frame[name] = pd.Series(value, index=frame.index).astype(frame[name].dtype)
    return VisitLog(frame)


def lived(seed, known, paths=200, visitors=3.1):
    """A made-up week replayed, with its roster or with the posts read from its log."""
    week = tiny_week()
    plan = staff_plan(week, tiny_roster(week, *DESK))
    rng = np.random.default_rng(seed)
    shape = arrivals(week, *((day, 480, 840, 0, 1) for day in range(5)), paths=1)
    drawn = draw_visitors(shape * rng.poisson(visitors, shape.shape), week.grid, week.office, week.days, rng)
    past = past_week(made_log(drawn, plan, week.office), week.grid, week.office)
    posts = plan if known else seen_posts(past, week.days, week.office).plan
    return live_again(past, week, posts, "roster" if known else "officers", Written(), paths, rng)


def test_logged_service_times_and_the_roster_give_back_the_week():
    """Nothing is left to chance: late visitors and waits are those that happened, to the second of the log."""
    found = lived(1, known=True, visitors=4.5)
    assert found.known_minutes == 1.0
    assert found.as_logged[0] == found.all.late.real
    assert found.as_logged[1] == pytest.approx(found.all.wait.real, abs=0.2)
    assert found.all.late.real > 0


@pytest.mark.slow
@pytest.mark.parametrize("known", [True, False])
def test_the_stated_range_holds_in_about_eight_of_ten_weeks(known):
    """120 weeks, posts read or known: fair share of late visitors and of mean waits, 0.8 within three errors."""
    weeks = [lived(seed, known) for seed in range(120)]
    for what in ("late", "wait"):
        share = np.mean([getattr(week.all, what).share_inside for week in weeks])
        assert share == pytest.approx(0.8, abs=3 * np.sqrt(0.16 / 120))


def test_the_sample_office_is_near_what_happened():
    """Week 44 of the sample log: its late visitors lie in the range, all calls have an officer."""
    found = replay(sample(), WEEK, paths=200)
    assert found.staff == "officers"
    assert found.all.late.inside
    assert (found.unplaced, found.excused) == (0, 0)
    assert found.all.visitors == sum(part.visitors for part in found.parts if part.day is not None)
    assert found.summary()["week"] == WEEK


def test_a_log_without_officer_codes_is_replayed_by_counters():
    """Each counter that called is one officer."""
    inputs = changed(sample(), log=without(officer=None))
    assert replay(inputs, WEEK, paths=20).staff == "counters"


@pytest.mark.parametrize(
    ("columns", "week", "code"),
    [
        ({"called": pd.NaT, "served": pd.NaT, "left": pd.NaT}, WEEK, "replay.no_calls"),
        ({"officer": None, "counter": None}, WEEK, "replay.no_staff"),
        ({}, "2030-W01", "replay.no_visits"),
        ({}, "2025-W25", "replay.no_visits"),
    ],
)
def test_what_cannot_be_replayed_is_told(columns, week, code):
    """No calls, nobody named, a week outside the log, a week in which the office was closed."""
    with pytest.raises(InputError) as error:
        replay(changed(sample(), log=without(**columns)), week, paths=20)
    assert error.value.problems[0].code == code


def test_a_roster_of_another_week_is_refused():
    """Its posts would be those of other days."""
    roster = Roster(office="lebong", week="2026-W45", slot_minutes=30, assignments=(), duties=())
    with pytest.raises(RosterError) as error:
        replay(sample(), WEEK, roster)
    assert error.value.problems[0].code == "replay.other_week"


def test_a_roster_in_which_nobody_works_calls_nobody():
    """The model says that everybody waits too long, and no error is raised."""
    found = replay(sample(), WEEK, Roster(office="lebong", week=WEEK, slot_minutes=30, assignments=(), duties=()))
    assert found.all.late.mean == found.all.visitors
    assert not found.all.late.inside


def test_one_visitor_is_a_week():
    """A log of a single visit."""
    frame = sample().log.frame
    one = frame[frame["day"] == frame["day"].iloc[0]].head(1)
    inputs = changed(sample(), log=VisitLog(one))
    found = replay(inputs, last_week(inputs), paths=20)
    assert found.all.visitors == 1


def test_an_empty_log_is_told():
    """No visit at all."""
    with pytest.raises(InputError) as error:
        last_week(changed(sample(), log=VisitLog(sample().log.frame.head(0))))
    assert error.value.problems[0].code == "replay.empty"


def test_weeks_that_cannot_be_replayed_are_left_out_and_named():
    """The closed week is told; the others are counted."""
    found = replay_weeks(sample(), ("2025-W24", "2025-W25"), paths=20)
    assert [each.week.week for each in found.weeks] == ["2025-W24"]
    assert [(week, problem.code) for week, problem in found.left_out] == [("2025-W25", "replay.no_visits")]
    assert found.summary()["late"]["of"] == 1
    with pytest.raises(InputError):
        replay_weeks(sample(), ("2025-W25", "2030-W01"), paths=20)


def test_weeks_between_cross_the_year():
    """2026 has 53 weeks."""
    assert weeks_between("2026-W52", "2027-W01") == ("2026-W52", "2026-W53", "2027-W01")


def test_calls_without_an_officer_are_counted():
    """Whoever made them is missing in the replay, which is told."""
    log = without()
    officer = log.frame["officer"].copy()
    officer[log.frame["counter"] == "l7"] = np.nan
    log.frame["officer"] = officer
    found = replay(changed(sample(), log=log), WEEK, paths=20)
    assert found.unplaced > 0


class Steady:
    """Every stop takes seven minutes."""

    def draw(self, service, stop, count, rng):
        """As `Durations.draw`."""
        return np.full(count, 7.0)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_times_that_the_log_does_not_know_follow_the_law_of_the_replay(share):
    """A law without chance, and a log that knows its times or none: the row with logged times is the model's own."""
    week = tiny_week()
    plan = staff_plan(week, tiny_roster(week, *DESK))
    counts = arrivals(week, *((day, 480, 840, 0, 6) for day in range(5)), paths=1)
    rng = np.random.default_rng(6)
    drawn = draw_visitors(counts, week.grid, week.office, week.days, rng, durations=Steady())
    past = past_week(made_log(drawn, plan, week.office), week.grid, week.office)
    known = rng.random(past.minutes.shape) < share
    past = changed(past, minutes=np.where(known, 7.0, np.nan))
    found = live_again(past, week, plan, "roster", Steady(), 5, rng)
    assert found.known_minutes == known.mean()
    assert found.as_logged == (found.all.late.mean, pytest.approx(found.all.wait.mean))
    assert found.as_logged[0] > 0


def test_logged_times_already_hold_how_fast_officers_are():
    """An officer at double speed: with the log's own times the week is given back all the same."""
    week = tiny_week()
    fast, *others = week.office.officers
    office = week.office.model_copy(update={"officers": (fast.model_copy(update={"speed": 2.0}), *others)})
    week = changed(week, office=office)
    plan = staff_plan(week, tiny_roster(week, *DESK))
    counts = arrivals(week, *((day, 480, 840, 0, 6) for day in range(5)), paths=1)
    drawn = draw_visitors(counts, week.grid, office, week.days, np.random.default_rng(5))
    past = past_week(made_log(drawn, plan, office), week.grid, office)
    found = live_again(past, week, plan, "roster", Written(), 50, np.random.default_rng(1))
    assert found.as_logged[0] == found.all.late.real > 0
    assert found.as_logged[1] == pytest.approx(found.all.wait.real, abs=0.2)
