"""statsforecast: exponential smoothing, Theta, CES, MSTL and the seasonal naive, in the library's own way."""

from collections.abc import Callable

import numpy as np
from history import Past
from spread import COLUMNS, LEVELS, of_library

HOURLY_WEEKS = 52
"""History that the hourly decomposition gets."""


def auto_ets(season: int) -> object:
    """AutoETS."""
    from statsforecast.models import AutoETS

    return AutoETS(season_length=season)


def auto_theta(season: int) -> object:
    """AutoTheta."""
    from statsforecast.models import AutoTheta

    return AutoTheta(season_length=season)


def auto_ces(season: int) -> object:
    """AutoCES."""
    from statsforecast.models import AutoCES

    return AutoCES(season_length=season)


def mstl_ets(season: int) -> object:
    """MSTL with AutoETS on what is left without the season."""
    from statsforecast.models import MSTL, AutoETS

    return MSTL(season_length=season, trend_forecaster=AutoETS(model="ZZN"))


def seasonal_naive(season: int) -> object:
    """The last week again."""
    from statsforecast.models import SeasonalNaive

    return SeasonalNaive(season_length=season)


def daily(past: Past, service: int, make: Callable[[int], object]) -> np.ndarray:
    """Columns of the horizon's days by a model on open weekdays only, shape (days, columns); 0 on the others."""
    visitors, season = past.regular(service)
    out = np.zeros((past.horizon, len(COLUMNS)))
    is_open = past.opens(service, past.coming)
    if is_open.any():
        answer = make(season).forecast(y=visitors.sum(axis=-1), h=int(is_open.sum()), level=LEVELS)  # type: ignore[attr-defined]
        out[is_open] = of_library(answer)
    return out


def hourly_mstl(past: Past, service: int) -> np.ndarray:
    """MSTL of day and week on the slots that any weekday opens, clipped at 0; (days, slots, columns)."""
    from statsforecast.models import MSTL, AutoETS

    visitors, days = past.regular(service)
    used = past.pattern[service].any(axis=0)
    series = visitors[-HOURLY_WEEKS * days :, used].ravel()
    slots, is_open = int(used.sum()), past.opens(service, past.coming)
    out = np.zeros((past.horizon, len(used), len(COLUMNS)))
    model = MSTL(season_length=[slots, slots * days], trend_forecaster=AutoETS(model="ZZN"))
    answer = of_library(model.forecast(y=series, h=slots * int(is_open.sum()), level=LEVELS))
    out[np.ix_(is_open, used)] = answer.reshape(int(is_open.sum()), slots, -1)
    return out
