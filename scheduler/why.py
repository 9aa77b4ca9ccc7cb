"""Why: who could have kept a rule where it is not kept, and where each of them is."""

from dataclasses import dataclass

from scheduler.roster import SEVERAL, Roster, Violation, Whereabouts
from scheduler.shortages import whereabouts
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class Why:
    """Officers who are able to do what is short in a slot, each with where he is then."""

    able: tuple[tuple[str, Whereabouts], ...]


def why(violation: Violation, week: OfficeWeek, roster: Roster) -> Why | None:
    """Who could help at a breach that has a slot and is about promises; None for all others."""
    promises = {promise.id: promise.steps for promise in week.office.promises}
    named = [promises[part] for part in violation.subject.split(SEVERAL) if part in promises]
    if not named or violation.day is None or violation.start is None:
        return None
    steps, day = frozenset().union(*named), week.day(violation.day)
    end = violation.start + week.grid.slot_minutes
    return Why(
        tuple(
            (officer.id, whereabouts(week, roster, officer.id, day, violation.start, end))
            for officer in week.office.officers
            if week.office.able(officer.skills) & steps
        )
    )
