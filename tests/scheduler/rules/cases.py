"""Small weeks and rosters made by lot, good and bad alike, and what the model makes of them.

Officers differ in their skills and counter types have one counter each, so that the model's counts name everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.offices import make_office, make_week, seasonal, span
from office.days import CalendarEntry
from office.people import Absence, Assembly
from office.services import Promise
from office.weeks import monday_of
from scheduler.model import RosterModel
from scheduler.outside import sent_out
from scheduler.posts import posts_of
from scheduler.roster import Assignment, Duty, History, Roster, Turns
from scheduler.rules import Rule
from scheduler.rules.burdens import is_at
from scheduler.shifts import Shift
from scheduler.solver.locks import held_ways
from scheduler.week import OfficeWeek

MONDAY = monday_of("2026-W49")
SHIFTS = (
    Shift(id="early", name="Pagi", hours=seasonal(mon_fri=span("07.00-15.00"), sat=span("07.00-12.00"))),
    Shift(id="late", name="Siang", hours=seasonal(mon_fri=span("12.00-21.00"))),
)
KINDS = (("one", "a"), ("two", "ab"), ("three", "c"))
SKILLS = ("a", "b", "ab", "c", "bc", "abc")


@dataclass(frozen=True)
class Verdict:
    """What the model says of a decided roster: whether it is accepted, and the amount its soft rules charge."""

    accepted: bool
    amount: float


def make_case(rng: np.random.Generator) -> tuple[OfficeWeek, Roster]:
    """A week and a roster for it; every kind of breach turns up now and then."""
    week = _week(rng)
    out = [(o, d.date) for o in week.office.officer_ids for d in week.open_days if rng.random() < 0.1]
    assignments = tuple(a for a in _assignments(week, rng) if (a.officer, a.day) not in out or rng.random() < 0.1)
    duties = [duty for assignment in assignments for duty in _duties(week, assignment, rng)]
    away = [Duty(officer=o, day=d, start=480, end=900, activity="outside_duty") for o, d in out]
    return week, Roster(
        office="test", week=week.week, slot_minutes=60, assignments=assignments, duties=(*duties, *away)
    )


def decide(rules: Sequence[Rule], week: OfficeWeek, roster: Roster) -> Verdict:
    """The model with every decision fixed to the roster, bound by these rules only."""
    model = RosterModel(week, roster)
    for rule in rules:
        rule.constrain(model)
    _fix(model, roster)
    model.cp.minimize(model.total(part for parts in model.amounts.values() for part in parts))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    found = solver.solve(model.cp)
    return Verdict(found == cp_model.OPTIMAL, solver.objective_value if found == cp_model.OPTIMAL else np.inf)


def _fix(model: RosterModel, roster: Roster) -> None:
    week, out, posts = model.week, sent_out(roster, model.week), posts_of(model.week, roster)
    for assignment in model.candidates:
        model.cp.add(model.takes(assignment) == (assignment in roster.assignments))
    for officer in week.office.officer_ids:
        for day in week.days:
            model.cp.add(model.sent(officer, day.date) == ((officer, day.date) in out))
    for group in model.groups:
        for kind in week.office.counter_types:
            for day, slot in model.slots:
                seated = posts[group.skills, kind.id, day, slot]
                model.cp.add(model.posts(group, kind.id, day, slot) == seated)
        for day in range(week.grid.days):
            for key, net in model.networks[group.skills, day].items():
                held = [block for _, _, blocks in held_ways(model, group, day, key, roster) for block in blocks]
                for block, count in net.blocks.items():
                    model.cp.add(count == held.count(block))
    for (officer, day, counters), sits in model.sitting.items():
        model.cp.add(sits == is_at(roster.duties_of(officer, week.days[day].date), counters))


def tells_every_minute(week: OfficeWeek, roster: Roster) -> bool:
    """Whether all that the model does not decide is as it takes for granted: the rest of each shift is standby or other
    work, the break is the break, and nothing but counters lies outside shifts.
    """
    starts = week.grid.minutes.tolist()
    for officer in week.office.officer_ids:
        for day in week.days:
            for start in starts:
                held = roster.duty_at(officer, day.date, start, start + 60)
                on = [a for a in roster.assignments_of(officer, day.date) if a.span.covers(start, start + 60)]
                resting = any(a.on_break(start, start + 60) for a in on)
                allowed = {"counter", "break"} if resting else {"counter", "standby", "back_office", "assembly"}
                if on and (held is None or held.activity not in allowed):
                    return False
                if not on and held is not None and held.activity not in ("counter", "outside_duty"):
                    return False
                if on and (len(on) > 1 or (held is not None and held.activity == "outside_duty")):
                    return False
    return True


def _week(rng: np.random.Generator) -> OfficeWeek:
    skills = rng.choice(SKILLS, size=rng.integers(1, 4), replace=False)
    promises = [
        Promise(
            id=f"promise_{n}", name=f"{n}", officers=int(rng.integers(1, 3)),
            steps=frozenset(rng.choice(list("abc"), size=rng.integers(1, 3), replace=False)),
        )
        for n in range(rng.integers(0, 3))
    ]  # fmt: skip
    office = make_office(
        KINDS[: rng.integers(1, 4)], skills, promises, slot_minutes=60, saturday="08.00-11.00",
        back_office=int(rng.integers(0, 2)) * 300,
    )  # fmt: skip
    tolerance, is_away = int(rng.choice([0, 180, 600])), rng.random() < 0.3
    changes = {
        "contracts": tuple(c.model_copy(update={"tolerance_minutes": tolerance}) for c in office.contracts),
        "counters": tuple(c.model_copy(update={"available": bool(rng.random() < 0.8)}) for c in office.counters),
        "assemblies": (Assembly(name="Apel", hours=seasonal(mon=span("08.00-09.00"))),),
        "officers": tuple(
            o.model_copy(update={"shifts": frozenset({"early"}) if rng.random() < 0.2 else None})
            for o in office.officers
        ),
        "counter_types": tuple(
            kind.model_copy(update={"site": "unit" if is_away and kind.id == "two" else None})
            for kind in office.counter_types
        ),
        "services": tuple(s.model_copy(update={"priority": int(s.route[0].step != "a")}) for s in office.services),
    }
    entries = [CalendarEntry(start=MONDAY + timedelta(3), end=MONDAY + timedelta(4), kind="public_holiday")]
    if rng.random() < 0.3:
        tuesday = MONDAY + timedelta(1)
        entries.append(CalendarEntry(start=tuesday, end=tuesday, kind="mobile_service", officers_away=1))
    shifts = tuple(s.model_copy(update={"site": "unit" if is_away and s.id == "late" else None}) for s in SHIFTS)
    return make_week(
        office.model_copy(update=changes), shifts, _absences(office.officer_ids, rng), entries,
        _history(office.officer_ids, rng),
    )  # fmt: skip


def _absences(officers: Sequence[str], rng: np.random.Generator) -> list[Absence]:
    kinds = ("leave", "outside_duty", "off_duty")
    days = [(officer, MONDAY + timedelta(int(rng.integers(6)))) for officer in officers if rng.random() < 0.3]
    return [Absence(officer=officer, start=day, end=day, kind=kinds[rng.integers(3)]) for officer, day in days]


def _history(officers: Sequence[str], rng: np.random.Generator) -> History:
    turns = [
        Turns(
            officer=officer, burdens={b: int(rng.integers(0, 3)) for b in ("lunch", "saturday", "priority")},
            last_day=MONDAY - timedelta(int(rng.integers(1, 4))), last_end=int(rng.choice([900, 1260, 1320])),
            days_in_row=int(rng.integers(1, 8)),
        )
        for officer in officers
        if rng.random() < 0.7
    ]  # fmt: skip
    return History(known=True, turns=tuple(turns))


def _assignments(week: OfficeWeek, rng: np.random.Generator) -> list[Assignment]:
    found: list[Assignment] = []
    for officer in week.office.officers:
        for day in week.days:
            choices = week.choices(officer.model_copy(update={"shifts": None}), day)
            if choices and rng.random() < 0.8:
                count = min(len(choices), 1 + int(rng.random() < 0.04))
                found += rng.choice(np.array(choices, dtype=object), size=count, replace=False).tolist()
            if not choices and rng.random() < 0.02:
                found.append(Assignment(officer=officer.id, day=day.date, shift="early", span=span("07.00-15.00")))
    return [_with_odd_break(a, rng) if rng.random() < 0.05 else a for a in found]


def _with_odd_break(assignment: Assignment, rng: np.random.Generator) -> Assignment:
    start = int(rng.choice([540, 660, 780]))
    minutes = int(rng.choice([0, 60, 120]))
    return assignment.model_copy(update={"break_start": start if minutes else None, "break_minutes": minutes})


def _duties(week: OfficeWeek, assignment: Assignment, rng: np.random.Generator) -> list[Duty]:
    """Hour by hour mostly sensible work, back office in blocks of two hours, now and then anything else."""
    skills = week.office.officer(assignment.officer).skills
    found, blocked_until = [], 0
    for start in week.grid.minutes.tolist():
        inside = assignment.span.covers(start, start + 60)
        resting = assignment.on_break(start, start + 60)
        odd = rng.random() < 0.01
        if start < blocked_until or (not inside and not odd):
            continue
        if resting and not odd:
            found.append(_duty(assignment, start, 60, "break"))
        elif inside and not resting and rng.random() < 0.15 and week.office.back_office:
            length = 120 if assignment.span.end - start >= 120 and not assignment.on_break(start, start + 120) else 60
            found.append(_duty(assignment, start, length, "back_office"))
            blocked_until = start + length
        else:
            found += _work(week, assignment, start, skills, odd, rng)
    return found


def _work(
    week: OfficeWeek, assignment: Assignment, start: int, skills: frozenset[str], odd: bool, rng: np.random.Generator
) -> list[Duty]:
    day, slot = week.index(assignment.day), (start - week.grid.first) // 60
    kinds = {kind.id: kind.steps for kind in week.office.counter_types}
    counter = week.office.counters[rng.integers(len(week.office.counters))]
    steps = kinds[counter.type] & skills or (kinds[counter.type] if odd else frozenset())
    serves = odd or (week.service[day, slot] and counter.available and rng.random() < 0.8)
    if steps and serves:
        at = Duty(
            officer=assignment.officer, day=assignment.day, start=start, end=start + 60, activity="counter",
            counter=counter.id, steps=steps,
        )  # fmt: skip
        return [at]
    return [] if odd and rng.random() < 0.5 else [_duty(assignment, start, 60, "standby")]


def _duty(assignment: Assignment, start: int, minutes: int, activity: str) -> Duty:
    task = "berkas" if activity == "back_office" else None
    return Duty(
        officer=assignment.officer, day=assignment.day, start=start, end=start + minutes, activity=activity, task=task
    )
