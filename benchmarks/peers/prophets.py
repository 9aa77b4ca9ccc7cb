"""Prophet as its guides tell people to use it: country holidays, everything else as it comes."""

import logging
from datetime import timedelta

import numpy as np
import pandas as pd
from history import Past
from spread import COLUMNS, of_samples

HOURLY_WEEKS = 26
SAMPLES = 500


def daily(past: Past, service: int) -> np.ndarray:
    """Columns of the horizon's days, fitted to known days of open weekdays; (days, columns)."""
    known = past.known & past.opens(service, past.dates) & _started(past, service)
    frame = pd.DataFrame({"ds": pd.to_datetime(past.dates), "y": past.daily[service]})[known]
    is_open = past.opens(service, past.coming)
    out = np.zeros((past.horizon, len(COLUMNS)))
    out[is_open] = _forecast(frame, pd.to_datetime(past.coming)[is_open], past)
    return out


def hourly(past: Past, service: int) -> np.ndarray:
    """Columns of the horizon's slots, fitted to open slots of the last half year; (days, slots, columns)."""
    days, dates = HOURLY_WEEKS * 7, past.dates
    slots = past.visitors.shape[2]
    weekdays = np.array([day.weekday() for day in dates])
    known = past.pattern[service][weekdays] & (past.known & _started(past, service))[:, None]
    frame = pd.DataFrame({"ds": _starts(dates, slots, past.slot_minutes), "y": past.visitors[service].ravel()})
    frame = frame[known.ravel()]
    frame = frame[frame["ds"] >= pd.Timestamp(past.origin - timedelta(days))]
    is_open = past.pattern[service][[day.weekday() for day in past.coming]]
    out = np.zeros((past.horizon, slots, len(COLUMNS)))
    out[is_open] = _forecast(frame, _starts(past.coming, slots, past.slot_minutes)[is_open.ravel()], past)
    return out


def _starts(dates: list, slots: int, minutes: int) -> pd.DatetimeIndex:  # type: ignore[type-arg]
    offsets = pd.to_timedelta(np.arange(slots) * minutes, unit="min")
    return pd.DatetimeIndex((pd.to_datetime(dates).to_numpy()[:, None] + offsets.to_numpy()[None, :]).ravel())


def _started(past: Past, service: int) -> np.ndarray:
    return np.asarray(past.daily[service].cumsum() > 0)


def _forecast(frame: pd.DataFrame, coming: pd.DatetimeIndex, past: Past) -> np.ndarray:
    from prophet import Prophet

    logging.getLogger("cmdstanpy").disabled = True
    holidays = pd.DataFrame({"ds": pd.to_datetime(list(past.holidays)), "holiday": list(past.holidays.values())})
    model = Prophet(holidays=holidays if len(holidays) else None, uncertainty_samples=SAMPLES)
    np.random.seed(0)  # noqa: NPY002 - Prophet draws from the global state
    model.fit(frame, seed=0)
    future = pd.DataFrame({"ds": coming})
    return of_samples(model.predict(future)["yhat"].to_numpy(), model.predictive_samples(future)["yhat"])
