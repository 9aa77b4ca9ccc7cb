"""Guide: bounds of all levels and one whole solution near them, before the levels are climbed one by one."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model import Expr
from scheduler.result import LevelName
from scheduler.solver.aims import Aim
from scheduler.solver.relaxation import COMPLETION_SECONDS, Hold, Point, Relaxation

WORTH: dict[LevelName, float] = {"uncovered": 1000.0, "no_stand_in": 300.0, "below_target": 100.0, "back_office": 30.0}
"""Waiting minutes that one minute of these levels costs in the whole solution."""
GIVEN, UNITS = 0.2, 8.0
"""Part of the allowed gap of waiting that the levels after it may cost, and units of them that cost it."""
SEATED_SHARE, POINT_SHARE, BOUND_SHARE, NEAR_SHARE, WHOLE_SHARE = 0.4, 0.6, 0.15, 0.6, 0.8
"""Parts of the time left that seating the first names, the first linear program, one bound, a whole solution around it
and a whole solution anywhere may take at most."""
PRECISION = 0.03
"""Gap of the whole solution, as part of the allowed gap: a little more than one unit of the levels after waiting."""


INEXACT = 1e-6
"""By how much of itself, and of 1, a bound from a linear program may be too high (tolerances of HiGHS are 1e-7)."""


@dataclass(frozen=True)
class Step:
    """One aim as the relaxation sees it.

    Parameters
    ----------
    aim
        The level.
    row, amount
        Its price and its amount, shape (variables,).
    unit
        Every price is a multiple of this.
    """

    aim: Aim
    row: np.ndarray
    amount: np.ndarray
    unit: int

    def up(self, bound: float) -> float:
        """The least price that a whole solution can have above a bound."""
        return next_whole(bound, self.unit)


def next_whole(bound: float, unit: int) -> float:
    """The least multiple of a unit, 0 or more, that a bound from linear programs leaves.

    Such a bound may be a little above the truth, the more so the larger it is: what is within that of a multiple is
    not rounded up.
    """
    return max(0.0, unit * float(np.ceil(min(bound - INEXACT, bound * (1 - INEXACT)) / unit)))


@dataclass(frozen=True)
class Names:
    """Which variables name officers: the first `count` of all, which are the first of `decisions`.

    Those in `counted` are counted over officers who are alike, so that their counts decide and names can follow.
    """

    count: int
    decisions: int
    counted: tuple[int, ...]


@dataclass(frozen=True)
class Guide:
    """What the relaxation tells.

    Parameters
    ----------
    bounds
        Proven lower bound of each level's price, given that those before stay within `allowed`.
    allowed
        Largest price that each level was held to.
    values
        A whole solution near the bounds, int, shape (variables,); None when there was no time for one.
    """

    bounds: tuple[float, ...]
    allowed: tuple[float, ...]
    values: np.ndarray | None


def make_steps(cp: cp_model.CpModel, aims: Sequence[Aim]) -> tuple[Step, ...]:
    """The aims as rows of the model."""
    rows = [(aim, _row(cp, aim.price), _row(cp, aim.amount)) for aim in aims]
    cp.clear_objective()  # type: ignore[no-untyped-call]
    return tuple(Step(aim, price, amount, int(np.gcd.reduce(price)) or 1) for aim, price, amount in rows)


def _row(cp: cp_model.CpModel, expression: Expr) -> np.ndarray:
    """The factors of an expression, int, shape (variables,)."""
    row = np.zeros(len(cp.proto.variables), dtype=np.int64)
    cp.minimize(expression)
    np.add.at(row, list(cp.proto.objective.vars), list(cp.proto.objective.coeffs))
    return row


def find_guide(
    relaxation: Relaxation,
    steps: Sequence[Step],
    gap: float,
    left: Callable[[float], float | None],
    start: np.ndarray,
    names: Names,
) -> Guide:
    """Level by level the bound of the linear program, then one whole solution for all levels at once.

    The whole solution decides counts of officers who are alike first and names them after, one group by itself:
    names would be so many solutions of equal worth that the search gets lost in them. Turns come with their level.

    Parameters
    ----------
    relaxation
        The model with all its levels.
    steps
        Its levels in their order.
    gap
        The gap allowed; waiting may give away a part of it to the levels after it.
    left
        Seconds that are a share of the time left; None for no limit.
    start, names
        A first solution, and which variables are names: who works which shift with which break. In `start` these are
        kept where they leave no promise, and the rest is set as well as it can be, beside all else: for the case that
        nothing else is found in time.
    """
    last = _last(steps)
    if last == 0:  # nothing but one count is asked for: the first names may do
        seated = relaxation.complete(steps[0].row, (), start, 0, names.count, left(SEATED_SHARE))
        if seated is not None and steps[0].row @ seated <= 0:
            return Guide((0.0,), (0.0,), seated)
    dear = _priced(steps, last, 0.0)
    spared = threading.Event()

    def worth(values: np.ndarray) -> float:
        return float(steps[last].row @ values + sum(hold.beyond(values) for hold in dear))

    with ThreadPoolExecutor(1) as beside:
        seating = beside.submit(_seated, relaxation.sparing(spared), steps[: last + 1], dear, start, left, names)
        point = relaxation.relaxed(steps[last].row, dear, left(POINT_SHARE))
        bounds, allowed = _bounds(relaxation, steps[: last + 1], point, left)
        priced = _priced(steps, last, GIVEN * gap * max(bounds[last], 0.0))
        named = _named(relaxation, steps[last], priced, point, PRECISION * gap, left, names)
        if named is not None and point is not None and worth(named) <= point.value / (1 - gap):
            spared.set()
        found = [*seating.result(), *([] if named is None else [named])]
    return Guide(bounds, allowed, min(found, key=worth, default=None))


def _seated(
    relaxation: Relaxation,
    steps: Sequence[Step],
    dear: Sequence[Hold],
    start: np.ndarray,
    left: Callable[[float], float | None],
    names: Names,
) -> list[np.ndarray]:
    """The first names, or others where these cannot reach the first level's least: with the rest as well as it can be
    for all levels but the last, which takes little time and so has some whatever the limit, and for all.
    """

    def enough(share: float) -> float | None:
        seconds = left(share)
        return None if seconds is None else max(seconds, COMPLETION_SECONDS)

    first, last = steps[0], steps[-1]
    found = [relaxation.complete(first.row, (), start, 0, names.count, enough(SEATED_SHARE))]
    if found[0] is not None and first.row @ found[0] > 0:
        found.append(_named(relaxation, first, (), None, 0.0, enough, names))
        start = start if found[1] is None else found[1]
    if len(steps) > 1:
        found.append(relaxation.complete(steps[-2].row, dear[:-1], start, 0, names.count, enough(SEATED_SHARE)))
        rough = [values for values in found if values is not None]
        found = [relaxation.complete(last.row, dear, each, 0, names.decisions, enough(SEATED_SHARE)) for each in rough]
        found.append(relaxation.complete(last.row, dear, start, 0, names.count, left(SEATED_SHARE)))
    return [values for values in found if values is not None]


def seat_anyway(
    relaxation: Relaxation, steps: Sequence[Step], start: np.ndarray, names: int, seconds: float | None
) -> np.ndarray | None:
    """An elastic model's solution with its names and its breaches as they are and the rest as well as it can be."""
    broken, *others = steps
    if not others:
        return None
    last = _last(others)
    most = float(broken.row[: len(start)] @ start)  # levels came after the start
    holds = [Hold(broken.row, most), *_priced(others, last, 0.0)]
    return relaxation.complete(others[last].row, holds, start, 0, names, seconds)


