"""Notes with display names: what a lower floor calls by id, people read by the name on the sign."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from office.office import Office
from office.problems import Problem

THEME = "forecast."
"""Notes of the forecast name services by id; notes on files quote what stands there, which stays as it is."""


def named(problems: Iterable[Problem], office: Office) -> tuple[Problem, ...]:
    """The same problems with names of services instead of their ids, also in lists separated by commas."""
    return named_by(problems, {service.id: service.name for service in office.services})


def named_by(problems: Iterable[Problem], names: Mapping[str, str]) -> tuple[Problem, ...]:
    """The same by a table of ids and names, where there is no office."""
    return tuple(_named(problem, names) if problem.code.startswith(THEME) else problem for problem in problems)


def _named(problem: Problem, names: Mapping[str, str]) -> Problem:
    params = {key: _told(value, names) if isinstance(value, str) else value for key, value in problem.params.items()}
    return replace(problem, found=_told(problem.found, names), params=params)


def _told(text: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(part, part) for part in text.split(", "))
