"""Beside: some work only while somebody else is there, such as a trainee beside a senior."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from office.values import Span
from scheduler.clauses import Clause, Limit
from scheduler.horizon import Horizon
from scheduler.rules.filters import ALL_WORK, Which, Who, is_shift
from scheduler.rules.line import LineRule
from scheduler.rules.moments import Moment, moments


class Beside(LineRule):
    """Officers of `who` are at work of `which` only while one of `partners`, not on break, is too (house rule).

    `least_partners` of them where that is more than one. As a wish each minute of a partner who is missing counts.
    """

    rule: Literal["beside"] = "beside"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"who": {"any_tag": ["trainee"]}, "partners": {"any_tag": ["senior"]}}
    who: Who
    which: Which = ALL_WORK
    partners: Who
    least_partners: Literal[1, 2, 3] = 1

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """For each officer and moment: as many partners as are asked for, or he is not there."""
        mask = self.which.mask(horizon) & is_shift(horizon)
        partners = self.partners.among(horizon.officers)
        for n in self.who.among(horizon.officers):
            others = [m for m in partners if m != n]
            for day in range(horizon.first, len(horizon.dates)):
                cells = horizon.cells(n, day)
                for moment, seniors in _together(horizon, cells[mask[cells]], others, day):
                    yield Limit(
                        unit="officers", officer=horizon.officers[n].id, day=horizon.dates[day], start=moment.start,
                        cells=np.concatenate([moment.cells, seniors]),
                        factors=np.repeat([-self.least_partners, 1], [len(moment.cells), len(seniors)]),
                        low=0, under=moment.minutes,
                    )  # fmt: skip


def _together(horizon: Horizon, cells: np.ndarray, others: list[int], day: int) -> Iterator[tuple[Moment, np.ndarray]]:
    """Moments of an officer's work, with the work of others that goes on all the while."""
    shift = is_shift(horizon)
    theirs = np.concatenate([np.zeros(0, dtype=int), *(horizon.cells(m, day) for m in others)])
    for mine in moments(horizon, cells, "work"):
        for moment in moments(horizon, theirs[shift[theirs]], "work", Span(start=mine.start, end=mine.end)):
            if len(mine.cells):
                yield Moment(moment.start, moment.end, mine.cells), moment.cells
