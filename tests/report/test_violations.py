"""Violations in words: whatever the checker finds can be said."""

from datetime import date
from string import Formatter
from typing import get_args

import pytest

from report.places import Names
from report.violations import MOST, Breach, beyond, breaches, grouped, violation_line, violation_lines
from report.words.catalogue import catalogue
from scheduler.roster import Shortage, Violation

FACTS = {"officer", "day", "start", "subject", "amount", "limit", "unit", "price"}
RULES = sorted(key.removeprefix("rule.") for key in catalogue("id") if key.startswith("rule."))


def _violation(rule: str, hard: bool = True) -> Violation:
    return Violation(rule=rule, hard=hard, officer="p1", day=date(2026, 11, 30), start=480, subject="wawancara",
                     amount=90, limit=60.5, unit="minutes")  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_sentence_names_only_facts_that_a_violation_has(rule, words):
    """Officer, day, start, subject, amount, limit, unit, price."""
    named = {name for _, name, _, _ in Formatter().parse(catalogue(words.language)[f"violation.{rule}"]) if name}
    assert named <= FACTS


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_advice(rule, words):
    """What to try stands beside each rule."""
    assert words.has(f"advice.{rule}")


@pytest.mark.parametrize("rule", RULES)
def test_a_violation_is_said_with_names(plan, words, rule):
    """Display names, never ids."""
    line = violation_line(Breach(_violation(rule)), Names(plan.office, words))
    assert "p1" not in line.split()


@pytest.mark.parametrize("unit", get_args(Violation.model_fields["unit"].annotation))
def test_every_unit_has_a_word(unit, words):
    """Whatever a violation is measured in."""
    assert words.has(f"unit.{unit}")


def test_hard_rules_come_first():
    """And each rule once, with all its violations."""
    found = [_violation("stand_in", hard=False), _violation("leave"), _violation("stand_in", hard=False)]
    assert [(key, len(part)) for key, part in grouped(map(Breach, found))] == [
        ((False, "leave"), 1),
        ((True, "stand_in"), 2),
    ]


def test_many_violations_are_counted(plan, words):
    """The first five, and how many more."""
    rule = "leave"
    (line,) = violation_lines([_violation(rule)] * (MOST + 3), Names(plan.office, words))
    assert words("check.more", count=3) in line


@pytest.mark.parametrize("count", [1, 2, MOST + 1])
def test_breaches_in_one_line_end_once(plan, words, count):
    """Sentences in a row are parted by semicolons: no full stop before one, and one at the end."""
    (line,) = violation_lines([_violation("leave")] * count, Names(plan.office, words))
    assert ".;" not in line
    assert line.endswith(".")
    assert ".." not in line


DAY = date(2026, 11, 30)


def _cover(start: int, kept: float = 30, rule: str = "promised_cover", subject: str = "berkas") -> Violation:
    return Violation(rule=rule, hard=True, day=DAY, start=start, subject=subject, amount=kept, limit=90, unit="minutes")


@pytest.mark.parametrize(
    ("violations", "spans"),
    [
        ([_cover(480), _cover(510), _cover(570)], [(480, 540), (570, 600)]),
        ([_cover(480), _cover(480, subject="informasi"), _cover(510)], [(480, 540), (480, 510)]),
        ([_cover(480), _cover(510, rule="stand_in")], [(480, 510), (510, 540)]),
        ([_violation("service_hours")], [None]),
    ],
)
def test_half_hours_in_a_row_are_one_breach(violations, spans):
    """Of the same rule and promise; a gap, another promise or another rule begins a new one."""
    found = [breach.span and (breach.span.start, breach.span.end) for breach in breaches(violations, 30)]
    assert found == spans


def test_the_worst_of_a_stretch_is_told_in_officers(plan, words):
    """60 and 30 of 90 officer-minutes in half hours: 1 of 3 officers from 08.00 to 09.00, and no minutes."""
    (line,) = violation_lines([_cover(480, 60), _cover(510, 30)], Names(plan.office, words))
    assert "08.00–09.00" in line
    assert {"id": "1 dari 3 petugas", "en": "1 of 3"}[words.language] in line
    assert "30" not in line.replace("30 Nov", "").replace("Nov 30", "")


def test_hours_of_the_week_are_told_in_hours(plan, words):
    """1800 of 2250 minutes are 30 and 37.5 hours."""
    found = Violation(rule="weekly_norm", hard=True, officer="p1", amount=1800, limit=2250, unit="minutes")
    (line,) = violation_lines([found], Names(plan.office, words))
    assert {"id": "harus 37,5 jam, terisi 30 jam", "en": "37.5 hours due, 30 hours rostered"}[words.language] in line


def test_what_a_shortage_tells_is_not_told_again():
    """The promise of a shortage within its time is left out; after it, or another promise, it stays."""
    short = Shortage(promise="berkas", day=DAY, start=480, end=540, short=2)
    violations = [_cover(480), _cover(510), _cover(540), _cover(480, subject="informasi"), _cover(480, rule="stand_in")]
    assert beyond(violations, [short]) == violations[2:]


def test_every_promise_of_a_breach_is_named(plan, words):
    """Display names of all of them, and no count that would be true of one only."""
    first, second = plan.office.promises[:2]
    many = _violation("stand_in").model_copy(update={"subject": f"{first.id},{second.id}"})
    line = violation_line(Breach(many), Names(plan.office, words))
    assert f"{first.name}, {second.name}" in line
    assert line != violation_line(Breach(many.model_copy(update={"subject": first.id})), Names(plan.office, words))


@pytest.mark.parametrize(
    ("others", "limit", "sentence"),
    [
        (1, 90, {"id": "{} dan {} bersamaan", "en": "{} and {} at the same time"}),
        (2, 90, {"id": "{}, {} dan {} bersamaan", "en": "{}, {} and {} at the same time"}),
        (0, 0, {"id": "{}, padahal loket itu", "en": "{}, where no counter is open"}),
    ],
)
def test_who_sits_together_is_told_with_the_whole_time(plan, words, others, limit, sentence):
    """Names and from when to when, once; at a counter that is not open even one is too many."""
    first, *rest = plan.office.officers[: 1 + others]
    found = Violation(rule="counters", hard=True, officer=first.id, others=tuple(each.id for each in rest), day=DAY,
                      start=480, end=570, subject="l1", amount=90 * (1 + others), limit=limit,
                      unit="minutes")  # fmt: skip
    (line,) = violation_lines([found], Names(plan.office, words))
    assert f"08.00–09.30: {sentence[words.language].format(first.name, *(each.name for each in rest))}" in line


def test_turns_of_one_officer_are_told_once():
    """Among all and among those like him he may have most: the larger difference is told, that of others beside it."""
    apart = [
        Violation(rule="fair_turns", hard=False, level="turns", officer=officer, subject="lunch", amount=amount,
                  limit=1, unit="turns")
        for officer, amount in (("p2", 3), ("p2", 3), ("p2", 2), ("p1", 2))
    ]  # fmt: skip
    told = [(breach.violation.officer, breach.violation.amount) for breach in breaches(apart, 30)]
    assert told == [("p2", 3), ("p1", 2)]
