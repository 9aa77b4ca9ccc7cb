"""Fair turns: how far apart officers may be, earlier weeks included."""

from pathlib import Path

import pytest

from office.days import CalendarEntry
from office.grid import SlotGrid
from office.people import Absence
from office.values import Span
from planning.config import load_config
from scheduler.roster import History, Turns
from scheduler.rules.burdens import Burden
from scheduler.rules.fair_turns import FairTurns, burdens_of
from scheduler.rules.filters import Which
from scheduler.week import OfficeWeek
from tests.scheduler.rules.tables import MON, SAT, SUN, THU, TUE, WED, at, does, given, keeps, roster_of, works

LATE = 750
DAYS = (MON, TUE, WED, THU)


@pytest.mark.parametrize(("late", "kept"), [(1, True), (2, False)])
def test_late_lunches_are_shared(late, kept):
    """With a spread of one a second late lunch must be another's."""
    mine = (works(day, lunch=LATE if n < late else 690) for n, day in enumerate(DAYS))
    assert keeps(FairTurns(burdens=frozenset({"lunch"})), given(), *mine) is kept


@pytest.mark.parametrize(("before", "kept"), [(0, True), (1, False)])
def test_earlier_weeks_count(before, kept):
    """One Saturday more than the colleague is fair, two are not."""
    week = given(turns=(Turns(officer="p1", burdens={"saturday": before}),))
    assert keeps(FairTurns(burdens=frozenset({"saturday"})), week, works(SAT)) is kept


@pytest.mark.parametrize(("spread", "kept"), [(3, False), (4, True)])
def test_days_at_the_priority_counter_are_shared(spread, kept):
    """Four days at the counter that the rule names, none for the colleague."""
    rule = FairTurns(burdens=frozenset({"priority"}), spread=spread, counters=frozenset({"l1"}))
    parts = [part for day in DAYS for part in (works(day), at("l1", day, "08.00-09.00"))]
    assert (not list(rule.violations(roster_of(*parts), given()))) is kept


def test_who_could_not_have_taken_it_is_not_compared():
    """An officer who cannot serve at the priority counter owes no turn there."""
    rule = FairTurns(burdens=frozenset({"priority"}), spread=0, counters=frozenset({"l1"}))
    parts = [works(MON), at("l1", MON, "08.00-09.00")]
    assert not list(rule.violations(roster_of(*parts), given(("a", "b"))))
    assert list(rule.violations(roster_of(*parts), given(("a", "ab"))))


LOADED = load_config(Path(__file__).parents[3] / "configs" / "lebong.yaml")


@pytest.mark.parametrize(("turns", "told"), [((3, 3, 4), []), ((2, 3, 4), [("petugas_c", 2)])])
def test_the_priority_counter_is_shared_by_those_who_can_hold_it(turns, told):
    """In the sample office A, B and C: that D to L, who can help out there at most, never had a turn says nothing."""
    history = History(
        known=True,
        turns=tuple(
            Turns(officer=officer, burdens={"priority": count})
            for officer, count in zip(LOADED.config.office.officer_ids, (*turns, *[0] * 9), strict=True)
        ),
    )
    days = LOADED.calendar.days(MON, SUN)
    grid = SlotGrid.spanning(MON, SUN, Span(start=450, end=990), 30, "Asia/Jakarta")
    week = OfficeWeek(LOADED.config.office, "2026-W49", days, grid, LOADED.config.roster.shifts, (), history)
    rule = FairTurns(burdens=frozenset({"priority"}))
    found = rule.violations(roster_of(), week)
    assert [(violation.officer, violation.amount) for violation in found] == told


EARLY = Burden(id="early", work=Which(starts=Span(start=0, end=450 + 1)))
OUT = Burden(id="mobile", work=Which(shifts=frozenset({"outside_duty"})))


