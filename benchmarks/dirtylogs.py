"""Visit logs with known service times and known dirt, for the fit of service times: benchmark and tests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from office.office import Office
from office.visits.frame import COLUMNS
from staffing.durations import draw_minutes

Draw = Callable[[int, np.random.Generator], np.ndarray]
FIRST = np.datetime64("2025-01-06", "s")
OPENS, CLOSES = 480.0, 960.0


def lognormal(mean: float, cv: float) -> Draw:
    """Lognormal minutes."""
    return lambda n, rng: draw_minutes(mean, cv, n, rng)


def tailed(mean: float, cv: float, share: float = 0.06, times: float = 3.0) -> Draw:
    """Lognormal minutes, some of them of cases that take several times as long."""
    body = mean / (1 + share * (times - 1))
    return lambda n, rng: draw_minutes(body, cv, n, rng) * np.where(rng.random(n) < share, times, 1.0)


def gamma(mean: float, cv: float) -> Draw:
    """Gamma minutes: no law that Loket assumes."""
    return lambda n, rng: rng.gamma(1 / cv**2, mean * cv**2, n)


def weibull(mean: float, shape: float) -> Draw:
    """Weibull minutes: no law that Loket assumes."""
    from math import gamma as of

    return lambda n, rng: mean / of(1 + 1 / shape) * rng.weibull(shape, n)


@dataclass(frozen=True)
class Soil:
    """Shares of rows of each kind of dirt.

    Parameters
    ----------
    unclosed
        Without an end.
    forgotten
        Closed at the end of the day or nine hours later.
    clicked
        Clicked through: no time at all, or up to 20 seconds.
    together
        Runs of three closed with one click, share of rows.
    by_call
        Whether the system ends a service when the next one is called.
    whole_minutes
        Whether the clock tells no seconds.
    """

    unclosed: float = 0.0
    forgotten: float = 0.0
    clicked: float = 0.0
    together: float = 0.0
    by_call: bool = False
    whole_minutes: bool = False


@dataclass(frozen=True)
class Truth:
    """What a log is made from: a law for each (service, step), how busy desks are, how officers differ.

    `mix` are the services' shares; `busy` the load of a desk; `spread` the standard deviation of officers' log factors.
    """

    laws: Mapping[tuple[str, str], Draw]
    mix: Sequence[float]
    busy: float = 0.6
    spread: float = 0.0
    factors: Mapping[int, float] = field(default_factory=dict)

    def figures(self, key: tuple[str, str]) -> tuple[float, float, float]:
        """Mean, cv and P95 of a law by two million draws."""
        drawn = self.laws[key](2_000_000, np.random.default_rng(99))
        return float(drawn.mean()), float(drawn.std() / drawn.mean()), float(np.quantile(drawn, 0.95))


def dirty_log(office: Office, truth: Truth, soil: Soil, rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """A log of about `rows` rows in normal form: each officer serves single stops one after the other, day by day.

    Parameters
    ----------
    office
        Its services; each row is one stop of one of them, all officers do everything.
    truth, soil
        What is in it.
    rows
        Rows that are drawn; those that would begin after closing time are left out.
    rng
        All randomness.
    """
    keys = list(truth.laws)
    kind = rng.choice(len(keys), rows, p=np.array(truth.mix) / sum(truth.mix))
    minutes = np.zeros(rows)
    for k, key in enumerate(keys):
        minutes[kind == k] = truth.laws[key](int((kind == k).sum()), rng)
    officers = len(office.officers)
    officer = rng.integers(officers, size=rows)
    factor = np.exp(truth.spread * rng.standard_normal(officers))
    factor /= factor.mean()
    for at, value in truth.factors.items():
        factor[at] = value
    minutes *= factor[officer]
    per_day = truth.busy * (CLOSES - OPENS) / minutes.mean()
    day, start, arrived = _desk_days(officer, minutes, per_day, rng)
    end = start + minutes
    open_still = start < CLOSES
    frame = _frame(office, keys, *(each[open_still] for each in (kind, day, arrived, start, end, officer)))
    return _soiled(frame, soil, rng)


def _desk_days(
    officer: np.ndarray, minutes: np.ndarray, per_day: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Day, call and arrival of each row: a queue of its own at each officer."""
    day, start, arrived = np.zeros(len(officer), dtype=int), np.zeros(len(officer)), np.zeros(len(officer))
    for o in np.unique(officer):
        mine = np.flatnonzero(officer == o)
        many = rng.poisson(per_day, len(mine) + 5)
        of_day = np.repeat(np.arange(len(many)), many)[: len(mine)]
        mine = mine[: len(of_day)]
        comes = np.sort(of_day * 10_000 + OPENS + rng.random(len(mine)) * (CLOSES - OPENS)) - of_day * 10_000
        free, last = 0.0, -1
        for row, d, a in zip(mine, of_day, comes, strict=True):
            free = 0.0 if d != last else free
            day[row], arrived[row], start[row] = d, a, max(a, free)
            free, last = start[row] + minutes[row], d
    start[day < 0] = np.inf
    return day, start, arrived


