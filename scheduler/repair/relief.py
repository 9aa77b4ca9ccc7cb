"""Relief: officers behind the counters sit down where visitors wait, as far as simulation says that it helps."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from time import monotonic

import numpy as np

from scheduler.repair.edits import Stint, with_stints
from scheduler.repair.incident import Incident
from scheduler.repair.paper import stretches
from scheduler.roster import Roster

Scorer = Callable[[Roster, date], float]
"""What a roster's day costs its visitors, in late visitors; see `scheduler.refine.judge.burden`."""
ROUNDS = 3
"""Seats that are added at most on a day."""
WORTH = 0.5
"""Late visitors a day that one more officer at a counter must spare."""
SECONDS = 1.5
LEAST_MINUTES = 60


def relieve(incident: Incident, base: Roster, scorer: Scorer, seconds: float = SECONDS) -> Roster:
    """The base roster with up to three more stretches at counters on each day in question, each of which helps."""
    roster, until = base, monotonic() + seconds
    for day in incident.days:
        cost = scorer(roster, day.date)
        for _ in range(ROUNDS):
            better = _best(incident, roster, day.date, scorer, until)
            if better is None or cost - better[0] < WORTH:
                break
            cost, roster = better
    return roster


def _best(incident: Incident, roster: Roster, day: date, scorer: Scorer, until: float) -> tuple[float, Roster] | None:
    """The best of the seats that can be tried in time."""
    best: tuple[float, Roster] | None = None
    for stint in _seats(incident, roster, day):
        if monotonic() > until:
            break
        tried = with_stints(incident.week, roster, day, [stint])
        cost = scorer(tried, day)
        if best is None or cost < best[0]:
            best = cost, tried
    return best


def _seats(incident: Incident, roster: Roster, day: date) -> Iterator[Stint]:
    """Free counters for officers behind the counters, longest stretches first; who is alike is tried once."""
    office = incident.week.office
    known: set[tuple[object, ...]] = set()
    stands = [s for officer in office.officer_ids for s in _behind(incident, roster, officer, day)]
    for stint in sorted(stands, key=lambda stint: stint.start - stint.end):
        skills = office.officer(stint.officer).skills
        for counter in _free(incident, roster, day, stint):
            kind = office.counter(counter).type
            alike = office.served_at(skills, kind), kind, stint.start, stint.end
            if office.served_at(skills, kind) - incident.stopped(day, stint.start, stint.end) and alike not in known:
                known.add(alike)
                yield Stint(stint.officer, stint.start, stint.end, counter)


def _behind(incident: Incident, roster: Roster, officer: str, day: date) -> Iterator[Stint]:
    """Stretches of at least an hour on standby or at back office in hours in which counters work."""
    grid, slots = incident.week.grid, {}
    for slot in np.flatnonzero(incident.free(day)).tolist():
        start = int(grid.minutes[slot])
        duty = roster.duty_at(officer, day, start, start + grid.slot_minutes)
        if duty is not None and duty.activity in ("standby", "back_office"):
            slots[slot] = ""
    yield from (s for s in stretches(incident.week, officer, slots) if s.end - s.start >= LEAST_MINUTES)


def _free(incident: Incident, roster: Roster, day: date, stint: Stint) -> Sequence[str]:
    """One free counter of each type for the whole of a stretch."""
    grid, office = incident.week.grid, incident.week.office
    inside = (grid.minutes >= stint.start) & (grid.minutes < stint.end)
    taken = {d.counter for d in roster.at_counters(day) if d.start < stint.end and stint.start < d.end}
    free = {
        office.counter(counter).type: counter
        for counter, is_open in reversed(incident.open_counters(day).items())
        if counter not in taken and is_open[inside].all()
    }
    return tuple(free.values())