@pytest.mark.parametrize(
    ("rules", "ids"),
    [
        ([], {"lunch", "saturday", "priority"}),
        ([FairTurns(burdens=frozenset({"lunch"}))], {"lunch", "saturday", "priority"}),
        ([FairTurns(others=(EARLY,)), FairTurns(burdens=frozenset(), others=(OUT,))],
         {"lunch", "saturday", "priority", "early", "mobile"}),
    ],
)  # fmt: skip
def test_history_is_kept_of_all_that_rules_share_out(rules, ids):
    """And of the usual burdens, whether a rule shares them or not."""
    assert {burden.id for burden in burdens_of(rules, LOADED.config.office)} == ids


def test_counters_are_those_of_the_rule_about_them():
    """Where a rule names none, those for whom the first class of visitors needs them."""
    office = LOADED.config.office
    named = {b.id: b for b in burdens_of([FairTurns(counters=frozenset({"l2"}))], office)}
    assert named["priority"].counters == {"l2"}
    assert {b.id: b for b in burdens_of([], office)}["priority"].counters == {"l5"}


@pytest.mark.parametrize(("credit", "kept"), [(0, False), (1000, True), (999, False)])
def test_credits_of_earlier_weeks_count(credit, kept):
    """Who was away while the others took one Saturday each is taken to have had one: to the thousandth."""
    turns = (Turns(officer="p1", burdens={"saturday": 1}), Turns(officer="p2", credits={"saturday": credit}))
    assert keeps(FairTurns(burdens=frozenset({"saturday"})), given(turns=turns), works(SAT)) is kept


@pytest.mark.parametrize(("away", "kept"), [((), False), ((MON,), False), ((MON, TUE), True)])
def test_who_is_away_owes_no_turn(away, kept):
    """Three early days of one officer: the other, away on two of them, is credited one for each and lags by one."""
    absences = tuple(Absence(officer="p2", start=day, end=day) for day in away)
    rule = FairTurns(burdens=frozenset(), others=(EARLY,))
    assert keeps(rule, given(absences=absences), *(works(day) for day in (MON, TUE, WED))) is kept


@pytest.mark.parametrize(("days", "kept"), [(1, True), (2, False)])
def test_outside_duty_is_a_burden_where_it_is_named(days, kept):
    """A day of mobile service that an absence names is a turn; shifts are none of it."""
    out = tuple(Absence(officer="p1", start=d, end=d, kind="outside_duty") for d in (MON, TUE, WED)[:days])
    others = tuple(Absence(officer="p3", start=d, end=d, kind="outside_duty") for d in (MON, TUE, WED)[:days])
    rule = FairTurns(burdens=frozenset(), others=(OUT,))
    week = given(("ab", "ab", "ab"), absences=(*out, *others))
    assert keeps(rule, week, works(THU)) is True  # nobody else could have gone: nothing to compare with
    entries = tuple(CalendarEntry(start=d, end=d, kind="mobile_service", officers_away=1) for d in (MON, TUE)[:days])
    sent = [does("outside_duty", d, "08.00-15.00") for d in (MON, TUE)[:days]]
    assert keeps(rule, given(entries=entries), *sent) is kept


def test_officers_who_are_alike_are_compared_among_themselves():
    """p3 can never be caught up with; of the two who are alike one has both turns, and that is told as well."""
    turns = (Turns(officer="p3", burdens={"saturday": 9}),)
    rule = FairTurns(burdens=frozenset({"saturday"}), others=(EARLY,))
    week = given(("ab", "ab", "a"), turns=turns)
    found = list(rule.violations(roster_of(*(works(day) for day in (MON, TUE))), week))
    assert [(v.officer, v.subject, v.amount) for v in found] == [
        ("p3", "saturday", 9), ("p1", "early", 2), ("p1", "early", 2),
    ]  # fmt: skip


def test_a_burden_counts_work_or_counters():
    """Not both: what is sat at is decided when shifts are."""
    with pytest.raises(ValueError, match="either work or counters"):
        Burden(id="both", late_break=True, counters=frozenset({"l1"}))
