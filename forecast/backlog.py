"""Backlog: who could not come during an outage or a long closure comes in the first days after it."""

import numpy as np

LEAST_CLOSED_DAYS = 4
"""Shorter closures, such as a long weekend, leave no backlog worth a wave."""
LEAST_OUTAGE_DAYS = 2
MOST_WAVE_DAYS = 5


def backlog_days(is_open: np.ndarray, is_unusual: np.ndarray, is_lost: np.ndarray) -> np.ndarray:
    """Open days on which a backlog is worked off: as many as working days were lost, `MOST_WAVE_DAYS` at most.

    Parameters
    ----------
    is_open
        Whether counters work, bool, shape (days,), days in order without gaps.
    is_unusual
        Closed although its weekday is usually open, bool, same shape.
    is_lost
        Open days of an outage, bool, same shape; closed ones do not count.

    Returns
    -------
    numpy.ndarray
        Bool, same shape.
    """
    wave = np.zeros(len(is_open), dtype=bool)
    closed = shut = lost = left = 0
    for day, (opened, unusual, out) in enumerate(zip(is_open, is_unusual, is_lost, strict=True)):
        if not opened:
            closed, shut = closed + 1, shut + bool(unusual)
        elif out:
            lost += 1
        else:
            left = max(left, _backlog(closed, shut, lost))
            wave[day] = left > 0
            left, closed, shut, lost = max(0, left - 1), 0, 0, 0
    return wave


def _backlog(closed: int, shut: int, lost: int) -> int:
    """Days of the wave after `closed` days, `shut` of them unusually, and `lost` ones."""
    missed = (shut if closed >= LEAST_CLOSED_DAYS else 0) + (lost if lost >= LEAST_OUTAGE_DAYS else 0)
    return min(missed, MOST_WAVE_DAYS)
