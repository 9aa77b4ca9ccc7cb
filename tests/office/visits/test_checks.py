"""Moments in order, and rows that repeat others."""

import itertools

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from office.visits.checks import in_order, repeats
from office.visits.columns import TIMES

moments = st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=4, max_size=4)


@given(st.lists(moments, min_size=1, max_size=10))
def test_moments_set_right_never_go_back(rows):
    """After setting clocks right no known moment lies before an earlier one, and none appears or vanishes."""
    table = {
        field: np.array([np.datetime64("NaT", "s") if row[i] is None else np.datetime64(row[i], "s") for row in rows])
        for i, field in enumerate(TIMES)
    }
    ordered = in_order(table)
    for earlier, later in itertools.combinations(TIMES, 2):
        both = ~np.isnat(ordered[earlier]) & ~np.isnat(ordered[later])
        assert (ordered[later][both] >= ordered[earlier][both]).all()
    for field in TIMES:
        assert np.array_equal(np.isnat(ordered[field]), np.isnat(table[field]))


@given(st.lists(st.tuples(st.integers(0, 2), *[st.integers(-2, 2)] * 3), max_size=40))
def test_repeats_are_those_of_a_plain_search(rows):
    """The packed key finds what comparing rows one by one finds; rows without a ticket repeat nothing."""
    table = pd.DataFrame(rows, columns=["day", "ticket", "service", "step"], dtype=np.int64).clip(lower=-1)
    found = repeats(table["day"].to_numpy(), [table[name].to_numpy() for name in ("ticket", "service", "step")])
    expected = [
        table["ticket"][i] >= 0 and any((table.iloc[j] == table.iloc[i]).all() for j in range(i))
        for i in range(len(table))
    ]
    assert found.tolist() == expected
