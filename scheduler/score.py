"""Score: what a roster's breaches cost, rule by rule in each level, with totals that add up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from scheduler.roster import RuleLevel, Violation
from scheduler.rules import AnyRule, complete

RULE_LEVELS: tuple[RuleLevel, ...] = get_args(RuleLevel)
"""Levels that rules count in, in the order of the objective."""


@dataclass(frozen=True)
class RuleScore:
    """What one rule counts in one level.

    Parameters
    ----------
    level, rule
        Where and what.
    count
        Breaches that the checker tells.
    amount
        What lies beyond the limits, in `units`.
    units
        Units of the amount; more than one where a rule counts several things.
    price
        What it counts in its level; 0 in the level ``broken``, which counts breaches.
    """

    level: RuleLevel
    rule: str
    count: int
    amount: float
    units: tuple[str, ...]
    price: float


@dataclass(frozen=True)
class Score:
    """The lines of all rules, kept or not, by level and in the order of the rules."""

    lines: tuple[RuleScore, ...]

    @cached_property
    def levels(self) -> dict[RuleLevel, float]:
        """Total of each level that any rule counts in: broken hard rules, then prices as the solver counts them."""
        found: dict[RuleLevel, float] = defaultdict(float)
        for line in self.lines:
            found[line.level] += line.count if line.level == "broken" else line.price
        return {level: found[level] for level in RULE_LEVELS if level in found}

    @property
    def missed(self) -> tuple[RuleScore, ...]:
        """The lines of rules that are not kept."""
        return tuple(line for line in self.lines if line.count)

    def data(self) -> list[dict[str, object]]:
        """The lines as data, one dict a rule and level."""
        return [
            {"level": line.level, "rule": line.rule, "count": line.count, "amount": line.amount,
             "units": list(line.units), "price": line.price}
            for line in self.lines
        ]  # fmt: skip


def score(violations: Iterable[Violation], rules: Iterable[AnyRule]) -> Score:
    """Adds up breaches by level and rule.

    Parameters
    ----------
    violations
        What the checker found.
    rules
        Those it judged by; rules that are kept have a line with zeros.

    Returns
    -------
    Score
        Its totals are the values of the solver's levels where these come from rules alone.
    """
    found: dict[tuple[RuleLevel, str], list[Violation]] = {(rule.level, rule.rule): [] for rule in complete(rules)}
    for violation in violations:
        found.setdefault((violation.level, violation.rule), []).append(violation)
    order = sorted(found, key=lambda key: RULE_LEVELS.index(key[0]))
    return Score(tuple(_line(*key, found[key]) for key in order))


def _line(level: RuleLevel, rule: str, breaches: list[Violation]) -> RuleScore:
    return RuleScore(
        level=level,
        rule=rule,
        count=len(breaches),
        amount=sum(abs(breach.amount - breach.limit) for breach in breaches),
        units=tuple(dict.fromkeys(breach.unit for breach in breaches)),
        price=0.0 if level == "broken" else float(sum(breach.price for breach in breaches)),
    )
