"""LineRule: a rule about who works when. It states clauses, and checker and solvers read the same ones."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from scheduler.clauses import Clause
from scheduler.horizon import Horizon, LineName
from scheduler.oncall import decided_line
from scheduler.roster import Roster, RuleLevel, Violation
from scheduler.rules.base import Rule
from scheduler.rules.limits import Weight
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.modelbase import RuleModel


class LineRule(Rule):
    """A sentence about lines: officers' days in a row, each with one assignment or none.

    As a wish, each unit beyond the limit counts `weight` times in its level. `name` is what people call this one among
    several rules of its kind; it stands in the sentences about its breaches. `line` says whether it speaks of work or
    of being on call at home: all that is said of shifts then holds for posts on call.
    """

    level: RuleLevel = "broken"
    weight: Weight = 1
    name: Annotated[str, Field(max_length=60)] = ""
    line: LineName = "work"

    @abstractmethod
    def clauses(self, horizon: Horizon) -> Iterator[Clause]:
        """What this rule asks of a horizon; nothing about days that are past altogether."""

    def breaches(self, horizon: Horizon, chosen: np.ndarray) -> Iterator[Violation]:
        """Every breach in a decided horizon; `chosen` is bool, shape (candidates,)."""
        for clause in self.clauses(horizon):
            for excess in clause.excesses(chosen):
                yield self.breach(
                    excess.amount, excess.limit, clause.unit, clause.officer, excess.day or clause.day, clause.start,
                    clause.subject or self.name, None if self.is_hard else self.weight * excess.price,
                )  # fmt: skip

    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """Every breach in a decided week."""
        return self.breaches(*decided_line(self.line, week, roster))

    def constrain(self, model: RuleModel) -> None:
        """Binds what is undecided to the clauses, if that is the line they speak of."""
        if self.line == model.line:
            for clause in self.clauses(model.horizon):
                model.state(clause, because=self)
