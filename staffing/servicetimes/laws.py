"""Laws: level, spread and shape of each service at each step, from its own data, its step's, and what is written."""

import numpy as np

from office.office import Office
from staffing.servicetimes.fences import written_logs
from staffing.servicetimes.law import Law, Z, lognormal, weights
from staffing.servicetimes.mixture import fit_mixture
from staffing.servicetimes.pooling import Pooled, pool
from staffing.servicetimes.stays import Stays

SHAPE = 200
"""Services from which on a law has a shape of its own; fewer borrow the step's, below that it is a lognormal."""
THIN = 5
"""Fewer services than this tell a level, but no spread."""


def laws_of(
    stays: Stays, keys: list[tuple[int, int]], rows: list[np.ndarray], heard: np.ndarray, office: Office
) -> tuple[list[Law], Pooled]:
    """The law of each (service, step), and how the logarithms of the means were pooled.

    Parameters
    ----------
    stays
        Times at the counter.
    keys
        Index of service and step of each law.
    rows
        The stays that tell each law.
    heard
        Whether the log speaks about a law's step; where it does not, the law is what is written.
    office
        What is written.
    """
    written, written_spread = (table[tuple(np.array(keys).T)] for table in written_logs(office))
    written = written + written_spread**2 / 2  # logarithm of the mean
    step = np.array([i for _, i in keys])
    exact = [np.log(stays.minutes[r[~stays.bounded[r]]]) for r in rows]
    bounds = [np.log(stays.minutes[r[stays.bounded[r]]]) for r in rows]
    count = np.array([len(e) if ok else 0 for e, ok in zip(exact, heard, strict=True)])

    centre, spread = np.zeros((2, len(keys)))
    for n in np.flatnonzero(count >= 2):
        plain = fit_mixture(exact[n], bounds[n], most=1)
        centre[n], spread[n] = plain.mean[0], max(plain.spread[0], 0.02)
    with np.errstate(divide="ignore", invalid="ignore"):
        noise = np.where(count >= THIN, 0.75 / count, np.inf)
        wide = pool(np.where(count >= THIN, np.log(spread / written_spread), 0.0), noise, step)
    width = written_spread * np.exp(wide.value)

    shapes = _shapes(exact, bounds, centre, count, step)
    found, error = np.zeros(len(keys)), np.full(len(keys), np.inf)
    for n in np.flatnonzero(count >= 2):
        found[n] = np.log(Law(centre[n] + width[n] * shapes[n]).mean) - written[n]
        error[n] = np.expm1(width[n] ** 2) / count[n]
    level = pool(found, error, step)
    laws = [
        Law(width[n] * shapes[n]).with_mean(float(np.exp(written[n] + level.value[n])))
        if heard[n] else lognormal(float(np.exp(written[n])), float(written_spread[n]))
        for n in range(len(keys))
    ]  # fmt: skip
    return laws, level


def _shapes(
    exact: list[np.ndarray], bounds: list[np.ndarray], centre: np.ndarray, count: np.ndarray, step: np.ndarray
) -> list[np.ndarray]:
    """Log minutes at Z with mean 0 and standard deviation 1: of the service itself, its step, or the normal."""
    own = {int(n): _shape(exact[n], bounds[n]) for n in np.flatnonzero(count >= SHAPE)}
    lent: dict[int, np.ndarray] = {}
    for i in {int(step[n]) for n in range(len(step)) if n not in own}:
        members = [n for n in np.flatnonzero(step == i) if count[n] >= THIN]
        known, below = (np.concatenate([[], *(logs[n] - centre[n] for n in members)]) for logs in (exact, bounds))
        lent[i] = _shape(known, below)
    return [own[n] if n in own else lent[int(step[n])] for n in range(len(step))]


def _shape(exact: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    if len(exact) < SHAPE:
        return Z
    logs = fit_mixture(exact, bounds).quantiles()
    w = weights()
    centred = logs - w @ logs
    return centred / np.sqrt(w @ centred**2)
