"""forecast/pool/rolling.py"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.features import CLASSES, Features
from forecast.models.daily import DailyCounts
from forecast.pool.rolling import AFTER_DAYS, HORIZON_DAYS, MOST_ORIGINS, PROBE_DAYS, past_origins, roll

START = date(2024, 1, 1)


class LastSeen:
    """A model that expects the number of the last day it has seen."""

    name = "last_seen"

    def __init__(self):
        self.left_out = {}

    def fit(self, counts):
        fitted = LastSeen()
        fitted.number = counts.visitors[:, -1:]
        fitted.days = counts.visitors.shape[1]
        return fitted

    def predict(self, features):
        return np.repeat(self.number, len(features.dates), axis=1).astype(float)


def features_of(days):
    dates = tuple(START + timedelta(n) for n in range(days))
    return Features(dates, np.zeros((1, days, len(CLASSES))), np.ones((1, days)))


def rolled(days):
    """A past whose n-th day has n visitors, rolled."""
    span = features_of(days + AFTER_DAYS)
    counts = DailyCounts(("a",), np.arange(days)[None], np.ones((1, days), bool), span.first_days(days))
    return counts, *roll([LastSeen()], counts, lambda n: (counts.first_days(n), span.part(n, n + AFTER_DAYS)), "salt")


@pytest.mark.parametrize("days", [10, 21, 70, 200, 500, 1500])
def test_past_origins_are_anchored_to_the_calendar(days):
    """A day more of history keeps all origins but the oldest; each has a past and a week to be judged by."""
    ordinals = np.arange(START.toordinal(), START.toordinal() + days)
    found, later = past_origins(ordinals), past_origins(np.append(ordinals, ordinals[-1] + 1))
    assert len(found) <= MOST_ORIGINS
    assert set(found[1:]) <= set(later)
    assert all(14 <= origin <= days - 7 for origin in found)
    assert bool(found) == (days >= 21)


def test_a_past_origin_sees_nothing_of_its_future():
    """What it says is the last number before it; what came is beside it, unknown where it is not over."""
    counts, rolling, _ = rolled(70)
    for row, first in enumerate(rolling.origins - counts.features.ordinal[0].astype(int)):
        assert (rolling.means[0, row] == first - 1).all()
        known = np.isfinite(rolling.visitors[row, 0])
        assert rolling.visitors[row, 0][known].tolist() == list(range(first, min(70, first + HORIZON_DAYS)))


def test_todays_block_answers_for_its_days_only():
    """Days inside, in any run; None for days outside and for days whose features differ."""
    _, _, block = rolled(70)
    span = features_of(70 + AFTER_DAYS + 7)
    assert (block.of(span.part(72, 79)) == 69).all()
    assert block.of(span.part(70 - PROBE_DAYS, 70)).shape == (1, 1, PROBE_DAYS)
    assert block.of(span.part(60, 70)) is None
    assert block.of(span.part(70, 70 + AFTER_DAYS + 1)) is None
    coming = span.part(72, 79)
    assert block.of(replace(coming, exposure=coming.exposure / 2)) is None


def test_a_short_past_has_no_origins():
    """Ten days: nothing to judge by, but today's block."""
    _, rolling, block = rolled(10)
    assert rolling.means.shape == (1, 0, 1, HORIZON_DAYS)
    assert (block.means == 9).all()
