"""Days of the past, in code."""

from datetime import date, timedelta

import numpy as np
import pytest

from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts

START = date(2024, 1, 1)


def days_of(number, start=START, kinds=None, exposure=None, services=1):
    """Features of some days from a Monday on; `kinds` maps a kind to the indices of its days."""
    dates = tuple(start + timedelta(n) for n in range(number))
    classes = np.zeros((services, number, len(CLASSES)))
    for kind, where in (kinds or {}).items():
        classes[:, where, list(CLASSES).index(kind)] = 1
    weekdays = np.array([day.weekday() < 5 for day in dates], dtype=float)
    return Features(dates, classes, np.tile(weekdays if exposure is None else exposure, (services, 1)))


def past_of(visitors, features, missing=()):
    """Counts of these days, weekends closed, `missing` day indices unknown."""
    visitors = np.atleast_2d(np.asarray(visitors))
    observed = features.exposure > 0
    observed[:, list(missing)] = False
    names = tuple("abcdefgh"[: len(visitors)])
    return DailyCounts(names, np.where(features.exposure > 0, visitors, 0), observed, features)


class Past:
    """The builders above, as one fixture."""

    days = staticmethod(days_of)
    counts = staticmethod(past_of)


@pytest.fixture
def past():
    """Builders of days and their counts."""
    return Past
