"""Seating against enumeration of every choice of counters."""

from itertools import pairwise, product

import numpy as np
import pytest

from benchmarks.offices import make_office, make_week
from office.values import Span
from scheduler.allocation.board import STANDBY, make_board
from scheduler.allocation.seating import seat
from scheduler.master import Master
from scheduler.roster import Duty


def board_of(officers: int, counters: int, fixed=()):
    """A Tuesday on which some officers of one skill work at counters of one type."""
    week = make_week(make_office([("one", "a")] * counters, ["a"] * officers))
    day = week.days[1]
    starts = (690, 720, 750)
    assignments = tuple(
        next(a for a in week.choices(officer, day) if a.break_start == starts[number % 3])
        for number, officer in enumerate(week.office.officers)
    )
    return make_board(week, Master(assignments, fixed, np.zeros((1, 1, *week.grid.shape), dtype=int)), 1)


def random_places(board, rng):
    """Runs of work at the one type of counter, as many at once as there are counters."""
    places = [dict.fromkeys(person.slots, STANDBY) for person in board.people]
    for mine in places:
        for _ in range(3):
            start, length = int(rng.integers(1, 14)), int(rng.integers(2, 6))
            run = [slot for slot in range(start, start + length) if slot in mine]
            if all(sum(other.get(s) == 0 for other in places) < board.desks[0, s] for s in run if mine[s] == STANDBY):
                mine.update(dict.fromkeys(run, 0))
    return places


def moves(seats):
    """Times that an officer goes from one counter to another, over the day."""
    days = [[mine[slot] for slot in sorted(mine)] for mine in seats]
    return sum(left != right for day in days for left, right in pairwise(day))


def stints(places):
    """(person, slots) of runs at counters."""
    found = []
    for who, mine in enumerate(places):
        for slot in sorted(mine):
            if mine[slot] == STANDBY:
                continue
            if found and found[-1][0] == who and found[-1][1][-1] == slot - 1:
                found[-1][1].append(slot)
            else:
                found.append((who, [slot]))
    return found


def fewest_moves(board, places):
    """By trying every counter for every stint."""
    names = [counter.id for counter in board.week.office.counters]
    runs = stints(places)
    best = None
    for chosen in product(names, repeat=len(runs)):
        seats = [{} for _ in places]
        for (who, slots), counter in zip(runs, chosen, strict=True):
            seats[who].update(dict.fromkeys(slots, counter))
        taken = [(slot, counter) for mine in seats for slot, counter in mine.items()]
        if len(taken) == len(set(taken)):
            best = moves(seats) if best is None else min(best, moves(seats))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_nobody_moves_without_need(seed):
    """As few moves as the best of all seatings; nobody shares a counter; who is posted sits."""
    rng = np.random.default_rng(seed)
    board = board_of(officers=4, counters=2)
    places = random_places(board, rng)
    seats = seat(board, places, {}, seconds=5)
    assert [sorted(mine) for mine in seats] == [
        sorted(slot for slot, place in mine.items() if place != STANDBY) for mine in places
    ]
    taken = [(slot, counter) for mine in seats for slot, counter in mine.items()]
    assert len(taken) == len(set(taken))
    assert moves(seats) == fewest_moves(board, places)


@pytest.mark.parametrize("seconds", [0, 5])
def test_time_or_none_everybody_sits(seconds):
    """Without time for the program the first free counter is taken: no two at one, none is left standing."""
    rng = np.random.default_rng(3)
    board = board_of(officers=8, counters=3)
    places = random_places(board, rng)
    seats = seat(board, places, {}, seconds)
    taken = [(slot, counter) for mine in seats for slot, counter in mine.items()]
    assert len(taken) == len(set(taken)) == sum(place != STANDBY for mine in places for place in mine.values())


def test_the_counter_of_yesterday_is_taken_again():
    """Of two equal counters an officer gets the one he had the day before; without one, the first."""
    board = board_of(officers=1, counters=2)
    places = [dict.fromkeys(board.people[0].slots, 0)]
    assert set(seat(board, places, {}, 5)[0].values()) == {"l1"}
    assert set(seat(board, places, {"p1": "l2"}, 5)[0].values()) == {"l2"}


@pytest.mark.parametrize("seconds", [0, 5])
def test_a_counter_that_is_held_is_left_alone(seconds):
    """Around a fixed duty at l1 from 10.00 to 13.00 others use l1 before and after, and l2 always."""
    day = make_week(make_office([("one", "a")] * 2, ["a"] * 3)).days[1].date
    held = Duty(officer="p3", day=day, start=600, end=780, activity="counter", counter="l1", steps=frozenset("a"))
    board = board_of(officers=3, counters=2, fixed=(held,))
    inside = board.week.grid.slots_of(Span(start=600, end=780))
    places = [{slot: 0 for slot in board.people[0].slots}]
    places.append({slot: STANDBY if slot in inside else 0 for slot in board.people[1].slots})
    places.append(dict.fromkeys(board.people[2].slots, STANDBY))
    seats = seat(board, places, {}, seconds)
    taken = [(slot, counter) for mine in seats for slot, counter in mine.items()]
    assert len(taken) == len(set(taken))
    assert not any(seats[0].get(slot) == "l1" for slot in inside)


@pytest.mark.parametrize("seconds", [0, 5])
def test_at_the_only_counter_who_is_posted_beside_a_fixed_duty_has_no_seat_meanwhile(seconds):
    """Two are posted all day to the one counter that a fixed duty holds meanwhile: one sits before and after it."""
    day = make_week(make_office([("one", "a")], ["a"] * 3)).days[1].date
    held = Duty(officer="p3", day=day, start=600, end=780, activity="counter", counter="l1", steps=frozenset("a"))
    board = board_of(officers=3, counters=1, fixed=(held,))
    inside = board.week.grid.slots_of(Span(start=600, end=780))
    places = [dict.fromkeys(person.slots, 0) for person in board.people[:2]]
    places.append(dict.fromkeys(board.people[2].slots, STANDBY))
    taken = [slot for mine in seat(board, places, {}, seconds) for slot in mine]
    posted = {slot for mine in places[:2] for slot in mine}
    assert len(taken) == len(set(taken))
    assert set(taken) == posted - set(inside)
