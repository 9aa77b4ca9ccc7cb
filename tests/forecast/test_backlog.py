"""forecast/backlog.py"""

import numpy as np
import pytest

from forecast.backlog import backlog_days


@pytest.mark.parametrize(
    ("days", "wave"),
    [
        ("oooo", "...."),
        ("oxxxoo", "......"),  # a long weekend leaves none
        ("o--xxooo", ".....##."),  # four closed days, two of them lost
        ("olo", "..."),  # one lost day is made up for at once
        ("olloooo", "...##.."),
        ("ol--looo", ".....##."),  # a weekend does not end an outage
        ("oxxxxxxxxxooooooo", "..........#####.."),  # never longer than a working week
    ],
)
def test_a_wave_lasts_as_long_as_what_was_lost(days, wave):
    """o open, x closed though its weekday is open, - closed as every week, l open but lost; # marks the wave."""
    given = np.array(list(days))
    found = backlog_days((given == "o") | (given == "l"), given == "x", given == "l")
    assert "".join(np.where(found, "#", ".")) == wave
