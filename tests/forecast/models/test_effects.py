"""forecast/models/effects.py, by what the count regression makes of it"""

from dataclasses import replace

import numpy as np
import pytest

from forecast.kinds import KINDS
from forecast.models.count_regression import CountRegression
from forecast.models.effects import USUAL, Effects, Prior, ServiceDays
from forecast.settings import ForecastSettings

NAMES = list(KINDS)


def effects_of(past, visitors, features):
    """What the regression learnt for the only service."""
    fitted = CountRegression(ForecastSettings()).fit(past.counts(np.round(visitors).astype(int), features))
    return fitted.fits[0].pattern.effects


@pytest.mark.parametrize("usual", [10, 15_000])
def test_three_days_of_a_kind_say_more_than_what_is_usual(past, usual):
    """Alike for offices with ten visitors a day and with fifteen thousand: the prior is about effects, not counts."""
    holidays = [30, 65, 101]
    visitors = np.full(140, float(usual))
    visitors[holidays] *= 0.2
    found = effects_of(past, visitors, past.days(140, kinds={"holiday": holidays})).kinds[NAMES.index("holiday")]
    prior, true = USUAL[NAMES.index("holiday")], np.log(0.2)
    assert 0.5 < (found - prior) / (true - prior) <= 1.0


def test_kinds_that_were_never_seen_have_the_usual_effect(past):
    """Ramadan falls and eves are quieter in the first year, too."""
    found = effects_of(past, np.full(70, 20.0), past.days(70, kinds={"after": [21, 42]})).kinds
    for kind in ("ramadan_start", "eve", "recovery"):
        assert found[NAMES.index(kind)] == pytest.approx(USUAL[NAMES.index(kind)])
    assert abs(found[NAMES.index("after")]) < USUAL[NAMES.index("after")] / 2  # forty visitors, as many as ever


def test_a_holiday_known_by_name_differs_from_its_kind(past):
    """Two of six holidays have a third of the others' visitors: their name takes it up."""
    quiet, other, nameless = [38, 403], [150, 515], [261, 626]
    plain = past.days(800, kinds={"holiday": [*quiet, *other, *nameless]})
    named = np.zeros((800, 2))
    named[quiet, 0] = named[other, 1] = 1.0
    features = replace(plain, names=("quiet", "other"), named=named)
    visitors = np.full(800, 100.0)
    visitors[[*other, *nameless]] *= 0.6
    visitors[quiet] *= 0.2
    found = effects_of(past, visitors, features)
    kind = found.kinds[NAMES.index("holiday")]
    assert 0.2 < np.exp(kind + found.named[0]) < 0.3
    assert np.exp(kind + found.named[1]) == pytest.approx(0.6, rel=0.15)


def test_a_prior_weighs_by_its_doubt():
    """1 / s² visitors for a standard deviation s; days beside a holiday are held tighter than the holiday."""
    prior = Prior.usual(10.0, ("natal", "natal -1"))
    kinds = prior.visitors[7 : 7 + len(KINDS)]
    assert kinds == pytest.approx([1 / kind.doubt**2 for kind in KINDS.values()])
    assert prior.visitors[-1] > prior.visitors[-2]
    assert Prior.usual(20.0, ()).visitors == pytest.approx(2 * Prior.usual(10.0, ()).visitors)


def test_effects_go_to_a_vector_and_back(past):
    """In the order of the columns."""
    features = replace(past.days(3), names=("a", "b"), named=np.eye(3)[:, :2])
    width = ServiceDays.of(features, 0, np.ones(3, dtype=bool)).columns(2).shape[1]
    vector = np.arange(width, dtype=float)
    assert Effects.split(vector, 2).vector(2).tolist() == vector.tolist()
