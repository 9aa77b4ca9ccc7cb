"""Rules about officers who are there at the same time, told again in plain Python, half hour by half hour."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from scheduler.rules.beside import Beside
from scheduler.rules.breaks_at_once import BreaksAtOnce
from scheduler.rules.pairs import Pairs
from scheduler.rules.presence import Presence
from scheduler.rules.travel import Travel
from tests.scheduler.rules.horizons import SHIFTS, SITES, TAGS, Line, means_officer

HALF_HOURS = range(0, 1440, 30)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at_work(line: Line, day: date, minute: int, which=None) -> bool:
    """Whether an officer works a shift in the half hour and is not on break."""
    work = line.work[day]
    if work is None or work.shift not in SHIFTS or (which is not None and not line.fits(which, day)):
        return False
    return work.span.start <= minute < work.span.end and not on_break(line, day, minute)


def on_break(line: Line, day: date, minute: int) -> bool:
    work = line.work[day]
    return work is not None and work.break_start is not None and work.break_start <= minute < work.break_start + 60


def presence(rule: Presence, lines: list[Line]) -> int:
    price = 0
    for day in asked_days(rule.which, lines):
        if not any(offer.shift in SHIFTS for line in lines for offer in line.offers[day]):
            continue
        for minute in HALF_HOURS:
            if rule.hours.start <= minute < rule.hours.end:
                mine = [line for line in lines if means_officer(rule.who, line.officer)]
                found = sum(at_work(line, day, minute, rule.which) for line in mine)
                above = found - rule.most if rule.most is not None else 0
                price += 30 * max(0, rule.least - found, above)
    return price


def breaks_at_once(rule: BreaksAtOnce, lines: list[Line]) -> int:
    price = 0
    for day in lines[0].open:
        mine = [line for line in lines if means_officer(rule.who, line.officer) and line.fits(rule.which, day)]
        price += sum(30 * max(0, sum(on_break(line, day, m) for line in mine) - rule.most) for m in HALF_HOURS)
    return price


def beside(rule: Beside, lines: list[Line]) -> int:
    price = 0
    for line in (line for line in lines if means_officer(rule.who, line.officer)):
        others = [o for o in lines if o is not line and means_officer(rule.partners, o.officer)]
        for day in line.open:
            for minute in HALF_HOURS:
                if at_work(line, day, minute, rule.which):
                    there = sum(at_work(other, day, minute) for other in others)
                    price += 30 * max(0, rule.least_partners - there)
    return price


def pairs(rule: Pairs, lines: list[Line]) -> int:
    price = 0
    named = [line for line in lines if line.officer.id in rule.officers]
    for one, other in combinations(named, 2):
        for day in one.open:
            held = [
                line.work[day].shift if line.fits(rule.which, day) and line.work[day].shift in SHIFTS else None
                for line in (one, other)
            ]
            both, same = None not in held, held[0] == held[1]
            if rule.work == "apart":
                price += both and (same or rule.share == "day")
            elif not any(is_away(line, day) for line in (one, other)):
                kinds = {shift for shift in held if shift is not None}
                price += len(kinds) * (not same) if rule.share == "shift" else len(kinds) > 0 and not both
    return price


def is_away(line: Line, day: date) -> bool:
    work = line.work[day]
    return day in line.away or (work is not None and work.shift == "outside_duty")


def asked_days(which, lines: list[Line]) -> Iterator[date]:
    for day in lines[0].open:
        if all((
            which.weekdays is None or WEEKDAYS[day.weekday()] in which.weekdays,
            which.season is None or lines[0].seasons[day] == which.season,
            which.start is None or which.start <= day,
            which.end is None or day <= which.end,
        )):  # fmt: skip
            yield day


def hours(rng: np.random.Generator) -> dict[str, int]:
    start = int(rng.integers(10, 30)) * 30
    return {"start": start, "end": start + 30 * int(rng.integers(1, 18))}


def tag(rng: np.random.Generator) -> dict[str, list[str]]:
    return {"any_tag": [str(rng.choice(TAGS))]} if rng.random() < 0.7 else {}


def presence_fields(rng: np.random.Generator) -> dict[str, object]:
    least = int(rng.integers(0, 3))
    return {"hours": hours(rng), "least": least, "most": [None, least + int(rng.integers(0, 2))][int(rng.integers(2))]}


def pairs_fields(rng: np.random.Generator) -> dict[str, object]:
    return {
        "officers": ["p1", "p2", "p3"][int(rng.integers(2)) :], "work": str(rng.choice(["together", "apart"])),
        "share": str(rng.choice(["day", "shift"])),
    }  # fmt: skip


def travel(rule: Travel, lines: list[Line]) -> int:
    price = 0
    for line in (line for line in lines if means_officer(rule.who, line.officer)):
        for day in line.open:
            work, before = line.work[day], line.work.get(day - timedelta(1))
            if work is None or before is None or not {work.shift, before.shift} <= SHIFTS.keys():
                continue
            rest = 1440 - before.span.end + work.span.start
            if SITES.get(work.shift) != SITES.get(before.shift):
                price += max(0, 60 * rule.hours + rule.minutes - rest)
    return price


PEOPLE = (
    (Presence, presence_fields, presence),
    (BreaksAtOnce, lambda rng: {"most": int(rng.integers(0, 2))}, breaks_at_once),
    (Beside, lambda rng: {"partners": tag(rng), "least_partners": int(rng.integers(1, 3))}, beside),
    (Pairs, pairs_fields, pairs),
    (Travel, lambda rng: {"hours": int(rng.integers(8, 14)), "minutes": int(rng.integers(0, 90))}, travel),
)
"""Each class with its own fields by lot and its price."""
