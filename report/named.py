"""Notes with display names: what a lower floor calls by id, people read by the name on the sign."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from office.office import Office
from office.problems import Problem

THEMES = ("forecast.", "keep.", "lock.")
"""Notes of the forecast name services by id, those of locks officers, counters and steps; notes on files quote what
stands there, which stays as it is."""


def named(problems: Iterable[Problem], office: Office) -> tuple[Problem, ...]:
    """The same problems with names of the office's instead of ids, also in lists separated by commas."""
    return named_by(problems, {
        **{step.id: step.name for step in office.steps},
        **{counter.id: counter.name for counter in office.counters},
        **{officer.id: officer.name for officer in office.officers},
        **{service.id: service.name for service in office.services},
    })  # fmt: skip


def named_by(problems: Iterable[Problem], names: Mapping[str, str]) -> tuple[Problem, ...]:
    """The same by a table of ids and names, where there is no office."""
    return tuple(_named(problem, names) if problem.code.startswith(THEMES) else problem for problem in problems)


def _named(problem: Problem, names: Mapping[str, str]) -> Problem:
    params = {key: _told(value, names) if isinstance(value, str) else value for key, value in problem.params.items()}
    return replace(problem, found="; ".join(_told(part, names) for part in problem.found.split("; ")), params=params)


def _told(text: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(part, part) for part in text.split(", "))
