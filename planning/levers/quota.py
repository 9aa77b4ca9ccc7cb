"""Quota: how many bookable places each session of a week can carry at the target with the people planned."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil

import numpy as np

from office.office import Office
from office.streams import stream
from planning.futures import Futures
from planning.levers.aims import Aim, Counted, Judged, aims_of, judge_counts
from planning.levers.bookable import Bookable, without_appointment
from planning.levers.effect import NORMAL, Effect, effect_of
from planning.levers.places import Offer, Session, make_offer, usual_show
from planning.levers.trial import DayTrial, fill_days
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.durations import Durations
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.scoring import DayScorer
from staffing.staffplan import StaffPlan

QUOTA_PATHS, FRESH_PATHS = 200, 500
"""Weeks on which places are given, and on which they are judged."""
SESSION_PATHS = 250
"""Of the fresh paths, those by which one place more is judged."""


@dataclass(frozen=True)
class SessionQuota:
    """What one session can carry.

    Parameters
    ----------
    session
        Which.
    carried
        Places that it can carry beside those of all other sessions.
    one_more
        Visitors of the day who wait too long without and with one place more, on fresh days.
    minutes_more
        Minutes that all visitors together wait longer for the first call with one place more, mean.
    """

    session: Session
    carried: int
    one_more: Effect
    minutes_more: float

    @property
    def free(self) -> int:
        """Places that can still be given; below 0 where more are booked than can be carried."""
        return self.carried - self.session.booked


@dataclass(frozen=True)
class Verdict:
    """How one stretch of the day fares on fresh days: with the visitors of the forecast, and with all places taken."""

    aim: Aim
    usual: Judged
    judged: Judged

    @property
    def is_missed(self) -> bool:
        """Whether more are late than the target allows, beyond chance, and more than with the forecast's visitors."""
        surely = self.judged.share - NORMAL * self.judged.error
        return surely > max(self.aim.allowed, self.usual.surely)

    @property
    def is_missed_anyhow(self) -> bool:
        """Whether that is so with the visitors of the forecast already."""
        return self.usual.share - NORMAL * self.usual.error > self.aim.allowed


@dataclass(frozen=True)
class DayQuota:
    """One day: its sessions, who waits too long as forecast and with all places taken, and each stretch's verdict."""

    day: int
    sessions: tuple[SessionQuota, ...]
    late: Effect
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class WeekQuota:
    """One week's quota with a roster; days on which nobody sits at a counter are left out.

    `verdicts` are those of stretches that all days are judged in together.
    """

    week: OfficeWeek
    roster: Roster
    days: tuple[DayQuota, ...]
    verdicts: tuple[Verdict, ...]


def week_quota(
    week: OfficeWeek, roster: Roster, offered: Bookable, sessions: Sequence[Session], search: Futures, fresh: Futures,
    seed: int, durations: Durations | None = None,
) -> WeekQuota:  # fmt: skip
    """The places that each session of a week can carry, all sessions together.

    Walk-ins come as forecast; whoever holds a place comes with the show rate that the past has. Places are given in
    fair proportion of the visitors who usually come at that time (`fill`), on the paths of the search, as long as every
    stretch of the day and of the week (`aims_of`) surely keeps the target. Where a stretch misses it with the visitors
    of the forecast already, it must not get worse than then. What the places do is then judged on fresh paths.

    Parameters
    ----------
    week, roster
        The people.
    offered, sessions
        What is bookable, and when.
    search, fresh
        Futures on which places are given, and others on which they are judged.
    seed
        Of whoever comes for a place.
    durations
        How long each stop takes; None means what the office's file says.
    """
    plan = staff_plan(week, roster)
    searched = _Crowds(week, offered, search, "search", seed, durations)
    judged = _Crowds(week, offered, fresh, "fresh", seed, durations)
    served = [day for day in range(week.grid.days) if week.days[day].is_open and plan.serves[day].any()]
    shared = aims_of(searched.expected(), week.grid.minutes, None, week.office)
    with ThreadPoolExecutor(2) as threads:
        trials = list(threads.map(lambda day: _trial(searched, plan, day, sessions, shared), served))
        groups = [trials] if shared and trials else [[trial] for trial in trials]
        places = [some for group in threads.map(fill_days, groups) for some in group]
        found = list(threads.map(lambda trial, some: _judged(judged, plan, trial, some), trials, places))
    together = [[judge_counts(counts) for counts in zip(*both, strict=True)]
                for both in zip(*(counts for _, counts in found), strict=True)]  # fmt: skip
    verdicts = tuple(Verdict(aim, *both) for aim, *both in zip(shared, *together, strict=True)) if found else ()
    return WeekQuota(week, roster, tuple(day for day, _ in found), verdicts)


