"""A day on one page: which officer sits where in which part of the day, who stands in, who has lunch when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from office.days import Day
from office.values import Span
from planning.results import WeekPlan
from report.away import away_kind
from report.coverage import Coverage, at_counter, coverage, crowds, on_paper
from report.fit import HEIGHT, LETTERS, CounterRow, DayPage, Entry, Letters, page_height
from report.places import Names
from report.rules import cap_line, is_near, merged, rules_of, trigger_line
from report.shortfalls import day_notes, joined, shortage_line, weak_spans
from report.stand_ins import Replacement, by_help, replacements
from report.words.catalogue import Words
from scheduler.roster import Activity, Duty

MOST_SHORTAGES = 5
READABLE = 10.0
"""Names on one sheet are at least so many points high."""
TIMED_FROM = 9.0
"""Letters from this size on leave room for the times of back-office work."""


def day_pages(plan: WeekPlan, names: Names) -> tuple[DayPage, ...]:
    """The pages of a week's open days."""
    cover = coverage(plan)
    return tuple(_largest(plan, day, names, cover) for day in plan.week.open_days)


def _largest(plan: WeekPlan, day: Day, names: Names, cover: Coverage) -> DayPage:
    """The page in the largest letters that fit one sheet; two sheets where one would need letters too small to read."""
    pages = [page_in(plan, day, names, cover, letters) for letters in LETTERS]
    readable = [page for page in pages if page.letters.who >= READABLE]
    parted = [replace(page, parted=True) for page in pages]
    return next((page for page in (*readable, *parted) if page_height(page) <= HEIGHT), parted[-1])


def page_in(plan: WeekPlan, day: Day, names: Names, cover: Coverage, letters: Letters) -> DayPage:
    """One day's page in given letters."""
    words, columns = names.words, parts_of(plan, day)
    duties = [on_paper(duty, plan.office) for duty in plan.roster.duties if duty.day == day.date]
    open_hours = Span(start=columns[0].start, end=columns[-1].end)
    standby = plan.office.standby
    timed = letters.body >= TIMED_FROM
    replaced = replacements(plan, day)
    return DayPage(
        title=words.day(day.date), crowd=_crowd(plan, day, words),
        letters=letters, columns=tuple(names.times(column) for column in columns),
        rows=tuple(_rows(plan, day, names, columns, replaced)),
        back_office=_entries(duties, "back_office", open_hours, names, timed),
        standby=_entries(duties, "standby", open_hours, names, timed=True),
        standby_rule=words("day.standby_rule", wait=standby.wait_minutes, stay=standby.stay_minutes),
        lunch=tuple(_lunch(plan, day, names)), assemblies=tuple(_assemblies(plan, day, names)),
        away=tuple(_away(plan, day, names)), triggers=tuple(_triggers(plan, day, names)),
        notes=tuple(_notes(plan, day, names, cover, replaced)),
    )  # fmt: skip


def parts_of(plan: WeekPlan, day: Day) -> tuple[Span, ...]:
    """Parts of the day: before, during and after the time of breaks; nothing where counters are closed."""
    rests = [a for a in plan.roster.assignments if a.day == day.date and a.break_start is not None]
    starts = [a.break_start for a in rests if a.break_start is not None]
    cuts = {min(starts), max(s + a.break_minutes for s, a in zip(starts, rests, strict=True))} if starts else set()
    return tuple(
        Span(start=start, end=end)
        for span in day.service
        for start, end in pairwise(sorted({span.start, span.end} | {cut for cut in cuts if span.covers(cut, cut)}))
    )


def _crowd(plan: WeekPlan, day: Day, words: Words) -> str:
    crowd = crowds(plan)[plan.week.index(day.date)]
    text = words("day.crowd", range=crowd.told(words))
    if crowd.peak is None:
        return text
    return f"{text} · {words('day.peak', start=words.clock(crowd.peak[0]), end=words.clock(crowd.peak[1]))}"


def _rows(
    plan: WeekPlan, day: Day, names: Names, columns: Sequence[Span], replaced: Sequence[Replacement]
) -> Iterator[CounterRow]:
    duties = at_counter(plan.roster, day.date)
    for counter in plan.office.counters:
        mine = duties.get(counter.id, [])
        parts = tuple(tuple(_in_part(mine, column, names)) for column in columns)
        own = [part for part in replaced if part.counter == counter.id]
        yield CounterRow(names.counters[counter.id], names.work_of(counter.id), parts, _stand_ins(own, names))


