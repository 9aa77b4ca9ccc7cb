"""Shifts: patterns of work with times, and the breaks that fit into them."""

from office.hours import Season, Seasonal
from office.people import BreakRule
from office.values import Slug, Span, Value


class Shift(Value):
    """A pattern with times by weekday and season. `burden` names what is hard about it ("late"), for fair turns."""

    id: Slug
    name: str
    hours: Seasonal[Span]
    burden: Slug | None = None

    def on(self, weekday: int, season: Season) -> Span | None:
        """When the shift works on a weekday, 0 = Monday; None when it does not."""
        return self.hours.on(weekday, season)


def break_starts(shift: Span, rule: BreakRule | None, slot_minutes: int) -> tuple[int | None, ...]:
    """Minutes at which a break may start in a shift: on slot edges, wholly inside window and shift.

    (None,) when the weekday has no break or the shift does not reach into its window.
    """
    if rule is None or not shift.overlap(rule.window.start, rule.window.end):
        return (None,)
    low = max(shift.start, rule.window.start)
    high = min(shift.end, rule.window.end) - rule.minutes
    first = -(-low // slot_minutes) * slot_minutes
    return tuple(range(first, high + 1, slot_minutes)) or (None,)
