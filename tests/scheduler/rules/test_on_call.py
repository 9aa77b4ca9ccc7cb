"""On call at home: checker, model and the sentences told again agree; posts are held as well as can be."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pytest
from ortools.sat.python import cp_model

from benchmarks.offices import make_office, make_week, seasonal, span
from office.oncall import OnCall
from office.people import Absence
from scheduler.check import check
from scheduler.oncall import held_posts
from scheduler.outside import sent_out
from scheduler.roster import Assignment, History, Roster
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.rules.fair_turns import FairTurns
from scheduler.rules.filters import Which
from scheduler.rules.free_on_call import FreeOnCall
from scheduler.rules.on_call import OnCallPosts
from scheduler.rules.shift_count import ShiftCount
from scheduler.rules.wishes import Wishes
from scheduler.solver.on_call import OnCallModel, solve_on_call
from scheduler.turns import history_after
from scheduler.week import OfficeWeek
from tests.scheduler.rules.cases import MONDAY, SHIFTS, make_case

EVENING = seasonal(mon_sun=span("16.00-22.00"))
POSTS = (
    OnCall(id="evening", name="Evening", hours=EVENING, any_tag=frozenset({"driver"})),
    OnCall(id="weekend", name="Weekend", hours=seasonal(sat_sun=span("08.00-20.00")), days="closed"),
    OnCall(id="open", name="Open", hours=EVENING, days="open", officers=2, skills=frozenset({"a"})),
)
COUNTS = (
    ShiftCount(line="on_call", most=1, which=Which(shifts=frozenset({"evening"}))),
    ConsecutiveDays(line="on_call", most=1),
)
HARD = (OnCallPosts(), FreeOnCall(), FreeOnCall(rest=11, not_before=Which(any_tag=frozenset({"early"})),
        not_with=Which(shifts=frozenset({"late"})), not_after=Which(weekdays=frozenset({"tue"}))), *COUNTS)  # fmt: skip


def on_call(officer: str, day: int, post: str, hours: str) -> Assignment:
    return Assignment(officer=officer, day=MONDAY + timedelta(day), shift=post, span=span(hours))


def make_on_call(rng: np.random.Generator) -> tuple[OfficeWeek, Roster]:
    """A week and roster by lot with posts on call, held now rightly, now wrongly, and a past."""
    week, roster = make_case(rng)
    people = tuple(
        o.model_copy(update={"tags": frozenset({"driver"}) if rng.random() < 0.7 else frozenset()})
        for o in week.office.officers
    )
    posts = tuple(post for post in POSTS if rng.random() < 0.6)
    office = week.office.model_copy(update={"officers": people, "on_call": posts})
    past = tuple(on_call(o.id, -n, "evening", "16.00-22.00") for o in people for n in (1, 2, 3) if rng.random() < 0.3)
    shifts = tuple(s.model_copy(update={"tags": frozenset({s.id})}) for s in week.shifts)
    history = week.history.model_copy(update={"on_call": past})
    week = replace(week, office=office, history=history, shifts=shifts)
    careful, held = rng.random() < 0.6, []
    for post, day, hours in held_posts(week):
        fit = [o.id for o in people if post.suits(o) and not week.absence_of(o.id, day.date)] if careful else []
        ids = fit if len(fit) >= post.officers else list(office.officer_ids)
        some = post.officers if careful else int(rng.integers(0, 3))
        for id in rng.choice(ids, size=min(some, len(ids)), replace=False):
            held.append(Assignment(officer=str(id), day=day.date, shift=post.id, span=hours))
    return week, roster.model_copy(update={"on_call": tuple(held)})


# the sentences, told again


def posts_told(week: OfficeWeek, roster: Roster, rule: OnCallPosts) -> bool:
    held = [(a.officer, a.day, a.shift) for a in roster.on_call]
    due = {(post.id, day.date): post for post, day, _ in held_posts(week)}
    suits = all(
        (shift, day) in due
        and due[shift, day].skills <= week.office.officer(o).skills
        and (not due[shift, day].any_tag or due[shift, day].any_tag & week.office.officer(o).tags)
        for o, day, shift in held
    )
    filled = all(sum((p, d) == (s, day) for _, d, s in held for p in [id]) == post.officers
                 for (id, day), post in due.items())  # fmt: skip
    return suits and filled and len({(o, day) for o, day, _ in held}) == len(held)


def free_told(week: OfficeWeek, roster: Roster, rule: FreeOnCall) -> bool:
    out = sent_out(roster, week)
    for call in roster.on_call:
        if week.absence_of(call.officer, call.day) or (call.officer, call.day) in out:
            return False
        for work in (a for a in roster.assignments if a.officer == call.officer):
            ahead = (work.day - call.day).days
            begins, ends = 1440 * ahead + work.span.start, 1440 * ahead + work.span.end
            if ends > call.span.start and begins < call.span.end + 60 * rule.rest:
                return False
            if rule.rest and (
                (ahead == 1 and work.shift == "early")
                or (ahead == 0 and work.shift == "late")
                or (ahead == -1 and work.day.weekday() == 1)
            ):
                return False
        if rule.rest and any(o == call.officer and (call.day - d).days == 1 and d.weekday() == 1 for o, d in out):
            return False
        if rule.rest and (week.absence_of(call.officer, call.day - timedelta(1)) or None) is not None:
            before = week.absence_of(call.officer, call.day - timedelta(1))
            if before and before.kind == "outside_duty" and (call.day - timedelta(1)).weekday() == 1:
                return False
    return True


def count_told(week: OfficeWeek, roster: Roster, rule: ShiftCount) -> bool:
    evenings = [a.officer for a in roster.on_call if a.shift == "evening"]
    return len(set(evenings)) == len(evenings)


def in_row_told(week: OfficeWeek, roster: Roster, rule: ConsecutiveDays) -> bool:
    days = {(a.officer, a.day) for a in (*roster.on_call, *week.history.on_call)}
    return not any((a.officer, a.day - timedelta(1)) in days for a in roster.on_call)


TOLD = dict(zip(HARD, (posts_told, free_told, free_told, count_told, in_row_told), strict=True))


def accepts(week: OfficeWeek, roster: Roster, rule) -> bool:
    """Whether the model allows these days on call and no others."""
    model = OnCallModel(week, roster, is_elastic=False)
    rule.constrain(model)
    for cell, candidate in zip(model.cells, model.horizon.candidates, strict=False):
        model.cp.add(cell == (candidate in roster.on_call))
    return cp_model.CpSolver().solve(model.cp) == cp_model.OPTIMAL


def holds_one_a_day(roster: Roster) -> bool:
    return len({(a.officer, a.day) for a in roster.on_call}) == len(roster.on_call)


def agree(rule, rosters: int, seed: int) -> None:
    """Days on which somebody holds two posts are left to the rule that forbids them, which stands beside all others."""
    seen = set()
    for n in range(rosters):
        week, roster = make_on_call(np.random.default_rng((seed, n)))
        kept = not [v for v in rule.violations(roster, week) if v.hard]
        assert kept is TOLD[rule](week, roster, rule), n
        if rule.rule == "on_call" or holds_one_a_day(roster):
            assert accepts(week, roster, rule) is kept, n
        seen.add(kept)
    assert seen == {True, False}


@pytest.mark.parametrize("rule", HARD, ids=lambda rule: rule.rule)
def test_checker_and_model_and_sentence_agree(rule):
    """On rosters by lot, some of which keep the rule and some of which do not."""
    agree(rule, 60, 1)


@pytest.mark.slow
@pytest.mark.parametrize("rule", HARD, ids=lambda rule: rule.rule)
def test_they_agree_on_a_thousand_rosters(rule):
    """The same with other seeds."""
    agree(rule, 1000, 2)


def small(*, officers: int = 3, posts=(POSTS[0],), absences: tuple[Absence, ...] = (), history=None) -> OfficeWeek:
    """Officers who are alike and work the early shift on the days that a roster gives them."""
    office = make_office([("one", "a")], ["a"] * officers)
    people = tuple(o.model_copy(update={"tags": frozenset({"driver"})}) for o in office.officers)
    office = office.model_copy(update={"officers": people, "on_call": posts})
    return replace(make_week(office, SHIFTS), absences=absences, history=history or History())


def empty(week: OfficeWeek, *assignments: Assignment) -> Roster:
    return Roster(
        office="test", week=week.week, slot_minutes=60, assignments=assignments, duties=(), absences=week.absences
    )


@pytest.mark.parametrize(("hours", "rest", "free"), [
    ("16.00-22.00", 9.0, True), ("16.00-22.00", 9.1, False), ("16.00-23.00", 8.0, True), ("16.00-23.00", 8.1, False),
    ("14.00-22.00", 0.0, False), ("15.00-22.00", 0.0, True),
])  # fmt: skip
def test_hours_of_work_and_rest_count_to_the_minute(hours, rest, free):
    """Early work from 07.00 to 15.00 on Tuesday: on call on Monday evening, and on Tuesday itself."""
    week = small()
    work = Assignment(officer="p1", day=MONDAY + timedelta(1), shift="early", span=span("07.00-15.00"))
    day = 1 if rest == 0 else 0
    roster = empty(week, work).model_copy(update={"on_call": (on_call("p1", day, "evening", hours),)})
    assert (not list(FreeOnCall(rest=rest).violations(roster, week))) is free


@pytest.mark.parametrize(("needed", "held", "kept"), [(1, 1, True), (1, 2, False), (2, 1, False), (2, 2, True)])
def test_a_post_has_exactly_the_officers_it_needs(needed, held, kept):
    """One more and one less are both noticed, by the checker and by the model."""
    monday = OnCall(id="evening", name="Evening", hours=seasonal(mon=span("16.00-22.00")), officers=needed)
    week = small(posts=(monday,))
    some = tuple(on_call(f"p{n}", 0, "evening", "16.00-22.00") for n in range(1, held + 1))
    roster = empty(week).model_copy(update={"on_call": some})
    assert (not list(OnCallPosts().violations(roster, week))) is kept
    assert accepts(week, roster, OnCallPosts()) is kept


def test_posts_are_held_as_well_as_any_choice_holds_them():
    """All ways to hold four evenings among three officers, one away, with two wishes: none counts less."""
    short = POSTS[0].model_copy(update={"hours": seasonal(mon_thu=span("16.00-22.00"))})
    week = small(posts=(short,), absences=(Absence(officer="p1", start=MONDAY, end=MONDAY + timedelta(1)),))
    wishes = Wishes(line="on_call", level="wishes", wishes=[
        {"officer": "p2", "weekday": "mon", "wants": "off", "weight": 3},
        {"officer": "p3", "weekday": "mon", "wants": "off", "weight": 2},
        {"officer": "p1", "weekday": "wed", "wants": "work", "weight": 1},
    ])  # fmt: skip
    rules = (OnCallPosts(), FreeOnCall(), FairTurns(burdens={"on_call"}), wishes)

    def cost(roster: Roster) -> tuple[float, ...]:
        found = check(roster, week, rules)
        return tuple(sum(v.price if v.level != "broken" else 1 for v in found if v.level == level)
                     for level in ("broken", "turns", "wishes"))  # fmt: skip

    ways = (
        empty(week).model_copy(
            update={"on_call": tuple(on_call(o, d, "evening", "16.00-22.00") for d, o in enumerate(who))}
        )
        for who in product(("p1", "p2", "p3"), repeat=4)
    )
    assert cost(solve_on_call(week, rules, empty(week)).roster) == min(map(cost, ways))


def test_a_post_that_nobody_may_hold_is_told_and_stays_empty():
    """All away: one breach a day, and nobody is made to hold it."""
    away = tuple(Absence(officer=f"p{n}", start=MONDAY, end=MONDAY + timedelta(6)) for n in (1, 2, 3))
    week = small(absences=away)
    roster = solve_on_call(week, (), empty(week)).roster
    assert roster.on_call == ()
    assert [(v.rule, v.amount, v.limit) for v in check(roster, week, ())] == [("on_call", 0, 1)] * 7


def test_over_months_everybody_has_as_many_turns():
    """Twelve weeks of seven evenings among four, one away for three weeks: nobody is two turns from another."""
    history, rules = History(known=True), (FairTurns(),)
    for n in range(12):
        gone = (Absence(officer="p1", start=MONDAY, end=MONDAY + timedelta(6)),) if 3 <= n < 6 else ()
        week = small(officers=4, absences=gone, history=history)
        roster = solve_on_call(week, rules, empty(week)).roster
        assert not [v for v in check(roster, week, rules) if v.hard]
        after = history_after(week, roster, history)
        history = after.model_copy(update={"on_call": (), "past": ()})  # each week stands on the same dates
    turns = [1000 * t.burdens["evening"] + t.credits.get("evening", 0) for t in history.turns]
    assert max(turns) - min(turns) <= 1500
    assert sum(t.burdens["evening"] for t in history.turns) == 84


def test_days_that_are_kept_stay():
    """Whoever is kept holds his day; all others are decided around it."""
    week = small()
    kept = on_call("p3", 2, "evening", "16.00-22.00")
    roster = solve_on_call(week, (), empty(week), frozenset({kept})).roster
    assert [a for a in roster.on_call if a.day == kept.day] == [kept]
    assert len(roster.on_call) == 7


def test_rosters_from_before_hold_nobody_on_call():
    """A file without the field is read as it was."""
    week = small()
    old = empty(week).model_dump(mode="json")
    del old["on_call"]
    assert Roster.model_validate(old).on_call == ()
