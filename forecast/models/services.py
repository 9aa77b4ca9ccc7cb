"""Models that look at each service alone: what they share around one service's fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts

MOST_FACTOR = 5.0
"""A full day may have this many times the most visitors that any day ever had; more is a fit that ran away."""


class CannotFit(Exception):
    """A model cannot be fitted to a service; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ServiceModel(Protocol):
    """A model fitted to one service."""

    def full_days(self, features: Features) -> np.ndarray:
        """Expected visitors of coming days if each had its usual hours, shape (days,)."""


@dataclass(frozen=True)
class FittedServices:
    """See `forecast.models.daily.FittedModel`.

    Parameters
    ----------
    counts
        The past.
    models
        The fitted model of each service by its index; those that could not be fitted are missing.
    left_out
        The reason of each service that could not be fitted, by its id.
    """

    counts: DailyCounts
    models: Mapping[int, ServiceModel]
    left_out: Mapping[str, str]

    def predict(self, features: Features) -> np.ndarray:
        """Expected visitors of coming days, shape (services, days)."""
        means = np.full((len(self.counts.services), len(features.dates)), np.nan)
        for index, model in self.models.items():
            most = MOST_FACTOR * full_day_rates(self.counts, index).max(initial=0.0)
            rates = np.clip(np.nan_to_num(model.full_days(features), nan=0.0, posinf=most), 0.0, most)
            means[index] = rates * features.exposure[index]
        return means


def each_service(counts: DailyCounts, fit: Callable[[DailyCounts, int], ServiceModel], days: int) -> FittedServices:
    """Fits every service by itself.

    Parameters
    ----------
    counts
        The past.
    fit
        Fits the service of an index, or raises `CannotFit`.
    days
        Days from the first known open day to the last that a service needs.
    """
    models: dict[int, ServiceModel] = {}
    left_out: dict[str, str] = {}
    for index, service in enumerate(counts.services):
        try:
            check_history(counts, index, days)
            models[index] = fit(counts, index)
        except CannotFit as failed:
            left_out[service] = failed.reason
    return FittedServices(counts, models, left_out)


def check_history(counts: DailyCounts, index: int, days: int) -> None:
    """Refuses a service whose known days span less than `days`, or that never had a visitor.

    Raises
    ------
    CannotFit
        ``short_history`` or ``no_visitors``.
    """
    known = np.flatnonzero(known_days(counts, index))
    if not len(known) or counts.features.ordinal[known[-1]] - counts.features.ordinal[known[0]] + 1 < days:
        raise CannotFit("short_history")
    if not counts.visitors[index][known].any():
        raise CannotFit("no_visitors")


def known_days(counts: DailyCounts, index: int) -> np.ndarray:
    """Days on which a service was open and its visitors are known, bool, shape (days,)."""
    return np.asarray(counts.observed[index] & (counts.features.exposure[index] > 0))


def full_day_rates(counts: DailyCounts, index: int) -> np.ndarray:
    """Visitors of the known days as if each had had its usual hours, shape (known days,)."""
    known = known_days(counts, index)
    return np.asarray(counts.visitors[index][known] / counts.features.exposure[index][known])
