"""The command line: one command a use case. Parses, calls, writes, says what it did."""

import gc
import os
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commandline import backtest, desk, explain, levers, month, replan, shifts, simulate, times, today
from commandline.params import Date, ExistingFile, NewPath, Number, OneOf, Param, show_version
from commandline.session import (
    Session,
    first_interrupt_stops,
    forgive_narrow_streams,
    leave_solvers,
    progress_of,
    refuse_to_overwrite,
    write,
)
from commandline.shared import (
    BOOK_NAME,
    book_beside,
    errors_file,
    gather_inputs,
    made_from,
    week_asked,
    wrote,
)
from commandline.worded import build, usage_lines
from office.problems import InputError
from report.words.catalogue import LANGUAGES, Words, preferred

if TYPE_CHECKING:
    from datetime import date

    from planning.inputs import Inputs
    from planning.results import ChoiceName, WeekPlan

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices are small: more threads only get in each other's way
HERE = Path(__file__).parent
DONE, BAD_INPUT, USAGE, SHORT, INTERRUPTED = 0, 1, 2, 3, 130
SAMPLE_WEEK = "2026-W49"
SELDOM = 100_000, 50, 50
"""How seldom circles are looked for: values are made by the ten thousand, and hardly any stands in a circle."""
EXISTING, NEW = ExistingFile(), NewPath()

CONFIG = Param("config", click.Argument, {"type": EXISTING})
VISITS = Param("visits", click.Argument, {"type": EXISTING, "required": False})
ROSTER = Param("roster", click.Argument, {"type": EXISTING})
FOLDER = Param("folder", click.Argument, {"type": NEW})
OUT = Param("out", settings={"type": NEW, "default": Path("out")})
WEEK = Param("week")
CHECK_WEEK = Param("week", told="check_week")
WEEKS = Param("weeks", settings={"type": Number(1, 13), "default": 2})
BOOK = Param("book", settings={"type": EXISTING})
BOOKINGS = Param("bookings", settings={"type": EXISTING})
KEEP = Param("keep", settings={"type": EXISTING})
PREVIOUS = Param("previous", settings={"type": EXISTING, "multiple": True})
SEED = Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1})
PLAN_SEED = Param("seed", settings=SEED.settings, told="plan_seed")
SECONDS = Param("seconds", settings={"type": Number(1.0, 86_400.0), "default": 90.0})
REPEATABLE = Param("repeatable", settings={"is_flag": True})
BALANCES: "dict[str, ChoiceName]" = {
    "hemat": "lean", "seimbang": "balanced", "lega": "ample", "lean": "lean", "balanced": "balanced", "ample": "ample",
}  # fmt: skip
BALANCE = Param("balance", settings={"type": OneOf(tuple(BALANCES)), "default": "seimbang"})
QUICK = Param("quick", settings={"is_flag": True})
MAX_BAD = Param("max_bad")
EXPLAIN = Param("explain", settings={"type": Date()})
COMPARE = Param("compare", settings={"type": EXISTING, "multiple": True})
SAVE = Param("save", settings={"type": NEW})
DAY = Param("day", settings={"type": Date()})
SERVICE = Param("service")
VISITORS = Param("visitors", settings={"type": Number(0.0, 2000.0)})
ADD = Param("add", settings={"type": Number(-2000.0, 2000.0)})
FACTOR = Param("factor", settings={"type": Number(0.0, 10.0)})
REASON = Param("reason")
REMOVE = Param("remove", settings={"is_flag": True})
SCORE = Param("score", settings={"is_flag": True})
LOG = Param("visits", click.Argument, {"type": EXISTING})
WRITE_CALENDAR = Param("write_calendar", settings={"type": NEW})
PRESET = Param("preset", settings={"type": OneOf(("lebong", "ukk_small", "large")), "default": "lebong"})
OFFICE_NAME = Param("name")
LANG = Param("lang", settings={"type": OneOf(LANGUAGES)})
QUIET = Param("quiet", settings={"is_flag": True})
JSON = Param("json", settings={"is_flag": True})
EVERYWHERE = (LANG, QUIET, JSON)
VERSION = Param(
    "version", settings={"is_flag": True, "is_eager": True, "expose_value": False, "callback": show_version}
)

COMMANDS: dict[str, tuple[Callable[..., int], tuple[Param, ...]]] = {}


def command(name: str, *params: Param) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Registers a command whose function returns the exit code."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        COMMANDS[name] = (function, params)
        return function

    return register


# --- the commands -------------------------------------------------------------------------------------------------


