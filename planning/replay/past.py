"""A past week of the visit log: who came when, when he was called, how long each stop took."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from office.grid import SlotGrid
from office.office import Office
from staffing.routes import AWAY_MINUTES

LONGEST_STOP = 240.0
"""Minutes at a counter beyond which nobody closed the ticket: the time is not known."""
EXCUSED = ("absent", "cancelled")


@dataclass(frozen=True)
class Stop:
    """A row of the log that was called: index of the stop on its service's route (-1 where the log does not tell), and
    when; `officer` and `counter` are indices, -1 where unknown; `left` is nan where the log does not know it.
    """

    visit: int
    stop: int
    called: float
    left: float
    officer: int
    counter: int

    @property
    def minutes(self) -> float:
        """At the counter from the call on; nan where not known, or longer than any service."""
        minutes = self.left - self.called
        return minutes if 0 < minutes <= LONGEST_STOP else np.nan


@dataclass(frozen=True)
class PastWeek:
    """The visits of a week as they happened, by day and ticket time; times in minutes of the day.

    Parameters
    ----------
    grid
        The week's slots.
    day, service, priority
        Indices and class of each visit, int64, shape (visits,).
    arrival, called
        When the ticket was taken and when it was first called; nan where it never was. Same shape.
    left
        When the visitor was out; nan where the log does not tell or the visit was not finished. Same shape.
    minutes
        At the counter at each stop, nan where unknown, shape (visits, stops).
    stops
        Every call, by day and time.
    excused
        Visitors recorded as absent or cancelled; they are not among the visits.
    """

    grid: SlotGrid
    day: np.ndarray
    service: np.ndarray
    priority: np.ndarray
    arrival: np.ndarray
    called: np.ndarray
    left: np.ndarray
    minutes: np.ndarray
    stops: tuple[Stop, ...]
    excused: int

    @property
    def count(self) -> int:
        """Visits of the week."""
        return len(self.day)

    @property
    def knows_calls(self) -> bool:
        """Whether nearly all calls are recorded, so that waits can be told."""
        return bool(self.count) and float(np.isnan(self.called).mean()) <= 0.2


def past_week(frame: pd.DataFrame, grid: SlotGrid, office: Office) -> PastWeek:
    """The visits of a grid's days.

    Rows of one (day, ticket, service) are one visit; a row without a ticket number is a visit of its own, unless its
    step lies behind the first of its route: whose it is cannot be told then, and it counts as a call only.
    """
    start, end = np.datetime64(grid.dates[0]), np.datetime64(grid.dates[-1])
    inside = (frame["day"] >= start) & (frame["day"] <= end)
    rows = frame[inside].sort_values(["day", "arrived", "called"], kind="stable")
    stop = _stop_of(rows, office)
    named = (rows["ticket"].notna() & (rows["ticket"].astype("string") != "")).to_numpy(dtype=bool)
    rows, stop, named = rows[named | (stop <= 0)], stop[named | (stop <= 0)], named[named | (stop <= 0)]
    visit = _visit_of(rows, named)
    first = np.flatnonzero(np.diff(visit, prepend=-1) > 0)
    excused = _any(rows["outcome"].isin(EXCUSED).to_numpy(), visit, len(first))
    stops = tuple(_stops(rows, visit, stop))
    return _kept(rows.iloc[first], stops, excused, grid, office)


def _stop_of(rows: pd.DataFrame, office: Office) -> np.ndarray:
    """Which stop of its route each row is; -1 where the log does not tell."""
    place = {(s.id, entry.step): j for s in office.services for j, entry in reversed(list(enumerate(s.route)))}
    place |= {(s.id, ""): 0 for s in office.services if len(s.route) == 1}
    steps = ["" if pd.isna(step) else str(step) for step in rows["step"]]
    return np.array(
        [place.get(key, -1) for key in zip(rows["service"].astype(str), steps, strict=True)], dtype=np.int64
    )


def _visit_of(rows: pd.DataFrame, named: np.ndarray) -> np.ndarray:
    """Number of each row's visit, from 0 in the order of the first rows; rows must be sorted by arrival."""
    own = np.where(named, "", np.arange(len(rows)).astype(str))
    keys = pd.DataFrame({"day": rows["day"], "ticket": rows["ticket"].astype("string").fillna(""),
                         "service": rows["service"].astype("string"), "own": own})  # fmt: skip
    return np.asarray(keys.groupby(["day", "ticket", "service", "own"], sort=False, dropna=False).ngroup())


