"""Whether burdens go round over months: `python -m benchmarks.fairness [office ...] [--weeks 12] [--seconds 10]`.

The sample office with an early and a late shift (12 officers), and one twice as large that opens on Saturdays (24).
Weeks with leave and mobile service by lot, each solved with the history that the weeks before it left, without
refinement. Told is, burden by burden, the largest difference between officers of equal skill: of turns and credits
(a day away is credited with the mean of those like him who were there), and of turns alone among those away equally
often.
"""

import argparse
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from benchmarks.offices import seasonal, span
from benchmarks.solver import CONFIGS, make_cost
from office.days import CalendarEntry, OfficeHours
from office.grid import SlotGrid
from office.office import Office
from office.people import Absence
from office.weeks import dates_of
from planning.config import LoadedConfig, load_config
from planning.givens import bounds
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import History
from scheduler.rules import DEFAULT_RULES, AnyRule
from scheduler.rules.burdens import PARTS, Burden, alike
from scheduler.rules.fair_turns import FairTurns, burdens_of
from scheduler.rules.filters import Which
from scheduler.shifts import Shift
from scheduler.solver import solve_week
from scheduler.turns import history_after
from scheduler.week import OfficeWeek

GOAL = 1.0
"""Turns by which officers of equal skill and presence may differ."""
SEED = 20270104
FIRST = "2027-W01"
EARLY = Shift(id="pagi", name="Pagi", hours=seasonal(mon_thu=span("07.30-16.00"), fri=span("07.30-16.30")))
LATE = Shift(id="sore", name="Sore", hours=seasonal(mon_thu=span("09.00-17.30"), fri=span("08.30-17.30")))
SATURDAY = Shift(id="sabtu", name="Sabtu", hours=seasonal(sat=span("07.30-15.00")))
OTHERS = (
    Burden(id="early", work=Which(shifts=frozenset({"pagi"}))),
    Burden(id="late", work=Which(shifts=frozenset({"sore"}))),
    Burden(id="mobile", work=Which(shifts=frozenset({"outside_duty"}))),
    Burden(id="information", counters=frozenset({"l1"})),
)


@dataclass(frozen=True)
class Case:
    """An office with its shifts."""

    loaded: LoadedConfig
    office: Office
    shifts: tuple[Shift, ...]


def cases() -> dict[str, Case]:
    """The offices by name."""
    loaded = load_config(CONFIGS / "lebong.yaml")
    office = loaded.config.office
    small = office.model_copy(update={"hours": _hours(mon_fri=(span("08.00-16.30"),))})
    return {
        "lebong": Case(loaded, small, (EARLY, LATE)),
        "double": Case(loaded, _doubled(office), (EARLY, LATE, SATURDAY)),
    }


def _hours(**service: object) -> OfficeHours:
    return OfficeHours(tickets=seasonal(**service), service=seasonal(**service))


def _doubled(office: Office) -> Office:
    """Twice the officers, counters, work and promises, open on Saturday mornings."""
    officers = [
        o.model_copy(update={"id": f"{o.id}_{n}", "name": f"{o.name} {n}"}) for o in office.officers for n in "12"
    ]
    counters = [
        c.model_copy(update={"id": f"{c.id}{n}", "name": f"{c.name}{n}"}) for c in office.counters for n in ("", "b")
    ]
    tasks = [task.model_copy(update={"week_minutes": 2 * task.week_minutes}) for task in office.back_office]
    weekday = seasonal(mon_fri=(span("08.00-16.30"),))
    promises = [p.model_copy(update={"officers": 2, "hours": p.hours or weekday}) for p in office.promises[1:]]
    saturday = office.promises[2].model_copy(
        update={"id": "sabtu", "name": "Sabtu", "hours": seasonal(sat=(span("08.00-12.00"),)), "officers": 2}
    )
    return office.model_copy(update={
        "officers": tuple(officers), "counters": tuple(counters), "back_office": tuple(tasks),
        "promises": (office.promises[0].model_copy(update={"hours": weekday}), *promises, saturday),
        "hours": _hours(mon_fri=(span("08.00-16.30"),), sat=(span("08.00-12.00"),)),
    })  # fmt: skip


