"""Day factors: how much busier or quieter than expected a day turns out, for the office and each service."""

from collections.abc import Callable, Sequence

import numpy as np

from forecast.models.daily import DailyRates

Streams = Callable[[str], np.random.Generator]


def day_factors(
    rates: DailyRates, shared: float, services: Sequence[str], weeks: np.ndarray, paths: int, streams: Streams
) -> np.ndarray:
    """Gamma factors of mean 1 and variance `rates.spread`, joined by a Gaussian copula.

    Each normal score is a week's part and a day's part (by `rates.lasting`), each of them a part common to the office
    and an own part (by `shared`). Every service draws its own part from its own stream, so a new service changes no
    other's numbers.

    Parameters
    ----------
    rates
        Spread and lasting part of each service.
    shared
        Correlation of two services.
    services
        Ids along the service axis.
    weeks
        Which week each day belongs to, int from 0, shape (days,).
    paths
        Sampled futures.
    streams
        A generator by name: ``*.factors`` and ``<service>.factors``.

    Returns
    -------
    numpy.ndarray
        Shape (paths, services, days).
    """
    from scipy.special import gammaincinv, ndtr

    office = _scores(streams("*.factors"), paths, weeks)
    out = np.ones((paths, len(services), len(weeks)))
    for index, service in enumerate(services):
        own = _scores(streams(f"{service}.factors"), paths, weeks)
        week, day = (np.sqrt(shared) * a + np.sqrt(1 - shared) * b for a, b in zip(office, own, strict=True))
        lasting = rates.lasting[index]
        chance = ndtr(np.sqrt(lasting) * week + np.sqrt(1 - lasting) * day)
        spread = rates.spread[index]
        wide = spread > 1e-6
        out[:, index, wide] = gammaincinv(1 / spread[wide], chance[:, wide]) * spread[wide]
    return out


def _scores(stream: np.random.Generator, paths: int, weeks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Normal scores of the weeks (the same on all days of one) and of the days, each shape (paths, days)."""
    of_week = stream.standard_normal((paths, int(weeks.max(initial=0)) + 1))
    return of_week[:, weeks], stream.standard_normal((paths, len(weeks)))
