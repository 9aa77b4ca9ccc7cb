"""Advice: a config that is well written but cannot work, or works only as long as nothing happens."""

from collections.abc import Iterable, Iterator

from office.hours import WEEKDAYS, Season
from office.names import Loc
from office.office import Office
from office.people import Contract, Officer
from office.problems import Param, Problem
from office.services import Counter
from office.values import Span
from scheduler.rules import DEFAULT_RULES
from scheduler.rules.base import Rule
from scheduler.rules.weekly_norm import WeeklyNorm
from scheduler.shifts import Shift, break_starts

Advice = tuple[Loc, Problem]
"""Where in the config, and what."""
SEASONS: tuple[Season, ...] = ("normal", "ramadan")


def advice(office: Office, shifts: tuple[Shift, ...], rules: Iterable[Rule] = DEFAULT_RULES) -> tuple[Advice, ...]:
    """Everything about an office, its shifts and rules that cannot work (errors) or hangs by a thread (notes)."""
    return (
        *_never_open(office),
        *_days_not_owed(office, rules),
        *_unservable_steps(office),
        *_unkeepable_promises(office),
        *_single_officers(office),
        *_services_longer_than_the_day(office),
        *_rules_without_effect(office),
        *_breaks_that_do_not_fit(office, shifts),
        *_norms_out_of_reach(office, shifts),
        *hours_without_shift(office, shifts),
        *_tasks_without_officer(office),
    )


def _able(office: Office, steps: Iterable[str]) -> list[str]:
    """Officers who can do any of these steps."""
    wanted = frozenset(steps)
    return [officer.id for officer in office.officers if office.able(officer.skills) & wanted]


def _counters(office: Office, steps: Iterable[str]) -> list[Counter]:
    """Counters at which any of these steps can be done, closed ones as well."""
    wanted = frozenset(steps)
    return [counter for counter in office.counters if office.counter_type(counter.type).steps & wanted]


def _open(counters: Iterable[Counter]) -> list[Counter]:
    return [counter for counter in counters if counter.available]


def _names(counters: Iterable[Counter]) -> str:
    return ", ".join(counter.name for counter in counters)


def _never_open(office: Office) -> Iterator[Advice]:
    """An office without service hours on any day."""
    if not any(office.hours.service.on(day, season) for day in range(7) for season in SEASONS):
        yield ("office", "hours", "service"), Problem("config.never_open", severity="note")


def _days_not_owed(office: Office, rules: Iterable[Rule]) -> Iterator[Advice]:
    """Service hours that lie on days alone for which nobody owes hours: nobody may then work at all."""
    owed = next((rule.owed_days for rule in rules if isinstance(rule, WeeklyNorm)), frozenset[str](WEEKDAYS))
    for season in SEASONS:
        days = [name for day, name in enumerate(WEEKDAYS) if office.hours.service.on(day, season)]
        if days and not owed & set(days):
            params: dict[str, Param] = {"owed": ", ".join(day for day in WEEKDAYS if day in owed)}
            problem = Problem("config.days_not_owed", found=", ".join(days), params=params, severity="note")
            yield ("office", "hours", "service"), problem
            return


def _unservable_steps(office: Office) -> Iterator[Advice]:
    """Steps of a service that no officer or no counter can do; a note where the counter is only closed for a time."""
    for i, service in enumerate(office.services):
        for j, entry in enumerate(service.route):
            params: dict[str, Param] = {"service": service.name, "step": office.step(entry.step).name}
            loc = ("office", "services", i, "route", j, "step")
            if not _able(office, [entry.step]):
                yield loc, Problem("config.step_without_officer", found=entry.step, params=params)
            counters = _counters(office, [entry.step])
            if not counters:
                yield loc, Problem("config.step_without_counter", found=entry.step, params=params)
            elif not _open(counters):
                params |= {"counters": _names(counters)}
                yield loc, Problem("config.step_counter_closed", found=entry.step, params=params, severity="note")


def _unkeepable_promises(office: Office) -> Iterator[Advice]:
    """Promises for which there are too few officers or counters, whatever the roster."""
    for i, promise in enumerate(office.promises):
        counters = _counters(office, promise.steps)
        able, standing, usable = len(_able(office, promise.steps)), len(counters), len(_open(counters))
        params: dict[str, Param] = {"promise": promise.name, "need": promise.officers}
        loc = ("office", "promises", i)
        if able < promise.officers:
            yield loc, Problem("config.promise_officers", found=promise.id, params={**params, "have": able})
        if standing < promise.officers:
            yield loc, Problem("config.promise_counters", found=promise.id, params={**params, "have": standing})
        elif usable < promise.officers:
            params |= {"have": usable, "counters": _names(c for c in counters if not c.available)}
            yield loc, Problem("config.promise_counter_closed", found=promise.id, params=params, severity="note")


def _single_officers(office: Office) -> Iterator[Advice]:
    """Steps that only one officer can do: nobody stands in for him."""
    used = {entry.step for service in office.services for entry in service.route}
    for i, step in enumerate(office.steps):
        able = _able(office, [step.id])
        if len(able) == 1 and step.id in used:
            params: dict[str, Param] = {"step": step.name, "officer": office.officer(able[0]).name}
            problem = Problem("config.single_officer", found=step.id, params=params, severity="note")
            yield ("office", "steps", i), problem