def _frame(
    office: Office, keys: list[tuple[str, str]], kind: np.ndarray, day: np.ndarray, arrived: np.ndarray,
    start: np.ndarray, end: np.ndarray, officer: np.ndarray,
) -> pd.DataFrame:  # fmt: skip
    def moment(minute: np.ndarray) -> np.ndarray:
        return (FIRST + day * np.timedelta64(86_400, "s") + (minute * 60).astype("timedelta64[s]")).astype(
            "datetime64[s]"
        )

    empty = np.full(len(kind), None, dtype=object)
    columns = {
        "office": np.full(len(kind), office.id),
        "ticket": np.array([f"T-{n:05d}" for n in range(len(kind))]),
        "day": moment(np.zeros(len(kind))),
        "service": np.array([key[0] for key in keys])[kind],
        "step": np.array([key[1] for key in keys])[kind],
        "priority": np.ones(len(kind), dtype=np.int8),
        "arrived": moment(arrived),
        "called": moment(start),
        "served": moment(start),
        "left": moment(end),
        "counter": empty,
        "officer": np.array(office.officer_ids)[officer],
        "channel": empty,
        "outcome": empty,
    }
    frame = pd.DataFrame({name: columns[name] for name in COLUMNS})
    listed = {
        "service": office.service_ids, "step": office.step_ids, "officer": office.officer_ids,
        "counter": tuple(counter.id for counter in office.counters),
    }  # fmt: skip
    for name in ("office", "ticket", "channel", "outcome"):
        frame[name] = frame[name].astype("category")
    for name, categories in listed.items():
        frame[name] = pd.Categorical(frame[name], categories=list(categories))
    return frame.sort_values(["day", "arrived"], ignore_index=True)


def _soiled(frame: pd.DataFrame, soil: Soil, rng: np.random.Generator) -> pd.DataFrame:
    frame = frame.copy()
    if soil.by_call:
        turns = frame.sort_values(["officer", "day", "called"])
        following = turns.groupby(["officer", "day"], observed=True)["called"].shift(-1)
        frame["left"] = following.fillna(turns["left"]).reindex(frame.index)
    n = len(frame)
    drawn = rng.random(n)
    left, called = frame["left"].to_numpy().copy(), frame["called"].to_numpy()
    unclosed = drawn < soil.unclosed
    forgotten = (drawn > 0.5) & (drawn < 0.5 + soil.forgotten)
    clicked = drawn > 1 - soil.clicked
    at_close = frame["day"].to_numpy() + np.timedelta64(16 * 60 + 5, "m")
    nine = called + np.timedelta64(9, "h")
    left[forgotten] = np.where(rng.random(n) < 0.5, np.maximum(at_close, called), nine)[forgotten]
    quick = np.where(rng.random(n) < 0.5, 0, rng.integers(1, 20, n)).astype("timedelta64[s]")
    left[clicked] = (called + quick)[clicked]
    left[unclosed] = np.datetime64("NaT")
    frame["left"] = left
    frame = _closed_together(frame, soil.together, rng)
    if soil.whole_minutes:
        for name in ("arrived", "called", "served", "left"):
            frame[name] = frame[name].dt.floor("min").astype("datetime64[s]")
    return frame


def _closed_together(frame: pd.DataFrame, share: float, rng: np.random.Generator) -> pd.DataFrame:
    """Runs of three services of an officer that end with one click, at the end of the third."""
    turns = frame.sort_values(["officer", "day", "called"])
    at = turns.index.to_numpy()
    same = (turns["officer"].to_numpy()[2:] == turns["officer"].to_numpy()[:-2]) & (
        turns["day"].to_numpy()[2:] == turns["day"].to_numpy()[:-2]
    )
    runs = np.flatnonzero(same & (rng.random(len(same)) < share / 3))
    left = frame["left"].copy()
    for run in runs:
        left.loc[at[run : run + 2]] = left.loc[at[run + 2]]
    return frame.assign(left=left)
