"""Config: one office's YAML as values of all floors, read with every mistake at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator

from forecast.settings import ForecastSettings
from office.days import Calendar, CalendarEntry
from office.names import Loc, NameMistake, Pattern, names_at, repeated, unknown
from office.office import Office, name_mistakes
from office.problems import ConfigError, Place, Problem
from office.values import Value
from office.visits.format import VisitFormat
from planning.advice import advice
from planning.calendarfile import read_calendar
from planning.configerrors import name_problems, problems_of
from planning.ownroster.form import AWAY, RosterForm
from planning.ruleadvice import rule_advice
from planning.rulenames import RULE_DECLARES, rule_uses
from planning.yamlfile import YamlFile, read_yaml
from scheduler.horizon import OUTSIDE, WORKED
from scheduler.rules import AnyRule, Usual, with_usual
from scheduler.rules.fair_turns import Usual as UsualBurden
from scheduler.shifts import Shift


def _listed(named: object) -> object:
    """One name is a list of one."""
    return (named,) if isinstance(named, str) else named


class RosterSettings(Value):
    """Shifts that may be worked, and what a roster must keep or should keep.

    Parameters
    ----------
    shifts
        The office's shifts.
    without
        Usual rules that do not hold here.
    rules
        Rules beside the basic and usual ones, or in place of those of the same name (`with_usual`).
    """

    shifts: tuple[Shift, ...] = Field(min_length=1)
    without: tuple[Usual, ...] = ()
    rules: Annotated[tuple[AnyRule, ...], Field(validate_default=True)] = ()

    @field_validator("rules")
    @classmethod
    def _with_usual(cls, rules: tuple[AnyRule, ...], info: ValidationInfo) -> tuple[AnyRule, ...]:
        return with_usual(rules, info.data.get("without", ()))


class Config(Value):
    """Everything that the analyst says about one office."""

    schema_version: Literal[1] = 1
    calendar: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    """Calendar files, beside the YAML: the nation's, and the office's own days."""
    office: Office
    visits: VisitFormat = VisitFormat()
    forecast: ForecastSettings = ForecastSettings()
    roster: RosterSettings
    rosters: RosterForm = RosterForm()
    """How the office's own rosters are read, where they do not speak for themselves."""


@dataclass(frozen=True)
class LoadedConfig:
    """A config that can be used, with its calendar and what a reader should know of both.

    Parameters
    ----------
    config
        The office's YAML.
    entries
        Lines of its calendar file.
    path, calendar_paths
        The files, for hashes.
    notes
        Things that work but deserve a look.
    """

    config: Config
    entries: tuple[CalendarEntry, ...]
    path: Path
    calendar_paths: tuple[Path, ...]
    notes: tuple[Problem, ...]

    @property
    def calendar(self) -> Calendar:
        """The office's calendar as the files have it."""
        return self.config.office.calendar(self.entries)


def load_config(path: Path) -> LoadedConfig:
    """Reads an office's YAML and its calendar.

    Raises
    ------
    ConfigError
        With every mistake of both files: each with file, line and column, path, what was found and what is allowed.
    """
    file = read_yaml(path)
    problems = [*file.problems, *_bare_times(file), *_misfits(file)]
    calendar_paths = _calendar_paths(file)
    entries: tuple[CalendarEntry, ...] = ()
    for calendar_path in calendar_paths:
        try:
            entries += read_calendar(calendar_path, _services(file))
        except ConfigError as error:
            problems += error.problems
    try:
        config = Config.model_validate(file.data)
    except ValidationError as error:
        raise ConfigError(*_in_order([*problems, *problems_of(error, Config, file)])) from error
    givens = (config.office, config.roster.shifts, config.roster.rules)
    found = tuple(_placed((*advice(*givens), *rule_advice(*givens, config.roster.without)), file))
    notes = [note for note in found if note.severity == "note"]
    problems += [problem for problem in found if problem.severity == "error"]
    if problems:
        raise ConfigError(*_in_order(problems))
    if not calendar_paths:
        notes.append(Problem("config.no_calendar", Place(file=str(path), path="calendar"), severity="note"))
    return LoadedConfig(config, entries, path, calendar_paths, tuple(notes))


