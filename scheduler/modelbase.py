"""RuleModel: what rules may ask of any model: sums, limits, balance and clauses, and what they are charged with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from ortools.sat.python import cp_model

from scheduler.clauses import MOST, Clause
from scheduler.horizon import Horizon, LineName
from scheduler.modelsink import ModelSink
from scheduler.result import LevelName
from scheduler.week import OfficeWeek

if TYPE_CHECKING:
    from scheduler.rules.base import Rule
    from scheduler.rules.burdens import Burden
    from scheduler.rules.line import LineRule

BREACH = 10_000
"""Price of one broken hard rule in units of its excess, in the elastic solve."""

Expr = Any
"""A linear expression or a whole number; ortools' own name for it is a forward reference that mypy cannot follow."""


class RuleModel(ABC):
    """Something to be decided under rules.

    Parameters
    ----------
    week
        The givens.
    is_elastic
        Whether hard rules may break at a price: for inputs that contradict each other.
    """

    line: ClassVar[LineName]
    """The line of each officer that is decided here."""

    def __init__(self, week: OfficeWeek, is_elastic: bool = False) -> None:
        self.week, self.is_elastic = week, is_elastic
        self.cp = cp_model.CpModel()
        self.amounts: dict[LevelName, list[Expr]] = defaultdict(list)
        """What soft rules find beyond their limits, in their own units."""
        self.prices: dict[LevelName, list[Expr]] = defaultdict(list)
        """The same as the objective counts it: earlier promises weigh more."""
        self.breaches: list[Expr] = []
        """In the elastic solve one truth value for each hard limit, whether it is broken."""

    @property
    @abstractmethod
    def horizon(self) -> Horizon:
        """The days and candidates that rules about lines speak of."""

    @abstractmethod
    def held(self, candidate: int) -> Expr:
        """1 if a candidate of the horizon is held."""

    @abstractmethod
    def turns(self, officer: int, day: int, burden: Burden) -> Expr:
        """Turns of a burden that an officer takes on a day of the week."""

    def total(self, parts: Iterable[Expr]) -> Expr:
        """The sum of some expressions."""
        return cp_model.LinearExpr.sum(list(parts))

    def at_most(self, amount: Expr, limit: int, *, because: Rule, weight: int = 1) -> None:
        """Keeps `amount` within `limit`, or charges `because` with `weight` for each unit of excess."""
        if isinstance(amount, int) and amount <= limit:
            return
        if because.is_hard and not self.is_elastic:
            self.cp.add(amount <= limit)
        else:
            excess = self.cp.new_int_var(0, MOST, "")
            self.cp.add(amount <= limit + excess)
            self.charge(excess, weight, weight, because)

    def at_least(self, amount: Expr, limit: int, *, because: Rule, weight: int = 1) -> None:
        """Keeps `amount` up to `limit`, or charges `because` with `weight` for each unit that is missing."""
        if not (isinstance(amount, int) and amount >= limit):
            self.at_most(-amount, -limit, because=because, weight=weight)

    def imply(self, amount: Expr, low: int, high: int, *, because: Rule) -> None:
        """Tells what follows from the limits of a hard rule anyway, where that helps the solver."""
        if because.is_hard and not self.is_elastic and not isinstance(amount, int):
            self.cp.add_linear_constraint(amount, low, high)

    def balance(self, amounts: Sequence[Expr], spread: int, *, because: Rule, parts: int = 1) -> None:
        """Keeps the largest of `amounts` at most `spread` units of `parts` each above the smallest, or charges more."""
        if len(amounts) > 1:
            low, high = self.cp.new_int_var(0, MOST * parts, ""), self.cp.new_int_var(0, MOST * parts, "")
            for amount in amounts:
                self.cp.add(low <= amount)
                self.cp.add(high >= amount)
            if because.is_hard and not self.is_elastic:
                self.cp.add(high - low <= parts * spread)
            else:
                excess = self.cp.new_int_var(0, MOST, "")
                self.cp.add(high - low <= parts * spread + parts * excess)
                self.charge(excess, 1, 1, because)

    def state(self, clause: Clause, *, because: LineRule) -> None:
        """Binds the week to a clause, or charges `because` with what lies beyond."""
        is_firm = because.is_hard and not self.is_elastic
        clause.write(ModelSink(self.cp, self.held, None if is_firm else partial(self._beyond, because)))

    def _beyond(self, because: LineRule, most: int, price: int) -> Expr:
        """Units beyond a limit of a rule that gives, charged to it."""
        beyond, amount = self.cp.new_int_var(0, most, ""), because.weight * price
        self.charge(beyond, amount, amount, because)
        return beyond

    def charge(self, excess: Expr, amount: int, price: int, because: Rule) -> None:
        """Charges a rule with `amount` for each unit of excess; the objective counts `price`."""
        if because.is_hard:
            is_broken, most = self.cp.new_bool_var(""), tuple(self.cp.proto.variables[excess.index].domain)[-1]
            self.cp.add(excess <= most * is_broken)
            self.breaches.append(is_broken)
            self.prices["broken"].append(because.gravity * (BREACH * is_broken + amount * excess))
        else:
            self.amounts[because.level].append(amount * excess)
            self.prices[because.level].append(price * excess)
