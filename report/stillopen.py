"""Still open: why no way closes a promise, and what is left to do: announce it in good time."""

from collections.abc import Iterator

from office.values import Span
from report.places import Names
from report.repairs import down_for, place
from report.shortfalls import joined
from scheduler.repair.incident import Incident
from scheduler.repair.proposals import Proposal, Repair
from scheduler.roster import Shortage

AWAY = ("leave", "off_duty", "outside_duty")
"""Who is so is not asked."""
MOST_NAMED = 4


def still_open_lines(repair: Repair, names: Names) -> list[str]:
    """What was tried in vain, who is able at all and where he is, and what the head can announce.

    A promise that stays open after the best way went through every search: the counters rearranged, then breaks and
    shifts of those who are able. Days on which nothing happened were not searched; nothing is said of them.
    """
    way = min((repair.untouched, *repair.proposals), key=lambda way: way.effect.uncovered)
    dates = {day.date for day in repair.incident.days}
    left = [s for s in joined(way.effect.shortages) if s.day in dates]
    if not left:
        return []
    told = [" ".join(_why(repair.incident, way, s, names)) for s in left[:MOST_NAMED]]
    return [names.words("replan.tried"), *told]


def _why(incident: Incident, way: Proposal, short: Shortage, names: Names) -> Iterator[str]:
    """One shortage: who could serve it that day, and what can be announced."""
    words, promise = names.words, next(p for p in names.office.promises if p.id == short.promise)
    told = names.promises.get(short.promise, short.promise)
    begins = max(short.start, incident.begins(short.day))
    times = f"{words.weekday(short.day)} {names.times(Span(start=begins, end=short.end))}"
    able = [officer for officer, doing in short.able if doing not in AWAY]
    if not able:
        yield words("replan.why.nobody", promise=told, times=times)
    elif len(able) <= MOST_NAMED and not down_for(incident, short, way.roster, names):
        where = ", ".join(_where(way, short, officer, begins, names) for officer in able)
        yield words("replan.why.able", promise=told, times=times, officers=where)
    yield words(f"replan.do.{'closed' if short.short >= promise.officers else 'fewer'}", promise=told, times=times)


def _where(way: Proposal, short: Shortage, officer: str, minute: int, names: Names) -> str:
    duty = way.roster.duty_at(officer, short.day, minute, minute + names.office.slot_minutes)
    return f"{names.officers[officer]} ({place(duty, names)})"
