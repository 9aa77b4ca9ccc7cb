"""A planned week made up in code, for sheets and pages to be tested with and looked at. All of it is synthetic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

import numpy as np

from forecast.distribution import Forecast
from office.days import CalendarEntry
from office.grid import SlotGrid
from office.office import Letterhead, Office
from office.people import Absence
from office.problems import Problem
from office.provenance import Provenance
from office.weeks import dates_of
from planning.results import Accuracy, Action, LastWeek, Trigger, WeekPlan
from scheduler.result import Level, RosterResult
from scheduler.roster import Assignment, Duty, History, Roster, Shortage, StandIn, Turns, Violation
from scheduler.shifts import Shift
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost
from staffing.outcome import Difference, Outcome

WEEK = "2026-W49"
MONDAY = date(2026, 11, 30)


@dataclass(frozen=True)
class Size:
    """How big the made-up office is: counters by type, skills by officer, weekdays, visitors a day."""

    id: str
    name: str
    counters: tuple[str, ...]
    teams: tuple[frozenset[str], ...]
    weekdays: str
    visitors: float
    late_shift: bool


PASSPORT = frozenset({"berkas", "biometrik", "wawancara", "prioritas"})
DESK = frozenset({"informasi", "berkas", "penyerahan"})
PERMIT = frozenset({"izin_tinggal", "bap", "berkas"})

LEBONG = Size(
    "lebong", "Kantor Imigrasi Lebong (contoh)",
    ("informasi", "berkas", "booth", "booth", "prioritas", "izin", "penyerahan"),
    (*[PASSPORT] * 4, *[PERMIT | {"informasi"}] * 2, *[DESK] * 6), "mon-fri", 38.0, False,
)  # fmt: skip
LARGE = Size(
    "besar", "Kantor Imigrasi Besar (contoh)",
    (*["informasi"] * 2, *["berkas"] * 5, *["booth"] * 8, "prioritas", *["izin"] * 2, *["penyerahan"] * 2),
    (*[PASSPORT] * 17, *[PERMIT | {"informasi"}] * 6, *[DESK] * 22), "mon-sat", 300.0, True,
)  # fmt: skip

STEPS = {
    "informasi": ("Informasi", {"informasi"}),
    "berkas": ("Berkas", {"berkas"}),
    "wawancara": ("Biometrik & wawancara", {"biometrik", "wawancara"}),
    "prioritas": ("Prioritas", {"prioritas"}),
    "izin": ("Izin tinggal & BAP", {"izin_tinggal", "bap"}),
    "penyerahan": ("Pengambilan", {"penyerahan"}),
}
TYPES = {
    "informasi": {"informasi"},
    "berkas": {"berkas"},
    "booth": {"wawancara"},
    "prioritas": {"prioritas", "berkas", "wawancara"},
    "izin": {"izin"},
    "penyerahan": {"penyerahan"},
}
SERVICES = {
    "a1": ("Paspor baru", "A", [("berkas", 5), ("wawancara", 12)], 0.35),
    "a2": ("Penggantian paspor", "A", [("berkas", 4), ("wawancara", 9)], 0.25),
    "b": ("Prioritas", "B", [("prioritas", 20)], 0.12),
    "g": ("Pengambilan", "G", [("penyerahan", 4)], 0.28),
}
SHARES = np.array([0.11, 0.11, 0.13, 0.12, 0.10, 0.09, 0.06, 0.05, 0.01, 0.01, 0.05, 0.07, 0.05, 0.04])


def sample_office(size: Size) -> Office:
    """The office of a size."""
    skills = sorted({skill for team in size.teams for skill in team})
    hours = {"normal": {size.weekdays: ["08.00-15.00"]}}
    return Office.model_validate({
        "id": size.id, "name": size.name, "letterhead": Letterhead(
            lines=("KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN", size.name.upper(), "Jalan Contoh No. 1"), place="Tubei",
            prepared_by="Petugas A", head="Kepala Kantor (contoh)", head_number="19700101 199001 1 001"),
        "skills": {skill: skill.replace("_", " ").capitalize() for skill in skills},
        "steps": [{"id": id, "name": name, "skills": needs} for id, (name, needs) in STEPS.items()],
        "services": [{"id": id, "name": name, "ticket": ticket, "priority": 0 if id == "b" else 1,
                      "route": [{"step": step, "minutes": minutes} for step, minutes in route]}
                     for id, (name, ticket, route, _) in SERVICES.items()],
        "counter_types": [{"id": id, "steps": steps} for id, steps in TYPES.items()],
        "counters": [{"id": f"l{n}", "name": f"L{n}", "type": kind} for n, kind in enumerate(size.counters, 1)],
        "contracts": [{"id": "pns"}],
        "officers": [{"id": f"p{n}", "name": f"Petugas {_letters(n)}", "skills": team, "contract": "pns"}
                     for n, team in enumerate(size.teams)],
        "hours": {"tickets": {"normal": {size.weekdays: ["08.00-14.30"]}}, "service": hours},
        "breaks": {"normal": {"mon-thu": {"minutes": 60, "window": "11.30-13.30"},
                              "fri": {"minutes": 90, "window": "11.00-14.00"}}},
        "assemblies": [{"name": "Apel", "hours": {"normal": {"mon": "07.30-08.00"}}}],
        "back_office": [{"id": "persetujuan", "name": "Persetujuan & cetak", "week_minutes": 1200},
                        {"id": "arsip", "name": "Arsip", "week_minutes": 600}],
        "promises": [{"id": "prioritas", "name": "Loket prioritas", "steps": ["prioritas"]},
                     {"id": "wawancara", "name": "Biometrik & wawancara", "steps": ["wawancara"]},
                     {"id": "berkas", "name": "Berkas", "steps": ["berkas"]},
                     {"id": "informasi", "name": "Informasi", "steps": ["informasi"]}],
    })  # fmt: skip


def _letters(n: int) -> str:
    return chr(65 + n) if n < 26 else chr(64 + n // 26) + chr(65 + n % 26)


def sample_week(size: Size) -> OfficeWeek:
    """The givens: a holiday on Wednesday, mobile service on Thursday, some leave."""
    office = sample_office(size)
    entries = (
        CalendarEntry(start=date(2026, 12, 2), end=date(2026, 12, 2), kind="public_holiday",
                      note="Libur daerah (contoh)"),
        CalendarEntry(start=date(2026, 12, 3), end=date(2026, 12, 3), kind="mobile_service", officers_away=2,
                      note="Eazy Passport di Kota Contoh"),
    )  # fmt: skip
    early = {"mon-thu": "07.30-16.00", "fri": "07.30-16.30", "sat": "07.30-12.00"}
    late = {"mon-thu": "08.30-17.00", "fri": "08.30-17.30", "sat": "10.30-15.00"}
    shifts = [Shift.model_validate({"id": "pagi", "name": "Pagi", "hours": {"normal": early}})]
    if size.late_shift:
        shifts.append(Shift.model_validate({"id": "siang", "name": "Siang", "hours": {"normal": late}}))
    away = (
        Absence(officer="p7", start=date(2026, 12, 1), end=date(2026, 12, 4)),
        Absence(officer="p4", start=MONDAY, end=MONDAY, kind="outside_duty"),
        Absence(officer="p2", start=date(2026, 12, 3), end=date(2026, 12, 3), kind="outside_duty"),
        Absence(officer="p9", start=date(2026, 12, 3), end=date(2026, 12, 3), kind="outside_duty"),
        Absence(officer="p10", start=date(2026, 12, 4), end=date(2026, 12, 4), kind="off_duty"),
    )
    grid = SlotGrid(MONDAY, 7, 30, 450, 20)
    days = office.calendar(entries).days(MONDAY, dates_of(WEEK)[-1])
    return OfficeWeek(office, WEEK, days, grid, tuple(shifts), away)


def _assignments(week: OfficeWeek) -> Iterator[Assignment]:
    for d, day in enumerate(week.open_days):
        for n, officer in enumerate(week.office.officers):
            on_saturday = d == len(week.open_days) - 1 and day.date.weekday() == 5
            if week.absence_of(officer.id, day.date) or (on_saturday and n % 2):
                continue
            own = [
                c
                for c in week.choices(officer, day)
                if c.shift == ("siang" if len(week.shifts) > 1 and n % 3 == 2 else "pagi")
            ]
            yield own[(n + d) % 2 * (len(own) - 1)]


def _day_duties(week: OfficeWeek, day_index: int, working: list[Assignment]) -> Iterator[Duty]:
    office, grid, day = week.office, week.grid, week.days[day_index]
    holder: dict[str, str] = {}
    cells: dict[str, list[tuple[str, str | None, str | None]]] = {a.officer: [] for a in working}
    closed = {"l6"} if day_index == 1 else set()
    turn = day_index % max(len(working), 1)
    for minute in grid.minutes.tolist():
        end = minute + grid.slot_minutes
        free = [
            a.officer
            for a in working[turn:] + working[:turn]
            if a.span.covers(minute, end) and not a.on_break(minute, end)
        ]
        apel = day_index == 0 and minute < 480
        posts: dict[str, str] = {}
        if any(span.covers(minute, end) for span in day.service):
            for counter in (c for c in office.counters if c.id not in closed):
                able = [
                    o
                    for o in free
                    if o not in posts.values() and office.served_at(office.officer(o).skills, counter.type)
                ]
                unused = [o for o in able if o not in holder.values()]
                order = [o for o in able if o == holder.get(counter.id)] + unused + able
                if order:
                    posts[counter.id] = order[0]
            holder |= posts
        at = {officer: counter for counter, officer in posts.items()}
        rest = [o for o in free if o not in at]
        for a in working:
            if not a.span.covers(minute, end):
                cells[a.officer].append(("", None, None))
            elif a.on_break(minute, end):
                cells[a.officer].append(("break", None, None))
            elif apel:
                cells[a.officer].append(("assembly", None, "apel"))
            elif a.officer in at:
                cells[a.officer].append(("counter", at[a.officer], None))
            elif posts and rest and a.officer == rest[0]:
                cells[a.officer].append(("standby", None, None))
            else:
                cells[a.officer].append(("back_office", None, "persetujuan" if posts else None))
    for officer, row in cells.items():
        for (activity, counter, task), part in groupby(enumerate(row), key=lambda pair: pair[1]):
            slots = [n for n, _ in part]
            if activity:
                steps = (
                    office.served_at(office.officer(officer).skills, office.counter(counter).type)
                    if counter
                    else frozenset()
                )
                yield Duty(officer=officer, day=day.date, start=int(grid.minutes[slots[0]]),
                           end=int(grid.minutes[slots[-1]]) + grid.slot_minutes, activity=activity,  # type: ignore[arg-type]
                           counter=counter, steps=steps, task=task)  # fmt: skip


def _stand_ins(week: OfficeWeek, duties: list[Duty]) -> Iterator[StandIn]:
    for duty in (d for d in duties if d.counter):
        slots = range(duty.start, duty.end, week.grid.slot_minutes)
        row = [_free(week, duties, duty, start, start + week.grid.slot_minutes) for start in slots]
        for who, part in groupby(zip(slots, row, strict=True), key=lambda pair: pair[1]):
            starts = [start for start, _ in part]
            yield StandIn(officer=duty.officer, day=duty.day, start=starts[0], end=starts[-1] + week.grid.slot_minutes,
                          counter=duty.counter or "", stand_in=who)  # fmt: skip


def _free(week: OfficeWeek, duties: list[Duty], post: Duty, start: int, end: int) -> str | None:
    able = (d.officer for d in duties
            if d.day == post.day and d.activity in ("standby", "back_office") and d.start <= start and d.end >= end
            and post.steps & week.office.able(week.office.officer(d.officer).skills))  # fmt: skip
    return next(able, None)


def sample_roster(week: OfficeWeek) -> Roster:
    """Counters held from the first to the last, lunch relieved by whoever is free."""
    working = list(_assignments(week))
    duties = [
        duty
        for index, day in enumerate(week.days)
        if day.is_open
        for duty in _day_duties(week, index, [a for a in working if a.day == day.date])
    ]
    return Roster(office=week.office.id, week=WEEK, slot_minutes=30, assignments=tuple(working), duties=tuple(duties),
                  stand_ins=tuple(_stand_ins(week, duties)), absences=week.absences)  # fmt: skip


def sample_forecast(week: OfficeWeek, visitors: float, paths: int = 200) -> Forecast:
    """Poisson arrivals, front-loaded, Tuesday busiest, in the ticket hours."""
    rng = np.random.default_rng(7)
    profile = np.concatenate([[0.0], SHARES, np.zeros(week.grid.slots - 15)])
    weekday = np.array([1.1, 1.35, 1.0, 0.9, 0.75, 0.5, 0.0])
    opened = np.array([day.is_open for day in week.days])
    shares = np.array([share for *_, share in SERVICES.values()])
    rate = visitors * shares[:, None, None] * (weekday * opened)[None, :, None] * profile
    factor = rng.gamma(25, 1 / 25, size=(paths, 1, week.grid.days, 1))
    walk_in = rng.poisson(factor * rate).reshape(paths, len(shares), -1)
    booked = np.zeros_like(walk_in)
    models = ("count_regression", "count_regression", "count_regression", "questionnaire")
    return Forecast(week.grid, week.office.service_ids, booked, walk_in, np.zeros_like(walk_in), models)


def sample_cost(week: OfficeWeek, visitors: float) -> StaffingCost:
    """Convex waits of plausible size; one set a step."""
    sets = tuple(frozenset({step}) for step in STEPS)
    officers = np.arange(8)
    waiting = np.broadcast_to(80.0 * 0.4**officers, (7, 20, len(sets), 8)).copy()
    busy = np.array([1, 2, 2, 1, 1, 1]) if visitors < 100 else np.array([2, 4, 7, 1, 2, 2])
    needed = np.where(week.service[:, :, None], busy[None, None, :], 0).astype(int)
    return StaffingCost(
        week.grid, sets, waiting, waiting / 10, needed, 0.4, np.zeros(needed.shape), np.zeros(len(sets))
    )


def sample_outcome(week: OfficeWeek, forecast: Forecast, late_share: float, seed: int) -> Outcome:
    """Visitors of the forecast with made-up waits."""
    rng = np.random.default_rng(seed)
    visitors = np.moveaxis(forecast.daily, 1, 2).astype(int)
    late = rng.binomial(visitors, late_share)
    slots = forecast.office_slots.mean(axis=0)
    pressure = 4 + 22 * slots / max(slots.max(), 1)
    cells = (forecast.paths, week.grid.days)
    officers = len(week.office.officers)
    opened = np.array([day.is_open for day in week.days])
    return Outcome(
        week.grid, forecast.services, visitors, late, rng.binomial(visitors, late_share / 3), visitors * 7.5,
        slots, slots * late_share, slots * pressure, rng.gamma(4, 7, cells) * opened,
        np.where(opened, 900 + rng.integers(0, 40, cells), 0), rng.poisson(0.2, (*cells, officers)) * 1.0,
        rng.uniform(120, 320, (week.grid.days, officers)), rng.poisson(6, cells) * opened,
        rng.poisson(1.2, cells) * opened, visitors * 2.5,
    )  # fmt: skip


def sample_shortages(week: OfficeWeek, roster: Roster) -> tuple[Shortage, ...]:
    """Two short stretches with where everybody who could help is."""
    found = []
    for promise, day, start, end in (
        ("wawancara", date(2026, 12, 3), 690, 750),
        ("prioritas", date(2026, 12, 4), 660, 720),
    ):
        able = []
        for officer in week.office.officers[:4]:
            duty = roster.duty_at(officer.id, day, start, start + 30)
            absence = week.absence_of(officer.id, day)
            able.append((officer.id, duty.activity if duty else (absence.kind if absence else "off")))
        found.append(Shortage(promise=promise, day=day, start=start, end=end, short=1, able=tuple(able)))
    return tuple(found)


def sample_plan(size: Size = LEBONG) -> WeekPlan:
    """A whole planned week."""
    week = sample_week(size)
    roster, forecast = sample_roster(week), sample_forecast(week, size.visitors)
    levels = (
        Level("uncovered", 120, 120, 0, 0, "minutes", 0.8),
        Level("no_stand_in", 210, 210, 0, 0, "minutes", 1.1),
        Level("below_target", 60, 45, 0, 1, "officer-minutes", 2.4),
        Level("waiting", 1540.2, 1538.9, 900, 0, "minutes", 3.2),
    )
    result = RosterResult(roster, "within_gap", levels, sample_shortages(week, roster), 7.9, 0.6, 1)
    outcome = sample_outcome(week, forecast, 0.03, 1)
    return WeekPlan(
        week=week, forecast=forecast, cost=sample_cost(week, size.visitors), result=result,
        violations=(Violation(rule="fair_turns", hard=False, officer="p3", amount=3, limit=2, unit="turns",
                              subject="lunch"),),
        outcome=outcome, baseline=sample_outcome(week, forecast, 0.07, 2), gain=Difference(0.041, 0.028, 0.054),
        weak_slots=((3, 8), (3, 9), (4, 7), (4, 8), (4, 9)), back_office_minutes={"persetujuan": 1110, "arsip": 600},
        actions=(
            Action("shift_bookings", {"count": 6, "day": 1, "start": 480, "end": 600, "to_start": 780,
                                      "to_end": 900}, 9.2, 4.1),
            Action("train", {"officer": "p5", "skill": "wawancara"}, 9.2, 8.0, 210, 60),
            Action("open_counter", {"counter": "l5", "officer": "p2", "day": 1, "start": 540, "end": 660}, 9.2, 6.4),
        ),
        triggers=tuple(Trigger(day, 600, 18 + day, "l5") for day, d in enumerate(week.days) if d.is_open),
        last_week=LastWeek("2026-W48", 171, 11.0),
        accuracy=(Accuracy("a1", "count_regression", 0.27, 0.34, 0.24, 40),
                  Accuracy("g", "questionnaire", 0.41, 0.41, 0.38, 12)),
        history_after=History(known=True, turns=tuple(
            Turns(officer=o.id, burdens={"lunch": 2 + n % 2, "priority": n % 3})
            for n, o in enumerate(week.office.officers))),
        provenance=Provenance(version="0.1.0", created_at=datetime(2026, 11, 26, 9, 15, tzinfo=UTC), seconds=9.4,
                              seed=1, config_hash="a" * 64, calendar_hash="b" * 64, visits_hash="c" * 64,
                              status="within_gap"),
        notes=(Problem("plan.history_unknown", severity="note"),), pricing_paths=150,
    )  # fmt: skip
