"""Locks: days that stay as they were given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from scheduler.clauses import Clause
from scheduler.horizon import Horizon
from scheduler.rules.held import Held, kept
from scheduler.rules.line import LineRule


class Locks(LineRule):
    """An officer has the shift, or the day off, that is listed for a day (house rule)."""

    rule: Literal["locks"] = "locks"
    gravity: ClassVar[int] = 20
    example: ClassVar = {"held": [{"officer": "petugas_a", "day": "2026-12-02", "shift": "pagi"}]}
    held: tuple[Held, ...] = ()

    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """One limit for each line of the list."""
        for held in self.held:
            yield from kept(horizon, held)