def rules() -> tuple[AnyRule, ...]:
    """The default rules with further burdens."""
    return (*(rule for rule in DEFAULT_RULES if not isinstance(rule, FairTurns)), FairTurns(others=OTHERS))


def main(words: Sequence[str]) -> int:
    """Simulates the weeks of the named offices; returns how many burdens missed the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fairness")
    parser.add_argument("offices", nargs="*", default=[], metavar="office", help="lebong, double; both without")
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=10.0, help="a week's time limit")
    asked, known = parser.parse_args(words), cases()
    missed = 0
    for name in asked.offices or known:
        began = time.monotonic()
        history, away = simulate(known[name], asked.weeks, asked.seconds)
        spent = time.monotonic() - began
        print(f"{name}: {len(known[name].office.officers)} officers, {asked.weeks} weeks, {spent:.0f} s")
        missed += sum(_told(known[name].office, history, away))
    return missed


def simulate(case: Case, weeks: int, seconds: float) -> tuple[History, Counter[str]]:
    """Week after week: what is known in the end, and on how many days each officer was away."""
    rng, history, away = np.random.default_rng(SEED), History(known=True), Counter[str]()
    burdens = burdens_of(rules(), case.office)
    for n in range(weeks):
        week = _week(case, n, history, rng)
        problem = RosterProblem(week, rules(), make_cost(week, case.loaded, rng))
        result = solve_week(problem, Limits(seconds=seconds), lambda *_: None, threading.Event())
        history = history_after(week, result.roster, history, burdens)
        away.update(officer for officer, day in week.absent if week.day(day).is_open)
    return history, away


def _week(case: Case, number: int, history: History, rng: np.random.Generator) -> OfficeWeek:
    dates = [day + timedelta(7 * number) for day in dates_of(FIRST)]
    absences = tuple(_leave(case.office, dates, rng))
    outing = dates[int(rng.integers(1, 5))]
    entries = [CalendarEntry(start=outing, end=outing, kind="mobile_service", officers_away=2)] * (number % 2)
    days = case.office.calendar(entries).days(dates[0], dates[-1])
    grid = SlotGrid.spanning(dates[0], dates[-1], bounds(case.office, case.shifts), 30, case.office.zone)
    week = f"{dates[0].isocalendar().year}-W{dates[0].isocalendar().week:02d}"
    return OfficeWeek(case.office, week, days, grid, case.shifts, absences, history)


def _leave(office: Office, dates: Sequence[object], rng: np.random.Generator) -> Iterator[Absence]:
    """One officer in eight is away, for one to five working days."""
    for officer in office.officer_ids:
        if rng.random() < 1 / 8:
            start, length = int(rng.integers(0, 5)), int(rng.integers(1, 6))
            yield Absence(officer=officer, start=dates[start], end=dates[min(4, start + length - 1)])


def _told(office: Office, history: History, away: Counter[str]) -> Iterator[bool]:
    """A line for each burden; whether it misses the goal."""
    for burden in burdens_of(rules(), office):
        had = {o: history.of(o).burdens.get(burden.id, 0) for o in office.officer_ids}
        credited = {o: had[o] + history.of(o).credits.get(burden.id, 0) / PARTS for o in office.officer_ids}
        groups = [ids for ids in alike(office) if len(ids) > 1]
        fair = max((np.ptp([credited[o] for o in ids]) for ids in groups), default=0.0)
        plain = max((f"{np.ptp([had[o] for o in ids])}" for ids in _equally_there(groups, away)), default="no two")
        overall = np.ptp([parts for parts in credited.values() if parts > 0] or [0.0])
        is_missed = bool(fair > GOAL + 0.005)
        print(f"   {burden.id:12} {sum(had.values()):4d} turns; with credits apart by {fair:.2f} among equals"
              f" ({plain} among those away equally often), {overall:.1f} among all who have had any"
              f" {'MISSED' if is_missed else 'kept'}")  # fmt: skip
        yield is_missed


def _equally_there(groups: Sequence[tuple[str, ...]], away: Counter[str]) -> list[list[str]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for n, ids in enumerate(groups):
        for officer in ids:
            found[n, away[officer]].append(officer)
    return [ids for ids in found.values() if len(ids) > 1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
