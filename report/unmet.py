"""Unmet wishes: who asked for what day in vain, what he does instead, and why where the hours owed decide it."""

from planning.results import WeekPlan
from report.away import away_kind
from report.places import Names
from scheduler.roster import Violation
from scheduler.rules.weekly_norm import WeeklyNorm

MOST = 8


def unmet_line(plan: WeekPlan, names: Names) -> str:
    """``Permintaan yang belum dapat dipenuhi: Petugas A, Selasa 1 Des: dinas 07.30–16.00 (…)``; empty where none is."""
    found = [v for v in plan.violations if v.rule == "wishes" and v.officer is not None and v.day is not None]
    if not found:
        return ""
    told = list(dict.fromkeys(_told(violation, plan, names) for violation in found))
    more = names.words("list.more", count=len(told) - MOST) if len(told) > MOST else ""
    return names.words("unmet", told="; ".join(told[:MOST]) + more)


def _told(wish: Violation, plan: WeekPlan, names: Names) -> str:
    words, officer, day = names.words, wish.officer or "", wish.day
    assert day is not None
    held = plan.roster.assignments_of(officer, day)
    if held:
        instead = words("unmet.works", times=", ".join(names.times(assignment.span) for assignment in held))
    elif not plan.week.day(day).is_open:
        instead = words("unmet.closed")
    else:
        instead = words(f"doing.{away_kind(plan, officer, day) or 'off'}")
    who, when = names.officers.get(officer, officer), f"{words.weekday(day)} {words.short_day(day)}"
    owed = _owed(wish, plan)
    cause = words("unmet.norm", hours=words.hours(owed)) if owed else ""
    return words("unmet.wish", officer=who, day=when, instead=instead) + cause


def _owed(wish: Violation, plan: WeekPlan) -> float:
    """Minutes that an officer owes in the week where a day off cannot leave them; 0 where that is not the cause.

    It is where the day has but one way to be worked, and the longest shifts of all other days do not make up the norm.
    """
    week, rule = plan.week, WeeklyNorm()
    officer = week.office.officer(wish.officer or "")
    days = {day.date: day for day in week.days}
    if wish.day is None or wish.amount <= wish.limit:
        return 0
    ways = {choice.span for choice in week.choices(officer, days[wish.day])}
    others = [day for day in week.days if day.date != wish.day and week.absence_of(officer.id, day.date) is None]
    most = sum(
        max((week.norm_minutes(officer, day), *(a.minutes for a in week.choices(officer, day)))) for day in others
    )
    low, high = rule.limits(week, officer)
    return (low + high) / 2 if len(ways) == 1 and most < low else 0
