"""Programs made smaller cost what they cost before; columns that are alike are found and no others."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from scheduler.solver.program import Program
from scheduler.solver.symmetry import alike


def random_program(seed: int) -> Program:
    """A few classes of columns that are alike but for their order, small whole numbers, always with a solution."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, 3, 8)
    rows = np.array([rng.integers(-1, 3, 3)[kinds] for _ in range(4)] + [np.eye(8)[n] for n in range(8)], dtype=float)
    most = np.concatenate([rng.integers(3, 9, 4), np.full(8, 2)]).astype(float)
    return Program(
        rows=sparse.csr_array(rows), least=np.full(12, -np.inf), most=most, low=np.zeros(8), high=np.full(8, 3.0),
        cost=-rng.integers(-1, 4, 3)[kinds].astype(float), is_whole=rng.random(8) < 0.3,
    )  # fmt: skip


def least_cost(program: Program, is_whole: np.ndarray) -> float:
    """By SciPy, from the program as it is."""
    found = milp(
        program.cost, integrality=is_whole.astype(int), bounds=Bounds(program.low, program.high),
        constraints=LinearConstraint(program.rows, program.least, program.most),
    )  # fmt: skip
    return float(found.fun)


@pytest.mark.parametrize("seed", range(40))
def test_merged_programs_cost_as_much_as_they_are(seed):
    """The least cost is SciPy's for the whole program, and the values spread out again keep every row."""
    program = random_program(seed)
    solved = program.solve({"mip_rel_gap": 0.0})
    assert solved is not None
    assert solved.value == pytest.approx(least_cost(program, program.is_whole), abs=1e-6)
    assert program.cost @ solved.values == pytest.approx(solved.value, abs=1e-6)
    assert (program.rows @ solved.values <= program.most + 1e-6).all()
    assert (solved.values >= program.low - 1e-6).all()
    assert (solved.values <= program.high + 1e-6).all()


@pytest.mark.parametrize("seed", range(40))
def test_around_a_solution_the_best_is_no_better_than_anywhere(seed):
    program = random_program(seed)
    near = program.solve_apart({})
    assert near is not None
    around = program.solve({"mip_rel_gap": 0.0}, near.values)
    assert around is not None
    assert around.value == pytest.approx(near.value, abs=1e-6)


def test_equal_columns_are_alike_and_one_that_meets_another_row_is_not():
    """x + y <= 1, z <= 1: x and y are one class, z another although its numbers are the same."""
    rows = sparse.csr_array(np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    row_class, column_class = alike(rows, np.ones((2, 1)), np.zeros((3, 1)))
    assert column_class[0] == column_class[1] != column_class[2]
    assert row_class[0] != row_class[1]


def test_a_chain_is_told_apart_by_its_ends():
    """In a - b - c - d (a row for each link) the ends are alike and so are the middles, but not both."""
    rows = sparse.csr_array(np.array([[1.0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]))
    _, column_class = alike(rows, np.ones((3, 1)), np.zeros((4, 1)))
    assert column_class[0] == column_class[3] != column_class[1] == column_class[2]


@pytest.mark.parametrize("seed", range(20))
def test_parts_that_have_nothing_to_do_with_each_other_are_solved_by_themselves(seed):
    """Two programs side by side, some columns of each set: the least cost is SciPy's for both."""
    one, other = random_program(seed), random_program(seed + 100)
    rows = sparse.block_array([[one.rows, None], [None, other.rows]]).tocsr()
    names = ("least", "most", "low", "high", "cost", "is_whole")
    both = Program(rows, *(np.concatenate([getattr(one, name), getattr(other, name)]) for name in names))
    set_ones = np.random.default_rng(seed).random(16) < 0.3
    both = replace(both, high=np.where(set_ones, both.low, both.high))
    solved = both.solve_apart({"mip_rel_gap": 0.0, "time_limit": 20.0})
    assert solved is not None
    assert solved.value == pytest.approx(least_cost(both, both.is_whole), abs=1e-6)
    assert (rows @ solved.values <= both.most + 1e-6).all()
