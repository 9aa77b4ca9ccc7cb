"""Quiet, usual, busy: both sides of each boundary, and the hour that is recommended."""

import numpy as np
import pytest

from report.busypage import by_hour, levels_of, quietest


@pytest.mark.parametrize(
    ("visitors", "level"), [(7.4, "quiet"), (7.5, "usual"), (12.5, "usual"), (12.6, "busy"), (-1.0, None)]
)
def test_an_hour_is_judged_beside_the_mean_hour(visitors, level):
    """Below 75 % of the mean open hour quiet, above 125 % busy, closed nothing."""
    others = np.full(200, 10.0)
    crowd = np.concatenate([[visitors], others])[None, :]
    mean = crowd[crowd >= 0].mean()
    crowd[0, 0] = visitors * mean / 10 if visitors > 0 else -1
    assert levels_of(crowd)[0][0] == level


def test_hours_hold_all_visitors_of_the_week(plan):
    """The expected visitors by hour add up to those of the forecast."""
    crowd, hours = by_hour(plan)
    assert hours == [60 * hour for hour in range(8, 15)]
    assert np.maximum(crowd, 0).sum() == pytest.approx(plan.forecast.office_daily.mean(axis=0).sum())
    assert (crowd[2] == -1).all()


def test_the_recommended_hours_have_the_shortest_mean_wait(plan):
    """No other two hours in which tickets are issued, none of them busy on any day, have less waiting a visitor."""
    crowd, hours = by_hour(plan)
    best = quietest(plan, crowd, hours)
    levels = levels_of(crowd)
    calm = [h for h in range(len(hours) - 1) if not any("busy" in day[h : h + 2] for day in levels)]
    minutes, visitors, waits = plan.week.grid.minutes, plan.outcome.slot_visitors, plan.outcome.slot_wait

    def mean_wait(start: int) -> float:
        inside = (minutes >= start) & (minutes < start + 120)
        return waits[:, inside].sum() / visitors[:, inside].sum()

    assert 0 < len(calm) < len(hours) - 1
    assert mean_wait(best.start) == min(mean_wait(hours[h]) for h in calm)
