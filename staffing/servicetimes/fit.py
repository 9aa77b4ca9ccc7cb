"""Fitting: from the rows of a visit log to a law for each service at each step."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from office.office import Office
from staffing.servicetimes.drift import Drift, alarms
from staffing.servicetimes.effects import Effects, effects_of, speeds_of
from staffing.servicetimes.fences import fenced
from staffing.servicetimes.laws import laws_of
from staffing.servicetimes.stays import REASONS, Stays, Why, on_route, stays_of
from staffing.servicetimes.times import SPEAKS, ServiceTimes, StepTimes

if TYPE_CHECKING:
    import pandas as pd

RECENT_DAYS = 365
"""Days of the log that count, from its end; fewer after a change of level."""


def fit_times(frame: "pd.DataFrame", office: Office) -> ServiceTimes:
    """Service times of an office from its visit log.

    Rows that cannot be true are set aside (`stays`, `desks`, `fences`); changes of level are looked for (`drift`), and
    only what came after the last one counts; each law is a mixture of lognormals, whose level and spread lean on the
    step's other services and on what is written the more, the less there is (`pooling`).

    Parameters
    ----------
    frame
        Normal form of a visit log, see `office.visits.log.VisitLog`; may be empty.
    office
        Services with their routes and written minutes.
    """
    stays = fenced(stays_of(frame, office), office)
    effects = effects_of(stays, len(office.officers))
    drifts, since = _drifts(stays, effects, office)
    recent = _recent(stays, since)
    days = stays.day[stays.used]
    return ServiceTimes(
        steps=tuple(_steps(stays, recent, office)),
        aside=_reasons(stays, ~on_route(office)[stays.service, stays.step]),
        drifts=tuple(drifts),
        speeds=speeds_of(effects, stays.officer[effects.rows]),
        first=days.min().astype(date) if len(days) else None,
        last=days.max().astype(date) if len(days) else None,
    )


def _drifts(stays: Stays, effects: Effects, office: Office) -> tuple[list[Drift], Mapping[int, np.datetime64]]:
    """Changes of level by day, and since when each changed step has the last one; officers' effects are taken out."""
    rows = effects.rows
    rest = effects.without_officers(stays.officer[rows])
    number = stays.day[rows].astype(np.int64)
    watched = [i for i in range(len(office.steps)) if (stays.step[rows] == i).sum() >= SPEAKS]
    drifts: list[Drift] = []
    since: dict[int, np.datetime64] = {}
    for i in watched:
        of_step = np.flatnonzero(stays.step[rows] == i)
        of_step = of_step[np.argsort(number[of_step], kind="stable")]
        minutes, earlier = stays.minutes[rows[of_step]], -np.inf
        for alarm in alarms(number[of_step], rest[of_step], len(watched)):
            since[i], seen = np.datetime64(alarm.since, "D"), np.datetime64(alarm.seen, "D")
            mean = float(minutes[(number[of_step] >= earlier) & (number[of_step] < alarm.since)].mean())
            factor, earlier = float(np.exp(alarm.shift)), alarm.since
            drifts.append(
                Drift(office.step_ids[i], since[i].astype(date), seen.astype(date), factor, mean, mean * factor)
            )
    return sorted(drifts, key=lambda drift: (drift.since, drift.step)), since


def _recent(stays: Stays, since: Mapping[int, np.datetime64]) -> np.ndarray:
    """Used rows that count: of the last year, and since the last change of the step where that leaves enough."""
    used = stays.used
    if not used.any():
        return used
    recent = used & (stays.day > stays.day[used].max() - np.timedelta64(RECENT_DAYS, "D"))
    for i, begin in since.items():
        after = recent & (stays.step == i) & (stays.day >= begin)
        if after.sum() >= SPEAKS:
            recent &= (stays.step != i) | after
    return recent


def _steps(stays: Stays, recent: np.ndarray, office: Office) -> list[StepTimes]:
    """Every service at every step of its route."""
    keys = [(k, i) for k, s in enumerate(office.services) for i in dict.fromkeys(
        office.step_ids.index(entry.step) for entry in s.route)]  # fmt: skip
    rows = [np.flatnonzero(recent & (stays.service == k) & (stays.step == i)) for k, i in keys]
    heard = np.array([(recent & (stays.step == i) & ~stays.bounded).sum() >= SPEAKS for _, i in keys])
    laws, level = laws_of(stays, keys, rows, heard, office)
    told = []
    for n, (k, i) in enumerate(keys):
        service = office.services[k]
        entry = next(entry for entry in service.route if entry.step == office.step_ids[i])
        mine = (stays.service == k) & (stays.step == i)
        bounded = stays.bounded[rows[n]]
        told.append(
            StepTimes(
                service.id, entry.step, laws[n], len(rows[n]), int(bounded.sum()), _reasons(stays, mine),
                entry.minutes, entry.cv, float(level.own[n]), float(level.shared[n]),
                stays.minutes[rows[n]][~bounded], bool(heard[n]),
            )
        )  # fmt: skip
    return told


def _reasons(stays: Stays, rows: np.ndarray) -> dict[Why, int]:
    """How many of the rows (bool) were set aside, by reason."""
    counted = np.bincount(stays.why[rows & ~stays.used], minlength=len(REASONS))
    return {why: int(n) for why, n in zip(REASONS, counted, strict=True) if n}
