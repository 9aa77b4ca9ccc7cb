"""Bounds of a month: the sum of what each week could do alone, level by level."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from scheduler.month.alone import alone
from scheduler.problem import RosterProblem
from scheduler.result import Level, LevelName
from scheduler.solver.floors import WeekFloors

BOUNDED: tuple[LevelName, ...] = ("uncovered", "no_stand_in", "below_target", "back_office", "waiting")
"""Levels that are bounded week by week; those after them live from what other weeks hold, and are at least 0."""
TINY = 1e-6


def month_levels(
    problems: Sequence[RosterProblem],
    found: Sequence[Sequence[Level]],
    left: Callable[[], float | None],
    stop: threading.Event,
) -> tuple[Level, ...]:
    """Levels summed over weeks, each with the sum of the weeks' own bounds (see `alone`).

    A bound is proven for all months whose earlier levels are, summed over the weeks, no worse than here. In such a
    month one week may be better than here and another worse, but no week is worse in an earlier level by more than
    all others together can be better: by the value of the month less the bounds of the others.

    Parameters
    ----------
    problems
        The decided weeks.
    found
        The levels that each reached; only levels that all of them reached are told. A week that keeps every hard rule
        has no level of broken ones: there it is 0.
    left
        Seconds for the next linear program; None for no limit.
    stop
        When set, levels keep the bounds that need no proof.
    """
    floors = _Floors(problems, stop)
    most: list[dict[LevelName, float]] = [{} for _ in problems]
    levels: list[Level] = []
    named = [{level.name: level for level in _with_broken(week, found)} for week in found]
    for name in (name for name in (named[0] if found else ()) if all(name in week for week in named)):
        parts = [week[name] for week in named]
        value = sum(part.value for part in parts)
        least = _least(name, parts, floors, most, left)
        for n, (each, bound) in enumerate(zip(most, least, strict=True)):
            each[name] = value - sum(least[:n]) - sum(least[n + 1 :]) if name in BOUNDED else max(value, bound)
        fixed = sum(part.floor for part in parts)
        levels.append(
            replace(
                parts[0],
                value=value,
                bound=min(sum(least), value),
                floor=fixed,
                tolerance=sum(part.tolerance for part in parts),
                seconds=sum(part.seconds for part in parts),
            )
        )
    return tuple(levels)


def _with_broken(week: Sequence[Level], found: Sequence[Sequence[Level]]) -> tuple[Level, ...]:
    """A week's levels, first that of broken rules where any week has it."""
    broken = next((level for other in found for level in other if level.name == "broken"), None)
    if broken is None or any(level.name == "broken" for level in week):
        return tuple(week)
    return (replace(broken, value=0.0, bound=0.0, floor=0.0, seconds=0.0), *week)


class _Floors:
    """The weeks' relaxations, made when first asked for: often no level needs any."""

    def __init__(self, problems: Sequence[RosterProblem], stop: threading.Event) -> None:
        self._problems, self._stop = problems, stop
        self._made: dict[int, WeekFloors] = {}

    def of(self, week: int) -> WeekFloors:
        if week not in self._made:
            self._made[week] = WeekFloors(alone(self._problems[week]), self._stop)
        return self._made[week]


def _least(
    name: LevelName,
    parts: Sequence[Level],
    floors: _Floors,
    most: Sequence[dict[LevelName, float]],
    left: Callable[[], float | None],
) -> list[float]:
    """The least amount of a level in each week."""
    if name not in BOUNDED:
        return [0.0 for _ in parts]
    if sum(part.value - part.floor for part in parts) <= TINY:
        return [part.floor for part in parts]
    earlier = [{other: limit for other, limit in held.items() if other in BOUNDED} for held in most]
    return [floors.of(n).least(name, held, parts[n].value, left()) for n, held in enumerate(earlier)]
