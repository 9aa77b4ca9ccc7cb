"""Nearest: the best roster that keeps a wish, as close as can be to the one that was published.

Levels before waiting come first, one after the other: each as little worse than in the published roster as the wish
allows, and not better at the price of changes. Then as little as can be changes. Within the wish's day, waiting, turns
and wishes are weighed against further changes at last.
"""

import threading
import time
from collections.abc import Iterator, Sequence
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
LATER: tuple[LevelName, ...] = ("waiting", "cost", "turns", "wishes", "changes")
WORTH: dict[LevelName, int] = {
    "uncovered": 1000 * SCALE, "no_stand_in": 300 * SCALE, "below_target": 100 * SCALE, "back_office": 30 * SCALE,
    "waiting": 1, "cost": 1, "turns": 60 * SCALE, "wishes": 60 * SCALE, "changes": 60 * SCALE,
}  # fmt: skip
"""What one unit of each level weighs where they are weighed together, in units of scaled waiting."""
SEAT, SHIFT = 250, 2000
"""The same for one seat or block more or less in a slot, and for another shift or break of an officer's day: changing
places for half an hour is worth 5 minutes of visitors' waiting, another lunch 20.
"""
ENDLESS = 10**12
Pairs = frozenset[tuple[str, int]]
"""Officers and days of the week, 0 = Monday."""
FIRM = 10**6
"""What one unit of a level weighs against changes when that level is made as good as can be."""
FIRST_SHARE = 0.4
"""Part of the time for the first solution; levels that get worse and the day's waiting share the rest."""
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
    """

    values: np.ndarray
    model: RosterModel
    bound: Bound
    worse: dict[LevelName, int]


def publish(problem: RosterProblem, roster: Roster, limits: Limits, stop: threading.Event) -> Published:
    """Writes a week as a model and finds its published roster in it."""
    posed = pose(problem, given=roster)
    aims = posed.aims(problem.cost)
    changed = _changed(posed.model, roster)
    steps = make_steps(posed.model.cp, aims)
    values = _pinned(posed, aims, changed, problem, roster, limits, stop)
    prices = None if values is None else tuple(int(step.row @ values) for step in steps)
    return Published(posed, steps, changed, prices, values)


def find_nearest(
    published: Published,
    problem: RosterProblem,
    roster: Roster,
    wish: Wish,
    free: Pairs,
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
        Whose days may change; all others stay as they are.
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
    stays = _locked(problem, roster, every_day(problem) - free)
    if stays.locked and stays.previous is not None:
        lock(twin, stays, stays.previous)
    climb = _Climb(published, twin, bind(wish, twin), limits, stop, began)
    return climb.run(problem.week.index(wish.day))


def proven_shares(
    published: Published, wish: Wish, near: Near, seconds: float, stop: threading.Event
) -> dict[LevelName, float]:
    """How much of what each level before waiting gets worse must be, in any roster of the whole week with the wish.

    From 0, nothing is proven, to 1, by its linear relaxation, with the levels before each held to what they are: so the
    proof is that of the order of levels. `seconds` is for each level that got worse.
    """
    twin = copy(published.posed.model)
    twin.cp = published.posed.model.cp.clone()
    bind(wish, twin)
    relaxation, found = Relaxation(twin.cp, stop), dict[LevelName, float]()
    holds: list[Hold] = []
    prices = published.prices or (0,) * len(published.steps)
    for step, price in zip(published.steps, prices, strict=True):
        name, row = step.aim.name, np.zeros(len(twin.cp.proto.variables))
        if name not in PROMISED:
            continue
        row[: len(step.row)] = step.row
        worse = near.worse[name]
        must = step.up(relaxation.bound(row, holds, seconds)) - price if worse else 0
        found[name] = min(max(must / worse, 0.0), 1.0) if worse else 1.0
        holds.append(Hold(row, price + worse))
    return found


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

    def run(self, day: int) -> Near | None:
        """What was promised and changes together, each promise that got worse by itself, and the day's waiting."""
        first = self._search(self._near(), FIRST_SHARE)
        if first.values is None and not first.is_proven:
            first = self._search(self._twin.total(()), 1.0)  # any roster with the wish is better than none
        if first.values is None:
            if first.is_proven:
                return None
            raise TimeoutError
        best = first.values
        worse = [name for name in PROMISED if self._at(best, name)]
        for name in PROMISED:
            if self._at(best, name):
                best = self._improved(best, name, 1 / (1 + len(worse)))
            self._cp.add(self._beyond[name] <= self._at(best, name))
        if worse:
            best = self._better(self._near(), 0.5, best)
        for variable in _elsewhere(self._twin, day):
            self._cp.add(variable == int(best[variable.index]))
        best = self._better(self._near() + self._later(), 1.0, best)
        return Near(best, self._twin, self._bound, {name: self._at(best, name) for name in PROMISED})

    def _improved(self, best: np.ndarray, name: LevelName, share: float) -> np.ndarray:
        found = self._better(FIRM * self._beyond[name] + self._published.changed, share, best)
        return found if self._at(found, name) <= self._at(best, name) else best

    def _better(self, objective: Expr, share: float, best: np.ndarray) -> np.ndarray:
        found = self._search(objective, share, best)
        return best if found.values is None else found.values

    def _worse(self, aim: Aim, price: int) -> Expr:
        beyond = self._cp.new_int_var(0, ENDLESS, "")
        self._cp.add(beyond >= aim.price - price)
        return beyond

    def _near(self) -> Expr:
        """What was promised, and changes."""
        return self._twin.total(WORTH[name] * self._beyond[name] for name in PROMISED) + self._published.changed

    def _later(self) -> Expr:
        """Waiting and what comes after it."""
        return self._twin.total(WORTH[name] * self._beyond[name] for name in self._beyond if name in LATER)

    def _at(self, values: np.ndarray, name: LevelName) -> int:
        return int(values[self._beyond[name].index])

    def _search(self, objective: Expr, share: float, hint: np.ndarray | None = None) -> Found:
        cp: Any = self._cp.clone()
        cp.minimize(objective)
        known = self._published.values if hint is None else hint
        if known is not None:
            known = known[: len(cp.proto.variables)]  # of a week with another absence there may be fewer
            cp.proto.solution_hint.vars.extend(range(len(known)))
            cp.proto.solution_hint.values.extend(known.tolist())
        left = max(1.0, self._limits.seconds - (time.monotonic() - self._began))
        return search(cp, Effort(share * left, None, GAP), self._limits, self._stop)


