"""Calls: who is on call at home in a repair. He is called in before others who are at home; his post is given on."""

from datetime import date

from scheduler.repair.incident import Incident
from scheduler.roster import Assignment, Roster


def called_first(
    incident: Incident, day: date, base: Roster, found: dict[str, tuple[Assignment, ...]]
) -> dict[str, tuple[Assignment, ...]]:
    """What officers could be asked for, without those at home who can do no more than one at home who is on call."""
    office = incident.week.office
    able = {officer.id: office.able(officer.skills) for officer in office.officers}
    home = {officer for officer in found if not base.assignments_of(officer, day)}
    called = {held.officer for held in base.on_call if held.day == day} & home
    spared = {officer for officer in home - called if any(able[officer] <= able[other] for other in called)}
    return {officer: choices for officer, choices in found.items() if officer not in spared}


def on_call_again(incident: Incident, roster: Roster) -> Roster:
    """The roster with posts given to others whose holder is missing or has been called in; all others keep theirs.

    What has already begun stays. A post that nobody else may take stays empty.
    """
    lost = {held for held in roster.on_call if _is_lost(incident, roster, held)}
    if not lost:
        return roster
    from scheduler.solver.on_call import solve_on_call

    kept = tuple(held for held in roster.on_call if held not in lost)
    left = roster.model_copy(update={"on_call": kept})
    days = {held.day for held in lost}
    return solve_on_call(incident.week, incident.rules, left, frozenset(kept), days).roster


def _is_lost(incident: Incident, roster: Roster, held: Assignment) -> bool:
    """Whether somebody is not on call after all: he is missing, or works then what he did not before."""
    if held.span.start < incident.begins(held.day):
        return False
    fresh = set(roster.assignments_of(held.officer, held.day)) - set(
        incident.published.assignments_of(held.officer, held.day)
    )
    missed = any(part.overlap(held.span.start, held.span.end) for part in incident.missed(held.officer, held.day))
    return missed or any(work.span.overlap(held.span.start, held.span.end) for work in fresh)
