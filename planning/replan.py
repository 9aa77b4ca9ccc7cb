"""Replanning: a published week meets a bad morning: what could be done, and the way that is taken as a new version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np

from forecast.overrides import Override
from office.days import CalendarEntry
from office.problems import InputError, Param, Problem
from office.provenance import Provenance, hash_of
from planning.check import WORKBOOKS, read_roster
from planning.futures import draw_futures
from planning.givens import judged
from planning.happened import Told, read_happened
from planning.inputs import Inputs
from planning.origin import Origin
from planning.results import Edition, RosterFile, WeekPlan
from planning.rosterfile import check_names, read_roster_file
from planning.rosterhistory import history_before
from planning.weeksheet.halfdays import PlaceKind
from scheduler.refine.judge import burden
from scheduler.repair.changes import Change, Closed, Demand
from scheduler.repair.incident import Incident, make_incident
from scheduler.repair.proposals import Measure, Proposal, Repair, Waits, repair
from scheduler.roster import Roster
from scheduler.rules.fair_turns import burdens_of
from scheduler.staffplans import staff_plan
from scheduler.turns import history_after
from scheduler.week import OfficeWeek
from staffing.scoring import DayScorer
from staffing.staffplan import DayStaff

PATHS = 200
"""Days on which proposals are compared: enough to tell half a visitor, and there in a second."""
SEARCHED = 60
"""Those of them on which further seats are tried."""


@dataclass(frozen=True)
class Published:
    """A roster as it hangs on the wall.

    Parameters
    ----------
    inputs
        The office's files.
    file
        The whole roster.json; None for a week sheet.
    week, roster
        The week before anything happened.
    path, origin
        Where they stand.
    """

    inputs: Inputs
    file: RosterFile | None
    week: OfficeWeek
    roster: Roster
    path: Path
    origin: Origin


@dataclass(frozen=True)
class Replanned:
    """What could be done, and all that is needed to write it."""

    published: Published
    repair: Repair
    seconds: float
    notes: tuple[Problem, ...]
    inputs: Inputs
    """The office's files with the closed days and the crowds that were told."""

    @property
    def incident(self) -> Incident:
        """What happened."""
        return self.repair.incident


def read_published(path: Path, places: dict[str, PlaceKind]) -> tuple[RosterFile | None, Roster]:
    """The roster of a roster.json or week.xlsx.

    Raises
    ------
    RosterError
        If the file cannot be read as either.
    """
    if path.suffix.lower() in WORKBOOKS:
        return None, read_roster(path, places).roster
    file = read_roster_file(path)
    return file, file.roster


def publish(inputs: Inputs, file: RosterFile | None, roster: Roster, path: Path, origin: Origin) -> Published:
    """The week as it hangs on the wall, with the history that its file carries where no earlier roster is given.

    Raises
    ------
    RosterError
        If the roster names what the office does not have, or is another office's.
    """
    check_names(roster, inputs.office, path)
    week, mine = judged(inputs, roster, is_edited=file is None)
    if file is not None and not inputs.history.known:
        shared = burdens_of(inputs.config.roster.rules, inputs.office)
        week = replace(week, history=history_before(file, week, shared))
    return Published(inputs, file, week, mine, path, origin)


def replan(published: Published, told: Told, this_day: date, seed: int) -> Replanned:
    """At most three ways out of what is told.

    Parameters
    ----------
    published
        The week on the wall.
    told
        The words of the call.
    this_day
        The date of today.
    seed
        Of the simulated visitors.

    Raises
    ------
    InputError
        With everything that is unknown or cannot be.
    """
    began = perf_counter()
    happened = read_happened(told, published.week, published.roster, this_day)
    inputs = _told_inputs(published.inputs, happened.changes)
    week = replace(published.week, days=_days(inputs, published.week))
    rules = inputs.config.roster.rules
    incident = make_incident(week, rules, published.roster, happened.changes, happened.today, happened.now)
    scorers, notes = searched(inputs, published.week, incident, seed)
    found = repair(incident, told_measure(incident, scorers), _searcher(incident, scorers))
    return Replanned(published, found, perf_counter() - began, (*published.origin.notes, *notes), inputs)


