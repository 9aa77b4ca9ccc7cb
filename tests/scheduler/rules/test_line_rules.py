"""Rules about lines on horizons made by lot: checker, constraint and the sentence told again all say the same."""

from collections.abc import Iterator
from typing import get_args

import numpy as np
import pytest
from pydantic import ValidationError

from scheduler.rules import AnyRule
from scheduler.rules.line import LineRule
from tests.scheduler.clauses.verdicts import verdicts
from tests.scheduler.rules.horizons import lines_of, make_decision, make_horizon
from tests.scheduler.rules.retold import RETOLD

TABLE = {retold.kind.model_fields["rule"].default: retold for retold in RETOLD}
EACH = pytest.mark.parametrize("retold", RETOLD, ids=list(TABLE))
ELSEWHERE = {"fair_turns", "on_call", "free_on_call"}
"""Rules about lines that depend on more than a horizon; test_model_agrees.py and test_on_call.py have them."""


def test_every_rule_about_lines_is_told_again():
    """A new rule cannot be forgotten here."""
    kinds = get_args(get_args(AnyRule)[0])
    assert {k.model_fields["rule"].default for k in kinds if issubclass(k, LineRule)} - ELSEWHERE <= TABLE.keys()


def cases(retold, seed: int) -> Iterator[tuple]:
    """Rules with horizons and ten decisions of each."""
    rng = np.random.default_rng(seed)
    for _ in range(200):
        horizon = make_horizon(rng)
        yield retold.make(rng), horizon, np.array([make_decision(horizon, rng) for _ in range(10)])


def agree(retold, rosters: int, seed: int) -> None:
    """Sentence, checker, charges and firm rows of so many decisions, and on until both verdicts have come up."""
    seen: set[bool] = set()
    for done, (rule, horizon, decisions) in enumerate(cases(retold, seed)):
        if 10 * done >= rosters and seen == {True, False}:
            return
        soft, law = (rule.model_copy(update={"level": level}) for level in ("wishes", "broken"))
        sentence = [rule.weight * retold.price(rule, lines_of(horizon, held)) for held in decisions]
        found = [[breach.price for breach in soft.breaches(horizon, held)] for held in decisions]
        accepted, costs = verdicts(law.clauses(horizon), decisions)
        assert [sum(prices) for prices in found] == sentence
        assert [rule.weight * cost for cost in costs] == sentence
        assert accepted == [not list(law.breaches(horizon, held)) for held in decisions]
        seen |= {price > 0 for price in sentence}
    assert seen == {True, False}


@EACH
def test_checker_and_constraint_and_sentence_agree(retold):
    """On fifty decided horizons each."""
    agree(retold, 50, 1)


@pytest.mark.slow
@EACH
def test_they_agree_on_a_thousand_rosters(retold):
    """The same with other seeds."""
    agree(retold, 1000, 2)


def numbers_of(fields: object, way: tuple = ()) -> Iterator[tuple]:
    """Ways to all numeric limits in a rule's fields; filters are no limits."""
    parts = fields.items() if isinstance(fields, dict) else enumerate(fields) if isinstance(fields, list) else ()
    for key, part in parts:
        if key not in ("who", "which", "hours") or (key == "hours" and isinstance(part, int | float)):
            yield from numbers_of(part, (*way, key))
    if isinstance(fields, int | float) and not isinstance(fields, bool):
        yield way


def moved(rule: AnyRule, way: tuple, by: int) -> AnyRule | None:
    """The rule with one number changed; None where that is not allowed."""
    fields = rule.model_dump(mode="json")
    part = fields
    for key in way[:-1]:
        part = part[key]
    part[way[-1]] += by
    try:
        return type(rule).model_validate(fields)
    except ValidationError:
        return None


def name_of(way: tuple) -> str:
    return ".".join("*" if isinstance(key, int) or key[:2] == "20" else key for key in way)


@EACH
def test_a_limit_changed_by_one_is_noticed(retold):
    """Each number matters: some roster costs another price when it is one more, and some when it is one less."""
    todo: set[tuple[str, int]] = set()
    noticed: set[tuple[str, int]] = set()
    rng = np.random.default_rng(3)
    for _ in range(300):
        horizon, rule = make_horizon(rng), retold.make(rng)
        for way in numbers_of(rule.model_dump(mode="json")):
            for by in (-1, 1):
                key, other = (name_of(way), by), moved(rule, way, by)
                if other is None or key in noticed:
                    continue
                todo.add(key)
                decisions = [make_decision(horizon, rng) for _ in range(3)]
                if any(priced(rule, horizon, held) != priced(other, horizon, held) for held in decisions):
                    noticed.add(key)
    assert todo == noticed
    assert todo >= {("weight", 1), ("weight", -1)}


def priced(rule: AnyRule, horizon, held: np.ndarray) -> float:
    """What the checker charges for a decided horizon."""
    return sum(breach.price for breach in rule.model_copy(update={"level": "wishes"}).breaches(horizon, held))
