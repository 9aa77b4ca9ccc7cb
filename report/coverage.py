"""Coverage by slot: how many are needed at counters, how many are there, how many could come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from office.days import Day
from office.office import Office
from planning.results import WeekPlan
from report.expected import expected
from report.words.catalogue import Words
from scheduler.cover import promise_need
from scheduler.roster import Duty, Roster

SPARE = ("standby", "back_office")


@dataclass(frozen=True)
class Coverage:
    """Officers by slot in service hours, int, each of shape (days, slots).

    Parameters
    ----------
    open
        Slots in which counters work, bool.
    need
        The larger of what all promises ask for together and what any set of steps needs to reach the service target.
    have
        Officers at counters.
    spare
        Officers on standby or at back-office work, who could come.
    wait
        Expected minutes to the first call of who arrives in the slot; 0 where nobody is expected.
    weak
        Slots in which one absence leaves a promise uncovered, bool.
    """

    open: np.ndarray
    need: np.ndarray
    have: np.ndarray
    spare: np.ndarray
    wait: np.ndarray
    weak: np.ndarray

    @cached_property
    def short(self) -> np.ndarray:
        """Slots with fewer officers at counters than needed, bool."""
        return self.open & (self.have < self.need)


def coverage(plan: WeekPlan) -> Coverage:
    """Need, have and spare of a planned week."""
    grid, opened = plan.week.grid, plan.week.service
    promised = sum((promise_need(plan.week, p) for p in plan.office.promises), np.zeros(grid.shape, dtype=int))
    needed = plan.cost.needed.max(axis=-1) if plan.cost.step_sets else np.zeros(grid.shape, dtype=int)
    visitors, waited = plan.outcome.slot_visitors, plan.outcome.slot_wait
    weak = np.zeros(grid.shape, dtype=bool)
    for day, slot in plan.weak_slots:
        weak[day, slot] = True
    return Coverage(
        opened, np.where(opened, np.maximum(promised, needed), 0), _count(plan, ("counter",)) * opened,
        _count(plan, SPARE) * opened, np.divide(waited, visitors, out=np.zeros(grid.shape), where=visitors > 0), weak,
    )  # fmt: skip


def _count(plan: WeekPlan, activities: tuple[str, ...]) -> np.ndarray:
    """Officers in one of these activities through the whole slot, shape (days, slots)."""
    grid = plan.week.grid
    count = np.zeros(grid.shape, dtype=int)
    for duty in plan.roster.duties:
        if duty.activity in activities:
            starts = grid.minutes
            count[plan.week.index(duty.day)] += (duty.start <= starts) & (starts + grid.slot_minutes <= duty.end)
    return count


@dataclass(frozen=True)
class Crowd:
    """Visitors of one day: lower end, median and upper end of the 80 % range, and its busiest hour or None."""

    low: int
    middle: int
    high: int
    peak: tuple[int, int] | None

    def told(self, words: Words) -> str:
        """``42 orang (30–55)``."""
        return words.counted("crowd.range", self.middle, middle=self.middle, low=self.low, high=self.high)


def crowds(plan: WeekPlan) -> tuple[Crowd, ...]:
    """Visitors expected on each day of the week."""
    grid = plan.week.grid
    low, mean, high = expected(plan.forecast.office_daily)
    hourly = max(60 // grid.slot_minutes, 1)
    means = plan.forecast.office_slots.mean(axis=0)
    peaks = (_peak(means[d], hourly, grid.first, grid.slot_minutes) for d in range(grid.days))
    return tuple(
        Crowd(int(low[d]), round(float(mean[d])), int(high[d]), _within(peak, plan.week.days[d]))
        for d, peak in enumerate(peaks)
    )


def _within(peak: tuple[int, int] | None, day: Day) -> tuple[int, int] | None:
    """A busy hour as far as tickets are issued in it."""
    issued = [span for spans in day.tickets.values() for span in spans]
    if peak is None or not issued:
        return peak
    return max(peak[0], min(span.start for span in issued)), min(peak[1], max(span.end for span in issued))


def _peak(means: np.ndarray, slots: int, first: int, slot_minutes: int) -> tuple[int, int] | None:
    """The hour of a day with the most expected visitors; None without any."""
    if means.sum() <= 0:
        return None
    at = int(np.convolve(means, np.ones(slots), mode="valid").argmax())
    return first + at * slot_minutes, first + (at + slots) * slot_minutes


def at_counter(roster: Roster, day: date) -> dict[str, list[Duty]]:
    """The stretches at each counter of a day by their start."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in roster.duties:
        if duty.day == day and duty.counter is not None:
            found[duty.counter].append(duty)
    return {counter: sorted(duties, key=lambda duty: (duty.start, duty.end)) for counter, duties in found.items()}


def on_paper(duty: Duty, office: Office) -> Duty:
    """A duty as paper shows it: standby too short for the stay at a counter is back-office work."""
    short = duty.activity == "standby" and duty.minutes < office.standby.stay_minutes
    return duty.model_copy(update={"activity": "back_office"}) if short else duty
