"""Reasons in words: what stands against what, who moves where, what a wish costs, the score by rule."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from office.values import Span
from report.places import Names
from report.violations import BY_SLOT
from scheduler.result import LevelName
from scheduler.roster import Duty
from scheduler.score import RuleScore, Score
from scheduler.why import Why

if TYPE_CHECKING:
    from planning.reasons import Wait
    from scheduler.reasons.answer import Answer
    from scheduler.reasons.moved import Moved, Where
    from scheduler.reasons.statement import Statement
    from scheduler.week import OfficeWeek

IN_HOURS: tuple[LevelName, ...] = ("uncovered", "no_stand_in", "below_target", "back_office")
"""Levels told in hours; what visitors wait is told by simulation instead of its level."""
TOLD: tuple[LevelName, ...] = (*IN_HOURS, "turns", "wishes")
NEAREST = ("standby", "back_office", "assembly", "break", "counter", "outside_duty", "off", "off_duty", "leave")
"""Who could help soonest is named first."""
MOST_ABLE = 6


def statement_line(statement: "Statement", names: Names, week: "OfficeWeek") -> str:
    """``Petugas C wajib bekerja 37,5 jam minggu ini``: one member of a set that cannot hold together."""
    words, officer = names.words, names.officers.get(statement.officer, "")
    facts = {"officer": officer, "day": day_of(statement.day, names) if statement.day else "",
             "subject": _subject(statement.subject, names, week)}  # fmt: skip
    if statement.minutes is not None:
        low, high = statement.minutes
        hours = words.hours(low) if low == high else f"{words.hours(low)}–{words.hours(high)}"
        return words("statement.weekly_norm", hours=hours, **facts)
    if statement.code == "leave" and statement.day is not None:
        absence = week.absence_of(statement.officer, statement.day)
        return words("statement.leave", away=words(f"doing.{absence.kind if absence else 'leave'}"), **facts)
    if words.has(f"statement.{statement.code}"):
        return words(f"statement.{statement.code}", **facts)
    about = ", ".join(part for part in (officer, facts["day"]) if part)
    key = "statement.rule" if about else "statement.rule_alone"
    return words(key, rule=words(f"rule.{statement.code}"), about=about)


def conflict_lines(statements: "Sequence[Statement]", names: Names, week: "OfficeWeek") -> list[str]:
    """``Dua masukan ini tidak bisa bersama: …; …. Ubah salah satu.``, one line, or none."""
    if not statements:
        return []
    told = list(statement_lines(statements, names, week))
    return [names.words.counted("conflict", len(told), count=len(told), told="; ".join(told))]


def statement_lines(statements: "Sequence[Statement]", names: Names, week: "OfficeWeek") -> Iterator[str]:
    """Each statement in its words; one officer's days of the same absence in a row are one item."""

    def absence(one: "Statement") -> str:
        found = week.absence_of(one.officer, one.day) if one.code == "leave" and one.day is not None else None
        return found.kind if found is not None else ""

    for (officer, kind), group in groupby(statements, key=lambda one: (one.officer, absence(one))):
        mine = list(group)
        if not kind or len(mine) == 1:
            yield from (statement_line(one, names, week) for one in mine)
            continue
        days = ", ".join(day_of(day, names) for day in sorted(one.day for one in mine if one.day is not None))
        away = names.words(f"doing.{kind}")
        yield names.words("statement.leave", officer=names.officers.get(officer, ""), day=days, away=away)


def moved_lines(moved: "Iterable[Moved]", names: Names) -> Iterator[str]:
    """``Petugas D, Jumat: 08.00–10.00 L3 (tadinya siaga); …``, one line for each officer and day."""
    for (officer, day), mine in groupby(moved, key=lambda one: (one.officer, one.day)):
        told = "; ".join(
            names.words(
                "answer.move", times=names.times(Span(start=one.start, end=one.end)), before=where(one.before, names),
                after=where(one.after, names),
            )
            for one in mine
        )  # fmt: skip
        yield f"{names.officers[officer]}, {names.words.weekday(day)}: {told}."


def where(place: "Where", names: Names) -> str:
    """``L3``, ``Arsip``, ``siaga``, ``cuti``."""
    if place.counter is not None:
        return names.counters.get(place.counter, place.counter)
    if place.task is not None and place.doing == "back_office":
        return names.tasks.get(place.task, place.task)
    return names.words(f"doing.{place.doing}")


