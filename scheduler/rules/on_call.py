"""On call: each post at home has somebody, and nobody holds two of a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon, LineName
from scheduler.oncall import OnCallHorizon
from scheduler.rules.line import LineRule


class OnCallPosts(LineRule):
    """Each post on call has as many officers as it needs on each of its days, who suit it; nobody holds two a day
    (house rule).

    Posts, their hours and whom they ask for stand under `office: on_call:`.
    """

    rule: Literal["on_call"] = "on_call"
    gravity: ClassVar[int] = 5
    line: LineName = "on_call"

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each post and day, each officer and day with a choice, and each candidate who does not suit."""
        if not isinstance(horizon, OnCallHorizon):
            return
        places = {shift: n for n, shift in enumerate(horizon.shift_ids)}
        for (post, day), officers in horizon.needed.items():
            at = (horizon.shift == places.get(post, -1)) & (horizon.day == (day - horizon.dates[0]).days)
            yield Limit(
                unit="officers", day=day, subject=post, cells=np.flatnonzero(at & ~horizon.unsuited),
                low=officers, high=officers,
            )  # fmt: skip
        for n, officer in enumerate(horizon.officers):
            for at_day in range(horizon.first, len(horizon.dates)):
                cells = horizon.cells(n, at_day)
                if len(cells) > 1:
                    yield Limit(unit="shifts", officer=officer.id, day=horizon.dates[at_day], cells=cells, high=1)
        for cell in np.flatnonzero(horizon.unsuited & ~horizon.is_given).tolist():
            held = horizon.candidates[cell]
            yield Limit(
                unit="shifts", officer=held.officer, day=held.day, subject=held.shift, cells=np.array([cell]), high=0
            )