def _last(steps: Sequence[Step]) -> int:
    """The level for whose sake those before it are held: waiting, or the last one asked for."""
    asked = [step.aim.name for step in steps]
    return asked.index("waiting") if "waiting" in asked else len(asked) - 1


def _named(
    relaxation: Relaxation,
    step: Step,
    priced: Sequence[Hold],
    point: Point | None,
    gap: float,
    left: Callable[[float], float | None],
    names: Names,
) -> np.ndarray | None:
    """A whole solution with names: around the linear program's best if there is one there, else anywhere."""
    for near, share in ((point.values if point else None, NEAR_SHARE), (None, WHOLE_SHARE)):
        counted = relaxation.solution(step.row, priced, gap, left(share), names.counted, near)
        if counted is not None:
            anybody = np.zeros_like(step.row)
            named = relaxation.complete(anybody, (), counted, names.count, names.decisions, left(1.0))
            if named is not None:
                return relaxation.complete(step.row, priced, named, 0, names.decisions, left(1.0))
    return None


def _bounds(
    relaxation: Relaxation, steps: Sequence[Step], point: Point | None, left: Callable[[float], float | None]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The bound of each level with those before it held to theirs, and what each was held to.

    Where the linear program reaches 0 in all levels but the last at once, nothing else needs to be solved: less than
    0 there is not, and with these levels held the last cannot cost less than with them priced.
    """
    if point is not None and point.is_kept:
        bounds_at_once = (*(0.0 for _ in steps[:-1]), steps[-1].up(point.value))
        given = (step.aim.tolerance * step.aim.scale for step in steps)
        return bounds_at_once, tuple(bound + more for bound, more in zip(bounds_at_once, given, strict=True))
    bounds: list[float] = []
    allowed: list[float] = []
    for step in steps:
        held = [Hold(other.row, most) for other, most in zip(steps, allowed, strict=False)]
        bounds.append(step.up(relaxation.bound(step.row, held, left(BOUND_SHARE))))
        allowed.append(bounds[-1] + step.aim.tolerance * step.aim.scale)
    return tuple(bounds), tuple(allowed)


def _priced(steps: Sequence[Step], last: int, given: float) -> list[Hold]:
    """Levels before waiting at so high a price that they are only missed where they cannot be reached together.

    Levels after it share what waiting may give away: so little that one integer objective keeps the order of levels.
    """
    before = [
        Hold(step.row, step.aim.tolerance * step.aim.scale, WORTH[step.aim.name] * steps[last].aim.scale)
        for step in steps[:last]
    ]
    return [*before, *(Hold(step.row, 0.0, given / UNITS) for step in steps[last + 1 :])]
