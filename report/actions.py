"""Actions in words: what the head could do, and what it would change.

An action's `params` by kind (days are indices of the week, times minutes of the day):

- ``shift_bookings``: count, day, start, end, to_start, to_end
- ``open_counter``: counter, officer, day, start, end
- ``train``: officer, skill
"""

from collections.abc import Callable
from dataclasses import dataclass

from office.weeks import dates_of
from planning.results import Action, WeekPlan
from report.places import Names

TIMES = ("start", "end", "to_start", "to_end")


@dataclass(frozen=True)
class ActionLine:
    """What to do, and its effect."""

    text: str
    effect: str


def action_lines(plan: WeekPlan, names: Names, most: int = 3) -> list[ActionLine]:
    """The first actions of a plan that would help, in words."""
    return [_line(action, plan, names) for action in plan.actions if _helps(action)][:most]


def _helps(action: Action) -> bool:
    """Whether fewer visitors wait long, or less time is without a stand-in, by as much as is printed."""
    late = round(action.late_before, 1) > round(action.late_after, 1)
    return late or action.minutes_before > action.minutes_after


def _line(action: Action, plan: WeekPlan, names: Names) -> ActionLine:
    told = {name: _told(name, value, plan, names) for name, value in action.params.items()}
    return ActionLine(names.words(f"action.{action.kind}", **told), _effect(action, plan, names))


def _told(name: str, value: str | int | float, plan: WeekPlan, names: Names) -> str:
    """One fact of an action as the reader writes it."""
    words = names.words
    lists: dict[str, Callable[[], dict[str, str]]] = {
        "officer": lambda: names.officers,
        "counter": lambda: names.counters,
        "skill": lambda: dict(plan.office.skills),
        "service": lambda: {service.id: service.name for service in plan.office.services},
    }
    if name in lists:
        return lists[name]().get(str(value), str(value))
    if name in ("day", "to_day"):
        return words.weekday(dates_of(plan.week.week)[int(value)])
    if name in TIMES:
        return words.clock(int(value))
    return str(value) if isinstance(value, str) else words.number(value)


def _effect(action: Action, plan: WeekPlan, names: Names) -> str:
    """``menunggu lebih dari 30 menit 9 → 4 orang``, and hours without a stand-in, each where it changes."""
    words, parts = names.words, []
    if round(action.late_before, 1) != round(action.late_after, 1):
        small = max(action.late_before, action.late_after) < 5
        digits = 1 if small or round(action.late_before) == round(action.late_after) else 0
        parts.append(words("action.late", minutes=plan.office.target.call_minutes,
                           before=words.number(action.late_before, digits),
                           after=words.number(action.late_after, digits)))  # fmt: skip
    if action.minutes_before != action.minutes_after:
        before, after = words.hours(action.minutes_before), words.hours(action.minutes_after)
        parts.append(words("action.minutes", before=before, after=after))
    return "; ".join(parts)
