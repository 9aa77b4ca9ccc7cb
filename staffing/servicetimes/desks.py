"""Desks: one officer serves one visitor at a time, so the next call bounds the service before."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

WALK = 3.0
"""Minutes from the call to the beginning that count as time at the counter, at most: the officer waits for the
visitor. Who comes later than that was called more than once."""
CLOCK = 1.0
"""Minutes by which an end may lie behind the next call: finishing and calling are two clicks."""
SAME = 5 / 60
"""Ends of a desk within so many minutes of each other were clicked in one go."""
AT_ONCE = 3 / 60
"""An end within so many minutes of the next call is the same click."""
SHORT = 0.5
"""Stays below so many minutes are no part of a batch: clicked through one by one."""
PARALLEL = 0.3
"""From this share of overtaken rows on the office serves several at a time at a desk, and a call bounds nothing."""
CLOSED_BY_CALL = 0.2
"""From this share on of idle moments after which the end is the next call, the system closes by calling."""


@dataclass(frozen=True)
class Turns:
    """Each row at its desk; all of shape (rows,), times in minutes of one clock, NaN where the log does not tell.

    Parameters
    ----------
    start, end
        From the call (or the beginning less `WALK`) to the end.
    together, overtaken, bounded
        Closed in one go with another; still open when the desk called the next one, or begun before the last was
        closed; closed by the next call though nobody had waited, so that the true end lies anywhere before.
    """

    start: np.ndarray
    end: np.ndarray
    together: np.ndarray
    overtaken: np.ndarray
    bounded: np.ndarray

    @property
    def minutes(self) -> np.ndarray:
        """Time at the counter."""
        return self.end - self.start

    def at(self, rows: np.ndarray) -> "Turns":
        """The chosen rows."""
        return Turns(**{name: values[rows] for name, values in vars(self).items()})


def turns_of(frame: "pd.DataFrame") -> Turns:
    """The log's rows, each beside the next one of its officer, or of its counter where officers are not told."""
    called, served, end, arrived = (
        _minutes(frame[name].to_numpy()) for name in ("called", "served", "left", "arrived")
    )
    start = np.fmax(called, served - WALK)
    end, rounded = _spread_out(start, end)
    desk, day = _desks(frame), frame["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    ready = _ready(frame, start, end, arrived)
    rows = np.flatnonzero((desk >= 0) & ~np.isnan(start))
    rows = rows[np.lexsort((start[rows], day[rows], desk[rows]))]
    before, after = rows[:-1], rows[1:]
    follows = (desk[before] == desk[after]) & (day[before] == day[after])
    before, after = before[follows], after[follows]
    together, overtaken, bounded = np.zeros((3, len(frame)), dtype=bool)
    late = end[before] > start[after] + CLOCK + rounded
    if len(before) and late.mean() < PARALLEL:
        overtaken[before[late]] = True
        overtaken[after[late & (end[before] < end[after])]] = True
    _mark_together(together, rows, desk, day, start, end)
    idle = ready[after] > start[after] - 1.0
    by_call = np.abs(end[before] - start[after]) <= AT_ONCE + rounded
    if idle.any() and by_call[idle].mean() > CLOSED_BY_CALL:
        bounded[before[idle & by_call]] = True
    return Turns(start, end, together, overtaken, bounded)


def _minutes(times: np.ndarray) -> np.ndarray:
    """Minutes since 1970, NaN for NaT."""
    seconds = times.astype("datetime64[s]")
    return np.where(np.isnat(seconds), np.nan, seconds.astype(np.int64) / 60)


def _spread_out(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, float]:
    """Ends of a log that tells whole minutes only, moved within them; and by how many minutes times are rounded.

    A stay of d minutes by such a clock lasted between d - 1 and d + 1, most likely d. The moves are the quantiles of
    that triangle in an order without a pattern, the same every time, so that logarithms of few values become smooth.
    """
    known = np.flatnonzero(~np.isnan(start) & ~np.isnan(end))
    if not len(known) or (start[known] % 1).any() or (end[known] % 1).any():
        return end, 0.0
    u = (np.arange(len(known)) * 0.6180339887498949 + 0.25) % 1
    move = np.where(u < 0.5, np.sqrt(2 * u) - 1, 1 - np.sqrt(2 * (1 - u)))
    moved = end.copy()
    moved[known] = start[known] + np.abs(end[known] - start[known] + move)
    return moved, 1.0


def _desks(frame: "pd.DataFrame") -> np.ndarray:
    """A number for each officer, else for each counter, -1 where neither is told."""
    officer, counter = (frame[name].cat.codes.to_numpy().astype(int) for name in ("officer", "counter"))
    return np.where(officer >= 0, officer, np.where(counter >= 0, counter + officer.max(initial=0) + 1, -1))


def _ready(frame: "pd.DataFrame", start: np.ndarray, end: np.ndarray, arrived: np.ndarray) -> np.ndarray:
    """From when each row's visitor waited: his arrival, or the end of his stop before."""
    ticket = frame["ticket"].cat.codes.to_numpy().astype(np.int64)
    day = frame["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    service = frame["service"].cat.codes.to_numpy()
    order = np.lexsort((start, ticket, service, day))
    before, after = order[:-1], order[1:]
    same = (
        (day[before] == day[after]) & (service[before] == service[after])
        & (ticket[before] == ticket[after]) & (ticket[after] >= 0)
    )  # fmt: skip
    ready = arrived.copy()
    ready[after[same]] = np.fmax(arrived[after[same]], end[before[same]])
    return ready


def _mark_together(
    together: np.ndarray, rows: np.ndarray, desk: np.ndarray, day: np.ndarray, start: np.ndarray, end: np.ndarray
) -> None:
    """Marks rows of one desk and day that end within a few seconds of each other."""
    closed = rows[(end[rows] - start[rows] > SHORT)]
    closed = closed[np.lexsort((end[closed], day[closed], desk[closed]))]
    before, after = closed[:-1], closed[1:]
    same = (desk[before] == desk[after]) & (day[before] == day[after]) & (end[after] - end[before] <= SAME)
    together[before[same]] = together[after[same]] = True
