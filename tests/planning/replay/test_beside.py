"""A figure beside its range: inside or not, and counted fairly where numbers are small."""

import numpy as np
import pytest

from planning.replay.beside import beside, parts, whole_part
from staffing.tally import Entries, tally
from tests.planning.tiny import tiny_week


@pytest.mark.parametrize(("real", "inside"), [(0, False), (1, True), (9, True), (10, False)])
def test_the_range_holds_its_ends(real, inside):
    """Of eleven equally likely numbers 0 to 10, eight of ten lie from 1 to 9."""
    assert beside(real, np.arange(11)).inside is inside


def test_small_numbers_are_counted_fairly():
    """If weeks are Poisson and the model is true, the range with its ends holds more than 80 %, the fair share 80 %."""
    rng = np.random.default_rng(4)
    model = rng.poisson(1.2, 4000)
    found = [beside(real, model) for real in rng.poisson(1.2, 3000)]
    assert np.mean([figure.inside for figure in found]) > 0.87
    assert np.mean([figure.share_inside for figure in found]) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(("real", "share"), [(3.0, 0.8), (2.0, 0.0), (4.0, 0.0)])
def test_a_model_without_chance(real, share):
    """All of its weeks are alike: what happened lies in the middle of the jump, or outside."""
    assert beside(real, np.full(50, 3.0)).share_inside == pytest.approx(share)


def test_parts_add_up_to_the_week():
    """Services, days and hours each hold all visitors, late ones and the model's."""
    week, rng = tiny_week(counters=(("one", "ab"), ("one", "ab")), officers=("ab", "ab")), np.random.default_rng(8)
    size = 500

    def made(paths):
        cell = rng.integers(0, week.grid.days * paths, size * paths)
        minutes = rng.exponential(20, size * paths)
        columns = (rng.integers(0, 2, size * paths), rng.integers(0, week.grid.slots, size * paths), minutes)
        entries = Entries(cell, *columns, minutes > 30)
        return tally(entries, week.office.service_ids, week.grid.days, paths, week.grid.slots)

    real, again = made(1), made(20)
    whole, found = whole_part(real, again), parts(real, again, week.grid)
    for kind in ("service", "day", "start"):
        some = [part for part in found if getattr(part, kind) is not None]
        assert sum(part.visitors for part in some) == whole.visitors == size
        assert sum(part.late.real for part in some) == whole.late.real
        assert sum(part.late.mean for part in some) == pytest.approx(whole.late.mean)
        waited = sum(part.wait.real * part.visitors for part in some)
        assert waited == pytest.approx(whole.wait.real * whole.visitors)
