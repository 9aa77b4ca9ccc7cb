"""Actions: what the head could change next week, each with its effect on the same simulated weeks."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from office.office import Office
from planning.futures import Futures
from planning.inputs import Inputs
from planning.results import Action
from planning.standby import seatings
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome, compare
from staffing.simulation import simulate
from staffing.visitors import Visitors

MOVED_VISITORS = 6
WINDOW_MINUTES = 120
FEWEST_SAVED = 0.5
"""Late visitors a week that an action must save at least."""


def actions_for(
    inputs: Inputs, week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome
) -> tuple[Action, ...]:
    """At most three actions, the most helpful first: move bookings, open one more counter, train an officer.

    What changes who waits is tried on the same visitors and offered only when it saves at least half a late visitor
    a week, and more than chance can explain (paired 95 % interval above 0). Bookings are moved only where there are
    any.

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


def _helps(after: Outcome, before: Outcome) -> bool:
    return _late(before) - _late(after) >= FEWEST_SAVED and compare(after, before).low > 0


def _half(outcome: Outcome, which: int) -> Outcome:
    """The first-call figures of every second path."""
    return replace(outcome, visitors=outcome.visitors[which::2], late_call=outcome.late_call[which::2])


def _windows(values: np.ndarray, week: OfficeWeek) -> np.ndarray:
    """Each two hours of a day along the last axis, a new axis behind: shape (..., windows, slots of one)."""
    slots = min(WINDOW_MINUTES // week.grid.slot_minutes, week.grid.slots)
    return np.lib.stride_tricks.sliding_window_view(values, slots, axis=-1)


def _issued(week: OfficeWeek) -> np.ndarray:
    """Two hours throughout which tickets are issued, bool, shape (days, services, windows)."""
    touched = [[week.grid.touches(day.tickets.get(id, ())) for id in week.office.service_ids] for day in week.days]
    return np.logical_and.reduce(_windows(np.array(touched), week), axis=-1)


def _busiest(week: OfficeWeek, outcome: Outcome, among: np.ndarray) -> tuple[int, int]:
    """Day and first slot of those two hours, of some (days, windows), whose visitors wait longest in all."""
    at = int(np.where(among, _windows(outcome.slot_wait, week).sum(axis=-1), -1.0).argmax())
    return at // among.shape[1], at % among.shape[1]


def _move_bookings(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> Iterator[Action]:
    """Some booked visitors a week from the busiest two hours with bookings to the quietest of the same day."""
    booked = _windows(_booked(futures.visitors, len(week.office.services)), week).sum(axis=-1)
    issued, among = _issued(week), booked.sum(axis=1) >= 1
    if not among.any():
        return
    day, slot = _busiest(week, outcome, among)
    apart = np.abs(np.arange(issued.shape[-1]) - slot) * week.grid.slot_minutes >= WINDOW_MINUTES
    fits = issued[day] & apart & (booked[day, :, slot] > 0)[:, None]
    if not fits.any():
        return
    quiet = int(np.where(fits.any(axis=0), _windows(outcome.slot_wait[day], week).sum(axis=-1), np.inf).argmin())
    low, to = int(week.grid.minutes[slot]), int(week.grid.minutes[quiet])
    services = np.flatnonzero(fits[:, quiet])
    moved, count = moved_visitors(futures.visitors, day, low, to, services, MOVED_VISITORS)
    after = simulate(moved, staff_plan(week, roster), week.office)
    params: dict[str, str | int | float] = {
        "count": round(count), "day": day, "start": low, "end": low + WINDOW_MINUTES,
        "to_start": to, "to_end": to + WINDOW_MINUTES,
    }  # fmt: skip
    if count >= 1 and _helps(after, outcome):
        yield Action("shift_bookings", params, _late(outcome), _late(after))


def _booked(visitors: Visitors, services: int) -> np.ndarray:
    """Booked visitors by slot of their appointment, means over paths, shape (days, services, slots)."""
    grid = visitors.grid
    slot = np.clip((visitors.due - grid.first) // grid.slot_minutes, 0, grid.slots - 1).astype(np.int64)
    at = (visitors.cell // visitors.paths * services + visitors.service) * grid.slots + slot
    count = np.bincount(at[visitors.booked], minlength=grid.days * services * grid.slots)
    return count.reshape(grid.days, services, grid.slots) / visitors.paths


def moved_visitors(
    visitors: Visitors, day: int, low: int, to: int, services: np.ndarray, most: int
) -> tuple[Visitors, float]:
    """The same visitors, but of each path up to `most` booked ones come at another time of the same day.

    Parameters
    ----------
    visitors
        Who comes.
    day
        Index of the day.
    low, to
        Minutes at which the two hours begin that they leave and that they come to.
    services
        Indices of the services whose bookings may be moved.
    most
        How many a path; they are spread over the window's bookings: every n-th.

    Returns
    -------
    Visitors, float
        And how many were moved, the mean over paths.
    """
    cell, due = visitors.cell, visitors.due
    inside = visitors.booked & (cell // visitors.paths == day) & (due >= low) & (due < low + WINDOW_MINUTES)
    at = np.flatnonzero(inside & np.isin(visitors.service, services))
    path = cell[at] % visitors.paths
    number = np.bincount(path, minlength=visitors.paths)[path]
    rank = np.arange(len(at)) - np.searchsorted(path, path)
    chosen = at[(rank * most) // np.maximum(number, most) != ((rank + 1) * most) // np.maximum(number, most)]
    arrival, due = visitors.arrival.copy(), visitors.due.copy()
    arrival[chosen] = np.maximum(to, arrival[chosen] + to - low)
    due[chosen] += to - low
    sort = np.lexsort((visitors.priority, arrival, cell))
    columns = visitors.rows(sort) | {"arrival": arrival[sort], "due": due[sort]}
    moved = replace(visitors, **columns)
    return moved, len(chosen) / visitors.paths


def _open_counter(week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome) -> Iterator[Action]:
    """The officer on standby sits at a free counter through the busiest two hours instead of waiting for a call."""
    among = np.logical_or.reduce(_issued(week), axis=1)
    if not among.any():
        return
    day, slot = _busiest(week, outcome, among)
    window = np.arange(slot, min(week.grid.slots, slot + WINDOW_MINUTES // week.grid.slot_minutes))
    tried = [
        (simulate(futures.visitors, way.plan, week.office), way)
        for way in seatings(week, roster, day, window)
        if len(way.slots) == len(window)
    ]
    if not tried:
        return
    after, way = min(tried, key=lambda pair: _late(_half(pair[0], 0)))
    after, before = _half(after, 1), _half(outcome, 1)  # what was chosen on some weeks is judged on others
    if _helps(after, before):
        low = int(week.grid.minutes[slot])
        params: dict[str, str | int | float] = {
            "counter": way.counter, "officer": way.officer, "day": day, "start": low, "end": low + WINDOW_MINUTES,
        }  # fmt: skip
        yield Action("open_counter", params, _late(before), _late(after))


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
