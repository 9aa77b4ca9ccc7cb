"""The commands `simulate` and `replay`: a roster on many possible weeks, and a past week beside what happened."""

from pathlib import Path

import click

from commandline.params import ExistingFile, NewPath, Number, Param, UsageProblem
from commandline.session import Session, progress_of, write
from commandline.shared import gather_inputs, made_from, week_asked, wrote
from office.problems import Problem

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
    Param("page", settings={"type": NewPath()}),
)
REPLAY = (
    CONFIG,
    Param("visits", click.Argument, {"type": EXISTING}),
    Param("past_weeks", click.Argument, {"required": False}),
    Param("roster", settings={"type": EXISTING}),
    BOOK,
    Param("paths", settings={"type": Number(20, 20_000), "default": 1000}),
    SEED,
    Param("page", settings={"type": NewPath()}),
)
MOST_WEEKS = 260
BETWEEN = ".."


def simulate(
    session: Session, config: Path, roster: Path, visits: Path | None, book: Path | None, paths: int, seed: int,
    detail: bool, page: Path | None,
) -> int:  # fmt: skip
    """Try a roster on many possible weeks: waits, lateness, the last ticket, overtime, seats."""
    from planning.simulate import simulate_file
    from report.places import place_words
    from report.simulationpage import simulation_html
    from report.terminal import simulation_lines

    inputs = gather_inputs(session, config, visits, book, (), None, None)
    with progress_of(session) as progress:
        simulated = simulate_file(inputs, roster, paths, seed, place_words(), progress)
    lines = simulation_lines(simulated, session.words, detailed=detail)
    data = {**simulated.summary(), **made_from(inputs)}
    if page is not None:
        written = write(page.parent, {page.name: simulation_html(simulated, session.words).encode()})
        lines, data = [*lines, *wrote(session, written)], {**data, "files": [str(path) for path in written]}
    session.say(lines, data)
    session.remark(inputs.notes)
    return DONE


def replay(
    session: Session, config: Path, visits: Path, past_weeks: str | None, roster: Path | None, book: Path | None,
    paths: int, seed: int, page: Path | None,
) -> int:  # fmt: skip
    """Live a past week again by the model, beside what really happened; or several, to see how often it was right."""
    from planning.replay.run import last_week, replay, replay_weeks
    from planning.simulate import roster_read
    from report.places import place_words
    from report.replaypage import replay_html
    from report.terminal.replay import replay_lines, replayed_weeks_lines

    weeks = _weeks(past_weeks)
    for option, given in (("--roster", roster), ("--page", page)):
        if len(weeks) > 1 and given is not None:
            raise UsageProblem(Problem("cli.replay_one", found=past_weeks or "", params={"option": option}))
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
    if page is not None:
        written = write(page.parent, {page.name: replay_html(found, session.words).encode()})
        lines, data = [*lines, *wrote(session, written)], {**data, "files": [str(path) for path in written]}
    session.say(lines, {**data, **made_from(inputs)})
    session.remark(inputs.notes)
    return DONE


def _weeks(text: str | None) -> tuple[str, ...]:
    """The weeks of ``2026-W40`` or ``2026-W30..2026-W40``; none of None."""
    from planning.replay.run import weeks_between

    if text is None:
        return ()
    first, parted, last = text.partition(BETWEEN)
    weeks = weeks_between(week_asked(first.strip()), week_asked((last if parted else first).strip()))
    if not 0 < len(weeks) <= MOST_WEEKS:
        raise UsageProblem(Problem("cli.replay_weeks", found=text, params={"most": MOST_WEEKS}))
    return weeks
