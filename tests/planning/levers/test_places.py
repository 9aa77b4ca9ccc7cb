"""Holders of places: the same people whatever the number, at their time, with their show rate."""

from datetime import date

import numpy as np
import pytest

from forecast.showrates import LEAD_NAMES, ShowRates
from office.bookings import Booking
from office.streams import stream
from planning.levers.bookable import Bookable, sessions_of
from planning.levers.places import Session, make_offer
from staffing.oneday import visitors_of_day
from tests.planning.tiny import arrivals, tiny_case, tiny_roster, tiny_week

PATHS = 300


def offer_of(rate=1.0, clumping=0.0, most=(6, 4)):
    week = tiny_week()
    cells = np.zeros((1, len(LEAD_NAMES)))
    rates = ShowRates(cells + rate, clumping, cells, cells, cells.astype(bool))
    case = tiny_case(week, tiny_roster(week), arrivals(week, (0, 480, 900, 0, 1), paths=PATHS))
    sessions = [Session("service_a", 0, 480, 540, (1, 2), 1.0), Session("service_a", 0, 540, 600, (3, 4), 1.0)]
    anyhow = visitors_of_day(case.futures.visitors, 0)
    return make_offer(
        anyhow, sessions, np.array(most), rates, week.office, week.days[0], lambda n: stream(1, n)
    ), anyhow


def test_places_are_nested():
    """Whoever comes with three places comes with five as well, and the others are untouched."""
    offer, anyhow = offer_of()
    few, many = (offer.with_places(np.array(places)) for places in ((3, 0), (5, 4)))
    assert few.count == anyhow.count + 3 * PATHS
    assert many.count == anyhow.count + 9 * PATHS
    told = [
        {*zip(v.cell.tolist(), v.arrival.tolist(), v.minutes[:, 0].tolist(), strict=True)} for v in (anyhow, few, many)
    ]
    assert told[0] < told[1] < told[2]
    assert (np.diff(many.arrival)[np.diff(many.cell) == 0] >= 0).all()


def test_places_are_divided_over_the_times_of_the_session():
    """Of five places three stand at the full hour and two at the half; nobody waits from before his time."""
    offer, _ = offer_of()
    holders = offer.with_places(np.array([5, 0]))
    due = holders.due[holders.booked]
    assert due.min() >= 480
    early = np.bincount(holders.cell[holders.booked], weights=due < 500, minlength=PATHS)
    assert early.mean() == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("clumping", [0.0, 0.2])
def test_show_rate(clumping):
    """Three in four come; where they stay away together the days differ more than by chance (beta-binomial)."""
    offer, anyhow = offer_of(0.75, clumping)
    came = np.diff(offer.with_places(np.array([6, 4])).first) - np.diff(anyhow.first)
    assert came.mean() == pytest.approx(7.5, abs=0.35 if clumping else 0.25)
    variance = 10 * 0.75 * 0.25 * (1 + 9 * clumping)
    assert came.var() == pytest.approx(variance, rel=0.3)


def test_sessions_are_the_hours_of_the_list():
    """Appointments at 08.00 and 10.30 make two sessions a day; their numbers and places are the list's."""
    week = tiny_week()
    case = tiny_case(week, tiny_roster(week), arrivals(week, (0, 480, 900, 0, 1), paths=20))
    monday = week.days[0].date
    listed = [
        Booking(day=monday, minute=480, service="service_a", count=2, quota=8),
        Booking(day=monday, minute=480, service="service_a", count=1, quota=8, booked_on=date(2026, 11, 2)),
        Booking(day=date(2026, 11, 2), minute=630, service="service_a", count=4),
        Booking(day=monday, minute=480, service="service_a", count=5, status="cancelled"),
    ]
    cells = np.zeros((1, len(LEAD_NAMES)))
    offered = Bookable(("service_a",), {"service_a": 1.0}, ShowRates(cells, 0.0, cells, cells, cells.astype(bool)))
    found = [s for s in sessions_of(listed, week, case.futures, offered) if s.day == 0]
    assert [(s.start, s.end, s.booked, s.offered) for s in found] == [(480, 540, 3, 8), (600, 660, 0, None)]
    assert [len(s.slots) for s in found] == [1, 1]
