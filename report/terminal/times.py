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
    lines = [*paragraphs([fit_line(looked, words), words("times.result", **span)]), ""]
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


def fit_line(looked: "LookedTimes", words: Words) -> str:
    """Whether what is written fits the log, and where it does not."""
    from planning.servicetimes import apart

    office, steps = looked.office, looked.times.steps
    which = "; ".join(
        words("times.apart.part", step=office.step(each.step).name, service=office.service(each.service).name,
              written=words.number(each.written_mean, 1), found=words.number(each.law.mean, 1))
        for each in steps if apart(each)
    )  # fmt: skip
    if which:
        return words("times.apart", which=which)
    known = [each.source != "written" for each in steps]
    return words("times.fit" if all(known) else "times.fit.partly" if any(known) else "times.fit.unknown")


def _rows(looked: "LookedTimes", words: Words) -> list[list[str]]:
    heading = ("service", "used", "written", "found", "median", "p95", "long", "weight", "source")
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
    from planning.servicetimes import YEAR_DAYS, seen_within

    told = [_drift(drift, looked, words) for drift in seen_within(looked.times, YEAR_DAYS)]
    return ["", words("times.changes"), *paragraphs(told or [words("times.changes.none")], "  ")]


def _drift(drift: Drift, looked: "LookedTimes", words: Words) -> str:
    return words(
        "times.change",
        step=looked.office.step(drift.step).name,
        since=_date(drift.since, words),
        seen=_date(drift.seen, words),
        before=words.number(drift.before, 1),
        after=words.number(drift.after, 1),
        change=_more(drift.factor, words),
    )


def _officer_lines(looked: "LookedTimes", words: Words) -> list[str]:
    speeds = looked.times.speeds
    rows = [[words(f"times.{key}") for key in ("officer", "used", "factor", "range")]]
    for officer, factor, low, high, count in zip(
        looked.office.officers, speeds.factor, speeds.low, speeds.high, speeds.count, strict=True
    ):
        wide = f"{_more(low, words)} … {_more(high, words)}"
        rows.append([officer.name, words.number(count), _more(factor, words), wide])
    return ["", *table(rows), *paragraphs([words("times.officers")])]


def _more(factor: float, words: Words) -> str:
    """``+10 %``, from 1.1."""
    change = round(factor - 1, 2)
    return ("+" if change > 0 else "") + words.percent(change)


def _date(day: object, words: Words) -> str:
    from datetime import date

    assert isinstance(day, date)
    return f"{words.short_day(day)} {day.year}"
