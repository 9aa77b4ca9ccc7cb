"""Answer: whether a wish can be kept, what changes for whom, and what it costs level by level."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from office.people import Absence
from scheduler.allocation import allocate
from scheduler.groups import skill_groups
from scheduler.model import Expr
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.conflict import find_conflict
from scheduler.reasons.kept import kept_part
from scheduler.reasons.moved import Moved, moves_between
from scheduler.reasons.nearest import PROMISED, Near, Pairs, Published, every_day, find_nearest, proven_shares, publish
from scheduler.reasons.retask import retasked
from scheduler.reasons.statement import Statement
from scheduler.reasons.wish import Wish
from scheduler.refine.result import level_values
from scheduler.result import LevelName
from scheduler.roster import Duty, Roster
from scheduler.rules.fair_turns import burdens_of
from scheduler.solver.reading import read_master
from scheduler.solver.tasks import Tasks
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek

SEATING_SECONDS = 5.0
"""Time for who sits at which counter; a fraction of it is the rule."""
LEAST_SECONDS = 3.0
"""Time for looking among some days, whatever the clock says, until there is an answer."""
WORTHWHILE = 1.0
"""Seconds with less than which no further look is begun."""
PROOF_SECONDS = 1.0
"""Time for each level that got worse, to prove that it must, whatever the clock says."""


@dataclass(frozen=True)
class Answer:
    """What becomes of a wish.

    Parameters
    ----------
    wish
        What was asked.
    duties
        What the officer does on that day in the published roster.
    roster
        The best roster with the wish; None where there is none. The published one where it keeps the wish already.
    moved
        What is then different for whom.
    before, after
        Values of the levels in the published roster and in that one; the latter is empty where there is none.
    least
        Levels that are worse and might be less so, as the time was too short to prove it; with what they must come to
        at least.
    against
        One smallest set of statements that stand against the wish, where it cannot be.
    instead
        The answer to the same wish as a day of leave, where a free day cannot be.
    """

    wish: Wish
    duties: tuple[Duty, ...]
    roster: Roster | None
    moved: tuple[Moved, ...]
    before: dict[LevelName, float]
    after: dict[LevelName, float]
    least: dict[LevelName, float] = field(default_factory=dict)
    against: tuple[Statement, ...] = ()
    instead: "Answer | None" = None

    @property
    def is_kept_already(self) -> bool:
        """Whether the published roster keeps the wish as it stands."""
        return self.roster is not None and not self.moved


def answer(problem: RosterProblem, roster: Roster, wish: Wish, limits: Limits, stop: threading.Event) -> Answer:
    """The best roster with a wish, as close as can be to a published one; or what stands against it.

    First only the wish's day may change; where that is impossible or costs promises or back office, other days of
    officers who are alike may, and the whole week only where nothing else can be.

    Parameters
    ----------
    problem
        The week; `previous` and `locked` are not looked at.
    roster
        The published roster.
    wish
        What is asked.
    limits
        Time for the whole answer, threads and seed.
    stop
        When set, the best so far is told.

    Raises
    ------
    TimeoutError
        If there was no time to find any roster with the wish, nor to prove that there is none.
    """
    until = time.monotonic() + limits.seconds
    problem = replace(problem, previous=None, locked=frozenset())
    told = Answer(
        wish=wish, duties=roster.duties_of(wish.officer, wish.day), roster=roster, moved=(),
        before=level_values(problem, roster), after=level_values(problem, roster),
    )  # fmt: skip
    plain = obstacles(problem.week, wish)
    if plain:
        return replace(told, roster=None, after={}, against=plain)
    if is_kept(problem.week, roster, wish):
        return told
    published = publish(problem, roster, limits, stop)
    return _answered(problem, published, told, limits, until, stop)


def _answered(
    problem: RosterProblem, published: Published, told: Answer, limits: Limits, until: float, stop: threading.Event
) -> Answer:
    wish, roster = told.wish, told.roster
    if roster is None:
        raise ValueError("a roster to start from is needed")
    asked = problem
    if wish.kind == "leave":
        asked = replace(problem, week=with_leave(problem.week, wish.officer, wish.day))
        other = publish(asked, roster, limits, stop)
        published = replace(other, prices=published.prices, values=published.values)
    near = _nearest(published, asked, roster, wish, limits, until, stop)
    if near is not None:
        return _seated(asked, published, told, near, until, stop)
    against = find_conflict(asked, limits, wish, stop)
    impossible = replace(told, roster=None, after={}, against=against)
    if wish.kind != "off":
        return impossible
    as_leave, until = replace(told, wish=replace(wish, kind="leave")), time.monotonic() + limits.seconds / 2
    return replace(impossible, instead=_answered(problem, published, as_leave, limits, until, stop))


def _nearest(
    published: Published,
    problem: RosterProblem,
    roster: Roster,
    wish: Wish,
    limits: Limits,
    until: float,
    stop: threading.Event,
) -> Near | None:
    """With as few whose days may change as will do; the whole week only where nothing else can be."""
    best: Near | None = None
    is_open = False
    for free, share in _neighbourhoods(problem, wish):
        left = share * (until - time.monotonic())
        if best is not None and (share == 1.0 or left < WORTHWHILE or not any(best.worse.values())):
            break
        given = replace(limits, seconds=max(left, LEAST_SECONDS if best is None else 0.0))
        try:
            found = find_nearest(published, problem, roster, wish, free, given, stop)
        except TimeoutError:
            is_open = True
            continue
        is_open = is_open and found is None
        if found is not None and (best is None or _worth(found) < _worth(best)):
            best = found
    if best is None and is_open:
        raise TimeoutError
    return best


def _neighbourhoods(problem: RosterProblem, wish: Wish) -> Iterator[tuple[Pairs, float]]:
    """Whose days may change, with a part of the time left: everybody's of that day, then other days of those who are
    alike, then all.
    """
    day, whole = problem.week.index(wish.day), every_day(problem)
    group = next(group for group in skill_groups(problem.week.office) if wish.officer in group.officers)
    today = frozenset(pair for pair in whole if pair[1] == day)
    yield today, 0.4
    yield today | frozenset(pair for pair in whole if pair[0] in group.officers), 0.6
    yield whole, 1.0


def _worth(near: Near) -> tuple[int, ...]:
    return tuple(near.worse[name] for name in PROMISED)


def _seated(
    problem: RosterProblem, published: Published, told: Answer, near: Near, until: float, stop: threading.Event
) -> Answer:
    """The answer with everybody at a counter: whoever can keep his day as published keeps it."""
    week, roster = problem.week, told.roster
    if roster is None:
        raise ValueError("a roster to start from is needed")

    def read(variable: Expr) -> int:
        return variable if isinstance(variable, int) else int(near.values[variable.index])

    wished = with_tasks(near.bound.duties(read), roster, published.posed.tasks, read, week)
    kept = kept_part(near.model, roster, read, wished)
    master = read_master(near.model, published.posed.tasks, kept, read)
    seated = allocate(week, problem.cost, master, SEATING_SECONDS, burdens=burdens_of(problem.rules, week.office))
    duties = retasked(week.office, seated.duties, roster, wished if told.wish.kind == "task" else ())
    best = roster.model_copy(
        update={
            "assignments": master.assignments, "duties": duties, "absences": week.absences,
            "stand_ins": name_stand_ins(week, duties),
        }
    )  # fmt: skip
    after = level_values(problem, best)
    worse = [name for name in PROMISED if after[name] > told.before[name]]
    seconds = max(PROOF_SECONDS, (until - time.monotonic()) / max(len(worse), 1))
    shares = proven_shares(published, told.wish, near, seconds, stop) if worse else {}
    least = {name: told.before[name] + shares[name] * (after[name] - told.before[name]) for name in worse
             if shares[name] < 1}  # fmt: skip
    return replace(told, roster=best, moved=moves_between(roster, best), after=after, least=least)


def with_tasks(
    duties: tuple[Duty, ...], roster: Roster, tasks: Tasks, read: Callable[[Expr], int], week: OfficeWeek
) -> tuple[Duty, ...]:
    """One officer's duties with a task for each block: that of before, or one that is left."""
    found = []
    for duty in duties:
        if duty.activity == "back_office" and duty.task is None:
            skills, length = week.office.officer(duty.officer).skills, duty.minutes // week.grid.slot_minutes
            spent = {key[0]: read(count) for key, count in tasks.spent.items() if key[1:] == (skills, length)}
            had = next((d.task for d in roster.duties_of(duty.officer, duty.day) if d.start == duty.start), None)
            task = had if spent.get(had or "") else max(spent, key=lambda task: spent[task])
            found.append(duty.model_copy(update={"task": task}))
        else:
            found.append(duty)
    return tuple(found)


