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
from planning.levers.effect import Effect, effect_of
from planning.levers.fill import fill
from planning.levers.places import Offer, Session, make_offer, usual_show
from planning.levers.trial import DayTrial, fill_days
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.durations import Durations
from staffing.intervals import Z95
from staffing.oneday import plan_of_day, visitors_of_day
from staffing.scoring import DayScorer
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors

QUOTA_PATHS, FRESH_PATHS = 200, 500
"""Weeks on which places are given, and on which they are judged."""
SESSION_PATHS = 250
"""Of the fresh paths, those by which one place more is judged."""
CAREFUL = 2.0
"""Visitors a week more who wait too long with the careful number of places, at most, on the paths of the search."""


@dataclass(frozen=True)
class SessionQuota:
    """What one session can carry.

    Parameters
    ----------
    session
        Which.
    carried
        Places that it can carry beside those of all other sessions.
    careful
        Of these, places with which hardly anybody more waits too long: `CAREFUL` a week in all sessions together.
    one_more
        Visitors of the day who wait too long without and with one place more, on fresh days.
    minutes_more
        Minutes that all visitors together wait longer for the first call with one place more, mean.
    """

    session: Session
    carried: int
    careful: int
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
        surely = self.judged.share - Z95 * self.judged.error
        return surely > max(self.aim.allowed, self.usual.surely)

    @property
    def is_missed_anyhow(self) -> bool:
        """Whether that is so with the visitors of the forecast already."""
        return self.usual.share - Z95 * self.usual.error > self.aim.allowed


@dataclass(frozen=True)
class DayQuota:
    """One day: its sessions, who waits too long as forecast and with all places taken, and each stretch's verdict.

    `late_careful` is the same with the careful number of places taken.
    """

    day: int
    sessions: tuple[SessionQuota, ...]
    late: Effect
    late_careful: Effect
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class WeekQuota:
    """One week's quota with a roster; days on which nobody sits at a counter are left out.

    `verdicts` are those of stretches that all days are judged in together. `usual` are the visitors of the forecast,
    `anyhow` those of them who come without a place, means a week.
    """

    week: OfficeWeek
    roster: Roster
    days: tuple[DayQuota, ...]
    verdicts: tuple[Verdict, ...]
    usual: float
    anyhow: float


def week_quota(
    week: OfficeWeek, roster: Roster, offered: Bookable, sessions: Sequence[Session], search: Futures, fresh: Futures,
    seed: int, durations: Durations | None = None,
) -> WeekQuota:  # fmt: skip
    """The places that each session of a week can carry, all sessions together.

    Walk-ins come as forecast; whoever holds a place comes with the show rate that the past has. Places are given in
    fair proportion of the visitors who usually come at that time (`fill`), on the paths of the search, as long as every
    stretch of the day and of the week (`aims_of`) surely keeps the target. Where a stretch misses it with the visitors
    of the forecast already, it must not get worse than then.
    The careful number is found in the same way, within those places, as long as hardly more wait too long than with the
    visitors of the forecast. What the places do is then judged on fresh paths.

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
        careful = threads.map(lambda trial, some: _careful(plan, trial, some, CAREFUL / len(trials)), trials, places)
        found = list(threads.map(lambda *given: _judged(judged, plan, *given), trials, places, list(careful)))
    together = [[judge_counts(counts) for counts in zip(*both, strict=True)]
                for both in zip(*(counts for _, counts in found), strict=True)]  # fmt: skip
    verdicts = tuple(Verdict(aim, *both) for aim, *both in zip(shared, *together, strict=True)) if found else ()
    return WeekQuota(week, roster, tuple(day for day, _ in found), verdicts, *judged.coming)


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

    @property
    def coming(self) -> tuple[float, float]:
        """Visitors a week, means: all of the forecast, and those who come without a place."""
        usual, anyhow = (each.count / max(each.paths, 1) for each in (self.futures.visitors, self._anyhow))
        return usual, anyhow

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


def _careful(plan: StaffPlan, trial: DayTrial, places: np.ndarray, more: float) -> np.ndarray:
    """Of the day's places those with which at most so many visitors more wait too long."""
    weights = np.array([session.usual for session in trial.sessions])
    most = _late(trial.usual, plan, trial.day, trial.office).mean() + more

    def hardly_harms(some: np.ndarray) -> bool:
        return bool(_late(trial.offer.with_places(some), plan, trial.day, trial.office).mean() <= most)

    return fill(hardly_harms, weights, places)


def _late(visitors: Visitors, plan: StaffPlan, day: int, office: Office) -> np.ndarray:
    """Visitors of one day who wait too long, shape (paths,)."""
    return np.asarray(DayScorer(visitors, office, 0).score(plan.of_day(day)).late)


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
    fresh: _Crowds, plan: StaffPlan, trial: DayTrial, places: np.ndarray, careful: np.ndarray
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
        effect = effect_of(taken.late, then.late)
        found.append(SessionQuota(session, int(places[number]), int(careful[number]), effect, minutes))
    counts = [trial.counted(visitors) for visitors in (usual, full)]
    own = [[judge_counts([count]) for count in each[: len(trial.aims)]] for each in counts]
    verdicts = tuple(Verdict(aim, *both) for aim, *both in zip(trial.aims, *own, strict=True))
    crowds = (usual, full, offer.with_places(careful))
    before, after, hardly = (_late(visitors, plan, day, office) for visitors in crowds)
    shared = (counts[0][len(trial.aims) :], counts[1][len(trial.aims) :])
    return DayQuota(day, tuple(found), effect_of(before, after), effect_of(before, hardly), verdicts), shared
