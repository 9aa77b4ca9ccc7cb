"""Drift: when a step began to take longer or less long than before."""

from dataclasses import dataclass
from datetime import date

import numpy as np

ALLOWANCE = 0.25
"""CUSUM's reference value in standard deviations of a day: tuned to shifts of half a day's standard deviation."""
BURN_IN = 20
"""Days from which the level is learnt before anything is suspected."""
CONFIRMED = 3.0
"""Standard errors that a change must keep when all days since are looked at; chance runs back."""
LOOKED_BACK = 20
"""Days before the one on which the CUSUM rose from 0 among which the change is looked for."""
DAYS_A_YEAR = 250
"""Working days a year; with one false alarm a year in the whole office."""


@dataclass(frozen=True)
class Drift:
    """A change of level at a step.

    Parameters
    ----------
    step
        Id of the step.
    since
        Day from which on the level is another, as far as can be told.
    seen
        Day on which there was enough to say so.
    factor
        Minutes afterwards over minutes before.
    before, after
        Mean minutes of the step's services before and since.
    """

    step: str
    since: date
    seen: date
    factor: float
    before: float
    after: float


@dataclass(frozen=True)
class Alarm:
    """Indices of days, and the change of log minutes."""

    since: int
    seen: int
    shift: float


def alarms(day: np.ndarray, residual: np.ndarray, steps: int) -> list[Alarm]:
    """Changes of level, one after the other, as they would have been seen day by day.

    Each day's mean is compared with all days since the last change before it (self-starting, so no level needs to be
    known [1]_), which gives independent standard normals as long as nothing changes; two CUSUMs add them up [2]_.
    A day's doubt has a part that its services share and one of each service.

    Parameters
    ----------
    day
        Index of the day of each service, not decreasing, shape (services,).
    residual
        Log minutes less what is usual, shape (services,).
    steps
        Steps of the office that are watched: the limit is set so that all together give one false alarm a year.

    References
    ----------
    .. [1] Hawkins, D. M. (1987). Self-starting CUSUM charts for location and scale. *The Statistician* 36.
    .. [2] Page, E. S. (1954). Continuous inspection schemes. *Biometrika* 41.
    """
    if not len(day):
        return []
    days, first, count = np.unique(day, return_index=True, return_counts=True)
    means = np.add.reduceat(residual, first) / count
    within, between = _doubts(residual, means, count)
    precision = 1 / (between + within / count)
    limit = limit_of(DAYS_A_YEAR * steps)
    seen: list[tuple[int, int]] = []
    begin = 0
    while (alarm := _next(means, precision, begin, limit)) is not None:
        seen.append(alarm)
        begin = alarm[1] + 1  # what gave the alarm is further off than what will follow, and no measure for it
    return _confirmed(seen, days, means, precision)


def _confirmed(seen: list[tuple[int, int]], days: np.ndarray, means: np.ndarray, precision: np.ndarray) -> list[Alarm]:
    """The alarms that all days until the next one confirm; day and size of a change are told by these days too."""
    found: list[Alarm] = []
    ends = [*(since for since, _ in seen[1:]), len(means)]
    begin = 0
    for (since, at), end in zip(seen, ends, strict=False):
        split = np.arange(max(begin + 1, since - LOOKED_BACK), at + 1)
        shift, doubt = _contrast(means[begin:end], precision[begin:end], split - begin)
        best = int(np.argmax(np.abs(shift) / doubt))
        if abs(shift[best]) > CONFIRMED * doubt[best]:
            begin = int(split[best])
            found.append(Alarm(int(days[begin]), int(days[at]), float(shift[best])))
    return found


def _contrast(means: np.ndarray, precision: np.ndarray, split: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean from each split on less the mean before, and its standard error."""
    weight, total = np.cumsum(precision), np.cumsum(precision * means)
    before, after = weight[split - 1], weight[-1] - weight[split - 1]
    shift = (total[-1] - total[split - 1]) / after - total[split - 1] / before
    return shift, np.sqrt(1 / before + 1 / after)


def limit_of(run: float) -> float:
    """CUSUM's limit h for one false alarm in `run` days, by Siegmund's approximation of a two-sided chart [1]_.

    With b = h + 1.166, one side alarms every (exp(2 k b) - 2 k b - 1) / (2 k^2) days, both twice as often.

    References
    ----------
    .. [1] Siegmund, D. (1985). *Sequential Analysis*. Springer, ch. 2.6.
    """
    from scipy.optimize import brentq

    k = ALLOWANCE

    def excess(h: float) -> float:
        b = 2 * k * (h + 1.166)
        return float((np.exp(b) - b - 1) / (2 * k**2) / 2 - run)

    return float(brentq(excess, 0.1, 60.0))


def _next(means: np.ndarray, precision: np.ndarray, begin: int, limit: float) -> tuple[int, int] | None:
    """The first change after `begin`: since when, and when it was seen."""
    total = weighed = up = down = 0.0
    risen = fallen = begin
    for t in range(begin, len(means)):
        if t - begin >= BURN_IN:
            z = (means[t] - weighed / total) / np.sqrt(1 / precision[t] + 1 / total)
            risen, fallen = (risen if up > 0 else t), (fallen if down > 0 else t)
            up, down = max(0.0, up + z - ALLOWANCE), max(0.0, down - z - ALLOWANCE)
            if max(up, down) > limit:
                since = risen if up > down else fallen
                return since, t
        total += precision[t]
        weighed += precision[t] * means[t]
    return None


def _doubts(residual: np.ndarray, means: np.ndarray, count: np.ndarray) -> tuple[float, float]:
    """Variance of one service within a day, and of days; the latter from neighbours, which a change hardly moves."""
    freedom = len(residual) - len(means)
    total = float(((residual - np.repeat(means, count)) ** 2).sum())
    within = total / freedom if freedom > 10 else float(residual.var())
    within = max(within, 1e-4)
    jumps = np.diff(means) ** 2 / 2
    expected = within * (1 / count[1:] + 1 / count[:-1]) / 2
    between = float((jumps - expected).mean()) if len(jumps) else 0.0
    return within, max(0.0, between)
