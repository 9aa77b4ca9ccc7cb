"""forecast/predict.py, forecast/totals.py and forecast/known.py"""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.counts import Counts
from forecast.learn import learn
from forecast.predict import predict
from forecast.settings import ForecastSettings
from office.bookings import Booking

MONDAY = date(2026, 11, 30)
START = date(2026, 6, 1)
DAYS = 26 * 7
SETTINGS = ForecastSettings(paths=400, model="count_regression")  # quick; the pool has tests of its own


@pytest.fixture
def past(world):
    """Half a year of three services that end on the Sunday before the plan."""
    return world.drawn([world.law("a", 20), world.law("b", 5), world.law("c", 0.6)], DAYS, start=START)


def week(world):
    return world.grid(MONDAY, 7)


def forecast_of(world, past, entries=None, bookings=(), settings=SETTINGS, seed=1, counts=True):
    office, calendar, known = past
    calendar = calendar if entries is None else office.calendar(entries)
    return predict(
        known if counts else None, calendar, office, week(world), settings, bookings, rng_of=world.streams(seed)
    )


def test_a_week_of_paths(world, past):
    """Counts, near the truth, 0 when closed, the same for the same seed and others for another."""
    found = forecast_of(world, past)
    assert found.arrivals.shape == (400, 3, 7 * 14)
    assert found.arrivals.min() >= 0
    assert (found.daily[:, :, 5:] == 0).all()
    assert (found.arrivals.reshape(400, 3, 7, 14)[..., 13] == 0).all()  # tickets end at 14.30
    assert found.daily.mean(axis=0)[0, :5].sum() == pytest.approx(100, rel=0.15)
    assert np.array_equal(found.arrivals, forecast_of(world, past).arrivals)
    assert not np.array_equal(found.arrivals, forecast_of(world, past, seed=2).arrivals)
    assert found.models == ("count_regression",) * 3


def test_paths_have_the_stated_distribution(world, past):
    """Stated quantiles of each day hold their share of 4000 paths."""
    _, calendar, counts = past
    learnt = learn(counts, calendar, SETTINGS)
    rates = learnt.answer.predict(learnt.features(week(world)))
    found = forecast_of(world, past, settings=SETTINGS.model_copy(update={"paths": 4000})).daily[:, :, :5]
    for share in (0.1, 0.5, 0.9):
        at = rates.quantile(share)[:, :5]
        assert ((found <= at).mean(axis=0) > share - 0.03).all()
        assert ((found < at).mean(axis=0) < share + 0.03).all()


def test_a_closed_day_has_nobody_and_a_half_day_half(world, past):
    """A holiday is exactly 0; a day that closes at 10.00 keeps its morning."""
    holiday = world.entry(start=MONDAY, end=MONDAY, kind="public_holiday")
    half = world.entry(start=MONDAY + timedelta(2), end=MONDAY + timedelta(2), kind="event", closes="10.00")
    found = forecast_of(world, past, [holiday, half])
    assert (found.daily[:, :, 0] == 0).all()
    by_slot = found.arrivals.sum(axis=1).reshape(400, 7, 14)
    assert (by_slot[:, 2, 4:] == 0).all()
    assert 0.3 < by_slot[:, 2].sum() / by_slot[:, 3].sum() < 0.7


def test_a_new_service_changes_no_others_numbers(world, past):
    """A service without any past is added: the others' paths stay the same to the last visitor."""
    _, _, counts = past
    more = world.office("a", "b", "c", "fresh")
    none = np.zeros((1, counts.grid.size), dtype=int)
    wider = Counts(
        counts.grid, more.service_ids, np.vstack([counts.arrivals, none]), np.vstack([counts.booked, none]),
        np.vstack([counts.observed, counts.observed[:1]]),
    )  # fmt: skip
    settings = ForecastSettings.model_validate(
        {"model": "count_regression", "questionnaire": {"services": {"fresh": {"visitors": 8}}}}
    )
    with_it = forecast_of(world, (more, more.calendar(), wider), settings=settings)
    without = forecast_of(world, past, settings=settings)
    assert np.array_equal(with_it.arrivals[:, :3], without.arrivals)
    assert with_it.daily[:, 3, :5].mean() == pytest.approx(8, rel=0.2)
    assert with_it.models[3] == "questionnaire"


