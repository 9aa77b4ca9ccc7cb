"""The lines of a horizon: chosen by size, always with lines, always with an honest bound."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from office.provenance import Status
from scheduler.horizon import Horizon
from scheduler.lines.board import Board, Progress, step_of
from scheduler.lines.building import build
from scheduler.lines.parts import Whole
from scheduler.lines.program import Program
from scheduler.lines.result import LinesResult
from scheduler.problem import Limits
from scheduler.rules.line import LineRule

if TYPE_CHECKING:
    from scheduler.lines.search import Lines
    from scheduler.lines.separate import Line

SMALL = 6000
"""Columns up to which HiGHS also searches the whole tree, for a proof."""
MIDDLING = 150_000
"""Candidates and shared columns up to which HiGHS decides parts beside the priced lines."""
STATES = 3e7
"""Steps that pricing one line may take; beyond it lines are priced over fewer days at a time."""
WINDOW = 28
"""Days over which longer lines are priced."""
SWEEPS = 3
"""How often each officer's first line is made anew beside the others'."""
POLL_SECONDS = 0.05
GRACE_SECONDS = 20.0
"""HiGHS hears at some points only that it should stop; it must have stopped before the process ends."""
MINIMUM_SECONDS = 2.0
"""Even when time is over some lines are found."""


def solve_lines(
    horizon: Horizon, rules: Sequence[LineRule], limits: Limits, on_progress: Progress | None, stop: threading.Event
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
    began = time.monotonic()
    search = _Search(horizon, rules, limits, on_progress, stop)
    has_work = not horizon.is_given.all()
    board = search.lawful() if has_work else None
    if board is None or board.chosen is None:
        board = search.anyway(limits.seconds - (time.monotonic() - began))
    found = _result(horizon, rules, board, limits, time.monotonic() - began, stop.is_set())
    if found.broken and not search.is_least and found.status in ("optimal", "within_gap"):
        return replace(found, status="feasible")
    return found


class _Search:
    """How one horizon is solved."""

    def __init__(
        self, horizon: Horizon, rules: Sequence[LineRule], limits: Limits, on_progress: Progress | None,
        stop: threading.Event,
    ) -> None:  # fmt: skip
        self._horizon, self._rules, self._limits, self._on_progress = horizon, rules, limits, on_progress
        self._stop, self._rng = stop, np.random.default_rng([limits.seed, 5])
        self._shape = len(horizon.officers), len(horizon.dates)
        self.is_least = False
        """Whether it is proven that no fewer hard rules can break."""

    def lawful(self) -> Board:
        """Lines that keep every hard rule: priced one by one, and for a proof the whole tree where it is small."""
        from scheduler.lines.greedy import construct
        from scheduler.lines.search import Lines
        from scheduler.lines.separate import separate

        separated = separate(self._horizon, self._rules)
        board = self._board(np.append(separated.shared.cost, separated.constant), self._limits.seconds)
        lines = Lines(separated, board, _window(separated.lines))
        reach = _reach(separated.lines)
        held = construct(separated, reach, SWEEPS, self._rng) if separated.lines else None
        values = None if held is None else lines.settler.complete(held[: lines.count], board.is_over)
        whole: Whole | None = None
        if values is None or len(separated.shared.cost) <= MIDDLING:
            program = build(self._horizon, self._rules)
            whole = Whole(program, program.cost, self._shape, board)
        if values is not None:
            lines.offer(values, np.arange(self._shape[0]))
        elif whole is not None and whole.begin(self._rng) and board.chosen is not None:
            values = lines.settler.complete(board.chosen, board.is_over)
            if values is not None:
                lines.offer(values, np.arange(self._shape[0]))
        if board.chosen is not None:
            self._side_by_side(board, lines, whole)
        return board

    def _side_by_side(self, board: Board, lines: "Lines", whole: Whole | None) -> None:
        """One worker proves, by columns and where it is small by the whole tree; the others improve."""
        rngs = self._rng.spawn(max(2, self._limits.workers))

        def prove() -> None:
            if lines.is_long:
                self._bound(board)
            else:
                lines.bounded()
            if whole is not None and board.chosen is not None and not board.is_over():
                whole.complete(board.chosen)
                if whole.size <= SMALL:
                    whole.climb(1)
                elif self._limits.workers > 1:
                    whole.improve(rngs[0])
            lines.improve(rngs[0])

        if self._limits.workers == 1:
            prove()
        else:
            _run(board, [prove, *(partial(lines.improve, rng) for rng in rngs[1:])])

    def _bound(self, board: Board) -> None:
        """The bound over many days: amounts bind lines as rows of the program, which prices many days fast."""
        from scheduler.lines.search import bound
        from scheduler.lines.separate import separate

        bound(separate(self._horizon, self._rules, is_counted=False), board)

    def anyway(self, seconds: float) -> Board:
        """As few hard rules broken as can be, the lighter ones first; then the best among those."""
        program = build(self._horizon, self._rules, is_elastic=True)
        half = max(MINIMUM_SECONDS, seconds / 2)
        broken = self._whole(program, program.breach, half, None, None)
        start = broken.values if broken.values is not None else np.maximum(program.low, 0.0)
        self.is_least = broken.board.bound >= float(program.breach @ start) - 1e-6
        bound = program.at_most(program.breach, float(program.breach @ start))
        board = self._board(program.cost, half)
        self._whole(bound, program.cost, half, start, board)
        return board

    def _whole(
        self, program: Program, cost: np.ndarray, seconds: float, start: np.ndarray | None, board: Board | None
    ) -> Whole:
        board = board or Board(0.0, seconds, self._stop, None, 0.0)
        whole = Whole(program, cost, self._shape, board)
        if start is None:
            whole.begin(self._rng)
        else:
            whole.offer(start)
        tasks = [lambda: whole.climb(1)]
        if len(cost) > SMALL:
            tasks.append(lambda: whole.improve(self._rng))
        _run(board, tasks)
        return whole

    def _board(self, prices: np.ndarray, seconds: float) -> Board:
        board = Board(step_of(prices), seconds, self._stop, self._on_progress, self._limits.gap)
        board.prove(0.0)  # a breach costs something, its absence nothing
        return board


def _run(board: Board, tasks: Sequence[Callable[[], None]]) -> None:
    """Runs tasks side by side until all have ended or it is over; HiGHS has threads of its own in each."""
    threads = [threading.Thread(target=task, daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads) and not board.is_over():
        time.sleep(POLL_SECONDS)
    until = time.monotonic() + GRACE_SECONDS
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def _window(lines: Sequence["Line"]) -> int:
    """Days over which lines are priced at once: all of them, unless that takes too many steps."""
    days = len(lines[0].cells) if lines else 1
    return days if _reach(lines) == days else WINDOW


def _reach(lines: Sequence["Line"]) -> int:
    """The most days over which a line can be made at once: what may be worked by then grows with them as well."""
    if not lines:
        return 1
    days, steps = len(lines[0].cells), max(line.steps for line in lines)
    return days if steps <= STATES else max(WINDOW, int(days * (STATES / steps) ** (1 / 3)))


def _result(
    horizon: Horizon, rules: Sequence[LineRule], board: Board, limits: Limits, seconds: float, is_stopped: bool
) -> LinesResult:
    """What was found, as the rules judge it."""
    chosen = horizon.is_given if board.chosen is None else board.chosen
    price = float(sum(v.price for rule in rules if not rule.is_hard for v in rule.breaches(horizon, chosen)))
    hard = [(rule.gravity, clause) for rule in rules if rule.is_hard for clause in rule.clauses(horizon)]
    broken = float(sum(gravity * e.price for gravity, clause in hard for e in clause.excesses(chosen)))
    gap = (price - board.bound) / max(price, 1e-9)
    status: Status = "optimal" if price - board.bound < 1e-6 else "within_gap" if gap <= limits.gap else "feasible"
    if is_stopped and status != "optimal":
        status = "stopped"
    return LinesResult(chosen, price, board.bound, broken, status, seconds, min(board.first_seconds, seconds))
