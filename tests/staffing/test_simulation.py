"""Rules of the simulated office, one by one, on days that can be followed by hand."""

import numpy as np
import pytest

from staffing.hall import HOME
from staffing.outcome import compare
from staffing.simulation import simulate, trace

ONE = {"s": [{"step": "a", "minutes": 10}]}
AWAY = {"s": [{"step": "a", "minutes": 5}, {"step": "a", "minutes": 3, "after": 180}]}
SERIES = {"s": [{"step": "a", "minutes": 5}, {"step": "b", "minutes": 5}]}


def one_desk(build, officers=1, routes=ONE, steps=("a",), **more):
    """An office whose officers all can do everything, with a counter each."""
    able = set(steps)
    return build.office(routes, [able] * officers, [able], [0] * officers, **more)


def run(build, office, posts, tickets, slots=8, present=None, **more):
    """Begin minutes and officers of one day's tickets [(arrival, minutes, ...)] of the first service."""
    grid = build.grid(slots=slots)
    plan = build.plan(office, grid, np.array(posts)[None], **more)
    rows = [(t[0], 0, 1, t[1:]) for t in tickets]
    visitors = build.visitors(grid, office, [[rows]], present)
    return trace(visitors, plan, office), simulate(visitors, plan, office)


def test_first_come_is_first_served(build):
    """Three tickets at one counter follow each other; waits and lateness are counted from the ticket."""
    found, outcome = run(build, one_desk(build), [[0] * 8], [(480, 40), (485, 10), (490, 10)])
    assert found.begin[:, 0].tolist() == [480, 520, 530]
    assert outcome.wait.sum() == 35 + 40
    assert outcome.late_call.sum() == 2
    assert outcome.longest.tolist() == [[40]]
    assert outcome.last_out.tolist() == [[540]]
    assert outcome.busy.tolist() == [[60]]
    assert outcome.seats.tolist() == [[2]]


@pytest.mark.parametrize(("service", "late"), [(30.0, 0), (30.5, 1)])
def test_late_is_beyond_the_target_only(build, service, late):
    """Exactly 30 minutes of waiting is in time."""
    _, outcome = run(build, one_desk(build), [[0] * 8], [(480, service), (480, 5)])
    assert outcome.late_call.sum() == late


@pytest.mark.parametrize(("second", "late"), [(60.0, 0), (60.5, 1)])
def test_the_whole_visit_has_a_target_of_its_own(build, second, late):
    """Out after exactly 120 minutes is in time."""
    office = one_desk(build, routes=SERIES, steps=("a", "b"))
    _, outcome = run(build, office, [[0] * 8], [(480, 60, second)])
    assert outcome.late_visit.sum() == late
    assert outcome.late_call.sum() == 0


@pytest.mark.parametrize(
    ("after", "posts", "later"),
    [
        (0, [1] * 8, 0 + 10),
        (10, [1] * 8, 0 + 10),
        (0, [-1, *[1] * 7], 25 + 35),
        (10, [-1, *[1] * 7], 15 + 25),
        (0, [-1] * 8, 235 + 230),
        (400, [1] * 8, 0),
    ],
)
def test_waits_for_later_stops_do_not_count_delays(build, after, posts, later):
    """Two tickets at 8.00, 5 minutes at a and 15 at b one by one: out of a at 8.05 and 8.10, then b is asked for.

    By hand: b at once (8.05 and 8.20), after a delay, from 8.30 on, never (until 12.00), or another day.
    """
    route = {"s": [{"step": "a", "minutes": 5}, {"step": "b", "minutes": 5, "after": after}]}
    office = build.office(route, [{"a"}, {"b"}], [{"a"}, {"b"}], [0, 1])
    _, outcome = run(build, office, [[0] * 8, posts], [(480, 5, 15), (480, 5, 15)])
    assert outcome.later_wait.tolist() == [[[later]]]
    assert outcome.wait.sum() == 5


def test_whoever_leaves_finishes_the_visitor_in_hand(build):
    """The post ends at 8.30: the visitor in hand is served on, the next waits for the post to come back at 9.30."""
    found, _ = run(build, one_desk(build), [[0, -1, -1, 0, 0, 0, 0, 0]], [(500, 40), (505, 10)])
    assert found.begin[:, 0].tolist() == [500, 570]


