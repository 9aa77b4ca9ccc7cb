"""Intraday: how a day's visitors come over its slots, by weekday and season, with any hours, and how far from it."""

from forecast.intraday.draw import over_slots
from forecast.intraday.masks import hourly_rates, open_holidays, ticket_masks, usual_masks
from forecast.intraday.profiles import Profiles, fit_profiles

__all__ = [
    "Profiles",
    "fit_profiles",
    "hourly_rates",
    "open_holidays",
    "over_slots",
    "ticket_masks",
    "usual_masks",
]
