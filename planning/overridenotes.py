"""Notes on an override that is being kept: that its day is closed, or has passed."""

from datetime import date

from forecast.overrides import Override
from office.days import Calendar
from office.problems import Problem


def override_day_notes(override: Override, calendar: Calendar, today: date) -> tuple[Problem, ...]:
    """What the analyst should know of the day at once, not when the forecast is made.

    Parameters
    ----------
    override
        The override.
    calendar
        The office's calendar.
    today
        The day on which it is made.
    """
    tickets = calendar.day(override.day).tickets
    of_it = any(tickets.values()) if override.service is None else bool(tickets.get(override.service))
    codes = [*([] if of_it else ["closed_day"]), *(["past_day"] if override.day < today else [])]
    day = f"{override.day}"
    return tuple(Problem(f"override.{code}", found=day, params={"day": day}, severity="note") for code in codes)
