"""Wider: what else officers could be asked for: another lunch turn, another shift, to come in on a day off."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from office.people import Officer
from scheduler.repair.calls import called_first
from scheduler.repair.edits import fresh_day, with_assignment
from scheduler.repair.incident import Incident
from scheduler.roster import Assignment, Roster, Violation
from scheduler.rules import complete
from scheduler.shortages import find_shortages
from scheduler.week import OfficeWeek

NOTICE_MINUTES = 60
"""Nobody who is at home is asked to begin earlier than this from now."""


def wider_options(incident: Incident, day: date, base: Roster) -> dict[str, tuple[Assignment, ...]]:
    """Lawful assignments that officers who are needed could get on a day in place of what they have.

    Needed are officers who can serve a promise that is open in the base roster. What breaks a hard rule of the officer
    that was kept before is no option; neither is what would change what has already been. Who is on call at home is
    asked before others who are at home.
    """
    week = incident.week
    short = {p.id: p.steps for p in week.office.promises}
    steps = frozenset().union(*(short[s.promise] for s in find_shortages(week, base) if s.day == day))
    found = {}
    for officer in week.office.officers:
        if week.office.able(officer.skills) & steps and not incident.missed(officer.id, day):
            lawful = tuple(_lawful(incident, officer, day, base))
            if lawful:
                found[officer.id] = lawful
    return called_first(incident, day, base, found)


def _lawful(incident: Incident, officer: Officer, day: date, base: Roster) -> Iterator[Assignment]:
    week, own = alone(incident.week, officer), base.assignments_of(officer.id, day)
    if week.absence_of(officer.id, day) or any(d.activity == "outside_duty" for d in base.duties_of(officer.id, day)):
        return
    mine = _only(base, officer.id, day)
    before = broken(incident, mine, week)
    for choice in week.choices(officer, week.day(day)):
        if choice not in own and _can_still(incident, own, choice):
            changed = with_assignment(mine, choice, fresh_day(week, choice))
            if not broken(incident, changed, week) - before:
                yield choice


def _can_still(incident: Incident, own: Sequence[Assignment], choice: Assignment) -> bool:
    """Whether an assignment agrees with what has been until now, and who is at home has time to come."""
    begins = incident.begins(choice.day)
    if not own or own[0].span.start != choice.span.start:
        return min([choice.span.start, *(a.span.start for a in own)]) >= begins + NOTICE_MINUTES * (begins > 0)
    rests = [a.break_start for a in (*own, choice) if a.break_start is not None]
    return own[0].break_start == choice.break_start or min(rests, default=begins) >= begins


def alone(week: OfficeWeek, officer: Officer) -> OfficeWeek:
    """The same week in an office of one officer: his own rules say the same there, and sooner."""
    return replace(week, office=week.office.model_copy(update={"officers": (officer,)}))


def broken(incident: Incident, roster: Roster, week: OfficeWeek) -> set[Violation]:
    """Hard rules that one officer's week breaks."""
    rules = (rule for rule in complete(incident.rules) if rule.is_hard)
    return {v for rule in rules for v in rule.violations(roster, week) if v.officer is not None}


def _only(roster: Roster, officer: str, day: date) -> Roster:
    """What an officer does; not his being on call on the day on which he may be called."""
    return roster.model_copy(
        update={
            "assignments": tuple(a for a in roster.assignments if a.officer == officer),
            "duties": tuple(d for d in roster.duties if d.officer == officer),
            "stand_ins": (),
            "on_call": tuple(a for a in roster.on_call if a.officer == officer and a.day != day),
        }
    )
