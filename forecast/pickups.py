"""Pick-ups: visitors of one service who come back for another, some working days later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts

MOST_LAG = 15
"""Open days after which nobody comes back any more (office.md 1.7: nine of ten within ten days)."""
LEAST_OPEN_DAYS = 30
"""Open days with a known past of `MOST_LAG` open days that are needed to learn from."""
STEP_SPREAD, CHANCE_SPREAD = 0.2, 0.4
"""Standard deviations, before the log is seen, of the step from one lag's chance to the next, and of a chance."""
FOLDS = 5
GAIN = 0.95
"""Errors must shrink to this part before pick-ups count as followers."""
WEEKDAY_VISITORS = 100.0
"""Visitors that "no weekday pattern of their own" is worth."""
FILL_DAYS = 14
STANDS_OUT = 4.5
"""Standard errors by which one lag's correlation must exceed the usual lag's before a service is a leader."""


@dataclass(frozen=True)
class Follow:
    """How one service follows others.

    Parameters
    ----------
    follower, leaders
        Positions along the service axis.
    chances
        Chance that a leaders' visitor comes back on the n-th open day after, n = 0 ... `MOST_LAG`.
    base
        Visitors of a full open day who follow nobody.
    weekday
        Factors of the follower's own weekdays, Monday to Sunday.
    """

    follower: int
    leaders: tuple[int, ...]
    chances: np.ndarray
    base: float
    weekday: np.ndarray

    def expected(self, leaders: np.ndarray, features: Features) -> np.ndarray:
        """Expected followers of each day.

        Parameters
        ----------
        leaders
            Visitors of all leaders together on consecutive days, shape (..., days): counted ones in the past, expected
            or drawn ones ahead; 0 on closed days. The first `MOST_LAG` open days only serve those after.
        features
            The same days.

        Returns
        -------
        numpy.ndarray
            Shape (..., days); 0 when the follower is closed.
        """
        exposure = features.exposure[self.follower]
        back = lagged(leaders, exposure > 0) @ self.chances
        return np.asarray((back + self.base * exposure) * self.weekday[features.weekday] * (exposure > 0))


def lagged(leaders: np.ndarray, is_open: np.ndarray) -> np.ndarray:
    """Leaders' visitors by the number of open days since.

    Visitors of a day on which the follower is closed count with its open day before. Before the first day all days are
    taken as the first open days were.

    Parameters
    ----------
    leaders
        Visitors, shape (..., days).
    is_open
        Whether the follower is open, bool, shape (days,).

    Returns
    -------
    numpy.ndarray
        Shape (..., days, MOST_LAG + 1); 0 on closed days.
    """
    opened = np.flatnonzero(is_open)
    out = np.zeros((*leaders.shape, MOST_LAG + 1))
    if not len(opened):
        return out
    begins = np.concatenate([[0], opened[1:]])
    collected = np.add.reduceat(leaders, begins, axis=-1)
    before = np.repeat(collected[..., :MOST_LAG].mean(axis=-1, keepdims=True), MOST_LAG, axis=-1)
    known = np.concatenate([before, collected], axis=-1)
    windows = np.lib.stride_tricks.sliding_window_view(known, MOST_LAG + 1, axis=-1)
    out[..., opened, :] = windows[..., ::-1]
    return out


def together(counts: DailyCounts, leaders: Sequence[int]) -> np.ndarray:
    """Visitors a day of all leaders, shape (days,); a number that is missing is taken as days around it are."""
    total = np.zeros(counts.visitors.shape[1])
    for index in leaders if len(total) else ():
        known, exposure = counts.observed[index], counts.features.exposure[index]
        seen = np.where(known, counts.visitors[index], 0).astype(float)
        window = np.ones(2 * FILL_DAYS + 1)
        near = _smooth(seen, window) / np.maximum(_smooth(np.where(known, exposure, 0.0), window), 1e-9)
        total += np.where(known, seen, near * exposure)
    return total


def fit_follow(counts: DailyCounts, leaders: Sequence[str], follower: str) -> Follow | None:
    """Learns when visitors come back; None where that forecasts no better than ignoring it.

    Followers of a day are Poisson about base + sum of chance x leaders of that many open days before, all of them
    at least 0: non-negative least squares with rows weighted by the inverse of their variance, three times over
    (iteratively reweighted), and priors as further rows: each chance and each step from lag to lag is near 0.

    The check leaves out one stretch of the log after another: there the fit of all other days must miss by less than
    `GAIN` times what is missed by who ignores the leaders, with the other days' mean or with the last four same
    weekdays, whichever is better.

    Parameters
    ----------
    counts
        The past.
    leaders, follower
        Ids of services.
    """
    index = counts.services.index(follower)
    ahead = tuple(counts.services.index(leader) for leader in leaders)
    days = _Days.of(counts, index, ahead)
    if len(days.visitors) < LEAST_OPEN_DAYS or not days.visitors.any():
        return None
    lately = float(np.abs(days.visitors - days.ignoring).sum())
    if _checked_error(days) > GAIN * min(lately, _checked_error(days.without_leaders())):
        return None
    chances, base = days.fitted(np.ones(len(days.visitors), dtype=bool))
    return Follow(index, ahead, chances, base, days.weekday_factors(chances, base))


