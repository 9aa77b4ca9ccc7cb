"""Reseat: the day's counters filled again with the fewest people who have to be told something new.

A small exact program under CP-SAT: promises left open weigh most, then officers whose day changes, then single
stretches. Officers are named here, because whom it burdens is the question; counters are counted by type, and who
keeps his counter keeps the very one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any

import numpy as np

from scheduler.presence import present_slots
from scheduler.repair.edits import Stint, fresh_day, with_assignment, with_stints
from scheduler.repair.incident import Incident, rested
from scheduler.repair.paper import stretches
from scheduler.roster import Assignment, Duty, Roster

SECONDS = 1.0
"""For one day: somebody waits for the answer. Most days of 45 officers are solved in a part of it."""
PERSON, STRETCH, SEAT, BLOCK = 4000, 40, 3, 1
"""Prices of an officer whose day changes, of a new stretch, and of a slot taken from a counter or from back office."""
OPEN = 400_000
"""Of a slot in which the least important promise misses an officer: more than everybody's day."""

Options = Mapping[str, tuple[Assignment, ...]]
"""Other shifts and breaks that officers may get, those who are off among them."""


def reseat(incident: Incident, day: date, base: Roster, options: Options | None = None) -> Roster:
    """The base roster with a day's counters filled again.

    Parameters
    ----------
    incident
        What may still be changed, and what cannot be used.
    day
        The day.
    base
        The roster to start from, counted as unchanged.
    options
        Assignments that officers may get in place of their own, or of none.
    """
    return _Day(incident, day, base, options or {}).solved()


