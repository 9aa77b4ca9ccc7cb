"""Wishes about seats: stays, moves, time at counters, main counters over weeks; told, and followed when seating."""

import numpy as np
import pytest

from benchmarks.offices import make_cost, make_master, make_office, make_week, span
from office.hours import ByWeekday, Seasonal
from scheduler.allocation import allocate
from scheduler.allocation.asked import Asked, asked_of
from scheduler.roster import History, Roster, Turns
from scheduler.rules.counter_heads import CounterHeads
from scheduler.rules.desk_weeks import DeskWeeks
from scheduler.rules.setup import Setup
from scheduler.rules.sitting import Sitting
from scheduler.rules.stints import Stints
from scheduler.turns import history_after
from scheduler.week import OfficeWeek
from tests.scheduler.rules.tables import MON, TUE, at, does, given, roster_of, works


def found(rule, week, *parts) -> list[tuple[float, float | None]]:
    """Amounts and charges of a rule's breaches."""
    return [(v.amount, v.charge) for v in rule.violations(roster_of(*parts), week)]


@pytest.mark.parametrize(
    ("hours", "breaches"),
    [("08.00-09.00", []), ("08.00-08.30", [(30, 1)]), ("08.00-12.00", []), ("07.30-08.00", [])],
)
def test_a_stay_is_long_enough_or_fills_its_gap(hours, breaches):
    """Half an hour is too short, but not between the shift's start and other work."""
    rest = does("back_office", MON, "08.00-09.00") if hours == "07.30-08.00" else does("standby", MON, "12.00-12.30")
    assert found(Stints(), given(), works(MON), at("l1", MON, hours), rest) == breaches


@pytest.mark.parametrize(("moves", "breaches"), [(3, []), (2, [(3, 1)]), (1, [(3, 2)]), (None, [])])
def test_moves_are_counted_over_the_day(moves, breaches):
    """l1, l2, after lunch l1 and l2 again: three moves; coming back to the same counter is none."""
    seats = [at("l1", MON, "07.30-09.00"), at("l2", MON, "09.00-12.00"), at("l1", MON, "13.00-14.00"),
             at("l2", MON, "14.00-16.00")]  # fmt: skip
    assert found(Stints(moves=moves), given(), works(MON), *seats) == breaches
    assert not found(Stints(moves=0), given(), works(MON), at("l1", MON, "07.30-12.00"), at("l1", MON, "13.00-16.00"))


@pytest.mark.parametrize(("minutes", "breaches"), [(240, []), (239, [(240, None)]), (180, [(240, None)])])
def test_time_at_counters_ends_with_anything_else(minutes, breaches):
    """Four hours at two counters in a row are one time; after a break a new one begins."""
    seats = [at("l1", MON, "08.00-10.00"), at("l2", MON, "10.00-12.00"), at("l1", MON, "13.00-15.00")]
    assert found(Sitting(minutes=minutes), given(), works(MON), *seats) == breaches


@pytest.mark.parametrize(
    ("first", "second", "breaches"),
    [
        (at("l1", MON, "08.00-10.00"), at("l2", MON, "10.00-12.00"), [(7, 7)]),
        (at("l1", MON, "08.00-10.00"), at("l2", MON, "10.30-12.00"), []),
        (at("l1", MON, "08.00-10.00"), at("l1", MON, "10.00-12.00"), []),
        (does("standby", MON, "08.00-10.00"), at("l1", MON, "10.00-12.00"), [(7, 7)]),
        (does("back_office", MON, "08.00-10.00"), at("l1", MON, "10.00-12.00"), []),
        (at("l1", MON, "08.00-10.00"), does("standby", MON, "10.00-12.00"), []),
    ],
)
def test_a_change_of_steps_takes_time(first, second, breaches):
    """From other steps or from standby, in the next minute; not after a pause, not at the same counter, not away."""
    assert found(Setup(minutes=7), given(), works(MON), first, second) == breaches


@pytest.mark.parametrize(("desk", "weeks", "breaches"), [("l1", 2, [(3, 1)]), ("l1", 1, []), ("l2", 5, [])])
def test_a_main_counter_goes_round(desk, weeks, breaches):
    """A third week in a row mainly at l1 is one too many; weeks at another counter do not count."""
    week = given(turns=(Turns(officer="p1", desk=desk, desk_weeks=weeks),))
    seats = (at("l1", MON, "08.00-12.00"), at("l2", TUE, "08.00-10.00"))
    assert found(DeskWeeks(), week, works(MON), works(TUE), *seats) == breaches


