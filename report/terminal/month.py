"""After `loket month`: the month in a sentence, the answer to each leave request, weak days, turns."""

from typing import TYPE_CHECKING

from report.leave import leave_lines, together_line
from report.monthpage import fairness_lines, month_sentence, weak_lines, week_name
from report.places import Names
from report.terminal.table import paragraphs
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.month import MonthPlan

MOST = 8


def month_lines(plan: "MonthPlan", words: Words) -> list[str]:
    """What a head reads first."""
    names = Names(plan.office, words)
    weeks = ", ".join(week_name(week, words) for week in plan.month.weeks)
    lines = [*paragraphs([month_sentence(plan, names), weeks])]
    if plan.leave.answers:
        lines += ["", *paragraphs([together_line(plan, names)])]
        told = [f"{who}: {answer} {cost}".rstrip() for who, answer, cost in leave_lines(plan, names)]
        lines += paragraphs(told, "  ")
    weak = list(weak_lines(plan, names))
    if weak:
        lines += ["", words("month.head.weak"), *paragraphs(weak[:MOST], "  ")]
        if len(weak) > MOST:
            lines += paragraphs([words("month.more_weak", count=len(weak) - MOST)], "  ")
    fair = list(fairness_lines(plan, names))
    return [*lines, *(["", words("month.head.fair"), *paragraphs(fair, "  ")] if fair else [])]
