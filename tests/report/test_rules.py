"""Rules for the day in words: both kinds, how often, and only caps that matter."""

from dataclasses import replace

import pytest

from planning.results import Cap, Trigger
from report.places import Names
from report.rules import cap_line, is_near, trigger_line
from report.words.catalogue import LANGUAGES, Words
from tests.planning.tiny import tiny_week

WEEK = tiny_week()
OPEN = Trigger(0, 600, 18, "l2", "open", late=6.2, low=5.0, high=7.4, share=1 / 8)


def line(trigger, language="id"):
    return trigger_line(trigger, WEEK.days[0], Names(WEEK.office, Words(language)))


def test_opening_and_closing():
    """The number, the time, the counter, what it brings and how often."""
    assert line(OPEN) == (
        "Bila lebih dari 18 nomor sebelum 10.00: buka L2. "
        "6 orang lebih sedikit menunggu lama pada hari seperti itu; kira-kira 1 dari 8 hari Senin."
    )
    told = line(replace(OPEN, kind="release", minutes=150, share=0.7))
    assert "kurang dari 18" in told
    assert "2,5 jam" in told
    assert "kebanyakan hari Senin" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("share", "key"), [(0.6, "most"), (0.59, "some"), (1 / 20, "some"), (1 / 21, "rare")])
def test_how_often(share, key, language):
    """Most days, one in so many, or rarely."""
    words = Words(language)
    n = {0.59: 2, 1 / 20: 20}.get(share, 0)
    assert words(f"day.often.{key}", weekday=words.weekday(WEEK.days[0].date), n=n) in line(
        replace(OPEN, share=share), language
    )


def test_a_rule_whose_effect_is_not_known_is_bare():
    """Plans of before have rules without figures."""
    assert line(Trigger(0, 600, 18, "l2")) == "Bila lebih dari 18 nomor sebelum 10.00: buka L2."


@pytest.mark.parametrize(
    ("change", "near"),
    [
        ({}, True),
        ({"number": 76}, False),
        ({"service": "a"}, False),
        ({"by": "work"}, False),
        ({"minute": None}, False),
    ],
)
def test_only_caps_within_reach_are_told(change, near):
    """All tickets, by closing, at most two and a half times the usual number, and not none at all."""
    cap = replace(Cap(0, None, "service", 75, 820, 30.0), **change)
    assert is_near(cap) is near
    if near:
        assert "75" in cap_line(cap, Names(WEEK.office, Words("id")))
        assert "13.40" in cap_line(cap, Names(WEEK.office, Words("id")))
