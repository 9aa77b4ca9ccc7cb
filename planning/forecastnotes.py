"""Notes on what a forecast rests on. That a service starts from the questionnaire is told by the forecast itself."""

from forecast.distribution import Forecast
from office.problems import Problem
from planning.datacare import care_notes
from planning.inputs import Inputs

OLD_DAYS = 10
"""A log may end this many days before the first day that is forecast."""


def forecast_notes(inputs: Inputs, forecast: Forecast) -> tuple[Problem, ...]:
    """Whether days of the last weeks look suspicious, and whether the log ends long before the forecast begins."""
    if inputs.log is None or inputs.log.frame.empty:
        return ()
    care = care_notes(inputs)
    last = inputs.log.frame["day"].max().date()
    days = (forecast.grid.start - last).days
    if days <= OLD_DAYS:
        return care
    return (*care, Problem("plan.old_log", found=f"{last}", params={"days": days}, severity="note"),)
