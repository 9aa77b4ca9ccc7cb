"""Evaluation: what a simulated week means for people: waits by hour, the last ticket, overtime, seats, quiet hours."""

from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np

from office.values import Span
from planning.hourly import HourLoad, HourWait, hour_loads, hour_waits
from scheduler.week import OfficeWeek
from staffing.figures import wait_figures
from staffing.intervals import Difference, shares
from staffing.lasttickets import LastTicket, last_tickets
from staffing.outcome import Outcome
from staffing.tally import Tally
from staffing.waits import Waits

HIGH = 0.9
SEATS = 0.95
OVERTIME = 0.95


@dataclass(frozen=True)
class Group:
    """How one service, the priority lane, or everybody fared.

    Parameters
    ----------
    kind, service
        Whom it is about; `service` is its id, None for the lane and for all.
    visitors
        A week, mean.
    in_time, out_in_time
        Shares called, and out, within the target, with their 95 % intervals; the second is not known for the lane.
    mean, median, p90
        Minutes to the first call, with 95 % intervals.
    longest
        Longest wait that is not exceeded in 9 of 10 weeks, minutes.
    hours
        Waits by hour of arrival, of all days together and then day by day.
    """

    kind: Literal["all", "priority", "service"]
    service: str | None
    visitors: float
    in_time: Difference
    out_in_time: Difference | None
    mean: Difference
    median: Difference
    p90: Difference
    longest: float
    hours: tuple[HourWait, ...]


@dataclass(frozen=True)
class DayFigures:
    """One open day.

    Parameters
    ----------
    day
        Index in the week, 0 = Monday.
    visitors, visitors_low, visitors_high
        Mean and 80 % range.
    longest
        Longest wait that is not exceeded on 9 of 10 days, minutes.
    seats
        Waiting seats that are enough on 95 of 100 days.
    overtime, overtime_high
        Minutes worked beyond the end of the shift by all officers together, mean and P95.
    last_out
        Minute by which the last visitor is out on 9 of 10 days; None without visitors.
    hours
        People waiting and how full counters are, hour by hour.
    busiest, idlest
        Hour in which most people wait, and hour in which counters have least to do; None without posts.
    last_tickets
        For each stretch of service hours the last ticket that can be finished by its end.
    last_by_service
        The same for each service by its own numbers, in the order of the office.
    """

    day: int
    visitors: float
    visitors_low: float
    visitors_high: float
    longest: float
    seats: int
    overtime: float
    overtime_high: float
    last_out: float | None
    hours: tuple[HourLoad, ...]
    busiest: HourLoad | None
    idlest: HourLoad | None
    last_tickets: tuple[LastTicket, ...]
    last_by_service: tuple[tuple[str, tuple[LastTicket, ...]], ...]


@dataclass(frozen=True)
class OfficerFigures:
    """One officer's week, for the head alone: overtime in minutes a week, mean and P95; share of his time at counters
    that he has a visitor, None where he has no post.
    """

    officer: str
    overtime: float
    overtime_high: float
    occupied: float | None


@dataclass(frozen=True)
class Unserved:
    """Visitors of a service on one day whose visit is never finished though they stay: so many a week, mean."""

    day: int
    service: str
    visitors: float


@dataclass(frozen=True)
class Evaluation:
    """Everything that is told of a simulated week.

    Parameters
    ----------
    groups
        Everybody, the priority lane where there is one, each service.
    days
        The open ones.
    officers
        For the head alone.
    seats
        Waiting seats that are enough on 95 of 100 open days.
    unserved
        Services and days on which anybody is not served to the end, most people first.
    """

    groups: tuple[Group, ...]
    days: tuple[DayFigures, ...]
    officers: tuple[OfficerFigures, ...]
    seats: int
    unserved: tuple[Unserved, ...]

    @property
    def everybody(self) -> Group:
        """All visitors."""
        return self.groups[0]

    def summary(self) -> dict[str, object]:
        """As data, without officers: their figures are for the head alone."""
        return {name: [asdict(each) for each in getattr(self, name)] for name in ("groups", "days", "unserved")}


def evaluate(outcome: Outcome, waits: Waits, week: OfficeWeek) -> Evaluation:
    """What a simulation says about a week.

    Parameters
    ----------
    outcome
        The simulation.
    waits
        Its visitors one by one.
    week
        The week, whose days say when the service is open.
    """
    days = tuple(week.index(day.date) for day in week.open_days)
    return Evaluation(
        groups=tuple(_groups(outcome, days)),
        days=tuple(_day(outcome, waits, week, day) for day in days),
        officers=tuple(_officers(outcome, week)),
        seats=_seats(outcome, *days),
        unserved=_unserved(outcome, waits),
    )


