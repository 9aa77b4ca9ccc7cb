"""Skill groups: officers with equal skills are interchangeable at counters and counted, not named."""

from dataclasses import dataclass

from office.office import Office


@dataclass(frozen=True)
class SkillGroup:
    """Officers of one set of skills, and the steps they can do."""

    skills: frozenset[str]
    steps: frozenset[str]
    officers: tuple[str, ...]


def skill_groups(office: Office) -> tuple[SkillGroup, ...]:
    """The distinct skill sets of an office, in the order of their first officer."""
    members: dict[frozenset[str], list[str]] = {}
    for officer in office.officers:
        members.setdefault(officer.skills, []).append(officer.id)
    return tuple(SkillGroup(skills, office.able(skills), tuple(ids)) for skills, ids in members.items())
