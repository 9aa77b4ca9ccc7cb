"""The commands `replan` and `swap`: a published week is repaired, one way of several is written."""

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from commandline.interrupts import Heeded, interrupts_wait
from commandline.params import ExistingFile, NewPath, Number, Param, UsageProblem
from commandline.session import Session, progress_of, write
from commandline.shared import made_from, published_from, wrote
from commandline.today import Clock
from office.problems import InputError, Place, Problem

if TYPE_CHECKING:
    from planning.replan import Replanned
    from planning.results import RosterFile
    from scheduler.repair.proposals import Proposal

DONE, SHORT = 0, 3
TYPED = ParameterSource.COMMANDLINE
UNDO_TAKES = ("undo", "lang", "quiet", "json")
EXISTING = ExistingFile()
MANY = {"multiple": True}
_FILES = (
    Param("roster", click.Argument, {"type": EXISTING}),
    Param("config", settings={"type": EXISTING}, told="replan.config"),
    Param("visits", settings={"type": EXISTING}, told="replan.visits"),
    Param("book", settings={"type": EXISTING}),
    Param("previous", settings={"type": EXISTING, "multiple": True}),
)
_OUT = Param("out", settings={"type": NewPath()}, told="replan.out")
_SEED = Param("seed", settings={"type": Number(0, 2**31 - 1), "default": 1})
REPLAN = (
    *_FILES,
    *(Param(name, settings=MANY) for name in ("absent", "late", "leaves", "down", "outage", "closed")),
    Param("visitors", settings=MANY, told="replan.visitors"),
    Param("from_", settings={"type": Clock()}),
    Param("day", told="replan.day"),
    Param("take", settings={"type": Number(0, 3)}),
    Param("undo", settings={"is_flag": True}, told="replan.undo"),
    _OUT,
    _SEED,
)
SWAP = (
    *_FILES,
    Param("officer", settings={"required": True}, told="swap.officer"),
    Param("with_", settings={"required": True}),
    Param("day", told="replan.day"),
    Param("take", settings={"is_flag": True}, told="swap.take"),
    _OUT,
    _SEED,
)


def replan(
    session: Session, roster: Path, config: Path | None, visits: Path | None, book: Path | None,
    previous: tuple[Path, ...], absent: tuple[str, ...], late: tuple[str, ...], leaves: tuple[str, ...],
    down: tuple[str, ...], outage: tuple[str, ...], closed: tuple[str, ...], visitors: tuple[str, ...],
    from_: int | None, day: str | None, take: int | None, undo: bool, out: Path | None, seed: int,
) -> int:  # fmt: skip
    """At most three ways out of a bad morning; one of them is written."""
    if undo:
        _refuse_beside_undo()
        return _undone(session, roster)
    from planning.happened import Told
    from planning.replan import chosen, replan
    from report.terminal.replan import replan_lines, replan_summary

    published = published_from(session, roster, config, visits, book, previous)
    told = Told(absent, late, leaves, down, outage, closed, visitors, from_, day)
    found = replan(published, told, date.today(), seed)
    lines, data = replan_lines(found, session.words), {**replan_summary(found), **made_from(published.inputs)}
    effect = found.repair.proposals[0].effect if found.repair.proposals else found.repair.before
    if take is None:
        session.say(lines, data)
    else:
        effect = chosen(found, take).effect
        _write(session, found, take, out, lines, data)
    session.remark(found.notes)
    return SHORT if effect.shortages or effect.given else DONE


def swap(
    session: Session, roster: Path, config: Path | None, visits: Path | None, book: Path | None,
    previous: tuple[Path, ...], officer: str, with_: str, day: str | None, take: bool, out: Path | None, seed: int,
) -> int:  # fmt: skip
    """Whether two officers may change places, and what it does."""
    from planning.swap import swap
    from report.terminal.replan import replan_summary
    from report.terminal.swap import swap_lines

    published = published_from(session, roster, config, visits, book, previous)
    found = swap(published, officer, with_, day, date.today(), seed)
    effect = found.repair.proposals[0].effect
    lines, data = swap_lines(found, session.words), {**replan_summary(found), **made_from(published.inputs)}
    if take and not effect.given:
        _write(session, found, 1, out, lines, data)
    else:
        session.say(lines, data)
    session.remark(found.notes)
    return SHORT if effect.given or effect.uncovered > found.repair.before.uncovered else DONE


def _before_next(lines: list[str]) -> list[str]:
    """Without the last paragraph, which says how to write what is written now."""
    return lines[: len(lines) - 1 - lines[::-1].index("")]


