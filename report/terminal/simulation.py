"""After `loket simulate`: who is called in time, when waits are long, overtime and seats."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from report.terminal.table import paragraphs, table
from report.words.catalogue import Words
from staffing.outcome import Outcome, share_in_time

if TYPE_CHECKING:
    from planning.simulate import Simulated


def simulation_lines(simulated: "Simulated", words: Words) -> list[str]:
    """The share in time with its interval, the baseline, waits by hour, what a week costs in overtime and seats."""
    outcome, target = simulated.outcome, simulated.week.office.target
    called = share_in_time(outcome)
    share = {"minutes": target.call_minutes, "share": words.percent(called.mean, 1),
             "low": words.percent(called.low, 1), "high": words.percent(called.high, 1),
             "paths": words.number(outcome.paths),
             "wanted": words.percent(target.call_share), "week": simulated.roster.week}  # fmt: skip
    start = [words("head.start")] if "questionnaire" in simulated.models else []
    return [
        *paragraphs([words("simulation.result", **share), *start, *_beside(simulated, words)]), "",
        *table(_hours(outcome, words)), "",
        *paragraphs(_rest(simulated, words)),
    ]  # fmt: skip


def _beside(simulated: "Simulated", words: Words) -> Iterator[str]:
    """The baseline of the same people and hours; a difference that cannot be told from none is called so."""
    gain = simulated.gain
    points = {key: words.number(100 * value, 1) for key, value in
              (("mean", gain.mean), ("low", gain.low), ("high", gain.high))}  # fmt: skip
    share = words.percent(simulated.baseline.share_in_time, 1)
    if gain.low <= 0 <= gain.high:
        yield words("simulation.no_difference", share=share, **points)
    else:
        yield words(
            "simulation.baseline.better" if gain.low > 0 else "simulation.baseline.worse", share=share, **points
        )


def _hours(outcome: Outcome, words: Words) -> list[list[str]]:
    """Visitors a day, mean wait and share called late by clock hour of arrival, over the week's days."""
    grid = outcome.grid
    hour_of = grid.minutes // 60
    days = max(int((outcome.slot_visitors.sum(axis=1) > 0).sum()), 1)
    rows = [[words(f"simulation.{key}") for key in ("hour", "visitors", "wait", "late")]]
    for hour in sorted(set(hour_of.tolist())):
        visitors, waited, late = (part[:, hour_of == hour].sum() for part in
                                  (outcome.slot_visitors, outcome.slot_wait, outcome.slot_late))  # fmt: skip
        if visitors > 0:
            rows.append([f"{words.clock(60 * hour)}–{words.clock(60 * hour + 60)}", words.number(visitors / days, 1),
                         words.number(waited / visitors, 1), words.percent(late / visitors, 1)])  # fmt: skip
    return rows


def _rest(simulated: "Simulated", words: Words) -> Iterator[str]:
    outcome = simulated.outcome
    out, late = outcome.last_out[outcome.last_out > 0], outcome.late_by_path
    low, high = (words.number(float(end)) for end in np.quantile(late, [0.1, 0.9]))
    minutes = simulated.week.office.target.call_minutes
    mean = words.number(float(late.mean()), 1)
    yield words("simulation.late_week", mean=mean, low=low, high=high, minutes=minutes)
    overtime = words.number(float(outcome.overtime.sum(axis=(1, 2)).mean()))
    last = words.clock(int(np.quantile(out, 0.9))) if out.size else "–"
    yield words("simulation.overtime", minutes=overtime, out=last)
    yield words("simulation.seats", seats=words.number(np.quantile(outcome.seats, 0.95)))
    yield words("simulation.called", times=words.number(float(outcome.called.sum(axis=1).mean()), 1))
    yield words("simulation.weak", count=len(simulated.weak_slots), minutes=simulated.week.grid.slot_minutes)