def test_the_last_crew_stays_until_nobody_is_left(build):
    """Work beyond the shift's end is overtime; a ticket after closing is turned away and is late."""
    found, outcome = run(
        build, one_desk(build), [[0, 0, 0, 0]], [(590, 30), (595, 30), (600, 5)], slots=4,
        shift_end=np.array([[615]]),
    )  # fmt: skip
    assert found.begin[:2, 0].tolist() == [590, 620]
    assert np.isnan(found.begin[2, 0])
    assert outcome.overtime.tolist() == [[[35]]]
    assert outcome.late_call.sum() == outcome.late_visit.sum() == 1


def test_only_those_stay_whom_the_visitors_need(build):
    """Officer 1 waits for the visitor who still needs him, officer 2 goes home."""
    able = [{"a"}, {"b"}, {"a"}]
    office = build.office(SERIES, able, [{"a"}, {"b"}], [0, 0, 1])
    _, outcome = run(
        build, office, [[0] * 4, [1] * 4, [0] * 4], [(590, 30, 20)], slots=4, shift_end=np.full((1, 3), 600)
    )  # fmt: skip
    assert outcome.overtime.tolist() == [[[20, 40, 0]]]


def test_a_step_that_nobody_serves_strands_the_visitor(build):
    """Called in time at the first step, never out: late in the whole visit, and the day ends."""
    office = build.office(SERIES, [{"a"}, {"b"}], [{"a"}, {"b"}], [0, 1])
    found, outcome = run(build, office, [[0] * 4, [-1] * 4], [(480, 5, 5)], slots=4)
    assert outcome.late_call.sum() == 0
    assert outcome.late_visit.sum() == 1
    assert np.isnan(found.begin[0, 1])


def test_a_day_without_anybody_makes_everybody_late(build):
    """No post at all: nobody is called, every wait lasts to the end of the day's grid."""
    _, outcome = run(build, one_desk(build), [[-1] * 4], [(480, 5), (540, 5)], slots=4)
    assert outcome.late_call.sum() == 2
    assert outcome.wait.sum() == 120 + 60
    assert outcome.share_in_time == 0


def test_the_queue_survives_a_closed_lunch(build):
    """Tickets of the closed hour are served in order when counters open again."""
    found, _ = run(build, one_desk(build), [[0, -1, -1, 0]], [(515, 5), (520, 5), (575, 5)], slots=4)
    assert found.begin[:, 0].tolist() == [570, 575, 580]


def test_later_steps_go_by_ticket(build):
    """Who took the earlier ticket is called first at the second step, though the other reached it first."""
    office = build.office(SERIES, [{"a"}, {"a"}, {"b"}], [{"a"}, {"b"}], [0, 0, 1])
    tickets = [(480, 5, 30), (481, 25, 5), (482, 15, 5)]
    found, _ = run(build, office, [[0] * 8, [0] * 8, [1] * 8], tickets)
    assert found.begin[:, 0].tolist() == [480, 481, 485]
    assert found.begin[:, 1].tolist() == [485, 515, 520]


def test_an_arrival_takes_the_officer_with_the_fewest_steps(build):
    """The specialist goes first, so that the generalist stays free; then the longest idle of equals."""
    office = build.office(SERIES, [{"a", "b"}, {"a"}, {"a"}], [{"a", "b"}], [0, 0, 0])
    tickets = [(480, 5, 1), (481, 2, 1), (490, 3, 1)]
    found, _ = run(build, office, [[0] * 8] * 3, tickets)
    assert found.by[:, 0].tolist() == [1, 2, 2]


def test_the_same_officer_goes_on_and_others_do_not_take_him_over(build):
    """With same_officer the second stop waits for the first one's officer, even while another is idle."""
    routes = {"s": [{"step": "a", "minutes": 5}, {"step": "a", "minutes": 5, "after": 10, "same_officer": True}]}
    office = one_desk(build, officers=2, routes=routes)
    found, _ = run(build, office, [[0] * 8] * 2, [(480, 5, 5), (481, 5, 5), (486, 30, 5)])
    assert found.by[:, 0].tolist() == [0, 1, 0]
    assert found.by[0, 1] == 0
    assert found.begin[0, 1] == 516


def test_a_long_delay_does_not_count_against_the_whole_visit(build):
    """Away for three hours between two stops: not late; no place in the queue meanwhile."""
    found, outcome = run(build, one_desk(build, routes=AWAY), [[0] * 8], [(480, 5, 3), (500, 5, 3)])
    assert found.begin.tolist() == [[480, 665], [500, 685]]
    assert outcome.late_visit.sum() == 0


