"""forecast/features.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.features import CLASSES, features

RAMADAN = (date(2026, 2, 19), date(2026, 3, 20))


def kinds_of(world, day, *entries, service="a"):
    calendar = world.office("a", "b").calendar(entries)
    found = features(calendar, [day], ["a", "b"], np.ones((2, 1)))
    row = found.classes["ab".index(service), 0]
    return {kind for kind, is_so in zip(CLASSES, row, strict=True) if is_so}


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 1, 7), set()),
        (date(2026, 1, 8), {"before_ramadan"}),  # 42 days before
        (date(2026, 2, 18), {"before_ramadan"}),
        (date(2026, 2, 19), {"ramadan_start"}),
        (date(2026, 2, 27), {"ramadan_start"}),  # 21 days before the last
        (date(2026, 3, 2), {"ramadan_middle"}),
        (date(2026, 3, 6), {"ramadan_middle"}),  # 14 days before the last
        (date(2026, 3, 9), {"ramadan_late"}),
        (date(2026, 3, 13), {"ramadan_late"}),
        (date(2026, 3, 17), {"ramadan_end"}),
        (date(2026, 3, 18), {"ramadan_end", "before_eid"}),  # the third open day before Eid
        (date(2026, 3, 20), {"ramadan_end", "before_eid"}),
        (date(2026, 3, 23), {"after_ramadan"}),
        (date(2026, 4, 10), {"after_ramadan"}),  # 21 days after
        (date(2026, 4, 13), set()),
    ],
)
def test_the_weeks_around_ramadan(world, day, kinds):
    """Both sides of each boundary; weeks count back from Eid, which visitors look to."""
    assert kinds_of(world, day, world.entry(start=RAMADAN[0], end=RAMADAN[1], kind="ramadan")) == kinds


def test_the_weeks_of_ramadan_leave_no_day_out(world):
    """Each day of a Ramadan of 29 or 30 days is of exactly one week."""
    weeks = {"ramadan_start", "ramadan_middle", "ramadan_late", "ramadan_end"}
    for last in (date(2026, 3, 19), date(2026, 3, 20)):
        entry = world.entry(start=RAMADAN[0], end=last, kind="ramadan")
        for n in range((last - RAMADAN[0]).days + 1):
            assert len(kinds_of(world, RAMADAN[0] + timedelta(n), entry) & weeks) == 1


def test_days_beside_a_closure_share_the_effect_of_their_kind(world):
    """A holiday that was never seen has eves and days after like any other."""
    wednesday = date(2026, 6, 10)
    holiday = world.entry(start=wednesday, end=wednesday, kind="public_holiday")
    assert kinds_of(world, wednesday - timedelta(1), holiday) == {"eve"}
    assert kinds_of(world, wednesday + timedelta(1), holiday) == {"after"}


def test_a_lone_working_day_is_a_bridge_beside_being_an_eve(world):
    """Between a holiday on Thursday and the weekend; a Friday after an ordinary Thursday is none."""
    thursday = date(2026, 6, 11)
    holiday = world.entry(start=thursday, end=thursday, kind="public_holiday")
    assert kinds_of(world, thursday + timedelta(1), holiday) == {"after", "bridge"}
    assert kinds_of(world, thursday + timedelta(4), holiday) == set()
    assert kinds_of(world, thursday - timedelta(1), holiday) == {"eve"}


@pytest.mark.parametrize(("kind", "named"), [("open_holiday", "holiday"), ("open_leave", "leave")])
def test_a_holiday_on_which_the_office_works_is_a_kind_of_its_own(world, kind, named):
    """So is one that closes the office by rule and opens it by hours; its neighbours are no eves of a closure."""
    wednesday = date(2026, 6, 10)
    open_ = world.entry(start=wednesday, end=wednesday, kind=kind)
    closing = {"open_holiday": "public_holiday", "open_leave": "joint_leave"}[kind]
    hours = world.entry(start=wednesday, end=wednesday, kind=closing, opens="09.00", closes="12.00")
    beside = {"before_holiday"} if kind == "open_holiday" else set()
    for entry in (open_, hours):
        assert kinds_of(world, wednesday, entry) == {named}
        assert kinds_of(world, wednesday - timedelta(1), entry) == beside


@pytest.mark.parametrize("kind", ["public_holiday", "open_holiday"])
def test_days_between_two_holidays_of_one_week_are_a_kind(world, kind):
    """From Christmas on a Friday to New Year a week later; not where eight days lie between the two."""
    christmas = date(2026, 12, 25)
    for gap, is_between in ((7, True), (8, False)):
        days = [christmas, christmas + timedelta(gap)]
        entries = [world.entry(start=day, end=day, kind=kind) for day in days]
        assert ("between" in kinds_of(world, date(2026, 12, 29), *entries)) is is_between
        assert "between" not in kinds_of(world, christmas, *entries)


def test_a_holiday_on_a_weekend_is_told_apart(world):
    """Where the office works on Sundays, a holiday changes less there."""
    office = world.office("a", days="mon-sun")
    for day, is_weekend in ((date(2026, 6, 14), True), (date(2026, 6, 15), False)):
        calendar = office.calendar([world.entry(start=day, end=day, kind="open_holiday")])
        found = features(calendar, [day], ["a"], np.ones((1, 1))).classes[0, 0]
        assert found[list(CLASSES).index("holiday")] == 1
        assert found[list(CLASSES).index("holiday_weekend")] == is_weekend


def test_the_first_days_after_eid_and_after_an_outage_work_off_what_was_lost(world):
    """Eleven closed days of which seven were working days; three lost days of service a."""
    eid = world.entry(start=date(2026, 3, 19), end=date(2026, 3, 27), kind="joint_leave")
    found = [kinds_of(world, date(2026, 3, 30) + timedelta(n), eid) for n in (0, 1, 4, 7)]
    assert found == [{"after", "recovery"}, {"recovery"}, {"recovery"}, set()]
    lost = world.entry(start=date(2026, 6, 9), end=date(2026, 6, 11), kind="outage", service="a")
    assert kinds_of(world, date(2026, 6, 15), lost) == {"recovery"}
    assert kinds_of(world, date(2026, 6, 15), lost, service="b") == set()


def test_an_event_of_one_service_is_not_anothers(world):
    """The entry's service limits it."""
    day = date(2026, 6, 10)
    event = world.entry(start=day, end=day, kind="event", service="a")
    assert kinds_of(world, day, event) == {"event"}
    assert kinds_of(world, day, event, service="b") == set()


def test_visitors_that_are_drawn_apart_have_no_second_effect(world):
    """`without_brought` clears events, and nothing else, where it is told to."""
    day = date(2026, 6, 10)
    entries = [world.entry(start=day, end=day, kind=kind) for kind in ("event", "school_holiday")]
    found = features(world.office("a", "b").calendar(entries), [day], ["a", "b"], np.ones((2, 1)))
    cleared = found.without_brought(np.array([[True], [False]])).classes[:, 0]
    assert cleared[0].sum() == 1
    assert cleared[1].sum() == 2
