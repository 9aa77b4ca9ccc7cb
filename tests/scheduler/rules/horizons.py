"""Small horizons and decided lines made by lot, and the plain words in which rules are told again."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from office.people import Officer
from office.values import Span
from scheduler.horizon import OUTSIDE, WORKED, Horizon
from scheduler.roster import Assignment

MONDAY = date(2026, 2, 9)
SHIFTS = {
    "early": (Span(start=360, end=840), frozenset({"early"})),
    "day": (Span(start=450, end=960), frozenset()),
    "late": (Span(start=720, end=1260), frozenset({"late"})),
    "night": (Span(start=960, end=1440), frozenset({"late", "night"})),
}
SITES = {"late": "unit"}
TAGS = ("senior", "trainee", "driver")


def make_horizon(rng: np.random.Generator) -> Horizon:
    """Some officers and days, with or without a past, Ramadan in the middle, leave, and outside duty that is given."""
    past, days = int(rng.choice([0, 1, 5, 9])), int(rng.choice([1, 3, 7, 14]))
    start = MONDAY + timedelta(int(rng.integers(0, 7)))
    dates = tuple(start + timedelta(n) for n in range(past + days))
    officers = tuple(
        Officer(id=f"p{n}", name=f"P{n}", skills=frozenset("a"), contract="c",
                tags=frozenset(tag for tag in TAGS if rng.random() < 0.5))
        for n in range(1, 1 + int(rng.integers(1, 4)))
    )  # fmt: skip
    given = [_work(o.id, d, rng.choice([*SHIFTS, OUTSIDE, WORKED])) for o in officers for d in dates[:past]
             if rng.random() < 0.6]  # fmt: skip
    out = [_work(o.id, d, OUTSIDE) for o in officers for d in dates[past:] if rng.random() < 0.05]
    closed = {d for d in dates if rng.random() < 0.1}
    taken = {(a.officer, a.day) for a in out}
    offered = [
        _work(o.id, d, shift, lunch)
        for o in officers
        for d in dates[past:]
        for shift in SHIFTS
        for lunch in ((None, 780) if shift == "day" else (None,))
        if (o.id, d) not in taken and d not in closed and rng.random() < 0.85
    ]
    ramadan = (start + timedelta(int(rng.integers(0, 10))), start + timedelta(int(rng.integers(5, 20))))
    around = [dates[0] - timedelta(1), *dates, dates[-1] + timedelta(1)]
    return Horizon(
        officers=officers, dates=dates,
        seasons=tuple("ramadan" if ramadan[0] <= d <= ramadan[1] else "normal" for d in dates),
        candidates=(*offered, *given, *out), is_given=np.arange(len(offered) + len(given) + len(out)) >= len(offered),
        first=past, shift_tags={shift: tags for shift, (_, tags) in SHIFTS.items()}, shift_sites=SITES,
        away=frozenset((o.id, d) for o in officers for d in around if rng.random() < 0.06),
    )  # fmt: skip


def make_decision(horizon: Horizon, rng: np.random.Generator) -> np.ndarray:
    """What is held: at most one candidate a day, seldom work on leave; bool, shape (candidates,)."""
    chosen, eager = horizon.is_given.copy(), rng.choice([0.4, 0.7, 0.95])
    for n, officer in enumerate(horizon.officers):
        for day, when in enumerate(horizon.dates):
            cells = horizon.cells(n, day)
            works = rng.random() < (0.05 if (officer.id, when) in horizon.away else eager)
            if len(cells) and not horizon.is_given[cells].any() and works:
                chosen[rng.choice(cells)] = True
    return chosen


def _work(officer: str, day: date, shift: str, lunch: int | None = None) -> Assignment:
    span = {OUTSIDE: Span(start=480, end=900), WORKED: Span(start=0, end=900)}.get(shift) or SHIFTS[shift][0]
    return Assignment(officer=officer, day=day, shift=shift, span=span, break_start=lunch,
                      break_minutes=0 if lunch is None else 60)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One officer's days as a person would look at them: date by date what is worked, None where nothing is."""

    officer: Officer
    work: dict[date, Assignment | None]
    offers: dict[date, tuple[Assignment, ...]]
    seasons: dict[date, str]
    first: date
    away: frozenset[date]
    given: frozenset[Assignment]

    @cached_property
    def dates(self) -> list[date]:
        """Known days in order."""
        return list(self.work)

    @cached_property
    def open(self) -> list[date]:
        """Days that are to be decided."""
        return [day for day in self.dates if day >= self.first]

    def fits(self, which, day: date) -> bool:
        """Whether the work of a day is what `which` means."""
        work = self.work.get(day)
        return work is not None and self.means(which, work)

    def means(self, which, work: Assignment) -> bool:
        """`Which`, told again for one assignment."""
        tags = SHIFTS[work.shift][1] if work.shift in SHIFTS else frozenset()
        weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[work.day.weekday()]
        return all((
            which.shifts is None or work.shift in which.shifts,
            not which.any_tag or any(tag in tags for tag in which.any_tag),
            not any(tag in tags for tag in which.no_tag),
            which.weekdays is None or weekday in which.weekdays,
            which.season is None or self.seasons[work.day] == which.season,
            which.start is None or work.day >= which.start,
            which.end is None or work.day <= which.end,
            which.starts is None
            or (work.shift != WORKED and which.starts.start <= work.span.start < which.starts.end),
            which.ends is None or which.ends.start < work.span.end <= which.ends.end,
        ))  # fmt: skip


def lines_of(horizon: Horizon, chosen: np.ndarray) -> list[Line]:
    """The lines of a decided horizon."""
    held = {(a.officer, a.day): a for a, is_held in zip(horizon.candidates, chosen, strict=True) if is_held}
    return [
        Line(
            officer=officer, work={day: held.get((officer.id, day)) for day in horizon.dates},
            offers={day: tuple(a for a in horizon.candidates if (a.officer, a.day) == (officer.id, day))
                    for day in horizon.dates},
            seasons=dict(zip(horizon.dates, horizon.seasons, strict=True)), first=horizon.dates[horizon.first],
            away=frozenset(day for id, day in horizon.away if id == officer.id),
            given=frozenset(a for a, is_given in zip(horizon.candidates, horizon.is_given, strict=True) if is_given),
        )
        for officer in horizon.officers
    ]  # fmt: skip


def means_officer(who, officer: Officer) -> bool:
    """`Who`, told again."""
    return all((
        who.officers is None or officer.id in who.officers,
        not who.any_tag or any(tag in officer.tags for tag in who.any_tag),
        all(tag in officer.tags for tag in who.all_tags),
        not any(tag in officer.tags for tag in who.no_tag),
    ))  # fmt: skip
