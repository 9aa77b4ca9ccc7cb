"""The last ticket of a day that can be finished by closing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from office.values import Span
from staffing.waits import Waits

CHANCE = 0.9
"""How surely whoever holds the last ticket must be out by closing."""
FEWEST_DAYS = 20
"""Simulated days on which a ticket must have been given out before anything is said of it; a quarter of few days."""


@dataclass(frozen=True)
class LastTicket:
    """Up to which ticket visitors are out when the service closes, on one day or one half of it.

    Parameters
    ----------
    day
        Index of the day.
    closes
        Minute at which the service closes.
    number
        The last ticket, counted through the day; 0 where not even the first is sure enough, None where every ticket
        that was seen on enough days is.
    minute
        Minute by which this ticket (or the last one that was judged) is taken on half of the days that reach it;
        None without any.
    expected
        Tickets given out from the morning to this closing, mean.
    judged
        The highest ticket that was given out on enough days to be judged.
    all_out
        Share of days on which everybody was out by closing.
    """

    day: int
    closes: int
    number: int | None
    minute: float | None
    expected: float
    judged: int
    all_out: float


def last_tickets(waits: Waits, day: int, sessions: Sequence[Span], chance: float = CHANCE) -> tuple[LastTicket, ...]:
    """The last ticket of each stretch of service hours of a day.

    Tickets are numbered through the day in the order in which they are taken. Of the days on which ticket n is taken
    in a stretch, the share on which its holder is out by the stretch's end is P(n); a later ticket is finished no
    more surely than an earlier one, so P is made to fall with n by isotonic regression [1]_, which takes the noise out
    of numbers that few days reach. The last ticket is the largest n with P(n) >= `chance`. Tickets that were
    taken on fewer than `FEWEST_DAYS` days are not judged.

    Parameters
    ----------
    waits
        Simulated visitors; of one service only, the numbers are that service's own.
    day
        Index of the day.
    sessions
        When counters work on that day, in order; a closed lunch parts them. Who comes in the break, or before opening,
        belongs to the stretch that follows.
    chance
        How surely the ticket's holder must be out, between 0 and 1.

    References
    ----------
    .. [1] Barlow, R. E., Bartholomew, D. J., Bremner, J. M. and Brunk, H. D. (1972). *Statistical Inference under
       Order Restrictions*. Wiley.
    """
    of_day = waits.day == day
    path, arrival, out = waits.path[of_day], waits.arrival[of_day], waits.out[of_day]
    number = _numbers(path)
    found, after = [], -np.inf
    for span in sessions:
        inside = (arrival >= after) & (arrival < span.end)
        found.append(_last(day, span.end, number[inside], arrival[inside], out[inside] <= span.end, path[inside],
                           int((arrival < span.end).sum()), waits.paths, chance))  # fmt: skip
        after = span.end
    return tuple(found)


def _numbers(path: np.ndarray) -> np.ndarray:
    """Number of each ticket on its path, from 1; `path` ascending."""
    starts = np.searchsorted(path, path)
    return np.asarray(np.arange(len(path)) - starts + 1)


def _last(
    day: int, closes: int, number: np.ndarray, arrival: np.ndarray, is_out: np.ndarray, path: np.ndarray, taken: int,
    paths: int, chance: float,
) -> LastTicket:  # fmt: skip
    from scipy.optimize import isotonic_regression

    days = np.bincount(number)
    late_paths = len(np.unique(path[~is_out]))
    expected, all_out = taken / max(paths, 1), 1 - late_paths / max(paths, 1)
    judged = np.flatnonzero(days >= min(FEWEST_DAYS, max(paths // 4, 1)))
    if not len(judged):
        return LastTicket(day, closes, None, None, expected, 0, all_out)
    sure = np.bincount(number, weights=is_out)[judged] / days[judged]
    fitted = isotonic_regression(sure, weights=days[judged], increasing=False).x
    kept = judged[fitted >= chance - 1e-12]
    at = int(kept[-1]) if len(kept) else int(judged[0])
    whole = len(kept) == len(judged)
    last = None if whole else at if len(kept) else at - 1
    minute = float(np.median(arrival[number == at]))
    return LastTicket(day, closes, last, minute, expected, int(judged[-1]), all_out)
