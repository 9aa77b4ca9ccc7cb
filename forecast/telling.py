"""Telling: how much the first part of a day says of the rest, by the paths and by the days of the past."""

from dataclasses import dataclass

import numpy as np

from forecast.learn import Learnt
from forecast.pool.rolling import HORIZON_DAYS

HALF_LIFE_DAYS = 120.0
USUAL_TRUST, TRUST_DOUBT = 0.7, 0.3
MOST_TRUST = 1.25
LEAST_DAYS = 14
FAR_OUT = 3.0
"""Standard deviations to which a past day's surprise is cut: one odd day shall not decide."""
RIDGE = 0.02
"""Variance added to what is told by: few paths and few visitors shall not decide either."""


@dataclass(frozen=True)
class PastDays:
    """Days of the past as they were expected beforehand, and as they came.

    Parameters
    ----------
    minutes
        Minute of the day at which each slot ends, shape (slots,).
    expected
        Visitors expected, shape (services, days, slots), latest day last; NaN where no forecast of the past is known.
    came
        Visitors, same shape.
    """

    minutes: np.ndarray
    expected: np.ndarray
    came: np.ndarray


@dataclass(frozen=True)
class Told:
    """What was seen of a day beside what was expected of the same time, and what was to come.

    Parameters
    ----------
    own, office
        Surprise so far: visitors seen over expected less 1, of the service and of the other services together; any
        shape.
    rest
        The same of the time to come, of the service.
    """

    own: np.ndarray
    office: np.ndarray
    rest: np.ndarray


def past_days(learnt: Learnt) -> PastDays:
    """The past days that profiles and pools remember, each from the latest forecast made before it.

    Parameters
    ----------
    learnt
        What the past taught.
    """
    profiles, noise = learnt.profiles, learnt.profiles.noise
    services, days, slots = noise.expected.shape
    daily = np.full((services, days), np.nan)
    first = profiles.last - days + 1
    for service, name in enumerate(learnt.answer.names):
        pool = learnt.answer.pools.get(name)
        if pool is None:
            continue
        means = pool.weights.mean(pool.rolling.means, np.arange(1, HORIZON_DAYS + 1))[:, service]
        for origin, row in zip(pool.rolling.origins.astype(int), means, strict=True):
            at = origin - first + np.arange(HORIZON_DAYS)
            inside = (at >= 0) & (at < days) & np.isfinite(row)
            daily[service, at[inside]] = row[inside]
    ends = profiles.first + profiles.slot_minutes * np.arange(1, slots + 1)
    return PastDays(ends, daily[..., None] * noise.expected, noise.came)


def telling(paths: Told) -> np.ndarray:
    """How much of a surprise so far stays: the slopes of the rest on `own` and `office` over paths.

    For a day's factor that is gamma distributed and Poisson visitors, E[rest | seen] is linear in what was seen
    (gamma-Poisson updating); slopes are kept between 0 and a sum of 1, where the expectation is never negative.

    Parameters
    ----------
    paths
        Of the morning's paths, each part of shape (paths,).

    Returns
    -------
    numpy.ndarray
        Slopes of `own` and `office`, shape (2,), not negative, their sum at most 1.
    """
    from scipy.optimize import nnls

    known = np.stack([paths.own, paths.office])
    square = known @ known.T / known.shape[1]
    square = square + RIDGE * np.diag(np.diag(square)) + 1e-9 * np.eye(2)
    root = np.linalg.cholesky(square)
    slopes, _ = nnls(root.T, np.linalg.solve(root, known @ paths.rest / known.shape[1]))
    return np.asarray(slopes / max(1.0, float(slopes.sum())))


def trust(told: Told, slopes: np.ndarray, weight: np.ndarray) -> float:
    """By what the slopes must be multiplied so that past days bear them out: 1 if they do, 0 if they told nothing.

    A Bayesian regression of the rest's surprise on what the slopes said of it, with a prior of `USUAL_TRUST`.

    Parameters
    ----------
    told
        Of past days, any shape.
    slopes
        By which each was judged, shape (2, ...).
    weight
        What each tells, same shape as a part of `told`; 0 for unknown ones.
    """
    if np.count_nonzero(weight) < LEAST_DAYS:
        return USUAL_TRUST
    known = weight > 0
    weight = weight[known]
    said = _cut((slopes[0] * told.own + slopes[1] * told.office)[known], weight)
    rest = _cut(told.rest[known], weight)
    noise = max(float(weight @ (rest - USUAL_TRUST * said) ** 2 / weight.sum()), 1e-12)
    doubt = 1 / TRUST_DOUBT**2
    found = (weight @ (said * rest) / noise + USUAL_TRUST * doubt) / (weight @ said**2 / noise + doubt)
    return float(np.clip(found, 0.0, MOST_TRUST))


def surprises(past: PastDays, until: np.ndarray) -> tuple[Told, np.ndarray]:
    """The past days told up to a minute of each service, and the weight of each.

    Parameters
    ----------
    past
        The days.
    until
        Minute up to which each service was seen, shape (services,).

    Returns
    -------
    Told, numpy.ndarray
        All of shape (services, days); weights by age and size with mean 1 a known day, 0 where nothing is known.
    """
    seen = past.minutes <= until[:, None]
    expected, came = np.nan_to_num(past.expected), past.came
    early, later = ((expected * part[:, None]).sum(axis=-1) for part in (seen, ~seen))
    own, rest = ((came * part[:, None]).sum(axis=-1) for part in (seen, ~seen))
    known = (early > 0) & (later > 0) & (came.sum(axis=-1) > 0)
    age = np.broadcast_to(np.arange(came.shape[1])[::-1], known.shape)
    own_known, early_known = np.where(known, own, 0.0), np.where(known, early, 0.0)
    others, told = (part.sum(axis=0) - part for part in (own_known, early_known))
    weight = np.where(known, 0.5 ** (age / HALF_LIFE_DAYS) * later, 0.0)
    size = np.where(known, later, 0.0).sum() / max(1, int(known.sum()))
    return Told(_surprise(own, early), _surprise(others, told), _surprise(rest, later)), weight / max(size, 1e-300)


def _surprise(came: np.ndarray, expected: np.ndarray) -> np.ndarray:
    return np.asarray(np.where(expected > 0, came / np.where(expected > 0, expected, 1.0) - 1, 0.0))


def _cut(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    most = FAR_OUT * np.sqrt(weight @ values**2 / weight.sum())
    return np.asarray(np.clip(values, -most, most))
