"""Shifts: patterns of work with times, and the breaks that fit into them."""

from office.hours import Season, Seasonal
from office.people import BreakRule
from office.values import Slug, Span, Value


class Shift(Value):
    """A pattern with times by weekday and season."""

    id: Slug
    name: str
    hours: Seasonal[Span]
    tags: frozenset[Slug] = frozenset()
    """What rules may call it by, such as ``early`` or ``saturday``."""
    site: Slug | None = None
    """Where it is worked; None is the office itself."""

    def on(self, weekday: int, season: Season) -> Span | None:
        """When the shift works on a weekday, 0 = Monday; None when it does not."""
        return self.hours.on(weekday, season)


def break_starts(shift: Span, rule: BreakRule | None, slot_minutes: int) -> tuple[int | None, ...]:
    """Minutes at which a break may start in a shift: on slot edges, inside window and shift, in the rule's turns.

    (None,) when the weekday has no break or no turn fits the shift.
    """
    if rule is None or not shift.overlap(rule.window.start, rule.window.end):
        return (None,)
    first, step = _up(rule.window.start, slot_minutes), _up(rule.every or slot_minutes, slot_minutes)
    last = min(shift.end, rule.window.end) - rule.minutes
    return tuple(start for start in range(first, last + 1, step) if start >= shift.start) or (None,)


def _up(minutes: int, slot_minutes: int) -> int:
    """The next whole number of slots."""
    return -(-minutes // slot_minutes) * slot_minutes