def test_without_a_log_the_questionnaire_begins(world):
    """A wide first estimate by its hours, and a note that it is one."""
    office = world.office("a", "b")
    settings = ForecastSettings.model_validate(
        {"questionnaire": {"services": {"a": {"visitors": 12, "low": 6, "high": 20}}}}
    )
    found = forecast_of(world, (office, office.calendar(), None), settings=settings, counts=False)
    assert found.is_start()
    assert found.daily[:, 0, :5].mean() == pytest.approx(12, rel=0.1)
    assert (found.daily[:, 1] == 0).all()
    assert [note.code for note in found.notes] == ["forecast.start", "forecast.nothing_known"]
    assert np.quantile(found.daily[:, 0, 0], 0.9) >= 17


def test_booked_visitors_come_at_the_show_rate(world, past):
    """Binomial at the slot of the appointment; without a channel in the log the total is the larger of the two."""
    slot_nine = [Booking(day=MONDAY, minute=540, service="b", count=30)]
    found, plain = forecast_of(world, past, bookings=slot_nine), forecast_of(world, past)
    booked = found.booked.reshape(400, 3, 7, 14)
    assert booked.sum() == booked[:, 1, 0, 2].sum()
    assert booked[:, 1, 0, 2].mean() == pytest.approx(30 * 0.94, rel=0.02)
    assert booked[:, 1, 0, 2].var() == pytest.approx(30 * 0.94 * 0.06, rel=0.25)
    assert found.daily[:, 1, 0].mean() == pytest.approx(30 * 0.94, rel=0.02)
    few = forecast_of(world, past, bookings=[Booking(day=MONDAY, minute=540, service="a", count=3)])
    assert few.daily[:, 0, 0].mean() == pytest.approx(plain.daily[:, 0, 0].mean(), rel=0.02)
    assert np.array_equal(few.arrivals[:, 1:], plain.arrivals[:, 1:])


@pytest.mark.parametrize("knows_channel", [True, False])
def test_a_list_of_bookings_that_is_not_full_yet_takes_nobody_away(world, past, knows_channel):
    """Three of four visitors book. The first bookings lower no path's total; more than usual raise it."""
    office, calendar, counts = past
    log = Counts(
        counts.grid, counts.services, counts.arrivals, counts.arrivals * 3 // 4, counts.observed,
        knows_channel=knows_channel,
    )  # fmt: skip
    plain, few, many = (
        forecast_of(world, (office, calendar, log), bookings=bookings).daily[:, 0, 0]
        for bookings in ([], *([Booking(day=MONDAY, minute=540, service="a", count=n)] for n in (1, 60)))
    )
    assert (few >= plain).all()
    assert few.mean() == pytest.approx(plain.mean(), abs=0.5)
    assert many.mean() > 2 * plain.mean()


