"""A day in parts: they add up, in any order, and each is what it says."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.explain import ModelView, explain, log_mean, people_of, rounded, view_of
from forecast.models.contributions import contributions
from forecast.models.count_regression import CountRegression
from forecast.overrides import Corrected
from forecast.predict import predict
from forecast.settings import ForecastSettings
from office.weeks import monday_of

SMALL = st.floats(-2, 2)


@given(st.lists(SMALL, min_size=1, max_size=6), st.floats(0.1, 200))
def test_parts_sum_to_the_mean(effects, base):
    """Whatever the log contributions, people of all parts sum to the mean exactly, and an effect of 0 is nobody."""
    logs = {"base": np.array([np.log(base)]), "level": np.zeros(1)}
    logs |= {f"kind.{n}": np.array([effect]) for n, effect in enumerate(effects)}
    mean = np.exp(sum(logs.values()))
    people = people_of(logs, mean)
    assert sum(part[0] for part in people.values()) == pytest.approx(mean[0])
    assert people["level"][0] == 0
    assert people["base"][0] == pytest.approx(base)
    assert all(people[f"kind.{n}"][0] * effect >= 0 for n, effect in enumerate(effects))


def test_one_effect_alone_is_the_whole_difference():
    """From 10 to 15 people by one effect: it is worth 5; two equal effects share alike."""
    one = people_of({"base": np.log([10.0]), "season": np.log([1.5])}, np.array([15.0]))
    assert one["season"][0] == pytest.approx(5)
    two = people_of({"base": np.log([10.0]), "season": np.log([1.5]) / 2, "level": np.log([1.5]) / 2}, np.array([15.0]))
    assert two["season"][0] == pytest.approx(2.5)
    assert two["level"][0] == pytest.approx(2.5)


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4))
def test_the_logarithmic_mean_lies_between_the_geometric_and_the_arithmetic(a, b):
    """Carlson's inequality (*American Mathematical Monthly* 79, 1972)."""
    found = float(log_mean(np.array([a]), np.array([b]))[0])
    assert np.sqrt(a * b) * (1 - 1e-6) <= found <= (a + b) / 2 * (1 + 1e-6)


@pytest.fixture(scope="module")
def office_and_past():
    """Two services of a year with a busy Monday and a Ramadan."""
    from tests.forecast.conftest import World

    laws = [World.law("a", 20.0, weekdays=(1.5, 1, 1, 1, 0.7, 1, 1)), World.law("b", 6.0)]
    entries = [World.entry(start=date(2026, 2, 18), end=date(2026, 3, 19), kind="ramadan")]
    return World.drawn(laws, 364, entries=entries, start=date(2025, 12, 1))


def test_the_regressions_contributions_are_its_mean(office_and_past, world):
    """exp of their sum is what the model predicts, on every day and for every service; Monday's is positive."""
    from forecast.learn import by_days

    _, calendar, counts = office_and_past
    days = by_days(counts, calendar, ForecastSettings())
    fitted = CountRegression(ForecastSettings()).fit(days)
    logs = contributions(fitted, days.features)
    is_open = days.features.exposure > 0
    np.testing.assert_allclose(np.exp(sum(logs.values()))[is_open], fitted.predict(days.features)[is_open])
    monday = (days.features.weekday == 0) & is_open[0]
    assert (logs["weekday"][0, monday] > 0.2).all()
    assert np.abs(logs["rest"]).max() < 1e-9


def test_a_day_adds_up_to_the_paths_mean(office_and_past, world):
    """Each service's parts sum to its mean, the services' to the office's; rounded they still do."""
    office, calendar, counts = office_and_past
    grid = world.grid(monday_of("2026-W49"), 7)
    forecast = predict(counts, calendar, office, grid, ForecastSettings(paths=200), rng_of=world.streams())
    logs = {"base": np.log(np.full((2, 7), 5.0)), "weekday": np.full((2, 7), 0.1)}
    view = view_of(logs, np.ones((2, 7)), np.array([True, True]), np.ones(2))
    found = explain((view,), forecast, Corrected(forecast, (), ()), grid.dates[0], view.mean)
    for each in found:
        assert sum(part.people for part in each.parts) == pytest.approx(each.mean)
        whole = rounded(each)
        assert sum(part.people for part in whole.parts) == pytest.approx(whole.mean)
        assert whole.mean == round(each.mean)
    assert sum(each.mean for each in found[:-1]) == pytest.approx(found[-1].mean)
    assert found[-1].mean == pytest.approx(forecast.office_daily[:, 0].mean())


def test_models_are_weighed_and_the_silent_ones_told_apart(office_and_past, world):
    """Two models of weight 3 and 1 that say 8 and 12 give a base of 9; what the paths have besides is the others'."""
    office, calendar, counts = office_and_past
    grid = world.grid(monday_of("2026-W49"), 7)
    forecast = predict(counts, calendar, office, grid, ForecastSettings(paths=100), rng_of=world.streams())

    def view(base, weight):
        return ModelView({"base": np.log(np.full((2, 7), base))}, np.full((2, 7), base), np.full(2, weight))

    found = explain((view(8.0, 3.0), view(12.0, 1.0)), forecast, Corrected(forecast, (), ()), grid.dates[1],
                    np.full((2, 7), 9.0))  # fmt: skip
    parts = {part.kind: part.people for part in found[0].parts}
    assert parts["base"] == pytest.approx(9.0)
    assert parts["other"] == pytest.approx(found[0].mean - 9.0)
