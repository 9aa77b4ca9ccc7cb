"""Strains: what weeks cost with some people away, each combination looked at once."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from office.people import Absence
from scheduler.cover import promise_need, unmet
from scheduler.master import Master
from scheduler.problem import Limits, RosterProblem
from scheduler.result import LevelName
from scheduler.week import OfficeWeek

LEAST_SECONDS, MOST_SECONDS = 10.0, 40.0
"""Time that one week may take at least, as long as there is any: what was not found in time would look like a conflict;
and at most."""
NEAR_GAP, NEAR = 0.1, 30.0
"""A week's waiting and missing stand-ins are known when they lie within this gap of their bound, or so many minutes."""


@dataclass(frozen=True)
class Strain:
    """What some weeks cost in each level.

    Parameters
    ----------
    broken
        Hard rules that cannot be kept.
    uncovered, no_stand_in, waiting
        Minutes of promises uncovered and without a stand-in, and of expected waiting.
    short
        Minutes of promises uncovered on each day that has any.
    is_known
        Whether there was time enough to know all of it.
    least
        What of `broken` and `uncovered` is proven: no roster has less; equal to them where the best was found.
    """

    broken: float = 0.0
    uncovered: float = 0.0
    no_stand_in: float = 0.0
    waiting: float = 0.0
    short: tuple[tuple[date, int], ...] = ()
    is_known: bool = True
    least: tuple[float, float] = (0.0, 0.0)

    def __add__(self, other: "Strain") -> "Strain":
        return Strain(
            self.broken + other.broken, self.uncovered + other.uncovered, self.no_stand_in + other.no_stand_in,
            self.waiting + other.waiting, (*self.short, *other.short), self.is_known and other.is_known,
        )  # fmt: skip

    def beyond(self, usual: "Strain") -> "Strain":
        """What comes on top of the usual; days only where more is uncovered than usual."""
        before = dict(usual.short)
        short = tuple(
            (day, minutes - before.get(day, 0)) for day, minutes in self.short if minutes > before.get(day, 0)
        )
        return Strain(
            self.broken - usual.broken, self.uncovered - usual.uncovered, self.no_stand_in - usual.no_stand_in,
            self.waiting - usual.waiting, short, self.is_known and usual.is_known,
        )  # fmt: skip

    def fits(self, usual: "Strain") -> bool:
        """Whether it is proven that no law breaks and no more of a promise is left than without any request."""
        return self.broken <= usual.least[0] and self.uncovered <= usual.least[1]

    def is_beyond(self, usual: "Strain") -> bool:
        """Whether it is proven that a law breaks or more of a promise is left than without any request.

        The usual's uncovered minutes say nothing where its laws might be kept better, at their expense.
        """
        laws, minutes = self.least
        return laws > usual.broken or (usual.broken == usual.least[0] and minutes > usual.uncovered)


FREE = Strain()
UNSEEN = Strain(is_known=False)
"""Of weeks that nobody had time to look at."""
Away = frozenset[Absence]
Days = frozenset[tuple[str, str, date]]


