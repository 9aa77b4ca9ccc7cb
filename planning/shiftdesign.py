"""Shift design: whether other shifts would serve visitors better than the present ones, with the same people and hours.

The demand curve proposes one, two or three shifts; what they are worth is then found as for any week: each set of
shifts is planned under all rules and simulated on the same visitors, on which no set was chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from office.days import Day
from office.problems import Problem
from office.values import MINUTES_A_DAY, Span
from planning.advice import hours_without_shift
from planning.futures import JUDGING_PATHS, Futures, draw_futures
from planning.givens import office_week
from planning.inputs import Inputs
from planning.levers.effect import Effect, effect_of
from planning.plan import STAFFING_PATHS, Effort, decide
from planning.pricing import price_week
from planning.progress import Stage, Watch
from scheduler.activities.design import Demand, Way, design_shifts, together
from scheduler.problem import RosterProblem
from scheduler.shifts import Shift, break_starts
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost
from staffing.outcome import Outcome
from staffing.simulation import simulate

EARLIER, LATER = 120, 180
"""Minutes by which a shift may be moved at most, more where counters serve before or after all present shifts."""
MOST_SHIFTS = 3
"""Sets of one up to so many shifts are proposed."""
SAVED = 5.0
"""Minutes of a week's waiting by the demand curve that a set must save to be tried at all."""
WORTH = 0.1
"""Part of all waiting that must go before shorter waits alone speak for other shifts."""


@dataclass(frozen=True)
class ShiftSet:
    """Some shifts, planned and simulated.

    Parameters
    ----------
    shifts
        The patterns.
    people
        Mean number of people on each of them per day that it works.
    late, waiting
        Visitors late, and minutes waited for first calls, of the week: with the present shifts, and with these.
    uncovered
        Minutes in which a promised step has nobody.
    """

    shifts: tuple[Shift, ...]
    people: tuple[float, ...]
    late: Effect
    waiting: Effect
    uncovered: int


