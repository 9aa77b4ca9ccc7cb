"""Days to spare people: the idle one is found, promises are kept, and nothing is worse than it is said to be."""

from itertools import combinations, pairwise

import pytest

from office.problems import InputError
from office.services import Promise
from office.values import Span
from planning.levers.away import day_of, without
from planning.levers.spare import spare
from scheduler.shortages import find_shortages
from scheduler.staffplans import staff_plan
from staffing.simulation import simulate
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week

CROWD = [(day, 480, 870, 0, 3) for day in range(5)]
PROMISE = Promise(id="a", name="A", steps=frozenset("a"))
DAY = Span(start=OPENS - 30, end=990)


def case_of(duties, officers=("a", "a", "a"), promises=(), crowds=CROWD):
    week = tiny_week((("one", "a"), ("one", "a")), officers, promises)
    return tiny_case(week, tiny_roster(week, *duties), arrivals(week, *crowds))


def spared(case, people, skills=()):
    return spare(case.week, case.roster, case.futures, case.futures, people, frozenset(skills))


IDLE = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "l2"), ("p3", OPENS, CLOSES, "back_office"))


def test_the_idle_officer_goes():
    """Two are at counters, one in the back office without a task: he can go on any day, and nobody notices."""
    ways = spared(case_of(IDLE), 1)
    assert len(ways) == 15
    for way in ways:
        assert way.officers == ("p3",)
        assert (way.late.change, way.is_refused) == (0, False)


def test_the_quiet_day_is_the_best():
    """With Wednesday empty, the whole of it is among the first; a crowded day with a counter less is later."""
    case = case_of(IDLE, crowds=[crowd for crowd in CROWD if crowd[0] != 2])
    ways = [way for way in spared(case, 2) if way.part == "day"]
    assert ways[0].day == 2
    assert all(way.late.change > 0.5 for way in ways[1:])


def test_a_promise_is_not_broken():
    """One promise for a and two who can do it: one may go, both may not; the refusal names the promise."""
    duties = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "back_office"))
    case = case_of(duties, ("a", "a"), [PROMISE])
    assert not any(way.is_refused for way in spared(case, 1))
    both = spared(case, 2)
    assert all(way.is_refused for way in both)
    assert {shortage.promise for way in both for shortage in way.broken} == {"a"}


def test_the_stand_in_takes_the_post():
    """The holder of the promised counter goes at noon: the officer from the back office sits there until the end."""
    duties = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "back_office"))
    case = case_of(duties, ("a", "a"), [PROMISE])
    week, roster = day_of(case.week, case.roster, 0)
    after = without(week, roster, ["p1"], Span(start=720, end=990))
    at_counter = sorted((d.officer, d.start, d.end) for d in after.at_counters(week.days[0].date))
    assert at_counter == [("p1", OPENS, 720), ("p2", 720, CLOSES)]
    assert find_shortages(week, after) == ()
    for officer in ("p1", "p2"):
        told = sorted((d.start, d.end) for d in after.duties if d.officer == officer)
        assert all(end == start for (_, end), (start, _) in pairwise(told))
        assert (told[0][0], told[-1][1]) == (OPENS, CLOSES)


def test_who_goes_is_the_best_of_all():
    """Four officers, two go: no other two leave fewer waiting too long, tried one by one with `simulate`."""
    duties = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "l2"), ("p3", OPENS, CLOSES, "back_office"),
              ("p4", OPENS, CLOSES, "l3"))  # fmt: skip
    week = tiny_week((("one", "a"), ("one", "a"), ("two", "b")), ("a", "a", "b", "ab"))
    case = tiny_case(week, tiny_roster(week, *duties), arrivals(week, (0, 480, 870, 0, 3), (0, 480, 870, 1, 1)))
    (way,) = (way for way in spared(case, 2) if (way.day, way.part) == (0, "day"))
    monday, roster = day_of(case.week, case.roster, 0)

    def late(gone):
        rest = without(monday, roster, gone, DAY)
        others = tuple(duty for duty in case.roster.duties if duty.day != monday.days[0].date)
        whole = case.roster.model_copy(update={"duties": (*others, *rest.duties), "stand_ins": ()})
        return simulate(case.futures.visitors, staff_plan(week, whole), week.office).late_call[:, 0].sum(axis=-1).mean()

    best = min(late(gone) for gone in combinations(("p1", "p2", "p3", "p4"), 2))
    assert late(way.officers) == pytest.approx(best, abs=0.3)


def test_skills_are_asked_for():
    """Only who has the skill goes, though another would be missed less."""
    case = case_of(IDLE, ("ab", "a", "a"))
    assert {way.officers for way in spared(case, 1, ["b"])} == {("p1",)}


@pytest.mark.parametrize(
    ("people", "skills", "code"),
    [(4, (), "spare.too_many"), (1, ("x",), "spare.unknown_skill"), (2, ("b",), "spare.too_many")],
)
def test_what_cannot_be_asked(people, skills, code):
    """More than the team, an unknown skill, more than have it."""
    with pytest.raises(InputError) as refused:
        spared(case_of(IDLE, ("ab", "a", "a")), people, skills)
    assert refused.value.problems[0].code == code
