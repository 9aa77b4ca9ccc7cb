"""Sites: officers sit only where their shift is worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from office.values import Span
from scheduler.presence import present_slots
from scheduler.roster import Duty, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class Sites(Rule):
    """In offices of several sites an officer is at a counter only while he is on duty at its site (house rule)."""

    rule: Literal["sites"] = "sites"
    level: Literal["broken"] = "broken"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each stretch at a counter, with its minutes without duty at that site."""
        sites = {c.id: week.office.counter_type(c.type).site for c in week.office.counters}
        for duty in roster.duties if len(week.reach) > 1 else ():
            if duty.counter in sites:
                slots = _without_duty(week, roster, duty, sites[duty.counter])
                if slots:
                    minutes = slots * week.grid.slot_minutes
                    yield self.breach(minutes, 0, "minutes", duty.officer, duty.day, duty.start, duty.counter)

    def constrain(self, model: RosterModel) -> None:
        """A group has no more officers at the counters of a site than are free there."""
        kinds = model.week.office.counter_types
        for site in model.week.reach if len(model.week.reach) > 1 else ():
            here = [kind.id for kind in kinds if kind.site == site]
            for group in model.groups:
                for day, slot in model.slots:
                    seated = model.total(model.posts(group, kind, day, slot) for kind in here)
                    model.at_most(seated - model.free(group, day, slot, site), 0, because=self)


def _without_duty(week: OfficeWeek, roster: Roster, duty: Duty, site: str | None) -> int:
    """Slots that a stretch fills whole and in which its officer is not on duty at a site."""
    there = [
        present_slots(week, assignment)
        for assignment in roster.assignments_of(duty.officer, duty.day)
        if week.site_of(assignment.shift) == site and 0 <= week.index(duty.day) < len(week.days)
    ]
    slots = week.grid.slots_of(Span(start=duty.start, end=duty.end))
    return sum(not any(at[slot] for at in there) for slot in slots)
