"""forecast/counts.py"""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forecast.counts import count, history_grid, next_ticket_slot

MONDAY = "2026-01-05"


def log(*rows):
    """A visit log of (ticket, service, time) or (ticket, service, time, channel)."""
    frame = pd.DataFrame([(*row, None)[:4] for row in rows], columns=["ticket", "service", "arrived", "channel"])
    frame["arrived"] = pd.to_datetime(frame["arrived"]).astype("datetime64[s]")
    frame["day"] = frame["arrived"].dt.normalize()
    return frame


def counted(world, frame, entries=(), services=("a", "b")):
    office = world.office(*services)
    calendar = office.calendar(entries)
    return count(frame, office, calendar, history_grid(frame, office, calendar))


def test_the_first_row_of_a_ticket_and_service_counts(world):
    """A second step, or a row that is repeated, is the same visit; another service or another day is not."""
    found = counted(world, log(
        ("A1", "a", f"{MONDAY} 09:10"), ("A1", "a", f"{MONDAY} 08:05"), ("A1", "b", f"{MONDAY} 09:00"),
        ("A1", "a", "2026-01-06 09:00"), (None, "a", f"{MONDAY} 10:00"), (None, "a", f"{MONDAY} 10:00"),
        ("", "a", f"{MONDAY} 10:00"),
    ))  # fmt: skip
    assert found.daily.tolist() == [[4, 1], [1, 0]]
    assert found.arrivals[0, 0] == 1  # the earlier of the two rows, 08.05
    assert found.arrivals[0, 4] == 3


@pytest.mark.parametrize(
    ("clock", "slot"),
    [("06:30", 0), ("08:00", 0), ("08:29", 0), ("08:30", 1), ("14:29", 12), ("14:30", 12), ("19:00", 12)],
)
def test_the_door_crowd_counts_in_the_first_slot_and_the_late_in_the_last(world, clock, slot):
    """Tickets are issued from 08.00 to 14.30."""
    found = counted(world, log(("A1", "a", f"{MONDAY} {clock}")))
    assert np.flatnonzero(found.arrivals[0]).tolist() == [slot]


def test_arrivals_on_closed_days_are_left_out_and_noted(world):
    """A Sunday holds no ticket slot; the note says how many and when."""
    found = counted(world, log(("A1", "a", f"{MONDAY} 09:00"), ("A2", "a", "2026-01-11 09:00")))
    assert found.daily.sum() == 1
    assert not found.observed_days[:, 5:].any()
    (note,) = found.notes
    assert (note.code, note.severity, note.params["visitors"]) == ("forecast.closed_day_arrivals", "note", 1)


def test_outages_and_days_without_rows_are_missing_and_not_zero(world):
    """Monday has rows, Tuesday an outage of b, Wednesday none at all, Thursday rows of a only."""
    outage = world.entry(start=date(2026, 1, 6), end=date(2026, 1, 6), kind="outage", service="b")
    frame = log(("A1", "a", f"{MONDAY} 09:00"), ("A1", "a", "2026-01-06 09:00"), ("A1", "a", "2026-01-08 09:00"))
    found = counted(world, frame, [outage])
    assert found.observed_days.tolist() == [[True, True, False, True], [True, False, False, True]]


@pytest.mark.parametrize(("first", "offered"), [(28, True), (29, False)])
def test_a_service_that_begins_later_is_missing_before(world, first, offered):
    """More than four weeks without any visitor: it was not offered yet."""
    days = pd.date_range(MONDAY, periods=60)
    rows = [("A1", "a", f"{day:%Y-%m-%d} 09:00") for day in days]
    frame = log(*rows, ("B1", "b", f"{days[first]:%Y-%m-%d} 09:00"))
    assert counted(world, frame).observed_days[1, 0] == offered


def test_booked_visitors_are_known_where_the_log_has_a_channel(world):
    """Without the column nothing is claimed."""
    frame = log(("A1", "a", f"{MONDAY} 09:00", "booked"), ("A2", "a", f"{MONDAY} 09:00", "walk_in"))
    found = counted(world, frame)
    assert found.knows_channel
    assert found.booked.sum() == 1
    assert not counted(world, frame.drop(columns="channel")).knows_channel


def test_services_that_the_office_does_not_have_are_not_counted(world):
    """Nor are days outside the grid."""
    assert counted(world, log(("A1", "a", f"{MONDAY} 09:00"), ("A2", "z", f"{MONDAY} 09:00"))).daily.sum() == 1


def test_the_past_ends_where_it_is_cut(world):
    """`first_days` keeps whole days from the first on."""
    found = counted(world, log(*((f"A{d}", "a", f"2026-01-0{d} 09:00") for d in range(5, 10))))
    assert found.first_days(3).daily.tolist() == found.daily[:, :3].tolist()
    assert found.first_days(0).daily.shape == (2, 0)


@pytest.mark.parametrize("days", [1, 29, 30, 42, 43, 60])
def test_the_past_of_a_new_service_is_what_a_count_of_that_day_says(world, days):
    """Its first visitor comes on day 42, that of another on day 21: cut or counted anew, the same is known."""
    dates = pd.date_range(MONDAY, periods=60)
    rows = [("A1", "a", f"{day:%Y-%m-%d} 09:00") for day in dates]
    rows += [(f"{name}1", name.lower(), f"{dates[first]:%Y-%m-%d} 09:00") for name, first in (("B", 42), ("C", 21))]
    office = world.office("a", "b", "c")
    outage = world.entry(start=dates[10].date(), end=dates[11].date(), kind="outage", service="b")
    calendar = office.calendar([outage])
    whole = log(*rows)
    grid = history_grid(whole, office, calendar)
    cut = count(whole, office, calendar, grid).first_days(days)
    anew = count(whole[whole["day"] < dates[0] + pd.Timedelta(days=days)], office, calendar, cut.grid)
    for name in ("arrivals", "observed", "unoffered"):
        np.testing.assert_array_equal(getattr(cut, name), getattr(anew, name))
    assert cut.observed_days[1, 0] == (days <= 42)


@given(arrays(bool, (4, 9)))
def test_everyone_gets_the_next_ticket_slot_of_the_day(masks):
    """By brute force: the first ticket slot at or after, else the day's last, else none."""
    found = next_ticket_slot(masks)
    for mask, slots in zip(masks, found, strict=True):
        opened = np.flatnonzero(mask)
        for slot in range(9):
            later = opened[opened >= slot]
            expected = later[0] if len(later) else opened[-1] if len(opened) else -1
            assert slots[slot] == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(visits=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 24 * 60 - 1)), min_size=1, max_size=40))
def test_no_visitor_of_an_open_day_is_lost(world, visits):
    """Whatever the hour, visitors of weekdays are all counted, weekend visitors never."""
    start = pd.Timestamp(MONDAY)
    rows = [(f"T{i}", "a", start + pd.Timedelta(days=d, minutes=m)) for i, (d, m) in enumerate(visits)]
    weekdays = sum(d % 7 < 5 for d, _ in visits)
    assert counted(world, log(*rows)).daily.sum() == weekdays
