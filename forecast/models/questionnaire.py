"""Questionnaire: a start without any log ("perkiraan awal"): what the head expects, with a wide range."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecast.features import Features
from forecast.models.daily import DailyCounts
from forecast.settings import Questionnaire, ServiceGuess

UNSURE_FACTOR = 2.0
"""Without a range the guess may be wrong by this factor either way, 8 times of 10."""
Z80 = 1.2816
"""Standard normal quantile of 90 %: a central range of 80 % ends there."""
LASTING = 0.7
"""Part of the doubt that all days of a week share: it is the guess that is in doubt more than the day."""


class QuestionnaireModel:
    """Visitors a day as the office expects them.

    Parameters
    ----------
    answers
        The questionnaire. Services that it does not name are left out.
    """

    name = "questionnaire"

    def __init__(self, answers: Questionnaire) -> None:
        self.answers = answers

    def fit(self, counts: DailyCounts) -> "FittedQuestionnaire":
        """Takes the answers for the services of `counts`; its numbers are not looked at."""
        left_out = {service: "no_guess" for service in counts.services if service not in self.answers.services}
        return FittedQuestionnaire(counts.services, self.answers, left_out)


@dataclass(frozen=True)
class FittedQuestionnaire:
    """See `forecast.models.daily.FittedModel`."""

    services: tuple[str, ...]
    answers: Questionnaire
    left_out: Mapping[str, str]

    def predict(self, features: Features) -> np.ndarray:
        """Expected visitors of coming days; NaN for services without an answer."""
        guesses = [self.answers.services.get(service) for service in self.services]
        usual = np.array([np.nan if guess is None else guess.visitors for guess in guesses])
        factors = dict(self.answers.weekdays)
        weekday = np.array([factors.get(day, 1.0) for day in features.weekday])
        return usual[:, None] * weekday * features.exposure

    @property
    def spread(self) -> np.ndarray:
        """Variance of the day's factor that the guesses' ranges stand for, shape (services,); 0 without an answer."""
        guesses = [self.answers.services.get(service) for service in self.services]
        return np.array([0.0 if guess is None else _spread(guess) for guess in guesses])


def _spread(guess: ServiceGuess) -> float:
    """Variance of a lognormal factor of mean 1 whose central 80 % run from low to high, less the chance of counting.

    sigma = ln(high / low) / (2 x 1.2816); variance = exp(sigma²) - 1 (Johnson, Kotz and Balakrishnan, *Continuous
    Univariate Distributions* 1, 1994, ch. 14).
    """
    if not guess.visitors:
        return 0.0
    low = guess.visitors / UNSURE_FACTOR if guess.low is None else max(guess.low, 0.5)
    high = guess.visitors * UNSURE_FACTOR if guess.high is None else guess.high
    sigma = np.log(max(high, low) / low) / (2 * Z80)
    return float(max(0.0, np.expm1(min(sigma, 1.5) ** 2) - 1 / guess.visitors))