class _Crowds:
    """The visitors of one week's paths, with and without appointment, day by day."""

    def __init__(
        self, week: OfficeWeek, offered: Bookable, futures: Futures, purpose: str, seed: int,
        durations: Durations | None,
    ) -> None:  # fmt: skip
        self.week, self.offered, self.futures, self._durations = week, offered, futures, durations
        self._key = (seed, f"quota.{purpose}", week.office.id, week.week)
        self._anyhow = without_appointment(futures, offered, stream(*self._key, "walk_ins"))

    def offer(self, sessions: Sequence[Session], most: np.ndarray, day: int) -> Offer:
        """Those who come anyhow on a day, and whoever would come for a place."""
        date = self.week.days[day]
        return make_offer(
            visitors_of_day(self._anyhow, day), sessions, most, self.offered.shows, self.week.office, date,
            lambda name: stream(*self._key, f"{date.date}", name), self._durations,
        )  # fmt: skip

    def expected(self) -> np.ndarray:
        """Visitors as forecast, means, shape (services, days, slots)."""
        shape = (len(self.week.office.services), *self.week.grid.shape)
        return np.asarray(self.futures.forecast.arrivals.mean(axis=0).reshape(shape))


def _trial(
    search: _Crowds, plan: StaffPlan, day: int, sessions: Sequence[Session], shared: tuple[Aim, ...]
) -> DayTrial:
    week, staff = search.week, plan_of_day(plan, day)
    mine = tuple(session for session in sessions if session.day == day)
    aims = aims_of(search.expected(), week.grid.minutes, day, week.office)
    most = np.array([_most(session, staff, search.offered, week.office) for session in mine], dtype=np.int64)
    usual = visitors_of_day(search.futures.visitors, day)
    return DayTrial(day, mine, most, search.offer(mine, most, day), usual, staff, week.office, aims, shared)


def _most(session: Session, staff: StaffPlan, offered: Bookable, office: Office) -> int:
    """Places beyond which nobody needs to ask: more than all who can could serve before most have waited too long."""
    route = office.service(session.service).route
    able = [int(((staff.able >> np.uint64(office.step_ids.index(stop.step))) & np.uint64(1)).sum()) for stop in route]
    desks = [
        sum(counter.available and stop.step in office.counter_type(counter.type).steps for counter in office.counters)
        for stop in route
    ]
    length = len(session.slots) * staff.grid.slot_minutes + 2 * office.target.call_minutes
    at_once = min(min(a, d) * length / stop.minutes for a, d, stop in zip(able, desks, route, strict=True))
    show = max(usual_show(offered.shows, office.service_ids.index(session.service)), 0.2)
    return ceil(at_once / show) + 2 if at_once else 0


def _judged(
    fresh: _Crowds, plan: StaffPlan, trial: DayTrial, places: np.ndarray
) -> tuple[DayQuota, tuple[list[Counted], list[Counted]]]:
    """What the places do on days that they were not chosen on, and what one more in each session would.

    With it who is late by the shared aims, with the visitors of the forecast and with all places taken.
    """
    office, staff, day = fresh.week.office, plan.of_day(trial.day), trial.day
    offer = fresh.offer(trial.sessions, places + 1, day)
    usual, full = visitors_of_day(fresh.futures.visitors, day), offer.with_places(places)
    some = np.arange(min(SESSION_PATHS, full.paths))
    taken = DayScorer(full, office, 0, some).score(staff)
    found = []
    for number, session in enumerate(trial.sessions):
        more = places + (np.arange(len(places)) == number)
        then = DayScorer(offer.with_places(more), office, 0, some).score(staff)
        minutes = float((then.wait - taken.wait).mean())
        found.append(SessionQuota(session, int(places[number]), effect_of(taken.late, then.late), minutes))
    counts = [trial.counted(visitors) for visitors in (usual, full)]
    own = [[judge_counts([count]) for count in each[: len(trial.aims)]] for each in counts]
    verdicts = tuple(Verdict(aim, *both) for aim, *both in zip(trial.aims, *own, strict=True))
    before, after = (DayScorer(visitors, office, 0).score(staff).late for visitors in (usual, full))
    shared = (counts[0][len(trial.aims) :], counts[1][len(trial.aims) :])
    return DayQuota(day, tuple(found), effect_of(before, after), verdicts), shared
