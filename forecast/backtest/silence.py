"""Silence: why a model had nothing to say for some services, as its own fit tells it."""

from forecast.backtest.past import Known
from forecast.learn import by_days
from forecast.models.portfolio import POOLED
from forecast.settings import ForecastSettings


def silence(known: Known, model: str, settings: ForecastSettings) -> tuple[str, ...]:
    """The reasons why a model left out services, each once; none where it is no single model, or would speak.

    Parameters
    ----------
    known
        What was known where it was silent.
    model
        Its name.
    settings
        How to forecast.
    """
    days = by_days(known.counts, known.calendar, settings)
    made = [member.make(settings) for member in POOLED if member.name == model]
    return tuple(dict.fromkeys(reason for each in made for reason in each.fit(days).left_out.values() if reason))
