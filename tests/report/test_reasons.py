"""Reasons in words: the score table adds up, and who could help is named."""

from dataclasses import replace

import pytest

from office.people import Absence
from report.places import Names
from report.reasons import able_line, conflict_lines, day_of, score_rows, statement_line
from scheduler.reasons.statement import Statement
from scheduler.roster import Violation
from scheduler.rules import DEFAULT_RULES
from scheduler.score import score
from scheduler.why import Why


def _missed(rule, level, price, unit, times=1):
    hard = level == "broken"
    one = Violation(rule=rule, hard=hard, level=level, amount=0, limit=price, unit=unit, charge=None if hard else price)
    return [one] * times


def test_each_level_that_is_not_kept_stands_above_its_rules_with_its_total(plan, words):
    """Levels of 0 are left out; half hours are called by their length."""
    found = score(
        [*_missed("stand_in", "no_stand_in", 30, "minutes", 11), *_missed("weekly_norm", "broken", 60, "minutes")],
        DEFAULT_RULES,
    )
    rows = score_rows(found, Names(plan.office, words))[1:]
    slots = words("score.slots", count=11, minutes=plan.office.slot_minutes)
    minutes = words("unit.minutes")
    assert rows == [
        (words("level.broken"), "", "", "1"),
        (f"– {words('rule.weekly_norm')}", "1", f"60 {minutes}", "1"),
        (words("level.no_stand_in"), "", "", "330"),
        (f"– {words('rule.stand_in')}", slots, f"330 {minutes}", "330"),
    ]


@pytest.mark.parametrize(
    ("why", "key", "told"),
    [
        (Why((("p1", "counter"), ("p2", "standby")), ("p3",)), "why.able", ("p2", "p1")),
        (Why((), ("p3",)), "why.all_hold", ("p3",)),
    ],
)
def test_who_could_come_soonest_is_named_first_and_holders_only_where_nobody_else_is(plan, words, why, key, told):
    """Standby before a counter."""
    names, doing = Names(plan.office, words), dict(why.able)
    shown = [
        names.officers[one] + (f" ({words(f'doing.{doing[one]}')})" if one in doing else "")
        for one in told
    ]  # fmt: skip
    assert able_line(why, names) == words(key, officers=", ".join(shown))


def test_nobody_with_the_skill_is_said(names):
    """Neither able nor holding."""
    assert able_line(Why(()), names) == names.words("shortage.nobody")


def test_days_of_leave_in_a_row_are_one_item(plan, names):
    """Three days of one officer, then the hours that he owes: two items, the days named."""
    week, officer = plan.week, plan.office.officers[0].id
    days = week.grid.dates[:3]
    away = replace(week, absences=(Absence(officer=officer, start=days[0], end=days[2], kind="leave"),))
    norm = Statement("weekly_norm", officer, minutes=(2250, 2250))
    (told,) = conflict_lines([*(Statement("leave", officer, day) for day in days), norm], names, away)
    assert ", ".join(day_of(day, names) for day in days) in told
    assert told.count(names.words("doing.leave")) == 1
    assert statement_line(norm, names, away) in told
    assert told.count("; ") == 1
