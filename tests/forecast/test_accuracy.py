"""forecast/accuracy.py, on a synthetic office and on the tickets of a bakery."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.accuracy import accuracy
from forecast.counts import count, history_grid
from forecast.settings import ForecastSettings

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
TICKETS = DATA / "visits" / "bakery_2016_2017" / "tickets.csv.gz"
ITEMS = ("coffee", "bread", "tea", "cake", "pastry", "sandwich")


def test_only_the_past_is_known(world):
    """What happens in the last week changes no forecast of it: neither how many come, nor when on a half day."""
    end = date(2026, 1, 5).toordinal() + 30 * 7
    half = date.fromordinal(end - 5)
    entries = [world.entry(start=half, end=half, kind="event", closes="10.00")]
    _, calendar, counts = world.drawn([world.law("a", 20)], 30 * 7, entries=entries)
    settings = ForecastSettings(holdout_weeks=1)
    (plain,) = accuracy(counts, calendar, settings)
    last = counts.arrivals[:, -7 * counts.grid.slots :]
    early = np.zeros_like(last)
    early[:, :: counts.grid.slots] = last.reshape(1, 7, -1).sum(axis=-1)
    (at_the_door,) = accuracy(changed(counts, early), calendar, settings)
    (tripled,) = accuracy(changed(counts, 3 * last), calendar, settings)
    assert at_the_door == plain
    assert (tripled.days, tripled.floor) == (plain.days, plain.floor) == (5, plain.floor)
    assert tripled.wape > 0.5


def changed(counts, last):
    """The counts with other arrivals in the last week."""
    return replace(counts, arrivals=np.concatenate([counts.arrivals[:, : -last.shape[1]], last], axis=1))


def test_closed_days_and_outages_are_not_scored(world):
    """Four weeks of five days, less one holiday and two days of outage of b."""
    end = date(2026, 1, 5).toordinal() + 30 * 7
    day = [date.fromordinal(end - n) for n in (3, 4, 5, 6)]
    entries = [
        world.entry(start=day[0], end=day[0], kind="public_holiday"),
        world.entry(start=day[2], end=day[1], kind="outage", service="b"),
    ]
    _, calendar, counts = world.drawn([world.law("a", 9), world.law("b", 9)], 30 * 7, entries=entries)
    assert [score.days for score in accuracy(counts, calendar, ForecastSettings())] == [19, 17]


def test_a_short_log_is_not_scored(world):
    """Nothing is left to learn from."""
    _, calendar, counts = world.drawn([world.law("a", 9)], 21)
    (score,) = accuracy(counts, calendar, ForecastSettings())
    assert (score.days, score.model) == (0, "")


def test_the_model_beats_the_baseline_and_not_the_floor(world):
    """On a synthetic office with a yearly rhythm of weeks, over ten weeks."""
    _, calendar, counts = world.drawn([world.law("a", 25), world.law("b", 9)], 52 * 7)
    for score in accuracy(counts, calendar, ForecastSettings(holdout_weeks=10)):
        assert 0.9 * score.floor < score.wape < 0.9 * score.naive_wape
        assert 0.65 <= score.coverage80 <= 0.95


@pytest.mark.skipif(not TICKETS.exists(), reason="the bakery's tickets are not here (LOKET_DATA)")
def test_the_bakery_is_forecast_better_than_by_repetition(world):
    """Ten weeks, seven services, pooled: at most 25 % off where repetition is 30 % off and chance alone 19 %."""
    calendar, counts = bakery(world)
    scores = accuracy(counts, calendar, ForecastSettings(holdout_weeks=10))
    visitors = [counts.daily[i, -70:].sum() for i in range(7)]
    ours, naive, floor = (
        np.average([getattr(score, part) for score in scores], weights=visitors)
        for part in ("wape", "naive_wape", "floor")
    )
    assert floor < ours < 0.82 * naive
    assert ours < 0.25
    assert 0.75 <= np.mean([score.coverage80 for score in scores]) <= 0.90


def bakery(world):
    """Counts of the tickets; an item is a service, one visit per transaction and service."""
    frame = pd.read_csv(TICKETS)
    frame = frame[frame["Item"] != "NONE"]
    item = frame["Item"].str.lower()
    frame["service"] = item.where(item.isin(ITEMS), "other")
    frame["ticket"] = frame["Transaction"].astype(str)
    frame["day"] = pd.to_datetime(frame["Date"]).astype("datetime64[s]")
    frame["arrived"] = pd.to_datetime(frame["Date"] + " " + frame["Time"]).astype("datetime64[s]")
    office = world.office(*ITEMS, "other", hours="08.00-17.00", tickets="08.00-17.00", days="mon-sun")
    closed = [(date(2016, 12, 25), date(2016, 12, 26)), (date(2017, 1, 1), date(2017, 1, 1))]
    calendar = office.calendar([world.entry(start=a, end=b, kind="closed") for a, b in closed])
    return calendar, count(frame, office, calendar, history_grid(frame, office, calendar))
