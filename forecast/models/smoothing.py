"""Smoothing: exponential smoothing of a series with a damped trend or weekdays, and what it leaves unexplained.

A value is level + damped trend + the weekday's own + an error (Hyndman, Koehler, Ord and Snyder, *Forecasting with
Exponential Smoothing*, 2008, chapter 2). All compiled functions stand in this one file because numba's cache watches
no other.
"""

import numpy as np

from office.compiled import compiled

LEVEL, TREND, FADE, SEASON = 0, 1, 2, 3
"""Places of the habits: weight of the latest error on the level; part of the level's change that the trend takes on;
what is kept of the trend a step; weight on the weekday of what the level leaves of the error."""
SMALL_STEP = 1e-6
"""Of a habit: slopes are taken over it."""
TINY = 1e-12


@compiled
def smooth(values: np.ndarray, habits: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Smooths a series.

    Parameters
    ----------
    values
        The series, shape (n,).
    habits
        Weight on the level, the trend's part of its change, what is kept of the trend, weight on the weekday;
        shape (4,).
    start
        Level, trend and weekdays before the first value; the first weekday is that of the first value; shape
        (2 + season,), season at least 1.

    Returns
    -------
    tuple
        Errors one step ahead (n,), and level, trend and weekdays after the last value (2 + season,); the first weekday
        is still that of the first value.
    """
    n, season = len(values), len(start) - 2
    errors, state = np.empty(n), start.copy()
    phase = 2
    for t in range(n):
        trend = habits[FADE] * state[1]
        level = state[0] + trend
        error = values[t] - level - state[phase]
        change = trend + habits[LEVEL] * error
        state[1] = trend + habits[TREND] * (change - trend)
        state[0] = level + habits[LEVEL] * error
        state[phase] += habits[SEASON] * (1 - habits[LEVEL]) * error
        errors[t] = error
        phase += 1
        if phase == 2 + season:
            phase = 2
    return errors, state


@compiled
def likeliest_start(values: np.ndarray, habits: np.ndarray, start: np.ndarray, free: int) -> np.ndarray:
    """The start whose first `free` numbers leave the least sum of squared errors, which are linear in it.

    Parameters
    ----------
    values, habits, start
        As in `smooth`.
    free
        0 for the start as it is, 1 for the level, 2 for level and trend.
    """
    found = start.copy()
    if free == 0:
        return found
    found[:free] = 0.0
    left, _ = smooth(values, habits, found)
    nothing, unit = np.zeros(len(values)), np.zeros(len(start))
    unit[0] = 1.0
    by_level, _ = smooth(nothing, habits, unit)
    a, p = by_level @ by_level, by_level @ left
    if free == 1:
        found[0] = -p / a
        return found
    unit[0], unit[1] = 0.0, 1.0
    by_trend, _ = smooth(nothing, habits, unit)
    b, c, q = by_trend @ by_trend, by_level @ by_trend, by_trend @ left
    room = max(a * b - c * c, TINY * a * b)
    found[0], found[1] = (c * q - b * p) / room, (c * p - a * q) / room
    return found


@compiled
def loss(values: np.ndarray, habits: np.ndarray, start: np.ndarray, free: int) -> float:
    """Half the log of the mean squared error with the likeliest start: minus a value's log likelihood."""
    errors, _ = smooth(values, habits, likeliest_start(values, habits, start, free))
    return float(np.log(errors @ errors / len(values) + TINY) / 2)


@compiled
def loss_and_slopes(
    values: np.ndarray, habits: np.ndarray, start: np.ndarray, free: int, sought: np.ndarray
) -> tuple[float, np.ndarray]:
    """The loss, and its slopes along the habits that are `sought`, shape (sought,)."""
    here = loss(values, habits, start, free)
    slopes = np.empty(len(sought))
    for i in range(len(sought)):
        moved = habits.copy()
        moved[sought[i]] += SMALL_STEP
        slopes[i] = (loss(values, moved, start, free) - here) / SMALL_STEP
    return here, slopes


@compiled
def best_level(values: np.ndarray, habits: np.ndarray, start: np.ndarray, free: int, tried: np.ndarray) -> float:
    """Of the weights on the level that are `tried`, the one with the least loss, the other habits as they are."""
    found, least = tried[0], np.inf
    for weight in tried:
        moved = habits.copy()
        moved[LEVEL] = weight
        here = loss(values, moved, start, free)
        if here < least:
            found, least = weight, here
    return float(found)
