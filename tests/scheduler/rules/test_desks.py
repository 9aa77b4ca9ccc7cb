"""Skills, counters, service hours: what a desk, a skill and a clock allow."""

import pytest

from office.people import BackOffice
from scheduler.rules.counters import Counters
from scheduler.rules.service_hours import ServiceHours
from scheduler.rules.skills import Skills
from scheduler.week import OfficeWeek
from tests.scheduler.rules.tables import MON, SAT, SUN, at, does, given, keeps, roster_of


def changed(week: OfficeWeek, **parts: object) -> OfficeWeek:
    return OfficeWeek(week.office.model_copy(update=parts), week.week, week.days, week.grid, week.shifts)


@pytest.mark.parametrize(("counter", "kept"), [("l1", True), ("l2", False)])
def test_nobody_serves_what_he_cannot(counter, kept):
    """Who can do a alone sits at the counter for a."""
    assert keeps(Skills(), given(("a", "b")), at(counter, MON, "08.00-09.00")) is kept


def test_nobody_serves_what_the_counter_is_not_made_for():
    """An officer with both skills serves only a at the counter for a."""
    assert [v.amount for v in Skills().violations(roster_of(at("l1", MON, "08.00-09.00", steps="ab")), given())] == [1]


@pytest.mark.parametrize(("officer", "kept"), [("p1", True), ("p2", False)])
def test_nobody_does_a_task_without_its_skill(officer, kept):
    """Back-office tasks need skills like steps do."""
    task = BackOffice(id="approval", name="Persetujuan", skills=frozenset("a"), week_minutes=90)
    week = changed(given(("a", "b")), back_office=(task,))
    roster = roster_of(does("back_office", MON, "09.00-10.30", officer, "approval"))
    assert (not list(Skills().violations(roster, week))) is kept


@pytest.mark.parametrize(("second", "kept"), [("09.00-10.00", True), ("08.30-09.30", False)])
def test_a_counter_seats_one(second, kept):
    """One after the other is allowed, half an hour together is not."""
    week = given(("a", "ab"))
    assert keeps(Counters(), week, at("l1", MON, "08.00-09.00"), at("l1", MON, second, "p2")) is kept


def test_a_counter_that_is_out_of_use_seats_nobody():
    """As does one that does not exist."""
    closed = tuple(c.model_copy(update={"available": c.id != "l1"}) for c in given().office.counters)
    assert not keeps(Counters(), changed(given(), counters=closed), at("l1", MON, "08.00-09.00"))
    assert list(Counters().violations(roster_of(at("l9", MON, "08.00-09.00")), given()))


@pytest.mark.parametrize(
    ("day", "hours", "outside"),
    [
        (MON, "08.00-15.00", 0),
        (MON, "07.30-08.30", 30),
        (MON, "14.30-15.30", 30),
        (SAT, "08.00-12.30", 30),
        (SUN, "08.00-09.00", 60),
    ],
)
def test_counters_are_manned_in_service_hours(day, hours, outside):
    """Half an hour before or after, and any time of a closed day, is told in minutes."""
    found = ServiceHours().violations(roster_of(at("l1", day, hours)), given())
    assert sum(violation.amount for violation in found) == outside


def told(rule, *parts):
    return [
        (v.subject, v.start, v.end, (v.officer, *v.others), v.amount - v.limit)
        for v in rule.violations(roster_of(*parts), given(("a", "a", "a")))
    ]


@pytest.mark.parametrize("cuts", [("08.00-12.00",), ("08.00-08.30", "08.30-11.00", "11.00-12.00")])
def test_a_stretch_with_too_many_is_one_breach_with_who(cuts):
    """However the day of p3 is cut: with p1 until 09.30, with p2 from 10.00; the time between is his alone."""
    others = at("l1", MON, "08.00-09.30"), at("l1", MON, "10.00-12.00", "p2")
    assert told(Counters(), *others, *(at("l1", MON, hours, "p3") for hours in cuts)) == [
        ("l1", 480, 570, ("p1", "p3"), 90),
        ("l1", 600, 720, ("p2", "p3"), 120),
    ]


def test_each_officer_too_many_counts():
    """Half an hour of three at one counter is an hour too many; officers at a counter that is no more all count."""
    assert [
        amount for *_, amount in told(Counters(), *(at("l1", MON, "08.00-08.30", p) for p in ("p1", "p2", "p3")))
    ] == [60]
    assert told(Counters(), at("l9", MON, "08.00-09.00")) == [("l9", 480, 540, ("p1",), 60)]


@pytest.mark.parametrize("cuts", [("08.00-12.00",), ("08.00-08.30", "08.30-12.00")])
def test_work_beyond_a_skill_is_told_whole(cuts):
    """However it is cut, one breach before lunch and one after it."""
    duties = [at("l2", MON, hours) for hours in (*cuts, "13.00-16.00")]
    assert told(Skills(), *duties) == [("l2", 480, 720, ("p1",), 1), ("l2", 780, 960, ("p1",), 1)]
