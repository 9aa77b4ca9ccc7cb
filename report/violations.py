"""Violations in words: which rule, by whom, when, how much and how much is allowed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from office.values import Span
from report.places import Names
from report.words.catalogue import Words
from scheduler.roster import SEVERAL, Shortage, Violation

MOST = 5
"""How many of one rule are told; the rest are counted."""
BY_SLOT = ("promised_cover", "stand_in")
"""Rules that are judged slot by slot: their breaches in a row are one."""
AMONG_SEVERAL = ("fair_turns",)
"""Rules that compare an officer with everybody and with those like him: of one officer the worst is told."""
IN_OFFICERS = ("promised_cover", "stand_in")
IN_HOURS = ("weekly_norm", "work_minutes", "overtime_pay")


@dataclass(frozen=True)
class Breach:
    """A violation and how long it lasts; `span` is None where it has no time of day, or only a start."""

    violation: Violation
    span: Span | None = None


Group = tuple[tuple[bool, str], list[Breach]]


def breaches(violations: Iterable[Violation], slot_minutes: int) -> list[Breach]:
    """Violations with those of consecutive slots as one, which tells the worst of them."""
    found: dict[tuple[object, ...], list[Breach]] = {}
    for v in violations:
        same = found.setdefault((v.rule, v.hard, v.officer, v.day, v.subject, v.unit, v.limit), [])
        if same and v.rule in AMONG_SEVERAL:
            same[:] = [Breach(_worse(same[-1].violation, v))]
        elif v.rule not in BY_SLOT or v.start is None:
            same.append(Breach(v, _span(v)))
        elif same and same[-1].span is not None and same[-1].span.end == v.start:
            worst = _worse(same[-1].violation, v)
            same[-1] = Breach(worst, Span(start=same[-1].span.start, end=v.start + slot_minutes))
        else:
            same.append(Breach(v, Span(start=v.start, end=v.start + slot_minutes)))
    return [breach for same in found.values() for breach in same]


def _worse(one: Violation, other: Violation) -> Violation:
    return max(one, other, key=lambda each: abs(each.amount - each.limit))


def _span(v: Violation) -> Span | None:
    return None if v.start is None or v.end is None else Span(start=v.start, end=v.end)


def beyond(violations: Iterable[Violation], shortages: Sequence[Shortage]) -> list[Violation]:
    """Violations that no shortage tells already: a promise that is short is listed once."""
    return [v for v in violations if not (v.rule == "promised_cover" and any(_tells(s, v) for s in shortages))]


def _tells(shortage: Shortage, v: Violation) -> bool:
    same = (shortage.promise, shortage.day) == (v.subject, v.day)
    return same and v.start is not None and shortage.start <= v.start < shortage.end


def grouped(found: Iterable[Breach]) -> list[Group]:
    """Breaches by (soft, rule), hard rules first."""
    groups: dict[tuple[bool, str], list[Breach]] = {}
    for breach in found:
        groups.setdefault((not breach.violation.hard, breach.violation.rule), []).append(breach)
    return sorted(groups.items(), key=lambda group: group[0])


def violation_lines(violations: Iterable[Violation], names: Names) -> Iterator[str]:
    """The name of each rule that is not kept with how often, and the first of its breaches."""
    words = names.words
    for (soft, rule), found in grouped(breaches(violations, names.office.slot_minutes)):
        told = "; ".join(violation_line(breach, names).removesuffix(".") for breach in found[:MOST]) + "."
        more = f" {words('check.more', count=len(found) - MOST)}" if len(found) > MOST else ""
        kind = "check.soft_rule" if soft else "check.hard_rule"
        yield f"{words(kind, rule=words(f'rule.{rule}'), count=len(found))}: {told}{more}"


def violation_line(breach: Breach, names: Names) -> str:
    """One breach in a sentence."""
    words, violation = names.words, breach.violation
    when = f"{words.weekday(violation.day)} {words.short_day(violation.day)}" if violation.day else ""
    start = "" if violation.start is None else words.clock(violation.start)
    told = words(
        _key(violation, words),
        officer=_officers(violation, names), day=when,
        start=start if breach.span is None else names.times(breach.span), subject=_subject(violation, names),
        amount=_told(violation.amount, violation, names), limit=_told(violation.limit, violation, names),
        unit=words(f"unit.{violation.unit}"), price=words.rupiah(violation.price),
    )  # fmt: skip
    return re.sub(r" +(?=[ ;,.])", "", told)


def _officers(violation: Violation, names: Names) -> str:
    """``Petugas A``, ``Petugas A, Petugas B dan Petugas D``."""
    known = [names.officers.get(each, each) for each in (violation.officer or "", *violation.others)]
    if len(known) == 1:
        return known[0]
    return names.words("violation.officers", others=", ".join(known[:-1]), last=known[-1])


def _key(violation: Violation, words: Words) -> str:
    """Its sentence: that about several subjects, about too few, or where nothing is allowed, if there is one."""
    key = f"violation.{violation.rule}"
    if not violation.limit and not violation.subject and words.has(f"{key}.closed"):
        return f"{key}.closed"
    if not violation.limit and words.has(f"{key}.none"):
        return f"{key}.none"
    if SEVERAL in violation.subject and words.has(f"{key}.many"):
        return f"{key}.many"
    return f"{key}.few" if violation.amount < violation.limit and words.has(f"{key}.few") else key


def _told(amount: float, violation: Violation, names: Names) -> str:
    """A figure of a violation in the unit that its sentence speaks of."""
    if violation.unit == "minutes" and violation.rule in IN_OFFICERS:
        amount /= names.office.slot_minutes
    elif violation.unit == "minutes" and violation.rule in IN_HOURS:
        amount /= 60
    return names.words.number(amount, 0 if amount == int(amount) else 1)


def _subject(violation: Violation, names: Names) -> str:
    """What a violation is about, by its display names where it has any."""
    return ", ".join(_name(each, names) for each in violation.subject.split(SEVERAL))


def _name(id: str, names: Names) -> str:
    if names.words.has(f"burden.{id}"):
        return names.words(f"burden.{id}")
    lists = (names.promises, names.counters, names.steps, names.tasks, names.on_call)
    return next((found[id] for found in lists if id in found), id)
