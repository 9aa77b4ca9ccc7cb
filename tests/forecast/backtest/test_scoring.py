"""forecast/backtest/scoring.py, against sums made one cell at a time."""

from datetime import date

import numpy as np
import pytest

from forecast.backtest.result import LOKET, NAIVE, SHARES, BacktestResult, Level
from forecast.backtest.sampled import predicted, stacked
from forecast.backtest.scoring import Part, groups, score
from office.grid import SlotGrid

HORIZON = 14


@pytest.fixture(scope="module")
def result():
    """Two origins, two services, two weeks; two models that draw from Poisson laws, one of them with the right rate."""
    generator = np.random.default_rng(5)
    shape = (2, 2, HORIZON)
    rates = generator.uniform(2, 30, size=shape)
    visitors = generator.poisson(rates)
    scored = generator.random(shape) < 0.9
    models = {LOKET: 1.0, "half": 0.5, NAIVE: 1.3}

    def level(name, copies):
        """Days, or slots which are the same days again."""
        spread = np.repeat(rates, copies, axis=2)
        came = np.repeat(visitors, copies, axis=2)
        found = {
            model: [predicted(generator.poisson(f * spread[o], size=(500, *spread[o].shape)), came[o]) for o in (0, 1)]
            for model, f in models.items()
        }
        return Level(
            name, came, np.repeat(scored, copies, axis=2), np.repeat(np.arange(HORIZON), copies),
            np.array([[2.0, 4.0], [1.0, np.nan]]), {model: stacked(parts) for model, parts in found.items()},
        )  # fmt: skip

    kinds = np.zeros((2, 2, HORIZON, 2), dtype=bool)
    kinds[:, :, 3, 0] = True
    return BacktestResult(
        (date(2026, 3, 2), date(2026, 3, 16)), SlotGrid(date(2026, 3, 2), HORIZON, 60, 0, 2), ("a", "b"),
        level("day", 1), level("slot", 2), kinds, ("eve", "event"),
        {model: np.array([1.0, 2.0]) for model in models}, {}, (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def scores(result):
    return score(result, np.random.default_rng(1))


def cells_of(result, level, service=None, first=1, last=HORIZON):
    """Scored cells one by one: origin, service, cell."""
    for origin, place, cell in np.argwhere(level.scored):
        if first <= level.day[cell] + 1 <= last and service in (None, result.services[place]):
            yield origin, place, cell


@pytest.mark.parametrize("name", ["day", "slot"])
@pytest.mark.parametrize("model", [LOKET, "half", NAIVE])
@pytest.mark.parametrize(("service", "first", "last"), [("", 1, 14), ("a", 1, 14), ("b", 8, 14)])
def test_scores_are_what_their_definitions_say(result, scores, name, model, service, first, last):
    """WAPE of the median, the mean of nine doubled pinball losses, bias of the mean, MASE by origin and service."""
    level = getattr(result, name)
    found = level.predicted[model]
    error = loss = came = bias = 0.0
    scaled, plain = [], []
    for cell in cells_of(result, level, service or None, first, last):
        y = float(level.visitors[cell])
        q = dict(zip(SHARES, found.quantiles[(slice(None), *cell)], strict=True))
        came += y
        error += abs(y - q[0.5])
        bias += found.mean[cell] - y
        loss += sum(2 * (s * (y - q[s]) if y >= q[s] else (1 - s) * (q[s] - y)) for s in SHARES[1:-1]) / 9
        plain.append(q[0.1] <= y <= q[0.9])
        if np.isfinite(level.scale[cell[:2]]):
            scaled.append(abs(y - q[0.5]) / level.scale[cell[:2]])
    got = scores.of(model, Part(name, service, first, last))
    assert got.wape == pytest.approx(error / came)
    assert got.wql == pytest.approx(loss / came)
    assert got.bias == pytest.approx(bias / came)
    assert got.mase == pytest.approx(np.mean(scaled))
    assert got.cover80.plain == pytest.approx(np.mean(plain))
    assert (got.cells, got.visitors) == (len(plain), came)


def test_true_rates_give_true_ranges_and_reach_the_floor(scores):
    """Drawn from the law itself: ranges hold what they state, errors are near the floor; with half the rate not."""
    part = scores.whole("day")
    own, half = scores.of(LOKET, part), scores.of("half", part)
    assert 0.68 < own.cover80.share < 0.92
    assert own.cover80.low <= own.cover80.share <= own.cover80.high
    assert half.cover80.share < 0.4
    assert own.wape == pytest.approx(scores.floor(part).wape, rel=0.3)
    assert own.wql == pytest.approx(scores.floor(part).wql, rel=0.3)
    assert scores.models[0] == LOKET


def test_kinds_of_days_are_scored_apart(result, scores):
    """The fourth day of each origin is an eve; a kind that never came has no score."""
    kinds = {part.kind: part for part in scores.parts("day") if part.kind}
    assert set(kinds) == {"ordinary", "eve"}
    assert scores.of(LOKET, kinds["eve"]).cells == result.day.scored[:, :, 3].sum()
    assert scores.of(LOKET, kinds["ordinary"]).cells == result.day.scored.sum() - result.day.scored[:, :, 3].sum()


@pytest.mark.parametrize(
    ("horizon", "spans"),
    [
        (28, ((1, 28), (1, 7), (8, 14), (15, 28))),
        (7, ((1, 7),)),
        (10, ((1, 10), (1, 7), (8, 10))),
        (1, ((1, 1),)),
        (56, ((1, 56), (1, 7), (8, 14), (15, 28), (29, 56))),
    ],
)
def test_days_ahead_are_grouped(horizon, spans):
    """The whole horizon first, then its weeks."""
    assert groups(horizon) == spans
