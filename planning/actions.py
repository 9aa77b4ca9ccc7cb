"""Actions: what the head could change next week, each with its effect on the same simulated weeks."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from office.office import Office
from office.values import Span
from planning.futures import Futures
from planning.inputs import Inputs
from planning.results import Action
from planning.staffplans import staff_plan
from planning.triggers import free_counter
from scheduler.roster import Roster
from scheduler.stand_ins import weak_slots
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome
from staffing.simulation import simulate
from staffing.visitors import Visitors

MOVED_VISITORS = 6
WINDOW_MINUTES = 120


def actions_for(
    inputs: Inputs, week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome
) -> tuple[Action, ...]:
    """At most three actions, the most helpful first: move bookings, open one more counter, train an officer.

    Parameters
    ----------
    inputs
        The office's settings.
    week, roster
        The plan.
    futures, outcome
        The simulated weeks, and what happened in them under the plan.

    Returns
    -------
    tuple of Action
        Only such that help; late visitors are means a week.
    """
    if not week.open_days or not futures.visitors.count:
        return ()
    found = [*_move_bookings(week, roster, futures, outcome), *_open_counter(week, roster, futures, outcome)]
    found.sort(key=lambda action: action.late_after - action.late_before)
    return (*found, *_train(week, roster, outcome))[:3]


def _late(outcome: Outcome) -> float:
    return float(outcome.late_by_path.mean())


def _busiest(week: OfficeWeek, outcome: Outcome) -> tuple[int, int]:
    """Day and first slot of the two hours with tickets whose visitors wait longest in all."""
    slots = WINDOW_MINUTES // week.grid.slot_minutes
    window = np.lib.stride_tricks.sliding_window_view(outcome.slot_wait, slots, axis=1).sum(axis=-1)
    open_ = np.array([week.grid.touches(_tickets(week, d)) for d in range(week.grid.days)])
    whole = np.lib.stride_tricks.sliding_window_view(open_, slots, axis=1).all(axis=-1)
    at = int(np.where(whole, window, -np.inf).argmax())
    return at // window.shape[1], at % window.shape[1]


def _tickets(week: OfficeWeek, d: int) -> tuple[Span, ...]:
    return tuple(span for spans in week.days[d].tickets.values() for span in spans)


def _move_bookings(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> Iterator[Action]:
    """Six visitors a week from the busiest two hours to the quietest of the same day."""
    day, slot = _busiest(week, outcome)
    quiet = _quiet_of_day(week, outcome, day)
    low, high = int(week.grid.minutes[slot]), int(week.grid.minutes[slot]) + WINDOW_MINUTES
    moved = moved_visitors(futures.visitors, day, low, high, int(week.grid.minutes[quiet]) - low, MOVED_VISITORS)
    after = simulate(moved, staff_plan(week, roster), week.office)
    to = int(week.grid.minutes[quiet])
    params: dict[str, str | int | float] = {
        "count": MOVED_VISITORS, "day": day, "start": low, "end": high, "to_start": to, "to_end": to + WINDOW_MINUTES,
    }  # fmt: skip
    if _late(after) < _late(outcome) and quiet != slot:
        yield Action("shift_bookings", params, _late(outcome), _late(after))


def _quiet_of_day(week: OfficeWeek, outcome: Outcome, day: int) -> int:
    """First slot of the two hours of a day with the least waiting, tickets issued throughout."""
    slots = WINDOW_MINUTES // week.grid.slot_minutes
    wait = np.lib.stride_tricks.sliding_window_view(outcome.slot_wait[day], slots).sum(axis=-1)
    whole = np.lib.stride_tricks.sliding_window_view(week.grid.touches(_tickets(week, day)), slots).all(axis=-1)
    return int(np.where(whole, wait, np.inf).argmin())


def moved_visitors(visitors: Visitors, day: int, low: int, high: int, shift: int, count: int) -> Visitors:
    """The same visitors, of each path up to `count` from `low` to `high` of one day `shift` minutes later.

    The moved ones are spread over the window's tickets: every n-th.
    """
    cell, order = visitors.cell, np.arange(visitors.count)
    inside = (cell // visitors.paths == day) & (visitors.arrival >= low) & (visitors.arrival < high)
    at = order[inside]
    path = cell[at] % visitors.paths
    number = np.bincount(path, minlength=visitors.paths)[path]
    rank = np.arange(len(at)) - np.searchsorted(path, path)
    chosen = at[(rank * count) // np.maximum(number, count) != ((rank + 1) * count) // np.maximum(number, count)]
    arrival, due = visitors.arrival.copy(), visitors.due.copy()
    arrival[chosen] += shift
    due[chosen] += shift
    sort = np.lexsort((visitors.priority, arrival, cell))
    return replace(
        visitors, arrival=arrival[sort], due=due[sort], service=visitors.service[sort],
        priority=visitors.priority[sort], minutes=visitors.minutes[sort],
    )  # fmt: skip


def _open_counter(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> Iterator[Action]:
    """The officer on standby sits at a free counter through the busiest two hours instead of waiting for a call."""
    day, slot = _busiest(week, outcome)
    low = int(week.grid.minutes[slot])
    counter = free_counter(week, roster, day, low)
    if counter is None:
        return
    plan = staff_plan(week, roster)
    kind = [t.id for t in week.office.counter_types].index(week.office.counter(counter).type)
    serves, types, on_call = plan.serves.copy(), plan.counter_type.copy(), plan.on_call.copy()
    window = range(slot, min(week.grid.slots, slot + WINDOW_MINUTES // week.grid.slot_minutes))
    mask = plan.able & plan.type_steps[kind]
    ready = on_call[day, :, slot] & (mask > 0)
    if not ready.any():
        return
    officer = int(ready.argmax())
    for t in window:
        if on_call[day, officer, t]:
            serves[day, officer, t], types[day, officer, t], on_call[day, officer, t] = mask[officer], kind, False
    changed = replace(plan, serves=serves, counter_type=types, on_call=on_call)
    after = simulate(futures.visitors, changed, week.office)
    if _late(after) < _late(outcome):
        params: dict[str, str | int | float] = {
            "counter": counter, "officer": week.office.officer_ids[officer], "day": day, "start": low,
            "end": low + WINDOW_MINUTES,
        }  # fmt: skip
        yield Action("open_counter", params, _late(outcome), _late(after))


def _train(week: OfficeWeek, roster: Roster, outcome: Outcome) -> Iterator[Action]:
    """The officer and skill that would close most half hours in which one absence leaves a promise open."""
    before = len(weak_slots(week, roster)) * week.grid.slot_minutes
    promised = {step for promise in week.office.promises for step in promise.steps}
    best: tuple[float, str, str] | None = None
    for step in (step for step in week.office.steps if step.id in promised):
        for officer in week.office.officers:
            lacking = step.skills - officer.skills
            if len(lacking) != 1 or not before:
                continue
            (skill,) = lacking
            trained = replace(week, office=_trained(week.office, officer.id, skill))
            after = len(weak_slots(trained, roster)) * week.grid.slot_minutes
            if after < before and (best is None or after < best[0]):
                best = (after, officer.id, skill)
    if best is not None:
        late = _late(outcome)
        yield Action("train", {"officer": best[1], "skill": best[2]}, late, late, float(before), float(best[0]))


def _trained(office: Office, officer: str, skill: str) -> Office:
    people = tuple(
        o.model_copy(update={"skills": o.skills | {skill}}) if o.id == officer else o for o in office.officers
    )
    return office.model_copy(update={"officers": people})
