"""Effect: what a proposal changes, what it leaves open, and whom it burdens, by the rules that judge any roster."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from scheduler.check import check
from scheduler.repair.incident import Incident
from scheduler.roster import Duty, Roster, Shortage, Violation
from scheduler.rules import complete
from scheduler.rules.fair_turns import burdens_of
from scheduler.shortages import find_shortages
from scheduler.stand_ins import weak_slots
from scheduler.turns import week_turns

BACK = ("back_office", "standby")
"""Work behind the counters: standby is back office that can be called."""


@dataclass(frozen=True)
class Move:
    """A stretch that an officer spends otherwise than published; None where he has, or had, no work then."""

    officer: str
    day: date
    start: int
    end: int
    before: Duty | None
    after: Duty | None

    @property
    def told(self) -> tuple[object, ...]:
        """What an officer would notice of it."""
        return _told(self.before), _told(self.after)


@dataclass(frozen=True)
class Effect:
    """What is true of a roster after an incident.

    Parameters
    ----------
    moves
        Stretches that differ from the published roster, of officers who are there; by day, officer and time.
    changed
        Officers and days that somebody chose to change: those whom the incident changes by itself are left out.
    shortages
        Promises that are open from now on; those whose steps nobody can serve now stand in `suspended`.
    weak
        Minutes of the days in question in which one more absence leaves a promise uncovered.
    back_office
        Minutes behind the counters less than published, of officers who are there.
    given
        Hard rules that the roster breaks and the published one did not.
    turns
        What each officer has more of a burden in this week than published.
    unfair
        What the rules of fair turns charge, beyond what they charged before.
    """

    moves: tuple[Move, ...]
    changed: tuple[tuple[str, date], ...]
    shortages: tuple[Shortage, ...]
    suspended: tuple[Shortage, ...]
    weak: int
    back_office: int
    given: tuple[Violation, ...]
    turns: tuple[tuple[str, str, int], ...]
    unfair: float

    @property
    def people(self) -> frozenset[str]:
        """Officers whose day is otherwise than on the wall, whoever or whatever changed it; the absent are not here."""
        return frozenset(move.officer for move in self.moves)

    @property
    def uncovered(self) -> int:
        """Officer-minutes of promises that stay open."""
        return sum(minutes_short(shortage) for shortage in self.shortages)


def minutes_short(shortage: Shortage) -> int:
    """Officer-minutes that a shortage lasts."""
    return (shortage.end - shortage.start) * shortage.short


class Judge:
    """Judges rosters of one incident; what the published one breaks is looked up once."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        rules = complete(incident.rules)
        self._rules = tuple(rule for rule in rules if rule.is_hard or rule.level == "turns")
        self._burdens = burdens_of(rules, incident.week.office)
        self._before, self._charged = self._judged(incident.published)
        self._had = week_turns(incident.week, incident.published, self._burdens)

    def effect(self, roster: Roster) -> Effect:
        """What is true of a roster."""
        week, incident = self.incident.week, self.incident
        short = [self._without_missing(s) for s in find_shortages(week, roster) if s.end > incident.begins(s.day)]
        moves, (broken, charged) = moves_between(incident, roster), self._judged(roster)
        return Effect(
            moves=moves,
            changed=changed_days(incident, roster),
            shortages=tuple(s for s in short if not incident.is_suspended(s)),
            suspended=tuple(s for s in short if incident.is_suspended(s)),
            weak=sum(self._is_in_question(d, s) for d, s in weak_slots(week, roster)) * week.grid.slot_minutes,
            back_office=self._lost_behind(roster),
            given=tuple((broken - self._before).elements()),
            turns=tuple(self._more_turns(roster)),
            unfair=charged - self._charged,
        )  # fmt: skip

    def _without_missing(self, shortage: Shortage) -> Shortage:
        """Who is missing by the incident could not help: he is not named."""
        here = tuple(pair for pair in shortage.able if not self.incident.missed(pair[0], shortage.day))
        return shortage.model_copy(update={"able": here})

    def _judged(self, roster: Roster) -> tuple[Counter[Violation], float]:
        """Hard rules that a roster breaks, and what uneven turns charge."""
        found = check(roster, self.incident.week, self._rules)
        return Counter(v for v in found if v.hard), sum(v.price for v in found if v.level == "turns")

    def _is_in_question(self, day: int, slot: int) -> bool:
        when = self.incident.week.days[day]
        return when in self.incident.days and bool(self.incident.free(when.date)[slot])

    def _lost_behind(self, roster: Roster) -> int:
        published, missing = self.incident.published, self.incident.missed
        dates = {day.date for day in self.incident.days}
        here = {o for o in self.incident.week.office.officer_ids if not any(missing(o, day) for day in dates)}
        return _behind(published, dates, here) - _behind(roster, dates, here)

    def _more_turns(self, roster: Roster) -> Iterator[tuple[str, str, int]]:
        now = week_turns(self.incident.week, roster, self._burdens)
        for officer, burdens in now.items():
            for burden, count in burdens.items():
                if count > self._had[officer][burden]:
                    yield officer, burden, count - self._had[officer][burden]


def changed_days(incident: Incident, roster: Roster) -> tuple[tuple[str, date], ...]:
    """Officers and days on which the roster differs from what the incident leaves, by day."""
    hit = incident.hit
    pairs = {(d.officer, d.day) for d in (*hit.duties, *roster.duties)} - incident.touched
    changed = (pair for pair in pairs if hit.duties_of(*pair) != roster.duties_of(*pair))
    return tuple(sorted(changed, key=lambda pair: (pair[1], pair[0])))


def moves_between(incident: Incident, roster: Roster) -> tuple[Move, ...]:
    """Where officers are otherwise than published, but for the hours that they miss."""
    published = incident.published
    pairs = {(d.officer, d.day) for d in (*published.duties, *roster.duties)}
    found = [
        move
        for officer, day in sorted(pairs, key=lambda pair: (pair[1], pair[0]))
        for move in _differing(published.duties_of(officer, day), roster.duties_of(officer, day))
        if not any(part.covers(move.start, move.end) for part in incident.missed(officer, day))
    ]
    return tuple(found)


def _differing(before: tuple[Duty, ...], after: tuple[Duty, ...]) -> Iterator[Move]:
    """Stretches with another content, neighbours with the same change put together."""
    edges = sorted({edge for duty in (*before, *after) for edge in (duty.start, duty.end)})
    last: Move | None = None
    for start, end in pairwise(edges):
        was, now = _at(before, start), _at(after, start)
        some = was or now
        if some is None or _told(was) == _told(now):
            continue
        move = Move(some.officer, some.day, start, end, was, now)
        if last is not None and last.end == start and last.told == move.told:
            last = replace(last, end=end)
            continue
        if last is not None:
            yield last
        last = move
    if last is not None:
        yield last


def _at(duties: tuple[Duty, ...], minute: int) -> Duty | None:
    return next((duty for duty in duties if duty.start <= minute < duty.end), None)


def _told(duty: Duty | None) -> tuple[object, ...]:
    """What an officer would notice of a duty: the place, not which steps are out of order there."""
    return () if duty is None else (duty.activity, duty.counter, duty.task)


def _behind(roster: Roster, dates: set[date], officers: set[str]) -> int:
    there = (d for d in roster.duties if d.day in dates and d.officer in officers)
    return sum(duty.minutes for duty in there if duty.activity in BACK)
