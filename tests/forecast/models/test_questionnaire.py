"""forecast/models/questionnaire.py"""

import numpy as np
import pytest

from forecast.models.questionnaire import QuestionnaireModel
from forecast.scores import CountDistribution
from forecast.settings import Questionnaire

ANSWERS = Questionnaire.model_validate({
    "services": {"a": {"visitors": 40, "low": 25, "high": 60}, "b": {"visitors": 3}},
    "weekdays": {"mon": 1.5, "fri": 0.5},
})  # fmt: skip


def test_answers_become_days(past):
    """The guess times the weekday's factor, 0 when closed; the log's numbers are not looked at."""
    features = past.days(7, services=2)
    found = QuestionnaireModel(ANSWERS).fit(past.counts(np.full((2, 7), 999), features)).predict(features)
    assert found[0].tolist() == [60, 40, 40, 40, 20, 0, 0]


def test_the_stated_range_holds_eight_days_of_ten(past):
    """The chance of 25 to 60 visitors is about 80 % where 40 are expected."""
    features = past.days(7, services=2)
    found = QuestionnaireModel(ANSWERS).fit(past.counts(np.zeros((2, 7), dtype=int), features))
    distribution = CountDistribution(found.predict(features)[:1, 1:2], found.spread[:1, None])
    inside = distribution.cdf(np.array([[60]])) - distribution.cdf(np.array([[24]]))
    assert inside[0, 0] == pytest.approx(0.8, abs=0.04)


def test_a_guess_without_a_range_is_wide(past):
    """Wider than chance alone, and services without an answer are named."""
    features = past.days(7, services=3)
    found = QuestionnaireModel(ANSWERS).fit(past.counts(np.zeros((3, 7), dtype=int), features))
    assert dict(found.left_out) == {"c": "no_guess"}
    assert np.isnan(found.predict(features)[2, 0])
    twenty = Questionnaire.model_validate({"services": {"a": {"visitors": 20}}})
    wide = QuestionnaireModel(twenty).fit(past.counts(np.zeros((1, 7), dtype=int), past.days(7)))
    assert wide.spread[0] > 0.2