def _any(marks: np.ndarray, visit: np.ndarray, visits: int) -> np.ndarray:
    return np.asarray(np.bincount(visit, weights=marks, minlength=visits) > 0)


def _minutes(column: pd.Series, day: pd.Series) -> np.ndarray:
    """Minutes from the visit's midnight; nan where missing."""
    return np.asarray((column - day).dt.total_seconds().to_numpy(dtype=float) / 60)


def _stops(rows: pd.DataFrame, visit: np.ndarray, stop: np.ndarray) -> Iterator[Stop]:
    """The rows with a call. An officer who calls the next visitor has finished with the one before."""
    called, left = _minutes(rows["called"], rows["day"]), _minutes(rows["left"], rows["day"])
    officer, counter = rows["officer"].cat.codes.to_numpy(), rows["counter"].cat.codes.to_numpy()
    day = rows["day"].to_numpy("datetime64[D]").astype(np.int64)
    following: dict[tuple[int, int], float] = {}
    found = []
    for i in np.argsort(called, kind="stable")[::-1]:
        if np.isnan(called[i]):
            continue
        who = (int(day[i]), int(officer[i]))
        if officer[i] >= 0:
            left[i] = min(left[i], following.get(who, np.inf)) if not np.isnan(left[i]) else np.nan
            following[who] = float(called[i])
        found.append(Stop(int(visit[i]), int(stop[i]), float(called[i]), float(left[i]), int(officer[i]),
                          int(counter[i])))  # fmt: skip
    return reversed(found)


def _kept(
    first: pd.DataFrame, stops: tuple[Stop, ...], excused: np.ndarray, grid: SlotGrid, office: Office
) -> PastWeek:
    """The visits that were meant to be served, numbered anew."""
    number = np.cumsum(~excused) - 1
    stops = tuple(
        Stop(int(number[s.visit]), s.stop, s.called, s.left, s.officer, s.counter)
        for s in stops if not excused[s.visit]
    )  # fmt: skip
    rows = first[~excused]
    service = np.array([office.service_ids.index(id) for id in rows["service"]], dtype=np.int64)
    width = max(len(each.route) for each in office.services)
    minutes, called, last = np.full((len(rows), width), np.nan), np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    done: list[set[int]] = [set() for _ in range(len(rows))]
    for s in stops:
        called[s.visit] = np.fmin(called[s.visit], s.called)
        last[s.visit] = np.fmax(last[s.visit], s.left)
        done[s.visit].add(s.stop)
        if s.stop >= 0:
            minutes[s.visit, s.stop] = s.minutes
    finished = np.array([_finished(office, k, stops) for k, stops in zip(service, done, strict=True)], dtype=bool)
    return PastWeek(
        grid=grid,
        day=(rows["day"].to_numpy("datetime64[D]") - np.datetime64(grid.start, "D")).astype(np.int64),
        service=service,
        priority=rows["priority"].to_numpy(dtype=np.int64),
        arrival=_minutes(rows["arrived"], rows["day"]),
        called=called,
        left=np.where(finished, last, np.nan),
        minutes=minutes,
        stops=stops,
        excused=int(excused.sum()),
    )


def _finished(office: Office, service: int, done: set[int]) -> bool:
    """Whether a visit took all stops of its route, or those before one for which one comes back another day."""
    route = office.services[service].route
    if -1 in done:
        return True
    missing = [j for j in range(len(route)) if j not in done]
    return not missing or (missing[0] > 0 and route[missing[0]].after >= AWAY_MINUTES)
