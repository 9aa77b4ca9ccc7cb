"""Why: who could have kept a rule where it is not kept, and where each of them is."""

from dataclasses import dataclass

from scheduler.roster import SEVERAL, Roster, Violation, Whereabouts
from scheduler.shortages import whereabouts
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class Why:
    """Officers who are able to do what is short in a slot.

    Parameters
    ----------
    able
        Those who could come, each with where he is then.
    holding
        Those who hold just these posts already.
    """

    able: tuple[tuple[str, Whereabouts], ...]
    holding: tuple[str, ...] = ()


def why(violation: Violation, week: OfficeWeek, roster: Roster) -> Why | None:
    """Who could help at a breach that has a slot and is about promises; None for all others."""
    promises = {promise.id: promise.steps for promise in week.office.promises}
    named = [promises[part] for part in violation.subject.split(SEVERAL) if part in promises]
    if not named or violation.day is None or violation.start is None:
        return None
    steps, day = frozenset().union(*named), week.day(violation.day)
    end = violation.start + week.grid.slot_minutes
    fit = [officer.id for officer in week.office.officers if week.office.able(officer.skills) & steps]
    posts = {c.id for c in week.office.counters if week.office.counter_type(c.type).steps & steps}
    holding = {
        duty.officer
        for duty in roster.duties
        if duty.counter in posts and duty.day == day.date and duty.start < end and duty.end > violation.start
    }
    able = ((one, whereabouts(week, roster, one, day, violation.start, end)) for one in fit if one not in holding)
    return Why(tuple(able), tuple(one for one in fit if one in holding))
