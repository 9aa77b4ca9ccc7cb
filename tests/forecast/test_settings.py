"""forecast/settings.py"""

import pytest
from pydantic import ValidationError

from forecast.settings import MOST_VISITORS, ForecastSettings, Questionnaire, ServiceGuess


def test_an_office_that_says_nothing_gets_good_defaults():
    """Everything is optional."""
    assert ForecastSettings() == ForecastSettings.model_validate({})
    assert ForecastSettings().questionnaire is None


@pytest.mark.parametrize(
    ("guess", "fine"),
    [
        ({"visitors": 12}, True),
        ({"visitors": 12, "low": 12, "high": 12}, True),
        ({"visitors": 12, "low": 13}, False),
        ({"visitors": 12, "high": 11}, False),
        ({"visitors": 0}, True),
        ({"visitors": -1}, False),
        ({"visitors": MOST_VISITORS}, True),
        ({"visitors": MOST_VISITORS + 1}, False),
        ({"visitors": 5, "high": 1e9}, False),
    ],
)
def test_a_guess_lies_in_its_range(guess, fine):
    """Both ends may equal the guess."""
    raw = {"services": {"a": guess}}
    if fine:
        Questionnaire.model_validate(raw)
    else:
        with pytest.raises(ValidationError):
            Questionnaire.model_validate(raw)


@pytest.mark.parametrize("hours", [{8: 0, 9: 0}, {24: 1}, {}])
def test_some_hour_of_the_day_has_visitors(hours):
    """Hours run from 0 to 23 and do not all stand empty."""
    with pytest.raises(ValidationError):
        Questionnaire.model_validate({"services": {"a": {"visitors": 1}}, "hours": hours})


def test_the_questionnaire_model_needs_a_questionnaire():
    """Asking for it without answers is refused at once."""
    with pytest.raises(ValidationError, match="questionnaire"):
        ForecastSettings(model="questionnaire")


def test_nobody_may_be_expected():
    """A service that is not offered now: 0 visitors, in a range of 0 to 0."""
    assert ServiceGuess(visitors=0, low=0, high=0).high == 0
