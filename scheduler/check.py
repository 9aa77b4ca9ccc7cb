"""The checker: what a decided roster breaks. Needs no solver."""

from collections.abc import Iterable

from scheduler.oncall import decided_line, decided_on_call
from scheduler.roster import Roster, Violation
from scheduler.rules import AnyRule, complete
from scheduler.rules.line import LineRule
from scheduler.week import OfficeWeek


def check(roster: Roster, week: OfficeWeek, rules: Iterable[AnyRule]) -> tuple[Violation, ...]:
    """Every breach of the rules, the basic ones always among them: hard ones first, then by day and officer."""
    work = decided_line("work", week, roster)
    decided = {"work": work, "on_call": decided_on_call(week, roster, work)}
    found = (
        violation
        for rule in complete(rules)
        for violation in (
            rule.breaches(*decided[rule.line]) if isinstance(rule, LineRule) else rule.violations(roster, week)
        )
    )
    return tuple(sorted(found, key=lambda v: (not v.hard, v.day or week.days[0].date, v.officer or "", v.start or 0)))
