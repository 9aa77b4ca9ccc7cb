"""forecast/learn.py"""

from datetime import date

from forecast.learn import nothing


def test_nothing_is_a_past_without_days(world):
    """With the slots of the plan."""
    grid = world.grid(date(2026, 2, 23), 7)
    found = nothing(("a", "b"), grid)
    assert found.daily.shape == (2, 0)
    assert found.grid.slots == grid.slots