def test_who_can_sit_at_one_counter_only_is_left_out():
    """p1 can do nothing but what l1 is for."""
    week = given(("a", "ab"), turns=(Turns(officer="p1", desk="l1", desk_weeks=9),))
    assert not found(DeskWeeks(), week, works(MON), at("l1", MON, "08.00-12.00"))


@pytest.mark.parametrize(
    ("before", "seats", "after"),
    [(("l1", 1), ["l1"], ("l1", 2)), (("l2", 3), ["l1"], ("l1", 1)), (("l1", 3), [], (None, 0))],
)
def test_history_counts_weeks_at_the_main_counter(before, seats, after):
    """One more, or one again; a week at no counter ends the row."""
    history = History(known=True, turns=(Turns(officer="p1", desk=before[0], desk_weeks=before[1]),))
    roster = roster_of(works(MON), *(at(counter, MON, "08.00-10.00") for counter in seats))
    turns = history_after(given(), roster, history).of("p1")
    assert (turns.desk, turns.desk_weeks) == after


@pytest.mark.parametrize(
    ("limits", "breaches"),
    [({"least": 1}, [(0, 1)]), ({"least": 1, "most": 1}, [(0, 1)]), ({"most": 0}, [(1, 0)] * 2), ({"most": 1}, [])],
)
def test_officers_at_counters_are_counted_slot_by_slot(limits, breaches):
    """l1 is held for an hour of the hour and a half that is asked about."""
    hours = {"normal": {"mon": ["08.00-09.30"]}}
    rule = CounterHeads(steps={"a"}, hours=hours, **limits)
    told = [(v.amount, v.limit) for v in rule.violations(roster_of(works(MON), at("l1", MON, "08.00-09.00")), given())]
    assert told == breaches


MORNINGS = Seasonal(normal=ByWeekday({"mon-fri": (span("08.00-10.00"),)}))
FEW, FIVE = ("abc", "bc"), ("ab", "ab", "a", "b", "ab")


def seated(officers: tuple[str, ...], rule=None, history: History | None = None) -> tuple[OfficeWeek, Roster]:
    """A week whose posts change from slot to slot, seated with what a rule asks for, if any."""
    rng = np.random.default_rng(4)
    office = make_office([("one", "a"), ("two", "b"), ("three", "c" if officers == FEW else "ab")], officers)
    week = make_week(office, history=history)
    cost = make_cost(week, 0.5 * len(officers), rng)
    master = make_master(week, cost, rng, blocks=False)
    asked = None if rule is None else asked_of([rule], week)
    duties = allocate(week, cost, master, 10.0, asked=asked).duties
    return week, Roster(office="test", week=week.week, slot_minutes=30, assignments=master.assignments, duties=duties)


def charged(rule, officers: tuple[str, ...], is_asked: bool, history: History | None = None) -> float:
    week, roster = seated(officers, rule if is_asked else None, history)
    return sum(v.price for v in rule.violations(roster, week))


@pytest.mark.parametrize(
    ("rule", "officers"),
    [(Stints(minutes=120, moves=0), FEW), (Sitting(minutes=120), FIVE), (Setup(minutes=30), FEW)],
    ids=["stints", "sitting", "setup"],
)
def test_the_allocation_follows_wishes(rule, officers):
    """Asked for, they cost less than unasked."""
    assert charged(rule, officers, True) < charged(rule, officers, False)


def test_the_allocation_sends_people_to_other_counters():
    """Whoever sat mainly at a counter for two weeks sits at another one more often when that is asked for."""
    week, roster = seated(FIVE)
    history, rule = history_after(week, roster, history_after(week, roster, History())), DeskWeeks(weeks=2)
    assert charged(rule, FIVE, True, history) < charged(rule, FIVE, False, history)


def test_officers_at_counters_are_kept_and_limited_when_seated():
    """At most one for b and c in the morning, where the posts have more; the least is part of the kept covers."""
    week, _ = seated(FEW)
    rule = CounterHeads(steps={"b", "c"}, hours=MORNINGS, most=1)
    assert charged(rule, FEW, False) > 0
    assert charged(rule, FEW, True) == 0
    (part,) = asked_of([CounterHeads(steps={"a"}, least=2)], week).least
    assert part.need.max() == 2
    assert (part.need > 0).sum() == week.service.sum()


def test_several_rules_ask_the_strictest():
    """Of two rules the longer stint, the fewer moves and the shorter time."""
    wishes = asked_of([Stints(minutes=30, moves=3), Stints(minutes=90, moves=1), Sitting(minutes=60)], given()).wishes
    assert (wishes.stint_minutes, wishes.moves, wishes.sitting_minutes) == (90, 1, 60)
    assert asked_of([], given()) == Asked()
