"""Offices, weeks, cost tables and masters made in code: fixed work for benchmarks, small work for tests."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from office.days import CalendarEntry, OfficeHours
from office.grid import SlotGrid
from office.hours import ByWeekday, Seasonal
from office.office import Office
from office.people import Absence, Assembly, BackOffice, BreakRule, Contract, Officer, Standby
from office.services import Counter, CounterType, Promise, RouteEntry, Service, Step
from office.values import Span
from office.weeks import monday_of, week_of
from scheduler.groups import skill_groups
from scheduler.master import Master
from scheduler.roster import Assignment, Duty, History
from scheduler.shifts import Shift
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost

WEEK = "2026-W49"


def seasonal(**by_weekday: object) -> Seasonal:  # type: ignore[type-arg]
    """A table of ordinary weeks, written as ``mon_fri=value``."""
    return Seasonal(normal=ByWeekday({key.replace("_", "-"): value for key, value in by_weekday.items()}))


def span(text: str) -> Span:
    """``08.00-15.00``."""
    return Span.model_validate(text)


def make_office(
    counters: Sequence[tuple[str, str]],
    officers: Sequence[str],
    promises: Sequence[Promise] = (),
    *,
    slot_minutes: int = 30,
    service: tuple[str, ...] = ("08.00-15.00",),
    saturday: str | None = None,
    standby: int = 1,
    back_office: int = 0,
) -> Office:
    """An office whose skills and steps are the same letters.

    Parameters
    ----------
    counters
        (type, letters of its steps), one a physical counter; equal types have equal steps.
    officers
        Letters of each officer's skills.
    """
    promised = {step for promise in promises for step in promise.steps}
    letters = sorted({letter for _, steps in counters for letter in steps} | set("".join(officers)) | promised)
    hours: dict[str, object] = {"mon_fri": tuple(map(span, service))} | ({"sat": (span(saturday),)} if saturday else {})
    return Office(
        id="test",
        name="Kantor contoh",
        slot_minutes=slot_minutes,
        skills={letter: letter.upper() for letter in letters},
        steps=tuple(Step(id=letter, name=letter.upper(), skills=frozenset({letter})) for letter in letters),
        services=tuple(
            Service(id=f"service_{letter}", name=letter, route=(RouteEntry(step=letter, minutes=10),))
            for letter in letters
        ),
        counter_types=tuple(CounterType(id=kind, steps=frozenset(steps)) for kind, steps in dict(counters).items()),
        counters=tuple(
            Counter(id=f"l{number}", name=f"L{number}", type=kind) for number, (kind, _) in enumerate(counters, 1)
        ),
        contracts=(Contract(id="full"),),
        officers=tuple(
            Officer(id=f"p{number}", name=f"Petugas {number}", skills=frozenset(skills), contract="full")
            for number, skills in enumerate(officers, 1)
        ),
        hours=OfficeHours(tickets=seasonal(**hours), service=seasonal(**hours)),
        breaks=seasonal(
            mon_thu=BreakRule(minutes=60, window=span("11.30-13.30")),
            fri=BreakRule(minutes=90, window=span("11.30-13.00")),
        ),
        assemblies=(Assembly(name="Apel", hours=seasonal(mon=span("07.30-08.00"))),),
        back_office=(BackOffice(id="berkas", name="Berkas", week_minutes=back_office),) if back_office else (),
        promises=tuple(promises),
        standby=Standby(officers=standby),
    )


ONE_SHIFT = (Shift(id="day", name="Dinas", hours=seasonal(mon_thu=span("07.30-16.00"), fri=span("07.30-16.30"))),)
SHIFTS = (
    Shift(id="early", name="Pagi", hours=seasonal(mon_thu=span("07.30-15.30"), fri=span("07.30-16.00"))),
    Shift(id="day", name="Dinas", hours=seasonal(mon_thu=span("08.00-16.30"), fri=span("08.00-17.00"))),
    Shift(id="late", name="Siang", hours=seasonal(mon_thu=span("09.00-17.00"), fri=span("09.00-17.30"))),
    Shift(id="saturday", name="Sabtu", hours=seasonal(sat=span("07.30-12.30"))),
)


def make_week(
    office: Office,
    shifts: tuple[Shift, ...] = ONE_SHIFT,
    absences: Iterable[Absence] = (),
    entries: Iterable[CalendarEntry] = (),
    history: History | None = None,
    week: str = WEEK,
) -> OfficeWeek:
    """One week of an office; its grid holds every shift."""
    monday = monday_of(week)
    sunday = date.fromordinal(monday.toordinal() + 6)
    worked = [hours for shift in shifts for _, hours in shift.hours.normal]
    bounds = Span(start=min(s.start for s in worked), end=max(s.end for s in worked))
    grid = SlotGrid.spanning(monday, sunday, bounds, office.slot_minutes, office.zone)
    days = office.calendar(entries).days(monday, sunday)
    return OfficeWeek(office, week_of(monday), days, grid, shifts, tuple(absences), history or History())


def lebong_like() -> OfficeWeek:
    """12 officers, 7 counters, one shift, four who may interview: the shape of the sample office."""
    counters = [("info", "i"), ("papers", "b"), ("booth", "w"), ("booth", "w"), ("priority", "bwr")]
    counters += [("permit", "zp"), ("collect", "s")]
    officers = ["ibs", "ib", "bw", "bwr", "wz", "bwrp", "is", "bs", "izp", "ibs", "br", "bis"]
    promises = [
        Promise(id="priority", name="Prioritas", steps=frozenset("r")),
        Promise(id="interview", name="Wawancara", steps=frozenset("w")),
        Promise(id="papers", name="Berkas", steps=frozenset("b")),
        Promise(id="info", name="Informasi", steps=frozenset("i")),
    ]
    return make_week(make_office(counters, officers, promises, back_office=1200))


def large_like() -> OfficeWeek:
    """45 officers, 20 counters, several shifts, Saturday: the shape of the large office."""
    counters = [("info", "i")] * 2 + [("papers", "b")] * 5 + [("booth", "w")] * 6 + [("one_stop", "bw")] * 2
    counters += [("priority", "bwr"), ("permit", "zp"), ("permit", "zp"), ("collect", "s"), ("collect", "s")]
    kinds = ["ibs", "ib", "bw", "bw", "bwr", "wz", "w", "bwrp", "is", "bs", "izp", "ibs", "br", "bws", "wb"]
    promises = [
        Promise(id="priority", name="Prioritas", steps=frozenset("r")),
        Promise(id="interview", name="Wawancara", steps=frozenset("w"), officers=3),
        Promise(id="papers", name="Berkas", steps=frozenset("b"), officers=2),
        Promise(id="info", name="Informasi", steps=frozenset("i")),
        Promise(id="collect", name="Pengambilan", steps=frozenset("s")),
    ]
    office = make_office(
        counters, kinds * 3, promises, service=("08.00-16.00",), saturday="08.00-12.00", standby=2, back_office=6000
    )
    return make_week(office, SHIFTS)


def random_week(rng: np.random.Generator) -> OfficeWeek:
    """A small week of any kind: few counters and officers, several promises, leave, odd hours, 15 to 60 min slots."""

    def letters(least: int = 1) -> str:
        return "".join(sorted(rng.choice(list("abc"), size=rng.integers(least, 4), replace=False)))

    kinds = {kind: letters() for kind in ("one", "two", "three")[: rng.integers(1, 4)]}
    counters = [(kind, kinds[kind]) for kind in rng.choice(list(kinds), size=rng.integers(1, 5))]
    officers = [letters() for _ in range(rng.integers(1, 7))]
    promises = [
        Promise(id=f"promise_{number}", name=f"{number}", steps=frozenset(letters()), officers=int(rng.integers(1, 3)))
        for number in range(rng.integers(0, 4))
    ]
    hours = (("08.00-15.00",), ("08.00-12.00", "13.00-15.30"), ("09.15-14.00",))[rng.integers(3)]
    office = make_office(
        counters,
        officers,
        promises,
        slot_minutes=int(rng.choice([15, 30, 60])),
        service=hours,
        standby=int(rng.integers(0, 3)),
        back_office=int(rng.integers(0, 2)) * 360,
    )
    monday = monday_of(WEEK)
    away = [
        Absence(officer=officer.id, start=monday, end=monday, kind="leave")
        for officer in office.officers
        if rng.random() < 0.2
    ]
    return make_week(office, (ONE_SHIFT, SHIFTS)[rng.integers(2)], away)


def step_sets(office: Office) -> tuple[frozenset[str], ...]:
    """Single steps, what each skill group serves at each counter type, and all steps."""
    served = {
        office.served_at(group.skills, kind.id) for group in skill_groups(office) for kind in office.counter_types
    }
    sets = {frozenset({step}) for step in office.step_ids} | (served - {frozenset()}) | {frozenset(office.step_ids)}
    return tuple(sorted(sets, key=lambda steps: (len(steps), sorted(steps))))


def make_cost(week: OfficeWeek, load: float, rng: np.random.Generator, most: int = 24) -> StaffingCost:
    """A cost table of realistic shape: front-loaded days, geometric (so convex) gain of each further officer.

    Parameters
    ----------
    load
        Mean officers kept busy over a service day, all steps together.
    """
    sets = step_sets(week.office)
    clock = np.linspace(0, 1, week.grid.slots)
    shape = 0.5 + 1.1 * np.exp(-(((clock - 0.25) / 0.18) ** 2)) + 0.3 * np.exp(-(((clock - 0.75) / 0.12) ** 2))
    share = dict(zip(week.office.step_ids, rng.dirichlet(np.full(len(week.office.step_ids), 4.0)), strict=True))
    day = rng.uniform(0.7, 1.3, size=week.grid.days)
    busy = day[:, None] * shape[None, :] * load * week.service
    erlangs = np.stack([busy * sum(share[step] for step in steps) for steps in sets], axis=-1)
    officers = np.arange(most + 1)
    ratio = np.clip(erlangs / (erlangs + 1.2), 0.05, 0.9)
    waiting = 60 * erlangs[..., None] * ratio[..., None] ** officers
    needed = np.minimum(np.ceil(erlangs * 1.1).astype(int), most)
    return StaffingCost(
        week.grid, sets, waiting, waiting / 40, needed, 0.0, np.zeros(needed.shape), np.zeros(len(sets))
    )


def make_master(week: OfficeWeek, cost: StaffingCost, rng: np.random.Generator, blocks: bool = True) -> Master:
    """A plausible master without a solver: one shift each, lunch in turns, blocks by lot, posts slot by slot by gain.

    Its posts change from slot to slot without any thought for the officers, as a counted master's do.
    """
    assignments = _assignments(week, rng)
    fixed = _blocks(week, assignments, rng) if blocks and week.office.back_office else ()
    return Master(assignments, fixed, _posts(week, cost, assignments, fixed, rng))


def _assignments(week: OfficeWeek, rng: np.random.Generator) -> tuple[Assignment, ...]:
    chosen = []
    for day in week.open_days:
        for officer in week.office.officers:
            if week.absence_of(officer.id, day.date) is None and (day.date.weekday() < 5 or rng.random() < 0.4):
                choices = week.choices(officer, day)
                chosen += [choices[rng.integers(len(choices))]] if choices else []
    return tuple(chosen)


def _blocks(week: OfficeWeek, assignments: Iterable[Assignment], rng: np.random.Generator) -> tuple[Duty, ...]:
    task = week.office.back_office[0]
    wanted = -(-task.week_minutes // task.block_minutes)
    found: list[Duty] = []
    for assignment in rng.permutation(np.array(list(assignments), dtype=object)):
        starts = range(assignment.span.start + 60, assignment.span.end - task.block_minutes + 1, week.grid.slot_minutes)
        free = [s for s in starts if not assignment.on_break(s, s + task.block_minutes)]
        if len(found) < wanted and free:
            start = int(rng.choice(free))
            found.append(
                Duty(
                    officer=assignment.officer,
                    day=assignment.day,
                    start=start,
                    end=start + task.block_minutes,
                    activity="back_office",
                    task=task.id,
                )
            )
    return tuple(found)


def _posts(
    week: OfficeWeek,
    cost: StaffingCost,
    assignments: Iterable[Assignment],
    fixed: Iterable[Duty],
    rng: np.random.Generator,
    worth: float = 10.0,
) -> np.ndarray:
    """Posts by gain: the next officer goes where he spares most waiting, until that is less than `worth` minutes."""
    groups = skill_groups(week.office)
    types = week.office.counter_types
    member = {officer: g for g, group in enumerate(groups) for officer in group.officers}
    free = np.zeros((len(groups), *week.grid.shape), dtype=int)
    for assignment in assignments:
        d = week.index(assignment.day)
        taken = [duty for duty in fixed if duty.officer == assignment.officer and duty.day == assignment.day]
        for t in week.grid.slots_of(assignment.span):
            start = int(week.grid.minutes[t])
            end = start + week.grid.slot_minutes
            blocked = assignment.on_break(start, end) or any(b.start < end and start < b.end for b in taken)
            free[member[assignment.officer], d, t] += week.service[d, t] and not blocked
    posts = np.zeros((len(groups), len(types), *week.grid.shape), dtype=int)
    mask = np.array(
        [[[bool(week.office.served_at(g.skills, k.id) & s) for s in cost.step_sets] for k in types] for g in groups]
    )
    desks = [sum(c.type == kind.id and c.available for c in week.office.counters) for kind in types]
    for d, t in np.argwhere(week.service):
        left, open_desks, cover = free[:, d, t].copy(), desks.copy(), np.zeros(len(cost.step_sets), dtype=int)
        while True:
            now = cost.waiting[d, t, np.arange(len(cover)), np.minimum(cover, cost.most)]
            then = cost.waiting[d, t, np.arange(len(cover)), np.minimum(cover + 1, cost.most)]
            options = [
                (float(mask[g, k] @ (now - then)) + rng.uniform(0, worth), g, k)
                for g in range(len(groups))
                for k in range(len(types))
                if left[g] and open_desks[k] and mask[g, k].any()
            ]
            if not options or max(options)[0] < worth:
                break
            _, g, k = max(options)
            posts[g, k, d, t] += 1
            left[g] -= 1
            open_desks[k] -= 1
            cover += mask[g, k]
    return posts
