"""forecast/pool/errors.py"""

import numpy as np
import pytest

from forecast.pool.errors import fit_errors

AHEAD = np.arange(1, 29)


def drawn(rng, means, spread):
    """Negative-binomial visitors."""
    return rng.poisson(means * rng.gamma(1 / spread, spread))


def fitted(rolling, means, visitors, special=None, usual=None):
    past = rolling(means[None], visitors, special)
    usual = means.mean(axis=(0, 2)) if usual is None else usual
    return fit_errors(past, means, np.ones(len(means)), usual)


@pytest.mark.parametrize("spread", [0.005, 0.05, 0.3])
def test_the_spread_is_found_again(rolling, spread):
    """Many past days of 200 visitors; a second service of 5 is drawn apart."""
    rng = np.random.default_rng(0)
    means = np.ones((60, 2, 28)) * np.array([[[200.0], [5.0]]])
    law = fitted(rolling, means, drawn(rng, means, np.full(means.shape, spread)))
    assert law.spread(means[0], AHEAD, np.zeros((2, 28), bool))[0].mean() == pytest.approx(spread, rel=0.25)


def test_quiet_seasons_are_relatively_less_certain_where_they_were(rolling):
    """The factor's variance falls with the level to the power 0.8, or not at all."""
    rng = np.random.default_rng(1)
    means = 300 * np.exp(rng.uniform(-1, 1, (80, 1, 1))) * np.ones((80, 1, 28))
    flat = fitted(rolling, means, drawn(rng, means, np.full(means.shape, 0.05)))
    steep = fitted(rolling, means, drawn(rng, means, 0.05 * (means / 300) ** -0.8))
    assert flat.power < 0.2
    assert steep.power == pytest.approx(0.8, abs=0.2)


def test_errors_that_grow_with_the_horizon_are_followed(rolling):
    """Twice as much in the fourth week as in the first; more still beyond; never less."""
    rng = np.random.default_rng(2)
    means = np.full((80, 1, 28), 300.0)
    law = fitted(rolling, means, drawn(rng, means, np.broadcast_to(0.03 * (1 + (AHEAD - 1) // 7 / 3), means.shape)))
    found = law.spread(np.full((1, 56), 300.0), np.arange(1, 57), np.zeros((1, 56), bool))[0]
    assert found[25] / found[3] == pytest.approx(2.0, abs=0.5)
    assert (np.diff(found) >= 0).all()
    assert found[55] > found[27]


def test_special_days_have_a_spread_of_their_own(rolling):
    """One day in seven is four times as uncertain."""
    rng = np.random.default_rng(3)
    means = np.full((40, 1, 28), 300.0)
    special = np.zeros(means.shape, bool)
    special[..., ::7] = True
    law = fitted(rolling, means, drawn(rng, means, np.where(special, 0.2, 0.05)), special)
    assert law.special == pytest.approx(4.0, rel=0.35)


def test_one_odd_day_does_not_widen_all_ranges(rolling):
    """Ten times the usual visitors on a single day of a year."""
    rng = np.random.default_rng(4)
    means = np.full((13, 1, 28), 100.0)
    visitors = drawn(rng, means, np.full(means.shape, 0.02))
    plain = fitted(rolling, means, visitors.copy()).base[0]
    visitors[5, 0, 10] = 1000
    assert fitted(rolling, means, visitors).base[0] < 1.5 * plain


def test_without_past_forecasts_ranges_are_modestly_wide(rolling):
    """Neither nothing nor everything is claimed."""
    means = np.zeros((0, 2, 28))
    law = fitted(rolling, means, means, usual=np.array([10.0, 1.0]))
    found = law.spread(np.full((2, 28), 10.0), AHEAD, np.zeros((2, 28), bool))
    assert ((found > 0.01) & (found < 0.2)).all()
