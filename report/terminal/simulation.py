"""After `loket simulate`: who is called in time, when waits are long, the last ticket, overtime and seats."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from report.evaluated import (
    comparison,
    day_name,
    day_table,
    group_table,
    hour_table,
    last_ticket_lines,
    load_table,
    shortage_note,
    start_note,
    unserved_note,
)
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words
from staffing.outcome import share_in_time

if TYPE_CHECKING:
    from planning.simulate import Simulated


def simulation_lines(simulated: "Simulated", words: Words, *, detailed: bool = False) -> list[str]:
    """The share in time, the baseline, waits by hour, the days, last tickets; `detailed` adds services and hours."""
    told = simulated.evaluation
    lines = [
        *paragraphs([result(simulated, words), *start_note(simulated, words), *shortage_note(simulated, words),
                     comparison(simulated, words)]), "",
        *table(hour_table(told.everybody, None, words)), "",
        *table(day_table(simulated, words)), "",
        *paragraphs([*last_ticket_lines(simulated, words), *rest(simulated, words)]),
    ]  # fmt: skip
    return [*lines, "", *_details(simulated, words)] if detailed else [*lines, "", words("simulation.more")]


def result(simulated: "Simulated", words: Words) -> str:
    """The share called in time with its interval beside the target."""
    outcome, target = simulated.outcome, simulated.week.office.target
    called = share_in_time(outcome)
    return words(
        "simulation.result", minutes=target.call_minutes, share=words.percent(called.mean, 1),
        low=words.percent(called.low, 1), high=words.percent(called.high, 1), paths=words.number(outcome.paths),
        wanted=words.percent(target.call_share), week=simulated.roster.week,
    )  # fmt: skip


def rest(simulated: "Simulated", words: Words) -> Iterator[str]:
    """Late visitors a week, who leaves uncalled or unserved, overtime, seats, standby calls, weak half hours."""
    outcome, days = simulated.outcome, simulated.evaluation.days
    late = outcome.late_by_path
    low, high = (words.number(float(end)) for end in np.quantile(late, [0.1, 0.9]))
    minutes = simulated.week.office.target.call_minutes
    mean = words.number(float(late.mean()), 1)
    yield words("simulation.late_week", mean=mean, low=low, high=high, minutes=minutes)
    if outcome.left.any():
        yield words("simulation.left", count=words.number(float(outcome.left.sum(axis=(1, 2)).mean()), 1))
    overtime = words.number(float(outcome.overtime.sum(axis=(1, 2)).mean()))
    yield from unserved_note(simulated, words)
    yield words("simulation.overtime", minutes=overtime)
    latest = max(days, key=lambda day: day.last_out or 0.0, default=None)
    if latest is not None and latest.last_out is not None:
        yield words("simulation.last_visitor", out=words.clock(int(latest.last_out)),
                    day=day_name(simulated, latest.day, words))  # fmt: skip
    yield words("simulation.seats", seats=words.number(max((day.seats for day in days), default=0)))
    yield words("simulation.called", times=words.number(float(outcome.called.sum(axis=1).mean()), 1))
    yield words("simulation.weak", hours=words.hours(len(simulated.weak_slots) * simulated.week.grid.slot_minutes))


def _details(simulated: "Simulated", words: Words) -> Iterator[str]:
    """Services and the priority lane, then each day by the hour."""
    yield from table(group_table(simulated, words))
    yield from paragraphs([words("simulation.note.groups")])
    for day in simulated.evaluation.days:
        yield ""
        yield day_name(simulated, day.day, words)
        yield from table(load_table(simulated.evaluation, day, words))
