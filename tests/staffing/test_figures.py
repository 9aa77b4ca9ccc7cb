"""Figures that people read, against plain arithmetic on single visitors."""

import numpy as np
import pytest

from staffing import figures
from staffing.simulation import simulate, trace
from staffing.tally import Entries, tally

PATHS = 120


@pytest.fixture
def busy(build):
    """Two days at two counters that are a bit too few: outcome, visitors, waits, grid."""
    office = build.office({"s": [{"step": "a", "minutes": 10}], "t": [{"step": "b", "minutes": 10}]},
                          [{"a", "b"}] * 2, [{"a", "b"}], [0, 0])  # fmt: skip
    grid, rng = build.grid(days=2, slots=8), np.random.default_rng(1)
    tickets = [
        [
            [(t, int(rng.integers(2)), 1, (rng.gamma(2, 5),)) for t in rng.uniform(480, 700, rng.poisson(45))]
            for _ in range(PATHS)
        ]
        for _ in range(2)
    ]
    visitors = build.visitors(grid, office, tickets)
    plan = build.plan(office, grid, np.zeros((2, 2, 8), dtype=int))
    wait = trace(visitors, plan, office).begin[:, 0] - visitors.arrival
    return simulate(visitors, plan, office), visitors, wait, grid


def test_mean_quantiles_and_share(busy):
    """Mean and share are exact, quantiles to a minute, each inside its interval."""
    outcome, visitors, wait, _ = busy
    for group in (0, 1):
        found = figures.wait_figures(outcome.calls.only(days=[1], groups=[group]))
        of = wait[(visitors.cell >= PATHS) & (visitors.service == group)]
        assert found.visitors == pytest.approx(len(of) / PATHS)
        assert found.mean.mean == pytest.approx(of.mean())
        assert found.late.mean == pytest.approx((of > 30).mean())
        assert found.median.mean == pytest.approx(np.quantile(of, 0.5), abs=1)
        assert found.p90.mean == pytest.approx(np.quantile(of, 0.9), abs=1)
        for part in (found.late, found.mean, found.median, found.p90):
            assert part.low < part.mean < part.high


def test_intervals_of_quantiles_cover():
    """Exponential waits of mean 20 min on paths that swing alike: P90 = 46.05 min lies inside 95 times of 100."""
    rng = np.random.default_rng(2)
    names, inside = ("s",), []
    for _ in range(300):
        swing = rng.choice([0.7, 1.3], 200)
        path = np.repeat(np.arange(200), 15)
        minutes = rng.exponential(20 * swing[path])
        nothing = np.zeros(len(path), dtype=np.int64)
        counted = tally(Entries(path, nothing, nothing, minutes, minutes > 30), names, 1, 200, 1)
        inside.append(figures.wait_figures(counted).p90)
    truth = quantile_of_mixture(0.9)
    assert 0.91 < np.mean([part.low <= truth <= part.high for part in inside]) < 0.98


def quantile_of_mixture(level):
    """Of exponentials with means 14 and 26 in equal parts, by bisection."""
    low, high = 0.0, 500.0
    for _ in range(60):
        middle = (low + high) / 2
        below = 1 - (np.exp(-middle / 14) + np.exp(-middle / 26)) / 2
        low, high = (middle, high) if below < level else (low, middle)
    return low


@pytest.mark.parametrize(
    ("counts", "level", "value"),
    [({0: 10}, 0.9, 0), ({0: 5, 3: 5}, 0.5, 0), ({0: 5, 3: 5}, 0.75, 2.5), ({241: 1}, 0.5, 240), ({}, 0.5, 0)],
)
def test_quantiles_of_counted_waits(counts, level, value):
    """Nobody waited; half waited 2 to 3 minutes; longer than all minutes that are told apart; nobody came."""
    table = np.zeros(242, dtype=int)
    for minute, count in counts.items():
        table[minute] = count
    assert figures.wait_quantile(table, level) == value


def test_bands_by_hour(busy):
    """Hour by hour: mean over everybody, and the 10 and 90 % quantiles over single days, by a plain loop."""
    outcome, visitors, wait, grid = busy
    means = figures.mean_waits_by_hour(outcome.calls.together(), grid)
    longest = figures.longest_waits_by_hour(outcome.calls.together(), grid)
    assert means.starts.tolist() == [480, 540, 600, 660]
    assert means.mean.shape == (2, 1, 4)
    day, path = np.divmod(visitors.cell, PATHS)
    for d in range(2):
        for h in range(4):
            of = (day == d) & (visitors.arrival // 60 == 8 + h)
            single = [wait[of & (path == p)] for p in range(PATHS)]
            single = [waits for waits in single if len(waits)]
            assert means.mean[d, 0, h] == pytest.approx(wait[of].mean())
            assert means.visitors[d, 0, h] == pytest.approx(of.sum() / PATHS)
            for band, each in ((means, np.mean), (longest, np.max)):
                ends = np.quantile([each(waits) for waits in single], [0.1, 0.9])
                assert [band.low[d, 0, h], band.high[d, 0, h]] == pytest.approx(ends, rel=1e-5)
            assert longest.mean[d, 0, h] == pytest.approx(np.mean([waits.max() for waits in single]), rel=1e-5)


def test_an_hour_without_visitors_has_no_band(build):
    """Nobody comes from 10 to 11: zeros, no warning."""
    office = build.office({"s": [{"step": "a", "minutes": 10}]}, [{"a"}], [{"a"}], [0])
    grid = build.grid(slots=6)
    visitors = build.visitors(grid, office, [[[(480, 0, 1, (5,))], []]])
    outcome = simulate(visitors, build.plan(office, grid, np.zeros((1, 1, 6), dtype=int)), office)
    for band in (figures.mean_waits_by_hour(outcome.calls, grid), figures.longest_waits_by_hour(outcome.calls, grid)):
        assert [part[0, 0, 2] for part in (band.visitors, band.mean, band.low, band.high)] == [0, 0, 0, 0]
