"""Errors as shares, and none where nobody comes on most days."""

from dataclasses import replace

import numpy as np

from planning.results import Accuracy
from report.errorshares import NONE, error_shares


def _only(forecast, walk_ins):
    nobody = np.zeros_like(walk_ins)
    return replace(forecast, booked=nobody, walk_in=walk_ins, events=nobody)


def test_a_rare_service_has_no_percent(plan, words):
    """Others have three; one whose median is 0 has none."""
    service = plan.forecast.services[0]
    found = Accuracy(service, "count_regression", 0.27, 0.34, 0.24, 40)
    busy = np.ones_like(plan.forecast.arrivals)
    told = error_shares(found, _only(plan.forecast, busy), words)
    assert told == (words.percent(0.27), words.percent(0.34), words.percent(0.24))
    rare = busy.copy()
    rare[:, 0] = 0
    assert error_shares(found, _only(plan.forecast, rare), words) == (NONE, NONE, NONE)
