"""Repairs in words: what happened, who moves where and when, what stays open, whom it burdens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from office.values import MINUTES_A_DAY, Span
from planning.weeksheet.halfdays import place_of
from report.oncall import on_call_changes
from report.places import Names
from report.shortfalls import joined, shortage_help, shortage_line
from report.violations import breaches, violation_line
from scheduler.repair.changes import Absent, Asked, Change, Closed, CounterDown, Demand, Late, Leaves, Outage
from scheduler.repair.effect import Effect, Move
from scheduler.repair.incident import Incident
from scheduler.roster import Assignment, Duty, Roster, Shortage

MOST_SHORTAGES = 4


@dataclass(frozen=True)
class Told:
    """What one officer is told of one day: the stretches that are otherwise than on the wall."""

    officer: str
    day: date
    lines: tuple[str, ...]


def change_line(change: Change, names: Names) -> str:
    """``Petugas A tidak hadir``, without the day."""
    words = names.words
    if isinstance(change, Absent):
        return words("replan.absent", officer=names.officers[change.officer])
    if isinstance(change, Late):
        return words("replan.late", officer=names.officers[change.officer], at=words.clock(change.minute))
    if isinstance(change, Leaves):
        return words("replan.leaves", officer=names.officers[change.officer], at=words.clock(change.minute))
    if isinstance(change, CounterDown):
        return words("replan.down", counter=names.counters[change.counter], when=_when(change.span, names))
    if isinstance(change, Outage):
        steps = ", ".join(names.steps[step] for step in sorted(change.steps))
        return words("replan.outage", steps=steps, when=_when(change.span, names))
    if isinstance(change, Demand):
        return words("replan.demand", percent=words.percent(change.factor))
    return words("replan.closed")


def calls(incident: Incident, roster: Roster, names: Names) -> list[str]:
    """Who is on call at home otherwise than on the wall: a post that goes from one to another is one line."""
    before, after = incident.published, roster
    given = [a for a in before.on_call if a not in after.on_call]
    lines, alone = [], list[Assignment]()
    for now in (a for a in after.on_call if a not in before.on_call):
        was = next((a for a in given if (a.day, a.shift, a.span) == (now.day, now.shift, now.span)), None)
        if was is None:
            alone.append(now)
        else:
            given.remove(was)
            lines.append(_called(was, now, names))
    rest = before.model_copy(update={"on_call": tuple(given)}), after.model_copy(update={"on_call": tuple(alone)})
    return [*lines, *(line for told in on_call_changes(*rest, names).values() for line in told)]


def _called(was: Assignment, now: Assignment, names: Names) -> str:
    who = {"officer": names.officers[now.officer], "before": names.officers[was.officer]}
    post = names.on_call.get(now.shift, now.shift)
    return names.words("replan.called", day=names.words.day(now.day), post=post, times=names.times(now.span), **who)


def happened_lines(incident: Incident, names: Names) -> list[str]:
    """``Senin 30 Nov: Petugas A tidak hadir; L3 rusak.``, one line a day."""
    in_order = sorted((c for c in incident.changes if not isinstance(c, Asked)), key=lambda change: change.day)
    found = []
    for day, changes in groupby(in_order, key=lambda change: change.day):
        told = "; ".join(change_line(change, names) for change in changes)
        found.append(f"{_day(day, names)}: {told}.")
    return found


def told(incident: Incident, moves: Iterable[Move], names: Names) -> tuple[Told, ...]:
    """Each officer's moves as lines, by day and time."""
    grouped = groupby(moves, key=lambda move: (move.officer, move.day))
    return tuple(
        Told(officer, day, tuple(_line(incident, ways, names) for ways in together(incident, mine)))
        for (officer, day), mine in grouped
    )


def together(incident: Incident, moves: Iterable[Move]) -> list[list[Move]]:
    """Moves of one officer to the same place one after the other, whatever he did before."""
    found: list[list[Move]] = []
    for move in moves:
        last = found[-1][-1] if found else None
        same = last is not None and last.end == move.start and last.told[1] == move.told[1]
        if same and last is not None and _missing_at(incident, last) == _missing_at(incident, move):
            found[-1].append(move)
        else:
            found.append([move])
    return found


