"""Adjustment: what the calendar does to a service's days, estimated quickly: simpler models need not know it."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from forecast.features import Features
from forecast.kinds import KINDS
from forecast.models import design
from forecast.models.daily import DailyCounts
from forecast.models.services import CannotFit, known_days

HALF_LIFE_DAYS = 730.0
KNOT_DAYS = 56.0
WEEKDAY_VISITORS = 10.0
"""Weight of "as the office", for the office of "no effect", on the weekdays, in visitors."""
NAMED_VISITORS = 40.0
"""Weight of "as its kind" on a holiday known by name."""
YEARLY_VISITORS = 30.0
STEP_VISITORS = 1000.0
"""Weight of "no change" from one knot of the trend to the next: steps of about 3 %."""
ROUNDS = 8
OUTLYING = 3.0
"""Unmarked days count less beyond so many standard deviations (Huber, *Robust Statistics*, 1981, section 7.3)."""
NORMAL_MEDIAN = 0.6745
"""Median of the absolute value of a standard normal variable."""
MOST_EXPONENT = 30.0
MOST_EFFECT = 3.0
KEPT = 2
"""Counts whose adjustments are kept."""


@dataclass(frozen=True)
class Adjustment:
    """Effects on the log of a full day's visitors.

    Parameters
    ----------
    effects
        Weekdays, kinds of days, names, yearly sines and cosines, shape (effects,).
    harmonics
        Number of sines.
    """

    effects: np.ndarray
    harmonics: int

    def holidays(self, features: Features) -> "Adjustment":
        """The effects of kinds and names alone, without weekdays and year."""
        effects = self.effects.copy()
        effects[:7] = 0.0
        effects[7 + features.classes.shape[2] + len(features.names) :] = 0.0
        return Adjustment(effects, self.harmonics)

    def factor(self, features: Features, index: int) -> np.ndarray:
        """What multiplies an ordinary day's visitors, shape (days,)."""
        exponent = _columns(features, index, self.harmonics) @ self.effects
        return np.asarray(np.exp(np.clip(exponent, -MOST_EFFECT, MOST_EFFECT)))


@dataclass(frozen=True)
class Adjuster:
    """Estimates the adjustments of an office's services; `office` are the effects of all services together."""

    counts: DailyCounts
    office: np.ndarray
    _found: dict[int, Adjustment] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, counts: DailyCounts) -> "Adjuster":
        """Learns the office's effects; those of the services are drawn to them.

        Several models ask for those of the same counts, one after another: the latest are kept.
        """
        return _learnt(_SameNumbers(counts))

    def service(self, index: int) -> Adjustment:
        """The adjustment of one service with visitors.

        Raises
        ------
        CannotFit
            If the regression breaks down.
        """
        if index not in self._found:
            self._found[index] = _fit(self.counts, index, self.office)
        return self._found[index]


@dataclass(frozen=True, eq=False)
class _SameNumbers:
    """Counts that are the same as others with the same numbers."""

    counts: DailyCounts

    def __hash__(self) -> int:
        return hash(self.counts.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameNumbers) and self.counts.digest == other.counts.digest


@lru_cache(maxsize=KEPT)
def _learnt(past: _SameNumbers) -> Adjuster:
    together = _together(past.counts)
    usual = _usual(past.counts.features)
    return Adjuster(past.counts, _fit(together, 0, usual).effects if together.visitors.any() else usual)


def _together(counts: DailyCounts) -> DailyCounts:
    """All services as one."""
    features = counts.features
    exposure = np.where(counts.observed, features.exposure, 0.0).max(axis=0, keepdims=True)
    classes = features.classes.min(axis=0, keepdims=True)
    total = np.where(counts.observed, counts.visitors, 0).sum(axis=0, keepdims=True)
    days = Features(features.dates, classes, exposure, features.names, features.named)
    return DailyCounts(("",), total, np.asarray(counts.observed.any(axis=0, keepdims=True)), days)


def _usual(features: Features) -> np.ndarray:
    """What is known of effects without any log, shape (effects,)."""
    return np.concatenate([np.zeros(7), [kind.usual for kind in KINDS.values()], np.zeros(len(features.names))])


def _columns(features: Features, index: int, harmonics: int) -> np.ndarray:
    weekdays = design.weekday_columns(features.weekday)
    yearly = design.yearly_columns(features.ordinal, harmonics)
    return np.hstack([weekdays, features.classes[index], features.named, yearly])


