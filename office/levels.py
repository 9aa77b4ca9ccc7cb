"""Levels: skills in rising order. Who holds a higher one holds those below it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from office.people import Officer


def with_lower_levels(raw: Any) -> Any:
    """The data of an office whose officers hold every skill below those they are said to have.

    A step that asks for a level asks for its skill, so levels are counted wherever skills are. Whatever is no office is
    passed over: other mistakes are told elsewhere.
    """
    if not isinstance(raw, Mapping):
        return raw
    levels: Any = raw.get("levels")
    officers: Any = raw.get("officers")
    if not _is_listed(levels) or not _is_listed(officers):
        return raw
    ladders = [[str(skill) for skill in ladder] for ladder in levels if _is_listed(ladder)]
    return {**raw, "officers": [_completed(officer, ladders) for officer in officers]}


def _completed(officer: Any, ladders: Sequence[Sequence[str]]) -> Any:
    if isinstance(officer, Officer):
        return officer.model_copy(update={"skills": _closed(officer.skills, ladders)})
    skills = officer.get("skills") if isinstance(officer, Mapping) else None
    if not isinstance(skills, list | tuple | set | frozenset) or not all(isinstance(skill, str) for skill in skills):
        return officer
    return {**officer, "skills": sorted(_closed(skills, ladders))}


def _closed(skills: Iterable[str], ladders: Sequence[Sequence[str]]) -> frozenset[str]:
    held = set(skills)
    for _ in ladders:  # a skill may stand in several ladders
        for ladder in ladders:
            highest = max((n for n, skill in enumerate(ladder) if skill in held), default=-1)
            held |= set(ladder[: highest + 1])
    return frozenset(held)


def _is_listed(part: Any) -> bool:
    return isinstance(part, Sequence) and not isinstance(part, str)
