"""Rules about lines in an office's week: what the week's model charges is what the checker counts."""

import numpy as np
import pytest

from scheduler.rules.one_shift import OneShift
from tests.scheduler.rules.cases import decide, make_case
from tests.scheduler.rules.retold import RETOLD

EACH = pytest.mark.parametrize("retold", RETOLD, ids=lambda retold: retold.kind.model_fields["rule"].default)


def agree(retold, rosters: int, seed: int) -> None:
    rng, done = np.random.default_rng(seed), 0
    while done < rosters:
        week, roster = make_case(rng)
        if list(OneShift().violations(roster, week)):
            continue
        rule, done = retold.make(rng).model_copy(update={"level": "wishes"}), done + 1
        found = [violation.price for violation in rule.violations(roster, week)]
        assert decide([rule], week, roster).amount == pytest.approx(sum(found))


@EACH
def test_the_week_charges_what_the_checker_counts(retold):
    """Named outside duty, events, an unknown past and closed days included."""
    agree(retold, 3, 4)


@pytest.mark.slow
@EACH
def test_it_does_so_in_many_weeks(retold):
    """The same with other seeds."""
    agree(retold, 60, 5)
