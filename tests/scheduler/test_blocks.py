"""Blocks: runs between edges, flows taken apart, stretches cut."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.offices import make_office, make_week
from scheduler.blocks import Stint, cut, runs_of, stints


def test_a_shift_falls_into_what_lies_before_and_after_the_break():
    """07.30 to 16.00 with a break at 12.00: slots 0 to 9 and 11 to 17."""
    week = make_week(make_office([("one", "a")], ["a"]))
    noon = next(a for a in week.choices(week.office.officers[0], week.days[0]) if a.break_start == 720)
    assert runs_of(week, noon) == ((0, 9), (11, 17))
    assert runs_of(week, noon.model_copy(update={"break_start": None})) == ((0, 17),)


@given(
    st.lists(
        st.tuples(st.integers(6, 10), st.lists(st.integers(0, 2), max_size=3)),
        min_size=1,
        max_size=5,
    )
)
def test_a_flow_of_whole_days_falls_apart_into_as_many(days):
    """Days that start together: the same exits, the same blocks, and no two blocks of one stint overlap."""
    ways = [_way(end, gaps) for end, gaps in days]
    exits, blocks = Counter(end for end, _ in ways), Counter(block for _, held in ways for block in held)
    found = stints({0: len(ways)}, exits, blocks)
    assert Counter(stint.run[1] for stint in found) == exits
    assert Counter(block for stint in found for block in stint.blocks) == blocks
    assert all(_is_in_order(stint) for stint in found)


def _way(end: int, gaps: list[int]) -> tuple[int, list[tuple[int, int]]]:
    """An end and blocks of two slots with idle slots before each."""
    at, held = 0, []
    for gap in gaps:
        if at + gap + 2 <= end:
            held.append((at + gap, 2))
            at += gap + 2
    return end, held


def _is_in_order(stint: Stint) -> bool:
    edges = [stint.run[0], *(edge for start, length in sorted(stint.blocks) for edge in (start, start + length))]
    return [*edges, stint.run[1]] == sorted([*edges, stint.run[1]])


def test_nobody_leaves_in_the_middle_of_a_block():
    """A flow whose only officer is busy when he should go is none."""
    with pytest.raises(ValueError, match="nobody is free"):
        stints({0: 1}, {2: 1}, {(0, 3): 1})


@pytest.mark.parametrize(
    ("run", "blocks"), [((0, 2), {}), ((0, 3), {(0, 3): 1}), ((1, 8), {(1, 4): 1, (5, 3): 1}), ((4, 4), {})]
)
def test_a_stretch_is_cut_into_the_longest_blocks(run, blocks):
    """Of lengths 3 and 4, from the first slot on; what is shorter than 3 is no block."""
    assert cut(run, (3, 4)) == blocks