def with_leave(week: OfficeWeek, officer: str, day: date) -> OfficeWeek:
    """The week with one more day of leave."""
    return replace(week, absences=(*week.absences, Absence(officer=officer, start=day, end=day, kind="leave")))


def obstacles(week: OfficeWeek, wish: Wish) -> tuple[Statement, ...]:
    """Why a wish means nothing by itself: one statement, or none."""
    office, today = week.office, week.day(wish.day)
    officer = office.officer(wish.officer)
    if wish.kind in ("off", "leave"):
        return ()
    if not today.is_open:
        return (Statement("closed_day", day=wish.day),)
    shifts = {choice.shift for choice in week.choices(officer, today)}
    if wish.kind == "shift" and wish.subject not in shifts:
        return (Statement("other_shifts", wish.officer, wish.day, wish.subject),)
    if wish.kind == "counter":
        counter = office.counter(wish.subject)
        if not counter.available:
            return (Statement("closed_counter", subject=wish.subject),)
        if not office.served_at(officer.skills, counter.type):
            return (Statement("unskilled", wish.officer, subject=wish.subject),)
    if wish.kind == "task":
        task = next(task for task in office.back_office if task.id == wish.subject)
        if not task.skills <= officer.skills:
            return (Statement("unskilled_task", wish.officer, subject=wish.subject),)
    return ()


def is_kept(week: OfficeWeek, roster: Roster, wish: Wish) -> bool:
    """Whether a roster keeps a wish as it stands."""
    works, duties = roster.assignments_of(wish.officer, wish.day), roster.duties_of(wish.officer, wish.day)
    if wish.kind == "off":
        return not works and not duties
    if wish.kind == "leave":
        return week.absence_of(wish.officer, wish.day) is not None
    if wish.kind == "shift":
        return any(assignment.shift == wish.subject for assignment in works)
    if wish.kind == "task":
        return any(duty.task == wish.subject for duty in duties)
    seated = np.zeros(week.grid.slots, dtype=bool)
    free = np.zeros(week.grid.slots, dtype=bool)
    for duty in duties:
        for slot, start in enumerate(week.grid.minutes.tolist()):
            inside = duty.start <= start and start + week.grid.slot_minutes <= duty.end
            asked = wish.span is None or wish.span.start <= start < wish.span.end
            seated[slot] |= inside and asked and duty.counter == wish.subject
            free[slot] |= inside and asked and duty.activity in ("counter", "back_office", "standby")
    return bool(seated.any()) and not (free & ~seated & week.service[week.index(wish.day)]).any()