class _Day:
    """The program of one day."""

    def __init__(self, incident: Incident, day: date, base: Roster, options: Options) -> None:
        from ortools.sat.python import cp_model

        self.incident, self.day, self.base = incident, day, base
        self.week, self.office = incident.week, incident.week.office
        self.cp = cp_model.CpModel()
        self.slots = np.flatnonzero(incident.free(day)).tolist()
        self.open = incident.open_counters(day)
        self.held = {(o, t): duty for o in self.office.officer_ids for t in self.slots if (duty := self._duty(o, t))}
        self.chosen: dict[str, dict[Assignment | None, Any]] = {}
        self.seat: dict[tuple[str, int, str], Any] = {}
        self.keep: dict[tuple[str, int], Any] = {}
        self.price: list[Any] = []
        for officer in self.office.officer_ids:
            self._add_officer(officer, options.get(officer, ()))
        self._limit_counters()
        self._keep_promises()

    def _duty(self, officer: str, slot: int) -> Duty | None:
        start = int(self.week.grid.minutes[slot])
        return self.base.duty_at(officer, self.day, start, start + self.week.grid.slot_minutes)

    def _add_officer(self, officer: str, others: tuple[Assignment, ...]) -> None:
        own: tuple[Assignment | None, ...] = self.base.assignments_of(officer, self.day)[:1] or (None,)
        if own == (None,) and not others:
            return
        uses = {given: self.cp.new_bool_var("") for given in (*own, *others)}
        self.chosen[officer] = uses
        self.cp.add_exactly_one(uses.values())
        there = {given: self._there(officer, given) for given in uses}
        changed, weight = self.cp.new_bool_var(""), int((officer, self.day) not in self.incident.touched)
        self.price.append(PERSON * weight * changed + PERSON * sum(uses[other] for other in others))
        for slot in self.slots:
            present = sum(use for given, use in uses.items() if there[given][slot])
            if not isinstance(present, int):
                self._add_slot(officer, slot, present, changed)
        self._count_stretches(officer)

    def _there(self, officer: str, given: Assignment | None) -> np.ndarray:
        """Slots in which he can be given something else: his own outside duty is left alone."""
        if given is None:
            return np.zeros(self.week.grid.slots, dtype=bool)
        out = [t for t in self.slots if (d := self.held.get((officer, t))) and d.activity == "outside_duty"]
        found = present_slots(self.week, given)
        found[out] = False
        return found

    def _add_slot(self, officer: str, slot: int, present: Any, changed: Any) -> None:
        duty = self.held.get((officer, slot))
        here = self.office.counter(duty.counter).type if duty is not None and duty.counter is not None else None
        seats = []
        for kind in self._kinds(officer, slot):
            if kind != here:
                taken = self.seat[officer, slot, kind] = self.cp.new_bool_var("")
                self.cp.add(changed >= taken)
                self.price.append((BLOCK if duty is not None and duty.activity == "back_office" else 0) * taken)
                seats.append(taken)
        if here is not None:
            kept = self.keep[officer, slot] = self.cp.new_bool_var("")
            self.cp.add(changed >= 1 - kept)
            self.price.append(SEAT * (1 - kept))
            seats.append(kept)
        if seats:
            self.cp.add(sum(seats) <= present)

    def _kinds(self, officer: str, slot: int) -> Iterable[str]:
        """Types of counters at which he serves anything that can be served now."""
        start = int(self.week.grid.minutes[slot])
        stopped = self.incident.stopped(self.day, start, start + self.week.grid.slot_minutes)
        skills = self.office.officer(officer).skills
        kinds = {c.type for c in self.office.counters if c.id in self.open and self.open[c.id][slot]}
        yield from (k.id for k in self.office.counter_types if k.id in kinds
                    and self.office.served_at(skills, k.id) - stopped)  # fmt: skip

    def _count_stretches(self, officer: str) -> None:
        for kind in self.office.counter_types:
            for slot in self.slots:
                taken = self.seat.get((officer, slot, kind.id))
                if taken is not None:
                    before = self.seat.get((officer, slot - 1, kind.id), 0)
                    begins = self.cp.new_bool_var("")
                    self.cp.add(begins >= taken - before)
                    self.price.append(STRETCH * begins)

    def _limit_counters(self) -> None:
        for kind, slot in product(self.office.counter_types, self.slots):
            usable = sum(bool(self.open[c.id][slot]) for c in self.office.counters
                         if c.type == kind.id and c.id in self.open)  # fmt: skip
            seated = [taken for (_, t, k), taken in self.seat.items() if (t, k) == (slot, kind.id)]
            kept = [k for (o, t), k in self.keep.items() if t == slot and self._kind_held(o, t) == kind.id]
            if seated:
                self.cp.add(sum(seated) + sum(kept) <= usable)

    def _kind_held(self, officer: str, slot: int) -> str:
        return self.office.counter(self.held[officer, slot].counter or "").type

    def _keep_promises(self) -> None:
        """Every set of promises finds enough officers, or a slot of one of them is charged (Hall's theorem)."""
        promises = self.office.promises
        need = {promise.id: self.incident.need(promise, self.day) for promise in promises}
        for slot in self.slots:
            asked = [promise for promise in promises if need[promise.id][slot]]
            short = {}
            for n, promise in enumerate(reversed(asked)):
                short[promise.id] = self.cp.new_int_var(0, int(need[promise.id][slot]), "")
                self.price.append(OPEN * 2**n * short[promise.id])
            serving = self._serving(slot)
            for size in range(1, len(asked) + 1):
                for group in combinations(asked, size):
                    steps = frozenset().union(*(promise.steps for promise in group))
                    found = sum(one for served, one in serving if served & steps)
                    self.cp.add(
                        found + sum(short[p.id] for p in group) >= int(sum(need[p.id][slot] for p in group))
                    )  # fmt: skip

    def _serving(self, slot: int) -> list[tuple[frozenset[str], Any]]:
        """Who may sit somewhere in a slot: what he would serve, and whether he does."""
        start = int(self.week.grid.minutes[slot])
        stopped = self.incident.stopped(self.day, start, start + self.week.grid.slot_minutes)
        kept = [(self.held[o, t].steps, var) for (o, t), var in self.keep.items() if t == slot]
        seated = [
            (self.office.served_at(self.office.officer(o).skills, k) - stopped, var)
            for (o, t, k), var in self.seat.items() if t == slot
        ]  # fmt: skip
        fixed = [(d.steps, 1) for (o, t), d in self.held.items() if t == slot and d.counter and (o, t) not in self.keep]
        return [*kept, *seated, *fixed]

    def solved(self) -> Roster:
        """The roster of the best solution found."""
        from ortools.sat.python import cp_model

        self.cp.minimize(sum(self.price))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SECONDS, 2
        solver.parameters.random_seed = 1
        if solver.solve(self.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self.base
        return self._roster(lambda var: bool(solver.value(var)))

    def _roster(self, is_true: Any) -> Roster:
        roster = self.base
        for officer, uses in self.chosen.items():
            given = next(given for given, use in uses.items() if is_true(use))
            own = self.base.assignments_of(officer, self.day)
            if given is not None and given not in own:
                roster = with_assignment(roster, given, self._redone(officer, own[0] if own else None, given))
        left = [(o, t) for (o, t), kept in self.keep.items() if not is_true(kept) and self._is_work(roster, o, t)]
        stints = [s for o in sorted({o for o, _ in left}) for s in self._standby(o, [t for p, t in left if p == o])]
        roster = with_stints(self.week, roster, self.day, stints)
        taken = {(o, t): k for (o, t, k), var in self.seat.items() if is_true(var)}
        return with_stints(self.week, roster, self.day, self._seats(roster, taken))

    def _redone(self, officer: str, own: Assignment | None, new: Assignment) -> tuple[Duty, ...]:
        if own is not None and (own.shift, own.span) == (new.shift, new.span):
            return rested(self.week, self.base.duties_of(officer, self.day), own, new)
        return fresh_day(self.week, new)

    def _is_work(self, roster: Roster, officer: str, slot: int) -> bool:
        start = int(self.week.grid.minutes[slot])
        duty = roster.duty_at(officer, self.day, start, start + self.week.grid.slot_minutes)
        return duty is not None and duty.activity == "counter"

    def _standby(self, officer: str, slots: list[int]) -> Iterable[Stint]:
        for stint in stretches(self.week, officer, dict.fromkeys(slots, "")):
            yield Stint(officer, stint.start, stint.end, None)

    def _seats(self, roster: Roster, taken: Mapping[tuple[str, int], str]) -> list[Stint]:
        """Counters for those who sit down anew: one that is free as long as they stay, where there is one."""
        busy: dict[int, set[str]] = defaultdict(set)
        for duty in roster.at_counters(self.day):
            for slot in self.slots:
                if duty.start < self.week.grid.minutes[slot] + self.week.grid.slot_minutes and (
                    self.week.grid.minutes[slot] < duty.end
                ):
                    busy[slot].add(duty.counter or "")
        seats: dict[str, dict[int, str]] = defaultdict(dict)
        for officer, slots, kind in _runs(taken):
            for slot in slots:
                if slot not in seats[officer]:
                    free = self._free(kind, slots[slots.index(slot) :], busy)
                    for later, counter in free:
                        seats[officer][later] = counter
                        busy[later].add(counter)
        return [stint for officer, mine in seats.items() for stint in stretches(self.week, officer, mine)]

    def _free(self, kind: str, slots: list[int], busy: Mapping[int, set[str]]) -> list[tuple[int, str]]:
        """The counter of a type that stays free longest from the first slot on, slot by slot."""
        best: list[tuple[int, str]] = []
        for counter in self.office.counters:
            if counter.type == kind and counter.id in self.open:
                run = []
                for slot in slots:
                    if counter.id in busy.get(slot, ()) or not self.open[counter.id][slot]:
                        break
                    run.append((slot, counter.id))
                best = max(best, run, key=len)
        return best


def _runs(taken: Mapping[tuple[str, int], str]) -> list[tuple[str, list[int], str]]:
    """Consecutive slots of one officer at one type of counter, longest first."""
    found: list[tuple[str, list[int], str]] = []
    for officer, slot in sorted(taken):
        kind = taken[officer, slot]
        if found and found[-1][0] == officer and found[-1][2] == kind and found[-1][1][-1] == slot - 1:
            found[-1][1].append(slot)
        else:
            found.append((officer, [slot], kind))
    return sorted(found, key=lambda run: -len(run[1]))
