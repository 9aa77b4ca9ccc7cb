"""Learning: from counts to what a forecast is drawn from."""

from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from forecast.features import Features, features
from forecast.intraday import Profiles, fit_profiles, hourly_rates, ticket_masks, usual_masks
from forecast.models.choose import Chosen, choose
from forecast.models.daily import DailyCounts
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
    days
        The past by days.
    chosen
        The models of a day's visitors.
    """

    services: tuple[str, ...]
    calendar: Calendar
    profiles: Profiles
    days: DailyCounts
    chosen: Chosen

    def features(self, grid: SlotGrid) -> Features:
        """What the calendar says about coming days."""
        return _features(grid, self.calendar, self.services, self.profiles)

    def never_seen(self, coming: Features) -> tuple[Problem, ...]:
        """Kinds of days that come and that the log never held: a usual effect is assumed."""
        return never_seen(self.days, coming)


def learn(counts: Counts, calendar: Calendar, settings: ForecastSettings) -> Learnt:
    """Fits profiles and models to the past.

    Parameters
    ----------
    counts
        The past; no days at all is allowed.
    calendar
        The office's calendar.
    settings
        How to forecast.
    """
    profiles, days = by_days(counts, calendar, settings)
    return Learnt(counts.services, calendar, profiles, days, choose(days, settings))


def by_days(counts: Counts, calendar: Calendar, settings: ForecastSettings) -> tuple[Profiles, DailyCounts]:
    """The profiles, and the past by days as the models see it."""
    hours = settings.questionnaire.hours if settings.questionnaire is not None else FRONT_LOADED
    profiles = fit_profiles(counts, settings.profile_visits, hourly_rates(counts.grid, hours))
    past = _features(counts.grid, calendar, counts.services, profiles)
    return profiles, DailyCounts(counts.services, counts.daily, counts.observed_days, past)


def nothing(services: tuple[str, ...], grid: SlotGrid) -> Counts:
    """Counts of no days at all, with slots as in `grid`: where an office without a log begins."""
    empty = SlotGrid(grid.start, 0, grid.slot_minutes, grid.first, grid.slots, grid.zone)
    none = np.zeros((len(services), 0), dtype=np.int64)
    return Counts(empty, services, none, none, none.astype(bool))


def _features(grid: SlotGrid, calendar: Calendar, services: tuple[str, ...], profiles: Profiles) -> Features:
    masks, usual = ticket_masks(grid, calendar, services), usual_masks(grid, calendar, services)
    return features(calendar, grid.dates, services, profiles.exposure(grid, masks, usual))
