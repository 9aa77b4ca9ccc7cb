"""What a leave request is told, in a sentence."""

from collections.abc import Iterator
from datetime import date

from planning.month import MonthPlan
from report.places import Names
from scheduler.month.leave import LeaveAnswer, share_days
from scheduler.month.strains import Strain

FELT = 15.0
"""Minutes of waiting in all from which a cost is worth words."""
MOST_DAYS = 4
A_YEAR = 365


def leave_lines(plan: MonthPlan, names: Names) -> Iterator[tuple[str, str, str]]:
    """Who and when; the answer; what it costs: one for each request, in their order.

    Where time was too short for the cost of any, none is spoken of.
    """
    costs = [_cost(answer, names) for answer in plan.leave.answers]
    if not any(cost and answer.alone.is_known for cost, answer in zip(costs, plan.leave.answers, strict=True)):
        costs = [""] * len(costs)
    for n, cost in enumerate(costs):
        yield _who(plan, n, names), _answer(n, plan, names), cost


def together_line(plan: MonthPlan, names: Names) -> str:
    """How many fit together and what they cost; empty when nobody asked."""
    asked, granted = len(plan.leave.answers), len(plan.leave.granted)
    if not asked:
        return ""
    if not granted:
        return names.words("month.together.none", asked=asked)
    costs = _costs(plan.leave.together, names)
    return names.words("month.together", granted=granted, asked=asked, costs=costs)


def span_text(start: date, end: date, plan: MonthPlan, names: Names) -> str:
    """``30 Nov – 4 Des``, one day alone when it is one; with years where one is not a year of the plan."""
    words = names.words
    is_near = {start.year, end.year} <= {plan.dates[0].year, plan.dates[-1].year} and (end - start).days < A_YEAR
    first, last = (words.short_day(day) if is_near else f"{words.short_day(day)} {day.year}" for day in (start, end))
    return first if start == end else f"{first} – {last}"


def _who(plan: MonthPlan, n: int, names: Names) -> str:
    away = plan.leave.answers[n].request.absence
    return f"{names.officers.get(away.officer, away.officer)} ({span_text(away.start, away.end, plan, names)})"


def _answer(n: int, plan: MonthPlan, names: Names) -> str:
    return " ".join(part for part in (_why(n, plan, names), *_besides(n, plan, names)) if part)


def _why(n: int, plan: MonthPlan, names: Names) -> str:
    words, answer = names.words, plan.leave.answers[n]
    if answer.answer == "fits":
        ahead = _listed(plan.leave.ahead_of(n), plan, names, ", ")
        return words("month.answer.meanwhile", others=ahead) if ahead else words("month.answer.fits")
    if answer.answer == "alone":
        return words("month.answer.alone", days=_short(answer.alone, names))
    if answer.answer != "clash":
        return words(f"month.answer.{answer.answer}")
    days = _short(answer.with_granted, names)
    if answer.if_moved:
        others = _listed(answer.if_moved, plan, names, words("month.or"))
        return words("month.answer.if_moved", others=others, days=days)
    if answer.against:
        return words("month.answer.clash", others=_listed(answer.against, plan, names, ", "), days=days)
    return words("month.answer.together", days=days)


def _besides(n: int, plan: MonthPlan, names: Names) -> Iterator[str]:
    """Other days; that only part of the leave lies in these weeks; other requests of the same officer."""
    words, answer = names.words, plan.leave.answers[n]
    away = answer.request.absence
    for day in answer.instead:
        yield words("month.answer.instead", days=span_text(day, day + (away.end - away.start), plan, names))
    is_beyond = away.start < plan.dates[0] or away.end > plan.dates[-1]
    if is_beyond and answer.answer != "outside":
        yield words("month.answer.beyond")
    twice = [
        span_text(other.request.absence.start, other.request.absence.end, plan, names)
        for m, other in enumerate(plan.leave.answers)
        if m != n and other.request.officer == away.officer and share_days(other.request, answer.request)
    ]
    if twice:
        yield words("month.answer.twice", days=", ".join(dict.fromkeys(twice)))


def _listed(positions: tuple[int, ...], plan: MonthPlan, names: Names, between: str) -> str:
    return between.join(_who(plan, n, names) for n in positions)


def _short(strain: Strain, names: Names) -> str:
    """The days on which promises would be left, the first few by name."""
    words, more = names.words, len(strain.short) - MOST_DAYS
    days = ", ".join(words.short_day(day) for day, _ in strain.short[:MOST_DAYS])
    if more > 0:
        return words.counted("month.answer.more_days", more, days=days, count=more)
    return days or words("month.answer.some_day")


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
