"""Skills: only work that the officer can do and the desk is made for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from scheduler.roster import Duty, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class Skills(Rule):
    """An officer serves only steps, and does only tasks, that his skills and his desk allow (house rule)."""

    rule: Literal["skills"] = "skills"
    level: Literal["broken"] = "broken"
    gravity: ClassVar[int] = 100

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each stretch with steps or a task that cannot be done there, counting them."""
        for duty in roster.duties:
            beyond = _beyond(duty, week)
            if beyond:
                subject = duty.counter or duty.task or ""
                yield self.breach(beyond, 0, "steps", duty.officer, duty.day, duty.start, subject)

    def constrain(self, model: RosterModel) -> None:
        """No post for a group at a counter type where it can serve nothing."""
        for group in model.groups:
            for kind in model.week.office.counter_types:
                if not group.steps & kind.steps:
                    for day, slot in model.slots:
                        model.at_most(model.posts(group, kind.id, day, slot), 0, because=self)


def _beyond(duty: Duty, week: OfficeWeek) -> int:
    """Steps or tasks of a stretch that its officer cannot do there."""
    office = week.office
    skills: frozenset[str] = next((o.skills for o in office.officers if o.id == duty.officer), frozenset())
    if duty.activity == "counter":
        kind = next((c.type for c in office.counters if c.id == duty.counter), None)
        return len(duty.steps - (office.served_at(skills, kind) if kind else frozenset()))
    task = next((task for task in office.back_office if task.id == duty.task), None)
    return int(duty.activity == "back_office" and task is not None and not task.skills <= skills)