@dataclass(frozen=True)
class ShiftReport:
    """The present shifts, and what others would change.

    Parameters
    ----------
    week
        The week, with the present shifts.
    present
        As they are; its effects are none.
    proposed
        Sets that the demand curve asks for, the smallest first.
    """

    week: OfficeWeek
    present: ShiftSet
    proposed: tuple[ShiftSet, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def best(self) -> ShiftSet | None:
        """The smallest set that nothing beats by half a late visitor; None when none helps: then they may stay."""
        helpful = [each for each in self.proposed if self.helps(each)]
        least = min((each.late.after for each in helpful), default=0.0)
        return next((each for each in helpful if each.late.after < least + 0.5), None)

    def helps(self, proposed: ShiftSet) -> bool:
        """Whether a set keeps the promises as the present one does, and fewer are late or waits get clearly shorter."""
        if proposed.uncovered > self.present.uncovered or (proposed.late.is_shown and proposed.late.change > 0):
            return False
        shorter = proposed.waiting.is_shown and proposed.waiting.change < -WORTH * proposed.waiting.before
        return (proposed.late.is_shown and proposed.late.change < 0) or shorter

    def summary(self) -> dict[str, object]:
        """Everything as data."""
        best = self.best
        return {
            "week": self.week.week,
            "present": _data(self.present),
            "proposed": [{**_data(each), "helps": self.helps(each), "best": each is best} for each in self.proposed],
        }


def report_shifts(inputs: Inputs, week: str, effort: Effort, watch: Watch, stop: Event) -> ShiftReport:
    """Designs shifts for a week and tries them.

    Parameters
    ----------
    inputs
        What the files say.
    week
        ISO week such as ``2026-W49``.
    effort
        Seed, and seconds for each set of shifts.
    watch
        Called as the work goes on.
    stop
        When set, no further set is tried.
    """
    present = inputs.config.roster.shifts
    offered = tuple(moved(inputs, present))
    wide = office_week(_with_shifts(inputs, (*present, *offered)), week)  # one grid for all sets: the same visitors
    watch(Stage("forecasting"))
    staffing = draw_futures(inputs, wide, "staffing", STAFFING_PATHS, effort.seed)
    judging = draw_futures(inputs, wide, "judging", JUDGING_PATHS, effort.seed)
    watch(Stage("pricing"))
    cost = price_week(wide, staffing)
    sets = [present, *_designs(wide, cost, present, offered, effort.seconds / MOST_SHIFTS)]
    tried: list[tuple[tuple[Shift, ...], tuple[float, ...], Outcome, int]] = []
    for number, shifts in enumerate(sets):
        if number and stop.is_set():
            break
        watch(Stage("solving", step=number + 1, steps=len(sets)))
        tried.append((shifts, *_tried(inputs, replace(wide, shifts=shifts), cost, staffing, judging, effort, stop)))
    first = tried[0][2]
    judged = [
        ShiftSet(shifts, people, effect_of(first.late_by_path, outcome.late_by_path),
                 effect_of(first.wait.sum(axis=(1, 2)), outcome.wait.sum(axis=(1, 2))), uncovered)
        for shifts, people, outcome, uncovered in tried
    ]  # fmt: skip
    return ShiftReport(replace(wide, shifts=present), judged[0], tuple(judged[1:]), judging.all_notes)


def moved(inputs: Inputs, shifts: Sequence[Shift]) -> Iterator[Shift]:
    """Each shift earlier and later by whole slots, as long on each weekday as it is; each set of times once."""
    slot, service = (
        inputs.office.slot_minutes,
        [span for _, spans in inputs.office.hours.service.normal for span in spans],
    )
    known = {_times(shift) for shift in shifts}
    for shift in shifts:
        spans = [span for _, span in shift.hours.normal]
        earlier = max(EARLIER, max(s.start for s in spans) - min(s.start for s in service))
        later = max(LATER, max(s.end for s in service) - min(s.end for s in spans))
        for by in range(-(earlier // slot) * slot, later + 1, slot):
            new = _moved(shift, by)
            if new is not None and _times(new) not in known:
                known.add(_times(new))
                yield new


def demand_of(week: OfficeWeek, cost: StaffingCost) -> Demand:
    """The demand curve: waiting by heads at work, split best among the steps, and who could work on each day."""
    single = [n for n, steps in enumerate(cost.step_sets) if len(steps) == 1]
    heads = np.array([_present(week, day) for day in week.days])
    return Demand(together(cost.waiting[:, :, single, :], int(heads.max(initial=1))), heads)


def ways_of(week: OfficeWeek, shifts: Sequence[Shift]) -> list[Way]:
    """Every shift with every break on every open day."""
    ways = []
    for number, day in enumerate(week.days):
        rule = week.break_rule(day)
        for place, shift in enumerate(shifts):
            span = shift.on(day.date.weekday(), day.season) if day.is_open else None
            for start in break_starts(span, rule, week.grid.slot_minutes) if span is not None else ():
                pause = None if rule is None or start is None else Span(start=start, end=start + rule.minutes)
                ways.append(Way(place, number, _at_work(week, span, pause)))
    return ways


def _at_work(week: OfficeWeek, span: Span | None, pause: Span | None) -> np.ndarray:
    """Slots that lie inside a span and touch no break, bool, shape (slots,)."""
    starts, slot = week.grid.minutes, week.grid.slot_minutes
    inside = np.zeros(len(starts), dtype=bool) if span is None else (starts >= span.start) & (starts + slot <= span.end)
    return inside if pause is None else inside & ((starts + slot <= pause.start) | (starts >= pause.end))


def _designs(
    week: OfficeWeek, cost: StaffingCost, present: tuple[Shift, ...], offered: tuple[Shift, ...], seconds: float
) -> Iterator[tuple[Shift, ...]]:
    """The best set of one shift, of two, and so on, as long as each saves waiting by the demand curve."""
    demand, shifts = demand_of(week, cost), (*present, *offered)
    now = design_shifts(demand, ways_of(week, present), len(present), len(present), seconds)
    least = now.cost if now is not None else np.inf
    for most in range(1, MOST_SHIFTS + 1):
        found = design_shifts(demand, ways_of(week, shifts), len(shifts), most, seconds)
        if found is not None and found.cost < least - SAVED:
            chosen = tuple(shifts[n] for n in found.shifts)
            if not list(hours_without_shift(week.office, chosen)):  # a config with such shifts would be refused
                least = found.cost
                yield chosen


def _tried(
    inputs: Inputs,
    week: OfficeWeek,
    cost: StaffingCost,
    staffing: Futures,
    judging: Futures,
    effort: Effort,
    stop: Event,
) -> tuple[tuple[float, ...], Outcome, int]:  # fmt: skip
    """A week planned with the shifts that it has: people on each, what visitors meet, and minutes uncovered."""
    problem = RosterProblem(week, inputs.config.roster.rules, cost)
    result, _ = decide(problem, staffing, replace(effort, is_quick=True), lambda _: None, stop)
    held = [(a.shift, a.day) for a in result.roster.assignments]
    days = [len({day for shift, day in held if shift == each.id}) for each in week.shifts]
    people = [sum(shift == each.id for shift, _ in held) / max(n, 1) for each, n in zip(week.shifts, days, strict=True)]
    outcome = simulate(judging.visitors, staff_plan(week, result.roster), week.office)
    return tuple(people), outcome, sum((s.end - s.start) * s.short for s in result.shortages)


def _present(week: OfficeWeek, day: Day) -> int:
    if not day.is_open:
        return 0
    return sum(week.absence_of(officer.id, day.date) is None for officer in week.office.officers)


def _with_shifts(inputs: Inputs, shifts: tuple[Shift, ...]) -> Inputs:
    roster = inputs.config.roster.model_copy(update={"shifts": shifts})
    return replace(inputs, config=inputs.config.model_copy(update={"roster": roster}))


def _moved(shift: Shift, by: int) -> Shift | None:
    """A shift at other times, None where a day would not hold it."""
    tables = [shift.hours.normal, *([shift.hours.ramadan] if shift.hours.ramadan is not None else [])]
    spans = [span for table in tables for _, span in table]
    if not spans or not all(span.start + by >= 0 and span.end + by <= MINUTES_A_DAY for span in spans):
        return None
    new = [
        type(table)({key: Span(start=span.start + by, end=span.end + by) for key, span in table.root.items()})
        for table in tables
    ]
    first = next(span.start for _, span in new[0])
    told = f"{first // 60:02d}{first % 60:02d}"
    hours = shift.hours.model_copy(update={"normal": new[0], "ramadan": new[1] if len(new) > 1 else None})
    name = f"{shift.name} {told[:2]}.{told[2:]}"
    return shift.model_copy(update={"id": f"{shift.id}_{told}", "name": name, "hours": hours})


def _times(shift: Shift) -> str:
    return shift.hours.model_dump_json()


def _data(each: ShiftSet) -> dict[str, object]:
    return {
        "shifts": [shift.model_dump(mode="json", exclude_none=True) for shift in each.shifts],
        "people": [round(count, 2) for count in each.people],
        "late": each.late.summary(),
        "waiting_minutes": each.waiting.summary(),
        "uncovered_minutes": each.uncovered,
    }
