"""Nearest: the best roster that keeps a wish, as close as can be to the one that was published.

Levels before waiting come first, one after the other: each as little worse than in the published roster as the wish
allows, and not better at the price of changes. Then waiting, turns, wishes and changes weigh against each other.
"""

import threading
import time
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from scheduler.model import SCALE, Expr, RosterModel
from scheduler.posts import posts_of
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.wish import Bound, Wish, bind
from scheduler.result import LevelName
from scheduler.roster import Roster
from scheduler.solver.aims import Aim
from scheduler.solver.guide import Step, make_steps
from scheduler.solver.locks import held_ways, lock
from scheduler.solver.posed import Posed, pose
from scheduler.solver.relaxation import Hold, Relaxation
from scheduler.solver.search import Effort, Found, search

PROMISED: tuple[LevelName, ...] = ("uncovered", "no_stand_in", "below_target", "back_office")
"""Levels that come before any change is weighed."""
WORTH: dict[LevelName, int] = {
    "uncovered": 1000 * SCALE, "no_stand_in": 300 * SCALE, "below_target": 100 * SCALE, "back_office": 30 * SCALE,
    "waiting": 1, "turns": 60 * SCALE, "wishes": 60 * SCALE, "changes": 60 * SCALE,
}  # fmt: skip
"""What one unit of each level weighs where they are weighed together, in units of scaled waiting."""
SEAT, SHIFT = 250, 2000
"""The same for one seat or block more or less in a slot, and for another shift or break of an officer's day: changing
places for half an hour is worth 5 minutes of visitors' waiting, another lunch 20.
"""
ENDLESS = 10**12
FIRST_SHARE = 0.5
"""Part of the time for the first solution; levels that get worse share the rest."""
GAP = 0.01


@dataclass(frozen=True)
class Published:
    """A week's model beside the roster that was published for it.

    Parameters
    ----------
    posed
        The model with its levels.
    steps
        The levels.
    changed
        What lies elsewhere than in the published roster, weighed; an expression.
    prices
        Price of each level in the published roster; None where it breaks hard rules or does not fit the model.
    values
        Its values of all variables; None likewise.
    """

    posed: Posed
    steps: tuple[Step, ...]
    changed: Expr
    prices: tuple[int, ...] | None
    values: np.ndarray | None


@dataclass(frozen=True)
class Near:
    """A solution that keeps a wish.

    Parameters
    ----------
    values
        Of all variables, int.
    model, bound
        The model that they solve, and the wish in it.
    worse
        By how much each level before waiting is worse than published, in its price's units.
    proven
        Levels of these of which it is proven that the wish cannot have them better.
    """

    values: np.ndarray
    model: RosterModel
    bound: Bound
    worse: dict[LevelName, int]
    proven: frozenset[LevelName]


def publish(problem: RosterProblem, roster: Roster, limits: Limits, stop: threading.Event) -> Published:
    """Writes a week as a model and finds its published roster in it."""
    posed = pose(problem, given=roster)
    aims = posed.aims(problem.cost)
    changed = _changed(posed.model, roster)
    steps = make_steps(posed.model.cp, aims)
    values = _pinned(posed, problem, roster, limits, stop)
    if values is None:
        return Published(posed, steps, changed, None, None)
    return Published(posed, steps, changed, *_prices(posed, steps, values, stop))


def find_nearest(
    published: Published,
    problem: RosterProblem,
    roster: Roster,
    wish: Wish,
    free: frozenset[int],
    limits: Limits,
    stop: threading.Event,
) -> Near | None:
    """The best roster with a wish when only some days may change; None when there is none.

    Parameters
    ----------
    published
        The model, and what the published roster is worth in it.
    problem, roster
        The week and its published roster.
    wish
        What is asked.
    free
        Days that may change; all others stay as they are.
    limits
        Time and threads.
    stop
        When set, the best so far is taken.

    Raises
    ------
    TimeoutError
        If there was no time for a first solution.
    """
    began = time.monotonic()
    twin = copy(published.posed.model)
    twin.cp = published.posed.model.cp.clone()
    stays = _locked(problem, roster, frozenset(range(problem.week.grid.days)) - free)
    if stays.locked and stays.previous is not None:
        lock(twin, stays, stays.previous)
    climb = _Climb(published, twin, bind(wish, twin), limits, stop, began)
    return climb.run()


