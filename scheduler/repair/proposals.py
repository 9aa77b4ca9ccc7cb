"""Proposals: at most three ways out of an incident, judged alike, the fewest changes first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scheduler.repair.calls import on_call_again
from scheduler.repair.changes import Outage
from scheduler.repair.effect import Effect, Judge, minutes_short
from scheduler.repair.incident import Incident, struck
from scheduler.repair.paper import follow_paper
from scheduler.repair.relief import Scorer, relieve
from scheduler.repair.reseat import reseat
from scheduler.repair.wider import wider_options
from scheduler.roster import Roster, StandIn
from scheduler.shortages import find_shortages
from scheduler.stand_ins import name_stand_ins

Way = Literal["none", "paper", "reseat", "wider", "relief", "swap"]
"""Nobody moves; the stand-ins on the wall; counters filled again with the same shifts; breaks moved, shifts changed or
officers called in; more counters for those who wait; two officers who change places."""
MOST = 3


@dataclass(frozen=True)
class Waits:
    """Visitors of the days in question, means over simulated days.

    Parameters
    ----------
    late
        Who wait longer than the target for the first call, a day.
    minutes
        Mean wait for the first call.
    """

    late: float
    minutes: float


@dataclass(frozen=True)
class Proposal:
    """One way out: its roster, and what is true of it."""

    way: Way
    roster: Roster
    effect: Effect
    waits: Waits | None


@dataclass(frozen=True)
class Repair:
    """What an incident does if nobody reacts, and what could be done.

    Parameters
    ----------
    incident
        What happened.
    published
        What is on the wall, as if everybody and everything were there.
    untouched
        The day if nobody reacts.
    proposals
        The ways out: the paper first where it says anything, then by the number of changes.
    """

    incident: Incident
    published: Proposal
    untouched: Proposal
    proposals: tuple[Proposal, ...]

    @property
    def before(self) -> Effect:
        """What is true if nobody reacts."""
        return self.untouched.effect


Measure = Callable[[Roster], Waits | None]
"""Simulates the days in question."""


def repair(incident: Incident, measure: Measure, scorer: Scorer | None) -> Repair:
    """At most three proposals.

    Parameters
    ----------
    incident
        What happened.
    measure
        Tells how visitors fare with a roster.
    scorer
        Tries seats for those who wait; None where nobody can tell who comes.
    """
    judge, hit = Judge(incident), finished(incident, incident.hit)

    def judged(way: Way, roster: Roster) -> Proposal:
        return Proposal(way, roster, judge.effect(roster), measure(roster))

    ways = [judged(way, on_call_again(incident, roster)) for way, roster in _ways(incident, scorer)]
    moved = [p for p in ways if (p.roster.duties, p.roster.on_call) != (hit.duties, hit.on_call)]
    return Repair(incident, judged("none", incident.published), judged("none", hit), tuple(_ranked(moved)))


def finished(incident: Incident, roster: Roster) -> Roster:
    """The roster without what an outage stops, and with stand-ins named anew for what can still be changed."""
    for change in incident.changes:
        if isinstance(change, Outage):
            roster = struck(incident, roster, change)
    dates = {day.date for day in incident.days} | {day for _, day in incident.touched}
    kept = [
        part
        for s in incident.published.stand_ins
        for part in _before(s, incident.begins(s.day) if s.day in dates else s.end)
    ]
    again = name_stand_ins(incident.week, [d for d in roster.duties if d.day in dates])
    fresh = [part for s in again for part in _after(s, incident.begins(s.day))]
    return roster.model_copy(update={"stand_ins": tuple(sorted([*kept, *fresh], key=_order))})


def _order(named: StandIn) -> tuple[object, ...]:
    return named.day, named.officer, named.start


def _before(named: StandIn, minute: int) -> Iterator[StandIn]:
    if named.start < minute:
        yield named.model_copy(update={"end": min(named.end, minute)})


def _after(named: StandIn, minute: int) -> Iterator[StandIn]:
    if named.end > minute:
        yield named.model_copy(update={"start": max(named.start, minute)})


def _ways(incident: Incident, scorer: Scorer | None) -> Iterator[tuple[Way, Roster]]:
    """The ways in the order in which they are thought of."""
    paper = incident.hit
    for day in incident.days:
        paper = follow_paper(incident, day.date, paper)
    yield "paper", finished(incident, paper)
    best = incident.hit
    if _open(incident, best):
        for day in incident.days:
            best = reseat(incident, day.date, best)
        best = finished(incident, best)
        yield "reseat", best
    if _open(incident, best):
        wider = incident.hit
        for day in incident.days:
            wider = reseat(incident, day.date, wider, wider_options(incident, day.date, wider))
        wider = finished(incident, wider)
        yield "wider", wider
        best = min((best, wider), key=lambda roster: _open(incident, roster))
    if scorer is not None:
        yield "relief", finished(incident, relieve(incident, best, scorer))


def _open(incident: Incident, roster: Roster) -> int:
    """Officer-minutes of promises that stay open though their steps can be served."""
    short = find_shortages(incident.week, roster)
    return sum(minutes_short(s) for s in short if s.end > incident.begins(s.day) and not incident.is_suspended(s))


def _ranked(found: Sequence[Proposal]) -> list[Proposal]:
    """The paper, then others: those that break least law, then by the number of changes.

    None that is no better than one with as few.
    """
    kept: list[Proposal] = [p for p in found if p.way == "paper"]
    others = [p for p in found if p.way != "paper"]
    for proposal in sorted(others, key=_worth):
        if not any(_is_as_good(other, proposal) for other in kept):
            kept.append(proposal)
    return kept[:MOST]


def _worth(proposal: Proposal) -> tuple[float, ...]:
    effect = proposal.effect
    return len(effect.given), len(effect.changed), effect.uncovered, _late(proposal)


def _is_as_good(one: Proposal, other: Proposal) -> bool:
    """Whether one needs no more changes and leaves no more open, no more waiting and no more broken."""
    return (
        len(one.effect.changed) <= len(other.effect.changed)
        and one.effect.uncovered <= other.effect.uncovered
        and _late(one) <= _late(other) + SAME_LATE
        and len(one.effect.given) <= len(other.effect.given)
    )


SAME_LATE = 0.5
"""Visitors a day by which two proposals may differ and are the same to the head."""


def _late(proposal: Proposal) -> float:
    return proposal.waits.late if proposal.waits is not None else 0.0
