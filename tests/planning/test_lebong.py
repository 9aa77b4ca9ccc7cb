"""The sample office's promises can be kept, as its remarks say: shown by lunch turns that keep them."""

from datetime import date
from pathlib import Path

import pytest

from office.days import Day
from planning.config import load_config
from scheduler.cover import unmet
from scheduler.shifts import break_starts

LOADED = load_config(Path(__file__).parents[2] / "configs" / "lebong.yaml")
OFFICE, SHIFT = LOADED.config.office, LOADED.config.roster.shifts[0]
MONDAY, FRIDAY, RAMADAN, RAMADAN_FRIDAY = date(2026, 11, 30), date(2026, 12, 4), date(2026, 3, 2), date(2026, 3, 6)
THREE_TURNS = {"a": 660, "b": 720, "c": 780, "d": 660, "e": 660, "f": 720, "g": 780, "h": 660, "i": 720, "j": 780,
               "k": 660, "l": 720}  # fmt: skip
"""Lunch at 11, 12 and 13; D together with A, so that B and C serve."""
ONE_BY_ONE = THREE_TURNS | {"b": 660, "c": 720, "d": 780}
"""Without A the other interviewers eat one after another."""
TWO_TURNS = {officer: 690 if officer in "abeghk" else 780 for officer in THREE_TURNS}
"""Friday: half of them rest 11.30-13.00, the others 13.00-14.30."""
RAMADAN_TURNS = {officer: 690 + 30 * (n % 4) for n, officer in enumerate(THREE_TURNS)}
RAMADAN_FRIDAYS = {officer: 690 if officer in "abeghk" else 750 for officer in THREE_TURNS}


def uncovered(day: Day, turns: dict[str, int], away: str) -> list[tuple[int, str]]:
    """(minute, promise) that is not kept when officers rest at these minutes; the counters are L1 to L7."""
    rest = OFFICE.breaks.on(day.date.weekday(), day.season)
    span = SHIFT.on(day.date.weekday(), day.season)
    assert rest is not None
    assert span is not None
    assert set(turns.values()) <= set(break_starts(span, rest, 30))
    found = []
    for minute in range(day.service[0].start, day.service[-1].end, 30):
        resting = {o for o, start in turns.items() if start < minute + 30 and minute < start + rest.minutes}
        there = [o for o in OFFICE.officers if o.id[-1] not in resting | {away}]
        need = [
            promise.officers
            if promise.hours is None
            or any(s.covers(minute, minute + 30) for s in promise.hours.on(day.date.weekday(), day.season) or ())
            else 0
            for promise in OFFICE.promises
        ]
        short = unmet(OFFICE.promises, need, [OFFICE.able(o.skills) for o in there])
        found += [(minute, p.id) for p, n in zip(OFFICE.promises, short, strict=True) if n]
    return found


@pytest.mark.parametrize(
    ("day", "turns", "away"),
    [
        (MONDAY, THREE_TURNS, ""),
        (MONDAY, ONE_BY_ONE, "a"),
        (FRIDAY, TWO_TURNS, ""),
        (FRIDAY, TWO_TURNS | {"d": 690}, "b"),
        (RAMADAN, RAMADAN_TURNS, ""),
        (RAMADAN, RAMADAN_TURNS, "d"),
        (RAMADAN_FRIDAY, RAMADAN_FRIDAYS, ""),
    ],
)
def test_lunch_turns_that_keep_every_promise(day, turns, away):
    """With everybody there, and with one interviewer away, on ordinary days, Fridays and in Ramadan."""
    assert uncovered(LOADED.calendar.day(day), turns, away) == []


def test_the_promises_are_demanding():
    """With A away, B and C cannot eat together: D alone keeps the interviews, and nobody the priority counter."""
    short = uncovered(LOADED.calendar.day(MONDAY), ONE_BY_ONE | {"b": 720}, "a")
    assert short == [(720, "prioritas"), (750, "prioritas")]