def every_day(problem: RosterProblem) -> Pairs:
    """All officers and days of the week."""
    return frozenset(product(problem.week.office.officer_ids, range(problem.week.grid.days)))


def _locked(problem: RosterProblem, roster: Roster, stays: Pairs) -> RosterProblem:
    """The problem with some officers' days locked."""
    week = problem.week
    part = roster.model_copy(
        update={
            "assignments": tuple(a for a in roster.assignments if (a.officer, week.index(a.day)) in stays),
            "duties": tuple(d for d in roster.duties if (d.officer, week.index(d.day)) in stays),
            "stand_ins": (),
        }
    )
    return replace(problem, previous=part, locked=stays)


def _pinned(
    posed: Posed,
    aims: Sequence[Aim],
    changed: Expr,
    problem: RosterProblem,
    roster: Roster,
    limits: Limits,
    stop: threading.Event,
) -> np.ndarray | None:
    """Values of all variables with every day as published; None where the model cannot hold it.

    When all decisions stand, what levels count has nothing to do with each other: one search finds the least of all.
    """
    twin = copy(posed.model)
    twin.cp = posed.model.cp.clone()
    whole = _locked(problem, roster, every_day(problem))
    if whole.previous is not None:
        lock(twin, whole, whole.previous)
    twin.cp.add(changed == 0)
    twin.cp.minimize(twin.total(aim.price for aim in aims))
    return search(twin.cp, Effort(limits.seconds, None, 0.0), limits, stop).values


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


def _elsewhere(model: RosterModel, day: int) -> Iterator[Expr]:
    """Who works, sits and does blocks on all other days: the variables from which the rest follows."""
    week = model.week
    for officer, other in product(week.office.officer_ids, week.days):
        if week.index(other.date) != day:
            yield from (model.takes(a) for a in model.candidates_of(officer, other.date))
    for group, (d, slot), kind in product(model.groups, model.slots, week.office.counter_types):
        if d != day and not isinstance(model.posts(group, kind.id, d, slot), int):
            yield model.posts(group, kind.id, d, slot)
    for group, d in product(model.groups, set(range(week.grid.days)) - {day}):
        for net in model.networks[group.skills, d].values():
            yield from net.blocks.values()


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