def _services_longer_than_the_day(office: Office) -> Iterator[Advice]:
    """Services whose time at counters is longer than counters work on any day."""
    days = [office.hours.service.on(day, season) or () for day in range(7) for season in SEASONS]
    longest = max((spans[-1].end - spans[0].start for spans in days if spans), default=0)
    for i, service in enumerate(office.services):
        minutes = round(sum(entry.minutes for entry in service.route))
        if minutes > longest > 0:
            params: dict[str, Param] = {"service": service.name, "minutes": minutes, "longest": longest}
            yield (
                ("office", "services", i, "route"),
                Problem("config.service_too_long", found=service.id, params=params),
            )


def _rules_without_effect(office: Office) -> Iterator[Advice]:
    """A guard for ordinary visitors where nobody goes before them; a patience that ends before the promise does."""
    if office.guard_minutes is not None and len({service.priority for service in office.services}) == 1:
        found = f"{office.guard_minutes}"
        yield ("office", "guard_minutes"), Problem("config.guard_without_priority", found=found, severity="note")
    for i, service in enumerate(office.services):
        if service.patience is not None and service.patience < office.target.call_minutes:
            params: dict[str, Param] = {"service": service.name, "target": office.target.call_minutes}
            found = f"{service.patience:g}"
            problem = Problem("config.patience_below_target", found=found, params=params, severity="note")
            yield ("office", "services", i, "patience"), problem


def _breaks_that_do_not_fit(office: Office, shifts: Iterable[Shift]) -> Iterator[Advice]:
    """Shifts that reach into a day's break window without room for the break."""
    for i, shift in enumerate(shifts):
        for season, weekday, span in _worked(shift):
            rule = office.breaks.on(weekday, season)
            touches = rule is not None and span.overlap(rule.window.start, rule.window.end) > 0
            if rule is not None and touches and break_starts(span, rule, office.slot_minutes) == (None,):
                params: dict[str, Param] = {"shift": shift.name, "minutes": rule.minutes, "window": str(rule.window)}
                yield ("roster", "shifts", i), Problem("config.break_does_not_fit", found=str(span), params=params)
                break


def _norms_out_of_reach(office: Office, shifts: tuple[Shift, ...]) -> Iterator[Advice]:
    """Contracts whose minutes a day no shift can bring, or every shift exceeds."""
    for i, contract in enumerate(office.contracts):
        holders = [officer for officer in office.officers if officer.contract == contract.id]
        for season, field in (("normal", "day_minutes"), ("ramadan", "ramadan_day_minutes")):
            paid = [m for officer in holders for m in _paid_minutes(office, shifts, officer, season)]  # type: ignore[arg-type]
            if holders and not _in_reach(contract, getattr(contract, field), paid):
                params: dict[str, Param] = {"contract": contract.id, "best": max(paid, default=0), "season": season}
                found = str(getattr(contract, field))
                yield ("office", "contracts", i, field), Problem("config.norm_out_of_reach", found=found, params=params)


def _in_reach(contract: Contract, owed: int, paid: list[int]) -> bool:
    slack = contract.tolerance_minutes
    return bool(paid) and min(paid) - slack <= owed <= max(paid) + slack


def _paid_minutes(office: Office, shifts: Iterable[Shift], officer: Officer, season: Season) -> Iterator[int]:
    """Paid minutes of each shift and weekday that an officer may work in a season."""
    for shift in shifts:
        if officer.shifts is None or shift.id in officer.shifts:
            for of_season, weekday, span in _worked(shift):
                rule = office.breaks.on(weekday, season)
                rests = rule is not None and break_starts(span, rule, office.slot_minutes) != (None,)
                if of_season == season:
                    yield span.minutes - (rule.minutes if rule is not None and rests else 0)


def hours_without_shift(office: Office, shifts: tuple[Shift, ...]) -> Iterator[Advice]:
    """Service hours in which no shift works: nobody can be at a counter."""
    for season in SEASONS:
        for weekday in range(7):
            worked = [span for shift in shifts if (span := shift.on(weekday, season)) is not None]
            for span in office.hours.service.on(weekday, season) or ():
                if any(not any(w.covers(m, m + 1) for w in worked) for m in range(span.start, span.end)):
                    loc = ("office", "hours", "service", season)
                    yield loc, Problem("config.hours_without_shift", found=str(span), params={"season": season})


def _tasks_without_officer(office: Office) -> Iterator[Advice]:
    """Back-office work that nobody has the skills for."""
    for i, task in enumerate(office.back_office):
        if task.week_minutes and not any(task.skills <= officer.skills for officer in office.officers):
            problem = Problem("config.task_without_officer", found=task.id, params={"task": task.name})
            yield ("office", "back_office", i), problem


def _worked(shift: Shift) -> Iterator[tuple[Season, int, Span]]:
    for season in SEASONS:
        for weekday in range(7):
            span = shift.on(weekday, season)
            if span is not None:
                yield season, weekday, span
