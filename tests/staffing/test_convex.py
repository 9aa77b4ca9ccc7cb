"""The greatest convex minorant against a linear-programming definition by brute force."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from staffing.convex import convex_minorant

TABLES = arrays(float, st.integers(1, 8), elements=st.floats(-100, 100))


@given(TABLES)
def test_it_is_convex_below_and_falling(values):
    """Convex, not increasing, nowhere above the values."""
    lowest = convex_minorant(values)
    steps = np.diff(lowest)
    assert (lowest <= values + 1e-9).all()
    assert (steps <= 1e-9).all()
    assert (np.diff(steps) >= -1e-7).all()


@given(TABLES)
def test_nothing_greater_is_convex_and_below(values):
    """Each point lies on the values held down or on a chord between two of them."""
    held, lowest = np.minimum.accumulate(values), convex_minorant(values)
    for k, value in enumerate(lowest):
        chords = [
            held[a] + (held[b] - held[a]) * (k - a) / (b - a)
            for a in range(k)
            for b in range(k + 1, len(values))
        ]  # fmt: skip
        assert abs(min([held[k], *chords]) - value) < 1e-9


def test_a_convex_table_is_left_alone():
    """Falling and convex values come back as they are, along the last axis of any table."""
    table = np.array([[9.0, 4, 1, 0], [3, 2, 1, 0]])
    np.testing.assert_array_equal(convex_minorant(table), table)
