"""A day's score is what the whole simulation says of it, from any thread and for any choice of paths."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from staffing.scoring import DayScorer
from staffing.simulation import simulate
from tests.staffing.chances import random_case


def agrees(score, outcome, day, paths):
    """Every figure of the score is the outcome's of that day and those paths."""
    for name, whole in {"visitors": "visitors", "late": "late_call", "late_visit": "late_visit"}.items():
        np.testing.assert_array_equal(getattr(score, name), getattr(outcome, whole)[paths, day].sum(axis=-1))
    for name in ("wait", "later_wait", "overtime"):
        np.testing.assert_allclose(getattr(score, name), getattr(outcome, name)[paths, day].sum(axis=-1), atol=1e-9)


@pytest.mark.parametrize("block", range(3))
def test_a_score_is_what_the_simulation_says(build, block):
    """20 random offices a block: each day, all paths and the last two in another order."""
    for seed in range(1000 + 20 * block, 1020 + 20 * block):
        office, plan, visitors = random_case(build, seed)
        outcome = simulate(visitors, plan, office)
        for day in range(2):
            for paths in (None, np.array([2, 1])):
                score = DayScorer(visitors, office, day, paths).score(plan.of_day(day))
                agrees(score, outcome, day, np.arange(3) if paths is None else paths)


def test_one_scorer_judges_many_staffs_from_many_threads(build):
    """What was scored before, and what another thread scores meanwhile, leaves no trace."""
    office, plan, visitors = random_case(build, 7)
    rng = np.random.default_rng(1)
    shape = plan.serves.shape
    plans = [
        replace(plan, serves=np.where(rng.random(shape) < 0.7, plan.serves, np.uint64(0))) for _ in range(40)
    ]  # fmt: skip
    scorer = DayScorer(visitors, office, 1)
    with ThreadPoolExecutor(2) as threads:
        scores = list(threads.map(lambda each: scorer.score(each.of_day(1)), plans))
    for score, each in zip(scores, plans, strict=True):
        agrees(score, simulate(visitors, each, office), 1, np.arange(3))


def test_staff_of_another_size_is_refused(build):
    """The arrays must fit the office and the grid."""
    office, plan, visitors = random_case(build, 3)
    staff = plan.of_day(0)
    with pytest.raises(ValueError, match="staff of"):
        DayScorer(visitors, office, 0).score(
            type(staff)(*(getattr(staff, name)[:0] for name in staff.__dataclass_fields__))
        )
    with pytest.raises(ValueError, match="kind has shape"):
        replace(staff, kind=staff.kind[:, :1])
    with pytest.raises(ValueError, match="shift_end has shape"):
        replace(staff, shift_end=staff.shift_end[:0])
