"""Lines tell shifts apart, and nothing that has two ways of being the same shift is passed over in silence."""

from dataclasses import replace

import numpy as np
import pytest

from office.values import Span
from scheduler.lines.separate import separate
from tests.scheduler.lines.cases import horizon_of


def test_one_shift_of_a_day_in_two_ways_is_refused():
    """With another span of the early shift there would be a candidate that no line could hold."""
    horizon = horizon_of(2, 3)
    assert len(separate(horizon, ()).lines) == 2
    other = horizon.candidates[0].model_copy(update={"span": Span(start=480, end=960)})
    doubled = replace(
        horizon, candidates=(*horizon.candidates, other), is_given=np.append(horizon.is_given, False)
    )  # fmt: skip
    with pytest.raises(ValueError, match="p0: one shift of a day in more than one way"):
        separate(doubled, ())
