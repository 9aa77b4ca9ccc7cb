"""After `loket explain`: can it be, what changes, what it costs; or the roster rule by rule."""

from typing import TYPE_CHECKING

from report.places import Names
from report.reasons import (
    able_line,
    conflict_lines,
    cost_lines,
    day_line,
    day_of,
    moved_lines,
    score_rows,
    statement_lines,
)
from report.shortfalls import joined, shortage_help, shortage_line
from report.terminal.table import paragraphs, table
from report.violations import beyond, breaches, grouped, violation_line
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.reasons import Explained, Scored
    from scheduler.reasons.answer import Answer

MOST, MOST_MOVES = 6, 14


def answer_lines(found: "Explained", words: Words) -> list[str]:
    """What he does that day, whether something else could be, what changes then, what it costs."""
    names, answer = Names(found.published.week.office, words), found.answer
    facts = {"officer": names.officers[answer.wish.officer], "day": day_of(answer.wish.day, names)}
    absence = found.published.week.absence_of(answer.wish.officer, answer.wish.day)
    idle = words(f"doing.{absence.kind if absence is not None else 'off'}")
    lines = paragraphs([words("answer.now", told=day_line(answer.duties, names) or idle, **facts)])
    lines += _verdict(found, answer, names)
    if answer.instead is not None:
        lines += ["", *_verdict(found, answer.instead, names)]
    if answer.least or (answer.instead is not None and answer.instead.least):
        limit = words.number(found.limit)
        lines += ["", *paragraphs([words("answer.not_proven", seconds=limit, more=round(8 * found.limit))])]
    return lines


def _verdict(found: "Explained", answer: "Answer", names: Names) -> list[str]:
    words, week = names.words, found.published.week
    asked = _asked(found, answer, names)
    if answer.roster is None:
        against = "; ".join(statement_lines(answer.against, names, week)) or words("answer.against_nothing")
        return paragraphs([words("answer.no", asked=asked, against=against)])
    if answer.is_kept_already:
        return paragraphs([words("answer.already", asked=asked)])
    lines = paragraphs([words("answer.yes", asked=asked)])
    own = answer.wish.kind in ("off", "leave")
    moved = [
        one for one in answer.moved if not (own and (one.officer, one.day) == (answer.wish.officer, answer.wish.day))
    ]
    told = list(moved_lines(moved, names)) or [words("answer.nobody_moves")]
    more = [words("answer.more_moves", count=len(told) - MOST_MOVES)] if len(told) > MOST_MOVES else []
    lines += [words("answer.changes"), *paragraphs((f"- {line}" for line in told[:MOST_MOVES]), "  ")]
    lines += paragraphs(more, "  ")
    costs = cost_lines(answer, found.waits, names)
    return [*lines, words("answer.costs"), *paragraphs((f"- {line}" for line in costs), "  ")]


def _asked(found: "Explained", answer: "Answer", names: Names) -> str:
    """``Petugas C libur pada Jumat 4 Des``."""
    wish, words, week = answer.wish, names.words, found.published.week
    shifts = {shift.id: shift.name for shift in week.shifts}
    subject = {"shift": shifts, "counter": names.counters, "task": names.tasks}.get(wish.kind, {}).get(wish.subject, "")
    times = f" {names.times(wish.span)}" if wish.span is not None else ""
    return words(
        f"wish.{wish.kind}", officer=names.officers[wish.officer], day=day_of(wish.day, names) + times, subject=subject
    )


def score_lines(found: "Scored", words: Words) -> list[str]:
    """What is short and who could help, what is beyond a limit and why, and the score by rule."""
    names, shortages = Names(found.published.week.office, words), joined(found.shortages)
    lines: list[str] = []
    for shortage in shortages[:MOST]:
        lines += paragraphs([shortage_line(shortage, names)]) + paragraphs([shortage_help(shortage, names)], "  ")
    if len(shortages) > MOST:
        lines.append(words("check.more_shortages", count=len(shortages) - MOST))
    reasons = {found.violations[n]: why for n, why in found.reasons.items()}
    for (soft, rule), listed in grouped(breaches(beyond(found.violations, found.shortages), names.office.slot_minutes)):
        kind = "check.hard_rule" if not soft else "check.soft_rule" if rule == "wishes" else "score.undone"
        lines += paragraphs([words(kind, rule=words(f"rule.{rule}"), count=len(listed))])
        for breach in listed[:MOST]:
            lines += paragraphs([violation_line(breach, names)], "  ")
            why = reasons.get(breach.violation)
            lines += paragraphs([able_line(why, names)], "    ") if why is not None else []
        more = [words("check.more", count=len(listed) - MOST)] if len(listed) > MOST else []
        lines += paragraphs(more, "  ")
    if not found.violations:
        lines += paragraphs([words("score.kept")])
    else:
        lines += ["", *table(score_rows(found.score, names))]
    return [*lines, "", *paragraphs([words("score.next")])]


__all__ = ["answer_lines", "conflict_lines", "score_lines"]
