"""One short text per officer, for a messenger: his own week and nobody else's figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from office.days import Day
from office.values import Span
from planning.results import WeekPlan
from planning.weeksheet.halfdays import day_cell, place_of
from report.coverage import on_paper
from report.oncall import on_call_of
from report.places import Names
from report.stamp import stamp, week_title
from report.stand_ins import Replacement, by_help, replacements
from report.words.catalogue import Words
from scheduler.roster import Duty, StandIn


def officer_texts(plan: WeekPlan, words: Words) -> dict[str, str]:
    """The text of each officer by id."""
    names = Names(plan.office, words)
    replaced = {day.date: replacements(plan, day) for day in plan.week.open_days}
    return {officer.id: officer_text(plan, officer.id, names, replaced) for officer in plan.office.officers}


def officer_text(plan: WeekPlan, officer: str, names: Names, replaced: Mapping[date, Sequence[Replacement]]) -> str:
    """Day by day: place and times, break, who stands in, and where this officer stands in."""
    words = names.words
    head = [f"{names.officers[officer]} · {week_title(plan, words)}", plan.office.name, ""]
    called = {held.day for held in plan.roster.on_call if held.officer == officer}
    shown = [day for day in plan.week.days if day.is_open or day.date.weekday() < 5 or day.date in called]
    lines = [line for day in shown for line in _day(plan, officer, day, names, replaced.get(day.date, ()))]
    made = stamp(plan, words)
    return "\n".join([*head, *lines, "", f"{made.made} · {made.code}", ""])


def _day(plan: WeekPlan, officer: str, day: Day, names: Names, replaced: Sequence[Replacement]) -> Iterator[str]:
    words, roster = names.words, plan.roster
    name = f"{words.weekday(day.date)} {words.short_day(day.date)}"
    cell = day_cell(roster, officer, day.date, day.service)
    if cell.assignment is None:
        away = "place.closed" if not day.is_open else f"doing.{cell.morning.kind}"
        yield f"{name}: {words(away)}"
        yield from on_call_of(plan, officer, day.date, names)
        return
    yield f"{name}: {names.times(cell.assignment.span)}"
    yield from (f"  {_stretch(on_paper(duty, plan.office), names)}" for duty in roster.duties_of(officer, day.date))
    own = [part for part in replaced if part.officer == officer]
    if any(part.help != "unpromised" for part in own):
        yield f"  {words('text.stand_in', who=_whom(own, names))}"
    stands = [s for s in roster.stand_ins if (s.stand_in, s.day) == (officer, day.date)]
    if stands:
        yield f"  {words('text.stands_in', where=_where(stands, names))}"
    yield from on_call_of(plan, officer, day.date, names)


def _stretch(duty: Duty, names: Names) -> str:
    """``08.00–11.30 L3``; assemblies and tasks by their name."""
    times = names.times(Span(start=duty.start, end=duty.end))
    if duty.activity in ("break", "assembly"):
        return f"{times} {names.words(f'doing.{duty.activity}')}"
    task = names.tasks.get(duty.task or "")
    return f"{times} {names.place(place_of(duty))}{f' ({task})' if task else ''}"


def _whom(parts: Sequence[Replacement], names: Names) -> str:
    """Who stands in for the officer; with times where it is not one person all day."""
    spans = by_help(parts, names)
    told = [who if len(spans) == 1 else f"{who} {', '.join(map(names.times, times))}"
            for who, times in spans.items() if who != names.words("help.unpromised")]  # fmt: skip
    return "; ".join(told)


def _where(stand_ins: Sequence[StandIn], names: Names) -> str:
    """Counters at which the officer stands in, with times; who is there is not said."""
    spans: dict[str, list[Span]] = {}
    for s in sorted(stand_ins, key=lambda s: s.start):
        spans.setdefault(s.counter, []).append(Span(start=s.start, end=s.end))
    return ", ".join(f"{names.counters[c]} {' '.join(map(names.times, parts))}" for c, parts in spans.items())
