"""After `loket quota`: places by hour and day, what is still free, and what one place more would cost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from office.office import Office
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.levers.aims import Aim
    from planning.levers.quota import DayQuota, SessionQuota, Verdict, WeekQuota
    from planning.levers.reports import QuotaReport

NAMED = 3
"""Dearest and cheapest sessions that are named."""
FEW = 10
"""Fewer people are told with a decimal."""


def quota_lines(report: "QuotaReport", office: Office, words: Words) -> list[str]:
    """For each week a table a service, then what it means for visitors."""
    lines = []
    for week, source in zip(report.weeks, report.sources, strict=True):
        lines += _week(week, source, report.offered.services, office, words)
    target = office.target
    told = {"share": words.percent(target.call_share), "minutes": target.call_minutes}
    return [*lines, *paragraphs([words("quota.rule", **told)])]


def _week(week: "WeekQuota", source: str, services: tuple[str, ...], office: Office, words: Words) -> list[str]:
    lines = paragraphs(_result(week, source, words))
    for id in services:
        lines += ["", office.service(id).name, *table(_places(week, id, words))]
    texts = [*_over(week, office, words), *_more(week, office, words),
             *_missed(week, office, words)]  # fmt: skip
    return [*lines, "", *paragraphs(texts), ""]


def _result(week: "WeekQuota", source: str, words: Words) -> Iterator[str]:
    """What the target allows and what that would do, the careful number, what usually comes, and what is free."""
    sessions = [each for day in week.days for each in day.sessions]
    number, minutes = int(week.week.week[-2:]), week.week.office.target.call_minutes
    before, after, hardly = _late(week, words)
    carried, careful = (words.number(sum(places)) for places in _levels(sessions))
    yield words("quota.result", week=number, carried=carried, minutes=minutes, before=before, after=after)
    yield words("quota.careful", careful=careful, minutes=minutes, before=before, after=hardly)
    yield words("quota.usual", usual=words.number(week.usual), anyhow=words.number(week.anyhow))
    booked = [each.session.booked for each in sessions]
    most, free = (words.number(sum(max(0, n - taken) for n, taken in zip(places, booked, strict=True)))
                  for places in _levels(sessions))  # fmt: skip
    yield words("quota.free", booked=words.number(sum(booked)), careful=free, free=most)
    yield words("quota.roster", source=int(source[-2:]), year=source[:4])


def _levels(sessions: "list[SessionQuota]") -> tuple[list[int], list[int]]:
    return [each.carried for each in sessions], [each.careful for each in sessions]


def _late(week: "WeekQuota", words: Words) -> tuple[str, str, str]:
    """Who waits too long in the week: as forecast, with all places taken, with the careful number taken."""
    before = sum(day.late.before for day in week.days)
    after = sum(day.late.after for day in week.days)
    hardly = sum(day.late_careful.after for day in week.days)
    digits = 1 if min(before, hardly) < FEW else 0
    return words.number(before, digits), words.number(after, 0 if after >= FEW else 1), words.number(hardly, digits)


def _places(week: "WeekQuota", service: str, words: Words) -> list[list[str]]:
    """Hours down, days across: the careful number of places and the most, in brackets those that are booked."""
    by_cell = {(each.session.start, day.day): each for day in week.days for each in day.sessions
               if each.session.service == service}  # fmt: skip
    days = [day.day for day in week.days]
    rows = [[words("quota.hour"), *(words.weekday(week.week.grid.dates[day]) for day in days)]]
    for start in sorted({start for start, _ in by_cell}):
        cells = [by_cell.get((start, day)) for day in days]
        rows.append([f"{words.clock(start)}–{words.clock(start + 60)}", *(_place(cell, words) for cell in cells)])
    columns = [[by_cell[key] for key in by_cell if key[1] == day] for day in days]
    sums = [_between(sum(each.careful for each in column), sum(each.carried for each in column)) for column in columns]
    return [*rows, [words("quota.day"), *sums]]


def _place(quota: "SessionQuota | None", words: Words) -> str:
    if quota is None:
        return "–"
    booked = quota.session.booked
    return _between(quota.careful, quota.carried) + (f" ({words.number(booked)})" if booked else "")


def _between(careful: int, most: int) -> str:
    return f"{careful}" if careful == most else f"{careful}–{most}"


def _over(week: "WeekQuota", office: Office, words: Words) -> Iterator[str]:
    """Sessions with more bookings than they can carry."""
    over = [f"{_session(day, each, week, office, words)} ({each.session.booked} > {each.carried})"
            for day in week.days for each in day.sessions if each.free < 0]  # fmt: skip
    if over:
        yield words("quota.over", sessions="; ".join(over))


def _more(week: "WeekQuota", office: Office, words: Words) -> Iterator[str]:
    """Where one place more costs most and least."""
    sessions = sorted(((day, each) for day in week.days for each in day.sessions),
                      key=lambda pair: pair[1].one_more.change)  # fmt: skip
    if not sessions:
        return
    for key, some in (("quota.dearest", sessions[::-1][:NAMED]), ("quota.cheapest", sessions[:NAMED])):
        told = [f"{_session(day, each, week, office, words)} ({_cost(each, words)})" for day, each in some]
        yield words(key, sessions="; ".join(told))


def _cost(quota: "SessionQuota", words: Words) -> str:
    if not quota.one_more.is_shown:
        return words("lever.no_change")
    return words("quota.cost", late=words.number(quota.one_more.change, 1))


def _session(day: "DayQuota", quota: "SessionQuota", week: "WeekQuota", office: Office, words: Words) -> str:
    session = quota.session
    times = f"{words.clock(session.start)}–{words.clock(session.end)}"
    return f"{words.weekday(week.week.grid.dates[day.day])} {times} {office.service(session.service).name}"


def _missed(week: "WeekQuota", office: Office, words: Words) -> Iterator[str]:
    """Stretches that miss the target with the visitors of the forecast already, and those that places would break."""
    for key, test in (("quota.missed_anyhow", "is_missed_anyhow"), ("quota.missed", "is_missed")):
        told = [_stretch(verdict, when, office, words) for when, verdicts in _by_day(week, words)
                for verdict in verdicts if getattr(verdict, test)]  # fmt: skip
        if told:
            yield words(key, stretches="; ".join(told))


def _by_day(week: "WeekQuota", words: Words) -> Iterator[tuple[str, tuple["Verdict", ...]]]:
    for day in week.days:
        yield words.weekday(week.week.grid.dates[day.day]), day.verdicts
    yield words("holds.every_day"), week.verdicts


def _stretch(verdict: "Verdict", when: str, office: Office, words: Words) -> str:
    aim: Aim = verdict.aim
    who = words("quota.everybody") if aim.service is None else office.services[aim.service].name
    if aim.kind == "call":
        return f"{when} {words.clock(aim.start)}–{words.clock(aim.end)} {who}"
    return f"{when} {who}"
