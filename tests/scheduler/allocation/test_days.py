"""Days against enumeration, priced by the words of the prices."""

from itertools import groupby, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.allocation.alike import Alike
from scheduler.allocation.board import STANDBY
from scheduler.allocation.days import Days
from scheduler.allocation.prices import CHANGE, HOP, SHORT

STRETCHES = (range(2, 6), range(8, 10))


def team_of(kinds: int, rng: np.random.Generator) -> Alike:
    """Officers with a morning of four slots and an afternoon of two."""
    places = tuple((place, frozenset({str(place)})) for place in range(kinds - 1))
    return Alike((0,), STRETCHES, ((STANDBY, frozenset()), *places), rng.integers(0, 8, kinds).astype(float))


def runs(day: tuple[int, ...]) -> list[tuple[int, int]]:
    """(kind, slots) of each stint."""
    return [(kind, len(list(same))) for kind, same in groupby(day)]


def price(team: Alike, days: Days, day: tuple[int, ...]) -> float:
    """Kinds seen, changes, short stints, moves and sitting too long."""
    total = sum(team.used[kind] for kind in set(day))
    begun = 0
    for part in (day[:4], day[4:]):
        stints = runs(part)
        total += CHANGE * (len(stints) - 1) + SHORT * sum(many < min(days.least, len(part)) for _, many in stints)
        begun += sum(after[0] > 0 for _, after in pairwise(stints))
        seated = [(sits, len(list(same))) for sits, same in groupby(kind > 0 for kind in part)]
        if days.sitting is not None:
            total += HOP * sum(max(0, many - days.sitting) for sits, many in seated if sits)
    total += days.setup * begun
    return total + (0.0 if days.moves is None else HOP * max(0, begun - days.moves))


LIMITS = st.tuples(
    st.integers(1, 3), st.none() | st.integers(0, 2), st.none() | st.integers(1, 3), st.sampled_from([0.0, 4.0])
)


@settings(max_examples=40, deadline=None)
@given(LIMITS, st.integers(1, 4), st.integers(0, 10_000))
def test_no_day_is_cheaper_and_none_is_left_out(limits, kinds, seed):
    """The cheapest of all days comes back, and within a limit just those that cost no more."""
    rng = np.random.default_rng(seed)
    team, days = team_of(kinds, rng), Days(*limits)
    at = rng.integers(-30, 30, (6, kinds)).astype(float)
    prices = {
        day: price(team, days, day) + sum(at[slot, kind] for slot, kind in enumerate(day))
        for day in product(range(kinds), repeat=6)
    }
    found, day = days.cheapest(team, at)
    assert found == pytest.approx(min(prices.values()))
    assert prices[tuple(day.tolist())] == pytest.approx(found)
    limit = found + 15.5
    told, is_all = days.within(team, at, limit)
    assert is_all
    assert sorted(map(tuple, told.tolist())) == sorted(day for day, each in prices.items() if each <= limit)
    assert days.price(team, day) == pytest.approx(price(team, days, tuple(day.tolist())))


def test_too_many_days_are_not_told_as_all():
    """Of 4096 days with hardly any price no more than the most are told, and that there are others."""
    told, is_all = Days(1).within(team_of(4, np.random.default_rng(0)), np.zeros((6, 4)), 1e9)
    assert not is_all
    assert len(np.unique(told, axis=0)) == len(told) == 3000