def test_walk_ins_beside_bookings_are_what_the_log_says(world, past):
    """Half of the log's visitors had an appointment: 5 walk-ins of 10 come besides those who are booked."""
    office, calendar, counts = past
    half = Counts(
        counts.grid, counts.services, counts.arrivals, counts.arrivals // 2, counts.observed, knows_channel=True
    )
    share = 1 - (counts.arrivals[0] // 2).sum() / counts.arrivals[0].sum()
    found = forecast_of(
        world, (office, calendar, half), bookings=[Booking(day=MONDAY, minute=540, service="a", count=40)]
    )
    plain = forecast_of(world, (office, calendar, half))
    walk_in = found.walk_in.reshape(400, 3, 7, 14)[:, 0, 0].sum(axis=-1).mean()
    assert walk_in == pytest.approx(share * plain.daily[:, 0, 0].mean(), rel=0.12)
    assert np.array_equal(found.arrivals[:, :, 14:], plain.arrivals[:, :, 14:])
    later = [
        Booking(day=MONDAY, minute=540, service="a", count=30),
        Booking(day=MONDAY, minute=780, service="a", count=10),
    ]
    moved = forecast_of(world, (office, calendar, half), bookings=later)
    assert np.array_equal(moved.walk_in, found.walk_in)  # an appointment that is moved moves nobody else


@pytest.mark.parametrize(
    "booking",
    [
        {"day": MONDAY + timedelta(6), "minute": 540, "service": "a", "count": 4},
        {"day": MONDAY, "minute": 540, "service": "z", "count": 4},
    ],
)
def test_bookings_that_nobody_can_serve_are_noted(world, past, booking):
    """A closed day, an unknown service."""
    found = forecast_of(world, past, bookings=[Booking.model_validate(booking)])
    assert [(n.code, n.params["visitors"]) for n in found.notes] == [("forecast.booking_left_out", 4)]
    assert found.booked.sum() == 0


@pytest.mark.parametrize("day", [MONDAY - timedelta(1), MONDAY + timedelta(7)])
def test_bookings_of_another_week_are_nobodys_concern(world, past, day):
    """One list may hold many weeks: no note, and the week's numbers stay the same."""
    found = forecast_of(world, past, bookings=[Booking(day=day, minute=540, service="a", count=4)])
    assert found.notes == forecast_of(world, past).notes
    assert np.array_equal(found.arrivals, forecast_of(world, past).arrivals)


def test_announced_visitors_are_a_part_of_their_own(world, past):
    """40 guests of one service, or divided over all; on a closed day a note says that nobody can serve them."""
    one = world.entry(start=MONDAY, end=MONDAY, kind="event", service="b", visitors=40)
    every = world.entry(start=MONDAY + timedelta(1), end=MONDAY + timedelta(1), kind="event", visitors=26)
    sunday = world.entry(start=MONDAY + timedelta(6), end=MONDAY + timedelta(6), kind="event", visitors=9)
    found, plain = forecast_of(world, past, [one, every, sunday]), forecast_of(world, past, [])
    events = found.events.reshape(400, 3, 7, 14).sum(axis=-1)
    assert events[:, 1, 0].mean() == pytest.approx(40, rel=0.05)
    assert events[:, :, 1].sum(axis=1).mean() == pytest.approx(26, rel=0.05)
    assert events[:, 0, 1].mean() > events[:, 1, 1].mean() > events[:, 2, 1].mean()
    assert events[:, :, 2:].sum() == 0
    assert np.array_equal(found.walk_in, plain.walk_in)  # no second effect of the event
    assert [n.code for n in found.notes] == ["forecast.event_closed_day"]


def test_a_week_of_the_past_is_forecast_as_it_was_known_then(world, past):
    """Counts from the plan's first day on are not looked at."""
    office, calendar, counts = past
    grid = world.grid(START + timedelta(20 * 7), 7)
    whole = predict(counts, calendar, office, grid, SETTINGS, rng_of=world.streams())
    cut = predict(counts.first_days(20 * 7), calendar, office, grid, SETTINGS, rng_of=world.streams())
    assert np.array_equal(whole.arrivals, cut.arrivals)


def test_days_of_a_week_and_services_of_a_day_move_together(world):
    """Where the past shows one busy or quiet day for all, paths show it too."""
    past = world.drawn([world.law("a", 60), world.law("b", 60)], DAYS, start=START, office_cv=0.35, own_cv=0.05)
    daily = forecast_of(world, past, settings=SETTINGS.model_copy(update={"paths": 2000})).daily
    assert np.corrcoef(daily[:, 0, 0], daily[:, 1, 0])[0, 1] > 0.4
    apart = world.drawn([world.law("a", 60), world.law("b", 60)], DAYS, start=START, office_cv=0.0, own_cv=0.35)
    daily = forecast_of(world, apart, settings=SETTINGS.model_copy(update={"paths": 2000})).daily
    assert abs(np.corrcoef(daily[:, 0, 0], daily[:, 1, 0])[0, 1]) < 0.25


def test_ranges_of_80_percent_hold_80_percent(world):
    """Four offices with a known law, a year of history, six coming weeks each: 72 to 88 % of days and weeks inside."""
    laws = [world.law("a", 12), world.law("b", 6), world.law("c", 1.0)]
    days, weeks = [], []
    for seed in range(4):
        office, calendar, counts = world.drawn(laws, 58 * 7, seed=seed, start=date(2025, 1, 6))
        for origin in range(52 * 7, 58 * 7, 7):
            grid = world.grid(counts.grid.dates[origin], 7)
            found = predict(counts, calendar, office, grid, SETTINGS, rng_of=world.streams(seed))
            known, came = counts.observed_days[:, origin : origin + 7], counts.daily[:, origin : origin + 7]
            days.append(inside(found.daily, came)[known])
            weeks.append(inside((found.daily * known).sum(axis=-1), (came * known).sum(axis=-1)))
    assert 0.72 <= np.concatenate(days).mean() <= 0.88
    assert 0.72 <= np.concatenate(weeks).mean() <= 0.90


def inside(paths, came):
    """Expected hits of the randomised central range of 80 % of the paths, shape of `came`."""
    below, at = (paths < came).mean(axis=0), (paths <= came).mean(axis=0)
    part = np.clip(at, 0.1, 0.9) - np.clip(below, 0.1, 0.9)
    return np.where(at > below, part / np.where(at > below, at - below, 1), (below > 0.1) & (below < 0.9))
