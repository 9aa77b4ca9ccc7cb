"""Trial: whether the days of a week still keep the target with so many places."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from office.office import Office
from planning.levers.aims import Aim, Counted, Judged, count_aim, judge_counts
from planning.levers.fill import fill
from planning.levers.places import Offer, Session
from staffing.simulation import trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors
from staffing.waits import waits_of


@dataclass(frozen=True)
class DayTrial:
    """One day on which places are tried.

    Parameters
    ----------
    day
        Its index.
    sessions
        Those of the day.
    most
        Places of each session beyond which nobody asks, int, shape (sessions,).
    offer
        Who comes for how many places.
    usual
        The visitors of the forecast.
    staff
        Who is at the counters.
    office
        Its routes and target.
    aims
        What must hold on the day.
    shared
        What must hold on all days of the week together.
    """

    day: int
    sessions: tuple[Session, ...]
    most: np.ndarray
    offer: Offer
    usual: Visitors
    staff: StaffPlan
    office: Office
    aims: tuple[Aim, ...]
    shared: tuple[Aim, ...]
    _known: dict[bytes, list[Counted]] = field(default_factory=dict, repr=False)

    def with_places(self, places: np.ndarray) -> list[Counted]:
        """Who is late by each of its aims, then by each shared one; remembered, for a search asks days again."""
        key = places.tobytes()
        if key not in self._known:
            self._known[key] = self.counted(self.offer.with_places(places))
        return self._known[key]

    def counted(self, visitors: Visitors) -> list[Counted]:
        """The same of any visitors."""
        waits = waits_of(trace(visitors, self.staff, self.office), visitors, self.office)
        return [count_aim(aim, waits) for aim in (*self.aims, *self.shared)]


def fill_days(days: Sequence[DayTrial]) -> list[np.ndarray]:
    """The places that the sessions of some days can carry together, int, shape (sessions,) a day.

    Every aim surely keeps what is allowed. Where it misses that with the visitors of the forecast already, it must not
    get worse than then.
    """
    usual = [day.counted(day.usual) for day in days]
    allowed = [[max(aim.allowed, judge_counts([count]).surely) for aim, count in zip(day.aims, counts, strict=False)]
               for day, counts in zip(days, usual, strict=True)]  # fmt: skip
    shared = days[0].shared
    in_all = [max(aim.allowed, _together(usual, at - len(shared)).surely) for at, aim in enumerate(shared)]
    ends = np.cumsum([len(day.sessions) for day in days])[:-1]

    def holds(places: np.ndarray) -> bool:
        found = []
        for day, some, limits in zip(days, np.split(places, ends), allowed, strict=True):
            counts = day.with_places(some)
            if any(judge_counts([count]).surely > limit for count, limit in zip(counts, limits, strict=False)):
                return False
            found.append(counts)
        return all(_together(found, at - len(shared)).surely <= limit for at, limit in enumerate(in_all))

    weights = np.array([session.usual for day in days for session in day.sessions])
    places = fill(holds, weights, np.concatenate([day.most for day in days]))
    return np.split(places, ends)


def _together(days: Sequence[list[Counted]], at: int) -> Judged:
    return judge_counts([counts[at] for counts in days])