def _line(incident: Incident, moves: list[Move], names: Names) -> str:
    """``13.00–15.00 ke L5 menggantikan Petugas C (semula L3)``."""
    words, first = names.words, moves[0]
    times = names.times(Span(start=first.start, end=moves[-1].end))
    before = before_of(moves, names)
    if first.after is None:
        return words("replan.move.off", times=times, before=before)
    gone = _missing_at(incident, first)
    if gone:
        return words("replan.move.instead", times=times, after=place(first.after, names), before=before,
                     officer=names.officers[gone])  # fmt: skip
    return words("replan.move", times=times, after=place(first.after, names), before=before)


def before_of(moves: Iterable[Move], names: Names) -> str:
    """Where an officer would have been, each place with its time where there are several."""
    parts = [(told, list(mine)) for told, mine in groupby(moves, key=lambda move: place(move.before, names))]
    if len(parts) == 1:
        return parts[0][0]
    return ", ".join(f"{names.times(Span(start=mine[0].start, end=mine[-1].end))} {told}" for told, mine in parts)


def place(duty: Duty | None, names: Names) -> str:
    """Where an officer is, in a word or two."""
    if duty is None:
        return names.words("replan.at_home")
    if duty.activity in ("break", "assembly"):
        return names.words(f"doing.{duty.activity}")
    if duty.activity == "back_office":
        return names.tasks.get(duty.task or "", names.words("doing.back_office"))
    return names.place(place_of(duty))


def open_lines(incident: Incident, roster: Roster, shortages: Iterable[Shortage], names: Names) -> list[str]:
    """What stays open and who could help, or which counters are down."""
    listed = joined(shortages)
    lines = []
    for s in listed[:MOST_SHORTAGES]:
        there = Names(incident.office_on(s.day), names.words)
        down = down_for(incident, s, roster, names)
        help = names.words("replan.no_counter", counters=down) if down else shortage_help(s, there, most=4)
        lines.append(f"{shortage_line(s, there)} {help}")
    more = len(listed) - MOST_SHORTAGES
    return lines + ([names.words("shortage.more", count=more)] if more > 0 else [])


def down_for(incident: Incident, shortage: Shortage, roster: Roster, names: Names) -> str:
    """Counters that are down and would be needed, where everything else that could serve the promise is held."""
    office = incident.week.office
    steps = next(p.steps for p in office.promises if p.id == shortage.promise)
    fit = [c.id for c in office.counters if office.counter_type(c.type).steps & steps]
    down = [c.counter for c in incident.changes if isinstance(c, CounterDown) and c.day == shortage.day
            and c.counter in fit and c.span.overlap(shortage.start, shortage.end)]  # fmt: skip
    held = {d.counter for d in roster.at_counters(shortage.day) if d.start < shortage.end and shortage.start < d.end}
    usable = [counter for counter in fit if office.counter(counter).available and counter not in down]
    return ", ".join(names.counters[c] for c in down) if down and set(usable) <= held else ""


def law_lines(effect: Effect, names: Names, key: str = "replan.gives") -> list[str]:
    """Rules that have to give, which were kept before."""
    found = breaches(effect.given, names.office.slot_minutes)
    return [names.words(key, rule=names.words(f"rule.{b.violation.rule}"), line=violation_line(b, names))
            for b in found]  # fmt: skip


def turn_lines(effect: Effect, names: Names) -> Iterator[str]:
    """Who takes a burden more than published."""
    words = names.words
    for (burden, more), group in groupby(sorted(effect.turns, key=_turn), key=_turn):
        who = ", ".join(names.officers[officer] for officer, _, _ in group)
        yield words.counted("replan.turn", more, burden=names.burden(burden), officers=who, count=more)


def _turn(turn: tuple[str, str, int]) -> tuple[str, int]:
    return turn[1], turn[2]


def _missing_at(incident: Incident, move: Move) -> str | None:
    """Who should have sat at the counter and is missing."""
    if move.after is None or move.after.counter is None:
        return None
    for duty in incident.published.at_counters(move.day):
        is_here = duty.counter == move.after.counter and duty.start <= move.start < duty.end
        if is_here and any(m.overlap(move.start, move.end) for m in incident.missed(duty.officer, move.day)):
            return duty.officer
    return None


def _when(span: Span, names: Names) -> str:
    words = names.words
    if (span.start, span.end) == (0, MINUTES_A_DAY):
        return ""
    if span.end == MINUTES_A_DAY:
        return " " + words("replan.from", at=words.clock(span.start))
    return " " + names.times(span)


def _day(day: date, names: Names) -> str:
    return f"{names.words.weekday(day)} {names.words.short_day(day)}"


def is_closed(incident: Incident) -> bool:
    """Whether all that happened is that days are closed."""
    return all(isinstance(change, Closed) for change in incident.changes)
