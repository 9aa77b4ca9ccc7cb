"""Where the target holds on simulated days, and by how much it is missed: sentences for the head, rows for all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from planning.results import WeekPlan
from report.dayruns import spell_days
from report.places import Names
from report.words.catalogue import Words
from staffing.certificate import Cell, Certificate
from staffing.pricing import THIN_MINUTES

MOST_TOLD = 6
"""Stretches that miss the target and are named one by one on the head's page."""
OF = 100
"""People or days out of which the head reads a share."""


@dataclass(frozen=True)
class Judged:
    """A stretch and which of the promises it is judged by: called in time, out in time, or no day with a long wait."""

    cell: Cell
    by: Literal["call", "out", "day"]


def judged(certificate: Certificate) -> list[Judged]:
    """All stretches; those that miss first, the largest miss at the top, then those that are open."""
    calls = (Judged(cell, "day" if cell.by_day else "call") for cell in certificate.cells)
    found = [*calls, *(Judged(cell, "out") for cell in certificate.visits)]
    ranks = {"misses": 0, "open": 1, "holds": 2}
    return sorted(found, key=lambda one: (ranks[one.cell.verdict], -one.cell.missed_by))


def holding_lines(plan: WeekPlan, names: Names, most: int = MOST_TOLD) -> list[str]:
    """What holds on which days, what is missed and by how much, and what cannot be told; nothing where nobody judged.

    The largest miss comes first, and at most `most` are told one by one. Services that are judged by days, because
    few come, are told in days.
    """
    words, target, found = names.words, plan.office.target, judged(plan.certificate)
    if not found:
        return []
    missed = [one for one in found if one.cell.verdict == "misses"]
    unsure = [one for one in found if one.cell.verdict == "open"]
    more = len(missed) - most
    return [
        words("holds.target", share=_of(target.call_share, words), minutes=target.call_minutes,
              out=_of(target.visit_share, words), whole=target.visit_minutes),
        *_kept(plan, found, words),
        *(_miss(one, plan, names) for one in missed[:most]),
        *([words("holds.more", count=more)] if more > 0 else []),
        *([words("holds.open", where="; ".join(_stretches(unsure, plan, names, most)))] if unsure else []),
        words("holds.judged", days=words.number(plan.certificate.days)),
    ]  # fmt: skip


def _kept(plan: WeekPlan, found: Sequence[Judged], words: Words) -> Iterator[str]:
    """The days of which nothing is missed or unsure."""
    kept = {one.cell.day for one in found} - {one.cell.day for one in found if one.cell.verdict != "holds"}
    dates = [plan.week.grid.dates[day] for day in kept if day is not None]
    if all(one.cell.verdict == "holds" for one in found):
        yield words("holds.all")
    elif dates:
        weekly = any(one.cell.day is None and one.cell.verdict != "holds" for one in found)
        yield words("holds.days_but" if weekly else "holds.days", days=spell_days(dates, words))


def _miss(one: Judged, plan: WeekPlan, names: Names) -> str:
    words, cell = names.words, one.cell
    digits = 0 if round(OF * cell.missed_by) >= 1 else 1
    return words(
        f"holds.miss.{one.by}", where=_where(cell, plan, names), late=_of(cell.late, words, digits),
        minutes=_minutes(one, plan), allowed=_of(cell.allowed, words, digits), over=_of(cell.missed_by, words, digits),
    )  # fmt: skip


def _minutes(one: Judged, plan: WeekPlan) -> int:
    """What is too long."""
    target = plan.office.target
    return {"call": target.call_minutes, "out": target.visit_minutes, "day": THIN_MINUTES}[one.by]


def _of(share: float, words: Words, digits: int = 0) -> str:
    return words.number(OF * share, digits)


def _where(cell: Cell, plan: WeekPlan, names: Names) -> str:
    """``Paspor baru, Jumat 09.00–11.00``; the service is left out where all are meant."""
    words = names.words
    day = words("holds.every_day") if cell.day is None else words.weekday(plan.week.grid.dates[cell.day])
    time = f"{day} {words.clock(cell.start)}–{words.clock(cell.end)}"
    return time if cell.service is None else f"{plan.office.service(cell.service).name}, {time}"


def _stretches(found: Sequence[Judged], plan: WeekPlan, names: Names, most: int) -> list[str]:
    told = [_where(one.cell, plan, names) for one in found[:most]]
    more = len(found) - most
    return told if more <= 0 else [*told, names.words("holds.open_more", count=more)]


def holding_rows(plan: WeekPlan, names: Names) -> list[tuple[str, ...]]:
    """For the analyst: each stretch that does not hold, with what it was judged by and its interval."""
    words = names.words
    heads = ("where", "by", "visitors", "late", "interval", "allowed", "verdict")
    rows = [tuple(words(f"holds.column.{head}") for head in heads)]
    for one in judged(plan.certificate):
        cell = one.cell
        if cell.verdict != "holds":
            rows.append((
                _where(cell, plan, names), words(f"holds.by.{one.by}", minutes=_minutes(one, plan)),
                words.number(cell.visitors, 1), words.percent(cell.late, 1),
                f"{words.percent(cell.low, 1)} – {words.percent(cell.high, 1)}", words.percent(cell.allowed),
                words(f"holds.verdict.{cell.verdict}"),
            ))  # fmt: skip
    return rows


def holding_summary(plan: WeekPlan, words: Words) -> str:
    """``Dinilai 120 bagian hari pada 5.000 hari simulasi: 100 terpenuhi, 12 belum pasti, 8 tidak.``"""
    verdicts = [one.cell.verdict for one in judged(plan.certificate)]
    counts = {verdict: verdicts.count(verdict) for verdict in ("holds", "misses", "open")}
    return words("holds.summary", cells=len(verdicts), days=words.number(plan.certificate.days), **counts)