def _groups(outcome: Outcome, days: tuple[int, ...]) -> list[Group]:
    """Everybody, the lane that is called first where there is one, and each service."""
    calls, visits, classes = outcome.calls, outcome.visits, outcome.classes
    found = [_group("all", None, calls.together(), visits.together(), outcome, days)]
    if len(classes.names) > 1:
        found.append(_group("priority", None, classes.only(groups=[0]), None, outcome, days))
    for index, service in enumerate(calls.names):
        found.append(
            _group("service", service, calls.only(groups=[index]), visits.only(groups=[index]), outcome, days)
        )  # fmt: skip
    return found


def _group(
    kind: Literal["all", "priority", "service"], service: str | None, calls: Tally, visits: Tally | None,
    outcome: Outcome, days: tuple[int, ...],
) -> Group:  # fmt: skip
    figures = wait_figures(calls)
    longest = calls.longest.max(axis=(1, 2, 3), initial=0.0)
    return Group(
        kind, service, figures.visitors, _in_time(calls), _in_time(visits) if visits is not None else None,
        figures.mean, figures.median, figures.p90, float(np.quantile(longest, HIGH)),
        hour_waits(calls, outcome.grid, days),
    )  # fmt: skip


def _in_time(waits: Tally) -> Difference:
    """Share in time with its interval; of nobody everybody is."""
    visitors, late = waits.visitors.sum(axis=(1, 2, 3)), waits.late.sum(axis=(1, 2, 3))
    return shares(visitors - late, visitors).single if visitors.sum() else Difference(1.0, 1.0, 1.0)


def _day(outcome: Outcome, waits: Waits, week: OfficeWeek, day: int) -> DayFigures:
    visitors, overtime = outcome.visitors[:, day].sum(axis=1), outcome.overtime[:, day].sum(axis=1)
    low, high = np.quantile(visitors, (0.1, 0.9))
    hours = hour_loads(outcome, day)
    manned = [hour for hour in hours if hour.occupied is not None]
    sessions = week.days[day].service
    out = outcome.last_out[:, day]
    return DayFigures(
        day=day,
        visitors=float(visitors.mean()),
        visitors_low=float(low),
        visitors_high=float(high),
        longest=float(np.quantile(outcome.longest[:, day], HIGH)),
        seats=_seats(outcome, day),
        overtime=float(overtime.mean()),
        overtime_high=float(np.quantile(overtime, OVERTIME)),
        last_out=float(np.quantile(out[out > 0], HIGH)) if (out > 0).any() else None,
        hours=hours,
        busiest=max(manned, key=lambda hour: (round(hour.waiting, 1), hour.occupied or 0.0), default=None),
        idlest=min(manned, key=lambda hour: hour.occupied or 0.0, default=None),
        last_tickets=last_tickets(waits, day, sessions),
        last_by_service=_by_service(waits, week, day, sessions),
    )


def _seats(outcome: Outcome, *days: int) -> int:
    """The fewest seats that are enough on 95 of 100 of these days, whole ones."""
    crowds = outcome.seats[:, days]
    return int(np.quantile(crowds, SEATS, method="inverted_cdf")) if crowds.size else 0


def _unserved(outcome: Outcome, waits: Waits) -> tuple[Unserved, ...]:
    """Who is never finished, without those who lose patience and leave."""
    paths, days, services = outcome.visitors.shape
    stays = waits.only(np.isinf(waits.out))
    kept = np.zeros((days, services))
    np.add.at(kept, (stays.day, stays.service), 1)
    if outcome.left.size:
        kept -= outcome.left.sum(axis=0)
    found = [Unserved(int(d), outcome.services[k], float(kept[d, k] / paths)) for d, k in np.argwhere(kept > 0)]
    return tuple(sorted(found, key=lambda each: -each.visitors))


def _by_service(
    waits: Waits, week: OfficeWeek, day: int, sessions: tuple[Span, ...]
) -> tuple[tuple[str, tuple[LastTicket, ...]], ...]:
    of_day = waits.only(waits.day == day)
    ids = week.office.service_ids
    return tuple((id, last_tickets(of_day.only(of_day.service == k), day, sessions)) for k, id in enumerate(ids))


def _officers(outcome: Outcome, week: OfficeWeek) -> list[OfficerFigures]:
    overtime = outcome.overtime.sum(axis=1)
    busy, at_counter = (part.sum(axis=(0, 1)) for part in (outcome.occupancy.busy, outcome.occupancy.at_counter))
    return [
        OfficerFigures(
            officer, float(overtime[:, o].mean()), float(np.quantile(overtime[:, o], OVERTIME)),
            float(busy[o] / at_counter[o]) if at_counter[o] > 0 else None,
        )
        for o, officer in enumerate(week.office.officer_ids)
    ]  # fmt: skip
