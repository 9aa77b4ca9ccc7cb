"""After `loket check`: are the rules kept, which are not, what helps."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from report.places import Names
from report.reasons import score_rows
from report.shortfalls import joined, shortage_help, shortage_line
from report.terminal.table import paragraphs, table
from report.violations import MOST, Breach, beyond, breaches, grouped, violation_line
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.judgement import Checked

MOST_EDITS, MOST_SHORTAGES = 8, 10


def check_lines(checked: "Checked", words: Words) -> list[str]:
    """The verdict, the rules that are not kept with what to try, the shortages, the score by rule."""
    names = Names(checked.week.office, words)
    found = breaches(beyond(checked.violations, checked.shortages), checked.week.grid.slot_minutes)
    shortages, hard = joined(checked.shortages), sum(breach.violation.hard for breach in found)
    facts = {"week": checked.roster.week, "broken": hard, "wishes": len(found) - hard, "short": len(shortages)}
    lines = paragraphs([words("check.broken" if checked.broken else "check.kept", **facts)])
    lines += paragraphs([*_edits(checked, names), *_unjudged(checked, words)])
    lines += _rules(found, names)
    for shortage in shortages[:MOST_SHORTAGES]:
        lines += paragraphs([shortage_line(shortage, names)]) + paragraphs([shortage_help(shortage, names)], "  ")
    if len(shortages) > MOST_SHORTAGES:
        lines.append(words("check.more_shortages", count=len(shortages) - MOST_SHORTAGES))
    if checked.score.missed:
        lines += ["", *table(score_rows(checked.score, names)), ""]
    following = words("check.next_own" if checked.unjudged else "check.next")
    return [*lines, *paragraphs([following])] if checked.broken else lines


def _rules(breached: Sequence[Breach], names: Names) -> list[str]:
    words, lines = names.words, []
    for (soft, rule), found in grouped(breached):
        kind = "check.soft_rule" if soft else "check.hard_rule"
        lines += paragraphs([words(kind, rule=words(f"rule.{rule}"), count=len(found))])
        lines += paragraphs((violation_line(breach, names) for breach in found[:MOST]), "  ")
        more = [words("check.more", count=len(found) - MOST)] if len(found) > MOST else []
        lines += paragraphs([*more, words(f"advice.{rule}")], "  ")
    return lines


def _unjudged(checked: "Checked", words: Words) -> Iterator[str]:
    """What the file says nothing of."""
    if checked.unjudged:
        yield words("check.unjudged", rules="; ".join(words(f"rule.{rule}") for rule in checked.unjudged))


def _edits(checked: "Checked", names: Names) -> Iterator[str]:
    """Which cells of a week sheet were changed by hand."""
    words = names.words
    if checked.edited:
        told = [f"{names.officers.get(officer, officer)} {words.weekday(day)}" for officer, day in checked.edited]
        more = words("list.more", count=len(told) - MOST_EDITS) if len(told) > MOST_EDITS else ""
        yield words("check.edited", count=len(told), cells=", ".join(told[:MOST_EDITS]) + more)