@command(
    "plan",
    CONFIG,
    VISITS,
    WEEK,
    BOOK,
    BOOKINGS,
    PREVIOUS,
    KEEP,
    OUT,
    PLAN_SEED,
    SECONDS,
    REPEATABLE,
    BALANCE,
    QUICK,
    MAX_BAD,
)
def plan(
    session: Session, config: Path, visits: Path | None, week: str | None, book: Path | None,
    bookings: Path | None, previous: tuple[Path, ...], keep: Path | None, out: Path, seed: int, seconds: float,
    repeatable: bool, balance: str, quick: bool, max_bad: str | None,
) -> int:  # fmt: skip
    """Forecast the visitors of a week, write the roster and the counter plan."""
    from planning.earlier import refuse_other_office
    from planning.keep import read_kept, with_kept
    from planning.plan import Effort, plan_week
    from report.places import place_words

    inputs = gather_inputs(session, config, visits, book, previous, out, max_bad, bookings)
    kept = read_kept(keep, week and week_asked(week), place_words()) if keep is not None else None
    asked = week_asked(week) if kept is None else kept.roster.week
    if kept is not None:
        inputs = with_kept(inputs, kept, previous)
    refuse_other_office(out / asked, inputs.office.id)
    effort = Effort(seed, seconds, repeatable, _command(), BALANCES[balance], quick)
    with progress_of(session) as progress, first_interrupt_stops(session):
        planned = plan_week(inputs, asked, effort, progress, session.stop, kept)
    return _deliver(session, planned, out, inputs)


@command("forecast", CONFIG, VISITS, WEEK, WEEKS, BOOK, BOOKINGS, OUT, SEED, MAX_BAD, EXPLAIN, COMPARE, SAVE)
def forecast(
    session: Session, config: Path, visits: Path | None, week: str | None, weeks: int, book: Path | None,
    bookings: Path | None, out: Path, seed: int, max_bad: str | None, explain: "date | None",
    compare: tuple[Path, ...], save: Path | None,
) -> int:  # fmt: skip
    """Predict the visitors of the coming weeks, explain a day, or compare with an earlier forecast."""
    desk.refuse_mixed(explain, compare, save)
    writes = explain is None and not compare
    inputs = gather_inputs(session, config, visits, book, (), out if writes else None, max_bad, bookings)
    if explain is not None:
        return desk.explained(session, inputs, explain, seed)
    if len(compare) > 1:
        return desk.compared(session, inputs, compare)
    return desk.forecasted(session, inputs, week, weeks, out, seed, save, compare)


command("override", CONFIG, VISITS, DAY, SERVICE, VISITORS, ADD, FACTOR, REASON, REMOVE, SCORE, BOOK, BOOKINGS, SEED)(
    desk.override
)
command("data", CONFIG, LOG, BOOK, MAX_BAD, WRITE_CALENDAR)(desk.data)


@command("bookings", CONFIG, LOG, BOOK, BOOKINGS)
def bookings(session: Session, config: Path, visits: Path, book: Path | None, bookings: Path | None) -> int:
    """Look at past appointments: slot fill and show rates."""
    from planning.bookings import judge_bookings
    from report.named import named
    from report.terminal.bookings import booking_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    judged = judge_bookings(inputs)
    session.say(booking_lines(judged, session.words), {**judged.summary(), **made_from(inputs)})
    session.remark(named((*inputs.notes, *judged.notes), inputs.office))
    return DONE


command("backtest", *backtest.PARAMS, OUT, SEED)(backtest.backtest)
command("today", *today.PARAMS)(today.today)
command("times", *times.PARAMS)(times.times)


@command("check", CONFIG, ROSTER, BOOK, PREVIOUS, CHECK_WEEK)
def check(
    session: Session, config: Path, roster: Path, book: Path | None, previous: tuple[Path, ...], week: str | None
) -> int:
    """Judge a roster.json, an edited week.xlsx or the office's own roster by the rules of the office."""
    from planning.check import check_file
    from report.named import named
    from report.places import place_words
    from report.terminal import check_lines

    asked = None if week is None else week_asked(week)
    checked = check_file(config, roster, book_beside(config, book), previous, place_words(), asked)
    session.say(check_lines(checked, session.words), checked.summary())
    session.remark(named(checked.notes, checked.week.office))
    return SHORT if checked.broken else DONE