def test_who_could_come_back_only_after_closing_comes_another_day(build):
    """The second stop is left to another day and nobody waits for it."""
    found, outcome = run(build, one_desk(build, routes=AWAY), [[0] * 8], [(600, 5, 3)])
    assert found.by.tolist() == [[0, HOME]]
    assert outcome.late_visit.sum() == 0
    assert outcome.last_out.tolist() == [[605]]


def standby_day(build, tickets, on_call=(0, 8), counters=2, **rule):
    """Officer 0 at a counter all day, officer 1 on call in some slots."""
    office = build.office(ONE, [{"a"}] * 2, [{"a"}], [0] * counters, standby=rule)
    called = np.zeros((1, 2, 8), dtype=bool)
    called[0, 1, on_call[0] : on_call[1]] = True
    return run(build, office, [[0] * 8, [-1] * 8], tickets, on_call=called)


def test_standby_is_called_after_ten_minutes_and_there_after_five(build):
    """The second visitor has waited 10 minutes at 8.12: the officer on call serves him at 8.17."""
    found, outcome = standby_day(build, [(480, 60), (482, 10)])
    assert found.begin[:, 0].tolist() == [480, 497]
    assert found.by[:, 0].tolist() == [0, 1]
    assert outcome.called.tolist() == [[1]]


def test_standby_stays_an_hour_and_not_longer_than_needed(build):
    """Seated at 8.17 he takes a ticket of 9.16 at once; one of 9.18 waits for another call."""
    soon, outcome = standby_day(build, [(480, 120), (482, 10), (556, 5)])
    assert soon.begin[2, 0] == 556
    assert outcome.called.tolist() == [[1]]
    late, outcome = standby_day(build, [(480, 120), (482, 10), (558, 5)])
    assert late.begin[2, 0] == 573
    assert outcome.called.tolist() == [[2]]


def test_standby_needs_a_free_counter_and_a_time_on_call(build):
    """Without a second counter nobody comes; nor when the break begins before the call."""
    alone, outcome = standby_day(build, [(480, 60), (482, 10)], counters=1)
    assert alone.begin[1, 0] == 540
    assert outcome.called.tolist() == [[0]]
    on_break, _ = standby_day(build, [(500, 60), (502, 10)], on_call=(0, 1))
    assert on_break.begin[1, 0] == 560


def test_no_call_is_made_before_the_limit(build):
    """A wait of 9 minutes calls nobody."""
    found, outcome = standby_day(build, [(480, 11), (482, 10)])
    assert found.begin[1, 0] == 491
    assert outcome.called.tolist() == [[0]]


@pytest.mark.parametrize(("comes", "stand_in", "by"), [(True, 1, 0), (False, 1, 1), (False, -1, -1), (False, 2, 2)])
def test_a_stand_in_takes_an_absent_officers_post(build, comes, stand_in, by):
    """Officer 0's post goes to the named stand-in when he is absent; one who has a post himself leaves it."""
    office = build.office(SERIES, [{"a"}, {"a"}, {"a", "b"}], [{"a"}, {"b"}], [0, 1])
    names = np.full((1, 3, 8), -1, dtype=np.int16)
    names[0, 0] = stand_in
    present = np.array([[[comes, True, True]]])
    found, _ = run(
        build, office, [[0] * 8, [-1] * 8, [1] * 8], [(480, 5, 5)], stand_in=names, present=present
    )  # fmt: skip
    assert found.by[0].tolist() == [by, -1 if by in (-1, 2) else 2]  # b is done by 2 as long as he stays there


def test_a_stand_in_serves_his_skills_at_that_counter(build):
    """At the holder's counter for a and b, a stand-in who can do b only serves b."""
    office = build.office(SERIES | {"t": [{"step": "b", "minutes": 5}]}, [{"a", "b"}, {"b"}], [{"a", "b"}], [0])
    names = np.full((1, 2, 8), -1, dtype=np.int16)
    names[0, 0] = 1
    grid = build.grid(slots=8)
    plan = build.plan(office, grid, np.array([[[0] * 8, [-1] * 8]]), stand_in=names)
    rows = [(480, 0, 1, (5, 5)), (481, 1, 1, (5,))]
    visitors = build.visitors(grid, office, [[rows]], np.array([[[False, True]]]))
    assert trace(visitors, plan, office).by[:, 0].tolist() == [-1, 1]


