"""Posts: officers at counters as counts of skill groups, as the model sees them."""

from collections import Counter as Tally

from office.values import Span
from scheduler.roster import Roster
from scheduler.week import OfficeWeek


def posts_of(week: OfficeWeek, roster: Roster) -> Tally[tuple[frozenset[str], str, int, int]]:
    """Officers that a roster has at counters, by skills, counter type, day and slot they hold wholly."""
    skills = {officer.id: officer.skills for officer in week.office.officers}
    kinds = {counter.id: counter.type for counter in week.office.counters}
    found: Tally[tuple[frozenset[str], str, int, int]] = Tally()
    for duty in roster.duties:
        if duty.activity == "counter" and duty.counter in kinds and duty.officer in skills:
            for slot in week.grid.slots_of(Span(start=duty.start, end=duty.end)):
                found[skills[duty.officer], kinds[duty.counter], week.index(duty.day), slot] += 1
    return found