command("quota", *levers.QUOTA)(levers.quota)
command("spare", *levers.SPARE)(levers.spare)
command("cap", *levers.CAP)(levers.cap)
command("shifts", *shifts.SHIFTS)(shifts.shifts)
command("simulate", *simulate.SIMULATE)(simulate.simulate)
command("replay", *simulate.REPLAY)(simulate.replay)
command("replan", *replan.REPLAN)(replan.replan)
command("swap", *replan.SWAP)(replan.swap)
command("month", *month.MONTH)(month.month)
command("explain", *explain.EXPLAIN)(explain.explain)


@command("init", FOLDER, PRESET, OFFICE_NAME)
def init(session: Session, folder: Path, preset: str, name: str | None) -> int:
    """Start a new office: YAML, calendar and workbook to fill in."""
    from planning.config import load_config
    from planning.init import start_office
    from report.workbook import workbook

    texts = start_office(HERE / "configs", preset, name)
    refuse_to_overwrite(folder, [*texts, BOOK_NAME])
    written = write(folder, {file: text.encode() for file, text in texts.items()})
    config = next(path for path in written if path.suffix == ".yaml")
    written += write(folder, {BOOK_NAME: workbook(load_config(config).config, session.words)})
    advice = session.words("cli.init.next", config=config, book=folder / BOOK_NAME, name=BOOK_NAME)
    session.say([*wrote(session, written), advice], {"files": [str(path) for path in written]})
    return DONE


@command("demo", OUT, PLAN_SEED, SECONDS)
def demo(session: Session, out: Path, seed: int, seconds: float) -> int:
    """Plan the sample office's week from its sample visit log."""
    sample = HERE / "sample_data"
    if not session.quiet and not session.as_json:
        click.echo(session.words("cli.demo.intro"), err=True)
    config, visits = HERE / "configs" / "lebong.yaml", next(sample.glob("kunjungan.csv*"))
    return plan(
        session, config, visits, SAMPLE_WEEK, None, None, (), None, out, seed, seconds, False, "seimbang", False, None
    )


@command("config check", CONFIG, BOOK)
def config_check(session: Session, config: Path, book: Path | None) -> int:
    """Read an office's YAML, calendar and workbook, and say everything that is wrong."""
    from planning.check import check_config

    loaded, notes = check_config(config, book_beside(config, book))
    office = loaded.config.office
    facts = {"office": office.name, "officers": len(office.officers), "counters": len(office.counters),
             "services": len(office.services), "rules": len(loaded.config.roster.rules)}  # fmt: skip
    session.say([session.words("cli.config.good", **facts)], facts)
    session.remark(notes)
    return DONE


# --- what the commands share ---------------------------------------------------------------------------------------


def _command() -> str:
    """The call as it was typed."""
    return shlex.join(["loket", *sys.argv[1:]])


def _deliver(session: Session, planned: "WeekPlan", out: Path, inputs: "Inputs") -> int:
    """Writes what a planned week consists of, and says what came of it."""
    from planning.earlier import alone, keep_earlier
    from report.bundle import week_files
    from report.named import named
    from report.terminal import plan_lines, plan_summary

    folder = out / planned.week.week
    files = week_files(planned, session.words)
    with alone(folder):
        aside = keep_earlier(folder, planned.roster)
        written = [*write(folder, files), *errors_file(inputs, out)]
    moved = [session.words("cli.earlier", folder=aside)] if aside is not None else []
    lines = [*plan_lines(planned, session.words), *wrote(session, written), *moved]
    made = {"provenance": planned.provenance.model_dump(mode="json"), "files": [str(path) for path in written]}
    session.say(lines, {**plan_summary(planned), **made})
    session.remark(named((*inputs.notes, *planned.notes), inputs.office))
    broken = planned.result.shortages or any(violation.hard for violation in planned.violations)
    return SHORT if broken else DONE


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, looked up before any help is built."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return preferred(argument.removeprefix("--lang="))
        if argument == "--lang" and at + 1 < len(arguments):
            return preferred(arguments[at + 1])
    return preferred()


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and leaves with its exit code: 0, 1 bad input, 2 usage, 3 shortages remain, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    forgive_narrow_streams()
    gc.set_threshold(*SELDOM)
    words = Words(_language(given))
    try:
        code = build(words, COMMANDS, EVERYWHERE, (VERSION,)).main(
            given or ["--help"], prog_name="loket", standalone_mode=False
        )
    except click.UsageError as error:
        click.echo("\n".join(usage_lines(error, words)), err=True)
        code = USAGE
    except InputError as error:
        Session(words).complain(error.problems)
        code = BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it has been heard
        click.echo(words("cli.interrupted"), err=True)
        leave_solvers(INTERRUPTED)
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
