"""planning/backtest.py: what a reader is told of models that kept silent, and of short histories."""

from datetime import date, timedelta

import pytest

from forecast.backtest.origins import OriginPlan
from planning.backtest import CountsSource, Wanted, backtest_counts


@pytest.fixture
def tested(tmp_path, monkeypatch):
    """A backtest of one service that has five visitors a day."""
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path / "cache"))

    def test(days, horizon, origins, *models):
        path = tmp_path / "counts.csv"
        rows = (f"a,{date(2026, 1, 5) + timedelta(n)} 08:00,{4 + n % 3}\n" for n in range(days))
        path.write_text("service,start,arrivals\n" + "".join(rows))
        plan = OriginPlan(None, origins, 7, horizon)
        return backtest_counts(CountsSource(path), Wanted(plan, models), lambda stage: None)

    return test


def test_a_silent_model_says_why_once(tested):
    """Nobody to follow, and no year of history: one note a model, with its own reason."""
    done = tested(80, 7, 2, "weekday_mean", "pick_ups", "yearly_naive")
    told = [(note.code, note.found, note.params["reason"]) for note in done.notes if note.found in
            ("pick_ups", "yearly_naive")]  # fmt: skip
    assert told == [
        ("forecast.never_spoke", "pick_ups", "follows_nobody"),
        ("forecast.never_spoke", "yearly_naive", "short_history"),
    ]


def test_three_weeks_are_enough_for_a_week_ahead(tested):
    """Two of history, one to be scored, by the product's own answer."""
    done = tested(21, 7, 1, "loket")
    assert done.shown == "loket"
    assert done.scores.of("loket", done.scores.whole("day")).cells == 7
