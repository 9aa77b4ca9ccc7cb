"""Rule: what every rule has, the level at which it counts and how it reports a breach."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from office.values import Value
from scheduler.clauses import Unit
from scheduler.roster import Roster, RuleLevel, Violation
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.model import RosterModel


class Rule(Value):
    """One sentence about rosters: how a decided one is checked, and how an undecided one is bound.

    `level` says where a breach counts: ``broken`` is law and may only break when hard inputs contradict each other;
    any other level makes the rule a wish, priced in whole units beyond the limit.
    """

    rule: str
    level: RuleLevel = "broken"
    gravity: ClassVar[int] = 1
    """Breaches of lighter rules that one breach of this rule outweighs when something must give."""
    example: ClassVar[Mapping[str, object]] = {}
    """Fields that a config might give it; docs/rules.md shows them."""

    @property
    def is_hard(self) -> bool:
        """Whether a roster that breaks this rule is refused."""
        return self.level == "broken"

    @abstractmethod
    def violations(self, roster: Roster, week: OfficeWeek) -> Iterator[Violation]:
        """Every breach in a decided roster, with what was found and what is allowed."""

    @abstractmethod
    def constrain(self, model: RosterModel) -> None:
        """Binds the undecided week to this rule."""

    def breach(
        self,
        amount: float,
        limit: float,
        unit: Unit,
        officer: str | None = None,
        day: date | None = None,
        start: int | None = None,
        subject: str = "",
        charge: int | None = None,
    ) -> Violation:
        """A breach of this rule."""
        return Violation(
            rule=self.rule, hard=self.is_hard, level=self.level, officer=officer, day=day, start=start, subject=subject,
            amount=amount, limit=limit, unit=unit, charge=charge,
        )  # fmt: skip
