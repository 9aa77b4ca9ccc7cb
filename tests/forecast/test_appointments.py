"""forecast/appointments.py, forecast/showrates.py and forecast/bookingcurve.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.appointments import appointments, as_listed, draw_shows, known_then
from forecast.bookingcurve import slots_of_later, still_to_come
from forecast.counts import Counts
from forecast.predict import predict
from forecast.settings import ForecastSettings
from forecast.showrates import LEAD_NAMES, UNKNOWN, lead_class, learn_show_rates
from office.bookings import Booking

START = date(2026, 6, 1)
DAYS = 20 * 7
MONDAY = START + timedelta(DAYS)
TRUE = {0: 0.99, 2: 0.97, 5: 0.92, 10: 0.85, 20: 0.70}
"""Show rates by days of notice."""


def booking(day, count, lead=None, minute=540, service="a", **more):
    on = None if lead is None else day - timedelta(lead)
    return Booking(day=day, minute=minute, service=service, count=count, booked_on=on, **more)


def history(world, seed=0, each=4.0, clump=0.0, walk_ins=0.0, days=DAYS):
    """An office whose visitors come with appointments, which keep them by notice, and walk in."""
    rng = np.random.default_rng(seed)
    office = world.office("a")
    calendar, grid = office.calendar(), world.grid(START, days)
    listed, arrivals, booked = [], np.zeros((1, *grid.shape), dtype=int), np.zeros((1, *grid.shape), dtype=int)
    for n, day in enumerate(grid.dates):
        if day.weekday() > 4:
            continue
        luck = rng.beta(1 / clump - 1, 1 / clump - 1) if clump else 0.5
        for lead, rate in TRUE.items():
            count = int(rng.poisson(each))
            shows = int(rng.binomial(count, np.clip(rate * (0.6 + 0.8 * luck), 0, 1) if clump else rate))
            listed.append(booking(day, count, lead))
            booked[0, n, 2] += shows
        arrivals[0, n] = booked[0, n]
        arrivals[0, n, 4] += rng.poisson(walk_ins)
    counts = world.counts(calendar, grid, office.service_ids, arrivals)
    known = Counts(grid, counts.services, counts.arrivals, booked.reshape(1, -1), counts.observed, True)
    return office, calendar, known, listed


@pytest.mark.parametrize(
    ("lead", "name"),
    [(0, "same_day"), (1, "days_1_3"), (3, "days_1_3"), (4, "days_4_7"), (7, "days_4_7"), (8, "days_8_14"),
     (14, "days_8_14"), (15, "days_15"), (90, "days_15"), (None, "unknown")],
)  # fmt: skip
def test_classes_of_notice(lead, name):
    """Both sides of each boundary; without a day of booking the class is unknown."""
    assert LEAD_NAMES[lead_class(booking(MONDAY, 1, lead))] == name


def test_show_rates_by_notice_are_found_from_a_log_that_only_counts(world):
    """A year of days with five notices mixed: within 0.06 of the truth, falling with notice."""
    office, _, counts, listed = history(world, each=6.0, days=52 * 7)
    found = learn_show_rates(counts, listed, office)
    assert found.rates[0, :UNKNOWN] == pytest.approx(list(TRUE.values()), abs=0.06)
    assert found.came.sum() == pytest.approx(counts.booked.sum(), rel=0.001)
    assert not found.counted[0, :UNKNOWN].any()
    assert found.clumping < 0.02


def test_who_came_is_counted_where_the_list_says_it(world):
    """60 of 100 came: with 30 bookings' worth of the YAML's 0.94; cancelled ones were no appointments."""
    office, _, counts, _ = history(world)
    listed = [booking(START, 60, 10, status="came"), booking(START, 40, 10, status="absent"),
              booking(START, 50, 10, status="cancelled")]  # fmt: skip
    found = learn_show_rates(counts, listed, office)
    at = lead_class(listed[0])
    whole = 1 - (40 + 30 * 0.06) / 130
    assert found.rates[0, at] == pytest.approx(1 - (40 + 30 * (1 - whole)) / 130)
    assert (found.booked[0, at], found.came[0, at]) == (100, 60)
    assert found.counted[0, at]
    assert found.rates[0, UNKNOWN] == pytest.approx(0.94)


@pytest.mark.parametrize("knows", [True, False])
def test_without_a_past_the_yaml_speaks(world, knows):
    """No bookings, or a log that does not tell who had an appointment."""
    office, _, counts, listed = history(world)
    blind = Counts(counts.grid, counts.services, counts.arrivals, counts.booked, counts.observed, knows)
    found = learn_show_rates(blind, listed if not knows else [], office)
    assert found.rates == pytest.approx(np.full((1, 6), 0.94))
    assert found.clumping == 0


def test_days_on_which_many_stay_away_together_are_noticed(world):
    """Appointments of one day are alike; paths then spread as wide: the beta-binomial's variance."""
    office, _, counts, listed = history(world, each=8.0, clump=0.1, days=52 * 7)
    clumping = learn_show_rates(counts, listed, office).clumping
    assert clumping > 0.02
    number, grid = np.full((1, 1, 1), 50), world.grid(MONDAY, 1, last="08.30")
    came = draw_shows(number, np.full((1, 1, 1), 0.8), 0.05, grid, ("a",), 20_000, world.streams())[:, 0, 0, 0]
    assert came.mean() == pytest.approx(40, rel=0.01)
    assert came.var() == pytest.approx(50 * 0.8 * 0.2 * (1 + 49 * 0.05), rel=0.06)


