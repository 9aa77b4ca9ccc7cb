"""The commands `simulate` and `replay`: a roster on many possible weeks, and a past week beside what happened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from commandline.params import ExistingFile, NewFile, Number, Param, UsageProblem
from commandline.session import Session, progress_of, require_folder, write
from commandline.shared import gather_inputs, made_from, week_asked, wrote
from office.problems import InputError, Problem

DONE = 0
EXISTING = ExistingFile()
CONFIG = Param("config", click.Argument, {"type": EXISTING})
BOOK = Param("book", settings={"type": EXISTING})
SEED = Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1})
SIMULATE = (
    CONFIG,
    Param("roster", click.Argument, {"type": EXISTING}),
    Param("visits", settings={"type": EXISTING}),
    BOOK,
    Param("paths", settings={"type": Number(20, 20_000), "default": 1000}),
    SEED,
    Param("detail", settings={"is_flag": True}),
    Param("page", settings={"type": NewFile()}),
)
REPLAY = (
    CONFIG,
    Param("visits", click.Argument, {"type": EXISTING}),
    Param("past_weeks", click.Argument, {"required": False}),
    Param("roster", settings={"type": EXISTING}),
    BOOK,
    Param("paths", settings={"type": Number(20, 20_000), "default": 1000}),
    SEED,
    Param("page", settings={"type": NewFile()}),
)
MOST_WEEKS = 260
BETWEEN = ".."


def simulate(
    session: Session, config: Path, roster: Path, visits: Path | None, book: Path | None, paths: int, seed: int,
    detail: bool, page: Path | None,
) -> int:  # fmt: skip
    """Try a roster on many possible weeks: waits, lateness, the last ticket, overtime, seats."""
    from planning.rosternames import own_stand_ins
    from planning.simulate import simulate_file
    from report.places import place_words
    from report.simulationpage import simulation_html
    from report.terminal import simulation_lines

    _require_page(page)
    inputs = gather_inputs(session, config, visits, book, (), None, None)
    with progress_of(session) as progress:
        simulated = simulate_file(inputs, roster, paths, seed, place_words(), progress)
    lines = simulation_lines(simulated, session.words, detailed=detail)
    data = {**simulated.summary(), **made_from(inputs)}
    _tell(session, lines, data, page, lambda: simulation_html(simulated, session.words))
    session.remark((*inputs.notes, *own_stand_ins(simulated.roster)))
    return DONE


def replay(
    session: Session, config: Path, visits: Path, past_weeks: str | None, roster: Path | None, book: Path | None,
    paths: int, seed: int, page: Path | None,
) -> int:  # fmt: skip
    """Live a past week again by the model, beside what really happened; or several, to see how often it was right."""
    from planning.replay.run import last_week, replay, replay_weeks
    from planning.rosternames import own_stand_ins
    from planning.simulate import roster_read
    from report.places import place_words
    from report.replaypage import replay_html
    from report.terminal.replay import replay_lines, replayed_weeks_lines

    weeks = _weeks(past_weeks)
    for option, given in (("--roster", roster), ("--page", page)):
        if len(weeks) > 1 and given is not None:
            raise UsageProblem(Problem("cli.replay_one", found=past_weeks or "", params={"option": option}))
    _require_page(page)
    inputs = gather_inputs(session, config, visits, book, (), None, None)
    asked = roster_read(inputs, roster, place_words()).roster if roster is not None else None
    with progress_of(session):
        if len(weeks) > 1:
            several = replay_weeks(inputs, weeks, paths, seed)
            lines, data = replayed_weeks_lines(several, session.words), several.summary()
        else:
            week = weeks[0] if weeks else asked.week if asked else last_week(inputs)
            found = replay(inputs, week, asked, roster, paths, seed)
            lines, data = replay_lines(found, session.words), found.summary()
    _tell(session, lines, {**data, **made_from(inputs)}, page, lambda: replay_html(found, session.words))
    session.remark((*inputs.notes, *(own_stand_ins(asked) if asked is not None else ())))
    return DONE


def _require_page(page: Path | None) -> None:
    """Refuses a page that cannot be written, before anything takes long."""
    if page is not None:
        with _about_the_page():
            require_folder(page.parent)


def _tell(
    session: Session, lines: Sequence[str], data: Mapping[str, object], page: Path | None, html: Callable[[], str]
) -> None:
    """The result on stdout, and on a page if one is asked for: what was found is said even if that fails."""
    if page is None:
        session.say(lines, data)
        return
    try:
        with _about_the_page():
            written = write(page.parent, {page.name: html().encode()})
    except InputError:
        session.say(lines, data)
        raise
    session.say([*lines, *wrote(session, written)], {**data, "files": [str(path) for path in written]})


@contextmanager
def _about_the_page() -> Iterator[None]:
    """What cannot be written here is the page: the remedy names its option."""
    try:
        yield
    except InputError as error:
        raise InputError(*(replace(problem, code="files.page_not_written") for problem in error.problems)) from error


def _weeks(text: str | None) -> tuple[str, ...]:
    """The weeks of ``2026-W40`` or ``2026-W30..2026-W40``; none of None."""
    from planning.replay.run import weeks_between

    if text is None:
        return ()
    first, parted, last = text.partition(BETWEEN)
    try:
        weeks = weeks_between(week_asked(first.strip()), week_asked((last if parted else first).strip()))
    except UsageProblem as error:
        raise UsageProblem(replace(error.problem, found=text)) from None
    if not 0 < len(weeks) <= MOST_WEEKS:
        raise UsageProblem(Problem("cli.replay_weeks", found=text, params={"most": MOST_WEEKS}))
    return weeks