def learn_follows(counts: DailyCounts) -> Mapping[str, tuple[str, ...]]:
    """Services that seem to follow others, each with its leaders; `fit_follow` then checks whether that forecasts.

    A leader's surprising days (against the weekday's mean) show in the follower's surprises a fixed number of open days
    later: the correlation at one lag stands out of those at all lags. A common season or a level that moves shows at
    all lags alike, so it makes no leader.

    Parameters
    ----------
    counts
        The past.
    """
    found: dict[str, tuple[str, ...]] = {}
    surprises = np.array([_surprises(counts, index) for index in range(len(counts.services))])
    for index, follower in enumerate(counts.services):
        is_open = counts.features.exposure[index] > 0
        days = int(np.count_nonzero(surprises[index]))
        if days < LEAST_OPEN_DAYS:
            continue
        before = np.array([lagged(leader, is_open) for leader in surprises])
        size = np.sqrt((before**2).sum(axis=1) * (surprises[index] ** 2).sum())
        alike = np.einsum("ldn,d->ln", before, surprises[index]) / np.maximum(size, 1e-9) * np.sqrt(days)
        peak = alike[:, 1:].max(axis=1) - np.median(alike[:, 1:], axis=1)
        leaders = [name for n, name in enumerate(counts.services) if peak[n] > STANDS_OUT and n != index]
        if leaders:
            found[follower] = tuple(leaders)
    return found


@dataclass(frozen=True)
class _Days:
    """Open days that can be learnt from; shapes (days,), `back` (days, lags)."""

    visitors: np.ndarray
    back: np.ndarray
    exposure: np.ndarray
    weekday: np.ndarray
    ignoring: np.ndarray

    @classmethod
    def of(cls, counts: DailyCounts, follower: int, leaders: tuple[int, ...]) -> "_Days":
        features, known = counts.features, counts.observed[follower]
        exposure = features.exposure[follower]
        back = lagged(together(counts, leaders), exposure > 0)
        late = np.cumsum(exposure > 0) > MOST_LAG
        ignoring = _weekday_mean(counts.visitors[follower], known, exposure, features.weekday)
        used = known & late & np.isfinite(ignoring)
        return cls(
            counts.visitors[follower][used].astype(float), back[used], exposure[used], features.weekday[used],
            ignoring[used],
        )  # fmt: skip

    def without_leaders(self) -> "_Days":
        """The same days, on which nobody comes back."""
        return replace(self, back=np.zeros_like(self.back))

    def fitted(self, used: np.ndarray) -> tuple[np.ndarray, float]:
        """Chances of each lag and the base, from some of the days."""
        from scipy.optimize import nnls

        columns = np.hstack([self.back, self.exposure[:, None]])[used]
        visitors = self.visitors[used]
        prior = _prior(columns.shape[1])
        usual = max(float(visitors.mean()), 0.1)
        mean, dispersion = np.full(len(visitors), usual), 1.0
        for _ in range(3):
            root = 1 / np.sqrt(dispersion * np.maximum(mean, 0.2 * usual))
            rows = np.vstack([columns * root[:, None], prior])
            found = nnls(rows, np.concatenate([visitors * root, np.zeros(len(prior))]))[0]
            mean = columns @ found
            dispersion = max(1.0, float(np.mean((visitors - mean) ** 2 / np.maximum(mean, 0.2 * usual))))
        return found[:-1], float(found[-1])

    def means(self, chances: np.ndarray, base: float) -> np.ndarray:
        """Expected visitors without weekdays."""
        return np.asarray(self.back @ chances + base * self.exposure)

    def weekday_factors(self, chances: np.ndarray, base: float) -> np.ndarray:
        """Each weekday's visitors by those expected, drawn to 1, shape (7,)."""
        came = np.bincount(self.weekday, self.visitors, minlength=7)
        expected = np.bincount(self.weekday, self.means(chances, base), minlength=7)
        return np.asarray((came + WEEKDAY_VISITORS) / (expected + WEEKDAY_VISITORS))


def _checked_error(days: _Days) -> float:
    """Sum of absolute errors on days that the fit did not see."""
    fold = np.arange(len(days.visitors)) * FOLDS // len(days.visitors)
    error = 0.0
    for left_out in range(FOLDS):
        inside = fold == left_out
        chances, base = days.fitted(~inside)
        error += float(np.abs(days.visitors - days.means(chances, base))[inside].sum())
    return error


def _prior(width: int) -> np.ndarray:
    """Rows that draw chances and their steps to 0; the base has none."""
    chances = np.eye(width)[:-1]
    return np.vstack([chances / CHANCE_SPREAD, (chances[1:] - chances[:-1]) / STEP_SPREAD])


def _weekday_mean(visitors: np.ndarray, known: np.ndarray, exposure: np.ndarray, weekday: np.ndarray) -> np.ndarray:
    """Visitors by the mean of the last four same weekdays before, times exposure; NaN where none is known."""
    out = np.full(len(visitors), np.nan)
    for day in range(7):
        own = np.flatnonzero(known & (weekday == day))
        rate = visitors[own] / np.maximum(exposure[own], 1e-9)
        for n in range(1, len(own)):
            out[own[n]] = rate[max(0, n - 4) : n].mean() * exposure[own[n]]
    return out


def _surprises(counts: DailyCounts, index: int) -> np.ndarray:
    """What came beyond the weekday's mean, in its standard error as a Poisson number; 0 where unknown, (days,)."""
    known, exposure = counts.observed[index], counts.features.exposure[index]
    usual = _weekday_mean(counts.visitors[index], known, exposure, counts.features.weekday)
    error = (counts.visitors[index] - usual) / np.sqrt(np.maximum(usual, 0.5))
    return np.asarray(np.clip(np.where(known & np.isfinite(usual), error, 0.0), -4.0, 4.0))


def _smooth(values: np.ndarray, window: np.ndarray) -> np.ndarray:
    half = len(window) // 2
    return np.convolve(values, window)[half : half + len(values)]
