"""forecast/pool/weights.py"""

import numpy as np
import pytest

from forecast.pool.weights import NEAR_DAYS, weigh

LAST = 740_000
AHEAD = np.arange(1, 29)


def noisy(rng, errors, origins=12, services=2):
    """Visitors of 100 a day, and models that miss by so many."""
    visitors = np.full((origins, services, 28), 100.0)
    means = np.array([visitors + size * rng.choice([-1, 1], visitors.shape) for size in errors])
    return means, visitors


def test_the_better_model_weighs_more_and_all_sum_to_one(rolling):
    """Three models that miss by 5, 10 and 20: in this order; each service's shares sum to 1."""
    means, visitors = noisy(np.random.default_rng(0), [5, 10, 20])
    found = weigh(rolling(means, visitors), LAST, [1, 1, 1], np.ones((3, 2), bool))
    for shares in (found.near, found.far):
        assert shares.sum(axis=0) == pytest.approx([1, 1])
        assert (np.diff(shares, axis=0) < 0).all()
    assert (found.far[0] > 0.9).all()


def test_near_and_far_days_are_judged_apart(rolling):
    """One model is exact in the first week, the other later."""
    rng = np.random.default_rng(1)
    means, visitors = noisy(rng, [1, 1])
    means[0, ..., NEAR_DAYS:] += 30
    means[1, ..., :NEAR_DAYS] += 30
    found = weigh(rolling(means, visitors), LAST, [1, 1], np.ones((2, 2), bool))
    assert (found.near[0] > 0.8).all()
    assert (found.far[1] > 0.8).all()


def test_without_any_past_forecast_the_usual_losses_decide(rolling):
    """Nothing known: the model that is usually better weighs more, by the same power everywhere."""
    empty = rolling(np.zeros((2, 0, 3, 28)), np.zeros((0, 3, 28)))
    found = weigh(empty, LAST, [1.0, 1.2], np.ones((2, 3), bool))
    assert found.near == pytest.approx(found.far)
    assert (found.near[0] > found.near[1]).all()
    assert (found.near[1] > 0.05).all()


def test_a_model_that_could_not_forecast_hard_days_is_judged_on_its_own(rolling):
    """Half the origins are ten times as hard: a model known only there is not blamed for that."""
    rng = np.random.default_rng(2)
    visitors = np.full((12, 1, 28), 100.0)
    size = np.where(np.arange(12) < 6, 40, 4)[:, None, None]
    means = np.array([visitors + size * rng.choice([-1, 1], visitors.shape) for _ in range(2)])
    means[1, 6:] = np.nan
    found = weigh(rolling(means, visitors), LAST, [1, 1], np.ones((2, 1), bool))
    assert 0.3 < found.far[1, 0] < 0.8


def test_a_model_that_is_left_out_has_no_weight(rolling):
    """The mean is that of the others, and unknown where nobody knows anything."""
    means, visitors = noisy(np.random.default_rng(3), [5, 5])
    found = weigh(rolling(means, visitors), LAST, [1, 1], np.array([[True, False], [False, False]]))
    coming = np.array([np.full((2, 28), 10.0), np.full((2, 28), 30.0)])
    coming[1, 0] = np.nan
    mean = found.mean(coming, AHEAD)
    assert mean[0] == pytest.approx(10)
    assert np.isnan(mean[1]).all()


def test_exact_models_are_no_trouble(rolling):
    """No error at all: equal shares."""
    means, visitors = noisy(np.random.default_rng(4), [0, 0])
    found = weigh(rolling(means, visitors), LAST, [1, 1], np.ones((2, 2), bool))
    assert found.near == pytest.approx(np.full((2, 2), 0.5))
