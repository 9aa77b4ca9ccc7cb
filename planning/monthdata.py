"""A month as data: for --json and month.json."""

from collections.abc import Iterator

from planning.month import MonthPlan
from scheduler.month.leave import LeaveAnswer
from scheduler.month.result import MonthWeek
from scheduler.month.strains import Strain


def month_data(plan: MonthPlan) -> dict[str, object]:
    """Weeks, days of each officer, leave with its costs, weak days, turns and bounds."""
    return {
        "office": plan.office.id,
        "weeks": [_week(week) for week in plan.month.weeks],
        "days": list(_days(plan)),
        "leave": [_answer(answer, plan) for answer in plan.leave.answers],
        "leave_together": _strain(plan.leave.together),
        "leave_proven": plan.leave.is_proven,
        "weak_days": [{"date": f"{w.day}", "short_minutes": w.short, "bare_minutes": w.bare} for w in plan.weak_days()],
        "turns": plan.turns(),
        "levels": [
            {"name": level.name, "value": round(level.value, 2), "bound": round(level.bound, 2),
             "gap": round(level.gap, 5), "unit": level.unit}
            for level in plan.month.levels
        ],
    }  # fmt: skip


def _week(week: MonthWeek) -> dict[str, object]:
    return {
        "week": week.problem.week.week,
        "published": week.is_published,
        "status": "published" if week.result is None else week.result.status,
        "rules_broken": sorted({violation.rule for violation in week.violations if violation.hard}),
    }


def _days(plan: MonthPlan) -> Iterator[dict[str, object]]:
    """What each officer does on each open day: a shift or a reason to be away."""
    for week in plan.month.weeks:
        for day in week.problem.week.open_days:
            for officer in plan.office.officer_ids:
                away = plan.absence_of(officer, day.date)
                held = [a.shift for a in week.roster.assignments_of(officer, day.date)]
                if away or held:
                    what = {"away": away.kind} if away and not held else {"shift": held[0]}
                    yield {"date": f"{day.date}", "officer": officer, **what}


def _answer(answer: LeaveAnswer, plan: MonthPlan) -> dict[str, object]:
    asked, officers = answer.request.absence, [each.request.officer for each in plan.leave.answers]
    return {
        "officer": asked.officer, "start": f"{asked.start}", "end": f"{asked.end}", "rank": answer.request.rank,
        "answer": answer.answer, "alone": _strain(answer.alone), "with_granted": _strain(answer.with_granted),
        "against": [officers[n] for n in answer.against], "if_moved": [officers[n] for n in answer.if_moved],
        "instead": [f"{day}" for day in answer.instead],
    }  # fmt: skip


def _strain(strain: Strain) -> dict[str, object]:
    return {
        "uncovered_minutes": round(strain.uncovered, 1),
        "no_stand_in_minutes": round(strain.no_stand_in, 1),
        "waiting_minutes": round(strain.waiting, 1),
        "known": strain.is_known,
        "short": {f"{day}": minutes for day, minutes in strain.short},
    }
