"""Predicting: the sample paths of coming days, part by part."""

from collections.abc import Sequence

import numpy as np

from forecast.appointments import Appointments, appointments, as_listed, coming, draw_appointments
from forecast.counts import Counts
from forecast.distribution import Forecast
from forecast.intraday import open_holidays, over_slots, ticket_masks
from forecast.known import Streams, announced, draw_events
from forecast.learn import Learnt, learn, nothing
from forecast.pool.memory import FORGETFUL, Memory
from forecast.pool.rates import DailyRates
from forecast.settings import ForecastSettings
from forecast.totals import draw_totals
from forecast.turnout import learn_turnout
from office.bookings import Booking
from office.days import Calendar, Day
from office.grid import SlotGrid
from office.office import Office
from office.problems import Problem


def predict(
    counts: Counts | None,
    calendar: Calendar,
    office: Office,
    grid: SlotGrid,
    settings: ForecastSettings,
    bookings: Sequence[Booking] = (),
    *,
    rng_of: Streams,
    memory: Memory = FORGETFUL,
) -> Forecast:
    """Sample paths of the visitors of coming days.

    A day's visitors are drawn from the answer's distribution, days of a week and services of a day together
    (totals.py); they come over the slots by the day's profile with the swings of the past (intraday/). Appointments
    and announced visitors are parts of their own (known.py, appointments.py). A plan is made while appointments are
    being booked, so the list says who comes at least, not who comes at all. Where past bookings tell when appointments
    are made, those still to come are drawn too, and walk-ins come besides. Where they do not, who comes besides is,
    path by path, the larger of

    - the walk-ins: the model's visitors thinned by the share of walk-ins, where the log tells walk-ins from booked
      visitors; nobody where it does not;
    - the model's visitors less those who come with an appointment: walk-ins and who will still book.

    So a day's total is never below the model's without cause, and above it where more than usual are booked.

    Parameters
    ----------
    counts
        The past; None without a log.
    calendar, office
        The office and its days.
    grid
        The slots to forecast, usually a week.
    settings
        Model, paths, questionnaire.
    bookings
        Appointments of past and coming days; those that were booked on the grid's first day or later are not known
        yet, and where the log goes on beyond that day none is known to be cancelled.
    rng_of
        A generator by name, such as ``lambda name: stream(seed, "staffing", office.id, week, name)``. Every service
        and day has streams of its own (``<service>.walk_in.<date>``): a new service, or an appointment that is moved,
        changes the numbers of no other.
    memory
        Where forecasts of the past are kept.

    Returns
    -------
    Forecast
        Its `notes` tell what a reader must know.
    """
    past = known_before(grid, counts, office)
    listed = appointments(past, as_listed(bookings, counts, grid.start), office, grid.start)
    return sampled(past, learn(past, calendar, settings, memory), office, grid, settings.paths, listed, rng_of)


def sampled(
    past: Counts,
    learnt: Learnt,
    office: Office,
    grid: SlotGrid,
    paths: int,
    listed: Appointments,
    rng_of: Streams,
) -> Forecast:
    """The paths of `predict`, of what was learnt already."""
    calendar = learnt.calendar
    masks = ticket_masks(grid, calendar, office.service_ids)
    ahead = coming(listed, grid, office.service_ids, masks)
    features = learnt.features(grid)
    events = [_events(day) for day in grid.days_of(calendar)]
    rates = learnt.answer.predict(features).opened(np.asarray(masks.any(axis=-1)))
    shares = learnt.profiles.shares(grid, masks, open_holidays(grid, calendar))

    totals = learnt.followers.joined(_totals(rates, learnt, grid, paths, rng_of), features, rng_of)
    drawn = draw_appointments(listed, ahead, totals, rates.mean, grid, masks, office.service_ids, rng_of)
    brought = np.where(masks.any(axis=-1), announced(grid, office, events, rates.mean), 0.0)
    guests = draw_events(brought, learn_turnout(past, calendar), grid, office.service_ids, paths, rng_of)
    return Forecast(
        grid,
        office.service_ids,
        booked=drawn.booked.reshape(paths, len(office.services), grid.size),
        walk_in=over_slots(drawn.besides, shares, learnt.profiles, learnt.services, grid, "walk_in", rng_of),
        events=over_slots(guests, shares, learnt.profiles, learnt.services, grid, "event_slots", rng_of),
        models=learnt.answer.names,
        notes=(
            *past.notes,
            *learnt.answer.notes,
            *learnt.never_seen(features),
            *ahead.lost,
            *_unserved(events, masks, grid),
        ),
    )


def known_before(grid: SlotGrid, counts: Counts | None, office: Office) -> Counts:
    """The counts of days before the grid's first: a week of the past is forecast as it would have been then."""
    if counts is None:
        return nothing(office.service_ids, grid)
    days = (grid.start - counts.grid.start).days
    return counts.first_days(max(0, days)) if days < counts.grid.days else counts


def _totals(rates: DailyRates, learnt: Learnt, grid: SlotGrid, paths: int, streams: Streams) -> np.ndarray:
    """Visitors a day by the models; int, shape (paths, services, days)."""
    monday = np.array([date.toordinal() - date.weekday() for date in grid.dates])
    _, weeks = np.unique(monday, return_inverse=True)
    return draw_totals(rates, learnt.services, weeks, paths, streams)


def _events(day: Day) -> tuple[tuple[str | None, int], ...]:
    """Announced visitors of a day: service (None = all) and how many, each day of an entry anew."""
    return tuple((entry.service, entry.visitors) for entry in day.entries if entry.visitors)


def _unserved(
    events: Sequence[Sequence[tuple[str | None, int]]], masks: np.ndarray, grid: SlotGrid
) -> tuple[Problem, ...]:
    """Announced visitors on days without tickets: nobody can serve them."""
    closed = np.asarray(~masks.any(axis=(0, 2)))
    return tuple(
        Problem("forecast.event_closed_day", found=date.isoformat(), params={"visitors": visitors}, severity="note")
        for date, day, is_closed in zip(grid.dates, events, closed, strict=True)
        for _, visitors in day
        if is_closed
    )
