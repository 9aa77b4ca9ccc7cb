"""Notes on what a forecast rests on."""

from collections.abc import Iterator

from forecast.distribution import Forecast
from office.problems import Place, Problem
from planning.inputs import Inputs

OLD_DAYS = 10
"""A log may end this many days before the first day that is forecast."""


def forecast_notes(inputs: Inputs, forecast: Forecast) -> tuple[Problem, ...]:
    """Whether services rest on the questionnaire, and whether the log ends long before the forecast begins."""
    return (*_first_estimate(inputs, forecast), *_old_log(inputs, forecast))


def _first_estimate(inputs: Inputs, forecast: Forecast) -> Iterator[Problem]:
    names = [
        inputs.office.service(id).name
        for id, model in zip(forecast.services, forecast.models, strict=True)
        if model == "questionnaire"
    ]
    if names:
        yield Problem("plan.first_estimate", found=", ".join(names), severity="note")


def _old_log(inputs: Inputs, forecast: Forecast) -> Iterator[Problem]:
    if inputs.log is None or inputs.log.frame.empty:
        return
    last = inputs.log.frame["day"].max().date()
    days = (forecast.grid.start - last).days
    if days > OLD_DAYS:
        yield Problem("plan.old_log", Place(), f"{last}", params={"days": days}, severity="note")