@dataclass
class Strains:
    """What the weeks cost with people away.

    Whatever fits still fits when somebody stays, and what does not fit no better with more people away: so most
    questions are answered by what is known.
    """

    problems: Sequence[RosterProblem]
    limits: Limits
    stop: threading.Event
    taken: frozenset[tuple[str, date]] = frozenset()
    is_proven: bool = True
    _known: dict[tuple[int, Away, LevelName], Strain] = field(default_factory=dict)
    _fitting: list[tuple[int, Days]] = field(default_factory=list)
    _refused: list[tuple[int, Days]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.allow(self.limits.seconds)

    def allow(self, seconds: float) -> None:
        """Gives so many seconds from now on."""
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left; none once the work was stopped."""
        return 0.0 if self.stop.is_set() else self._until - time.monotonic()

    def all_fit(self, absences: Sequence[Absence]) -> bool:
        """Whether these days away fit together in every week; a week that none of them touches is as it is."""
        if any(self.is_taken(absence) for absence in absences):
            return False
        return all(self._fits(n, away) for n, away in enumerate(self._by_week(absences)) if away)

    def are_refused(self, absences: Sequence[Absence]) -> bool:
        """Whether it is proven that these days away do not fit together."""
        by_week = list(enumerate(self._by_week(absences)))
        if any(self._is_known_refused(n, frozenset(self._days(n, away))) for n, away in by_week):
            return True
        pairs = [(self._week(n, away, "uncovered"), self._week(n, frozenset(), "uncovered")) for n, away in by_week]
        return any(strain.is_beyond(usual) for strain, usual in pairs if usual is not UNSEEN)

    def is_taken(self, absence: Absence) -> bool:
        """Whether the officer works on one of these days by a published roster."""
        return any(officer == absence.officer and absence.covers(day) for officer, day in self.taken)

    def beyond(
        self, absences: Sequence[Absence], usual: Sequence[Absence] = (), until: LevelName = "waiting"
    ) -> Strain:
        """What the weeks cost with these away, on top of what they cost with the usual ones; up to a level."""
        total = Strain()
        for n, (more, less) in enumerate(zip(self._by_week(absences), self._by_week(usual), strict=True)):
            if more != less:
                with_them, without = self._week(n, more, until), self._week(n, less, until)
                seen = with_them is not UNSEEN and without is not UNSEEN
                total += with_them.beyond(without) if seen else UNSEEN
        return total

    def _fits(self, n: int, away: Away) -> bool:
        days = frozenset(self._days(n, away))
        if any(week == n and days <= fitting for week, fitting in self._fitting):
            return True
        if self._is_known_refused(n, days):
            return False
        usual, strain = self._week(n, frozenset(), "uncovered"), self._week(n, away, "uncovered")
        is_seen = usual is not UNSEEN and strain is not UNSEEN
        if is_seen and strain.fits(usual):
            self._fitting.append((n, days))
            return True
        if is_seen and strain.is_beyond(usual):
            self._refused.append((n, days))
        else:
            self.is_proven = False
        return False

    def _is_known_refused(self, n: int, days: Days) -> bool:
        return any(week == n and days >= refused for week, refused in self._refused)

    def _days(self, n: int, away: Away) -> Iterator[tuple[str, str, date]]:
        days = self.problems[n].week.open_days
        return ((a.officer, a.kind, day.date) for a in away for day in days if a.covers(day.date))

    def _by_week(self, absences: Iterable[Absence]) -> list[Away]:
        absences = tuple(absences)
        return [frozenset(a for a in absences if _touches(a, problem.week)) for problem in self.problems]

    def _week(self, n: int, away: Away, until: LevelName) -> Strain:
        """What a week costs; law and promises always by a solve that asks for nothing else."""
        if (n, away, until) not in self._known:
            if self.left <= 0:
                return UNSEEN
            self._known[n, away, until] = self._solved(n, away, until)
        found = self._known[n, away, until]
        if until == "uncovered":
            return found
        first = self._week(n, away, "uncovered")
        is_known = found.is_known and first.is_known and found.uncovered <= first.uncovered
        return replace(first, no_stand_in=found.no_stand_in, waiting=found.waiting, is_known=is_known)

    def _solved(self, n: int, away: Away, until: LevelName) -> Strain:
        """What a solve of the week tells; nothing where the solve for promises ended before it reached them."""
        from scheduler.solver import solve_master

        problem = self.problems[n]
        absences = (*problem.week.absences, *sorted(away, key=lambda a: (a.start, a.officer)))
        week = replace(problem.week, absences=absences)
        seconds = min(max(self.left / 3, LEAST_SECONDS), MOST_SECONDS)
        is_first = until == "uncovered"  # a grant needs the last minute of a promise, whatever gap is good enough else
        limits = replace(self.limits, seconds=seconds, gap=0.0 if is_first else self.limits.gap)
        solved = solve_master(replace(problem, week=week), limits, lambda *_: None, self.stop, until)
        if is_first and not solved.is_whole:
            return UNSEEN
        found = {level.name: level for level in solved.levels}
        is_proven = solved.is_whole and all(found[name].gap == 0 for name in ("broken", "uncovered") if name in found)
        felt = [found[name] for name in ("no_stand_in", "waiting") if name in found]
        is_near = all(level.gap <= NEAR_GAP or level.value - level.bound <= NEAR for level in felt)

        def value(name: LevelName) -> float:
            return found[name].value if name in found else 0.0

        def least(name: LevelName) -> float:
            return found[name].bound if name in found and found[name].gap > 0 else value(name)

        return Strain(value("broken"), value("uncovered"), value("no_stand_in"), value("waiting"),
                      tuple(_short_days(week, solved.master)), is_proven and is_near,
                      (least("broken"), least("uncovered")))  # fmt: skip


def _touches(absence: Absence, week: OfficeWeek) -> bool:
    """Whether an absence takes an open day of a week."""
    return any(absence.covers(day.date) for day in week.open_days)


def _short_days(week: OfficeWeek, master: Master) -> Iterator[tuple[date, int]]:
    """Minutes of promises that a master leaves uncovered, day by day."""
    from scheduler.groups import skill_groups

    office, promises = week.office, week.office.promises
    masks = [[group.steps & kind.steps for kind in office.counter_types] for group in skill_groups(office)]
    need = [promise_need(week, promise) for promise in promises]
    for d, day in enumerate(week.days):
        short = 0
        for t in range(week.grid.slots):
            counts = master.posts[:, :, d, t]
            held = [masks[g][k] for g, k in zip(*counts.nonzero(), strict=True) for _ in range(int(counts[g, k]))]
            short += sum(unmet(promises, [int(asked[d, t]) for asked in need], held)) if promises else 0
        if short:
            yield day.date, short * week.grid.slot_minutes
