"""After `loket check`: are the rules kept, which are not, what helps."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report.places import Names
from report.shortfalls import shortage_help, shortage_line
from report.terminal.table import paragraphs
from report.violations import MOST, grouped, violation_line
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.check import Checked

MOST_EDITS, MOST_SHORTAGES = 8, 10


def check_lines(checked: "Checked", words: Words) -> list[str]:
    """The verdict, the rules that are not kept with what to try, the shortages."""
    names = Names(checked.week.office, words)
    hard = sum(violation.hard for violation in checked.violations)
    facts = {"week": checked.roster.week, "broken": hard, "wishes": len(checked.violations) - hard,
             "short": len(checked.shortages)}  # fmt: skip
    lines = paragraphs([words("check.broken" if checked.broken else "check.kept", **facts)])
    lines += paragraphs(_edits(checked, names))
    lines += _rules(checked, names)
    for shortage in checked.shortages[:MOST_SHORTAGES]:
        lines += paragraphs([shortage_line(shortage, names)]) + paragraphs([shortage_help(shortage, names)], "  ")
    if len(checked.shortages) > MOST_SHORTAGES:
        lines.append(words("check.more_shortages", count=len(checked.shortages) - MOST_SHORTAGES))
    return [*lines, *paragraphs([words("check.next")])] if checked.broken else lines


def _rules(checked: "Checked", names: Names) -> list[str]:
    words, lines = names.words, []
    for (soft, rule), found in grouped(checked.violations):
        kind = "check.soft_rule" if soft else "check.hard_rule"
        lines += paragraphs([words(kind, rule=words(f"rule.{rule}"), count=len(found))])
        lines += paragraphs((violation_line(violation, names) for violation in found[:MOST]), "  ")
        more = [words("check.more", count=len(found) - MOST)] if len(found) > MOST else []
        lines += paragraphs([*more, words(f"advice.{rule}")], "  ")
    return lines


def _edits(checked: "Checked", names: Names) -> Iterator[str]:
    """Which cells of a week sheet were changed by hand."""
    words = names.words
    if checked.edited:
        told = [f"{names.officers.get(officer, officer)} {words.weekday(day)}" for officer, day in checked.edited]
        more = words("list.more", count=len(told) - MOST_EDITS) if len(told) > MOST_EDITS else ""
        yield words("check.edited", count=len(told), cells=", ".join(told[:MOST_EDITS]) + more)
