"""Errors: how far days differ from what was expected of them, beyond the chance of counting."""

from dataclasses import dataclass, replace

import numpy as np

from forecast.pool.rolling import HORIZON_DAYS, Rolling

WEEKS = HORIZON_DAYS // 7
POWERS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
USUAL_POWER, POWER_DOUBT = 0.5, 0.35
"""Quiet seasons are relatively less certain than busy ones; by how much is learnt around this."""
PRIOR_SPREAD = 0.04
PRIOR_DAYS = 10.0
SPECIAL = 1.5
"""Holidays and their like are usually this many times as uncertain."""
GROWTH_DAYS = 30.0
MOST_SLOPE = 0.3
WINSOR = 8.0
"""A day's squared error counts as at most this many times the expected one: one odd day does not widen all ranges."""
CORRECTION = 1.06
"""What is cut off so, given back where errors are as normal as usual."""
LEAST_SPREAD, MOST_SPREAD = 1e-6, 4.0
PASSES = 12
LEAST_GROWTH = 0.4
LEAST_SPECIAL, MOST_SPECIAL = 0.7, 6.0
ODD_DAY = -12.0


@dataclass(frozen=True)
class ErrorLaw:
    """Variance of a day's factor about the expected visitors: spread = base x growth x (mean / usual)^-power x special.

    Parameters
    ----------
    base
        Shape (services,).
    usual
        Usual expected visitors, shape (services,).
    power
        By how much relatively surer busy days are.
    growth
        For each week ahead, not decreasing, shape (`WEEKS`,).
    special
        Factor of days of a special kind.
    """

    base: np.ndarray
    usual: np.ndarray
    power: float
    growth: np.ndarray
    special: float

    @property
    def swing(self) -> np.ndarray:
        """Part of a usual day's variance that is more than chance in counting, 0 to 1, shape (services,)."""
        beyond = self.base * self.growth.mean() * self.usual
        return np.asarray(beyond / (1 + beyond))

    def spread(self, mean: np.ndarray, ahead: np.ndarray, special: np.ndarray) -> np.ndarray:
        """The spread of days.

        Parameters
        ----------
        mean
            Expected visitors, shape (..., services, days).
        ahead
            Days from the last known one, shape (days,); beyond four weeks the growth goes on.
        special
            Whether a day is of a special kind, bool, shape of `mean`.
        """
        level = (np.maximum(mean, 1e-3) / self.usual[:, None]) ** -self.power
        spread = self.base[:, None] * self.spread_growth(ahead) * level * np.where(special, self.special, 1.0)
        return np.asarray(np.clip(np.nan_to_num(spread), LEAST_SPREAD, MOST_SPREAD))

    def spread_growth(self, ahead: np.ndarray) -> np.ndarray:
        """The factor of days so far ahead, shape of `ahead`; beyond four weeks it goes on as before."""
        week = np.maximum(ahead / 7 - 0.5, 0.0)
        beyond = np.maximum(week - (WEEKS - 1), 0.0) * (self.growth[-1] - self.growth[-2])
        return np.interp(week, np.arange(WEEKS), self.growth) + beyond


@dataclass(frozen=True)
class _Cells:
    """Forecasts of the past that can be judged; all shape (origins, services, days ahead), 0 weight elsewhere."""

    mean: np.ndarray
    error: np.ndarray
    weight: np.ndarray
    special: np.ndarray
    visitors: np.ndarray


def fit_errors(rolling: Rolling, mean: np.ndarray, worth: np.ndarray, usual: np.ndarray) -> ErrorLaw:
    """Learns the law by moments: E[(y - mean)² - mean] = spread x mean².

    Squared errors are weighted by what they tell, winsorised, and drawn to `PRIOR_SPREAD` with the worth of ten days,
    so that short logs stay honest. The power is averaged over a few values by negative-binomial likelihood and a prior.

    Parameters
    ----------
    rolling
        Forecasts of the past.
    mean
        Expected visitors by the pool, shape (origins, services, days ahead), NaN where unknown.
    worth
        Weight of each origin, shape (origins,).
    usual
        Usual visitors of a day, above 0, shape (services,).
    """
    known = np.isfinite(rolling.visitors) & np.isfinite(mean) & (np.nan_to_num(mean) > 0)
    came, expected = np.where(known, rolling.visitors, 0.0), np.where(known, mean, 1.0)
    weight = np.where(known, worth[:, None, None], 0.0)
    cells = _Cells(expected, (came - expected) ** 2, weight, rolling.special, came)
    laws = [_law(cells, usual, float(power)) for power in POWERS]
    liked = np.array([_likelihood(cells, law) for law in laws]) - 0.5 * ((POWERS - USUAL_POWER) / POWER_DOUBT) ** 2
    chance = np.exp(liked - liked.max())
    return _law(cells, usual, float(chance @ POWERS / chance.sum()))


