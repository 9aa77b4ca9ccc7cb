"""Building: the program of a horizon and its rules. Runs of an officer's days become a network, all else rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from scheduler.clauses import Stretch
from scheduler.horizon import Horizon
from scheduler.lines.program import FREE, HELD, Program, Writer
from scheduler.lines.stints import Arc, Before, Kind, Node, Runs, arcs
from scheduler.rules.line import LineRule


def build(horizon: Horizon, rules: Sequence[LineRule], is_elastic: bool = False) -> Program:
    """The program of a horizon: at most one candidate an officer and day, and all that the rules ask.

    Parameters
    ----------
    horizon
        What may be held.
    rules
        Hard ones bind, others are priced by their weight.
    is_elastic
        Whether hard ones may break, at their gravity.
    """
    writer = Writer(horizon.is_given, horizon.officer, horizon.day)
    writer.close(np.flatnonzero(~horizon.is_given & ((horizon.officer < 0) | (horizon.day < horizon.first))).tolist())
    runs: dict[int, dict[Kind, Runs]] = {n: {"held": Runs(), "free": Runs()} for n in range(len(horizon.officers))}
    places = {officer.id: n for n, officer in enumerate(horizon.officers)}
    for rule in rules:
        writer.price = None if rule.is_hard else float(rule.weight)
        writer.weight = float(rule.gravity) if rule.is_hard and is_elastic else None
        for clause in rule.clauses(horizon):
            binds = rule.is_hard and not is_elastic
            officer = whose_days(clause, horizon, places) if isinstance(clause, Stretch) and binds else None
            if isinstance(clause, Stretch) and officer is not None:
                own = runs[officer]
                own[clause.of] = own[clause.of].both(Runs(clause.least, clause.most))
            else:
                clause.write(writer)
    for officer, own in runs.items():
        _write_line(writer, horizon, officer, own)
    return writer.program()


def whose_days(clause: Stretch, horizon: Horizon, places: dict[str, int]) -> int | None:
    """The officer whose days, all of them, a clause is about; None where it is about some work only."""
    officer = places.get(clause.officer or "")
    if officer is None or len(clause.days) != len(horizon.dates):
        return None
    days = zip(clause.days, horizon.held_days(officer), strict=True)
    return officer if all(np.array_equal(a, b) for a, b in days) else None


def _write_line(writer: Writer, horizon: Horizon, officer: int, runs: dict[Kind, Runs]) -> None:
    """One officer's network, and which of its arcs hold each day."""
    cells, first, last = horizon.line(officer), horizon.first, len(horizon.dates)
    held: list[list[int]] = [[] for _ in cells]
    if runs == {"held": Runs(), "free": Runs()}:
        for day in range(first, last):
            writer.row(cells[day].tolist(), [1] * len(cells[day]), -np.inf, 1)
        return
    begun: list[int] = []
    inflow: dict[Node, list[int]] = {}
    outflow: dict[Node, list[int]] = {}
    for arc in _possible(arcs(runs, first, last, _before(horizon, cells)), cells):
        column = writer.arc(officer, arc.start, arc.end, HELD if arc.kind == "held" else FREE)
        (begun if arc.source is None else outflow.setdefault(arc.source, [])).append(column)
        if arc.target is not None:
            inflow.setdefault(arc.target, []).append(column)
        for day in range(arc.start, arc.end) if arc.kind == "held" else ():
            held[day].append(column)
    writer.row(begun, [1] * len(begun), 1, 1)
    for node in sorted({*inflow, *outflow}):
        entered, left = inflow.get(node, []), outflow.get(node, [])
        writer.row([*entered, *left], [*[1] * len(entered), *[-1] * len(left)], 0, 0)
    for day in range(first, last):
        parts, ones = cells[day].tolist(), [1] * len(cells[day])
        writer.row([*parts, *held[day]], [*ones, *[-1] * len(held[day])], 0, 0)


def _possible(every: Iterator[Arc], cells: Sequence[np.ndarray]) -> Iterator[Arc]:
    """Arcs on whose held days something may be held."""
    return (a for a in every if a.kind == "free" or all(len(cells[day]) for day in range(a.start, a.end)))


def _before(horizon: Horizon, cells: Sequence[np.ndarray]) -> Before | None:
    """The run that reaches the first day to be decided; None where nothing is past."""
    if horizon.first == 0:
        return None
    past = [bool(horizon.is_given[cells[day]].any()) for day in reversed(range(horizon.first))]
    is_held, run = next(iter(groupby(past)))
    length = len(list(run))
    kind: Kind = "held" if is_held else "free"
    return Before(kind, length, length == horizon.first)
