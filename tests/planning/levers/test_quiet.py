"""Quiet days: harm that is rare is not taken for none, and a counter that is not missed may still close."""

import numpy as np
import pytest

from planning.levers.quiet import HARM, Closing

TRIES = 200


def accepted(days, chance, size, rng):
    """How often a rule is given that harms `size` visitors on some days of any kind, whatever is chosen."""
    given = 0
    for _ in range(TRIES):
        tickets = rng.poisson(18, days)
        harm = np.where(rng.random(days) < chance, size, 0)
        closing = Closing(tickets, harm, tickets + 10, np.arange(days) < days // 2)
        given += closing.number is not None and closing.judged(closing.number) is not None
    return given / TRIES


@pytest.mark.parametrize("days", [60, 200, 300, 500, 1000])
@pytest.mark.parametrize(("chance", "size"), [(0.3, 1), (0.1, 3), (0.03, 10), (0.015, 20)])
def test_a_rule_that_harms_is_rarely_given(days, chance, size):
    """On average 0.3 visitors a day are harmed, on few days or on many: given in at most 5 % of cases."""
    assert chance * size > HARM
    assert accepted(days, chance, size, np.random.default_rng(days + size)) <= 0.05


def test_a_counter_that_is_not_missed():
    """Only days with 25 tickets and more are hit: the rule ends there, its interval at 0 and below what is allowed."""
    rng = np.random.default_rng(1)
    tickets = rng.poisson(20, 1000)
    harm = np.where(tickets >= 25, tickets - 20, 0)
    closing = Closing(tickets, harm, tickets, np.arange(1000) < 500)
    number = closing.number
    assert number is not None
    assert 20 < number <= 25
    judged = closing.judged(number)
    assert judged is not None
    assert (judged.mean, judged.low) == (0, 0)
    assert 0 < judged.high <= HARM


def test_one_hit_weighs_with_its_size():
    """The same share of days hit, ten times as hard: more may be harmed."""
    rng = np.random.default_rng(2)
    tickets = rng.poisson(20, 1000)
    hit = rng.random(1000) < 0.01
    light, hard = (Closing(tickets, hit * size, tickets + 10, np.arange(1000) < 500).judged(24) for size in (1, 10))
    assert light is not None
    assert light.high < HARM
    assert hard is None


def test_few_days_say_nothing():
    """Nobody is harmed on any of 200 days: too few to say so of quiet ones."""
    tickets = np.arange(200)
    assert Closing(tickets, np.zeros(200, dtype=int), tickets, tickets % 2 == 0).number is None