def _write(
    session: Session, found: "Replanned", take: int, out: Path | None, lines: list[str], data: dict[str, object]
) -> None:
    """Writes the way that is taken, keeps the version before beside, and says so: once it has begun, to the end."""
    from planning.earlier import alone, keep_earlier, number_of
    from planning.replan import chosen, new_version
    from report.bundle import repair_files

    proposal, week = chosen(found, take), found.incident.week.week
    file = new_version(found, proposal, shlex.join(["loket", *sys.argv[1:]]))
    here = _folder_of(found.published.path)
    folder = out / week if out is not None else here if here.name == week else here / week
    with alone(folder), interrupts_wait() as heeded:
        aside = keep_earlier(folder, proposal.roster)
        number = number_of(aside) + 1 if aside is not None else 2
        written = write(folder, repair_files(found, proposal, file, session.words, number))
        printed, why = _printed(session, found, proposal, file, number, folder, aside, heeded)
        kept = [session.words("replan.kept", folder=aside), *_undo(session, folder)] if aside is not None else []
        files = [*written, *printed]
        told = [*_before_next(lines), *wrote(session, files), *why, *kept]
        session.say(told, {**data, "files": [str(path) for path in files]})


def _printed(
    session: Session, found: "Replanned", proposal: "Proposal", file: "RosterFile", number: int, folder: Path,
    aside: Path | None, heeded: Heeded,
) -> tuple[list[Path], list[str]]:  # fmt: skip
    """The papers of the week as it stands now, and what to say of them. What the morning needs is written before."""
    from planning.progress import Stage
    from planning.replan import printable
    from report.bundle import papers
    from report.terminal.table import paragraphs

    try:
        with heeded(), progress_of(session) as show:
            show(Stage("judging"))
            files = papers(printable(found, proposal, file, number), session.words)
        return write(folder, files), paragraphs([session.words("replan.printed", number=number)])
    except KeyboardInterrupt:
        return [], _outdated(session, found, "replan.interrupted", folder, aside)
    except InputError as error:
        session.complain(error.problems)
        return [], _outdated(session, found, "replan.outdated", folder, aside)


def _outdated(session: Session, found: "Replanned", key: str, folder: Path, aside: Path | None) -> list[str]:
    """Which papers of the version before no longer hold on the days in question."""
    from report.terminal.table import paragraphs

    words = session.words
    papers = [p for p in PAPERS if aside is not None and (aside / p).exists() and not (folder / p).exists()]
    days = sorted({change.day for change in found.incident.changes})
    told = ", ".join(f"{words.weekday(day)} {words.short_day(day)}" for day in days)
    return paragraphs([words(key, days=told, papers=", ".join(papers) or "week.xlsx, days.html")])


def _undo(session: Session, folder: Path) -> list[str]:
    """How to take it back."""
    return ["", session.words("replan.undo", call=_undo_call(folder))]


def _undo_call(folder: Path) -> str:
    return shlex.join(["loket", "replan", str(folder / "roster.json"), "--undo"])


def _refuse_beside_undo() -> None:
    """Options that would be dropped without a word."""
    context = click.get_current_context()
    options = (param for param in context.command.params if isinstance(param, click.Option))
    named = {o.name: o.opts[0] for o in options if context.get_parameter_source(o.name or "") is TYPED}
    beside = ", ".join(flag for name, flag in named.items() if name not in UNDO_TAKES)
    if beside:
        raise UsageProblem(Problem("cli.undo_alone", found=beside))


def _undone(session: Session, roster: Path) -> int:
    """The version before is the valid one again."""
    from planning.earlier import alone, bring_back, week_folder
    from report.terminal.table import paragraphs

    here = roster.resolve().parent
    folder = week_folder(here)
    with alone(folder):
        try:
            earlier, taken = bring_back(folder, here if here != folder else None)
        except OSError as error:
            found = error.strerror or ""
            raise InputError(Problem("files.not_written", Place(file=str(folder)), found=found)) from error
    words = session.words
    valid = week_folder(_folder_of(roster))
    old, kept = valid.with_name(earlier.name), valid.with_name(taken.name)
    lines = [words("replan.undone", folder=valid, earlier=old), words("replan.undone_kept", folder=kept)]
    data = {"valid": str(valid), "from": str(old), "kept": str(kept)}
    redo = [] if here != folder else [words("replan.undone_redo", call=_undo_call(kept))]
    session.say([*paragraphs([*lines, words("replan.undone_papers")]), *redo], data)
    return DONE


def _folder_of(roster: Path) -> Path:
    """The folder of a roster as the reader would write it from where he stands, with its name at the end."""
    folder = roster.parent
    return folder if folder.name not in ("", "..") else folder / ".." / folder.resolve().name


PAPERS = ("week.xlsx", "week.html", "days.html", "busy.html", "officers", "changes.html", "changed")
