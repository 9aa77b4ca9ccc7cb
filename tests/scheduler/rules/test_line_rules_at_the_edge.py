"""Rules about lines where there is almost nothing, or very much."""

from dataclasses import replace

import numpy as np
import pytest

from scheduler.rules.wishes import Wish, Wishes
from tests.scheduler.clauses.verdicts import verdicts
from tests.scheduler.rules.horizons import make_decision, make_horizon
from tests.scheduler.rules.retold import RETOLD

EACH = pytest.mark.parametrize("retold", RETOLD, ids=lambda retold: retold.kind.model_fields["rule"].default)


@EACH
def test_without_officers_or_work_rules_still_speak(retold):
    """Nobody, or nobody with anything to do: what is asked for and missing is told, nothing fails."""
    rng = np.random.default_rng(8)
    for _ in range(20):
        full, rule = make_horizon(rng), retold.make(rng)
        for officers in ((), full.officers):
            empty = replace(full, officers=officers, candidates=(), is_given=np.zeros(0, dtype=bool))
            nothing = np.zeros((1, 0), dtype=bool)
            accepted, _ = verdicts(rule.clauses(empty), nothing)
            assert accepted == [not list(rule.breaches(empty, nothing[0]))]


def test_ten_thousand_wishes_are_counted_one_by_one():
    """Of wishes about single days, those that are not granted cost their weights, however many there are."""
    rng = np.random.default_rng(9)
    horizon = make_horizon(rng)
    held = make_decision(horizon, rng)
    works = {(a.officer, a.day) for a, is_held in zip(horizon.candidates, held, strict=True) if is_held}
    days = horizon.dates[horizon.first :]
    wishes = tuple(
        Wish(officer=f"p{rng.integers(1, 4)}", day=days[rng.integers(len(days))],
             wants=str(rng.choice(["work", "off"])), weight=int(rng.integers(1, 9)))
        for _ in range(10_000)
    )  # fmt: skip
    known = {officer.id for officer in horizon.officers}
    missed = [w.weight for w in wishes if w.officer in known and ((w.officer, w.day) in works) != (w.wants == "work")]
    found = [breach.price for breach in Wishes(wishes=wishes).breaches(horizon, held)]
    assert sorted(found) == sorted(missed)
