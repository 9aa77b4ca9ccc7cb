"""A past week is read as it was written: visits, calls, service times, and who is left out."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.offices import make_office, make_week
from planning.replay.past import past_week

MONDAY = np.datetime64("2026-11-30", "s")


@pytest.fixture
def week():
    """One service of one step, two counters, two officers."""
    return make_week(make_office([("one", "a"), ("one", "a")], ("a", "a")))


def clock(text):
    """A moment on Monday; None is never."""
    if text is None:
        return np.datetime64("NaT", "s")
    hour, minute = text.split(".")
    return MONDAY + np.timedelta64(60 * int(hour) + int(minute), "m")


def log(office, *rows):
    """Rows (ticket, arrived, called, left, officer, outcome)."""
    frame = pd.DataFrame({
        "ticket": [row[0] for row in rows], "day": [MONDAY] * len(rows),
        "service": ["service_a"] * len(rows), "step": ["a"] * len(rows), "priority": [1] * len(rows),
        "arrived": [clock(row[1]) for row in rows], "called": [clock(row[2]) for row in rows],
        "served": [clock(row[2]) for row in rows], "left": [clock(row[3]) for row in rows],
        "outcome": [row[5] for row in rows],
    })  # fmt: skip
    ids = [officer.id for officer in office.officers]
    frame["officer"] = pd.Categorical([row[4] for row in rows], categories=ids)
    frame["counter"] = pd.Categorical([None] * len(rows), categories=[counter.id for counter in office.counters])
    for column in ("service", "step"):
        frame[column] = frame[column].astype("category")
    return frame


def test_a_visit_has_its_times(week):
    """Minutes of the day; the service time counts from the call; who was never called has none."""
    frame = log(week.office, ("1", "08.05", "08.20", "08.32", "p1", "served"), ("2", "08.06", None, None, None, None))
    past = past_week(frame, week.grid, week.office)
    assert past.arrival.tolist() == [485.0, 486.0]
    assert past.called[0] == 500.0
    assert past.minutes[0, 0] == 12.0
    assert past.left[0] == 512.0
    assert np.isnan([past.called[1], past.minutes[1, 0], past.left[1]]).all()


@pytest.mark.parametrize(
    ("left", "known"), [("09.00", 20.0), ("08.50", 20.0), ("08.45", 15.0), ("16.30", 20.0), (None, np.nan)]
)
def test_who_calls_the_next_has_finished_with_the_one_before(week, left, known):
    """An officer's next call at 08.50 ends what the log left open, even for hours; without any end nothing is known."""
    frame = log(week.office, ("1", "08.00", "08.30", left, "p1", None), ("2", "08.01", "08.50", "08.55", "p1", None))
    minutes = past_week(frame, week.grid, week.office).minutes[:, 0]
    np.testing.assert_equal(minutes, [known, 5.0])


def test_a_ticket_that_nobody_closed_has_no_service_time(week):
    """Longer than four hours, and no next call to end it."""
    frame = log(week.office, ("1", "08.00", "08.30", "16.30", "p1", None))
    assert np.isnan(past_week(frame, week.grid, week.office).minutes[0, 0])


def test_who_was_absent_or_cancelled_is_left_out(week):
    """Their numbers are told; the others keep their calls."""
    frame = log(
        week.office, ("1", "08.00", "08.10", None, "p1", "absent"), ("2", "08.01", None, None, None, "cancelled"),
        ("3", "08.02", "08.12", "08.20", "p2", "served"),
    )  # fmt: skip
    past = past_week(frame, week.grid, week.office)
    assert (past.count, past.excused) == (1, 2)
    assert [(stop.visit, stop.officer) for stop in past.stops] == [(0, 1)]
    assert past.knows_calls


def test_an_empty_week_holds_nothing(week):
    """Visits of other weeks do not count."""
    frame = log(week.office, ("1", "08.00", "08.10", None, "p1", None))
    later = make_week(week.office, week="2026-W50")
    past = past_week(frame, later.grid, week.office)
    assert (past.count, past.stops, past.knows_calls) == (0, (), False)