def test_nothing_that_is_booked_later_is_known(world):
    """Appointments made on the first day of the forecast or later are left out; the curve is of past days alone."""
    office, _, counts, listed = history(world)
    late = [booking(MONDAY, 9, 0), booking(MONDAY + timedelta(3), 9, 3), booking(MONDAY + timedelta(3), 5, 4)]
    found = appointments(counts, [*listed, *late], office, MONDAY)
    assert [b.count for b in found.listed if b.day >= MONDAY] == [5]
    assert found.known == MONDAY - timedelta(1)
    assert found.curve is not None
    assert found.curve.early[0, [0, 1, 3, 6, 11, 21]] == pytest.approx([1, 0.8, 0.6, 0.4, 0.2, 0], abs=0.05)
    assert found.curve.until == (MONDAY + timedelta(3),)


def test_a_forecast_of_the_past_knows_only_what_was_booked_then():
    """Booked before; undated only of days before; coming cancelled ones stand, past ones count as not come."""
    listed = [
        booking(MONDAY, 1, 1), booking(MONDAY, 2, 0), booking(MONDAY, 3), booking(MONDAY - timedelta(1), 4),
        booking(MONDAY, 5, 9, status="cancelled"), booking(START, 6, 9, status="cancelled"),
        booking(START, 7, 9, status="came"), booking(START + timedelta(1), 8, 9, status="cancelled"),
    ]  # fmt: skip
    found = {b.count: b.status for b in known_then(listed, MONDAY)}
    assert found == {1: "open", 4: "open", 5: "open", 6: "absent", 7: "came", 8: "open"}


def test_a_list_is_taken_as_it_stands_until_the_log_goes_on_beyond(world):
    """A forecast made now believes what was cancelled; one of a week within the log cannot have known it."""
    office, _, counts, _ = history(world)
    listed = [booking(MONDAY, 5, 9, status="cancelled")]
    last = counts.grid.dates[-1]
    assert appointments(counts, as_listed(listed, None, MONDAY), office, MONDAY).listed == ()
    assert as_listed(listed, counts, MONDAY) is listed
    assert as_listed(listed, counts, last) is listed
    assert [b.status for b in as_listed(listed, counts, last - timedelta(1))] == ["open"]


