"""A tiny office made in code, its roster and its visitors, for tests of what is read from a simulated plan."""

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.offices import make_office, make_week
from forecast.distribution import Forecast
from office.people import Standby
from planning.futures import Futures
from scheduler.roster import Assignment, Duty, Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome
from staffing.simulation import simulate
from staffing.visitors import draw_visitors

OPENS, CLOSES = 480, 900
PATHS = 60


@dataclass(frozen=True)
class Case:
    """A planned week with its simulated visitors and what happened to them."""

    week: OfficeWeek
    roster: Roster
    futures: Futures
    outcome: Outcome


def tiny_week(counters=(("one", "a"), ("one", "a")), officers=("a", "a"), promises=()) -> OfficeWeek:
    """Counters 08.00-15.00, a service for each step, nobody ever absent; standby is called only after an hour."""
    office = make_office(counters, officers, promises)
    settings = {"absence_rate": 0.0, "standby": Standby(officers=1, wait_minutes=60)}
    return make_week(office.model_copy(update=settings))


def tiny_roster(week: OfficeWeek, *duties: tuple[str, int, int, str]) -> Roster:
    """Every open day the same: (officer, start, end, counter or activity)."""
    steps = {counter.id: week.office.counter_type(counter.type).steps for counter in week.office.counters}
    return Roster(
        office=week.office.id, week=week.week, slot_minutes=week.grid.slot_minutes,
        assignments=tuple(
            Assignment(officer=id, day=day.date, shift="day", span=week.shifts[0].on(day.date.weekday(), day.season))
            for day in week.open_days for id in week.office.officer_ids
        ),
        duties=tuple(
            Duty(officer=officer, day=day.date, start=start, end=end, activity="counter", counter=at,
                 steps=steps[at] & week.office.able(week.office.officer(officer).skills))
            if at in steps else Duty(officer=officer, day=day.date, start=start, end=end, activity=at)
            for day in week.open_days for officer, start, end, at in duties
        ),
    )  # fmt: skip


def arrivals(week: OfficeWeek, *crowds: tuple[int, int, int, int, int], paths: int = PATHS) -> np.ndarray:
    """Shape (paths, services, slots): of each (day, start, end, service, count) `count` in every slot."""
    found = np.zeros((paths, len(week.office.services), *week.grid.shape), dtype=int)
    for day, start, end, service, count in crowds:
        found[:, service, day, (week.grid.minutes >= start) & (week.grid.minutes < end)] += count
    return found.reshape(paths, len(week.office.services), -1)


def tiny_case(week: OfficeWeek, roster: Roster, walk_in: np.ndarray, booked: np.ndarray | None = None) -> Case:
    """The visitors drawn and simulated."""
    known = np.zeros_like(walk_in) if booked is None else booked
    models = ("questionnaire",) * walk_in.shape[1]
    forecast = Forecast(week.grid, week.office.service_ids, known, walk_in, np.zeros_like(walk_in), models)
    rng = np.random.default_rng(1)
    visitors = draw_visitors(forecast.arrivals, week.grid, week.office, week.days, rng, booked=known)
    outcome = simulate(visitors, staff_plan(week, roster), week.office)
    return Case(week, roster, Futures(forecast, visitors), outcome)


def with_tickets(week: OfficeWeek, service: str, *spans) -> OfficeWeek:
    """The week, in which a service's tickets are issued only at these times of open days."""
    days = tuple(
        replace(day, tickets=day.tickets | {service: spans}) if day.is_open else day for day in week.days
    )  # fmt: skip
    return replace(week, days=days)
