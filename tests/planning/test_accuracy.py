"""What the log says of the past: the last week's late visitors, and errors only where there is history enough."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from office.visits.log import VisitLog
from planning.accuracy import accuracy_of, last_week_of
from planning.givens import office_week
from planning.inputs import gather

CONFIG = Path(__file__).parents[2] / "configs" / "ukk_small.yaml"
WEEK = "2026-W45"
LIMIT = 30
LATE, IN_TIME, NEVER = LIMIT + 1, LIMIT, None


@pytest.fixture(scope="module")
def inputs():
    return gather(CONFIG)


def log_of(rows):
    """A log of (day, ticket, minutes to the call or None, outcome); tickets are taken at 9.00."""
    days = pd.to_datetime([row[0] for row in rows]).astype("datetime64[s]")
    arrived = days + pd.Timedelta(hours=9)
    waits = pd.to_timedelta([pd.NaT if row[2] is None else pd.Timedelta(minutes=row[2]) for row in rows])
    return VisitLog(pd.DataFrame({
        "day": days, "service": pd.Categorical(["paspor_baru"] * len(rows)), "step": "satu_pintu",
        "ticket": pd.Categorical([row[1] for row in rows]), "arrived": arrived,
        "called": (arrived + waits).astype("datetime64[s]"),
        "left": pd.Series([pd.NaT] * len(rows), dtype="datetime64[s]"),
        "channel": "walk_in", "outcome": pd.Categorical([row[3] for row in rows], ["served", "absent", "cancelled"]),
    }))  # fmt: skip


def last_week(inputs, visits):
    """Of visits on the Friday before the planned week, so that the week is whole."""
    rows = [("2026-10-30", f"{n}", wait, outcome) for n, (wait, outcome) in enumerate(visits)]
    return last_week_of(replace(inputs, log=log_of(rows)), office_week(inputs, WEEK))


@pytest.mark.parametrize(
    ("visits", "late"),
    [
        ([(IN_TIME, None)] * 5, 0),
        ([(IN_TIME, None)] * 3 + [(LATE, None)] * 2, 2),
        ([(IN_TIME, None)] * 4 + [(NEVER, None)], 1),
        ([(IN_TIME, "served")] * 4 + [(NEVER, "absent")] * 3, 0),
        ([(IN_TIME, "served")] * 4 + [(NEVER, "cancelled"), (NEVER, "served")], 1),
        ([(IN_TIME, None)] * 7 + [(NEVER, None)] * 2, None),
        ([(NEVER, None)] * 5, None),
        ([(NEVER, "absent")] * 5, 0),
    ],
)
def test_who_was_late_last_week(inputs, visits, late):
    """Called later than the target or never, unless absent or cancelled; unknown with a fifth of the calls missing."""
    found = last_week(inputs, visits)
    assert (found.week, found.visitors, found.late) == ("2026-W44", len(visits), late)


def test_visits_without_a_ticket_number_all_count(inputs):
    """Two with the same number are one visit, of which the first call counts; three without one are three."""
    rows = [("2026-10-30", "7", LATE, None), ("2026-10-30", "7", 5, None), *[("2026-10-30", None, 5, None)] * 3]
    found = last_week_of(replace(inputs, log=log_of(rows)), office_week(inputs, WEEK))
    assert (found.visitors, found.late) == (4, 0)


def test_no_last_week_without_a_log(inputs):
    """None without a log, and none where the log begins in the planned week."""
    week = office_week(inputs, WEEK)
    assert last_week_of(inputs, week) is None
    assert last_week_of(replace(inputs, log=log_of([("2026-11-03", "1", 5, None)])), week) is None


@pytest.mark.parametrize(("days", "scored"), [(55, False), (56, True)])
def test_short_logs_are_not_scored(inputs, days, scored):
    """From eight weeks of days on there are errors, of every service; below there are none."""
    dates = pd.date_range(end="2026-10-30", periods=days)
    open_ = [day for day in dates if day == dates[0] or inputs.calendar.day(day.date()).is_open]
    count = np.random.default_rng(1).poisson(4, len(open_)) + 1
    rows = [(day, f"{n}", 5, None) for day, k in zip(open_, count, strict=True) for n in range(k)]
    found = accuracy_of(replace(inputs, log=log_of(rows)))
    assert ([score.service for score in found] == list(inputs.office.service_ids)) is scored
    assert bool(found) is scored
    assert accuracy_of(inputs) == ()
