"""Prophet: a trend with changes, weekdays and the year, by the library of that name; left out wherever it fails."""

import json
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from forecast.features import Features
from forecast.models.adjustment import Adjuster, Adjustment
from forecast.models.daily import DailyCounts
from forecast.models.prophet_curve import Curve
from forecast.models.services import CannotFit, FittedServices, each_service, full_day_rates, known_days

if TYPE_CHECKING:
    from cmdstanpy import CmdStanMLE, CmdStanModel

MOST_DAYS = 1100
"""History that it looks at: three years."""
YEARLY_FROM_DAYS = 438
"""A yearly pattern is learnt from 1.2 years on."""
SHORT_DAYS = 730
YEARLY_WAVES = 10
SHORT_YEARLY_WAVES = 3
"""Waves of the yearly pattern; few before two years are known."""
CHANGEPOINTS = 15
AHEAD_DAYS = 200
"""Days that are worked out; later ones repeat the last week."""
FEW_DAYS = 100
"""Below so many known days the program searches slowly and surely, as the library does."""
MOST_STEPS = 10_000
FAILURES = (Warning, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError, OSError)
"""What the library or its program may raise, also where a later version is built otherwise."""
LOGGERS = ("prophet", "prophet.models", "prophet.plot", "cmdstanpy")


class ProphetModel:
    """Prophet (Taylor and Letham, *The American Statistician* 72, 2018) on full-day rates without holidays' effects.

    The effects of kinds of days and of named holidays are those of adjustment.py: a holiday that the log never held has
    the effect of its kind, which Prophet's own holidays cannot give. Closed days are no part of its past.
    """

    name = "prophet"
    NEEDS_DAYS = 56

    def fit(self, counts: DailyCounts) -> FittedServices:
        """Fits every service with eight weeks of history; without the library all are left out."""
        adjuster = Adjuster.of(counts)

        def dated(counts: DailyCounts, index: int) -> DatedRates:
            holidays = adjuster.service(index).holidays(counts.features)
            return _fit(counts, index, holidays)

        return each_service(counts, dated, self.NEEDS_DAYS)


@dataclass(frozen=True)
class DatedRates:
    """Visitors of full days without holidays from `first` on, shape (AHEAD_DAYS,), and the effects of holidays."""

    first: date
    rates: np.ndarray
    holidays: Adjustment
    index: int

    def full_days(self, features: Features) -> np.ndarray:
        """See `forecast.models.services.ServiceModel`."""
        ahead = (features.ordinal - self.first.toordinal()).astype(int)
        beyond = np.maximum(0, -(-(ahead - len(self.rates) + 1) // 7))
        rates = self.rates[np.clip(ahead - 7 * beyond, 0, len(self.rates) - 1)]
        return np.asarray(rates * self.holidays.factor(features, self.index))


def _fit(counts: DailyCounts, index: int, holidays: Adjustment) -> DatedRates:
    known = np.flatnonzero(known_days(counts, index))
    rates = full_day_rates(counts, index) / holidays.factor(counts.features, index)[known]
    recent = known > known[-1] - MOST_DAYS
    ordinal = counts.features.ordinal[known[recent]]
    first = date.fromordinal(counts.features.dates[-1].toordinal() + 1)
    with _silent(), warnings.catch_warnings():
        warnings.simplefilter("error")
        for theirs in (DeprecationWarning, FutureWarning, PendingDeprecationWarning):  # of Prophet's calls to pandas
            warnings.simplefilter("ignore", theirs)
        try:
            found = _ahead(ordinal, rates[recent], first)
        except ImportError as missing:
            raise CannotFit("not_installed") from missing
        except FAILURES as failed:
            raise CannotFit(type(failed).__name__) from failed
    if not np.isfinite(found).all():
        raise CannotFit("not_finite")
    return DatedRates(first, np.maximum(found, 0.0), holidays, index)


def _ahead(ordinal: np.ndarray, rates: np.ndarray, first: date) -> np.ndarray:
    """Prophet's expected rates of the days from `first` on, shape (AHEAD_DAYS,)."""
    span = ordinal[-1] - ordinal[0]
    waves = 0 if span < YEARLY_FROM_DAYS else SHORT_YEARLY_WAVES if span < SHORT_DAYS else YEARLY_WAVES
    curve = Curve(ordinal, rates, waves, CHANGEPOINTS)
    return curve.values(_found(curve), first.toordinal() + np.arange(AHEAD_DAYS))


def _found(curve: Curve) -> Mapping[str, object]:
    """The likeliest parameters, by the library's Stan program; a search that fails is tried again more slowly."""
    program = _program()
    if curve.is_flat:
        return curve.start()
    with TemporaryDirectory() as folder:
        data, start = Path(folder) / "data.json", Path(folder) / "start.json"
        data.write_text(json.dumps(curve.data()), encoding="utf-8")
        start.write_text(json.dumps(curve.start()), encoding="utf-8")

        def searched(algorithm: str) -> "CmdStanMLE":
            return program.optimize(
                str(data), seed=0, inits=str(start), output_dir=folder, algorithm=algorithm, iter=MOST_STEPS
            )

        if len(curve.rates) < FEW_DAYS:
            return searched("Newton").stan_variables()
        try:
            return searched("LBFGS").stan_variables()
        except RuntimeError:
            return searched("Newton").stan_variables()


def _program() -> "CmdStanModel":
    """The library's program, compiled."""
    from prophet.models import CmdStanPyBackend

    return CmdStanPyBackend().model


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps the library's progress and its notice of missing drawings from the screen."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
