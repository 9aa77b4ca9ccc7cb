"""Small horizons with all that lines can be asked, and every way to decide them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import numpy as np

from office.people import Officer
from office.values import Span
from scheduler.horizon import Horizon
from scheduler.roster import Assignment
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.rules.consecutive_days_off import ConsecutiveDaysOff
from scheduler.rules.filters import Which
from scheduler.rules.heads import Demand, Heads
from scheduler.rules.line import LineRule
from scheduler.rules.period import BySeason, Period
from scheduler.rules.sequence import Sequence
from scheduler.rules.shift_count import ShiftCount
from scheduler.rules.weekends import Weekends
from scheduler.rules.wishes import Wish, Wishes
from scheduler.rules.work_minutes import WorkMinutes

FRIDAY = date(2024, 1, 5)
SPANS = {"early": Span(start=420, end=900), "late": Span(start=840, end=1440)}
EARLY, LATE = (Which(shifts=frozenset({shift})) for shift in SPANS)
WHOLE = Period(every="horizon")


def horizon_of(officers: int, days: int, past: str = "", first: date = FRIDAY) -> Horizon:
    """Two shifts on every day; `past` says of each day before whether every officer held the early one ('x')."""
    people = tuple(
        Officer(id=f"p{n}", name=f"P{n}", skills=frozenset({"any"}), contract="any") for n in range(officers)
    )
    dates = tuple(first + timedelta(n) for n in range(-len(past), days))
    given = [
        Assignment(officer=officer.id, day=day, shift="early", span=SPANS["early"])
        for officer in people
        for day, told in zip(dates, past, strict=False)
        if told == "x"
    ]
    open_ones = [
        Assignment(officer=officer.id, day=day, shift=shift, span=span)
        for officer in people
        for day in dates[len(past) :]
        for shift, span in SPANS.items()
    ]
    is_given = np.arange(len(given) + len(open_ones)) < len(given)
    return Horizon(people, dates, tuple("normal" for _ in dates), (*given, *open_ones), is_given, len(past))


def decisions(horizon: Horizon) -> Iterator[np.ndarray]:
    """Every way to give each officer at most one candidate a day."""
    cells = [
        horizon.cells(officer, day).tolist()
        for officer in range(len(horizon.officers))
        for day in range(horizon.first, len(horizon.dates))
    ]
    for held in product(*([-1, *options] for options in cells)):
        chosen = horizon.is_given.copy()
        chosen[[cell for cell in held if cell >= 0]] = True
        yield chosen


def judged(horizon: Horizon, rules: tuple[LineRule, ...], chosen: np.ndarray) -> tuple[float, float]:
    """Weight of units beyond hard limits, and price of wishes as the rules report it."""
    hard = [(rule.gravity, clause) for rule in rules if rule.is_hard for clause in rule.clauses(horizon)]
    return (
        sum(gravity * excess.price for gravity, clause in hard for excess in clause.excesses(chosen)),
        sum(v.price for rule in rules if not rule.is_hard for v in rule.breaches(horizon, chosen)),
    )


def all_judged(horizon: Horizon, rules: tuple[LineRule, ...]) -> Iterator[tuple[np.ndarray, float, float]]:
    """Every decision with its weight of broken hard rules and its price; the clauses are read once."""
    told = [(rule.is_hard, float(rule.gravity if rule.is_hard else rule.weight), c)
            for rule in rules for c in rule.clauses(horizon)]  # fmt: skip
    for chosen in decisions(horizon):
        sums = [0.0, 0.0]
        for is_hard, weight, clause in told:
            sums[not is_hard] += weight * sum(excess.price for excess in clause.excesses(chosen))
        yield chosen, sums[0], sums[1]


def cheapest(horizon: Horizon, rules: tuple[LineRule, ...]) -> tuple[float, float]:
    """The least weight of broken rules over all decisions, and the least price with it."""
    return min((broken, price) for _, broken, price in all_judged(horizon, rules))


def random_rules(rng: np.random.Generator, horizon: Horizon) -> tuple[LineRule, ...]:
    """Runs, minutes, weekends, counts and successions as law; heads and wishes as prices."""
    days = horizon.dates[horizon.first :]
    least, most = sorted(rng.integers(1, 4, 2).tolist())
    minutes = sorted(rng.integers(0, 600 * len(days), 2).tolist())
    ids = [officer.id for officer in horizon.officers]
    hard: list[LineRule] = [
        ConsecutiveDays(least=least, most=most),
        ConsecutiveDaysOff(least=int(rng.integers(1, 3)), most=[None, 3][rng.integers(2)]),
        WorkMinutes(period=WHOLE, least=BySeason(normal=minutes[0] // 2), most=BySeason(normal=minutes[1])),
        Weekends(period=WHOLE, most=BySeason(normal=int(rng.integers(0, 2)))),
        ShiftCount(which=LATE, period=WHOLE, most=BySeason(normal=int(rng.integers(1, 3)))),
        Sequence(days=(LATE, EARLY)),
    ]
    kept = [rule for rule in hard if rng.random() < 0.6]
    wishes = tuple(
        Wish.model_validate(
            {
                "officer": ids[rng.integers(len(ids))],
                "day": days[rng.integers(len(days))],
                "wants": ["work", "off"][rng.integers(2)],
                "weight": int(rng.integers(1, 4)),
            }
        )
        for _ in range(4)
    )
    demand = [
        Heads(
            level="wishes",
            which=which,
            wanted=Demand(least=int(rng.integers(0, 3)), most=2, under=int(rng.integers(1, 9)), over=1),
        )
        for which in (EARLY, LATE)
    ]
    return (*kept, Wishes(wishes=wishes), *demand)
