"""Stays: how long each visitor was at the counter, and which rows of the log cannot tell."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from office.office import Office
from office.services import RouteEntry
from staffing.servicetimes.desks import Turns, turns_of

if TYPE_CHECKING:
    import pandas as pd

Why = Literal[
    "not_served", "no_step", "other_step", "no_start", "unclosed", "together", "overtaken", "clicked", "overlong"
]
REASONS: tuple[Why, ...] = get_args(Why)
"""Why a row tells nothing, in the order in which it is asked: the visitor did not come; the log does not say at which
step; the service has no such step; no beginning; no end; closed in one go with others of the desk; still open when
the desk called the next one; clicked through; longer than a service can be."""
USED = -1


@dataclass(frozen=True)
class Stays:
    """Time at the counter, row by row; a row of a whole visit is told stop by stop.

    Parameters
    ----------
    service, step
        Indices in the office, -1 for none, shape (rows,).
    day
        Day of the visit, datetime64[D].
    minutes
        From the call to the end; NaN where the log does not tell.
    bounded
        Whether the stay may have been shorter: closed by the next call, and nobody had waited for it.
    officer
        Index of the officer, -1 where the log does not tell.
    why
        Index in `REASONS`, USED for a row that is used.
    """

    service: np.ndarray
    step: np.ndarray
    day: np.ndarray
    minutes: np.ndarray
    bounded: np.ndarray
    officer: np.ndarray
    why: np.ndarray

    @property
    def used(self) -> np.ndarray:
        """Whether a row is used, bool, shape (rows,)."""
        return self.why == USED

    def without(self, rows: np.ndarray, why: Why) -> "Stays":
        """The same with those of `rows` (bool) set aside that were used so far."""
        return replace(self, why=np.where(rows & self.used, REASONS.index(why), self.why).astype(np.int8))

    def at(self, rows: np.ndarray) -> "Stays":
        """The chosen rows."""
        return Stays(**{name: values[rows] for name, values in vars(self).items()})


def stays_of(frame: "pd.DataFrame", office: Office) -> Stays:
    """Each row's time at the counter, before anything is said about how plausible its length is.

    A row without a step belongs to its service's only one. Where a service has several, all by the same officer and
    one after the other, a row of the whole visit is split in proportion to what is written; elsewhere it tells nothing,
    since the waits between the stops are in it.

    Parameters
    ----------
    frame
        Normal form of a visit log, see `office.visits.log.VisitLog`.
    office
        Services with their routes.
    """
    turns = turns_of(frame)
    service = frame["service"].cat.codes.to_numpy().astype(int)
    outcome = frame["outcome"].astype("str").to_numpy()
    stays = Stays(
        service=service,
        step=frame["step"].cat.codes.to_numpy().astype(int),
        day=frame["day"].to_numpy().astype("datetime64[D]"),
        minutes=turns.minutes,
        bounded=turns.bounded,
        officer=frame["officer"].cat.codes.to_numpy().astype(int),
        why=np.full(len(frame), USED, dtype=np.int8),
    )
    stays = stays.without(np.isin(outcome, ["absent", "cancelled"]), "not_served")
    stays, turns = _by_stop(stays, turns, office)
    stays = stays.without(stays.step < 0, "no_step")
    stays = stays.without(~on_route(office)[stays.service, stays.step], "other_step")
    stays = stays.without(np.isnan(turns.start), "no_start").without(np.isnan(turns.end), "unclosed")
    return stays.without(turns.together, "together").without(turns.overtaken, "overtaken")


def on_route(office: Office) -> np.ndarray:
    """Whether a step is on a service's route, bool, shape (services, steps + 1), the last for none."""
    found = np.zeros((len(office.services), len(office.steps) + 1), dtype=bool)
    for k, service in enumerate(office.services):
        found[k, [office.step_ids.index(entry.step) for entry in service.route]] = True
    return found


def _by_stop(stays: Stays, turns: Turns, office: Office) -> tuple[Stays, Turns]:
    """Rows without a step given to the stops of their service, where that makes sense."""
    copies = np.ones(len(stays.step), dtype=int)
    whole = [_splits(service.route) for service in office.services]
    for k, shares in enumerate(whole):
        copies[(stays.step < 0) & (stays.service == k)] = max(1, len(shares))
    row = np.repeat(np.arange(len(copies)), copies)
    stop = np.arange(len(row)) - np.repeat(np.cumsum(copies) - copies, copies)
    split, share, step = stays.at(row), np.ones(len(row)), stays.step[row].copy()
    for k, shares in enumerate(whole):
        mine = (step < 0) & (split.service == k)
        if shares:
            steps = np.array([office.step_ids.index(entry.step) for entry in office.services[k].route])
            step[mine], share[mine] = steps[stop[mine]], np.array(shares)[stop[mine]]
    return replace(split, step=step, minutes=split.minutes * share), turns.at(row)


def _splits(route: tuple[RouteEntry, ...]) -> tuple[float, ...]:
    """Share of a whole visit's time at each stop; nothing where waits may lie between the stops."""
    if any(entry.after or not entry.same_officer for entry in route[1:]):
        return ()
    total = sum(entry.minutes for entry in route)
    return tuple(entry.minutes / total for entry in route)
