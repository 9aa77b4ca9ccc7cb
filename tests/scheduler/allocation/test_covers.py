"""What the master's posts and fixed duties hold together, and whose turn it is at a priority counter."""

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_office, make_week
from scheduler.allocation.board import make_board
from scheduler.allocation.covers import make_covers
from scheduler.allocation.rotation import out_of_turn
from scheduler.master import Master
from scheduler.roster import Duty, History, Turns
from scheduler.rules.burdens import usual_burdens


@pytest.mark.parametrize(("posted", "held"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_each_officer_at_a_counter_is_counted_once(posted, held):
    """A post is one officer and a fixed duty is one."""
    week = make_week(make_office([("one", "a"), ("one", "a")], ["a", "a"]))
    day = week.days[1]
    chosen = tuple(week.choices(officer, day)[0] for officer in week.office.officers)
    fixed = Duty(officer="p1", day=day.date, start=480, end=600, activity="counter", counter="l1", steps=frozenset("a"))
    posts = np.full((1, 1, *week.grid.shape), posted)
    board = make_board(week, Master(chosen, (fixed,) * held, posts), 1)
    (cover,) = make_covers(board, make_cost(week, 1.0, np.random.default_rng(1)), ())
    at_nine = int(np.flatnonzero(week.grid.minutes == 540)[0])
    assert (cover.have[at_nine], cover.held[at_nine]) == (posted + held, held)


def test_turns_are_shared_by_those_who_can_hold_the_counter():
    """The third officer can only help out at the priority counter: that he never had a turn puts nobody out of his."""
    office = make_office([("one", "a"), ("two", "ar")], ["ar", "ar", "a"], standby=0)
    turns = tuple(Turns(officer=id, burdens={"priority": n}) for id, n in (("p1", 1), ("p2", 2), ("p3", 0)))
    week = make_week(office, history=History(known=True, turns=turns))
    chosen = tuple(week.choices(officer, week.days[1])[0] for officer in office.officers)
    posts = np.zeros((2, 2, *week.grid.shape), dtype=int)
    posts[0, 1, 1, 2:6], posts[1, 1, 1, 6:8] = 1, 1
    board = make_board(week, Master(chosen, (), posts), 1)
    assert out_of_turn(week, [board], usual_burdens(week.office, frozenset({"l2"}))) == (frozenset({("p2", 1)}),)
