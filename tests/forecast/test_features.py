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
        (date(2026, 2, 19), {"ramadan_early"}),
        (date(2026, 3, 6), {"ramadan_early"}),  # 14 days before the last
        (date(2026, 3, 7), {"ramadan_late"}),
        (date(2026, 3, 20), {"ramadan_late"}),
        (date(2026, 3, 21), {"after_ramadan"}),
        (date(2026, 4, 10), {"after_ramadan"}),  # 21 days after
        (date(2026, 4, 11), set()),
    ],
)
def test_the_weeks_around_ramadan(world, day, kinds):
    """Both sides of each boundary."""
    assert kinds_of(world, day, world.entry(start=RAMADAN[0], end=RAMADAN[1], kind="ramadan")) == kinds


def test_days_beside_a_closure_share_the_effect_of_their_kind(world):
    """A holiday that was never seen has eves and days after like any other."""
    wednesday = date(2026, 6, 10)
    holiday = world.entry(start=wednesday, end=wednesday, kind="public_holiday")
    assert kinds_of(world, wednesday - timedelta(1), holiday) == {"eve"}
    assert kinds_of(world, wednesday + timedelta(1), holiday) == {"after"}


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
