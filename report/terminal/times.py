"""After `loket times`: minutes at the counter as written and as found, what was set aside, and changes of level."""

from collections import Counter
from typing import TYPE_CHECKING

from report.terminal.table import paragraphs, table
from report.words.catalogue import Words
from staffing.servicetimes.drift import Drift
from staffing.servicetimes.times import StepTimes

if TYPE_CHECKING:
    from planning.servicetimes import LookedTimes


def times_lines(looked: "LookedTimes", words: Words, officers: bool = False) -> list[str]:
    """The table of services by step, and what a reader should know of it; officers only for the office's head."""
    times = looked.times
    if times.first is None or times.last is None:
        return [*paragraphs([words("times.result.none")]), *_aside_lines(looked, words)]
    span = {"first": _date(times.first, words), "last": _date(times.last, words), "used": words.number(times.used)}
    lines = [*paragraphs([words("times.result", **span)]), ""]
    return [
        *lines,
        *table(_rows(looked, words)),
        "",
        *paragraphs(words(f"times.explain.{key}") for key in ("minutes", "source")),
        *_aside_lines(looked, words),
        *_drift_lines(looked, words),
        *(_officer_lines(looked, words) if officers else []),
        "",
        *paragraphs([words("times.next")]),
    ]


def _rows(looked: "LookedTimes", words: Words) -> list[list[str]]:
    heading = ("service", "used", "written", "found", "cv", "median", "p95", "long", "weight", "source")
    rows = [[words(f"times.{key}") for key in heading]]
    for step in looked.office.steps:
        parts = [each for each in looked.times.steps if each.step == step.id]
        if parts:
            rows.append([step.name.upper(), *[""] * (len(heading) - 1)])
            rows += [_row(each, looked, words) for each in parts]
    return rows


def _row(each: StepTimes, looked: "LookedTimes", words: Words) -> list[str]:
    from planning.servicetimes import long_share

    law = each.law
    return [
        "  " + looked.office.service(each.service).name,
        words.number(each.used),
        words.number(each.written_mean, 1),
        words.number(law.mean, 1),
        words.number(law.cv, 2),
        words.number(law.quantile(0.5), 1),
        words.number(law.quantile(0.95), 1),
        words.percent(long_share(each)),
        words.percent(each.own),
        words(f"times.source.{each.source}"),
    ]


def _aside_lines(looked: "LookedTimes", words: Words) -> list[str]:
    """How many rows were set aside at each step, and why."""
    lines = []
    for step in looked.office.steps:
        why: Counter[str] = Counter()
        for each in looked.times.steps:
            why.update(each.aside if each.step == step.id else {})
        lines += [_aside(step.name, why, words)] if why else []
    if looked.times.aside:
        lines.append(_aside(words("times.aside.nowhere"), Counter(looked.times.aside), words))
    return ["", words("times.aside"), *paragraphs(lines, "  ")] if lines else []


def _aside(name: str, why: Counter[str], words: Words) -> str:
    told = ", ".join(f"{words.number(n)} {words(f'times.why.{reason}')}" for reason, n in why.most_common())
    return f"{name}: {told}"


def _drift_lines(looked: "LookedTimes", words: Words) -> list[str]:
    told = [_drift(drift, looked, words) for drift in looked.times.drifts]
    return ["", words("times.changes"), *paragraphs(told or [words("times.changes.none")], "  ")]


def _drift(drift: Drift, looked: "LookedTimes", words: Words) -> str:
    change = 100 * (drift.factor - 1)
    return words(
        "times.change",
        step=looked.office.step(drift.step).name,
        since=_date(drift.since, words),
        seen=_date(drift.seen, words),
        before=words.number(drift.before, 1),
        after=words.number(drift.after, 1),
        change=("+" if change > 0 else "") + words.percent(change / 100),
    )


def _officer_lines(looked: "LookedTimes", words: Words) -> list[str]:
    speeds = looked.times.speeds
    rows = [[words(f"times.{key}") for key in ("officer", "used", "factor", "range")]]
    for officer, factor, low, high, count in zip(
        looked.office.officers, speeds.factor, speeds.low, speeds.high, speeds.count, strict=True
    ):
        wide = f"{words.number(low, 2)}–{words.number(high, 2)}"
        rows.append([officer.name, words.number(count), words.number(factor, 2), wide])
    return ["", *table(rows), *paragraphs([words("times.officers")])]


def _date(day: object, words: Words) -> str:
    from datetime import date

    assert isinstance(day, date)
    return f"{words.short_day(day)} {day.year}"
