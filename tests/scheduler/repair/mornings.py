"""Bad mornings made by lot: a published week of any kind, and what happens on one of its days."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.offices import lebong_like, make_cost, make_master, make_office, make_week, random_week
from office.services import Promise
from office.values import Span
from scheduler.allocation import allocate
from scheduler.repair.changes import Absent, Change, CounterDown, Late, Leaves, Outage
from scheduler.repair.incident import Incident, make_incident
from scheduler.roster import Assignment, Duty, Roster
from scheduler.rules import DEFAULT_RULES
from scheduler.stand_ins import name_stand_ins
from scheduler.week import OfficeWeek

MONDAY = date(2026, 11, 30)
OPENS = 480


@dataclass(frozen=True)
class Morning:
    """A published week and what happened to it."""

    week: OfficeWeek
    roster: Roster
    incident: Incident

    @property
    def day(self) -> date:
        """The day on which it happened."""
        return self.incident.changes[0].day


def any_morning(seed: int, is_one_absence: bool = False) -> Morning:
    """A week, allocated, and some changes on one of its days; or one absence and nothing else.

    Two of three are of the sample office's shape, in which people can help; the others are small weeks of any kind.
    """
    rng = np.random.default_rng(seed)
    week = lebong_like() if seed % 3 else random_week(rng)
    cost = make_cost(week, 2.0, rng)
    master = make_master(week, cost, rng)
    duties = allocate(week, cost, master, 0.0).duties
    roster = Roster(
        office=week.office.id, week=week.week, slot_minutes=week.grid.slot_minutes, assignments=master.assignments,
        duties=duties, stand_ins=name_stand_ins(week, duties), absences=week.absences,
    )  # fmt: skip
    dates = sorted({a.day for a in roster.assignments})
    day = dates[int(rng.integers(len(dates)))] if dates else week.open_days[0].date
    changes = _changes(week, roster, day, rng)
    if is_one_absence:
        here = sorted({d.officer for d in roster.at_counters(day)}) or list(week.office.officer_ids)
        changes = [Absent(officer=here[int(rng.integers(len(here)))], day=day)]
    now = int(rng.choice([0, 480, 600, 660]))
    return Morning(week, roster, make_incident(week, DEFAULT_RULES, roster, changes, day, now))


def _changes(week: OfficeWeek, roster: Roster, day: date, rng: np.random.Generator) -> list[Change]:
    here = [a for a in roster.assignments if a.day == day]
    found: list[Change] = []
    for held in [here[int(n)] for n in rng.permutation(len(here))[: rng.integers(1, 3)]]:
        minute = int(rng.integers(held.span.start + 1, held.span.end))
        kind = rng.integers(4)
        if kind == 0:
            found.append(Late(officer=held.officer, day=day, minute=minute))
        elif kind == 1:
            found.append(Leaves(officer=held.officer, day=day, minute=minute))
        else:
            found.append(Absent(officer=held.officer, day=day))
    span = Span(start=int(rng.choice([0, 540])), end=int(rng.choice([720, 1440])))
    if rng.random() < 0.5 or not found:
        counters = [c.id for c in week.office.counters if c.available]
        found.append(CounterDown(counter=str(rng.choice(counters)), day=day, span=span))
    if rng.random() < 0.3:
        step = str(rng.choice(week.office.step_ids))
        found.append(Outage(name=step, steps=frozenset({step}), day=day, span=span))
    return found


def short_morning(seed: int) -> Morning:
    """Three or four officers, four half hours, one of them absent: small enough to look at everything."""
    rng = np.random.default_rng(seed)
    kinds = [("one", "a"), ("two", "b"), ("three", "ab"), ("four", "c")]
    counters = [kinds[int(n)] for n in rng.integers(0, 4, size=rng.integers(2, 4))]
    officers = [str(rng.choice(["a", "b", "ab", "abc", "bc"])) for _ in range(rng.integers(3, 5))]
    promises = [
        Promise(id=f"promise_{n}", name=f"{n}", officers=int(rng.integers(1, 3)), steps=frozenset(str(steps)))
        for n, steps in enumerate(rng.choice(["a", "b", "ab", "c"], size=rng.integers(1, 4), replace=False))
    ]
    week = make_week(make_office(counters, officers, promises, service=("08.00-10.00",)))
    roster = _seated(week, rng)
    changes = [Absent(officer=week.office.officer_ids[int(rng.integers(len(officers)))], day=MONDAY)]
    return Morning(week, roster, make_incident(week, DEFAULT_RULES, roster, changes, MONDAY, 0))


def _seated(week: OfficeWeek, rng: np.random.Generator) -> Roster:
    """Everybody somewhere in every half hour of Monday: at a counter that is free, on standby or at back office."""
    office, span = week.office, week.shifts[0].on(0, "normal")
    assignments = tuple(
        Assignment(officer=o, day=MONDAY, shift="day", span=span, break_start=690, break_minutes=60)
        for o in office.officer_ids
    )
    duties = []
    for start in range(OPENS, 600, 30):
        free = [counter for counter in office.counters if rng.random() < 0.8]
        for officer in office.officers:
            able = [c for c in free if office.served_at(officer.skills, c.type)]
            at = {"officer": officer.id, "day": MONDAY, "start": start, "end": start + 30}
            if able and rng.random() < 0.6:
                free.remove(able[0])
                steps = office.served_at(officer.skills, able[0].type)
                duties.append(Duty(**at, activity="counter", counter=able[0].id, steps=steps))
            else:
                duties.append(Duty(**at, activity=str(rng.choice(["standby", "back_office"]))))
    for officer in office.officer_ids:
        for start, end, activity in ((450, 480, "assembly"), (600, 690, "back_office"), (690, 750, "break"),
                                     (750, 960, "back_office")):  # fmt: skip
            duties.append(Duty(officer=officer, day=MONDAY, start=start, end=end, activity=activity))
    return Roster(
        office=office.id, week=week.week, slot_minutes=30, assignments=assignments, duties=tuple(duties),
        stand_ins=name_stand_ins(week, duties),
    )  # fmt: skip
