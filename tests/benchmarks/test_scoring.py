"""The benchmarks' own scores against closed forms, brute force and files small enough to score by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import nbinom, norm, poisson

from benchmarks.scoring import (
    QUANTILES,
    SHARES,
    cdf,
    expected_cells,
    inside,
    marked,
    poisson_floor,
    read_truth,
    scores,
)


@pytest.mark.parametrize("spread", [0.0, 0.05, 0.5])
@pytest.mark.parametrize("share", [0.8, 0.95])
def test_true_quantiles_cover_what_they_state(share, spread):
    """Whole-number quantiles of the true distribution, means from 0.1 to 1000: the stated coverage within a point.

    Expected by summing over the counts. One mean alone may be off by 4 points: eleven quantiles do not tell more.
    """
    found = np.array([_expected_coverage(mean, spread, share) for mean in np.geomspace(0.1, 1000, 60)])
    assert found.mean() == pytest.approx(share, abs=0.01)
    assert np.abs(found - share).max() < 0.045


def _expected_coverage(mean: float, spread: float, share: float) -> float:
    law = nbinom(1 / spread, 1 / (1 + spread * mean)) if spread else poisson(mean)
    counts = np.arange(int(law.ppf(1 - 1e-6)) + 1)
    quantiles = np.tile(law.ppf(SHARES), (len(counts), 1))
    return float(law.pmf(counts) @ inside(counts, quantiles, (1 - share) / 2, (1 + share) / 2))


def test_the_distribution_function_is_met_at_every_quantile():
    """At a quantile of its level the function read from the quantiles is the true one within the next level."""
    law = poisson(4.0)
    counts = np.arange(12)
    read = cdf(counts, np.tile(law.ppf(SHARES), (12, 1)))
    assert np.abs(read - law.cdf(counts)).max() < 0.06
    assert (np.diff(read) >= 0).all()


def test_smooth_quantiles_are_in_or_out():
    """Quantiles of a normal: a count is inside or not."""
    quantiles = np.tile(norm(10, 2).ppf(SHARES), (2, 1))
    assert inside(np.array([8.0, 20.0]), quantiles, 0.1, 0.9).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("mean", [0.1, 0.7, 3.3, 25.0])
def test_the_poisson_floor_is_the_expected_error_of_who_knows_the_rate(mean):
    """Both floors by brute force over the counts."""
    law, counts = poisson(mean), np.arange(200)
    chance = law.pmf(counts)
    error, loss = poisson_floor(np.array([mean]))
    assert error[0] == pytest.approx(float(chance @ np.abs(counts - law.median())))
    levels = SHARES[1:-1]
    miss = counts[:, None] - law.ppf(levels)
    pinball = np.maximum(levels * miss, (levels - 1) * miss).mean(axis=1)
    assert loss[0] == pytest.approx(float(2 * chance @ pinball))


@pytest.fixture
def file(tmp_path):
    """Two weeks, open 9 and 10 o'clock on weekdays; 10 visitors each, 12 on the last Tuesday, no rows on the Monday."""
    rows = [
        ("a", f"{day:%Y-%m-%d} {hour:02}:30:00", 12 if day == pd.Timestamp("2026-01-13") else 10)
        for day in pd.date_range("2026-01-05", "2026-01-16")
        for hour in (9, 10)
        if day.weekday() < 5 and day != pd.Timestamp("2026-01-12")
    ]
    path = tmp_path / "counts.csv"
    pd.DataFrame(rows, columns=["service", "start", "arrivals"]).to_csv(path, index=False)
    return path


def _predictions(level: str, value: float, days: int = 7) -> pd.DataFrame:
    starts = pd.date_range(
        "2026-01-12", periods=days if level == "day" else 24 * days, freq="D" if level == "day" else "h"
    )
    frame = pd.DataFrame({"origin": "2026-01-12", "service": "a", "start": starts.astype(str), "model": "flat"})
    return frame.assign(level=level, mean=value, **dict.fromkeys(QUANTILES, value))


def test_days_and_slots_are_scored_as_agreed(file):
    """Unknown dates, closed weekdays and closed hours fall out; errors are pooled over what came."""
    truth, origin = read_truth(file, 60), date(2026, 1, 12)
    days = marked(_predictions("day", 20.0), truth, 7)
    assert days["visitors"].tolist() == [24, 20, 20, 20]
    assert expected_cells(truth, [origin], 7, "day") == 4
    [score] = scores(days, 4)
    assert score.wape == pytest.approx(4 / 84)
    assert score.wql == pytest.approx(4 * 2 * np.mean(SHARES[1:-1]) / 84)
    assert score.plain80[0] == pytest.approx(0.75)
    assert score.missing == 0
    slots = marked(_predictions("slot", 10.0), truth, 7)
    assert slots["visitors"].tolist() == [12, 12, 10, 10, 10, 10, 10, 10]
    assert expected_cells(truth, [origin], 7, "slot") == 8


def test_cells_that_a_model_left_out_are_told(file):
    """A model that forecast two days of the week misses the other two."""
    truth = read_truth(file, 60)
    [score] = scores(marked(_predictions("day", 20.0, days=3), truth, 7), 4)
    assert (score.cells, score.missing) == (2, 2)