def test_a_booked_visitor_waits_from_the_appointment(build):
    """Called before the appointment is no waiting; after it counts from the appointment."""
    office = one_desk(build)
    grid = build.grid(slots=8)
    plan = build.plan(office, grid, np.zeros((1, 1, 8), dtype=int))
    visitors = build.visitors(grid, office, [[[(480, 0, 1, (5,)), (482, 0, 1, (5,))]]])
    visitors.due[:] = [490, 483]
    assert simulate(visitors, plan, office).wait.sum() == 0 + 2


def test_priority_is_called_first_and_interrupts_nobody(build):
    """The later ticket of a lower class number is called next, after the visitor in hand."""
    office = one_desk(build)
    grid = build.grid(slots=8)
    plan = build.plan(office, grid, np.zeros((1, 1, 8), dtype=int))
    rows = [(480, 0, 1, (20,)), (481, 0, 1, (5,)), (490, 0, 0, (5,))]
    visitors = build.visitors(grid, office, [[rows]])
    assert trace(visitors, plan, office).begin[:, 0].tolist() == [480, 505, 500]


def busy_days(build, office, seed, paths=60, visitors=90):
    """Random days of two services with mean load of about four officers."""
    rng = np.random.default_rng(seed)
    grid = build.grid(slots=16)
    rows = [
        [
            (float(t), int(rng.random() < 0.4), 1, (float(rng.gamma(3, 6)),))
            for t in np.sort(rng.uniform(480, 900, rng.poisson(visitors)))
        ]
        for _ in range(paths)
    ]  # fmt: skip
    return grid, build.visitors(grid, office, [rows])


TWO = {"s": [{"step": "a", "minutes": 18}], "t": [{"step": "b", "minutes": 18}]}


def test_pooled_counters_are_no_worse_than_dedicated_ones(build):
    """Five officers for both services wait less than three and two for one each, on the same days."""
    pooled = build.office(TWO, [{"a", "b"}] * 5, [{"a", "b"}], [0] * 5)
    apart = build.office(TWO, [{"a"}] * 3 + [{"b"}] * 2, [{"a", "b"}], [0] * 5)
    grid, visitors = busy_days(build, pooled, seed=1)
    posts = np.zeros((1, 5, 16), dtype=int)
    together = simulate(visitors, build.plan(pooled, grid, posts), pooled)
    dedicated = simulate(visitors, build.plan(apart, grid, posts), apart)
    assert together.mean_wait < 0.8 * dedicated.mean_wait
    assert compare(together, dedicated).low > 0


def test_each_officer_more_helps_on_average(build):
    """Mean wait, late visitors and overtime fall with each officer more."""
    office = build.office(TWO, [{"a", "b"}] * 6, [{"a", "b"}], [0] * 6)
    grid, visitors = busy_days(build, office, seed=2)
    results = []
    for n in range(3, 7):
        posts = np.where(np.arange(6)[:, None] < n, 0, -1) * np.ones((1, 1, 16), dtype=int)
        outcome = simulate(visitors, build.plan(office, grid, posts), office)
        results.append((outcome.mean_wait, outcome.late_call.sum(), outcome.last_out.mean()))
    assert (np.diff(np.array(results), axis=0) < 0).all()


def test_figures_by_slot_path_and_day_add_up(build):
    """Means by slot of arrival sum to those by path; officers' busy minutes are the services begun."""
    office = build.office(TWO, [{"a", "b"}] * 4, [{"a", "b"}], [0] * 4)
    grid, visitors = busy_days(build, office, seed=3)
    plan = build.plan(office, grid, np.zeros((1, 4, 16), dtype=int))
    outcome = simulate(visitors, plan, office)
    assert outcome.visitors.sum() == visitors.count
    assert outcome.slot_visitors.sum() * 60 == pytest.approx(visitors.count)
    assert outcome.slot_late.sum() * 60 == pytest.approx(outcome.late_call.sum())
    assert outcome.slot_wait.sum() * 60 == pytest.approx(outcome.wait.sum())
    assert outcome.busy.sum() * 60 == pytest.approx(visitors.minutes.sum())


def test_a_plan_of_another_grid_or_staff_is_refused(build):
    """Visitors and plan must stand on one grid and speak of the same officers."""
    office = one_desk(build)
    visitors = build.visitors(build.grid(slots=8), office, [[[]]])
    with pytest.raises(ValueError, match="grid"):
        simulate(visitors, build.plan(office, build.grid(slots=6), np.zeros((1, 1, 6), dtype=int)), office)
    two = one_desk(build, officers=2)
    with pytest.raises(ValueError, match="presence"):
        simulate(visitors, build.plan(two, build.grid(slots=8), np.zeros((1, 2, 8), dtype=int)), two)
