"""Improving: weeks that turned out worse than they need be are decided again, the weeks around them as they are."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from scheduler.month.result import UNBOUNDED, MonthWeek
from scheduler.result import Level

Weeks = tuple[MonthWeek, ...]
Redo = Callable[[Weeks, int, float], Weeks]
"""All weeks with one of them decided again in so many seconds, and those after it judged with what it leaves behind."""
MORE = 1.3
"""So many times as long as before a week must have, or nothing better is to be hoped for."""


def improved(weeks: Weeks, redo: Redo, gap: float, left: Callable[[], float]) -> Weeks:
    """The weeks after a search over single weeks, the one furthest from its bounds first, until time is over.

    A week decided again is taken only if the month as a whole is better, the weeks after it included: level by level,
    broken law first.

    Parameters
    ----------
    weeks
        As first decided.
    redo
        Decides one again.
    gap
        Weeks whose levels up to waiting all lie within it stay.
    left
        Seconds left.
    """
    tried: set[int] = set()
    while todo := [n for n in _worst_first(weeks, gap) if n not in tried]:
        worst, rest = todo[0], left()
        needed = MORE * seconds_of(weeks[worst])
        tried.add(worst)
        if rest < needed:
            continue
        found = redo(weeks, worst, max(rest / len(todo), needed))
        if worth(found) < worth(weeks):
            weeks = found
    return weeks


def worth(weeks: Sequence[MonthWeek]) -> tuple[float, ...]:
    """Broken law, then every level summed over the weeks: less is better, the earlier number first."""
    sums: dict[str, float] = defaultdict(float)
    names: list[str] = []
    for week in weeks:
        for level in week.result.levels if week.result is not None else ():
            names.append(level.name)
            sums[level.name] += level.value
    broken = float(sum(violation.hard for week in weeks for violation in week.violations))
    return (broken, *(round(sums[name], 1) for name in dict.fromkeys(names) if name != "broken"))


def seconds_of(week: MonthWeek) -> float:
    """How long it took to decide a week."""
    return week.result.seconds if week.result is not None else 0.0


def rejudged(week: MonthWeek) -> MonthWeek:
    """The week with the levels that its history moves as its violations now count them."""
    if week.result is None:
        return week
    prices: dict[str, float] = defaultdict(float)
    for violation in week.violations:
        prices[violation.level] += violation.price
    levels = (
        replace(level, value=prices[level.name], bound=min(level.bound, prices[level.name]))
        if level.name in UNBOUNDED
        else level
        for level in week.result.levels
    )
    return replace(week, result=replace(week.result, levels=tuple(levels)))


def _worst_first(weeks: Sequence[MonthWeek], gap: float) -> list[int]:
    """Decided weeks outside the gap, those with most to win in the earliest level first."""
    open_weeks = {n: week.result.levels for n, week in enumerate(weeks) if week.result is not None}
    spare = {
        n: [_spare(level, gap) for level in levels if level.name not in (*UNBOUNDED, "moves")]
        for n, levels in open_weeks.items()
    }
    return sorted((n for n, amounts in spare.items() if any(amounts)), key=lambda n: [-amount for amount in spare[n]])


def _spare(level: Level, gap: float) -> float:
    return level.value - level.bound if level.gap > gap else 0.0
