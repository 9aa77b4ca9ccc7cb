"""Offices whose rates are known: how far behind the oracle, how good on special days, beside Prophet.

Twelve offices (benchmarks/lookalikes.py). `ordinary`: 26 weeks of history, three origins four weeks apart, starts
spread over the year, scored on classes of days that the history holds. `special`: origins before Imlek and Ramadan
2026, half of the offices with 26 weeks of history (no Ramadan or Eid in it), half with two years; scored on days that
are closed, eve, after, bridge or in Ramadan.
"""

import sys
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from benchmarks import lookalikes, ours, peers
from benchmarks.lookalikes import Law
from benchmarks.peers import HOME, Trial
from benchmarks.scoring import marked, read_truth, scores
from office.days import CalendarEntry

HISTORY = timedelta(182)
LONG_HISTORY = timedelta(730)
HORIZON = 28
SPECIAL = ("closed", "eve", "after", "bridge", "ramadan_early", "ramadan_late")
MODELS = ("seasonal_naive", "auto_ets", "prophet")


@dataclass(frozen=True)
class Known:
    """One office of a trial: its law, its calendar and where its history begins."""

    trial: Trial
    law: Law
    calendar: tuple[CalendarEntry, ...]
    start: date


def ordinary(number: int) -> Known:
    """26 weeks of history, three origins; the season differs by office."""
    start = date(2024, 4, 22) + timedelta(35 * number)
    return _written("ordinary", number, start, start + HISTORY, 3, 28)


def special(number: int) -> Known:
    """Two origins, before Imlek and in Ramadan 2026; even offices know half a year, odd ones two years."""
    first = date(2026, 2, 2)
    return _written("special", number, first - (LONG_HISTORY if number % 2 else HISTORY), first, 2, 28)


def _written(kind: str, number: int, start: date, first: date, origins: int, step: int) -> Known:
    law, calendar = lookalikes.law(number, first), lookalikes.entries(number)
    folder = HOME / "sets" / kind
    folder.mkdir(parents=True, exist_ok=True)
    counts, days = folder / f"{law.name}.csv", folder / f"{law.name}-calendar.csv"
    end = first + timedelta(step * (origins - 1) + HORIZON)
    lookalikes.counts_frame(law, calendar, start, end).to_csv(counts, index=False)
    lookalikes.calendar_frame(calendar).to_csv(days, index=False)
    trial = Trial(f"{kind}-{law.name}", counts, "ID", first, origins, step, 60, HORIZON, days)
    return Known(trial, law, calendar, start)


def rows(known: Known, level: str, mine: pd.DataFrame | None) -> pd.DataFrame:
    """Marked rows of the oracle, ours and the peers, with each day's class and whether the history holds it."""
    trial = known.trial
    parts = [lookalikes.oracle(known.law, known.calendar, trial.starts, HORIZON, level)]
    if peers.ready():
        parts.append(peers.predictions(trial, level, MODELS if level == "day" else ("seasonal_naive", "two_stage_ets")))
    if mine is not None:
        parts.append(mine[mine["level"] == level])
    found = marked(pd.concat(parts, ignore_index=True), read_truth(trial.counts, 60), HORIZON)
    classes = _classes(known)
    when = pd.to_datetime(found["start"], format="mixed").dt.date
    held = {origin.isoformat(): _held(classes, known.start, origin) for origin in trial.starts}
    kinds = when.map(classes)
    seen = [kind in held[str(origin)[:10]] for kind, origin in zip(kinds, found["origin"], strict=True)]
    return found.assign(kind=kinds, seen=seen, office=known.law.name, origin=known.law.name + found["origin"])


def _classes(known: Known) -> dict[date, str]:
    end = known.trial.starts[-1] + timedelta(HORIZON)
    days = lookalikes.days_of(known.law, known.calendar, known.start, end)
    return dict(zip(days.dates, days.classes, strict=True))


def _held(classes: dict[date, str], start: date, origin: date) -> set[str]:
    """Classes of which the history holds at least two days."""
    names = [kind for day, kind in classes.items() if start <= day < origin]
    return {kind for kind in set(names) if names.count(kind) >= 2}


def report(with_ours: bool = True) -> None:
    """Prints both parts."""
    offices = range(lookalikes.OFFICES)
    usual = [(known, _mine(known, with_ours)) for known in map(ordinary, offices)]
    for level in ("day", "slot"):
        every = pd.concat([rows(known, level, mine) for known, mine in usual], ignore_index=True)
        _against_oracle(every[every["seen"] & (every["kind"] != "closed")], level)
    marked_days = [(known, _mine(known, with_ours)) for known in map(special, offices)]
    every = pd.concat([rows(known, "day", mine) for known, mine in marked_days], ignore_index=True)
    _special_days(every[every["kind"].isin(SPECIAL)])


def _mine(known: Known, wanted: bool) -> pd.DataFrame | None:
    print(f"  {known.trial.name}", file=sys.stderr)
    return ours.predictions(known.trial) if wanted else None


def _against_oracle(every: pd.DataFrame, level: str) -> None:
    print(f"\nknown rates, by {level}, 26 weeks of history, {HORIZON} days, day classes that the history holds")
    print(f"{'model':16} {'WAPE':>6} {'wQL':>6} {'to oracle':>10} {'by office':>10} {'80 %':>6} {'95 %':>6}")
    found = scores(every, len(every[every["model"] == "oracle"]))
    best = next(score for score in found if score.model == "oracle")
    losses = every.groupby(["office", "model"])["loss"].sum().unstack()
    for score in found:
        each = np.exp(np.log(losses[score.model] / losses["oracle"]).mean())
        ratios = f"{score.wql / best.wql:10.3f} {each:10.3f}"
        hits = f"{100 * score.randomised80[0]:6.1f} {100 * score.randomised95[0]:6.1f}"
        print(f"{score.model:16} {100 * score.wape:6.1f} {100 * score.wql:6.1f} {ratios} {hits}")


def _special_days(every: pd.DataFrame) -> None:
    """WAPE by class of day, and how many days of which kind the history did not hold."""
    days = every[every["model"] == "oracle"].groupby(["office", "start"]).ngroups
    unseen = every[(every["model"] == "oracle") & ~every["seen"]].groupby(["office", "start"]).ngroups
    print(f"\nspecial days: {days} office days, {unseen} of a class that the history does not hold; WAPE %")
    shut = every["kind"] == "closed"
    table = _wape(every[~shut].groupby(["model", "kind"])).unstack()
    table["all open"] = _wape(every[~shut].groupby("model"))
    table["unseen"] = _wape(every[~every["seen"]].groupby("model"))
    table["all, closed too"] = _wape(every.groupby("model"))
    print((100 * table).round(1).to_string())
    if {"loket", "prophet"} <= set(table.index):
        ratio = table.loc["loket"] / table.loc["prophet"]
        print(f"ours to Prophet's: {ratio['all, closed too']:.2f}, open days {ratio['all open']:.2f} (target 0.5)")


def _wape(groups: "pd.api.typing.DataFrameGroupBy") -> "pd.Series[float]":
    sums = groups[["error", "visitors"]].sum()
    return sums["error"] / sums["visitors"]


if __name__ == "__main__":
    report()
