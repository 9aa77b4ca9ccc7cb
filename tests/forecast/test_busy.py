"""forecast/busy.py"""

from datetime import date

import numpy as np

from forecast.busy import busy_hours
from forecast.distribution import Forecast


def test_hours_are_judged_beside_the_mean_open_hour(world):
    """Half an hour that is open counts as crowded as a whole one at the same pace; closed hours are closed."""
    grid = world.grid(date(2026, 1, 5), 14)
    arrivals = np.zeros((2, 1, *grid.shape), dtype=int)
    arrivals[:, 0, :5, 0:2] = 10  # 08-09
    arrivals[:, 0, 7:12, 0:2] = 10
    arrivals[:, 0, :, 2:13] = 4
    open_slots = np.zeros(grid.shape, dtype=bool)
    open_slots[[d for d in range(14) if d % 7 < 5], :13] = True
    none = np.zeros((2, 1, grid.size), dtype=int)
    found = busy_hours(Forecast(grid, ("a",), none, arrivals.reshape(2, 1, -1), none, ("m",)), open_slots)
    assert found.hours == (8, 9, 10, 11, 12, 13, 14)
    assert found.visitors[0].tolist() == [20, 8, 8, 8, 8, 8, 8]
    assert found.levels[0] == ("busy", "usual", "usual", "usual", "usual", "usual", "usual")
    assert found.levels[6] == ("closed",) * 7


def test_an_office_without_visitors_is_never_busy(world):
    """Nothing to divide by."""
    grid = world.grid(date(2026, 1, 5), 7)
    none = np.zeros((2, 1, grid.size), dtype=int)
    found = busy_hours(Forecast(grid, ("a",), none, none, none, ("m",)), np.ones(grid.shape, dtype=bool))
    assert {level for day in found.levels for level in day} == {"usual"}
