"""Kalman filter and smoother of the moving part of a log rate.

The moving part has ten states: level, slow swing, fast swing, and one for each weekday. An observation is level + both
swings + that weekday's state + noise. From one day to the next the swings shrink by a factor, level and weekdays stay,
and each gets a disturbance of its own. All compiled functions stand in this one file because numba's cache watches no
other.
"""

import numpy as np

from office.compiled import compiled

STATES = 10
LEVEL, SLOW, FAST, MONDAY = 0, 1, 2, 3
SWINGS = (SLOW, FAST)


@compiled
def run_filter(
    gaps: np.ndarray,
    weekday: np.ndarray,
    rows: np.ndarray,
    noise: np.ndarray,
    jumps: np.ndarray,
    keeps: np.ndarray,
    moves: np.ndarray,
    start: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Filters the observations and every column of a regression at once.

    This is the augmented filter of de Jong, P. (1991), The diffuse Kalman filter, *Annals of Statistics* 19,
    1073-1083: innovations of observations less those of the columns times their coefficients are the innovations of
    a regression with these coefficients.

    Parameters
    ----------
    gaps
        Days since the known day before, 0 for the first; int, shape (n,).
    weekday
        0 = Monday ... 6, int, shape (n,).
    rows
        Observation and columns of each known day, shape (n, 1 + columns), C order.
    noise
        Variance of each observation's noise, shape (n,).
    jumps
        Variance that the level gets before each known day besides its usual one, shape (n,).
    keeps, moves, start
        Of each state: what is kept of it a day (1 but for swings), variance of its disturbance a day, variance before
        the first day, shape (10,).

    Returns
    -------
    tuple
        Innovations (n, 1 + columns), their variances (n,), gains (n, 10), last states (10, 1 + columns).
    """
    n, columns = rows.shape
    state, cov, shared = np.zeros((STATES, columns)), np.diag(start), np.empty(STATES)
    innovations, variances, gains = np.empty((n, columns)), np.empty(n), np.empty((n, STATES))
    for t in range(n):
        for _ in range(gaps[t]):
            for i in SWINGS:
                for c in range(columns):
                    state[i, c] *= keeps[i]
                for j in range(STATES):
                    cov[i, j] *= keeps[i]
                    cov[j, i] *= keeps[i]
            for i in range(STATES):
                cov[i, i] += moves[i]
        cov[LEVEL, LEVEL] += jumps[t]
        day = MONDAY + weekday[t]
        for i in range(STATES):
            shared[i] = cov[LEVEL, i] + cov[SLOW, i] + cov[FAST, i] + cov[day, i]  # it is symmetric
        variances[t] = shared[LEVEL] + shared[SLOW] + shared[FAST] + shared[day] + noise[t]
        for c in range(columns):
            innovations[t, c] = rows[t, c] - state[LEVEL, c] - state[SLOW, c] - state[FAST, c] - state[day, c]
        for i in range(STATES):
            gain = shared[i] / variances[t]
            gains[t, i] = gain
            for c in range(columns):
                state[i, c] += gain * innovations[t, c]
            for j in range(STATES):
                cov[i, j] -= gain * shared[j]
    return innovations, variances, gains, state


@compiled
def run_smoother(
    gaps: np.ndarray,
    weekday: np.ndarray,
    innovations: np.ndarray,
    variances: np.ndarray,
    gains: np.ndarray,
    keeps: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What all days together say of each day's noise, and of a jump of the level before it.

    Durbin, J., and Koopman, S. J. (2012), *Time Series Analysis by State Space Methods*, 2nd ed., section 4.5, and
    for the jump 7.5 there: smoothed noise = variance h x u, its own variance h - h² x d.

    Parameters
    ----------
    gaps, weekday, keeps
        As in `run_filter`.
    innovations
        With the coefficients applied, shape (n,).
    variances, gains
        As from `run_filter`.

    Returns
    -------
    tuple
        u, d, and the standardised evidence of a jump (a standard normal where there is none), all (n,).
    """
    n = len(innovations)
    r, info, swap = np.zeros(STATES), np.zeros((STATES, STATES)), np.empty(STATES)
    u, d, jump = np.empty(n), np.empty(n), np.empty(n)
    for t in range(n - 1, -1, -1):
        if t < n - 1:
            for _ in range(gaps[t + 1]):
                for i in SWINGS:
                    r[i] *= keeps[i]
                    for j in range(STATES):
                        info[i, j] *= keeps[i]
                        info[j, i] *= keeps[i]
        known, told = 0.0, 0.0
        for i in range(STATES):
            swap[i] = 0.0
            for j in range(STATES):
                swap[i] += info[i, j] * gains[t, j]
            known += gains[t, i] * r[i]
            told += gains[t, i] * swap[i]
        u[t] = innovations[t] / variances[t] - known
        d[t] = 1.0 / variances[t] + told
        seen = (LEVEL, SLOW, FAST, MONDAY + weekday[t])
        for a in seen:
            r[a] += u[t]
            for j in range(STATES):
                info[a, j] -= swap[j]
                info[j, a] -= swap[j]
        for a in seen:
            for b in seen:
                info[a, b] += d[t]
        jump[t] = r[LEVEL] / np.sqrt(info[LEVEL, LEVEL])
    return u, d, jump