def new_version(replanned: Replanned, proposal: Proposal, command: str) -> RosterFile:
    """The roster of a proposal as a file: who reads it later knows what was done and from which version."""
    published, incident = replanned.published, replanned.incident
    inputs, hashes = published.inputs, published.inputs.hashes
    made = Provenance(
        version=version("loket"), created_at=datetime.now(UTC).replace(microsecond=0),
        seconds=round(replanned.seconds, 1), seed=1, command=command, config_hash=hashes.config,
        calendar_hash=hashes.calendar, visits_hash=hashes.visits, book_hash=hashes.book,
        previous_hash=hash_of(published.path), overrides_hash=hashes.overrides, status="feasible",
    )  # fmt: skip
    shared = burdens_of(inputs.config.roster.rules, inputs.office)
    after = history_after(incident.week, proposal.roster, incident.week.history, shared)
    return RosterFile(provenance=made, roster=proposal.roster, history_after=after)


def printable(replanned: Replanned, proposal: Proposal, file: RosterFile, number: int) -> WeekPlan:
    """The week of a proposal as a plan, for its papers; `number` says which edition they are.

    Raises
    ------
    InputError
        Where nobody can say who comes.
    """
    from planning.assess import mended

    incident = replanned.incident
    days = {each.day for each in incident.changes} | {each.day for each in proposal.effect.moves}
    edition = Edition(number, tuple(sorted(days)))
    return mended(replanned.inputs, incident.week, proposal.roster, file.provenance, edition)


def chosen(replanned: Replanned, number: int) -> Proposal:
    """The proposal of a number, from 1; 0 only puts down what happened.

    Raises
    ------
    InputError
        If there are not so many.
    """
    proposals = replanned.repair.proposals
    if number == 0:
        return replanned.repair.untouched
    if number > len(proposals):
        params: dict[str, Param] = {"count": len(proposals)}
        raise InputError(Problem("replan.take", found=str(number), params=params))
    return proposals[number - 1]


def _told_inputs(inputs: Inputs, changes: Sequence[Change]) -> Inputs:
    """The inputs with days that are closed now and with the crowds that are told."""
    closed = [CalendarEntry(start=c.day, end=c.day, kind="closed") for c in changes if isinstance(c, Closed)]
    calendar = inputs.office.calendar((*inputs.calendar.entries, *closed)) if closed else inputs.calendar
    made = datetime.now(UTC).replace(microsecond=0)
    crowds = tuple(
        Override(day=c.day, factor=c.factor, reason="replan", made_at=made) for c in changes if isinstance(c, Demand)
    )
    return replace(inputs, calendar=calendar, overrides=(*inputs.overrides, *crowds))


def _days(inputs: Inputs, week: OfficeWeek) -> tuple:  # type: ignore[type-arg]
    return inputs.calendar.days(week.days[0].date, week.days[-1].date)


Scorers = dict[date, tuple[DayScorer, DayScorer]]
"""For each day in question the visitors to compare on, and fewer of them to search on."""


def searched(inputs: Inputs, week: OfficeWeek, incident: Incident, seed: int) -> tuple[Scorers, tuple[Problem, ...]]:
    """The visitors of the days in question; none, with a note, where nobody can say who comes."""
    if not incident.days:
        return {}, ()
    try:
        futures = draw_futures(inputs, week, "judging", PATHS, seed)
    except InputError:
        return {}, (Problem("replan.no_forecast", severity="note"),)
    few = np.arange(SEARCHED)
    found = {}
    for day in incident.days:
        office, index = incident.office_on(day.date), week.index(day.date)
        found[day.date] = (
            DayScorer(futures.visitors, office, index), DayScorer(futures.visitors, office, index, few)
        )  # fmt: skip
    return found, ()


def told_measure(incident: Incident, scorers: Scorers) -> Measure:
    """How visitors of the days in question fare with a roster; nothing where nobody can say who comes."""

    def measure(roster: Roster) -> Waits | None:
        if not scorers:
            return None
        scores = [many.score(_staff(incident, roster, day)) for day, (many, _) in scorers.items()]
        came = sum(float(score.visitors.sum()) for score in scores)
        late = sum(float(score.late.mean()) for score in scores) / len(scores)
        return Waits(late, sum(float(score.wait.sum()) for score in scores) / max(came, 1.0))

    return measure


def _searcher(incident: Incident, scorers: Scorers) -> Callable[[Roster, date], float] | None:
    def cost(roster: Roster, day: date) -> float:
        return float(burden(scorers[day][1].score(_staff(incident, roster, day))).mean())

    return cost if scorers else None


def _staff(incident: Incident, roster: Roster, day: date) -> DayStaff:
    """Who serves what on one day; nothing is worked out for the others."""
    today = roster.model_copy(update={"duties": tuple(duty for duty in roster.duties if duty.day == day)})
    return staff_plan(incident.week, today).of_day(incident.week.index(day))
