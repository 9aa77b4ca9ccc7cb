"""A line is a path of the network exactly when its runs are allowed."""

from itertools import groupby, product

import pytest

from scheduler.lines.stints import Before, Runs, arcs


def is_allowed(days: str, first: int, held: Runs, free: Runs) -> bool:
    """Told again in plain words: no run beyond its most after the past; none too short that ends inside."""
    at = 0
    for told, run in groupby(days):
        length, start = len(list(run)), at
        at += length
        runs = held if told == "x" else free
        if runs.most is not None and length > runs.most and at > max(first, start + runs.most):
            return False
        if start > 0 and first <= at < len(days) and length < runs.least:
            return False
    return True


def paths(days: str, first: int, held: Runs, free: Runs) -> int:
    """How many paths of the network say what these days say."""
    before = None
    if first:
        kind, length = days[first - 1], 0
        while length < first and days[first - 1 - length] == kind:
            length += 1
        before = Before("held" if kind == "x" else "free", length, length == first)
    every = [
        arc
        for arc in arcs({"held": held, "free": free}, first, len(days), before)
        if all((days[day] == "x") == (arc.kind == "held") for day in range(arc.start, arc.end))
    ]

    def count(node: object) -> int:
        return sum(1 if arc.target is None else count(arc.target) for arc in every if arc.source == node)

    return count(None)


@pytest.mark.parametrize("past", ["", "x", "xx", ".x", "xxx.", "..xx", "xxxx", "x..."])
@pytest.mark.parametrize("held", [Runs(1, None), Runs(2, 3), Runs(1, 2), Runs(3, None)])
@pytest.mark.parametrize("free", [Runs(1, None), Runs(2, None), Runs(2, 3)])
def test_every_allowed_line_is_one_path_and_no_other_is_any(past, held, free):
    """Whatever the past: five days decided in all 32 ways."""
    for told in product("x.", repeat=5):
        days = past + "".join(told)
        assert paths(days, len(past), held, free) == is_allowed(days, len(past), held, free), days
