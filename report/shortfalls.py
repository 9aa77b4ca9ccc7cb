"""What is short and who could help, what the days bring, and where one absence would hurt: in sentences."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from office.days import CLOSING, Day
from office.values import Span
from planning.results import WeekPlan
from report.coverage import Coverage
from report.places import Names
from report.words.catalogue import Words
from scheduler.roster import Shortage

NEAREST = (
    "standby", "back_office", "assembly", "break", "counter", "outside_duty", "off", "off_duty", "leave",
)  # fmt: skip
"""Who could help soonest is named first."""
TOLD = ("event", "mobile_service", "outage")
"""Kinds of calendar entries, other than closing ones, that a reader of the week must know."""


def day_notes(plan: WeekPlan, names: Names, days: Sequence[Day]) -> list[str]:
    """Holidays and outside events of some days, one sentence each."""
    words, found = names.words, []
    for day in days:
        for entry in day.entries:
            note = entry.note or words(f"calendar.{entry.kind}")
            when = f"{words.weekday(day.date)} {words.short_day(day.date)}"
            if entry.kind in CLOSING and not day.is_open:
                found.append(words("note.closed", day=when, note=note))
            elif entry.kind in TOLD:
                count = entry.officers_away
                away = words.counted("note.officers_away", count, count=count) if count else ""
                found.append(words("note.event", day=when, note=note, away=away).strip())
    return found


def shortage_line(shortage: Shortage, names: Names) -> str:
    """``Kamis 3 Des 11.30–12.30: Biometrik & wawancara kurang 1 orang.``"""
    words = names.words
    return words(
        "shortage.line", day=f"{words.weekday(shortage.day)} {words.short_day(shortage.day)}",
        start=words.clock(shortage.start), end=words.clock(shortage.end), count=shortage.short,
        promise=names.promises.get(shortage.promise, shortage.promise),
    )  # fmt: skip


def joined(shortages: Iterable[Shortage]) -> list[Shortage]:
    """Shortages of the same promise and size in a row as one: who could help is named as he is at its start."""
    found: dict[tuple[object, ...], list[Shortage]] = {}
    for shortage in shortages:
        same = found.setdefault((shortage.promise, shortage.day, shortage.short), [])
        if same and same[-1].end == shortage.start:
            able = {**dict(shortage.able), **dict(same[-1].able)}
            same[-1] = same[-1].model_copy(update={"end": shortage.end, "able": tuple(able.items())})
        else:
            same.append(shortage)
    return sorted((s for same in found.values() for s in same), key=lambda s: (s.day, s.start))


def shortage_help(shortage: Shortage, names: Names, most: int = 8) -> str:
    """``Yang mampu: Petugas A (istirahat), Petugas B (cuti).``, who could come soonest first.

    Where too few counters of the promise are open nobody could help: the closed ones are named instead.
    """
    words = names.words
    closed = _missing_counters(shortage, names)
    if closed:
        return words("shortage.closed", counters=", ".join(closed))
    if not shortage.able:
        return words("shortage.nobody")
    able = sorted(shortage.able, key=lambda pair: NEAREST.index(pair[1]))
    told = [f"{names.officers.get(officer, officer)} ({words(f'doing.{doing}')})" for officer, doing in able]
    more = words("list.more", count=len(told) - most) if len(told) > most else ""
    return words("shortage.able", officers=", ".join(told[:most]) + more)


def _missing_counters(shortage: Shortage, names: Names) -> list[str]:
    """Closed counters of a promise for which too few are open; none where officers are what is lacking."""
    office = names.office
    for promise in office.promises:
        if promise.id == shortage.promise:
            fit = [c for c in office.counters if office.counter_type(c.type).steps & promise.steps]
            closed = [names.counters[counter.id] for counter in fit if not counter.available]
            return closed if len(fit) - len(closed) < promise.officers else []
    return []


def shortage_lines(plan: WeekPlan, names: Names, most: int) -> list[str]:
    """The first shortages, and how many more there are; one line of relief where there is none."""
    shortages, words = joined(plan.result.shortages), names.words
    if not shortages:
        return [words("shortage.none")]
    told = [f"{shortage_line(s, names)} {shortage_help(s, names, most=4)}" for s in shortages[:most]]
    return told + ([words("shortage.more", count=len(shortages) - most)] if len(shortages) > most else [])


def weak_spans(plan: WeekPlan, cover: Coverage, day: int) -> list[Span]:
    """Stretches of a day in which one absence leaves a promise uncovered."""
    grid = plan.week.grid
    return [
        Span(start=int(grid.minutes[first]), end=int(grid.minutes[last]) + grid.slot_minutes)
        for first, last in _runs(cover.weak[day])
    ]


def weak_lines(plan: WeekPlan, cover: Coverage, names: Names) -> list[str]:
    """``Belum ada pengganti …: Kamis 11.30–12.30; …``, one line, or none."""
    told = []
    for day, when in enumerate(plan.week.grid.dates):
        spans = weak_spans(plan, cover, day)
        if spans:
            told.append(f"{names.words.weekday(when)} {', '.join(map(names.times, spans))}")
    return [names.words("note.weak", times="; ".join(told))] if told else []


def _runs(mask: np.ndarray) -> Iterator[tuple[int, int]]:
    """First and last index of each stretch of True."""
    for value, group in groupby(enumerate(mask.tolist()), key=lambda pair: pair[1]):
        indices = [index for index, _ in group]
        if value:
            yield indices[0], indices[-1]


def closing_reason(day: Day, words: Words) -> str:
    """``Rabu 2 Des: libur – Hari Contoh.``"""
    entries = [entry for entry in day.entries if entry.kind in CLOSING]
    notes = [entry.note or words(f"calendar.{entry.kind}") for entry in entries]
    when = f"{words.weekday(day.date)} {words.short_day(day.date)}"
    return words("note.closed", day=when, note=", ".join(notes) or words("calendar.closed"))
