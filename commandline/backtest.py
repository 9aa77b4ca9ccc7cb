"""The command `backtest`: tells what to test from what was given, tests it, writes what was asked for."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from commandline.params import Date, ExistingFile, NewPath, Number, OneOf, Param, UsageProblem
from commandline.session import Session, progress_of, require_folder, write
from commandline.shared import gather_inputs, wrote
from office.problems import InputError, Problem

if TYPE_CHECKING:
    from planning.backtest import Backtested, Wanted
    from planning.progress import Stage, Watch

DONE = 0
EXISTING = ExistingFile()
PARAMS = (
    Param("config", click.Argument, {"type": EXISTING, "required": False}),
    Param("visits", settings={"type": EXISTING}),
    Param("book", settings={"type": EXISTING}),
    Param("bookings", settings={"type": EXISTING}),
    Param("counts", settings={"type": EXISTING}),
    Param("slot_minutes", settings={"type": OneOf(("15", "30", "60")), "default": "60"}),
    Param("horizon_days", settings={"type": Number(1, 91), "default": 28}),
    Param("first_origin", settings={"type": Date()}),
    Param("origins", settings={"type": Number(1, 200), "default": 8}),
    Param("step_days", settings={"type": Number(1, 366), "default": 7}),
    Param("calendar", settings={"type": EXISTING}),
    Param("country"),
    Param("zone"),
    Param("models"),
    Param("predictions", settings={"type": NewPath()}),
)
"""Beside the folder and the seed."""


def backtest(
    session: Session, config: Path | None, visits: Path | None, book: Path | None, bookings: Path | None,
    counts: Path | None, slot_minutes: str, horizon_days: int, first_origin: date | None, origins: int,
    step_days: int, calendar: Path | None, country: str | None, zone: str | None, models: str | None,
    predictions: Path | None, out: Path, seed: int,
) -> int:  # fmt: skip
    """Forecast the past again and say how good that was."""
    from forecast.backtest.origins import OriginPlan
    from planning.backtest import Wanted
    from planning.backtestsummary import summary
    from report.backtestpage import backtest_files
    from report.named import named_by
    from report.terminal.backtest import backtest_lines

    _refuse_empty({"--country": country, "--zone": zone, "--models": models})
    plan = OriginPlan(first_origin, origins, step_days, horizon_days)
    wanted = Wanted(plan, _names(models), seed)
    _refuse(config, visits, counts, {"--calendar": calendar, "--country": country, "--zone": zone})
    _refuse_office_files(counts, {"--book": book, "--bookings": bookings})
    _refuse_unknown(wanted.models, country, zone)
    require_folder(out)
    if predictions is not None:
        _refuse_predictions(predictions, (config, visits, book, bookings, counts, calendar))
    with _progress(session) as progress:
        if counts is not None:
            done = _of_counts(counts, slot_minutes, calendar, country, zone, config, wanted, progress)
        else:
            assert config is not None
            done = _of_log(session, config, visits, book, bookings, wanted, progress)
    done = replace(done, command=_as_called())
    written = [*_predictions(done, predictions), *write(out, backtest_files(done, session.words))]
    session.say(
        [*backtest_lines(done, session.words), *wrote(session, written)],
        {**summary(done), "files": [str(path) for path in written]},
    )
    session.remark(named_by(done.notes, done.service_names))
    return DONE


def _as_called() -> str:
    """The command as it would be typed again, without what is as usual."""
    context, parts = click.get_current_context(), ["loket", "backtest"]
    for name, value in context.params.items():
        if context.get_parameter_source(name) == ParameterSource.COMMANDLINE and name not in ("lang", "quiet", "json"):
            parts += [str(value)] if name == "config" else ["--" + name.replace("_", "-"), _typed(value)]
    return join(parts)


def _typed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@contextmanager
def _progress(session: Session) -> Iterator["Watch"]:
    """A line that moves on a terminal; where stderr goes to a file, a line an origin: it may take long."""
    if session.quiet or sys.stderr.isatty():
        with progress_of(session) as show:
            yield show
        return
    from report.progress import stage_line

    told = {0}

    def tell(stage: "Stage") -> None:
        if stage.step not in told:
            told.add(stage.step)
            click.echo(stage_line(stage, session.words), err=True)

    yield tell


def _of_counts(
    counts: Path, slot_minutes: str, calendar: Path | None, country: str | None, zone: str | None,
    config: Path | None, wanted: "Wanted", progress: "Watch",
) -> "Backtested":  # fmt: skip
    from planning.backtest import CountsSource, backtest_counts
    from planning.countsfile import DEFAULT_ZONE

    source = CountsSource(counts, int(slot_minutes), zone or DEFAULT_ZONE, calendar, country, config)
    return backtest_counts(source, wanted, progress)


def _of_log(
    session: Session, config: Path, visits: Path | None, book: Path | None, bookings: Path | None, wanted: "Wanted",
    progress: "Watch",
) -> "Backtested":  # fmt: skip
    from planning.backtest import backtest_log

    return backtest_log(gather_inputs(session, config, visits, book, (), None, None, bookings), wanted, progress)


def _predictions(done: "Backtested", predictions: Path | None) -> list[Path]:
    """The forecasts of the models that were asked for, where a file was."""
    from planning.predictionsfile import write_predictions

    if predictions is None:
        return []
    asked = [model for model in done.wanted.models or done.result.models if model in done.result.models]
    write_predictions(predictions, done.result, [done.service_names[id] for id in done.result.services], asked)
    return [predictions]


def _names(models: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (models or "").split(",") if name.strip())


def _refuse(config: Path | None, visits: Path | None, counts: Path | None, outside: Mapping[str, object]) -> None:
    """Refuses sources that do not go together, and options of the other source."""
    if config is not None and _is_table(config):
        raise UsageProblem(Problem("backtest.not_an_office", found=str(config)))
    if counts is not None and visits is not None:
        raise UsageProblem(Problem("backtest.two_sources"))
    if counts is None and config is None:
        raise UsageProblem(Problem("backtest.no_config" if visits is not None else "backtest.no_source"))
    alien = [option for option, value in outside.items() if value is not None] if counts is None else []
    if alien:
        raise UsageProblem(Problem("backtest.only_counts", found=alien[0]))


def _refuse_office_files(counts: Path | None, own: Mapping[str, Path | None]) -> None:
    """Refuses files of an office beside counts from anywhere."""
    alien = [option for option, path in own.items() if path is not None] if counts is not None else []
    if alien:
        raise UsageProblem(Problem("backtest.only_log", found=alien[0]))


def _refuse_empty(given: Mapping[str, str | None]) -> None:
    """Refuses options that were given without a value, as a script does with a variable that is not set."""
    empty = [option for option, value in given.items() if value is not None and not value.strip()]
    if empty:
        raise UsageProblem(Problem("backtest.option_empty", found=empty[0]))


def _refuse_unknown(models: Sequence[str], country: str | None, zone: str | None) -> None:
    """Refuses names that nobody knows before any file is read."""
    from planning.backtest import refuse_unknown
    from planning.countryfile import country_entries
    from planning.countsfile import zone_of

    _as_usage(lambda: refuse_unknown(models))
    if zone is not None:
        _as_usage(lambda: zone_of(zone))
    if country is not None:
        _as_usage(lambda: country_entries(country, (date.today().year,)))


def _as_usage(check: Callable[[], object]) -> None:
    """A wrong call, where the fault lies in what was typed and not in a file."""
    try:
        check()
    except InputError as error:
        raise UsageProblem(error.problems[0]) from error


def _refuse_predictions(predictions: Path, inputs: Sequence[Path | None]) -> None:
    """Refuses a file that would overwrite an input, has another ending than CSV's, or cannot be written."""
    from planning.predictionsfile import require_writable

    if any(path is not None and path.resolve() == predictions.resolve() for path in inputs):
        raise UsageProblem(Problem("backtest.predictions_input", found=str(predictions)))
    if not predictions.name.lower().endswith((".csv", ".csv.gz")):
        raise UsageProblem(Problem("backtest.predictions_name", found=str(predictions)))
    require_writable(predictions)


def _is_table(path: Path) -> bool:
    """Whether a file's name is that of a log."""
    return path.name.lower().endswith((".csv", ".csv.gz", ".xlsx", ".parquet"))
