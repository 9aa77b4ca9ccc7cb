"""Rules that few offices know, one by one, on days that can be followed by hand."""

from dataclasses import replace

import numpy as np
import pytest

from staffing.hall import LEFT
from staffing.routes import Ways
from staffing.simulation import simulate, trace

ONE = {"s": [{"step": "a", "minutes": 10}]}
SERIES = {"s": [{"step": "a", "minutes": 5}, {"step": "b", "minutes": 5}]}


def day(build, office, tickets, posts=None, slots=8, **more):
    """One day of tickets (arrival, service, priority, minutes) with these posts, by default all at the first type."""
    grid = build.grid(slots=slots)
    given = np.zeros((1, len(office.officers), slots), dtype=int) if posts is None else np.array(posts)[None]
    return build.plan(office, grid, given, **more), build.visitors(grid, office, [[tickets]])


def with_speeds(office, *speeds):
    people = [o.model_copy(update={"speed": s}) for o, s in zip(office.officers, speeds, strict=True)]
    return office.model_copy(update={"officers": tuple(people)})


def test_a_fast_officer_takes_less_time(build):
    """At speed 2 a service of 20 minutes is done after 10: the next begins then, he is busy 10, the wait is 5."""
    office = with_speeds(build.office(ONE, [{"a"}], [{"a"}], [0]), 2.0)
    plan, visitors = day(build, office, [(480, 0, 1, (20,)), (485, 0, 1, (20,))])
    outcome = simulate(visitors, plan, office)
    assert trace(visitors, plan, office).begin[:, 0].tolist() == [480, 490]
    assert outcome.busy.tolist() == [[20]]
    assert outcome.last_out.tolist() == [[500]]
    assert outcome.wait.sum() == 5


def test_a_slow_officer_makes_the_later_step_wait(build):
    """5 minutes at speed 0.5 last 10; the wait for the second step counts from there."""
    office = with_speeds(build.office(SERIES, [{"a"}, {"b"}], [{"a"}, {"b"}], [0, 1]), 0.5, 1.0)
    plan, visitors = day(build, office, [(480, 0, 1, (5, 5))], [[0] * 8, [-1, *[1] * 7]])
    outcome = simulate(visitors, plan, office)
    assert trace(visitors, plan, office).begin.tolist() == [[480, 510]]
    assert outcome.later_wait.sum() == 20


@pytest.mark.parametrize(("minutes", "by", "wait"), [(30.0, LEFT, 30), (35.0, 0, 35), (36.0, 0, 35)])
def test_an_impatient_visitor_leaves_before_the_first_call(build, minutes, by, wait):
    """Called at 8.40 after 35 minutes: gone with a patience of 30, still there with one of 35, though late in both."""
    office = build.office(ONE, [{"a"}], [{"a"}], [0])
    plan, visitors = day(build, office, [(480, 0, 1, (40,)), (485, 0, 1, (10,)), (490, 0, 1, (10,))])
    visitors = replace(visitors, patience=np.array([np.inf, minutes, np.inf]))
    found, outcome = trace(visitors, plan, office), simulate(visitors, plan, office)
    assert found.by[:, 0].tolist() == [0, by, 0]
    assert found.begin[2, 0] == (520 if by == LEFT else 530)
    assert outcome.late_call.sum() == (1 if by == LEFT else 2)
    assert outcome.uncalled.sum() == (by == LEFT)
    assert outcome.wait.sum() == wait + found.begin[2, 0] - 490


def test_nobody_leaves_between_two_steps(build):
    """Patience ends with the first call."""
    office = build.office(SERIES, [{"a"}, {"b"}], [{"a"}, {"b"}], [0, 1])
    plan, visitors = day(build, office, [(480, 0, 1, (5, 5))], [[0] * 8, [-1, -1, -1, *[1] * 5]])
    found = trace(replace(visitors, patience=np.array([1.0])), plan, office)
    assert found.begin.tolist() == [[480, 570]]


@pytest.mark.parametrize(("guard", "begins"), [(None, [530, 520]), (34, [520, 530]), (35, [530, 520])])
def test_the_guard_calls_an_ordinary_visitor_before_later_priority(build, guard, begins):
    """At 8.40 the ordinary visitor of 8.05 has waited 35 minutes: longer than a guard of 34, not than one of 35."""
    office = build.office(ONE, [{"a"}], [{"a"}], [0], guard_minutes=guard)
    plan, visitors = day(build, office, [(480, 0, 0, (40,)), (485, 0, 1, (10,)), (490, 0, 0, (10,))])
    assert trace(visitors, plan, office).begin[:, 0].tolist() == [480, *begins]


def test_the_guard_keeps_the_order_of_tickets_among_the_highest(build):
    """Moved up, he still stands behind a priority ticket that is earlier than his."""
    office = build.office(ONE, [{"a"}], [{"a"}], [0], guard_minutes=1)
    plan, visitors = day(build, office, [(480, 0, 0, (40,)), (484, 0, 0, (10,)), (485, 0, 1, (10,))])
    assert trace(visitors, plan, office).begin[:, 0].tolist() == [480, 520, 530]


