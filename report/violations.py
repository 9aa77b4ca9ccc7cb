"""Violations in words: which rule, by whom, when, how much and how much is allowed."""

from collections.abc import Iterable, Iterator

from report.places import Names
from scheduler.roster import Violation

MOST = 5
"""How many of one rule are told; the rest are counted."""


Group = tuple[tuple[bool, str], list[Violation]]


def grouped(violations: Iterable[Violation]) -> list[Group]:
    """Violations by (soft, rule), hard rules first."""
    groups: dict[tuple[bool, str], list[Violation]] = {}
    for violation in violations:
        groups.setdefault((not violation.hard, violation.rule), []).append(violation)
    return sorted(groups.items())


def violation_lines(violations: Iterable[Violation], names: Names) -> Iterator[str]:
    """The name of each rule that is not kept with how often, and the first of its violations."""
    words = names.words
    for (soft, rule), found in grouped(violations):
        told = "; ".join(violation_line(violation, names) for violation in found[:MOST])
        more = f" {words('check.more', count=len(found) - MOST)}" if len(found) > MOST else ""
        kind = "check.soft_rule" if soft else "check.hard_rule"
        yield f"{words(kind, rule=words(f'rule.{rule}'), count=len(found))}: {told}{more}"


def violation_line(violation: Violation, names: Names) -> str:
    """One violation in a sentence."""
    words = names.words
    when = f"{words.weekday(violation.day)} {words.short_day(violation.day)}" if violation.day else ""
    return words(
        f"violation.{violation.rule}",
        officer=names.officers.get(violation.officer or "", violation.officer or ""), day=when,
        start="" if violation.start is None else words.clock(violation.start), subject=_subject(violation, names),
        amount=words.number(violation.amount, 0 if violation.amount == int(violation.amount) else 1),
        limit=words.number(violation.limit, 0 if violation.limit == int(violation.limit) else 1),
        unit=words(f"unit.{violation.unit}"),
    )  # fmt: skip


def _subject(violation: Violation, names: Names) -> str:
    """What a violation is about, by its display name where it has one."""
    if names.words.has(f"burden.{violation.subject}"):
        return names.words(f"burden.{violation.subject}")
    lists = (names.promises, names.counters, names.steps, names.tasks)
    return next((found[violation.subject] for found in lists if violation.subject in found), violation.subject)
