"""Locked cells: single cells of the counter plan that somebody has decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from office.values import Slug, Span, Value
from scheduler.roster import SEVERAL, Duty, Roster, Violation
from scheduler.rules.base import Rule
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel

Behind = Literal["back_office", "standby"]
"""Where an officer is who is on duty and at no counter."""


class Cell(Value):
    """Where an officer is in some hours of a day: at a counter, at any counter for some steps, or behind them.

    Exactly one of `counter`, `steps` and `place` is given.
    """

    officer: Slug
    day: date
    hours: Span
    counter: Slug | None = None
    steps: frozenset[Slug] = frozenset()
    place: Behind | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [self.counter is not None, bool(self.steps), self.place is not None].count(True)
        if said != 1:
            raise PydanticCustomError("cell_place", "{said} of counter, steps and place", {"said": said})
        return self

    @property
    def subject(self) -> str:
        """What is asked for, in ids."""
        return self.counter or self.place or SEVERAL.join(sorted(self.steps))

    def is_held_by(self, duty: Duty) -> bool:
        """Whether this work of the officer is what is asked for."""
        if self.steps:
            return self.steps <= duty.steps
        return duty.counter == self.counter if self.counter is not None else duty.activity == self.place


class LockedCells(Rule):
    """An officer is at the counter, at the steps or behind the counters as it is listed for some hours (house rule).

    Cells on whole slots that can be held are held by every roster that is made. A cell that cannot be is told with its
    reason, and its minutes are a breach.
    """

    rule: Literal["locked_cells"] = "locked_cells"
    level: Literal["broken"] = "broken"
    example: ClassVar = {
        "cells": [
            {"officer": "petugas_a", "day": "2026-12-02", "hours": "09.00-11.00", "counter": "l5"},
            {"officer": "petugas_h", "day": "2026-12-02", "hours": "13.00-15.00", "steps": ["penyerahan"]},
            {"officer": "petugas_g", "day": "2026-12-03", "hours": "08.00-10.00", "place": "back_office"},
        ]
    }
    cells: tuple[Cell, ...] = ()

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """One breach for each cell that is not held to the minute."""
        dates = {day.date for day in week.days}
        for cell in self.cells:
            if cell.day not in dates:
                continue
            mine = [duty for duty in roster.duties_of(cell.officer, cell.day) if cell.is_held_by(duty)]
            held = sum(cell.hours.overlap(duty.start, duty.end) for duty in mine)
            if held < cell.hours.minutes:
                yield self.breach(
                    held, cell.hours.minutes, "minutes", cell.officer, cell.day, cell.hours.start, cell.subject
                )

    def constrain(self, model: RosterModel) -> None:
        """Nothing: the problem reads cells as seats, and these are bound beside the rules (scheduler/seats.py)."""


def cells_of(rules: Iterable[Rule]) -> tuple[Cell, ...]:
    """All cells that rules lock, in their order."""
    return tuple(cell for rule in rules if isinstance(rule, LockedCells) for cell in rule.cells)
