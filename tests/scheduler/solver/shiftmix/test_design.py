"""A designed team against every team there could be."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from scheduler.solver.shiftmix.design import Effort, design, lower_bound
from staffing.shiftmix.problem import Group, Target
from staffing.shiftmix.trial import Trial
from tests.staffing.shiftmix.days import make_problem, make_visitors, random_visitors

QUICK = Effort(rounds=4, steps=6, glances=16, tried=6, paths=60, master=0.2)


def reaching(problem):
    """Every mix within the sizes that reaches the target, by enumeration."""
    trial = Trial(problem)
    sizes = [[row for row in product(range(most + 1), repeat=3) if sum(row) <= most] for most in problem.most]
    for rows in product(*sizes):
        mix = np.array(rows)
        fare = trial.of_mix(mix)
        in_time = (fare.late <= problem.allowed).all() and fare.overtime <= problem.target.overtime_minutes
        if in_time and not problem.uncovered(mix).any():
            yield mix


@pytest.mark.parametrize("seed", range(4))
def test_small_days_get_the_enumerated_optimum(seed):
    """Two groups, three shifts: the cheapest of all mixes that reach the target, and the bound below it."""
    problem = make_problem(random_visitors(seed, paths=60))
    optimum = min(problem.cost(mix) for mix in reaching(problem))
    found = design(problem, QUICK)
    assert found.holds
    assert found.misses == ()
    assert found.cost == problem.cost(found.mix) == optimum
    assert found.bound <= optimum


def test_where_the_bound_meets_the_pay_it_is_proven():
    """A short visit now and then: cover alone decides, and the method knows it."""
    problem = make_problem(make_visitors([[(0, 0, 2), (70, 1, 2)]] * 4))
    found = design(problem, QUICK)
    assert found.is_proven
    assert found.cost == min(problem.cost(mix) for mix in reaching(problem))
    assert found.bound == pytest.approx(found.cost)


def test_too_few_people_give_the_best_and_name_what_misses():
    """One officer for the work of three: no target, no endless loop; all people work, and the cells have names."""
    problem = make_problem(random_visitors(5, paths=40, a_day=(30.0, 15.0)), (Group("AB", frozenset("ab"), 105, 1),))
    found = design(problem, QUICK)
    assert not found.holds
    assert not found.is_proven
    assert found.mix.tolist() == [[1, 0, 0]]
    assert {(miss.service, miss.minute) for miss in found.misses} == {("a", 480), ("a", 540), ("b", 480), ("b", 540)}
    assert lower_bound(problem) == np.inf


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_holds_on_other_paths_too(seed):
    """On other paths, a little busier, the mix holds as well; that costs no less."""
    problem = make_problem(random_visitors(seed, paths=60))
    other = replace(problem, visitors=random_visitors(100 + seed, paths=60, a_day=(13.0, 6.0)))
    both = [mix for mix in reaching(problem) if any((mix == good).all() for good in reaching(other))]
    found = design(problem, QUICK, other)
    assert found.holds
    assert found.cost == min(problem.cost(mix) for mix in both)


def test_what_nothing_reaches_on_other_paths_is_told_of_them():
    """Five times the visitors on the other paths: the target is not reached, and their cells are named."""
    problem = make_problem(random_visitors(0, paths=60))
    accept = replace(problem, visitors=random_visitors(100, paths=20, a_day=(60.0, 30.0)))
    found = design(problem, QUICK, accept)
    assert not found.holds
    assert found.misses


def test_a_step_that_nobody_serves_is_uncovered():
    """Groups serve a only: b misses in every slot, a is served all the same."""
    problem = make_problem(random_visitors(6, paths=40, a_day=(6.0, 3.0)), (Group("A", frozenset("a"), 100, 3),))
    found = design(problem, QUICK)
    assert not found.holds
    assert found.uncovered == 4
    assert {miss.service for miss in found.misses} == {"b"}


def test_the_same_effort_gives_the_same_mix():
    """Nothing depends on the clock or on threads."""
    problem = make_problem(random_visitors(7, paths=40))
    first, again = design(problem, QUICK), design(problem, replace(QUICK, threads=1))
    assert (first.mix == again.mix).all()
    assert first.tried == again.tried


def test_no_time_still_gives_a_mix():
    """One answer of the master is always simulated."""
    found = design(make_problem(), replace(QUICK, seconds=0.0))
    assert found.tried == 1


def test_nobody_comes():
    """There is nothing to staff for."""
    with pytest.raises(ValueError, match="nobody"):
        design(make_problem(make_visitors([[], []])), QUICK)


def test_a_strict_target_costs_no_less():
    """Half the share late allowed: at least the same pay."""
    problem = make_problem(random_visitors(8, paths=60))
    strict = replace(problem, target=Target(share=0.1))
    assert design(strict, QUICK).cost >= design(problem, QUICK).cost
