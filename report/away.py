"""Who is away and which counters stay closed in a week, one line each, for the head."""

from collections.abc import Iterator
from datetime import date

from planning.results import WeekPlan
from report.dayruns import spell_days
from report.places import Names


def away_lines(plan: WeekPlan, names: Names) -> Iterator[str]:
    """``Tidak di kantor: Petugas H (cuti, Selasa–Jumat).`` and ``Loket tutup: L6 (Selasa).``, or nothing."""
    words, opened = names.words, plan.week.open_days
    away: dict[tuple[str, str], list[date]] = {}
    for day in opened:
        for officer in plan.office.officers:
            kind = away_kind(plan, officer.id, day.date)
            if kind:
                away.setdefault((officer.id, kind), []).append(day.date)
    if away:
        told = [f"{names.officers[officer]} ({words(f'doing.{kind}')}, {spell_days(days, words)})"
                for (officer, kind), days in away.items()]  # fmt: skip
        yield words("note.away", officers="; ".join(told))
    closed = {c.id: [d.date for d in opened if c.id not in _held(plan, d.date)] for c in plan.office.counters}
    shut = [names.counters[id] + ("" if len(days) == len(opened) else f" ({spell_days(days, words)})")
            for id, days in closed.items() if days]  # fmt: skip
    if shut:
        yield words("note.closed_counters", counters="; ".join(shut))


def away_kind(plan: WeekPlan, officer: str, day: date) -> str:
    """Why an officer is not at the office; empty text when he is, or simply has no shift."""
    absence = plan.week.absence_of(officer, day)
    if absence is not None:
        return absence.kind
    out = any(duty.activity == "outside_duty" for duty in plan.roster.duties_of(officer, day))
    return "outside_duty" if out else ""


def _held(plan: WeekPlan, day: date) -> set[str]:
    return {duty.counter for duty in plan.roster.at_counters(day) if duty.counter is not None}