def test_who_is_sent_back_queues_again(build):
    """Papers wrong after the first try at step a: 5 minutes there, 4 once more, then b; two calls at a."""
    office = build.office(SERIES, [{"a"}, {"b"}], [{"a"}, {"b"}], [0, 1])
    grid = build.grid(slots=8)
    plan = build.plan(office, grid, np.array([[[0] * 8, [1] * 8]]))
    visitors = build.visitors(grid, office, [[[(480, 0, 1, (5, 4, 5)), (481, 0, 1, (5, 5))]]])
    ways = Ways(np.array([0, 0]), np.array([[0, 0, 1], [0, 1, -1]]))
    found = trace(replace(visitors, way=np.array([0, 1]), ways=ways), plan, office)
    assert found.begin[0].tolist() == [480, 485, 489]  # by ticket time he goes before the other
    assert found.begin[1, :2].tolist() == [489, 494]
    outcome = simulate(replace(visitors, way=np.array([0, 1]), ways=ways), plan, office)
    assert outcome.late_visit.sum() == 0
    assert outcome.busy.tolist() == [[14, 10]]


def test_a_break_ends_by_the_plan_though_a_visitor_is_still_in_hand(build):
    """Break from 9.00 to 9.30; the visitor in hand is out at 9.20; the next is called at 9.30, not at 9.50."""
    office = build.office(ONE, [{"a"}], [{"a"}], [0])
    plan, visitors = day(
        build, office, [(520, 0, 1, (40,)), (530, 0, 1, (5,))], [[0, 0, -1, 0, 0, 0, 0, 0]]
    )  # fmt: skip
    assert trace(visitors, plan, office).begin[:, 0].tolist() == [520, 570]


@pytest.mark.parametrize("minutes", [600.0, 5000.0])
def test_a_service_longer_than_the_day_ends_as_overtime(build, minutes):
    """Officers finish whom they have, however long it takes; the rest of the queue is served after that."""
    office = build.office(ONE, [{"a"}], [{"a"}], [0])
    plan, visitors = day(build, office, [(480, 0, 1, (minutes,)), (490, 0, 1, (5,))])
    outcome = simulate(visitors, plan, office)
    assert outcome.last_out.tolist() == [[480 + minutes + 5]]
    assert outcome.overtime.tolist() == [[[480 + minutes + 5 - 720]]]


def test_days_on_which_nothing_can_happen_end(build):
    """No visitor, or three: step b has no counter, one officer's skills fit no counter, or no counter is open."""
    office = build.office(SERIES, [{"a"}, {"b"}], [{"a"}], [0])
    for tickets in ([], [(480, 0, 1, (5, 5))] * 3):
        for posts, called in (([[0] * 8, [0] * 8], True), ([[-1] * 8, [0] * 8], False), ([[-1] * 8] * 2, False)):
            plan, visitors = day(build, office, tickets, posts)
            outcome = simulate(visitors, plan, office)
            assert outcome.late_visit.sum() == len(tickets)
            assert outcome.late_call.sum() == (0 if called else len(tickets))
            assert trace(visitors, plan, office).overtime.sum() == 0


def test_tickets_close_before_service_and_service_before_work(build):
    """Tickets until 8.50, counters until 9.00, shift until 9.30: a ticket of 9.00 is turned away, work until 9.45
    is 15 minutes of overtime, though the last visitor was called after closing.
    """
    office = build.office(ONE, [{"a"}], [{"a"}], [0])
    plan, visitors = day(
        build, office, [(520, 0, 1, (30,)), (529, 0, 1, (35,)), (540, 0, 1, (5,))],
        [[0, 0, -1, -1, -1, -1, -1, -1]], shift_end=np.array([[570]]),
    )  # fmt: skip
    found, outcome = trace(visitors, plan, office), simulate(visitors, plan, office)
    assert found.begin[:2, 0].tolist() == [520, 550]
    assert np.isnan(found.begin[2, 0])
    assert outcome.overtime.tolist() == [[[15]]]
    assert outcome.uncalled.sum() == 1


def test_nobody_waits_for_an_officer_who_is_idle(build):
    """Work conservation: whoever waits at any moment, no officer who may serve him is idle then."""
    rng = np.random.default_rng(4)
    office = build.office(
        {"s": [{"step": "a", "minutes": 9}], "t": [{"step": "b", "minutes": 9}]},
        [{"a"}, {"b"}, {"a", "b"}], [{"a", "b"}], [0] * 3,
    )  # fmt: skip
    tickets = [(float(m), int(rng.integers(2)), 1, (float(rng.exponential(9)),)) for m in rng.uniform(480, 720, 70)]
    plan, visitors = day(build, office, tickets)
    found = trace(visitors, plan, office)
    begin, end = found.begin[:, 0], found.begin[:, 0] + visitors.minutes[:, 0]
    for v in np.flatnonzero(begin > visitors.arrival):
        for moment in np.linspace(visitors.arrival[v], begin[v], 7)[1:-1]:
            busy = found.by[(begin <= moment) & (moment < end), 0]
            step = np.uint64(visitors.service[v])
            free = [o for o in range(3) if o not in busy and plan.able[o] >> step & np.uint64(1)]
            assert not free
