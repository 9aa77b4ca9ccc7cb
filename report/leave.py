"""What a leave request is told, in a sentence."""

from collections.abc import Iterator
from datetime import date

from planning.month import MonthPlan
from report.places import Names
from scheduler.month.leave import LeaveAnswer
from scheduler.month.strains import Strain

FELT = 15.0
"""Minutes of waiting in all from which a cost is worth words."""
MOST_DAYS = 4


def leave_lines(plan: MonthPlan, names: Names) -> Iterator[tuple[str, str, str]]:
    """Who and when; the answer; what it costs: one for each request, in their order."""
    for answer in plan.leave.answers:
        yield _asked(answer, names), _answer(answer, plan, names), _cost(answer, names)


def together_line(plan: MonthPlan, names: Names) -> str:
    """How many fit together and what they cost; empty when nobody asked."""
    asked, granted = len(plan.leave.answers), len(plan.leave.granted)
    if not asked:
        return ""
    costs = _costs(plan.leave.together, names)
    return names.words("month.together", granted=granted, asked=asked, costs=costs)


def span_text(start: date, end: date, names: Names) -> str:
    """``30 Nov – 4 Des``, one day alone when it is one."""
    words = names.words
    return words.short_day(start) if start == end else f"{words.short_day(start)} – {words.short_day(end)}"


def _asked(answer: LeaveAnswer, names: Names) -> str:
    away = answer.request.absence
    return f"{names.officers.get(away.officer, away.officer)} ({span_text(away.start, away.end, names)})"


def _answer(answer: LeaveAnswer, plan: MonthPlan, names: Names) -> str:
    words = names.words
    if answer.answer == "fits":
        return words("month.answer.fits")
    parts = [_why(answer, plan, names)]
    away = answer.request.absence
    for day in answer.instead:
        parts.append(words("month.answer.instead", days=span_text(day, day + (away.end - away.start), names)))
    return " ".join(part for part in parts if part)


def _why(answer: LeaveAnswer, plan: MonthPlan, names: Names) -> str:
    words = names.words
    if answer.answer in ("published", "unknown"):
        return words(f"month.answer.{answer.answer}")
    if answer.answer == "alone":
        return words("month.answer.alone", days=_short(answer.alone, names))
    if answer.if_moved:
        others = words("month.or").join(_who(plan, n, names) for n in answer.if_moved)
        return words("month.answer.if_moved", others=others, days=_short(answer.with_granted, names))
    others = ", ".join(_who(plan, n, names) for n in answer.against)
    return words("month.answer.clash", others=others, days=_short(answer.with_granted, names))


def _who(plan: MonthPlan, n: int, names: Names) -> str:
    return _asked(plan.leave.answers[n], names)


def _short(strain: Strain, names: Names) -> str:
    """The days on which promises would be left."""
    days = [names.words.short_day(day) for day, _ in strain.short[:MOST_DAYS]]
    return ", ".join(days) if days else names.words("month.answer.some_day")


def _cost(answer: LeaveAnswer, names: Names) -> str:
    """A sentence on what it costs by itself; none where that was not asked."""
    key = f"month.cost.of.{answer.answer}"
    return names.words(key, costs=_costs(answer.alone, names)) if names.words.has(key) else ""


def _costs(strain: Strain, names: Names) -> str:
    words = names.words
    if not strain.is_known:
        return words("month.cost.unknown")
    told = (("uncovered", strain.uncovered, 1.0), ("no_stand_in", strain.no_stand_in, 1.0))
    parts = [words(f"month.cost.{key}", hours=words.hours(value)) for key, value, least in told if value >= least]
    if strain.waiting >= FELT:
        parts.append(words("month.cost.waiting", hours=words.number(strain.waiting / 60, 1)))
    return ", ".join(parts) or words("month.cost.none")
