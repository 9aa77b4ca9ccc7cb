"""Rules for the day: kept only where another counter has been tried and helps."""

from dataclasses import replace

import numpy as np
import pytest

from office.people import Standby
from planning.triggers import triggers_for
from scheduler.staffplans import staff_plan
from staffing.simulation import simulate
from tests.planning.tiny import CLOSES, OPENS, arrivals, tiny_case, tiny_roster, tiny_week

PATHS = 240
TWO = (("p1", OPENS, CLOSES, "l1"), ("p2", OPENS, CLOSES, "standby"))


def rules(week, duties, crowded, usual):
    """Rules that open a counter in a week in which every other path is crowded, and the case."""
    come = arrivals(week, *usual, paths=PATHS)
    come[::2] += arrivals(week, *crowded, paths=PATHS)[::2]
    case = tiny_case(week, tiny_roster(week, *duties), come)
    found = triggers_for(case.week, case.roster, case.futures, case.outcome)
    return tuple(rule for rule in found if rule.kind == "open"), case


CHECKS = (540, 600, 660)
CROWD, USUAL = [(0, 480, 840, 0, 3)], [(0, 480, 900, 0, 1), (1, 480, 900, 0, 1)]


def test_a_rule_for_the_day_that_may_be_crowded():
    """Monday has one rule, for the number of tickets that tells crowded days from usual ones; Tuesday none."""
    (rule,), case = rules(tiny_week(), TWO, CROWD, USUAL)
    monday = case.futures.forecast.office_slots[:, 0, case.week.grid.minutes < rule.minute].sum(axis=1)
    assert (monday > rule.tickets).tolist() == [path % 2 == 0 for path in range(PATHS)]
    assert (rule.day, rule.counter, rule.share) == (0, "l2", 0.5)


def test_the_best_check_is_chosen_on_one_half():
    """The hour is the one that saves most on the first half of the paths, simulated by hand; the figure is the other's.

    The second half is crowded half an hour later.
    """
    week = tiny_week()
    come = arrivals(week, *USUAL, paths=PATHS)
    early, late = (arrivals(week, (0, start, 840, 0, 3), paths=PATHS) for start in (480, 510))
    come[: PATHS // 2 : 2] += early[: PATHS // 2 : 2]
    come[PATHS // 2 :: 2] += late[PATHS // 2 :: 2]
    case = tiny_case(week, tiny_roster(week, *TWO), come)
    tickets = {at: case.futures.forecast.office_slots[:, 0, week.grid.minutes < at].sum(axis=1) for at in CHECKS}
    saved = {at: _saved(case, at) for at in CHECKS}
    first = np.arange(PATHS) < PATHS // 2
    worth = {
        (at, n): (saved[at] - 0.5)[first & (tickets[at] > n)].sum()
        for at in CHECKS for n in np.unique(tickets[at]) if (first & (tickets[at] > n)).sum() >= 30
    }  # fmt: skip
    (rule,) = (rule for rule in triggers_for(week, case.roster, case.futures, case.outcome) if rule.kind == "open")
    assert worth[rule.minute, rule.tickets] == max(worth.values())
    assert rule.late == pytest.approx(saved[rule.minute][~first & (tickets[rule.minute] > rule.tickets)].mean())


def _saved(case, minute):
    """Late visitors whom a second officer from a minute on saves on each Monday."""
    after = tiny_roster(case.week, TWO[0], ("p2", OPENS, minute, "standby"), ("p2", minute, CLOSES, "l2"))
    then = simulate(case.futures.visitors, staff_plan(case.week, after), case.week.office)
    return (case.outcome.late_call - then.late_call)[:, 0].sum(axis=-1)


def test_what_a_rule_saves():
    """The rule's figure is what a second officer from then on saves on crowded days, simulated by hand."""
    found, case = rules(tiny_week(), TWO, CROWD, USUAL)
    week, rule = case.week, found[0]
    after = tiny_roster(week, TWO[0], ("p2", OPENS, rule.minute, "standby"), ("p2", rule.minute, CLOSES, "l2"))
    then = simulate(case.futures.visitors, staff_plan(week, after), week.office)
    saved = (case.outcome.late_call - then.late_call)[PATHS // 2 :, 0].sum(axis=-1)[::2]
    assert rule.late == pytest.approx(saved.mean())
    assert rule.low < rule.late < rule.high


@pytest.mark.parametrize(
    ("duties", "crowd"),
    [
        ((TWO[0], ("p2", OPENS, CLOSES, "back_office")), CROWD),
        ((TWO[0], ("p2", OPENS, 540, "standby")), CROWD),
        ((*TWO, ("p3", 840, CLOSES, "l2")), CROWD),
        (TWO, [(0, 480, 510, 0, 6)]),
    ],
)
def test_no_rule_that_does_not_help(duties, crowd):
    """Nobody on standby, none after 9.00, the counter is held later, or who waits too long is called before 9.00."""
    found, case = rules(tiny_week((("one", "a"), ("one", "a")), ("a", "a", "a")), duties, crowd, USUAL)
    assert found == ()
    assert case.outcome.late_call[::2, 0].sum() > 0.05 * case.outcome.visitors[::2, 0].sum()


def test_the_counter_that_helps_most():
    """Three of four in the crowd want step a: of two free counters the one for it, though the other has more steps.

    The other helps as well, and is named where the first is not free.
    """
    both = [*CROWD, (0, 480, 840, 1, 1)]
    for many, few in (("l3", "l2"), ("l2", "l3")):
        kinds = {few: ("few", "a"), many: ("many", "bc")}
        week = tiny_week((("own", "ab"), kinds["l2"], kinds["l3"]), ("ab", "abc", "a"))
        never = week.office.model_copy(update={"standby": Standby(officers=1, wait_minutes=600)})
        week = replace(week, office=never)
        found, _ = rules(week, TWO, both, USUAL)
        assert {rule.counter for rule in found} == {few}
        second, _ = rules(week, (*TWO, ("p3", 840, CLOSES, few)), both, USUAL)
        assert {rule.counter for rule in second} == {many}


def test_the_same_twice():
    """Nothing is random."""
    one, other = (rules(tiny_week(), TWO, CROWD, USUAL)[0] for _ in range(2))
    assert one == other
    assert one
