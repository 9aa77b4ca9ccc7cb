"""What is certified is what a plain count of visitors says, in cells that hold enough of them."""

from itertools import pairwise

import numpy as np
import pytest

from staffing.certificate import Cell
from staffing.certify import certify
from staffing.pricing import JUDGED_VISITORS
from staffing.simulation import simulate, trace
from staffing.visitors import draw_visitors

ROUTES = {
    "busy": [{"step": "a", "minutes": 9}],
    "small": [{"step": "a", "minutes": 12}],
    "thin": [{"step": "b", "minutes": 15}],
}
DAYS, PATHS = 3, 200
EXPECTED = np.array([[96.0, 80, 8], [12, 8, 2], [3, 3, 1]])
"""Visitors by service and day: one service fills hours, one a week only, one not even that."""


@pytest.fixture
def world(build):
    """Three days of 8 hours, the counters a bit too few: a function of seed and paths."""
    office = build.office(ROUTES, [{"a"}, {"a"}, {"b"}], [{"a"}, {"b"}], [0, 0, 1], absence_rate=0.1)
    grid = build.grid(days=DAYS, slots=16)
    plan = build.plan(office, grid, np.broadcast_to(np.array([0, 0, 1])[None, :, None], (DAYS, 3, 16)))

    def drawn(seed, paths=PATHS):
        rng = np.random.default_rng(seed)
        rates = np.repeat(EXPECTED[:, :, None] / 12, 16, axis=2)
        rates[:, :, 12:] = 0
        arrivals = rng.poisson(rates.reshape(3, -1) * rng.gamma(20, 1 / 20, (paths, 1, 1)))
        visitors = draw_visitors(arrivals, grid, office, build.days(office, grid, 480, 960), rng)
        return visitors, plan, office

    return drawn


def counted(cell: Cell, visitors, found, office):
    """Visitors and late ones of a cell on each path, counted one by one."""
    day, path = np.divmod(visitors.cell, visitors.paths)
    here = (visitors.arrival >= cell.start) & (visitors.arrival < cell.end)
    here &= np.isin(day, range(DAYS) if cell.day is None else [cell.day])
    if cell.service is not None:
        here &= visitors.service == office.service_ids.index(cell.service)
    wait = found.begin[:, 0] - visitors.due
    late = here & ~(wait <= office.target.call_minutes)
    return np.bincount(path[here], minlength=visitors.paths), np.bincount(path[late], minlength=visitors.paths)


def test_each_cell_is_a_plain_count(world):
    """Expected visitors and share late of every cell, against a count of single visitors."""
    visitors, plan, office = world(1)
    certificate = certify(simulate(visitors, plan, office), office)
    found = trace(visitors, plan, office)
    cells = [cell for cell in certificate.cells if not cell.by_day]
    assert {cell.service for cell in cells} == {None, "busy", "small"}
    for cell in cells:
        come, late = counted(cell, visitors, found, office)
        assert cell.visitors == pytest.approx(come.mean())
        assert cell.late == pytest.approx(late.sum() / come.sum())
        assert cell.low <= cell.late <= cell.high
    assert certificate.days == DAYS * PATHS


def test_cells_hold_enough_visitors_and_leave_nobody_out(world):
    """Each cell has its twenty; the cells of a judged day follow each other and hold all its visitors."""
    visitors, plan, office = world(2)
    outcome = simulate(visitors, plan, office)
    certificate = certify(outcome, office)
    for cell in (*certificate.cells, *certificate.visits):
        assert cell.by_day or cell.visitors >= JUDGED_VISITORS
    for service, days in {"busy": {None, 0, 1}, "small": {None}, None: {None, 0, 1}}.items():
        of = [cell for cell in certificate.cells if cell.service == service]
        assert {cell.day for cell in of} == days
        for day in days:
            cells = [cell for cell in of if cell.day == day]
            assert all(first.end <= second.start for first, second in pairwise(cells))
            column = slice(None) if service is None else office.service_ids.index(service)
            come = outcome.visitors[:, slice(None) if day is None else day][..., column]
            assert sum(cell.visitors for cell in cells) == pytest.approx(come.sum() / PATHS)


def test_hours_are_merged_no_further_than_needed(world):
    """The busiest service has several cells a day: without its last hour a cell would be too small."""
    visitors, plan, office = world(3)
    outcome = simulate(visitors, plan, office)
    cells = [c for c in certify(outcome, office).cells if c.service == "busy" and c.day == 0]
    assert len(cells) >= 3
    for cell in cells[:-1]:
        slots = (outcome.grid.minutes >= cell.start) & (outcome.grid.minutes < cell.end - 60)
        shorter = outcome.calls.expected[0, 0][slots]
        assert shorter.sum() < JUDGED_VISITORS


def test_a_thin_service_is_judged_by_its_days(world):
    """Share of days on which anybody waits over an hour or is never called, counted one by one."""
    visitors, plan, office = world(4)
    cells = [cell for cell in certify(simulate(visitors, plan, office), office).cells if cell.service == "thin"]
    assert [(cell.day, cell.by_day, cell.allowed) for cell in cells] == [(d, True, 0.05) for d in range(DAYS)]
    wait = trace(visitors, plan, office).begin[:, 0] - visitors.due
    long = (visitors.service == 2) & ~(wait <= 60)
    for cell in cells:
        paths = np.unique(visitors.cell[long & (visitors.cell // PATHS == cell.day)])
        assert cell.late == pytest.approx(len(paths) / PATHS)


@pytest.mark.slow
def test_verdicts_are_right_as_often_as_they_say(world):
    """Against 20,000 days of truth, the intervals of 150 certificates of 200 days cover in 93 to 98 of 100 cells."""
    visitors, plan, office = world(5, 20_000)
    truth = {place(cell): cell.late for cell in certify(simulate(visitors, plan, office), office).cells}
    covered = []
    for seed in range(150):
        visitors, plan, office = world(100 + seed)
        cells = certify(simulate(visitors, plan, office), office).cells
        covered += [cell.low <= truth[place(cell)] <= cell.high for cell in cells if place(cell) in truth]
    assert len(covered) > 1000
    assert 0.93 < np.mean(covered) < 0.98


def place(cell: Cell):
    """What a cell judges."""
    return cell.service, cell.day, cell.start, cell.end, cell.by_day


def test_a_closed_week_certifies_nothing(build):
    """Nobody comes: no cell, no day."""
    office = build.office(ROUTES, [{"a", "b"}], [{"a", "b"}], [0])
    grid = build.grid(slots=8)
    visitors = build.visitors(grid, office, [[[], []]])
    certificate = certify(simulate(visitors, build.plan(office, grid, np.zeros((1, 1, 8), dtype=int)), office), office)
    assert (certificate.cells, certificate.visits, certificate.days) == ((), (), 0)
