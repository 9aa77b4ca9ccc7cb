"""forecast/slotfill.py"""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

from forecast.counts import Counts
from forecast.showrates import LEAD_NAMES, learn_show_rates
from forecast.slotfill import LEAST_BOOKED, slot_fill, wilson
from office.bookings import Booking

START = date(2026, 6, 1)


@pytest.mark.parametrize(("came", "booked"), [(0, 5), (9, 10), (50, 50), (470, 500)])
def test_wilson_solves_its_equation(came, booked):
    """The ends p of the range are where |share - p| = 1.96 sqrt(p (1 - p) / n)."""
    share = came / booked

    def off(p):
        return (share - p) ** 2 - norm.ppf(0.975) ** 2 * p * (1 - p) / booked

    low, high = wilson(came, booked)
    assert low == pytest.approx(0 if came == 0 else brentq(off, 1e-12, share - 1e-12), abs=1e-6)
    assert high == pytest.approx(1 if came == booked else brentq(off, share + 1e-12, 1 - 1e-12), abs=1e-6)


def report(world, bookings, came=0, days=28, knows=True):
    """An office whose log has `came` booked visitors of service a on every open day."""
    office = world.office("a", "b")
    calendar, grid = office.calendar(), world.grid(START, days)
    booked = np.zeros((2, *grid.shape), dtype=int)
    booked[0, [day.weekday() < 5 for day in grid.dates], 2] = came
    counts = world.counts(calendar, grid, office.service_ids, booked + 1 * (booked > 0))
    known = Counts(grid, counts.services, counts.arrivals, booked.reshape(2, -1), counts.observed, knows)
    return slot_fill(known, bookings, learn_show_rates(known, bookings, office))


def daily(count, **more):
    days = [START + timedelta(n) for n in range(28)]
    return [Booking(day=day, minute=540, service="a", count=count, **more) for day in days if day.weekday() < 5]


def test_fill_and_show_of_each_weekday(world):
    """8 of 10 places taken, 6 of 8 come, on four weeks; the other service has no appointments."""
    found = report(world, daily(8, quota=10), came=6)
    assert [cell.parts for cell in found.weekdays] == [(0,), (1,), (2,), (3,), (4,)]
    for cell in found.weekdays:
        assert (cell.service, cell.offered, cell.taken, cell.booked) == ("a", 40, 32, 32)
        assert (cell.judged, cell.came, cell.counted) == (32, 24, False)
        assert (cell.fill, cell.show) == (0.8, 0.75)
        low, high = cell.show_range
        assert low < 0.75 < high
    (notice,) = found.notices
    assert [LEAD_NAMES[part] for part in notice.parts] == ["unknown"]
    assert (notice.booked, notice.came) == (160, pytest.approx(120))


def test_small_cells_are_merged(world):
    """Two a day make eight a weekday: neighbours are put together until twenty, and nothing is lost."""
    found = report(world, daily(2), came=2)
    assert [cell.parts for cell in found.weekdays] == [(0, 1, 2, 3, 4)]
    assert found.weekdays[0].booked == 40 >= LEAST_BOOKED
    assert found.weekdays[0].fill is None


def test_two_rows_of_one_time_share_its_quota(world):
    """The quota of a time is counted once, cancelled appointments take no place."""
    day = {"day": START, "minute": 540, "service": "a", "quota": 10}
    rows = [Booking(**day, count=3), Booking(**day, count=4, booked_on=START - timedelta(5)),
            Booking(**day, count=2, status="cancelled")]  # fmt: skip
    (cell,) = report(world, rows, came=5).weekdays
    assert (cell.offered, cell.taken, cell.booked) == (10, 7, 7)


def test_who_came_by_the_list_needs_no_log(world):
    """Without a channel in the log only appointments with a status are judged."""
    rows = [*daily(3, status="came"), *daily(1, status="absent")]
    found = report(world, rows, knows=False)
    assert sum(cell.judged for cell in found.weekdays) == 80
    assert sum(cell.came for cell in found.weekdays) == 60
    assert all(cell.counted for cell in (*found.weekdays, *found.notices))
    unjudged = report(world, daily(3), knows=False)
    assert all(cell.show is None for cell in unjudged.weekdays)