def test_a_cancellation_that_came_later_changes_no_forecast_of_the_past(world):
    """Forty more appointments lie in a week of the log: cancelled or not, its forecast is the same, and higher."""
    office, calendar, counts, listed = history(world)
    grid = world.grid(MONDAY - timedelta(28), 7)
    more = [booking(grid.start + timedelta(2), 40, 10, status=status) for status in ("open", "cancelled")]
    found = [
        predict(counts, calendar, office, grid, ForecastSettings(), [*listed, extra], rng_of=world.streams())
        for extra in more
    ]
    np.testing.assert_array_equal(found[0].arrivals, found[1].arrivals)
    assert found[1].booked.reshape(len(found[1].booked), 7, -1)[:, 2].sum(axis=-1).mean() > 40


def test_who_still_books_is_between_the_usual_and_what_is_seen():
    """Mean of the gamma-Poisson posterior; none beyond the places; nobody when all have booked; busy paths get more."""
    rng = np.random.default_rng(0)
    busy = rng.random(20_000)
    later = still_to_come(10, 20.0, 0.5, np.inf, busy, rng)
    assert later.mean() == pytest.approx((12.5 + 10) / (12.5 + 10) * 10, rel=0.02)
    fast = still_to_come(20, 20.0, 0.5, np.inf, busy, rng)
    assert fast.mean() == pytest.approx((12.5 + 20) / (12.5 + 10) * 10, rel=0.02)
    assert still_to_come(10, 20.0, 0.5, 3.0, busy, rng).max() == 3
    assert still_to_come(10, 20.0, 1.0, np.inf, busy, rng).sum() == 0
    assert np.corrcoef(busy, later)[0, 1] > 0.3


def test_later_appointments_lie_at_free_places_or_at_the_usual_times():
    """Free places first; the past's times moved into the ticket hours; evenly where nothing is known."""
    mask = np.array([False, True, True, False])
    assert slots_of_later(np.array([0, 3.0, 1.0, 0]), np.zeros(4), mask).tolist() == [0, 0.75, 0.25, 0]
    assert slots_of_later(None, np.array([2.0, 1.0, 0, 1.0]), mask).tolist() == [0, 0.75, 0.25, 0]
    assert slots_of_later(None, np.zeros(4), mask).tolist() == [0, 0.5, 0.5, 0]


def test_a_day_that_is_still_being_booked_has_the_visitors_it_will_have(world):
    """Two weeks ahead only a fifth is booked; the parts add up to what days of the past had, walk-ins among them."""
    office, calendar, counts, listed = history(world, walk_ins=6.0)
    day = MONDAY + timedelta(11)  # the second Friday
    ahead = [booking(day, 4, 20), booking(MONDAY + timedelta(14), 2, 20)]
    found = predict(
        counts, calendar, office, world.grid(MONDAY, 14), ForecastSettings(), [*listed, *ahead],
        rng_of=world.streams(),
    )  # fmt: skip
    usual = counts.daily[0, counts.observed_days[0]].mean()
    booked, walk_in = (
        part.reshape(len(part), 14, -1)[:, 11].sum(axis=-1).mean() for part in (found.booked, found.walk_in)
    )
    assert booked + walk_in == pytest.approx(usual, rel=0.15)
    assert walk_in == pytest.approx(6, rel=0.3)
    assert booked > 0.8 * 4 + 5


def test_a_quota_bounds_what_can_still_come(world):
    """Ten places, eight taken: at most two more are booked, and never more than ten come."""
    office, calendar, counts, listed = history(world)
    ahead = [booking(MONDAY + timedelta(4), 8, 20, quota=10), booking(MONDAY + timedelta(14), 1, 20)]
    found = predict(
        counts, calendar, office, world.grid(MONDAY, 7), ForecastSettings(), [*listed, *ahead],
        rng_of=world.streams(),
    )  # fmt: skip
    friday = found.booked.reshape(len(found.booked), 7, -1)[:, 4]
    assert friday.sum(axis=-1).max() <= 10
    assert friday.sum(axis=-1).max() > 8