DECLARES: Mapping[str, Pattern] = {
    "shift": ("roster", "shifts", "*", "id"),
    "service": ("office", "services", "*", "id"),
    "step": ("office", "steps", "*", "id"),
    "counter": ("office", "counters", "*", "id"),
    "site": ("office", "sites", "#"),
    **RULE_DECLARES,
}
USES: tuple[tuple[str, Pattern], ...] = (
    ("shift", ("office", "officers", "*", "shifts", "*")),
    ("site", ("roster", "shifts", "*", "site")),
    ("shift", ("rosters", "codes", "*")),
    ("officer", ("rosters", "officers", "*")),
    ("service", ("visits", "services", "*")),
    ("service", ("visits", "other")),
    ("step", ("visits", "steps", "*")),
    ("counter", ("visits", "counters", "*")),
    ("service", ("forecast", "questionnaire", "services", "#")),
    ("service", ("forecast", "follows", "#")),
    ("service", ("forecast", "follows", "*", "*")),
    ("counter", ("roster", "rules", "*", "counters", "*")),
    *rule_uses(),
)
UNIQUE: tuple[Pattern, ...] = (
    ("roster", "shifts", "*", "id"),
    ("office", "officers", "*", "name"),
    ("office", "counters", "*", "name"),
    ("office", "services", "*", "name"),
    ("office", "services", "*", "ticket"),
)


def _misfits(file: YamlFile) -> Iterator[Problem]:
    """Names that do not fit, within the office and between the blocks; other mistakes do not hide them."""
    office = file.data.get("office") if isinstance(file.data, Mapping) else None
    yield from name_problems(iter(name_mistakes(office)), file, ("office",))
    between: tuple[NameMistake, ...] = (*unknown(file.data, DECLARES, USES), *repeated(file.data, UNIQUE))
    posts = tuple(names_at(file.data, ("office", "on_call", "*", "id")))
    meant = {"", OUTSIDE, *(post for _, post in posts)}
    named = (mistake for mistake in between if mistake.found not in meant and not _is_day_away(mistake))
    yield from name_problems(named, file)
    shifts = {OUTSIDE, WORKED, *get_args(UsualBurden), *(shift for _, shift in names_at(file.data, DECLARES["shift"]))}
    yield from name_problems((NameMistake(loc, "repeated_id", post) for loc, post in posts if post in shifts), file)


def _is_day_away(mistake: NameMistake) -> bool:
    """Whether a code of the office's own rosters stands for no shift, but for a day away."""
    return mistake.loc[:2] == ("rosters", "codes") and mistake.found in AWAY


def _bare_times(file: YamlFile) -> Iterator[Problem]:
    """Whole numbers where a time of day belongs: 8 would be read as eight minutes past midnight."""
    todo: list[tuple[Loc, object]] = [((), file.data)]
    while todo:
        loc, data = todo.pop()
        parts = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
        for key, part in parts:
            if key in ("start", "end") and isinstance(part, int):
                spot = file.spot((*loc, key))
                yield Problem("config.clock_unquoted", file.place(spot.node, spot.way), file.source(spot.node))
            todo.append(((*loc, key), part))


def _calendar_paths(file: YamlFile) -> tuple[Path, ...]:
    named = [name for at in (("calendar",), ("calendar", "*")) for _, name in names_at(file.data, at)]
    return tuple(file.path.parent / name for name in named)


def _services(file: YamlFile) -> Mapping[str, str]:
    """What a calendar may call a service: id, name and ticket letter, each with the id."""
    listed: dict[str, str] = {}
    for (*above, _), id in names_at(file.data, DECLARES["service"]):
        for field in ("ticket", "name", "id"):
            listed |= {name: id for _, name in names_at(file.data, (*map(str, above), field))}
    return listed


def _placed(problems: tuple[tuple[Loc, Problem], ...], file: YamlFile) -> Iterator[Problem]:
    for loc, problem in problems:
        spot = file.spot(loc)
        where = file.place(spot.node, spot.way)
        yield Problem(problem.code, where, problem.found, problem.allowed, problem.params, problem.severity)


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By file, line and column, each once."""
    unique = {(p.code, p.where, p.found): p for p in problems}.values()
    return sorted(unique, key=lambda p: (p.where.file, p.where.line or p.where.row or 0, p.where.char or 0))
