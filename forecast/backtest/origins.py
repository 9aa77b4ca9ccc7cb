"""Origins: the days from which the past is forecast again."""

from dataclasses import dataclass
from datetime import date, timedelta

from office.grid import SlotGrid
from office.problems import InputError, Problem

LEAST_DAYS = 14
"""Days of history before the first origin, unless an origin is named."""


@dataclass(frozen=True)
class OriginPlan:
    """Which origins are wanted.

    Parameters
    ----------
    first
        The first of them; None takes the latest that leave a whole horizon of known days.
    count
        How many.
    step
        Days between two of them.
    horizon
        Days forecast from each.
    """

    first: date | None = None
    count: int = 8
    step: int = 7
    horizon: int = 28


def origins(plan: OriginPlan, known: SlotGrid) -> tuple[date, ...]:
    """The origins of a plan within a history.

    An origin is the first day forecast, everything before it is history. Those after the last known day are left out,
    and without a first origin those that would have less than `LEAST_DAYS` of history.

    Raises
    ------
    InputError
        If the first origin has no day of history or lies beyond the last, or if the history is too short for any.
    """
    first_day, last_day = known.start, known.start + timedelta(known.days - 1)
    if plan.first is not None:
        kept = tuple(day for day in _stepped(plan.first, plan) if day <= last_day)
        if plan.first <= first_day or not kept:
            code = "backtest.origin_too_early" if plan.first <= first_day else "backtest.origin_too_late"
            raise InputError(Problem(code, found=plan.first.isoformat(), params=_span(first_day, last_day)))
        return kept
    last = last_day - timedelta(plan.horizon - 1)
    latest = _stepped(last - timedelta(plan.step * (plan.count - 1)), plan)
    kept = tuple(day for day in latest if (day - first_day).days >= LEAST_DAYS)
    if not kept:
        left = known.days - LEAST_DAYS
        needed = {
            "days": known.days,
            "needed": LEAST_DAYS + plan.horizon,
            "horizon": left,
            **_span(first_day, last_day),
        }
        raise InputError(Problem("backtest.horizon_long" if left > 0 else "backtest.too_short", params=needed))
    return kept


def _stepped(first: date, plan: OriginPlan) -> tuple[date, ...]:
    return tuple(first + timedelta(plan.step * n) for n in range(plan.count))


def _span(first: date, last: date) -> dict[str, str | int | float]:
    return {"start": first.isoformat(), "end": last.isoformat()}
