"""Notes on what a forecast rests on. That a service starts from the questionnaire is told by the forecast itself."""

from forecast.distribution import Forecast
from office.problems import Problem
from planning.inputs import Inputs

OLD_DAYS = 10
"""A log may end this many days before the first day that is forecast."""


def forecast_notes(inputs: Inputs, forecast: Forecast) -> tuple[Problem, ...]:
    """Whether the visit log ends long before the forecast begins."""
    if inputs.log is None or inputs.log.frame.empty:
        return ()
    last = inputs.log.frame["day"].max().date()
    days = (forecast.grid.start - last).days
    if days <= OLD_DAYS:
        return ()
    return (Problem("plan.old_log", found=f"{last}", params={"days": days, "last": f"{last}"}, severity="note"),)
