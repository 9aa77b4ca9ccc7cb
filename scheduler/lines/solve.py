"""The lines of a horizon: chosen by size, always with lines, always with an honest bound."""

import threading
import time
from collections.abc import Sequence

import numpy as np

from office.provenance import Status
from scheduler.horizon import Horizon
from scheduler.lines.board import Board, Progress
from scheduler.lines.building import build
from scheduler.lines.feasible import feasible
from scheduler.lines.highs import Effort, solve
from scheduler.lines.program import Program
from scheduler.lines.result import LinesResult
from scheduler.lines.search import construct, improve
from scheduler.problem import Limits
from scheduler.rules.line import LineRule

SMALL = 6000
"""Columns up to which the whole program is left to HiGHS alone."""
POLL_SECONDS = 0.05
GRACE_SECONDS = 20.0
"""HiGHS hears at some points only that it should stop; it must have stopped before the process ends."""
MINIMUM_SECONDS = 2.0
"""Even when time is over some lines are found."""


def solve_lines(
    horizon: Horizon, rules: Sequence[LineRule], limits: Limits, on_progress: Progress, stop: threading.Event
) -> LinesResult:
    """The cheapest lines that time allows.

    Hard rules that contradict each other break as little as can be, the lighter ones first.

    Parameters
    ----------
    horizon
        What may be held.
    rules
        Hard ones, and wishes whose prices are added up.
    limits
        Time, gap, workers and seed.
    on_progress
        Told the best price, the bound and the seconds, at most about four times a second.
    stop
        When set, the best so far is returned with status ``stopped``.
    """
    began, shape = time.monotonic(), (len(horizon.officers), len(horizon.dates))
    search = _Search(shape, limits, on_progress, stop)
    program = build(horizon, rules)
    board = search.run(program, program.cost, began + limits.seconds)
    if board.values is None:
        board = search.anyway(build(horizon, rules, is_elastic=True), began + limits.seconds)
    return _result(horizon, rules, board, limits, began)


class _Search:
    """How programs of one horizon are solved."""

    def __init__(self, shape: tuple[int, int], limits: Limits, on_progress: Progress, stop: threading.Event) -> None:
        self._shape, self._limits, self._on_progress, self._stop = shape, limits, on_progress, stop
        self._rng = np.random.default_rng([limits.seed, 5])

    def run(self, program: Program, cost: np.ndarray, until: float, start: np.ndarray | None = None) -> Board:
        """The best of a program: the tree of HiGHS proves, and where that is long, parts are improved beside it."""
        board = Board(program, cost, until, self._stop, self._on_progress, self._limits.gap)
        if start is not None:
            board.offer(start)
        elif not construct(board, self._shape, self._rng):
            values, _ = feasible(program, cost, max(1.0, board.left / 3), self._stop)
            if values is None:
                return board
            board.offer(values)
        is_small = len(cost) <= SMALL
        tree = threading.Thread(target=climb, args=(board, self._limits.workers if is_small else 1), daemon=True)
        tree.start()
        if not is_small:
            improve(board, self._shape, self._rng)
        while tree.is_alive() and not board.is_over:
            tree.join(POLL_SECONDS)
        tree.join(GRACE_SECONDS)
        return board

    def anyway(self, program: Program, until: float) -> Board:
        """As few hard rules broken as can be, the lighter ones first; then the best among those."""
        seconds = max(MINIMUM_SECONDS, until - time.monotonic())
        broken = self.run(program, program.breach, time.monotonic() + seconds / 2)
        start = broken.values if broken.values is not None else np.zeros(len(program.cost))
        bound = program.at_most(program.breach, float(program.breach @ start))
        return self.run(bound, program.cost, time.monotonic() + seconds / 2, start)


def climb(board: Board, threads: int) -> None:
    """The whole program in one tree, which proves bounds and may find better lines."""
    found = solve(
        board.program, board.cost, Effort(board.left, threads), board.ended, board.values,
        watch=lambda _price, bound: board.prove(bound), take=board.offer,
    )  # fmt: skip
    if found.values is not None:
        board.offer(found.values)
    board.prove(found.bound if found.values is not None else -np.inf)


def _result(horizon: Horizon, rules: Sequence[LineRule], board: Board, limits: Limits, began: float) -> LinesResult:
    """What was found, as the rules judge it."""
    chosen = horizon.is_given.copy()
    if board.values is not None:
        chosen |= board.values[: len(chosen)] > 0.5
    found = [(rule, v) for rule in rules for v in rule.breaches(horizon, chosen)]
    price = float(sum(v.price for rule, v in found if not rule.is_hard))
    broken = float(sum(v.price * rule.gravity for rule, v in found if rule.is_hard))
    seconds = time.monotonic() - began
    gap = (price - board.bound) / max(price, 1e-9)
    status: Status = "feasible" if gap > limits.gap else "optimal" if price - board.bound < 1e-6 else "within_gap"
    if board.stop.is_set() and status != "optimal":
        status = "stopped"
    return LinesResult(chosen, price, board.bound, broken, status, seconds, min(board.first_seconds, seconds))
