"""Totals: sampled visitors of coming days, services and days of one future together."""

from collections.abc import Callable, Sequence

import numpy as np

from forecast.pool.rates import DailyRates
from forecast.scores import CountDistribution

Streams = Callable[[str], np.random.Generator]
LEVEL = ".level"
"""Ending of the streams that all weeks of a forecast have in common."""
TABLE_UP_TO = 400.0
"""Up to this mean every count has a step of its own; above, quantiles lie close and are interpolated."""
FURTHEST = 6.0
STEPS = 481


def draw_totals(
    rates: DailyRates, services: Sequence[str], weeks: np.ndarray, paths: int, streams: Streams
) -> np.ndarray:
    """Visitors a day, drawn from `rates` by normal scores with a Gaussian copula.

    Each score is a part of the whole forecast (`rates.common.steady`), a week's part (with it `lasting`) and a day's
    part, each of them in part the office's (by `level` and `shared`) and in part its own. Every service draws its own
    from its own streams, so a new service changes no other's numbers.

    Parameters
    ----------
    rates
        Distribution of each service's days.
    services
        Ids along the service axis.
    weeks
        Which week each day belongs to, int from 0, shape (days,).
    paths
        Sampled futures.
    streams
        A generator by name: ``*.factors``, ``<service>.factors`` and, for the part of the whole forecast, ``*.level``
        and ``<service>.level``. Weeks that are drawn one by one belong to one forecast where their level streams do.

    Returns
    -------
    numpy.ndarray
        Int, shape (paths, services, days).
    """
    office = _scores("*", paths, weeks, streams)
    out = np.zeros((paths, len(services), len(weeks)), dtype=np.int64)
    common = rates.common
    for index, service in enumerate(services):
        own = _scores(service, paths, weeks, streams)
        parts = (common.level[index], common.shared[index], common.shared[index])
        level, week, day = (
            np.sqrt(part) * a + np.sqrt(1 - part) * b for part, a, b in zip(parts, office, own, strict=True)
        )
        steady, lasting = common.steady[index], common.lasting[index]
        mixed = np.sqrt(steady) * level + np.sqrt(lasting - steady) * week + np.sqrt(1 - lasting) * day
        score = rates.shapes[index].of_score(mixed)
        for at in np.flatnonzero(rates.mean[index] > 0).tolist():
            out[:, index, at] = quantiles(float(rates.mean[index, at]), float(rates.spread[index, at]), score[:, at])
    return out


def quantiles(mean: float, spread: float, score: np.ndarray) -> np.ndarray:
    """Negative-binomial counts at normal scores.

    Parameters
    ----------
    mean, spread
        Above 0; the variance is mean + spread x mean².
    score
        Normal scores, shape (n,).

    Returns
    -------
    numpy.ndarray
        Int, shape (n,): the smallest counts whose distribution function reaches the scores' chances.
    """
    from scipy.special import ndtr

    grid = np.linspace(-FURTHEST, FURTHEST, STEPS)
    if mean > TABLE_UP_TO:
        flat = CountDistribution(np.full(STEPS, mean), np.full(STEPS, spread))
        known = flat.quantile(ndtr(grid))
        return np.rint(np.interp(score, grid, known)).astype(np.int64)
    most = float(CountDistribution(np.array([mean]), np.array([spread])).quantile(ndtr(np.array([FURTHEST])))[0])
    counts = np.arange(int(most) + 1)
    steps = CountDistribution(np.full(len(counts), mean), np.full(len(counts), spread)).cdf(counts)
    return np.minimum(np.searchsorted(steps, ndtr(score), side="left"), int(most))


def _scores(name: str, paths: int, weeks: np.ndarray, streams: Streams) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normal scores of the whole, of the weeks and of the days, each shape (paths, days)."""
    stream = streams(f"{name}.factors")
    of_week = stream.standard_normal((paths, int(weeks.max(initial=0)) + 1))
    of_day = stream.standard_normal((paths, len(weeks)))
    level = streams(f"{name}{LEVEL}").standard_normal((paths, 1))
    return np.broadcast_to(level, of_day.shape), of_week[:, weeks], of_day
