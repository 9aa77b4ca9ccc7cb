"""What stands below the week's table."""

from datetime import date

from planning.results import WeekPlan
from report.coverage import coverage
from report.dayruns import spell_by_days
from report.oncall import on_call_lines
from report.places import Names
from report.shortfalls import day_notes, shortage_lines, weak_lines
from report.weektable import usual_span
from report.words.catalogue import Words


def week_notes(plan: WeekPlan, names: Names) -> list[str]:
    """What stands below the table: usual times, holidays and events, shortages, half hours without a stand-in."""
    words = names.words
    return [*_edition(plan, words), _usual_times(plan, words), *on_call_lines(plan, names),
            *day_notes(plan, names, plan.week.days), *shortage_lines(plan, names, most=6),
            *weak_lines(plan, coverage(plan), names)]  # fmt: skip


def _edition(plan: WeekPlan, words: Words) -> list[str]:
    """Which days are otherwise than in the edition before."""
    if not plan.edition.changed:
        return []
    days = ", ".join(f"{words.weekday(day)} {words.short_day(day)}" for day in plan.edition.changed)
    return [words("sheet.edition", number=plan.edition.number, days=days)]


def _usual_times(plan: WeekPlan, words: Words) -> str:
    """``Jam dinas: Senin–Kamis 07.30–16.00; …`` and when the lunch turns start."""
    days = [day.date for day in plan.week.open_days]
    spans = {day: usual_span(plan, day) for day in days}
    times = [(day, f"{words.clock(s.start)}–{words.clock(s.end)}") for day, s in spans.items() if s is not None]
    turns = [(day, ", ".join(map(words.clock, _turns(plan, day)))) for day in days if _turns(plan, day)]
    if not turns:
        return words("sheet.usual_times_only", times=spell_by_days(times, words))
    return words("sheet.usual_times", times=spell_by_days(times, words), turns=spell_by_days(turns, words))


def _turns(plan: WeekPlan, day: date) -> list[int]:
    return sorted({a.break_start for a in plan.roster.assignments if a.day == day and a.break_start is not None})
