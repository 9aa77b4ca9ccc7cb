"""The same small weeks by Loket and its peers, all judged by our rules: ``python -m benchmarks.rosterpeers``.

``setup`` makes the peers' environment. Prices: 100 a head too few, 1 a head too many, requests by their weights.
"""

import argparse
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import product

import numpy as np

from benchmarks.peers import rosters
from office.people import Officer
from office.values import Span
from scheduler.horizon import Horizon
from scheduler.lines import solve_lines
from scheduler.problem import Limits
from scheduler.roster import Assignment
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.rules.filters import Which
from scheduler.rules.heads import Demand, Heads
from scheduler.rules.line import LineRule
from scheduler.rules.period import BySeason, Period
from scheduler.rules.sequence import Sequence
from scheduler.rules.wishes import Wish, Wishes
from scheduler.rules.work_minutes import WorkMinutes

MONDAY = date(2026, 11, 30)
Held = tuple[str, int, str]
"""Officer, day from 0, shift."""


@dataclass(frozen=True)
class SmallWeek:
    """A week without counters, as benchmarks/peers/rosters/run.py describes it; shifts are of equal length."""

    officers: tuple[str, ...]
    shifts: dict[str, int]
    need: dict[str, tuple[int, ...]]
    banned: tuple[tuple[str, str], ...]
    requests: tuple[tuple[str, int, str | None, int], ...] = ()
    days: int = 7
    most_in_row: int = 5
    least_hours: int = 32
    most_hours: int = 40
    under: int = 100
    over: int = 1


def small_week(banned: tuple[tuple[str, str], ...], seed: int = 1, officers: int = 12) -> SmallWeek:
    """Twelve officers, three shifts around the clock, three requests each."""
    rng = np.random.default_rng(seed)
    shifts = ("morning", "afternoon", "night")
    names = tuple(f"officer_{n}" for n in range(officers))
    need = {"morning": (3, 3, 3, 3, 3, 2, 2), "afternoon": (3, 3, 3, 3, 3, 2, 2), "night": (2,) * 7}
    requests = tuple(
        (name, int(day), [None, *shifts][int(rng.integers(4))], int(rng.integers(1, 6)))
        for name in names
        for day in rng.choice(7, 3, replace=False)
    )
    return SmallWeek(names, dict.fromkeys(shifts, 8), need, banned, requests)


WEEKS = {
    "one ban": small_week((("night", "morning"),)),
    "two bans": small_week((("night", "morning"), ("night", "afternoon")), seed=2),
    "three bans": small_week((("night", "morning"), ("night", "afternoon"), ("afternoon", "morning")), seed=3),
}


def horizon_of(week: SmallWeek) -> Horizon:
    """Every shift on every day for every officer."""
    officers = tuple(Officer(id=name, name=name, skills=frozenset({"any"}), contract="any") for name in week.officers)
    dates = tuple(MONDAY + timedelta(n) for n in range(week.days))
    candidates = tuple(
        Assignment(officer=name, day=day, shift=shift, span=Span(start=0, end=60 * hours))
        for name, day, (shift, hours) in product(week.officers, dates, week.shifts.items())
    )
    return Horizon(officers, dates, ("normal",) * week.days, candidates, np.zeros(len(candidates), dtype=bool))


def rules_of(week: SmallWeek) -> tuple[LineRule, ...]:
    """Hours, days in a row and banned successors as law; cover and requests priced."""
    hours = {"least": BySeason(normal=60 * week.least_hours), "most": BySeason(normal=60 * week.most_hours)}
    return (
        WorkMinutes(period=Period(every="horizon"), **hours),
        ConsecutiveDays(most=week.most_in_row),
        *(Sequence(days=(only(first), only(second))) for first, second in week.banned),
        *(Heads(level="wishes", which=only(shift), days=_demands(week, need)) for shift, need in week.need.items()),
        Wishes(wishes=tuple(_wish(*request) for request in week.requests)),
    )


def only(shift: str) -> Which:
    """One shift."""
    return Which(shifts=frozenset({shift}))


def _demands(week: SmallWeek, need: tuple[int, ...]) -> dict[date, Demand]:
    return {
        MONDAY + timedelta(day): Demand(least=heads, most=heads, under=week.under, over=week.over)
        for day, heads in enumerate(need)
    }


def _wish(officer: str, day: int, shift: str | None, weight: int) -> Wish:
    shifts = None if shift is None else frozenset({shift})
    wants = {"wants": "off" if shift is None else "work"}
    return Wish.model_validate(
        {"officer": officer, "day": MONDAY + timedelta(day), "shifts": shifts, "weight": weight} | wants
    )


def judged(week: SmallWeek, held: Iterable[Held]) -> tuple[int, int]:
    """Objective and broken hard rules of a roster, as our rules judge it; a second seat on a day is broken too."""
    rows = list(held)
    doubled = len(rows) - len({(officer, day) for officer, day, _ in rows})
    horizon = horizon_of(week)
    wanted = {(officer, MONDAY + timedelta(day), shift) for officer, day, shift in rows}
    chosen = np.array([(c.officer, c.day, c.shift) in wanted for c in horizon.candidates], dtype=bool)
    found = [v for rule in rules_of(week) for v in rule.breaches(horizon, chosen)]
    return round(sum(v.price for v in found if not v.hard)), sum(v.hard for v in found) + doubled


def ours(week: SmallWeek, seconds: float) -> tuple[str, float, float, list[Held]]:
    """Status, bound, seconds and what is held."""
    began = time.perf_counter()
    horizon = horizon_of(week)
    limits = Limits(seconds=seconds, gap=0.0)
    found = solve_lines(horizon, rules_of(week), limits, lambda *_: None, threading.Event())
    cells = [horizon.candidates[n] for n in np.flatnonzero(found.chosen)]
    held = [(c.officer, (c.day - MONDAY).days, c.shift) for c in cells]
    return found.status, found.bound, time.perf_counter() - began, held


def main() -> None:
    """Prints a line for each week and tool."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rosterpeers", description=__doc__)
    parser.add_argument("setup", nargs="?", choices=("setup",))
    parser.add_argument("--seconds", type=float, default=30.0, help="for each tool and week")
    asked = parser.parse_args()
    if asked.setup:
        rosters.set_up()
        return
    if not rosters.ready():
        print("no peers' environment: only our own; make it with: python -m benchmarks.rosterpeers setup")
    print(f"{'week':11} {'tool':12} objective  broken  seconds  status")
    for name, week in WEEKS.items():
        status, bound, seconds, held = ours(week, asked.seconds)
        told(name, "loket", judged(week, held), seconds, f"{status}, bound {bound:.0f}")
        for tool in rosters.PEERS if rosters.ready() else ():
            answer = rosters.asked(tool, asdict(week), asked.seconds)
            rows = answer.get("held") or ()
            found = judged(week, [tuple(row) for row in rows]) if rows else None  # type: ignore[attr-defined]
            words = f"{answer['status']} {answer.get('error', '')}".strip()
            told(name, tool, found, float(answer["seconds"]), words)  # type: ignore[arg-type]


def told(name: str, tool: str, found: tuple[int, int] | None, seconds: float, status: str) -> None:
    """One line of the table."""
    objective, broken = found or ("-", "-")
    print(f"{name:11} {tool:12} {objective:>9}  {broken:>6}  {seconds:7.2f}  {status}", flush=True)


if __name__ == "__main__":
    main()
