"""Reports: what comes of asking for quotas, for days to spare people, and for the last ticket; each as data as well."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forecast.distribution import interval
from office.problems import Problem
from office.weeks import monday_of, week_of
from planning.futures import JUDGING_PATHS, draw_futures
from planning.inputs import Inputs
from planning.levers.bookable import Bookable, bookable, sessions_of
from planning.levers.cap import caps_of
from planning.levers.people import Planned
from planning.levers.quota import FRESH_PATHS, QUOTA_PATHS, DayQuota, SessionQuota, Verdict, WeekQuota, week_quota
from planning.levers.spare import SEARCH_PATHS, Spared, spare
from planning.progress import Stage, Watch
from planning.results import Cap
from scheduler.staffplans import staff_plan


@dataclass(frozen=True)
class QuotaReport:
    """The quotas of some weeks; `sources` are the weeks that their rosters were made for."""

    offered: Bookable
    weeks: tuple[WeekQuota, ...]
    sources: tuple[str, ...]
    notes: tuple[Problem, ...]

    def summary(self) -> dict[str, object]:
        """Everything as data."""
        return {
            "services": {id: {"walk_in_share": round(self.offered.walk_ins[id], 4)} for id in self.offered.services},
            "weeks": [
                {
                    "week": week.week.week,
                    "roster": source,
                    "visitors": round(week.usual, 1),
                    "without_place": round(week.anyhow, 1),
                    "missed": [_verdict_data(verdict) for verdict in week.verdicts if verdict.is_missed],
                    "days": [_day_data(day, week.week.grid.dates) for day in week.days],
                }
                for week, source in zip(self.weeks, self.sources, strict=True)
            ],
        }


@dataclass(frozen=True)
class SpareReport:
    """Where some people can be spared, the best first."""

    planned: Planned
    people: int
    ways: tuple[Spared, ...]

    def summary(self) -> dict[str, object]:
        """Everything as data."""
        return {
            "week": self.planned.week.week,
            "people": self.people,
            "ways": [_way_data(way, self.planned.week.grid.dates) for way in self.ways],
        }


@dataclass(frozen=True)
class Coming:
    """Visitors of one day: mean and the central range of 80 %."""

    day: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class CapReport:
    """The last tickets that can be finished, and how many come on each day with people at counters."""

    planned: Planned
    caps: tuple[Cap, ...]
    coming: tuple[Coming, ...]

    def summary(self) -> dict[str, object]:
        """Everything as data."""
        dates = self.planned.week.grid.dates
        return {
            "week": self.planned.week.week,
            "days": [{"day": f"{dates[one.day]}", "expected": round(one.mean, 1), "low80": one.low, "high80": one.high}
                     for one in self.coming],
            "caps": [cap_data(cap, dates) for cap in self.caps],
        }  # fmt: skip


def report_quota(
    inputs: Inputs, weeks: int, plan_of: Callable[[str | None], Planned], named: Sequence[str],
    walk_ins: float | None, seed: int, watch: Watch,
) -> QuotaReport:  # fmt: skip
    """The places that the sessions of some weeks can carry.

    Parameters
    ----------
    inputs
        The office with its log and appointments.
    weeks
        How many, from the first on.
    plan_of
        The people of a week; None asks for the first.
    named, walk_ins
        Services that are bookable and the share of visitors who come without, where the files do not say.
    seed, watch
        Of all random numbers; called as the work goes on.
    """
    first = plan_of(None)
    offered = bookable(inputs, first.week, named, walk_ins)
    found, sources, notes = [], [], [*offered.notes]
    for number in range(weeks):
        planned = first if number == 0 else plan_of(_later(first.week.week, number))
        watch(Stage("judging"))
        notes += planned.notes
        sources.append(planned.source)
        search = draw_futures(inputs, planned.week, "staffing", QUOTA_PATHS, seed)
        fresh = draw_futures(inputs, planned.week, "judging", FRESH_PATHS, seed)
        sessions = sessions_of(inputs.bookings, planned.week, search, offered)
        found.append(
            week_quota(planned.week, planned.roster, offered, sessions, search, fresh, seed, inputs.durations)
        )  # fmt: skip
    return QuotaReport(offered, tuple(found), tuple(sources), tuple(notes))


def report_spare(
    inputs: Inputs, planned: Planned, people: int, skills: Sequence[str], seed: int, watch: Watch
) -> SpareReport:
    """Where some people can be spared."""
    watch(Stage("judging"))
    search = draw_futures(inputs, planned.week, "staffing", SEARCH_PATHS, seed)
    fresh = draw_futures(inputs, planned.week, "judging", JUDGING_PATHS, seed)
    ways = spare(planned.week, planned.roster, search, fresh, people, frozenset(skills))
    return SpareReport(planned, people, ways)


def report_cap(inputs: Inputs, planned: Planned, seed: int, watch: Watch) -> CapReport:
    """The last tickets that can be finished."""
    watch(Stage("judging"))
    futures = draw_futures(inputs, planned.week, "judging", JUDGING_PATHS, seed)
    plan, daily = staff_plan(planned.week, planned.roster), futures.forecast.office_daily
    low, _, high = interval(daily)
    served = [day for day, given in enumerate(planned.week.days) if given.is_open and plan.serves[day].any()]
    coming = tuple(Coming(day, float(daily[:, day].mean()), int(low[day]), int(high[day])) for day in served)
    return CapReport(planned, caps_of(planned.week, plan, futures.visitors), coming)


def _later(week: str, weeks: int) -> str:
    return week_of(date.fromordinal(monday_of(week).toordinal() + 7 * weeks))


def cap_data(cap: Cap, dates: Sequence[date]) -> dict[str, object]:
    """One cap as data."""
    return {
        "day": f"{dates[cap.day]}", "service": cap.service, "by": cap.by, "last_ticket": cap.number,
        "minute": cap.minute, "expected": round(cap.expected, 1), "needed": cap.is_needed,
    }  # fmt: skip


def _day_data(day: DayQuota, dates: Sequence[date]) -> Mapping[str, object]:
    return {
        "day": f"{dates[day.day]}",
        "late": day.late.summary(),
        "late_careful": day.late_careful.summary(),
        "missed": [_verdict_data(verdict) for verdict in day.verdicts if verdict.is_missed],
        "sessions": [_session_data(each) for each in day.sessions],
    }


def _session_data(quota: SessionQuota) -> dict[str, object]:
    session = quota.session
    return {
        "service": session.service, "start": session.start, "end": session.end, "booked": session.booked,
        "offered": session.offered, "carried": quota.carried, "careful": quota.careful, "free": quota.free,
        "one_more": {**quota.one_more.summary(), "wait_minutes": round(quota.minutes_more, 1)},
    }  # fmt: skip


def _verdict_data(verdict: Verdict) -> dict[str, object]:
    aim = verdict.aim
    return {
        "service": aim.service, "start": aim.start, "end": aim.end, "kind": aim.kind, "allowed": aim.allowed,
        "late": round(verdict.judged.share, 4), "late_as_forecast": round(verdict.usual.share, 4),
    }  # fmt: skip


def _way_data(way: Spared, dates: Sequence[date]) -> dict[str, object]:
    return {
        "day": f"{dates[way.day]}", "part": way.part, "officers": list(way.officers), "refused": way.is_refused,
        "late": way.late.summary() if way.late is not None else None,
        "back_office_minutes": {"before": way.back_office[0], "after": way.back_office[1]},
        "weak_slots": {"before": way.weak[0], "after": way.weak[1]},
        "broken": [shortage.model_dump(mode="json") for shortage in way.broken],
    }  # fmt: skip
