"""Commands whose help and usage errors speak the language of the reader."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from commandline.params import Param, UsageProblem
from commandline.session import Session
from report.words.catalogue import Words


class WordedCommand(click.Command):
    """A command whose help speaks the language of the reader."""

    words: Words

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to call the command."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.words("cli.usage") + " ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What must be named, under a heading of the language."""
        self._list(ctx, formatter, click.Argument, "cli.arguments")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What may be chosen, and the commands of a group."""
        self._list(ctx, formatter, click.Option, "cli.options")
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def _list(
        self, ctx: click.Context, formatter: click.HelpFormatter, kind: type[click.Parameter], heading: str
    ) -> None:
        params = (param for param in self.get_params(ctx) if isinstance(param, kind))
        records = [record for param in params if (record := param.get_help_record(ctx))]
        if records:
            with formatter.section(self.words(heading)):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` with its sentence."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.words("cli.option.help")
        return option


class WordedGroup(WordedCommand, click.Group):
    """A group of such commands."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its one sentence."""
        with formatter.section(self.words("cli.commands")):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in self.commands.items()])


Commands = Mapping[str, tuple[Callable[..., int], tuple[Param, ...]]]


def build(words: Words, commands: Commands, common: Sequence[Param], first: Sequence[Param]) -> click.Group:
    """All commands, worded.

    Parameters
    ----------
    words
        The language.
    commands
        By name (two words for a command of a group): the function, which takes a Session and its parameters and
        returns the exit code, and the parameters. Help is `cli.command.<name>` in the catalogue.
    common
        Parameters that every command takes: lang, quiet, json.
    first
        Parameters of the program itself.
    """
    main_group = _group(words, "loket", [param.build(words) for param in (*common, *first)])
    for name, (function, params) in commands.items():
        *above, own = name.split()
        group = main_group
        for part in above:
            group.add_command(group.commands.get(part) or _group(words, part, [param.build(words) for param in common]))
            group = group.commands[part]  # type: ignore[assignment]
        settings = [param.build(words) for param in (*params, *common)]
        made = WordedCommand(own, params=settings, callback=_run(words, function), help=words(f"cli.command.{name}"))
        made.words, made.options_metavar = words, words("cli.metavar.options")
        group.add_command(made)
    return main_group


def _group(words: Words, name: str, params: list[click.Parameter]) -> WordedGroup:
    group = WordedGroup(name, params=params, help=words(f"cli.group.{name}"), callback=lambda **given: given)
    group.words, group.options_metavar = words, words("cli.metavar.options")
    group.subcommand_metavar = words("cli.metavar.command")
    return group


def _run(words: Words, function: Callable[..., int]) -> Callable[..., int]:
    """The callback of a command: the common options become its session."""

    def callback(lang: str | None, quiet: bool, json: bool, **given: Any) -> int:
        above = [context.params for context in _above(click.get_current_context())]
        quiet = quiet or any(params["quiet"] for params in above)
        json = json or any(params["json"] for params in above)
        return function(Session(words, quiet, json), **given)

    return callback


def _above(context: click.Context) -> Iterator[click.Context]:
    """The groups that a command was called through: each takes the common options as well."""
    while context.parent is not None:
        context = context.parent
        yield context


USAGE_KEYS: tuple[tuple[type[click.UsageError], str], ...] = (
    (click.NoSuchOption, "cli.no_such_option"),
    (NoSuchCommand, "cli.no_such_command"),
    (click.MissingParameter, "cli.missing_parameter"),
    (click.BadOptionUsage, "cli.option_without_value"),
)


def usage_lines(error: click.UsageError, words: Words) -> list[str]:
    """What was wrong in the call, and where to read on."""
    from report.problems import lines

    if isinstance(error, NoArgsIsHelpError):
        return [error.message]
    if isinstance(error, UsageProblem):
        return lines((error.problem,), words)
    key = next((key for kind, key in USAGE_KEYS if isinstance(error, kind)), "cli.call_not_understood")
    path = error.ctx.command_path if error.ctx else "loket"
    near = ", ".join(getattr(error, "possibilities", None) or ())
    return [
        words(key, name=_named(error), detail=error.message),
        *([words("cli.did_you_mean", near=near)] if near else []),
        words("cli.see_help", command=path),
    ]


def _named(error: click.UsageError) -> str:
    """The option, command or parameter that an error is about."""
    param = getattr(error, "param", None)
    if param is not None and error.ctx is not None:
        return str(param.make_metavar(error.ctx))
    return str(getattr(error, "option_name", None) or getattr(error, "command_name", ""))
