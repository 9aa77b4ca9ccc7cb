"""Held: what an officer has on a day, as a line of a list, and the clause that keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from office.values import Slug, Value
from scheduler.clauses import Limit
from scheduler.horizon import Horizon


class Held(Value):
    """An officer works this shift on a day; without a shift it is a day off."""

    officer: Slug
    day: date
    shift: Slug | None = None


def kept(horizon: Horizon, held: Held, price: int = 1) -> Iterator[Limit]:
    """That a day stays as it is, or costs its price; nothing of days that are not to be decided."""
    places = [n for n, officer in enumerate(horizon.officers) if officer.id == held.officer]
    day = (held.day - horizon.dates[0]).days
    if not places or not horizon.first <= day < len(horizon.dates):
        return
    cells, subject = horizon.cells(places[0], day), ""
    if held.shift is not None:
        subject = held.shift
        cells = cells[np.array([horizon.candidates[cell].shift == subject for cell in cells], dtype=bool)]
    low, high = (-np.inf, 0) if held.shift is None else (1, np.inf)
    yield Limit(
        unit="shifts", officer=held.officer, day=held.day, subject=subject, cells=cells, low=low, high=high,
        under=price, over=price,
    )  # fmt: skip