def day_line(duties: Sequence[Duty], names: Names) -> str:
    """``08.00–13.00 L3; 13.00–14.30 istirahat; …``."""
    told = []
    for duty in duties:
        place = names.counters.get(duty.counter or "") or names.tasks.get(duty.task or "")
        doing = place or names.words(f"doing.{duty.activity}")
        told.append(f"{names.times(Span(start=duty.start, end=duty.end))} {doing}")
    return "; ".join(told)


def cost_lines(answer: "Answer", waits: "tuple[Wait, Wait] | None", names: Names) -> list[str]:
    """What gets worse, then what gets better, then what visitors notice; one line of relief where nothing changes."""
    words = names.words
    worse: list[str] = []
    better: list[str] = []
    for name in TOLD:
        before, after = answer.before[name], answer.after[name]
        if round(before, 1) != round(after, 1):
            told = (words.hours(before), words.hours(after)) if name in IN_HOURS else (
                words.number(before), words.number(after))  # fmt: skip
            line = words(f"answer.cost.{name}", before=told[0], after=told[1])
            (worse if after > before else better).append(line + _maybe_less(answer, name, names))
    found = worse or [words("answer.cost.none")]
    return [*found, *better, *_wait_lines(waits, names)]


def _maybe_less(answer: "Answer", name: "LevelName", names: Names) -> str:
    """That a cost is not proven, and what it must be at least as far as that is proven."""
    if name not in answer.least:
        return ""
    words, before, least = names.words, answer.before[name], answer.least[name]
    told, none = (words.hours(each) if name in IN_HOURS else words.number(each) for each in (least, before))
    return " " + (words("answer.maybe_less") if told == none else words("answer.at_least", least=told))


def _wait_lines(waits: "tuple[Wait, Wait] | None", names: Names) -> list[str]:
    if waits is None:
        return []
    words, (before, after) = names.words, waits
    digits = 1
    late = words.number(before.late, digits), words.number(after.late, digits)
    minutes = words.number(before.minutes, digits), words.number(after.minutes, digits)
    if late == (late[0], late[0]) and minutes == (minutes[0], minutes[0]):
        return [words("answer.cost.no_wait")]
    return [
        words("answer.cost.wait", limit=names.office.target.call_minutes, late_before=late[0], late_after=late[1],
              before=minutes[0], after=minutes[1])
    ]  # fmt: skip


def able_line(why: Why, names: Names) -> str:
    """``Yang mampu: Petugas A (istirahat), …``, soonest first; those who hold these posts where nobody else is."""
    words = names.words
    if not why.able:
        held = ", ".join(names.officers.get(officer, officer) for officer in why.holding)
        return words("why.all_hold", officers=held) if held else words("shortage.nobody")
    ordered = sorted(why.able, key=lambda pair: NEAREST.index(pair[1]))
    told = [f"{names.officers.get(officer, officer)} ({words(f'doing.{doing}')})" for officer, doing in ordered]
    more = words("list.more", count=len(told) - MOST_ABLE) if len(told) > MOST_ABLE else ""
    return words("why.able", officers=", ".join(told[:MOST_ABLE]) + more)


def score_rows(score: Score, names: Names) -> list[tuple[str, ...]]:
    """The score as a table: heading, then each level that is not 0 with its total and below it its rules."""
    words = names.words
    rows = [tuple(words(f"score.{key}") for key in ("rule", "count", "amount", "price"))]
    for level, total in score.levels.items():
        lines = [line for line in score.missed if line.level == level]
        if lines:
            rows.append((words(f"level.{level}"), "", "", words.number(total)))
        rows += (_score_row(line, names) for line in lines)
    return rows


def _score_row(line: RuleScore, names: Names) -> tuple[str, ...]:
    """``– giliran yang merata``, how often (slot by slot where it is judged so), by how much, what it counts."""
    words, count = names.words, names.words.number(line.count)
    if line.rule in BY_SLOT:
        count = words("score.slots", count=count, minutes=names.office.slot_minutes)
    amount = f"{words.number(line.amount)} {' '.join(words(f'unit.{unit}') for unit in line.units)}"
    price = words.number(line.count if line.level == "broken" else line.price)
    return f"– {words(f'rule.{line.rule}')}", count, amount, price


def day_of(day: object, names: Names) -> str:
    """``Jumat 4 Des``."""
    return f"{names.words.weekday(day)} {names.words.short_day(day)}"  # type: ignore[arg-type]


def _subject(subject: str, names: Names, week: "OfficeWeek") -> str:
    shifts = {shift.id: shift.name for shift in week.shifts}
    lists = (names.counters, names.tasks, shifts, names.promises)
    return next((found[subject] for found in lists if subject in found), subject)
