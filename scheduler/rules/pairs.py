"""Pairs: officers who work on the same days or shifts, or never do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from office.values import Slug
from scheduler.clauses import Clause, Limit
from scheduler.horizon import OUTSIDE, Horizon
from scheduler.rules.filters import ALL_WORK, Which, is_shift
from scheduler.rules.line import LineRule


class Pairs(LineRule):
    """Each two of `officers` work together, or apart: on the same days, or in the same shifts (house rule).

    `share` says which of both. Together is asked only on days on which neither is away; of two different shifts each
    counts as one breach then.
    """

    rule: Literal["pairs"] = "pairs"
    gravity: ClassVar[int] = 5
    example: ClassVar = {"officers": ["petugas_a", "petugas_b"], "work": "apart", "share": "shift"}
    officers: Annotated[tuple[Slug, ...], Field(min_length=2)]
    work: Literal["together", "apart"] = "apart"
    share: Literal["day", "shift"] = "day"
    which: Which = ALL_WORK

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        twice = [officer for n, officer in enumerate(self.officers) if officer in self.officers[:n]]
        if twice:
            raise PydanticCustomError("officer_twice", "{officer} twice", {"officer": twice[0]})
        return self

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each pair and day, or shift of a day."""
        mask = self.which.mask(horizon) & is_shift(horizon)
        named = [n for n, officer in enumerate(horizon.officers) if officer.id in self.officers]
        for a, b in combinations(named, 2):
            for day in range(horizon.first, len(horizon.dates)):
                if self.work == "together" and any(_is_away(horizon, n, day) for n in (a, b)):
                    continue
                mine, theirs = (cells[mask[cells]] for cells in (horizon.cells(a, day), horizon.cells(b, day)))
                for one, other in self._shares(horizon, mine, theirs):
                    yield self._limit(horizon, (a, b), day, one, other)

    def _limit(self, horizon: Horizon, pair: tuple[int, int], day: int, one: np.ndarray, other: np.ndarray) -> Limit:
        officer, subject = (horizon.officers[n].id for n in pair)
        apart = self.work == "apart"
        return Limit(
            unit="officers", officer=officer, subject=subject, day=horizon.dates[day],
            cells=np.concatenate([one, other]), factors=np.repeat([1, 1 if apart else -1], [len(one), len(other)]),
            low=-np.inf if apart else 0, high=1 if apart else 0, told=None if apart else (1, 2),
        )  # fmt: skip

    def _shares(
        self, horizon: Horizon, mine: np.ndarray, theirs: np.ndarray
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """What both hold of the day, or of each shift."""
        if self.share == "day":
            yield mine, theirs
            return
        for shift in sorted({*horizon.shift[mine].tolist(), *horizon.shift[theirs].tolist()}):
            yield mine[horizon.shift[mine] == shift], theirs[horizon.shift[theirs] == shift]


def _is_away(horizon: Horizon, officer: int, day: int) -> bool:
    """Whether an officer is on leave, or out by what is given."""
    cells = horizon.cells(officer, day)
    out = horizon.is_given[cells] & np.array(
        [horizon.candidates[c].shift == OUTSIDE for c in cells.tolist()], dtype=bool
    )
    return (horizon.officers[officer].id, horizon.dates[day]) in horizon.away or bool(out.any())
