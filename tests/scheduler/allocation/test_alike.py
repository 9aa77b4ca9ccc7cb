"""Officers of a day who may do the same."""

import numpy as np

from benchmarks.offices import make_office, make_week
from scheduler.allocation.alike import alike
from scheduler.allocation.board import STANDBY, make_board
from scheduler.master import Master


def test_officers_are_alike_in_skills_hours_and_prices():
    """Of five officers two are alike; others differ in skills, in their break, or in what a place costs them."""
    week = make_week(make_office([("one", "a"), ("two", "b")], ["ab", "ab", "a", "ab", "ab"]))
    choices = [week.choices(officer, week.days[1]) for officer in week.office.officers]
    assignments = tuple(mine[-1 if who == 3 else 0] for who, mine in enumerate(choices))
    board = make_board(week, Master(assignments, (), np.zeros((2, 2, *week.grid.shape), dtype=int)), 1)
    prices = [{place: 1.0 + (who == 4) for place in (STANDBY, *p.serves)} for who, p in enumerate(board.people)]
    teams = list(alike(board, prices))
    assert sorted(team.people for team in teams) == [(0, 1), (2,), (3,), (4,)]
    for team in teams:
        person = board.people[team.people[0]]
        assert tuple(team.slots.tolist()) == person.slots
        assert dict(team.kinds) == {STANDBY: frozenset(), **person.serves}
        assert team.bounds[-1] == len(person.slots)
