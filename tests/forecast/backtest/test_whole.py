"""forecast/backtest/whole.py, against sums made one future at a time."""

from datetime import date

import numpy as np
import pytest

from forecast.backtest.past import Actual, OutsidePast
from forecast.backtest.result import SHARES
from forecast.backtest.whole import office_naive, office_paths, spans
from forecast.outside import OutsideCounts
from office.grid import SlotGrid

DAYS = 14


def test_totals_are_summed_within_each_future_over_what_is_scored():
    """A brute force over futures; a service that is not scored on a day counts neither here nor there."""
    generator = np.random.default_rng(3)
    paths = generator.poisson(9, size=(200, 2, DAYS)) + generator.poisson(9, size=(200, 1, 1))
    scored = generator.random((2, DAYS, 1)) < 0.8
    actual = Actual(generator.poisson(18, size=(2, DAYS, 1)), scored)
    found = dict(zip(spans(DAYS), office_paths(paths, actual), strict=True))
    for name, days in (("office_week", 7), ("office_horizon", DAYS)):
        totals = sorted(int(future[scored[:, :, 0]][...].sum()) if days == DAYS else
                        int(future[:, :7][scored[:, :7, 0]].sum()) for future in paths)  # fmt: skip
        came = int(actual.visitors[:, :days][scored[:, :days]].sum())
        assert found[name].mean[0, 0] == pytest.approx(np.mean(totals))
        assert found[name].quantile(0.9)[0, 0] == totals[int(np.ceil(0.9 * 200)) - 1]
        assert found[name].upto[0, 0] == sum(total <= came for total in totals) / 200
    assert found["office"].mean[0] == pytest.approx((paths * scored[:, :, 0]).sum(axis=1).mean(axis=0))


def test_services_that_move_together_make_a_wide_total():
    """Twice the same future has twice its spread; two that move against each other have none."""
    one = np.random.default_rng(1).poisson(20, size=(500, 1, DAYS))
    actual = Actual(np.full((2, DAYS, 1), 20), np.ones((2, DAYS, 1), dtype=bool))

    def width(paths):
        quantiles = office_paths(paths, actual)[0].quantiles[:, 0]
        return int(quantiles[-1, 0] - quantiles[0, 0])

    alone = np.quantile(one[:, 0, 0], [SHARES[0], SHARES[-1]], method="inverted_cdf")
    assert width(np.concatenate([one, one], axis=1)) == 2 * (alone[1] - alone[0])
    assert width(np.concatenate([one, 100 - one], axis=1)) == 0


def test_the_baseline_of_totals_repeats_last_week():
    """A history without change: every total is last week's, without any doubt."""
    grid = SlotGrid(date(2026, 1, 5), 70, 60, 0, 24)
    arrivals = np.zeros((2, 70, 24), dtype=np.int64)
    arrivals[0, :, 9], arrivals[1, :, 10] = np.resize([3, 4, 5, 6, 7, 0, 0], 70), 2
    past = OutsidePast(OutsideCounts(grid, ("a", "b"), ("A", "B"), arrivals, np.ones(70, dtype=bool)))
    origin = date(2026, 3, 2)
    known, coming = past.known(origin), SlotGrid(origin, DAYS, 60, 0, 24)
    actual = past.actual(coming, known.calendar)
    daily, week, whole = office_naive(known, coming, actual, actual.scored.any(axis=-1))
    assert (daily.mean == arrivals[:, 56:70].sum(axis=(0, 2))).all()
    assert week.mean.item() == 25 + 14
    assert set(whole.quantiles.ravel().tolist()) == {50 + 28}