def _law(cells: _Cells, usual: np.ndarray, power: float) -> ErrorLaw:
    """The law of a given power, in a few passes of its parts in turn."""
    services = cells.mean.shape[1]
    law = ErrorLaw(np.full(services, PRIOR_SPREAD), usual, power, np.ones(WEEKS), SPECIAL)
    for _ in range(PASSES):
        law = _pass(cells, law)
    return law


def _pass(cells: _Cells, law: ErrorLaw) -> ErrorLaw:
    """Each part of the law anew, given the others."""
    for part in (_based, _grown, _specialised):
        law = part(cells, law)
    return law


def _told(cells: _Cells, law: ErrorLaw) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The law's spread of each cell, what the cell tells of it, and its excess over chance, winsorised."""
    spread = law.spread(cells.mean, np.arange(1, HORIZON_DAYS + 1), cells.special)
    chance = 1 / cells.mean
    excess = np.minimum(cells.error / cells.mean**2, WINSOR * (spread + chance)) * CORRECTION - chance
    return spread, cells.weight / (spread + chance) ** 2, excess


def _based(cells: _Cells, law: ErrorLaw) -> ErrorLaw:
    """Each service's base, drawn to the usual one."""
    spread, told, excess = _told(cells, law)
    without = spread / law.base[:, None]
    days = PRIOR_DAYS / (law.base + 1 / law.usual) ** 2
    found = (told * without * excess).sum(axis=(0, 2)) + days * PRIOR_SPREAD
    base = found / ((told * without**2).sum(axis=(0, 2)) + days)
    return replace(law, base=np.clip(base, LEAST_SPREAD, MOST_SPREAD))


def _specialised(cells: _Cells, law: ErrorLaw) -> ErrorLaw:
    """The factor of special days, drawn to the usual one."""
    spread, told, excess = _told(cells, law)
    plain = spread / np.where(cells.special, law.special, 1.0)
    on = cells.special * told
    days = PRIOR_DAYS / law.special**2
    factor = ((on * plain * excess).sum() + days * SPECIAL) / ((on * plain**2).sum() + days)
    return replace(law, special=float(np.clip(factor, LEAST_SPECIAL, MOST_SPECIAL)))


def _grown(cells: _Cells, law: ErrorLaw) -> ErrorLaw:
    """Growth by week ahead: a line through the weeks' ratios, never falling."""
    spread, told, excess = _told(cells, law)
    flat = spread / law.spread_growth(np.arange(1, HORIZON_DAYS + 1))
    by_week = (*flat.shape[:2], WEEKS, 7)
    found, due, days = (
        part.reshape(by_week).sum(axis=(0, 1, 3)) for part in (told * flat * excess, told * flat**2, cells.weight)
    )
    days = days / _judged(cells)
    ratio = (days * found / np.maximum(due, 1e-300) + GROWTH_DAYS) / (days + GROWTH_DAYS)
    week, trust = np.arange(WEEKS), days + 1
    middle = np.average(week, weights=trust)
    slope = np.average((week - middle) * ratio, weights=trust) / np.average((week - middle) ** 2, weights=trust)
    slope = float(np.clip(slope, 0.0, MOST_SLOPE))
    level = max(float(np.average(ratio, weights=trust)) - slope * middle, LEAST_GROWTH)
    return replace(law, growth=np.asarray(level + slope * week))


def _likelihood(cells: _Cells, law: ErrorLaw) -> float:
    """Negative-binomial log likelihood of what came; no day counts less than an odd one."""
    from scipy.special import gammaln

    mean, visitors = cells.mean, cells.visitors
    spread = law.spread(mean, np.arange(1, HORIZON_DAYS + 1), cells.special)
    size = 1 / spread
    found = gammaln(visitors + size) - gammaln(size) - gammaln(visitors + 1)
    found = found + size * np.log(size / (size + mean)) + visitors * np.log(mean / (size + mean))
    least = ODD_DAY - 0.5 * np.log(mean + spread * mean**2)
    return float((np.maximum(found, least) * cells.weight).sum() / np.sqrt(_judged(cells)))


def _judged(cells: _Cells) -> int:
    """Services with any day to be judged by, at least 1."""
    return max(1, int(cells.weight.any(axis=(0, 2)).sum()))
