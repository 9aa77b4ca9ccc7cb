"""Who was at which counter in a past week, read from the calls of the visit log."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from office.days import Day
from office.office import Office
from office.people import Officer
from planning.replay.past import PastWeek, Stop
from scheduler.staffplans import mask
from staffing.staffplan import StaffPlan

EVIDENCE_MINUTES = 5.0
"""Somebody who waits so long in a slot shows that nobody was there who could have served him."""


@dataclass(frozen=True)
class SeenPosts:
    """Posts of a past week.

    Parameters
    ----------
    plan
        As the simulator reads it; a row is an officer, or a counter where the log has no officers.
    counter
        Index of the counter held, -1 when none or unknown, int, shape (days, rows, slots).
    seen
        Slots in which the row certainly was there; in the others it is taken to have been. Same shape, bool.
    by_officer
        Whether rows are officers.
    """

    plan: StaffPlan
    counter: np.ndarray
    seen: np.ndarray
    by_officer: bool


def seen_posts(past: PastWeek, days: tuple[Day, ...], office: Office) -> SeenPosts | None:
    """The posts that the calls of a week bear witness to; None where the log names neither officers nor counters.

    An officer has his counter in the slots in which he called somebody there, and in others of the service hours as
    long as no colleague served there in between; where the log names no counters, between his first and his last
    call. He was not there in a slot in which he called nobody although somebody whom he could have served waited
    `EVIDENCE_MINUTES` of it while he was free.
    """
    by_officer = any(stop.officer >= 0 for stop in past.stops)
    if not by_officer and not any(stop.counter >= 0 for stop in past.stops):
        return None
    rows = len(office.officers) if by_officer else len(office.counters)
    shape = (past.grid.days, rows, past.grid.slots)
    serves, counter, seen = np.zeros(shape, dtype=np.uint64), np.full(shape, -1), np.zeros(shape, dtype=bool)
    waits = _waiting(past, office)
    for d, day in enumerate(days):
        calls = [stop for stop in past.stops if past.day[stop.visit] == d]
        board = _Board(past, office, calls, by_officer, past.grid.touches(day.service))
        serves[d], counter[d], seen[d] = board.posts(waits[d])
    return SeenPosts(_plan(serves, counter, past, office, by_officer), counter, seen, by_officer)


def officer_of_each_counter(office: Office) -> Office:
    """The office as a log without officers knows it: one officer a counter, who can do all that its desk holds."""
    skills = {step.id: step.skills for step in office.steps}
    officers = tuple(
        Officer(id=counter.id, name=counter.name, contract=office.contracts[0].id,
                skills=frozenset().union(*(skills[step] for step in office.counter_type(counter.type).steps)))
        for counter in office.counters
    )  # fmt: skip
    return office.model_copy(update={"officers": officers})


class _Board:
    """One day's posts as they are being found out; arrays of shape (rows, slots)."""

    def __init__(
        self, past: PastWeek, office: Office, calls: Iterable[Stop], by_officer: bool, service: np.ndarray
    ) -> None:
        self.past, self.office, self.by_officer, self.service = past, office, by_officer, service
        rows, grid = len(office.officers) if by_officer else len(office.counters), past.grid
        self.steps = np.zeros((rows, grid.slots), dtype=np.uint64)
        self.at = np.full((rows, grid.slots), -1)
        self.free = np.tile(grid.minutes.astype(float), (rows, 1))
        """When the row has let go of whom it served in a slot."""
        self.seen = np.zeros((rows, grid.slots), dtype=bool)
        for call in calls:
            self._mark(call)

    def _mark(self, call: Stop) -> None:
        """A call shows who was there in its slot and as long as the service fills slots; not yet in its last one."""
        row, grid = call.officer if self.by_officer else call.counter, self.past.grid
        if row < 0:
            return
        ends = call.called + (call.minutes if not np.isnan(call.minutes) else 0.0)
        low, high = (int(np.clip((minute - grid.first) // grid.slot_minutes, 0, grid.slots - 1))
                     for minute in (call.called, ends))  # fmt: skip
        self.seen[row, low : max(high, low + 1)] = True
        self.steps[row, low : high + 1] |= np.uint64(mask(self.office, self._steps(call)))
        self.at[row, low : high + 1] = call.counter
        self.free[row, high] = max(self.free[row, high], ends)

    def _steps(self, call: Stop) -> set[str]:
        """What an officer at a counter serves: what the desk holds and he can do, and what he was seen doing."""
        service = self.office.services[self.past.service[call.visit]]
        done = {service.route[call.stop].step} if call.stop >= 0 else {service.route[0].step}
        if call.counter < 0:
            return done
        kind = self.office.counters[call.counter].type
        if not self.by_officer:
            return done | set(self.office.counter_type(kind).steps)
        return done | set(self.office.served_at(self.office.officers[call.officer].skills, kind))

    def posts(self, waiting: "_Waiting") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Steps served, counters held and slots in which the row certainly was there."""
        steps, at = np.where(self.seen, self.steps, np.uint64(0)), np.where(self.seen, self.at, -1)
        for row in np.flatnonzero(self.seen.any(axis=1)).tolist():
            for t in np.flatnonzero(~self.seen[row]).tolist():
                source = t if self.steps[row, t] else self._source(row, t)
                if source is not None and not self._waited(waiting, self.steps[row, source], row, t):
                    steps[row, t], at[row, t] = self.steps[row, source], self.at[row, source]
        return steps, at, self.seen

    def _waited(self, waiting: "_Waiting", held: np.uint64, row: int, slot: int) -> bool:
        """Whether somebody whom this post could have served waited while the row was free."""
        ends = self.past.grid.minutes[slot] + self.past.grid.slot_minutes
        overlap = np.minimum(waiting.until, ends) - np.maximum(waiting.since, self.free[row, slot])
        mine = (held >> waiting.step.astype(np.uint64)) & np.uint64(1) != 0
        return bool((overlap[mine] >= EVIDENCE_MINUTES).any())

    def _source(self, row: int, slot: int) -> int | None:
        """The slot whose post an officer still, or already, held in a slot in which he called nobody."""
        shown = np.flatnonzero(self.seen[row])
        before, after = shown[shown < slot], shown[shown > slot]
        if self.by_officer and self.at[row, shown].max() < 0:
            return int(before[-1]) if len(before) and len(after) else None
        if not self.service[slot]:
            return None
        source = int(before[-1]) if len(before) else int(after[0])
        others = (self.at == self.at[row, source]) & self.seen
        others[row] = False
        low, high = min(source, slot), max(source, slot)
        return None if others[:, low : high + 1].any() else source


@dataclass(frozen=True)
class _Waiting:
    """Who waited for which step (index) from when to when on one day, arrays of shape (waits,)."""

    step: np.ndarray
    since: np.ndarray
    until: np.ndarray


def _waiting(past: PastWeek, office: Office) -> list[_Waiting]:
    """The waits of each day that ended with a call."""
    found: list[list[tuple[int, float, float]]] = [[] for _ in range(past.grid.days)]
    ready = past.arrival.copy()
    for stop in past.stops:
        service = office.services[past.service[stop.visit]]
        entry = service.route[max(stop.stop, 0)]
        since = ready[stop.visit] + (entry.after if stop.stop > 0 else 0)
        found[past.day[stop.visit]].append((office.step_ids.index(entry.step), since, stop.called))
        ready[stop.visit] = stop.left if not np.isnan(stop.left) else stop.called
    columns = (np.array(waits, dtype=float).reshape(-1, 3).T for waits in found)
    return [_Waiting(step.astype(np.int64), since, until) for step, since, until in columns]


def _plan(serves: np.ndarray, counter: np.ndarray, past: PastWeek, office: Office, by_officer: bool) -> StaffPlan:
    kinds = [kind.id for kind in office.counter_types]
    type_of = np.array([kinds.index(desk.type) for desk in office.counters], dtype=np.int16)
    works = serves != 0
    ends = past.grid.minutes + past.grid.slot_minutes
    able = np.bitwise_or.reduce(serves, axis=(0, 2))
    if by_officer:
        able |= np.array([mask(office, office.able(officer.skills)) for officer in office.officers], dtype=np.uint64)
    return StaffPlan(
        grid=past.grid,
        able=able,
        serves=serves,
        counter_type=np.where(works & (counter >= 0), type_of[counter], np.int16(-1)),
        on_call=np.zeros(serves.shape, dtype=bool),
        stand_in=np.full(serves.shape, -1, dtype=np.int16),
        rostered=works.any(axis=2),
        shift_end=np.where(works, ends, 0).max(axis=2).astype(np.int64),
        type_steps=np.array([mask(office, kind.steps) for kind in office.counter_types], dtype=np.uint64),
        type_counters=np.array([sum(desk.type == kind for desk in office.counters) for kind in kinds], dtype=np.int64),
    )