def _in_part(duties: Iterable[Duty], part: Span, names: Names) -> Iterator[Entry]:
    """Who holds a counter in a part of the day, and when it is closed within it; nothing if all of it."""
    done = part.start
    held = [(max(d.start, part.start), min(d.end, part.end), d.officer) for d in duties]
    held = [(start, end, officer) for start, end, officer in held if start < end]
    for start, end, officer in held:
        if done < start:
            yield _closed(done, start, names)
        begins = "" if start == part.start else names.words.clock(start)
        ends = "" if end == part.end else names.words.clock(end)
        yield Entry(names.officers[officer], f"{begins}–{ends}" if begins or ends else "")
        done = max(done, end)
    if held and done < part.end:
        yield _closed(done, part.end, names)


def _closed(start: int, end: int, names: Names) -> Entry:
    return Entry(names.words("day.closed_counter"), names.times(Span(start=start, end=end)), closed=True)


def _stand_ins(parts: Sequence[Replacement], names: Names) -> tuple[Entry, ...]:
    """Each stand-in once, with his times unless one person stands in all day.

    Times are never left out: whoever stands in at one hour may hold the counter himself at another. A dash stands
    alone: where only part of the day needs nobody, the times of the other parts say so.
    """
    spans, needless = by_help(parts, names), names.words("help.unpromised")
    return tuple(
        Entry(told, "" if len(spans) == 1 else ", ".join(map(names.times, times)), told == names.words("help.nobody"))
        for told, times in spans.items() if told != needless or len(spans) == 1
    )  # fmt: skip


def _joined(spans: Sequence[Span], names: Names) -> str:
    """Times of some stretches, neighbours put together."""
    return ", ".join(map(names.times, merged(spans)))


def _entries(duties: Iterable[Duty], activity: Activity, hours: Span, names: Names, timed: bool) -> tuple[Entry, ...]:
    """Who does something within the hours in which counters work, each officer once; times where there is room."""
    spans: dict[str, list[Span]] = {}
    for duty in sorted(duties, key=lambda duty: duty.start):
        start, end = max(duty.start, hours.start), min(duty.end, hours.end)
        if duty.activity == activity and start < end:
            spans.setdefault(duty.officer, []).append(Span(start=start, end=end))
    return tuple(Entry(names.officers[o], _joined(parts, names) if timed else "") for o, parts in spans.items())


def _lunch(plan: WeekPlan, day: Day, names: Names) -> Iterator[tuple[str, str]]:
    """Time of each lunch turn and who has it."""
    turns: dict[Span, list[str]] = {}
    for a in plan.roster.assignments:
        if a.day == day.date and a.break_start is not None:
            span = Span(start=a.break_start, end=a.break_start + a.break_minutes)
            turns.setdefault(span, []).append(names.officers[a.officer])
    for number, span in enumerate(sorted(turns, key=lambda span: (span.start, span.end)), 1):
        yield names.words("day.lunch_turn", number=number, times=names.times(span)), ", ".join(turns[span])


def _assemblies(plan: WeekPlan, day: Day, names: Names) -> Iterator[str]:
    for assembly in plan.office.assemblies:
        span = assembly.hours.on(day.date.weekday(), day.season)
        if span is not None:
            yield f"{assembly.name} {names.times(span)}"


def _away(plan: WeekPlan, day: Day, names: Names) -> Iterator[str]:
    """Officers who are not at the office, and in a word why."""
    for officer in plan.office.officers:
        kind = away_kind(plan, officer.id, day.date)
        if kind:
            yield f"{names.officers[officer.id]} ({names.words(f'doing.{kind}')})"


def _triggers(plan: WeekPlan, day: Day, names: Names) -> Iterator[str]:
    """The day's rules, each with what it brings where that is known."""
    for rule in rules_of(plan, plan.week.index(day.date)):
        yield trigger_line(rule, day, names)


def _notes(plan: WeekPlan, day: Day, names: Names, cover: Coverage, replaced: Sequence[Replacement]) -> Iterator[str]:
    """That the day was changed, shortages, times without a stand-in, what a swap of places means, events."""
    if day.date in plan.edition.changed:
        yield names.words("day.changed", number=plan.edition.number)
    short = [shortage_line(s, names) for s in joined(plan.result.shortages) if s.day == day.date]
    yield from short[:MOST_SHORTAGES]
    if len(short) > MOST_SHORTAGES:
        yield names.words("shortage.more", count=len(short) - MOST_SHORTAGES)
    weak = weak_spans(plan, cover, plan.week.index(day.date))
    if weak:
        yield names.words("note.weak", times=", ".join(names.times(span) for span in weak))
    if any(part.help == "rearranged" for part in replaced):
        yield names.words("day.rearranged_note")
    yield from (cap_line(cap, names) for cap in plan.caps if plan.week.days[cap.day] == day and is_near(cap))
    yield from day_notes(plan, names, [day])
