"""Rules for the day in words: both kinds, how often, and only caps that matter."""

from dataclasses import replace

import pytest

from office.values import Span
from planning.results import Cap, Trigger
from report.places import Names
from report.rules import Rule, cap_line, is_near, rules_data, rules_of, trigger_line
from report.words.catalogue import LANGUAGES, Words
from staffing.certificate import Cell, Certificate
from tests.planning.tiny import tiny_week

WEEK = tiny_week()
OPEN = Trigger(0, 600, 18, "l2", "open", late=6.2, low=5.0, high=7.4, share=1 / 8)


def line(trigger, language="id"):
    held = (Span(start=780, end=930),) if trigger.kind == "release" else ()
    return trigger_line(Rule(trigger, held), WEEK.days[0], Names(WEEK.office, Words(language)))


def test_opening_and_closing():
    """The number, the time, the counter, what it brings and how often."""
    assert line(OPEN) == (
        "Bila lebih dari 18 nomor sebelum 10.00: buka L2. "
        "6 orang lebih sedikit menunggu lama pada hari seperti itu; kira-kira 1 dari 8 hari Senin."
    )
    told = line(replace(OPEN, kind="release", minutes=150, share=0.7))
    assert "kurang dari 18" in told
    assert "L2 boleh ditutup 13.00–15.30" in told
    assert "2,5 jam" in told
    assert "kebanyakan hari Senin" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("share", "key"), [(0.6, "most"), (0.59, "some"), (1 / 20, "some"), (1 / 21, "rare")])
def test_how_often(share, key, language):
    """Most days, one in so many, or rarely."""
    words = Words(language)
    n = {0.59: 2, 1 / 20: 20}.get(share, 0)
    assert words(f"day.often.{key}", weekday=words.weekday(WEEK.days[0].date), n=n) in line(
        replace(OPEN, share=share), language
    )


def test_a_rule_whose_effect_is_not_known_is_bare():
    """Plans of before have rules without figures."""
    assert line(Trigger(0, 600, 18, "l2")) == "Bila lebih dari 18 nomor sebelum 10.00: buka L2."


@pytest.mark.parametrize(
    ("change", "near"),
    [
        ({}, True),
        ({"number": 76}, False),
        ({"service": "a"}, False),
        ({"by": "work"}, False),
        ({"minute": None}, False),
    ],
)
def test_only_caps_within_reach_are_told(change, near):
    """All tickets, by closing, at most two and a half times the usual number, and not none at all."""
    cap = replace(Cap(0, None, "service", 75, 820, 30.0), **change)
    assert is_near(cap) is near
    if near:
        assert "75" in cap_line(cap, Names(WEEK.office, Words("id")))
        assert "13.40" in cap_line(cap, Names(WEEK.office, Words("id")))


def closing(plan, minute=600):
    """The week with one rule, on its first day, to close the counter that is held longest; and the counter's duties."""
    date = plan.week.days[0].date
    duties = [duty for duty in plan.roster.duties if duty.day == date and duty.counter is not None]
    counter = max(duties, key=lambda duty: duty.minutes).counter
    trigger = Trigger(0, minute, 8, counter, "release", share=0.5, minutes=180)
    result = replace(plan.result, shortages=())
    return replace(plan, triggers=(trigger,), result=result), [d for d in duties if d.counter == counter]


def test_a_closing_rule_says_from_when_to_when(plan):
    """Minutes that are told are those in which somebody holds the counter from the check on, each once."""
    small, duties = closing(plan)
    (rule,) = rules_of(small, 0)
    held = {minute for span in rule.held for minute in range(span.start, span.end)}
    assert held == {minute for duty in duties for minute in range(duty.start, duty.end) if minute >= 600}
    assert sum(span.minutes for span in rule.held) == len(held)
    assert rules_data(small)["rules"][0]["held"] == [[span.start, span.end] for span in rule.held]


def test_no_counter_is_closed_that_nobody_holds(plan):
    """After the end of the last duty at the counter there is nothing to close."""
    _, duties = closing(plan)
    late, _ = closing(plan, max(duty.end for duty in duties))
    assert list(rules_of(late, 0)) == []


@pytest.mark.parametrize(("day", "low", "told"), [(0, 0.25, 0), (0, 0.15, 1), (1, 0.25, 1)])
def test_nobody_is_sent_away_on_a_day_that_misses_the_target(plan, day, low, told):
    """A stretch of the same day that surely misses it; one that may hold, or of another day, does not matter."""
    small, _ = closing(plan)
    cell = Cell(None, day, 600, 660, 40.0, 0.3, low, 0.35, 0.2)
    assert len(list(rules_of(replace(small, certificate=Certificate((cell,), 500)), 0))) == told
    assert len(list(rules_of(replace(small, certificate=Certificate((), 500, (cell,))), 0))) == told


def test_nobody_is_sent_away_where_people_are_short(plan):
    """A shortage on the day silences the rule; rules to open stay."""
    small, _ = closing(plan)
    short = plan.result.shortages[0].model_copy(update={"day": plan.week.days[0].date})
    short_day = replace(small, result=replace(small.result, shortages=(short,)))
    assert list(rules_of(short_day, 0)) == []
    opening = replace(small.triggers[0], kind="open")
    assert [rule.trigger for rule in rules_of(replace(short_day, triggers=(opening,)), 0)] == [opening]
