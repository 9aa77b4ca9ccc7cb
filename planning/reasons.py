"""Reasons: why a roster is as it is, by its rules, and what something else would cost."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

from office.problems import InputError, Problem
from office.values import Span
from planning.futures import Futures, draw_futures
from planning.pricing import price_week
from planning.progress import Stage, Watch
from planning.replan import Published
from planning.spoken import named, officer_named, read_when
from scheduler.check import check
from scheduler.problem import Limits, RosterProblem
from scheduler.roster import Roster, Shortage, Violation
from scheduler.score import Score, score
from scheduler.shortages import find_shortages
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from scheduler.why import Why, why
from staffing.scoring import DayScorer

if TYPE_CHECKING:
    from scheduler.reasons.answer import Answer
    from scheduler.reasons.wish import Wish

PATHS = 150
"""Sampled weeks by which waiting is priced and compared: few, because somebody waits for the answer."""


@dataclass(frozen=True)
class Asked:
    """What was asked, as it was typed."""

    officer: str
    day: str
    shift: str | None = None
    counter: str | None = None
    task: str | None = None
    at: str | None = None
    is_leave: bool = False


@dataclass(frozen=True)
class Wait:
    """Visitors of the days that change: how many a week wait too long, and for how long all wait on average."""

    late: float
    minutes: float


@dataclass(frozen=True)
class Explained:
    """An answer with what visitors would notice.

    Parameters
    ----------
    week, roster
        The published week.
    answer
        What becomes of the wish.
    waits
        Of the published roster and of the answer's (of the answer instead, where the wish cannot be); None where
        nothing changes.
    seconds
        Wall time.
    notes
        What a reader must know.
    limit
        Seconds that the solver had.
    """

    published: Published
    answer: "Answer"
    waits: tuple[Wait, Wait] | None
    seconds: float
    notes: tuple[Problem, ...]
    limit: float = 0.0

    def summary(self) -> dict[str, object]:
        """All of it as data."""
        return {
            "week": self.published.week.week, **_answer_data(self.answer),
            "waits": None if self.waits is None else {
                "late_before": self.waits[0].late, "late_after": self.waits[1].late,
                "minutes_before": self.waits[0].minutes, "minutes_after": self.waits[1].minutes,
            },
            "seconds": round(self.seconds, 1), "limit": self.limit,
        }  # fmt: skip


@dataclass(frozen=True)
class Scored:
    """A roster rule by rule: what is short or beyond a limit, why, and totals."""

    published: Published
    violations: tuple[Violation, ...]
    shortages: tuple[Shortage, ...]
    score: Score
    reasons: dict[int, Why] = field(default_factory=dict)
    """By the place of a violation."""

    def summary(self) -> dict[str, object]:
        """All of it as data."""
        return {
            "week": self.published.week.week,
            "score": self.score.data(),
            "totals": dict(self.score.levels),
            "violations": [
                {
                    **violation.model_dump(mode="json"),
                    "able": [list(pair) for pair in self.reasons[n].able],
                    "holding": list(self.reasons[n].holding),
                }
                if n in self.reasons
                else violation.model_dump(mode="json")
                for n, violation in enumerate(self.violations)
            ],
            "shortages": [shortage.model_dump(mode="json") for shortage in self.shortages],
        }


def score_week(published: Published) -> Scored:
    """What a roster breaks or leaves undone, rule by rule, and why. Needs no solver and no forecast."""
    week, roster, rules = published.week, published.roster, published.inputs.config.roster.rules
    violations = check(roster, week, rules)
    reasons = {n: why(violation, week, roster) for n, violation in enumerate(violations)}
    told = {n: reason for n, reason in reasons.items() if reason is not None}
    return Scored(published, violations, find_shortages(week, roster), score(violations, rules), told)


def usual_seconds(officers: int) -> float:
    """Seconds for a first answer in an office of so many officers: 7 for twelve, 15 for forty-five."""
    return round(4 + officers / 4)


def explain_wish(
    published: Published, asked: Asked, seconds: float | None, seed: int, watch: Watch, stop: Event
) -> Explained:
    """What becomes of a wish: a solve, as near to the published roster as can be.

    Parameters
    ----------
    published
        The roster with its office's files.
    asked
        The wish.
    seconds
        For the solver; None for what a first answer needs.
    seed
        Of the sampled visitors.
    watch, stop
        Told how it goes; asked whether to end.

    Raises
    ------
    InputError
        With everything that is unknown, or when time was too short for any answer.
    """
    from scheduler.reasons.answer import answer

    began = perf_counter()
    wish = read_wish(asked, published.week)
    limit = usual_seconds(len(published.week.office.officers)) if seconds is None else seconds
    watch(Stage("forecasting"))
    futures = draw_futures(published.inputs, published.week, "staffing", PATHS, seed)
    watch(Stage("pricing"))
    cost = price_week(published.week, futures)
    problem = RosterProblem(published.week, published.inputs.config.roster.rules, cost)
    watch(Stage("solving"))
    try:
        found = answer(problem, published.roster, wish, Limits(seconds=limit, seed=seed), stop)
    except TimeoutError:
        raise InputError(Problem("explain.out_of_time", params={"seconds": round(4 * limit)})) from None
    best = found if found.roster is not None else found.instead
    waits = None
    if best is not None and best.roster is not None and best.moved:
        days = sorted({moved.day for moved in best.moved})
        waits = _wait(published, published.roster, futures, days), _wait(published, best.roster, futures, days)
    return Explained(published, found, waits, perf_counter() - began, published.origin.notes, limit)


def read_wish(asked: Asked, week: OfficeWeek) -> "Wish":
    """The wish that was typed.

    Raises
    ------
    InputError
        With every name that is unknown and every day that is not of the week.
    """
    from scheduler.reasons.wish import Wish

    office, wrong = week.office, []
    officer, near = officer_named(asked.officer, office)
    if officer is None:
        code = "explain.officer" if near else "explain.officer_unlike"
        wrong.append(Problem(code, found=asked.officer, allowed=near))
    day = read_when(asked.day, week.grid.dates).day
    if day is None or day not in week.grid.dates:
        wrong.append(Problem("explain.day", found=asked.day, allowed=(week.week,)))
    span = None
    if asked.at is not None:
        when = read_when(asked.at, week.grid.dates)
        span = when.span if when.minute is not None and when.until is not None else None
        if span is None:
            wrong.append(Problem("explain.at", found=asked.at))
    kind, subject = "leave" if asked.is_leave else "off", ""
    for name, text, listed in (
        ("shift", asked.shift, [(shift.id, shift.name) for shift in week.shifts]),
        ("counter", asked.counter, [(counter.id, counter.name) for counter in office.counters]),
        ("task", asked.task, [(task.id, task.name) for task in office.back_office]),
    ):
        if text is not None:
            kind, subject = name, named(text, listed)[0] or ""
            if not subject:
                wrong.append(Problem(f"explain.{name}", found=text, allowed=tuple(told for _, told in listed)))
    if sum(text is not None for text in (asked.shift, asked.counter, asked.task)) + asked.is_leave > 1:
        wrong.append(Problem("explain.one_wish"))
    if wrong or officer is None or day is None:
        raise InputError(*wrong)
    return Wish(officer, day, kind, subject, span)  # type: ignore[arg-type]


def _wait(published: Published, roster: Roster, futures: Futures, days: Sequence[date]) -> Wait:
    """What visitors of some days meet under a roster."""
    week = published.week
    plan, late, minutes, visitors = staff_plan(week, roster), 0.0, 0.0, 0.0
    for day in days:
        index = week.index(day)
        if week.days[index].is_open:
            found = DayScorer(futures.visitors, week.office, index).score(plan.of_day(index))
            late += float(found.late.mean())
            minutes += float(found.wait.sum())
            visitors += float(found.visitors.sum())
    return Wait(late, minutes / max(visitors, 1.0))


def _answer_data(found: "Answer") -> dict[str, object]:
    return {
        "wish": _plain(asdict(found.wish)),
        "possible": found.roster is not None,
        "moved": [_plain(asdict(moved)) for moved in found.moved],
        "levels": {name: {"before": value, "after": found.after.get(name)} for name, value in found.before.items()},
        "maybe_better": sorted(found.least),
        "at_least": dict(found.least),
        "against": [_plain(asdict(statement)) for statement in found.against],
        "instead": None if found.instead is None else _answer_data(found.instead),
    }


def _plain(found: dict[str, object]) -> dict[str, object]:
    """Days as texts, spans as two minutes."""
    return {
        key: f"{value}" if isinstance(value, date)
        else [value.start, value.end] if isinstance(value, Span)
        else _plain(value) if isinstance(value, dict)
        else value
        for key, value in found.items()
    }  # fmt: skip
