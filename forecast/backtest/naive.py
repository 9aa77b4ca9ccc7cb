"""The baseline at days and slots: as many as on the same weekday last time, with the errors of the past as range."""

import numpy as np

from forecast.backtest.clock import lived
from forecast.backtest.past import Actual, Known
from forecast.backtest.result import SHARES, Predicted
from forecast.intraday import ticket_masks
from office.grid import SlotGrid

REMEMBERED_DAYS = 364
"""Days whose errors make the range."""
WEEK = 7


def naive(known: Known, grid: SlotGrid, actual: Actual) -> tuple[Predicted, Predicted]:
    """The last known same weekday repeated, by days and by slots: the simplest forecast that anyone can make.

    Its median is the number repeated. Its range comes from what the same rule was wrong by in the past, at the same
    distance in weeks, a slot of the day by itself. Closed slots have nobody.

    Parameters
    ----------
    known
        What was known.
    grid
        The days to forecast.
    actual
        What came on them.
    """
    counts = known.counts
    shape = (len(counts.services), counts.grid.days, counts.grid.slots)
    visitors, seen = counts.arrivals.reshape(shape), counts.observed.reshape(shape)
    masks = ticket_masks(grid, known.calendar, counts.services) & lived(grid)
    opens, knew = (np.asarray(part.any(axis=-1, keepdims=True)) for part in (masks, seen))
    last = last_same_weekday(visitors, counts.observed_days, counts.grid, grid)
    slots = with_errors(np.where(masks, last, 0), masks, visitors, seen, actual.visitors)
    days = with_errors(
        np.where(opens, last.sum(axis=-1, keepdims=True), 0),
        opens,
        visitors.sum(axis=-1, keepdims=True),
        knew,
        actual.visitors.sum(axis=-1, keepdims=True),
    )
    return days, slots


def last_same_weekday(visitors: np.ndarray, known: np.ndarray, past: SlotGrid, coming: SlotGrid) -> np.ndarray:
    """The slots of each coming day's last known same weekday, 0 where there is none; (services, days, slots)."""
    weekday = np.array([day.weekday() for day in past.dates], dtype=int)
    out = np.zeros((len(visitors), coming.days, coming.slots), dtype=np.int64)
    for service in range(len(visitors)):
        for day, date in enumerate(coming.dates):
            same = np.flatnonzero(known[service] & (weekday == date.weekday()))
            if len(same):
                out[service, day] = visitors[service, same[-1]]
    return out


def with_errors(
    last: np.ndarray, open_: np.ndarray, visitors: np.ndarray, seen: np.ndarray, came: np.ndarray
) -> Predicted:
    """The forecast with the quantiles of its past errors; arrays (services, days, slots), result without the axes."""
    services, days, slots = last.shape
    quantiles = np.zeros((len(SHARES), services, days, slots), dtype=np.int32)
    below, upto = np.zeros(last.shape), np.zeros(last.shape)
    for start in range(0, days, WEEK):
        part = slice(start, min(start + WEEK, days))
        lag = WEEK * (start // WEEK + 1)
        for service, slot in np.ndindex(services, slots):
            errors = _errors(visitors[service, :, slot], seen[service, :, slot], lag)
            ordered = np.maximum(last[service, part, slot] + errors[:, None], 0)
            ordered = np.where(open_[service, part, slot], ordered, 0)
            places = np.maximum(np.ceil(np.array(SHARES) * len(errors) - 1e-9).astype(int) - 1, 0)
            quantiles[:, service, part, slot] = ordered[places]
            below[service, part, slot] = (ordered < came[service, part, slot]).mean(axis=0)
            upto[service, part, slot] = (ordered <= came[service, part, slot]).mean(axis=0)
    flat = (services, days * slots)
    return Predicted(
        last.reshape(flat).astype(float),
        quantiles.reshape(len(SHARES), *flat),
        below.reshape(flat),
        upto.reshape(flat),
    )


def _errors(visitors: np.ndarray, seen: np.ndarray, lag: int) -> np.ndarray:
    """Past differences at a distance of `lag` days about their median, in order; 0 where there is none; (errors,)."""
    if len(visitors) <= lag:
        return np.zeros(1, dtype=np.int64)
    both = seen[lag:] & seen[:-lag]
    return errors_at(visitors[lag:][both], visitors[:-lag][both])


def errors_at(came: np.ndarray, said: np.ndarray) -> np.ndarray:
    """Differences of the past, the latest `REMEMBERED_DAYS`, about their median, in order; 0 where there is none."""
    found = np.sort((came - said)[-REMEMBERED_DAYS:])
    return found - found[(len(found) - 1) // 2] if len(found) else np.zeros(1, dtype=np.int64)
