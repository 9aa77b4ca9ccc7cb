"""The analyst's desk: a forecast explained, corrected, compared, and the data behind it looked through."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from commandline.params import UsageProblem
from commandline.session import Session, progress_of, write
from commandline.shared import errors_file, gather_inputs, made_from, week_asked, wrote
from office.problems import Problem

if TYPE_CHECKING:
    from forecast.overrides import Override
    from planning.inputs import Inputs
    from planning.snapshots import Snapshot

DONE = 0


def forecasted(
    session: Session, inputs: "Inputs", week: str | None, weeks: int, out: Path, seed: int, save: Path | None,
    earlier: Sequence[Path],
) -> int:  # fmt: skip
    """Forecasts, writes everything of it, and compares it with an earlier forecast where one is named."""
    from planning.outlook import look_ahead
    from planning.snapshots import read_snapshot, snapshot_of, snapshot_text
    from report.bundle import outlook_files
    from report.named import named
    from report.terminal import outlook_lines

    old = read_snapshot(earlier[0], inputs.office.id) if earlier else None
    first, count = (_week_of(old), -(-len(old.days) // 7)) if old and week is None else (week_asked(week), weeks)
    with progress_of(session) as progress:
        outlook = look_ahead(inputs, first, count, seed, progress)
    snapshot = snapshot_of(outlook, inputs, seed)
    saved = [] if save is None else write(save.parent, {save.name: snapshot_text(snapshot).encode()})
    if old is not None:
        return _compared(session, inputs, old, snapshot, saved)
    written = write(out, outlook_files(outlook, snapshot, session.words)) + saved
    written += errors_file(inputs, out)
    session.say(
        [*outlook_lines(outlook, session.words), *wrote(session, written)], {**outlook.summary(), **made_from(inputs)}
    )
    session.remark(named((*inputs.notes, *outlook.notes), inputs.office))
    return DONE


def explained(session: Session, inputs: "Inputs", day: date, seed: int) -> int:
    """Why a day is expected to be as busy as it is."""
    from planning.explain import explain_day
    from report.named import named
    from report.terminal.explain import explain_lines

    with progress_of(session) as progress:
        found = explain_day(inputs, day, seed, progress)
    session.say(explain_lines(found, session.words), {**found.summary(), **made_from(inputs)})
    session.remark(named((*inputs.notes, *found.notes), inputs.office))
    return DONE


def refuse_mixed(explain: date | None, earlier: Sequence[Path], save: Path | None) -> None:
    """Ways of asking for a forecast that do not go together."""
    if explain is not None and (earlier or save is not None):
        raise UsageProblem(Problem("cli.explain_alone", found="--compare" if earlier else "--save"))
    if len(earlier) > 2:
        raise UsageProblem(Problem("cli.compare_many", found=f"{len(earlier)}"))
    if len(earlier) == 2 and save is not None:
        raise UsageProblem(Problem("cli.save_what"))


def compared(session: Session, inputs: "Inputs", earlier: Sequence[Path]) -> int:
    """Two forecasts from files side by side, and what came."""
    from planning.snapshots import read_snapshot

    old, new = sorted((read_snapshot(path, inputs.office.id) for path in earlier), key=lambda s: s.made_at)
    return _compared(session, inputs, old, new)


def override(
    session: Session, config: Path, visits: Path | None, day: date | None, service: str | None, visitors: float | None,
    add: float | None, factor: float | None, reason: str | None, remove: bool, score: bool, book: Path | None,
    bookings: Path | None, seed: int,
) -> int:  # fmt: skip
    """Keep what the analyst knows better of a day, take it back, list it, or score it."""
    from planning.config import load_config
    from planning.overridenotes import override_day_notes
    from planning.overrides import kept, listed, service_named, taken_back
    from report.terminal.overrides import override_lines

    _refuse_mixed(day, service, (visitors, add, factor, reason), remove, score)
    if score:
        return _scored(session, config, visits, book, bookings, seed)
    loaded = load_config(config)
    id = service_named(loaded, service)
    notes: tuple[Problem, ...] = ()
    if day is None:
        found = listed(loaded)
    elif remove:
        found = taken_back(loaded, day, id)
    else:
        new = _override(day, id, visitors, add, factor, reason)
        found = kept(loaded, new)
        notes = override_day_notes(new, loaded.calendar, datetime.now(ZoneInfo(loaded.config.office.zone)).date())
    written = write(found.path.parent, {found.path.name: found.text.encode()}) if day is not None else []
    lines = [*override_lines(found, loaded.config.office, session.words), *(wrote(session, written) if written else [])]
    session.say(lines, {"overrides": [each.model_dump(mode="json") for each in found.overrides]})
    session.remark(notes)
    return DONE


def data(
    session: Session, config: Path, visits: Path, book: Path | None, max_bad: str | None, write_calendar: Path | None
) -> int:
    """Look through the visit log for days that are not what they seem."""
    from planning.datacare import look_through
    from report.terminal.datacare import calendar_proposals, datacare_lines

    inputs = gather_inputs(session, config, visits, book, (), None, max_bad)
    with progress_of(session) as progress:
        found = look_through(inputs, progress)
    written = []
    if write_calendar is not None:
        text = calendar_proposals(found, session.words)
        written = write(write_calendar.parent, {write_calendar.name: text.encode()})
    lines = [*datacare_lines(found, session.words), *(wrote(session, written) if written else [])]
    session.say(lines, {**found.summary(), **made_from(inputs)})
    session.remark(inputs.notes)
    return DONE


def _compared(
    session: Session, inputs: "Inputs", old: "Snapshot", new: "Snapshot", written: Sequence[Path] = ()
) -> int:
    from planning.snapshots import compare
    from report.terminal.compare import compare_lines

    found = compare(old, new, inputs.counts)
    lines = [*compare_lines(found, inputs.office, session.words), *(wrote(session, written) if written else [])]
    session.say(lines, {**found.summary(), **made_from(inputs)})
    session.remark(inputs.notes)
    return DONE


def _scored(
    session: Session, config: Path, visits: Path | None, book: Path | None, bookings: Path | None, seed: int
) -> int:
    from planning.overrides import scores
    from report.terminal.overrides import score_data, score_lines

    if visits is None:
        raise UsageProblem(Problem("cli.score_without_visits"))
    inputs = gather_inputs(session, config, visits, book, (), None, None, bookings)
    with progress_of(session):
        found = scores(inputs, seed)
    session.say(score_lines(found, inputs.office, session.words), {"scores": score_data(found), **made_from(inputs)})
    return DONE


def _refuse_mixed(day: date | None, service: str | None, said: Sequence[object], remove: bool, score: bool) -> None:
    """Options that would be dropped without a word."""
    if remove and (score or any(value is not None for value in said)):
        raise UsageProblem(Problem("cli.override_mixed", found="--remove"))
    if score and (day, service, *said) != (None,) * (2 + len(said)):
        raise UsageProblem(Problem("cli.override_mixed", found="--score"))
    if day is None and not score and (remove or service or any(value is not None for value in said)):
        raise UsageProblem(Problem("cli.override_day"))


def _override(
    day: date, service: str | None, visitors: float | None, add: float | None, factor: float | None, reason: str | None
) -> "Override":
    from forecast.overrides import Override

    given = [value for value in (visitors, add, factor) if value is not None]
    if len(given) != 1:
        raise UsageProblem(Problem("cli.override_value", found=f"{len(given)}"))
    if not (reason or "").strip():
        raise UsageProblem(Problem("cli.override_reason"))
    return Override(
        day=day, service=service, visitors=visitors, add=add, factor=factor, reason=(reason or "").strip(),
        made_at=datetime.now(UTC).replace(microsecond=0),
    )  # fmt: skip


def _week_of(snapshot: "Snapshot") -> str:
    from office.weeks import week_of

    return week_of(snapshot.days[0].date)