def _fit(counts: DailyCounts, index: int, before: np.ndarray) -> Adjustment:
    """Effects by a penalised quasi-Poisson regression on calendar, year and a trend that follows the level."""
    known = known_days(counts, index)
    ordinal = counts.features.ordinal[known]
    start, end = ordinal[0], ordinal[-1]
    harmonics = design.HARMONICS if end - start >= design.HARMONICS_FROM_DAYS else 0
    calendar = _columns(counts.features, index, harmonics)[known]
    plain = calendar.shape[1]
    columns = np.hstack([calendar, np.ones((len(ordinal), 1)), _trend(ordinal, start, max(end, start + 1))])
    rows = Rows(
        columns,
        counts.visitors[index][known].astype(float),
        np.log(counts.features.exposure[index][known]),
        0.5 ** ((end - ordinal) / HALF_LIFE_DAYS),
        counts.features.classes[index][known].any(axis=1) | counts.features.named[known].any(axis=1),
    )
    centre = np.zeros(columns.shape[1])
    centre[: min(len(before), plain)] = before[:plain]
    return Adjustment(
        most_likely(rows, _precision(counts.features, plain, columns.shape[1]), centre)[:plain], harmonics
    )


def _trend(ordinal: np.ndarray, start: float, end: float) -> np.ndarray:
    """Hats of a trend that is straight between knots about `KNOT_DAYS` apart; 0 at the start, shape (days, knots)."""
    pieces = max(1, round((end - start) / KNOT_DAYS))
    knots = np.linspace(start, end, pieces + 1)
    return np.column_stack([np.interp(ordinal, knots, hat) for hat in np.eye(pieces + 1)[1:]])


def _precision(features: Features, plain: int, width: int) -> np.ndarray:
    """Penalty of all effects, shape (width, width): ridges on the calendar and the year, a random walk on the trend."""
    kinds = [kind.doubt**-2 for kind in KINDS.values()]
    ridge = np.concatenate([np.full(7, WEEKDAY_VISITORS), kinds, np.full(len(features.names), NAMED_VISITORS)])
    yearly = np.full(plain - len(ridge), YEARLY_VISITORS)
    steps = design.differences(width, plain + 1)
    return np.diag(np.concatenate([ridge, yearly, np.zeros(width - plain)])) + STEP_VISITORS * steps.T @ steps


@dataclass(frozen=True)
class Rows:
    """Days of a regression: `visitors` are about exp(columns @ effects + offset); `marked` days may differ at will.

    `columns` has shape (days, effects); the others (days,).
    """

    columns: np.ndarray
    visitors: np.ndarray
    offset: np.ndarray
    weights: np.ndarray
    marked: np.ndarray


def most_likely(rows: Rows, precision: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Effects by iteratively reweighted least squares with a normal prior, shape (effects,).

    McCullagh and Nelder, *Generalized Linear Models*, 1989, section 2.5. Each round also estimates the dispersion from
    the median residual and lets unmarked outliers count less. Effects that no day shows keep their prior.

    Parameters
    ----------
    rows
        The days.
    precision, centre
        Of the prior, shapes (effects, effects) and (effects,).

    Raises
    ------
    CannotFit
        ``singular`` or ``not_finite``.
    """
    shown = rows.columns.any(axis=0)
    columns, precision = rows.columns[:, shown], precision[np.ix_(shown, shown)]
    drawn = precision @ centre[shown]
    mean, weights = rows.visitors + 0.5, rows.weights
    found = centre.copy()
    for _ in range(ROUNDS):
        working = np.log(mean) - rows.offset + (rows.visitors - mean) / mean
        curved = (weights * mean)[:, None] * columns
        try:
            found[shown] = np.linalg.solve(columns.T @ curved + precision, curved.T @ working + drawn)
        except np.linalg.LinAlgError as failed:
            raise CannotFit("singular") from failed
        exponent = columns @ found[shown] + rows.offset
        mean = np.exp(np.clip(exponent, -MOST_EXPONENT, MOST_EXPONENT))
        weights = rows.weights * _trust(rows, mean)
    if not np.isfinite(found).all():
        raise CannotFit("not_finite")
    return found


def _trust(rows: Rows, mean: np.ndarray) -> np.ndarray:
    """One over the dispersion, less for unmarked outliers; shape (days,)."""
    residual = np.abs(rows.visitors - mean) / np.sqrt(mean)
    plain = residual if rows.marked.all() else residual[~rows.marked]
    deviation = max(1.0, float(np.median(plain)) / NORMAL_MEDIAN)
    huber = np.minimum(1.0, OUTLYING * deviation / np.maximum(residual, 1e-9))
    return np.where(rows.marked, 1.0, huber) / deviation**2
