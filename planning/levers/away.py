"""Away: a day's roster when an officer is sent elsewhere for a while, his posts taken by whoever can best leave."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from office.values import Span
from scheduler.roster import Duty, Roster, StandIn
from scheduler.stand_ins import stand_ins_of
from scheduler.week import OfficeWeek


def day_of(week: OfficeWeek, roster: Roster, day: int) -> tuple[OfficeWeek, Roster]:
    """One day of a week and of its roster, as a week of that day alone."""
    date = week.days[day].date
    alone = replace(week, days=(week.days[day],), grid=replace(week.grid, start=date, days=1))
    parts = {
        name: tuple(part for part in getattr(roster, name) if part.day == date)
        for name in ("assignments", "duties", "stand_ins")
    }
    return alone, roster.model_copy(update=parts)


def without(week: OfficeWeek, roster: Roster, officers: Iterable[str], span: Span) -> Roster:
    """A day's roster while some officers are on outside duty from `span.start` to `span.end`.

    One after another leaves. His counter is taken by his stand-in, who leaves standby or back office, or a counter
    whose work is not promised; where nobody can, it stays closed. Breaks stay; no stand-ins are named.

    Parameters
    ----------
    week, roster
        One day (`day_of`).
    officers
        Ids; who is not on duty then changes nothing.
    span
        From when to when they are away.
    """
    duties = list(roster.duties)
    for officer in officers:
        duties = _leave(week, duties, officer, span)
    return roster.model_copy(update={"duties": tuple(duties), "stand_ins": ()})


def _leave(week: OfficeWeek, duties: list[Duty], officer: str, span: Span) -> list[Duty]:
    """The duties after one officer has gone and his posts are taken."""
    (day,) = week.days
    names = stand_ins_of(week, day, duties, officer)
    posts = {duty.counter: duty for duty in duties if duty.officer == officer and duty.counter is not None}
    after = [piece for duty in duties for piece in _sent(duty, officer, span)]
    for name in names:
        start, end = max(name.start, span.start), min(name.end, span.end)
        if start < end and name.stand_in is not None:
            after = _taken(week, after, name, posts[name.counter], start, end)
    return after


def _sent(duty: Duty, officer: str, span: Span) -> Iterator[Duty]:
    """A duty, whose part within the span becomes outside duty if it is this officer's."""
    if duty.officer != officer or duty.activity in ("break", "outside_duty"):
        yield duty
        return
    yield from _cut(duty, span.start, span.end)
    start, end = max(duty.start, span.start), min(duty.end, span.end)
    if start < end:
        yield Duty(officer=officer, day=duty.day, start=start, end=end, activity="outside_duty")


def _taken(week: OfficeWeek, duties: list[Duty], name: StandIn, post: Duty, start: int, end: int) -> list[Duty]:
    """The stand-in sits at the post instead of what he would do then."""
    stand_in = str(name.stand_in)
    kind = week.office.counter(name.counter).type
    steps = week.office.served_at(week.office.officer(stand_in).skills, kind)
    kept = [piece for duty in duties for piece in (_cut(duty, start, end) if duty.officer == stand_in else [duty])]
    sits = Duty(officer=stand_in, day=post.day, start=start, end=end, activity="counter", counter=name.counter,
                steps=steps)  # fmt: skip
    return [*kept, sits]


def _cut(duty: Duty, start: int, end: int) -> Iterator[Duty]:
    """What of a duty lies outside a stretch."""
    if duty.start < start:
        yield duty.model_copy(update={"end": min(duty.end, start)})
    if end < duty.end:
        yield duty.model_copy(update={"start": max(duty.start, end)})
    # a duty within the stretch leaves nothing
