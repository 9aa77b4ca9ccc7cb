"""Looking ahead: the weeks that a plan sees."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from office.weeks import monday_of, week_of
from planning.futures import JUDGING_PATHS, draw_futures
from planning.givens import office_week
from planning.inputs import gather
from planning.outlook import look_ahead

CONFIGS = Path(__file__).parents[2] / "configs"
LOG = Path(__file__).parents[2] / "sample_data" / "kunjungan.csv.gz"
WEEK = "2026-W52"


@pytest.mark.parametrize(("preset", "log"), [("ukk_small", None), ("lebong", LOG)])
def test_a_week_has_the_numbers_of_its_plan(preset, log):
    """Visitors a day of each service on every path, of the first week and of the one after, over the year's end."""
    inputs = gather(CONFIGS / f"{preset}.yaml", log)
    outlook = look_ahead(inputs, WEEK, 2, 7, lambda _: None)
    following = week_of(monday_of(WEEK) + timedelta(7))
    assert outlook.forecast.daily.shape == (JUDGING_PATHS, len(inputs.office.services), 14)
    for week, shown in ((WEEK, outlook.forecast.daily[..., :7]), (following, outlook.forecast.daily[..., 7:])):
        planned = draw_futures(inputs, office_week(inputs, week), "judging", JUDGING_PATHS, 7).forecast
        np.testing.assert_array_equal(shown, planned.daily)
    assert outlook.forecast.daily.sum() > 0
