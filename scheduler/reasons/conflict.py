"""Conflict: one smallest set of statements that cannot hold together."""

import threading
from collections.abc import Callable, Sequence

from scheduler.model import Expr
from scheduler.problem import Limits, RosterProblem
from scheduler.reasons.statement import Statement
from scheduler.reasons.statements import StatedModel
from scheduler.reasons.wish import Wish, bind
from scheduler.solver.search import Effort, search

Fits = Callable[[Sequence[Statement]], bool]
"""Whether some statements can hold together."""
TEST_SECONDS = 20.0
"""Time for one test; a fraction of a second is the rule."""


PLAIN = frozenset({"one_shift", "paid_minutes", "counters", "service_hours"})
"""Rules that nobody ever said, because nothing else is possible: they hold throughout and are no members."""


def find_conflict(
    problem: RosterProblem, limits: Limits, wish: Wish | None = None, stop: threading.Event | None = None
) -> tuple[Statement, ...]:
    """A smallest set of hard statements that cannot hold together, or not beside a wish.

    It cannot be made smaller: without any one of its members the others can hold. Empty when all can hold together,
    or when a wish means nothing by itself.

    Parameters
    ----------
    problem
        The givens, rules and locks.
    limits
        Threads and seed.
    wish
        What is to hold besides; it is no member.
    stop
        When set, what is known so far is told: a set that may not be smallest.
    """
    halt = stop or threading.Event()
    model = StatedModel(problem)
    if wish is not None:
        bind(wish, model)
    statements = model.statements()

    def fits(among: Sequence[Statement]) -> bool:
        cp = model.cp.clone()
        for statement in {*plain, *among}:
            for is_broken in statements[statement]:
                cp.add(is_broken == 0)
        found = search(cp, Effort(TEST_SECONDS, None, 1.0), limits, halt)
        return found.values is not None or not found.is_proven

    plain: list[Statement] = []
    whole = sorted(statements, key=_by_kind)
    if fits(whole):
        return ()
    plain, whole = [s for s in whole if s.code in PLAIN], [s for s in whole if s.code not in PLAIN]
    about = {wish.officer} if wish is not None else set()
    own = _about(whole, about)
    if own and not fits(own):
        return smallest(own, fits)
    near = _about(whole, about | _accused(model, statements, limits, halt))
    return smallest(near if near and not fits(near) else whole, fits)


def smallest(statements: Sequence[Statement], fits: Fits) -> tuple[Statement, ...]:
    """Members of which none can be spared, of statements that do not fit together; earlier ones are rather kept.

    QuickXplain [1]_: halves are tried before single statements, so that few members among many cost few tests.

    References
    ----------
    .. [1] Junker, U. (2004). QuickXplain: preferred explanations and relaxations for over-constrained problems.
       *AAAI* 2004, 167-172.
    """
    if not fits(()):
        return ()
    return _divided((), False, tuple(statements), fits)


def _divided(
    held: tuple[Statement, ...], is_grown: bool, rest: tuple[Statement, ...], fits: Fits
) -> tuple[Statement, ...]:
    """Those of `rest` that are needed beside `held` for a contradiction."""
    if is_grown and not fits(held):
        return ()
    if len(rest) == 1:
        return rest
    first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    late = _divided((*held, *first), True, second, fits)
    early = _divided((*held, *late), bool(late), first, fits)
    return (*early, *late)


def _about(statements: Sequence[Statement], officers: set[str]) -> list[Statement]:
    return [statement for statement in statements if statement.officer in officers]


def _accused(
    model: StatedModel, statements: dict[Statement, tuple[Expr, ...]], limits: Limits, stop: threading.Event
) -> set[str]:
    """Officers whom the fewest breaches are about."""
    cp = model.cp.clone()
    cp.minimize(model.total(model.breaches))
    found = search(cp, Effort(TEST_SECONDS, None, 0.0), limits, stop)
    if found.values is None:
        return set()
    values = found.values
    return {s.officer for s, parts in statements.items() if any(values[part.index] for part in parts)} - {""}


def _by_kind(statement: Statement) -> tuple[int, str, str, str]:
    """What people said of single days first, then rules about one officer, then the rest."""
    rank = 0 if statement.code in ("lock", "leave") else 1 if statement.officer else 2
    return rank, statement.code, statement.officer, f"{statement.day}"
