"""Learning: from counts to what a forecast is drawn from."""

from dataclasses import dataclass, replace

import numpy as np

from forecast.answer import Answer, answer
from forecast.counts import Counts
from forecast.exposure import SlotRates, slot_rates
from forecast.features import Features, features
from forecast.intraday import Profiles, fit_profiles, hourly_rates, open_holidays, ticket_masks, usual_masks
from forecast.known import brought
from forecast.models.daily import DailyCounts
from forecast.models.pick_ups import FittedPickUps, PickUps
from forecast.pool.memory import FORGETFUL, Memory
from forecast.pool.rolling import AFTER_DAYS, History
from forecast.settings import FRONT_LOADED, ForecastSettings
from forecast.unseen import never_seen
from office.days import Calendar
from office.grid import SlotGrid
from office.problems import Problem


@dataclass(frozen=True)
class Learnt:
    """What the past taught.

    Parameters
    ----------
    services
        Ids along the service axis.
    calendar
        The office's calendar.
    profiles
        How visitors come over a day.
    rates
        What part of a day's visitors its ticket hours admit.
    days
        The past by days.
    answer
        What speaks for each service.
    followers
        Services whose visitors come after those of others.
    """

    services: tuple[str, ...]
    calendar: Calendar
    profiles: Profiles
    rates: SlotRates
    days: DailyCounts
    answer: Answer
    followers: FittedPickUps

    def features(self, grid: SlotGrid) -> Features:
        """What the calendar says about coming days, announced visitors left out: they are drawn apart."""
        found = _features(self.rates, self.calendar, self.services, grid)
        return found.without_brought(brought(self.calendar, grid.dates, self.services))

    def never_seen(self, coming: Features) -> tuple[Problem, ...]:
        """Kinds of days that come and that the log never held: a usual effect is assumed."""
        return never_seen(self.days, coming)


def learn(counts: Counts, calendar: Calendar, settings: ForecastSettings, memory: Memory = FORGETFUL) -> Learnt:
    """Fits profiles and models to the past.

    Parameters
    ----------
    counts
        The past; no days at all is allowed.
    calendar
        The office's calendar.
    settings
        How to forecast.
    memory
        Where forecasts of the past are kept.
    """
    start = _start(counts.grid, settings)
    holidays = open_holidays(counts.grid, calendar)
    profiles = fit_profiles(counts, settings.profile_visits, start, holidays)
    rates = slot_rates(counts, start)
    days = by_days(counts, calendar, settings)
    found = answer(days, history_of(counts, calendar, settings), settings, memory)
    return Learnt(counts.services, calendar, profiles, rates, days, found, PickUps(settings).fit(days))


def by_days(counts: Counts, calendar: Calendar, settings: ForecastSettings) -> DailyCounts:
    """The past by days as the models see it."""
    rates = slot_rates(counts, _start(counts.grid, settings))
    past = _features(rates, calendar, counts.services, counts.grid)
    return DailyCounts(counts.services, counts.daily, counts.observed_days, past)


def history_of(counts: Counts, calendar: Calendar, settings: ForecastSettings) -> History:
    """The past as it was known before a day: what depends on counts is learnt from those of the days before alone."""
    start = _start(counts.grid, settings)
    grid = replace(counts.grid, days=counts.grid.days + AFTER_DAYS)
    masks, usual = ticket_masks(grid, calendar, counts.services), usual_masks(grid, calendar, counts.services)
    apart = brought(calendar, grid.dates, counts.services)
    apart[:, : counts.grid.days] = False
    span = features(calendar, grid.dates, counts.services, np.zeros(masks.shape[:2])).without_brought(apart)

    def before(origin: int) -> tuple[DailyCounts, Features]:
        known = counts.first_days(origin)
        rates = slot_rates(known, start)
        seen = replace(span, exposure=rates.exposure(grid.minutes, masks, usual))
        past = DailyCounts(known.services, known.daily, known.observed_days, seen.first_days(origin))
        return past, seen.part(origin, origin + AFTER_DAYS)

    return before


def nothing(services: tuple[str, ...], grid: SlotGrid) -> Counts:
    """Counts of no days at all, with slots as in `grid`: where an office without a log begins."""
    empty = SlotGrid(grid.start, 0, grid.slot_minutes, grid.first, grid.slots, grid.zone)
    none = np.zeros((len(services), 0), dtype=np.int64)
    return Counts(empty, services, none, none, none.astype(bool))


def _start(grid: SlotGrid, settings: ForecastSettings) -> np.ndarray:
    """Shares of slots to begin with, shape (slots,)."""
    hours = settings.questionnaire.hours if settings.questionnaire is not None else FRONT_LOADED
    return hourly_rates(grid, hours)


def _features(rates: SlotRates, calendar: Calendar, services: tuple[str, ...], grid: SlotGrid) -> Features:
    masks, usual = ticket_masks(grid, calendar, services), usual_masks(grid, calendar, services)
    return features(calendar, grid.dates, services, rates.exposure(grid.minutes, masks, usual))
