"""Statements: what is asked of a week without exception, sentence by sentence, as truth values of a model.

The elastic model knows of each limit whether it is broken. Limits of the same rule about the same officer and day are
one statement, so that people recognise what they once said: *C is on leave on Thursday*, *C owes 37.5 hours*.
"""

from collections import defaultdict
from datetime import date

from scheduler.clauses import MOST, Clause
from scheduler.model import Expr, RosterModel
from scheduler.problem import RosterProblem
from scheduler.reasons.statement import Statement
from scheduler.roster import Assignment
from scheduler.rules import complete
from scheduler.rules.base import Rule
from scheduler.rules.line import LineRule
from scheduler.rules.weekly_norm import WeeklyNorm
from scheduler.solver.locks import locked_part
from scheduler.solver.posed import without_seats


class StatedModel(RosterModel):
    """An elastic week that remembers which statement each of its limits belongs to."""

    def __init__(self, problem: RosterProblem) -> None:
        held = locked_part(problem)
        super().__init__(problem.week, held, is_elastic=True)
        self._about: tuple[str, date | None] = "", None
        self._charged: list[tuple[Expr, Expr, Rule, tuple[str, date | None]]] = []
        self._locks: dict[Statement, Expr] = {}
        for rule in complete(problem.rules):
            if rule.is_hard:
                without_seats(rule).constrain(self)
        for officer, day in sorted(problem.locked):
            self._lock(officer, week_day=day, held=held.assignments if held else ())

    def state(self, clause: Clause, *, because: LineRule) -> None:
        """Binds the week to a clause, which knows whom it is about."""
        self._about = clause.officer or "", clause.day
        super().state(clause, because=because)
        self._about = "", None

    def charge(self, excess: Expr, amount: int, price: int, because: Rule) -> None:
        """Charges a rule, and remembers for what."""
        super().charge(excess, amount, price, because)
        if because.is_hard:
            self._charged.append((excess, self.breaches[-1], because, self._about))

    def _short(self, name: str, weight: int, day: int, slot: int, because: Rule) -> Expr:
        self._about = "", self.week.days[day].date
        short = super()._short(name, weight, day, slot, because)
        self._about = "", None
        return short

    def _lock(self, officer: str, week_day: int, held: tuple[Assignment, ...]) -> None:
        day = self.week.days[week_day].date
        takes = [1 - self.takes(a) if a in held else self.takes(a) for a in self.candidates_of(officer, day)]
        if takes:
            is_broken = self.cp.new_bool_var("")
            self.cp.add(self.total(takes) <= MOST * is_broken)
            self._locks[Statement("lock", officer, day)] = is_broken

    def statements(self) -> dict[Statement, tuple[Expr, ...]]:
        """Each statement with the truth values of its limits: none of them may be 1 where it holds."""
        found_in = self._assigned()
        found: dict[Statement, list[Expr]] = defaultdict(list)
        idle = iter(officer.id for officer in self.week.office.officers if not self.candidates_by(officer.id))
        for excess, is_broken, rule, (officer, day) in self._charged:
            rows = found_in.get(excess.index, [])
            officers, days = {a.officer for a in rows}, {a.day for a in rows}
            foreign = {a.shift for a in rows} if not any(self.week.may_work(a) for a in rows) else set()
            one = officer or (next(iter(officers)) if len(officers) == 1 else "")
            if not rows and isinstance(
                rule, WeeklyNorm
            ):  # hours owed by who has nothing to work: in the office's order
                one = next(idle, "")
            when = day or (next(iter(days)) if len(days) == 1 else None)
            shift = next(iter(foreign)) if len(foreign) == 1 and rule.rule == "one_shift" else ""
            owed = rule if isinstance(rule, WeeklyNorm) and one else None
            minutes = None if owed is None else owed.limits(self.week, self.week.office.officer(one))
            found[Statement("own_shifts" if shift else rule.rule, one, when, shift, minutes)].append(is_broken)
        return {**{key: tuple(parts) for key, parts in found.items()}, **{k: (v,) for k, v in self._locks.items()}}

    def _assigned(self) -> dict[int, list[Assignment]]:
        """By the index of each excess, what of the named variables stands in its row; events as outside duty."""
        cells = self.horizon.candidates
        owners = {cell.index: cells[n] for n, cell in enumerate(self._cells)}
        excesses = {excess.index for excess, *_ in self._charged}
        found: dict[int, list[Assignment]] = defaultdict(list)
        for constraint in self.cp.proto.constraints:
            columns = list(constraint.linear.vars)
            rows = [owners[column] for column in columns if column in owners]
            for excess in excesses.intersection(columns) if rows else ():
                found[excess] += rows
        return found
