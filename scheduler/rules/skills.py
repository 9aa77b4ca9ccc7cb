"""Skills: only work that the officer can do and the desk is made for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
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
        """One breach for each stretch at one place with steps or a task that cannot be done there, counting them.

        However the stretch is cut into duties, it says the same.
        """
        wrong = [(duty, beyond) for duty in roster.duties if (beyond := _beyond(duty, week))]
        for (officer, day, subject), group in groupby(sorted(wrong, key=_when), key=lambda pair: _where(pair[0])):
            for start, end, beyond in _joined(group):
                found = self.breach(len(beyond), 0, "steps", officer, day, start, subject)
                yield found.model_copy(update={"end": end})

    def constrain(self, model: RosterModel) -> None:
        """No post for a group at a counter type where it can serve nothing."""
        for group in model.groups:
            for kind in model.week.office.counter_types:
                if not group.steps & kind.steps:
                    for day, slot in model.slots:
                        model.at_most(model.posts(group, kind.id, day, slot), 0, because=self)


def _where(duty: Duty) -> tuple[str, date, str]:
    return duty.officer, duty.day, duty.counter or duty.task or ""


def _when(pair: tuple[Duty, frozenset[str]]) -> tuple[str, date, str, int]:
    return *_where(pair[0]), pair[0].start


def _joined(wrong: Iterable[tuple[Duty, frozenset[str]]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Duties at one place by their start, those without a gap between as one: start, end, all that cannot be done."""
    last: tuple[int, int, frozenset[str]] | None = None
    for duty, beyond in wrong:
        if last is not None and duty.start <= last[1]:
            last = last[0], max(last[1], duty.end), last[2] | beyond
            continue
        if last is not None:
            yield last
        last = duty.start, duty.end, beyond
    if last is not None:
        yield last


def _beyond(duty: Duty, week: OfficeWeek) -> frozenset[str]:
    """Steps or the task of a stretch that its officer cannot do there."""
    office = week.office
    skills: frozenset[str] = next((o.skills for o in office.officers if o.id == duty.officer), frozenset())
    if duty.activity == "counter":
        kind = next((c.type for c in office.counters if c.id == duty.counter), None)
        return duty.steps - (office.served_at(skills, kind) if kind else frozenset())
    task = next((task for task in office.back_office if task.id == duty.task), None)
    is_beyond = duty.activity == "back_office" and task is not None and not task.skills <= skills
    return frozenset({task.id}) if task is not None and is_beyond else frozenset()
