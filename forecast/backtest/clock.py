"""Clock changes: slots that no clock of a zone ever showed hold nobody and are not judged."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from forecast.backtest.past import Actual, Known
from office.grid import SlotGrid


def lived(grid: SlotGrid) -> np.ndarray:
    """Whether any time passes in a slot, bool, shape (days, slots): no in the hour that is skipped in spring."""
    zone = ZoneInfo(grid.zone)
    out = np.ones(grid.shape, dtype=bool)
    midnights = [datetime.combine(grid.start + timedelta(n), datetime.min.time(), zone) for n in range(grid.days + 1)]
    offsets = [midnight.utcoffset() for midnight in midnights]
    for day in range(grid.days):
        if offsets[day] != offsets[day + 1]:
            out[day] = replace(grid, start=grid.dates[day], days=1).elapsed_minutes()[0] > 0
    return out


def known_lived(known: Known) -> Known:
    """What was known, without the slots that never were."""
    counts = known.counts
    real = lived(counts.grid).ravel()
    return known if real.all() else replace(known, counts=replace(counts, observed=counts.observed & real))


def actual_lived(actual: Actual, grid: SlotGrid) -> Actual:
    """What came, the slots that never were not scored."""
    real = lived(grid)
    return actual if real.all() else Actual(np.where(real, actual.visitors, 0), actual.scored & real)
