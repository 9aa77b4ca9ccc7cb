"""Inputs: everything that a use case reads from files, read once, with the hashes that name it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from forecast.counts import Counts, count, history_grid
from forecast.overrides import Override
from forecast.pool.memory import FORGETFUL, Memory
from office.bookings import Booking
from office.days import Calendar
from office.office import Office
from office.people import Absence
from office.problems import Problem
from office.provenance import hash_of
from office.visits.log import VisitLog
from office.visits.read import read_visits
from planning.book import Book, read_book, told, with_book
from planning.bookingsfile import BookingsFile, read_bookings
from planning.config import Config, LoadedConfig, load_config
from planning.drawn import ANEW, Drawn, usual_drawn
from planning.memory import usual_memory
from planning.overridefile import override_path, read_overrides
from planning.rosterfile import read_history
from scheduler.roster import History, Roster
from scheduler.rules.fair_turns import burdens_of
from staffing.durations import Durations, Written
from staffing.servicetimes.fit import fit_times
from staffing.servicetimes.times import ServiceTimes


@dataclass(frozen=True)
class Hashes:
    """SHA-256 of each kind of input; empty where there is none."""

    config: str = ""
    calendar: str = ""
    visits: str = ""
    book: str = ""
    previous: str = ""
    overrides: str = ""


@dataclass(frozen=True)
class Inputs:
    """What the files say.

    Parameters
    ----------
    config
        The office's YAML, with the workbook's officers and counters put in.
    calendar
        The calendar file and the workbook's events.
    log
        The visit log; None for a start from the questionnaire.
    absences
        From the workbook.
    bookings
        Appointments from the bookings file and the workbook, of past and coming days.
    history, previous
        What the earlier rosters leave behind, and the latest of them.
    hashes
        Names of the files' contents.
    notes
        What a reader should know of the files, errors of an accepted visit log included.
    overrides
        What the analyst knows better of some days; from the file beside the YAML.
    memory
        Where forecasts of the past are kept.
    drawn
        Where forecasts of coming weeks are kept.
    """

    config: Config
    calendar: Calendar
    log: VisitLog | None
    absences: tuple[Absence, ...]
    bookings: tuple[Booking, ...]
    history: History
    previous: Roster | None
    hashes: Hashes
    notes: tuple[Problem, ...]
    overrides: tuple[Override, ...] = ()
    memory: Memory = field(default=FORGETFUL, repr=False)
    drawn: Drawn = field(default=ANEW, repr=False)

    @property
    def office(self) -> Office:
        """The office."""
        return self.config.office

    @property
    def visit_problems(self) -> tuple[Problem, ...]:
        """Errors and notes of the visit log."""
        return self.log.problems if self.log is not None else ()

    @cached_property
    def counts(self) -> Counts | None:
        """Arrivals of the past; None without a log or with an empty one."""
        if self.log is None or self.log.frame.empty:
            return None
        grid = history_grid(self.log.frame, self.office, self.calendar)
        return count(self.log.frame, self.office, self.calendar, grid)

    @cached_property
    def times(self) -> ServiceTimes | None:
        """What the log tells about minutes at the counter; None without a log."""
        return fit_times(self.log.frame, self.office) if self.log is not None else None

    @property
    def durations(self) -> Durations:
        """How long each stop takes: from the log where it says enough, else what the office's file says."""
        return self.times or Written()


def gather(
    config: Path,
    visits: Path | None = None,
    book: Path | None = None,
    previous: Sequence[Path] = (),
    max_bad: float | None = None,
    bookings: Path | None = None,
) -> Inputs:
    """Reads all inputs of a use case.

    Parameters
    ----------
    config
        The office's YAML; its calendar is named inside.
    visits
        Visit log; None for a start without any.
    book
        The head's workbook.
    previous
        Earlier rosters (roster.json), in any order.
    max_bad
        Share of unusable rows of the log with which it is still accepted; None leaves it to the YAML.
    bookings
        The bookings file. What it says of a day and service stands in place of the workbook's appointments.

    Raises
    ------
    InputError
        With all problems of the first file that cannot be used.
    """
    loaded = load_config(config)
    filled = read_book(book, loaded.config) if book is not None else Book()
    settings = with_book(loaded.config, filled)
    calendar = settings.office.calendar((*loaded.entries, *filled.entries))
    log = _read_log(visits, settings, calendar, max_bad)
    listed = read_bookings(bookings, settings.office) if bookings is not None else BookingsFile()
    burdens = burdens_of(settings.roster.rules, settings.office)
    history, latest = read_history(previous, settings.office, calendar, settings.roster.shifts, burdens)
    return Inputs(
        config=settings,
        calendar=calendar,
        log=log,
        absences=filled.absences,
        bookings=_together(listed.bookings, filled.bookings),
        history=history,
        previous=latest,
        hashes=_hashes(loaded, visits, [path for path in (book, bookings) if path is not None], previous),
        notes=(
            *loaded.notes,
            *(told(book, filled) if book is not None else ()),
            *listed.notes,
            *(log.problems if log is not None else ()),
        ),
        overrides=read_overrides(override_path(config), settings.office.service_ids),
        memory=usual_memory(),
        drawn=usual_drawn(),
    )


def ahead_of(inputs: Inputs, today: date) -> Inputs:
    """The same inputs, with a warning where the log's newest day lies after today."""
    if inputs.log is None or inputs.log.frame.empty:
        return inputs
    newest = inputs.log.frame["day"].max().date()
    warning = Problem("visits.ahead", found=f"{newest}", params={"today": f"{today}"}, severity="warning")
    return replace(inputs, notes=(*inputs.notes, warning)) if newest > today else inputs


def _read_log(visits: Path | None, config: Config, calendar: Calendar, max_bad: float | None) -> VisitLog | None:
    if visits is None:
        return None
    form = config.visits if max_bad is None else config.visits.model_copy(update={"max_bad": max_bad})
    return read_visits(visits, config.office, form, calendar)


def _together(listed: Sequence[Booking], filled: Sequence[Booking]) -> tuple[Booking, ...]:
    """The file's appointments, and the workbook's of days and services that the file does not name."""
    named = {(booking.day, booking.service) for booking in listed}
    return (*listed, *(booking for booking in filled if (booking.day, booking.service) not in named))


def _hashes(loaded: LoadedConfig, visits: Path | None, books: Sequence[Path], previous: Sequence[Path]) -> Hashes:
    return Hashes(
        config=hash_of(loaded.path),
        calendar=hash_of(*loaded.calendar_paths),
        visits=hash_of(*((visits,) if visits else ())),
        book=hash_of(*books),
        previous=hash_of(*sorted(previous)),
        overrides=hash_of(*(path for path in (override_path(loaded.path),) if path.is_file())),
    )
