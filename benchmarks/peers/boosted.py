"""LightGBM pooled over services: Poisson, direct for every step, ratios to the same-weekday mean of four weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from history import Past
from spread import moments_spread, of_negative_binomial

PARAMETERS = {
    "objective": "poisson",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "min_sum_hessian_in_leaf": 1.0,
    "lambda_l2": 1.0,
    "seed": 0,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}
ROUNDS = 300
MOST_ROWS = 60_000
HOURLY_DAYS = 400


@dataclass(frozen=True)
class _Rows:
    """Examples: what was known, what the ratio is measured against, what came; one entry a (service, day, slot)."""

    features: np.ndarray
    base: np.ndarray
    visitors: np.ndarray
    service: np.ndarray


def daily(past: Past) -> np.ndarray:
    """Columns of the horizon's days of all services, shape (services, days, columns)."""
    visitors = np.where(past.known, past.daily, np.nan)[:, :, None]
    pattern = past.pattern.any(axis=-1, keepdims=True)
    return _forecast(past, visitors, pattern)[:, :, 0]


def hourly(past: Past) -> np.ndarray:
    """Columns of the horizon's slots of all services, shape (services, days, slots, columns)."""
    visitors = np.where(past.known[:, None], past.visitors, np.nan)[:, -HOURLY_DAYS:]
    return _forecast(past, visitors, past.pattern)


def _forecast(past: Past, visitors: np.ndarray, pattern: np.ndarray) -> np.ndarray:
    import lightgbm

    days = visitors.shape[1]
    dates = past.dates[-days:] + past.coming
    open_ = pattern[:, [day.weekday() for day in dates]]
    extended = np.concatenate([visitors, np.full((len(visitors), past.horizon, visitors.shape[2]), np.nan)], axis=1)
    extended = np.where(open_, extended, np.nan)
    marks = _marks(dates, past.holidays)
    stride = max(1, round(days * past.horizon * open_.sum() / len(dates) / MOST_ROWS))
    anchors = range(days - 1, 35, -stride)
    known = _joined([_rows(extended, open_, marks, dates, anchor, past.horizon) for anchor in anchors])
    known = _kept(known, np.isfinite(known.visitors))
    data = lightgbm.Dataset(known.features, known.visitors / known.base, weight=known.base, categorical_feature=[0])
    model = lightgbm.train(PARAMETERS, data, ROUNDS)
    fitted = model.predict(known.features) * known.base
    coming = _rows(extended, open_, marks, dates, days, past.horizon)
    spread = np.array(
        [moments_spread(known.visitors[known.service == s], fitted[known.service == s]) for s in range(len(visitors))]
    )
    columns = of_negative_binomial(model.predict(coming.features) * coming.base, spread[coming.service])
    out = np.zeros((len(visitors), past.horizon, visitors.shape[2], columns.shape[-1]))
    out[open_[:, days:]] = columns
    return out


def _marks(dates: list[date], holidays: dict[date, str]) -> np.ndarray:
    """Holiday, eve, day after; shape (days, 3)."""
    one = timedelta(1)
    return np.array([[day in holidays, day + one in holidays, day - one in holidays] for day in dates], dtype=float)


def _rows(
    visitors: np.ndarray, open_: np.ndarray, marks: np.ndarray, dates: list[date], anchor: int, horizon: int
) -> _Rows:
    """Examples of the days from `anchor` on, told what was known before it."""
    days = np.arange(anchor, min(anchor + horizon, visitors.shape[1]))
    back = (days - anchor) // 7 * 7 + 7
    same = np.stack([_at(visitors, days - back - 7 * week) for week in range(4)])
    slot_level = _mean(visitors[:, max(0, anchor - 28) : anchor], axis=1)
    seen = np.isfinite(same).sum(axis=0)
    base = (np.nansum(same, axis=0) + slot_level[:, None]) / (seen + 1) + 0.1
    level = [_mean(visitors[:, max(0, anchor - n) : anchor], axis=(1, 2)) for n in (7, 28, 56)]
    ago = _mean(np.stack([_at(visitors, days - 364 + n) for n in (-7, 0, 7)]), axis=0)
    around = _mean(visitors[:, max(0, anchor - 378) : max(0, anchor - 350)], axis=1) if anchor > 378 else np.nan
    year = np.array([dates[day].timetuple().tm_yday for day in days], dtype=float)
    weekday = np.array([dates[day].weekday() for day in days], dtype=float)
    shape = base.shape

    def wide(values: np.ndarray, axis: int) -> np.ndarray:
        return np.broadcast_to(np.expand_dims(values, tuple(n for n in range(3) if n != axis)), shape)

    features = [
        wide(np.arange(shape[0], dtype=float), 0),
        wide(days - anchor + 1.0, 1),
        wide(weekday, 1),
        wide(year, 1),
        wide(np.arange(shape[2], dtype=float), 2),
        *(wide(marks[days, n], 1) for n in range(3)),
        np.log(base),
        same[0] / base,
        wide(level[0] / np.maximum(level[1], 1e-3), 0),
        wide(level[1] / np.maximum(level[2], 1e-3), 0),
        ago / np.maximum(np.broadcast_to(np.asarray(around)[:, None] if np.ndim(around) else around, shape), 1e-3),
    ]
    picked = open_[:, days]
    stacked = np.stack([feature[picked] for feature in features], axis=-1)
    return _Rows(stacked, base[picked], visitors[:, days][picked], np.nonzero(picked)[0])


def _at(visitors: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Visitors of these days, NaN before the first."""
    return np.where((days >= 0)[None, :, None], visitors[:, np.maximum(days, 0)], np.nan)


def _mean(values: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    """Mean of what is known; 0 where nothing is."""
    return np.asarray(np.nansum(values, axis=axis) / np.maximum(np.isfinite(values).sum(axis=axis), 1))


def _joined(parts: list[_Rows]) -> _Rows:
    return _Rows(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.base for part in parts]),
        np.concatenate([part.visitors for part in parts]),
        np.concatenate([part.service for part in parts]),
    )


def _kept(rows: _Rows, keep: np.ndarray) -> _Rows:
    return _Rows(rows.features[keep], rows.base[keep], rows.visitors[keep], rows.service[keep])
