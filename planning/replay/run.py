"""The replay of a past week, and of several."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from office.office import Office
from office.problems import InputError, Place, Problem, RosterError, VisitLogError
from office.streams import stream
from office.weeks import monday_of, week_of
from planning.givens import judged, office_week
from planning.inputs import Inputs
from planning.replay.again import as_logged, visitors_again
from planning.replay.beside import parts, whole_part
from planning.replay.past import PastWeek, past_week
from planning.replay.result import Replayed, ReplayedWeeks, Staff
from planning.replay.seen import officer_of_each_counter, seen_posts
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.durations import Durations
from staffing.simulation import simulate
from staffing.staffplan import StaffPlan
from staffing.tally import Entries, Tally, tally

PATHS = 1000
"""How often a week is simulated."""


def replay(
    inputs: Inputs, week: str, roster: Roster | None = None, file: Path | None = None, paths: int = PATHS, seed: int = 1
) -> Replayed:
    """A past week once more: its visitors as they came, its staff, and service times by chance.

    Parameters
    ----------
    inputs
        With a visit log.
    week
        ISO week of the log.
    roster, file
        Who sat where, and the file that says so; None reads it from the log's calls.
    paths, seed
        How often, and the seed of the service times.

    Raises
    ------
    InputError
        If the log does not hold the week, its calls, or who served; or the roster is of another week.
    """
    if roster is not None and roster.week != week:
        raise RosterError(Problem("replay.other_week", Place(file=str(file or "")), roster.week, (week,)))
    givens = office_week(inputs, week) if roster is None else judged(inputs, roster, False)[0]
    past = _past(inputs, givens)
    plan, source = _staff(past, givens, roster)
    rng = stream(seed, "replay", givens.office.id, week)
    return live_again(past, givens, plan, source, inputs.durations, paths, rng)


def live_again(
    past: PastWeek, week: OfficeWeek, plan: StaffPlan, source: Staff, durations: Durations, paths: int,
    rng: np.random.Generator,
) -> Replayed:  # fmt: skip
    """A past week under known posts.

    Parameters
    ----------
    past, week
        The visits, and the week's givens.
    plan, source
        Who served what when, and where that was read.
    durations
        How long stops take.
    paths, rng
        How often the week is lived, and the source of service times.
    """
    office = officer_of_each_counter(week.office) if source == "counters" else week.office
    rows = len(plan.able)
    again = simulate(visitors_again(past, office, rows, paths, rng, durations), plan, office)
    logged = simulate(as_logged(past, office, rows, rng, durations), plan, _all_alike(office))
    real = _really(past, office)
    on_route = sum(len(office.services[k].route) for k in past.service)
    return Replayed(
        week=week,
        staff=source,
        paths=paths,
        all=whole_part(real, again.calls),
        parts=parts(real, again.calls, week.grid),
        as_logged=(int(logged.late_call.sum()), logged.mean_wait),
        known_minutes=float((~np.isnan(past.minutes)).sum() / max(on_route, 1)),
        excused=past.excused,
        never_called=int(np.isnan(past.called).sum()),
        unplaced=_unplaced(past, source),
    )


def _all_alike(office: Office) -> Office:
    """The office without officers' speeds, which logged service times already hold."""
    return office.model_copy(update={"officers": tuple(o.model_copy(update={"speed": 1.0}) for o in office.officers)})


def replay_weeks(inputs: Inputs, weeks: Iterable[str], paths: int = PATHS, seed: int = 1) -> ReplayedWeeks:
    """Several weeks, each with the staff of the log; those that cannot be replayed are told.

    Raises
    ------
    InputError
        If no week can be replayed: with the reason of each.
    """
    found, left_out = [], []
    for week in weeks:
        try:
            found.append(replay(inputs, week, paths=paths, seed=seed))
        except InputError as error:
            left_out.append((week, error.problems[0]))
    if not found:
        raise VisitLogError(*(problem for _, problem in left_out))
    return ReplayedWeeks(tuple(found), tuple(left_out))


def weeks_between(first: str, last: str) -> tuple[str, ...]:
    """All ISO weeks from one to another, both included."""
    days = range(monday_of(first).toordinal(), monday_of(last).toordinal() + 1, 7)
    start = monday_of(first)
    return tuple(week_of(start.fromordinal(day)) for day in days)


def last_week(inputs: Inputs) -> str:
    """The last week of the log that holds visits.

    Raises
    ------
    VisitLogError
        If the log holds none.
    """
    if inputs.log is None or inputs.log.frame.empty:
        raise VisitLogError(Problem("replay.empty"))
    return week_of(inputs.log.frame["day"].max().date())


def _past(inputs: Inputs, week: OfficeWeek) -> PastWeek:
    """The week's visits, or why there are none to replay."""
    latest = last_week(inputs)
    assert inputs.log is not None
    earliest = week_of(inputs.log.frame["day"].min().date())
    past = past_week(inputs.log.frame, week.grid, week.office)
    if not past.count:
        raise VisitLogError(Problem("replay.no_visits", found=week.week, params={"first": earliest, "last": latest}))
    if not past.knows_calls:
        share = float(np.isnan(past.called).mean())
        raise VisitLogError(Problem("replay.no_calls", found=week.week, params={"percent": round(100 * share)}))
    return past


def _staff(past: PastWeek, week: OfficeWeek, roster: Roster | None) -> tuple[StaffPlan, Staff]:
    if roster is not None:
        return staff_plan(week, roster), "roster"
    seen = seen_posts(past, week.days, week.office)
    if seen is None:
        raise VisitLogError(Problem("replay.no_staff", found=week.week))
    return seen.plan, "officers" if seen.by_officer else "counters"


def _unplaced(past: PastWeek, source: Staff) -> int:
    if source == "roster":
        return 0
    return sum((stop.officer if source == "officers" else stop.counter) < 0 for stop in past.stops)


def _really(past: PastWeek, office: Office) -> Tally:
    """The waits that happened, as the simulation tells its own: who was never called waits until the day ends."""
    grid = past.grid
    ends = np.full(grid.days, float(grid.first + grid.slots * grid.slot_minutes))
    for stop in past.stops:
        ends[past.day[stop.visit]] = max(ends[past.day[stop.visit]], np.fmax(stop.called, stop.left))
    until = np.where(np.isnan(past.called), ends[past.day], past.called)
    wait = np.maximum(0.0, until - past.arrival)
    slot = np.clip((past.arrival - grid.first) // grid.slot_minutes, 0, grid.slots - 1).astype(np.int64)
    late = np.isnan(past.called) | (wait > office.target.call_minutes)
    return tally(Entries(past.day, past.service, slot, wait, late), office.service_ids, grid.days, 1, grid.slots)
