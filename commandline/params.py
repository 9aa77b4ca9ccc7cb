"""Parameters of commands: what may be given, and facts about what may not."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from os.path import exists, isdir
from pathlib import Path
from typing import Any

import click

from office.problems import Place, Problem
from report.words.catalogue import Words


class UsageProblem(click.UsageError):
    """A parameter that cannot be used, as a fact that the catalogue words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class ExistingFile(click.ParamType[Any]):
    """A file that is there; the nearest name is suggested when it is not."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, or a UsageProblem."""
        path = Path(value)
        if exists(path) or _is_recovered(path):
            return path
        from difflib import get_close_matches

        beside = [other.name for other in path.parent.iterdir()] if isdir(path.parent) else []
        near = tuple(str(path.with_name(name)) for name in get_close_matches(path.name, beside, n=3))
        code = "files.missing" if near else "files.nothing_like"
        raise UsageProblem(Problem(code, Place(file=str(value)), found=str(value), allowed=near))


def _is_recovered(path: Path) -> bool:
    """Whether a file is there once an undo that died on its way is ended."""
    from planning.earlier import recover

    with suppress(OSError):  # the folder in which one stands may be gone
        recover(path.absolute().parent)
    return exists(path)


class NewPath(click.ParamType[Any]):
    """A file or folder that may still have to be made."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        return Path(value)


class NewFile(click.ParamType[Any]):
    """A file that may still have to be made; a folder is none."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, or a UsageProblem."""
        if isdir(Path(value)):
            named = {"option": "--" + (param.name or "").replace("_", "-") if param else ""}
            raise UsageProblem(Problem("files.is_folder", Place(file=str(value)), found=str(value), params=named))
        return Path(value)


class Number(click.ParamType[Any]):
    """A number between two ends; whole when the ends are whole."""

    name = "number"

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a UsageProblem."""
        whole = isinstance(self.low, int)
        try:
            number = int(value) if whole else float(str(value).replace(",", "."))
        except ValueError:
            number = None
        if number is None or not self.low <= number <= self.high:
            named = "--" + (param.name or "").replace("_", "-") if param else ""
            limits: dict[str, str | float] = {"option": named, "low": self.low, "high": self.high}
            raise UsageProblem(Problem("cli.number", found=str(value), params=limits))
        return number


class Date(click.ParamType[Any]):
    """A date such as 2026-12-03, 3/12/2026 or "3 Des 2026"."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a UsageProblem."""
        from office.visits.dates import iso_date, read_date

        found = read_date(str(value)).day_first or iso_date(str(value))
        if found is None:
            raise UsageProblem(Problem("cli.date", found=str(value)))
        return found


class OneOf(click.ParamType[Any]):
    """One of some words."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a UsageProblem."""
        if value not in self.choices:
            raise UsageProblem(Problem("cli.choice", found=str(value), allowed=self.choices))
        return str(value)


@dataclass(frozen=True)
class Param:
    """One argument or option; its help is `cli.argument.<name>` or `cli.option.<name>` in the catalogue.

    `told` stands for the name there where another command has an option of the same name that means something else.
    """

    name: str
    kind: type[click.Parameter] = click.Option
    settings: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""

    def build(self, words: Words) -> click.Parameter:
        """The click parameter in one language."""
        if self.kind is click.Argument:
            metavar = words(f"cli.metavar.{self.name}")
            return click.Argument(
                [self.name], metavar=metavar, help=words(f"cli.argument.{self.name}"), **self.settings
            )
        flag = "--" + self.name.rstrip("_").replace("_", "-")  # from_: Python keeps some words to itself
        settings, told = dict(self.settings), self.told or self.name
        if not settings.get("is_flag"):
            own = f"cli.metavar.option.{told}"  # where an argument has the same name
            settings["metavar"] = words(own if words.has(own) else f"cli.metavar.{told}")
        return click.Option([flag, self.name], help=words(f"cli.option.{told}"), **settings)


def show_version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    """Prints the version and leaves."""
    if asked:
        from importlib.metadata import version

        click.echo(f"loket {version('loket')}")
        ctx.exit()