class _Climb:
    """One wish on its way through the levels."""

    def __init__(
        self,
        published: Published,
        twin: RosterModel,
        bound: Bound,
        limits: Limits,
        stop: threading.Event,
        began: float,
    ) -> None:
        self._published, self._twin, self._bound = published, twin, bound
        self._limits, self._stop, self._began = limits, stop, began
        self._cp = twin.cp.clone()
        prices = published.prices or (0,) * len(published.steps)
        self._beyond: dict[LevelName, Expr] = {}
        for step, price in zip(published.steps, prices, strict=True):
            self._beyond[step.aim.name] = self._worse(step.aim, price)
        self._proven: set[LevelName] = set()

    def run(self) -> Near | None:
        """A first solution of all weighed together, then each level that got worse by itself."""
        first = self._search(self._joint(), FIRST_SHARE)
        if first.values is None:
            if first.is_proven:
                return None
            raise TimeoutError
        best = first.values
        worse = [name for name in PROMISED if self._at(best, name)]
        for name in PROMISED:
            if self._at(best, name):
                best = self._improved(best, name, 1 / (1 + len(worse)))
            else:
                self._proven.add(name)
            self._cp.add(self._beyond[name] <= self._at(best, name))
        if worse:
            again = self._search(self._joint(), 1.0, best)
            best = best if again.values is None else again.values
        told = {name: self._at(best, name) for name in PROMISED}
        return Near(best, self._twin, self._bound, told, frozenset(self._proven))

    def _improved(self, best: np.ndarray, name: LevelName, share: float) -> np.ndarray:
        found = self._search(self._beyond[name], share, best)
        if found.values is None:
            return best
        if found.is_proven:
            self._proven.add(name)
        return found.values if self._at(found.values, name) <= self._at(best, name) else best

    def _worse(self, aim: Aim, price: int) -> Expr:
        beyond = self._cp.new_int_var(0, ENDLESS, "")
        self._cp.add(beyond >= aim.price - price)
        return beyond

    def _joint(self) -> Expr:
        parts = [WORTH[name] * beyond for name, beyond in self._beyond.items() if name != "broken"]
        return self._twin.total(parts) + self._published.changed

    def _at(self, values: np.ndarray, name: LevelName) -> int:
        return int(values[self._beyond[name].index])

    def _search(self, objective: Expr, share: float, hint: np.ndarray | None = None) -> Found:
        cp: Any = self._cp.clone()
        cp.minimize(objective)
        known = self._published.values if hint is None else hint
        if known is not None:
            cp.proto.solution_hint.vars.extend(range(len(known)))
            cp.proto.solution_hint.values.extend(known.tolist())
        left = max(1.0, self._limits.seconds - (time.monotonic() - self._began))
        return search(cp, Effort(share * left, None, GAP), self._limits, self._stop)


def _locked(problem: RosterProblem, roster: Roster, days: frozenset[int]) -> RosterProblem:
    """The problem with everybody's days of some days locked."""
    dates = {problem.week.days[day].date for day in days}
    part = roster.model_copy(
        update={
            "assignments": tuple(a for a in roster.assignments if a.day in dates),
            "duties": tuple(d for d in roster.duties if d.day in dates),
            "stand_ins": (),
        }
    )
    pairs = frozenset(product(problem.week.office.officer_ids, days))
    return replace(problem, previous=part, locked=pairs)


def _pinned(
    posed: Posed, problem: RosterProblem, roster: Roster, limits: Limits, stop: threading.Event
) -> np.ndarray | None:
    """Values of all variables with every day as published; None where the model cannot hold it."""
    twin = copy(posed.model)
    twin.cp = posed.model.cp.clone()
    whole = _locked(problem, roster, frozenset(range(problem.week.grid.days)))
    if whole.previous is not None:
        lock(twin, whole, whole.previous)
    found = search(twin.cp, Effort(limits.seconds, None, 1.0), limits, stop)
    return found.values


def _prices(
    posed: Posed, steps: Sequence[Step], values: np.ndarray, stop: threading.Event
) -> tuple[tuple[int, ...], np.ndarray]:
    """What each level is worth when all decisions stay as they are, and values that show it."""
    relaxation = Relaxation(posed.model.cp, stop)
    holds: list[Hold] = []
    for step in steps:
        found = relaxation.complete(step.row, holds, values, 0, posed.decisions, None)
        values = values if found is None else found
        holds.append(Hold(step.row, int(step.row @ values)))
    return tuple(int(hold.most) for hold in holds), values


def _changed(model: RosterModel, roster: Roster) -> Expr:
    """What lies elsewhere than in a roster, weighed."""
    parts = [SHIFT * part for part in _other_shifts(model, roster)]
    posts = posts_of(model.week, roster)
    for group, kind, (day, slot) in product(model.groups, model.week.office.counter_types, model.slots):
        found = model.posts(group, kind.id, day, slot)
        if not isinstance(found, int):
            parts.append(SEAT * _apart(model, found, posts[group.skills, kind.id, day, slot], len(group.officers)))
    for group, day in product(model.groups, range(model.week.grid.days)):
        for key, net in model.networks[group.skills, day].items():
            held = [block for _, _, blocks in held_ways(model, group, day, key, roster) for block in blocks]
            for block, count in net.blocks.items():
                parts.append(SEAT * block[1] * _apart(model, count, held.count(block), len(group.officers)))
    return model.total(parts)


def _other_shifts(model: RosterModel, roster: Roster) -> list[Expr]:
    found: list[Expr] = []
    for officer, day in product(model.week.office.officer_ids, model.week.days):
        had = roster.assignments_of(officer, day.date)
        if had:
            found.append(1 - model.takes(had[0]))
        elif model.candidates_of(officer, day.date):
            found.append(model.works(officer, day.date))
    return found


def _apart(model: RosterModel, amount: Expr, usual: int, most: int) -> Expr:
    """Distance of an amount from what it was."""
    apart = model.cp.new_int_var(0, max(most, usual), "")
    model.cp.add(apart >= amount - usual)
    model.cp.add(apart >= usual - amount)
    return apart
