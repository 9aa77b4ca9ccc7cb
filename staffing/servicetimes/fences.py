"""Fences: how short and how long a service can be, from the middle of the log itself."""

from dataclasses import dataclass

import numpy as np

from office.office import Office
from staffing.servicetimes.stays import Stays

CLICK = 5 / 60
"""Minutes below which nobody is served."""
LONGEST = 480.0
"""Minutes above which no service lasts: a working day."""
BELOW, ABOVE = 4.0, 5.0
"""Robust standard deviations of log minutes under and over the median at which the fences stand. Of a lognormal they
keep out 3 in 100,000 services; a nine-hour one is out where the median is below an hour."""
ENOUGH = 20
"""So many services have a middle of their own; fewer use that of the step, then what is written."""
_ROUNDS = 6
_NORMAL = 1.4826  # standard deviation of a normal over its median absolute deviation


@dataclass(frozen=True)
class Fences:
    """Middle and spread of log minutes, shape (services, steps)."""

    middle: np.ndarray
    spread: np.ndarray


def fenced(stays: Stays, office: Office) -> Stays:
    """The stays without clicks and overlong ones."""
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.log(np.maximum(stays.minutes, 1e-6))
    stays = stays.without(stays.minutes < CLICK, "clicked").without(stays.minutes > LONGEST, "overlong")
    for _ in range(_ROUNDS):
        found = _fences(stays, logs, office)
        off = (logs - found.middle[stays.service, stays.step]) / found.spread[stays.service, stays.step]
        inside = stays.used & (off > -BELOW) & (off < ABOVE)
        if (inside == stays.used).all():
            break
        stays = stays.without(off <= -BELOW, "clicked").without(off >= ABOVE, "overlong")
    return stays


def written_logs(office: Office) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of log minutes as written, shape (services, steps); NaN off the routes."""
    mean, spread = np.full((2, len(office.services), len(office.steps)), np.nan)
    for k, service in enumerate(office.services):
        for entry in service.route:
            i = office.step_ids.index(entry.step)
            spread[k, i] = np.sqrt(np.log1p(max(entry.cv, 0.1) ** 2))
            mean[k, i] = np.log(entry.minutes) - spread[k, i] ** 2 / 2
    return mean, spread


def _fences(stays: Stays, logs: np.ndarray, office: Office) -> Fences:
    middle, spread = written_logs(office)
    spread = np.clip(spread, 0.3, 1.2)
    used = stays.used & ~stays.bounded
    for i in range(len(office.steps)):
        of_step = used & (stays.step == i)
        if of_step.sum() < ENOUGH:
            continue
        off = logs[of_step] - middle[stays.service[of_step], i]
        level, width = _middle(off)
        middle[:, i] += level
        spread[:, i] = width
        for k in range(len(office.services)):
            mine = logs[of_step & (stays.service == k)]
            if len(mine) >= ENOUGH:
                middle[k, i], spread[k, i] = _middle(mine)
    return Fences(middle, spread)


def _middle(values: np.ndarray) -> tuple[float, float]:
    """Median and robust standard deviation, the latter within what services have."""
    median = float(np.median(values))
    return median, float(np.clip(_NORMAL * np.median(np.abs(values - median)), 0.3, 1.2))
