"""Violations in words: whatever the checker finds can be said."""

from datetime import date
from string import Formatter
from typing import get_args

import pytest

from report.places import Names
from report.violations import MOST, grouped, violation_line, violation_lines
from report.words.catalogue import catalogue
from scheduler.roster import Violation

FACTS = {"officer", "day", "start", "subject", "amount", "limit", "unit"}
RULES = sorted(key.removeprefix("rule.") for key in catalogue("id") if key.startswith("rule."))


def _violation(rule: str, hard: bool = True) -> Violation:
    return Violation(rule=rule, hard=hard, officer="p1", day=date(2026, 11, 30), start=480, subject="wawancara",
                     amount=90, limit=60.5, unit="minutes")  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_sentence_names_only_facts_that_a_violation_has(rule, words):
    """Officer, day, start, subject, amount, limit, unit."""
    named = {name for _, name, _, _ in Formatter().parse(catalogue(words.language)[f"violation.{rule}"]) if name}
    assert named <= FACTS


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_advice(rule, words):
    """What to try stands beside each rule."""
    assert words.has(f"advice.{rule}")


@pytest.mark.parametrize("rule", RULES)
def test_a_violation_is_said_with_names(plan, words, rule):
    """Display names, never ids."""
    line = violation_line(_violation(rule), Names(plan.office, words))
    assert "p1" not in line.split()


@pytest.mark.parametrize("unit", get_args(Violation.model_fields["unit"].annotation))
def test_every_unit_has_a_word(unit, words):
    """Whatever a violation is measured in."""
    assert words.has(f"unit.{unit}")


def test_hard_rules_come_first():
    """And each rule once, with all its violations."""
    found = [_violation("stand_in", hard=False), _violation("leave"), _violation("stand_in", hard=False)]
    assert [(key, len(part)) for key, part in grouped(found)] == [((False, "leave"), 1), ((True, "stand_in"), 2)]


def test_many_violations_are_counted(plan, words):
    """The first five, and how many more."""
    rule = "leave"
    (line,) = violation_lines([_violation(rule)] * (MOST + 3), Names(plan.office, words))
    assert words("check.more", count=3) in line
