"""Shortages: promises that the counter plan does not keep, who could help, and where each of them is."""

from collections.abc import Iterator

from office.days import Day
from office.services import Promise
from scheduler.cover import promise_need, serving, unmet
from scheduler.roster import Roster, Shortage, Whereabouts
from scheduler.week import OfficeWeek


def find_shortages(week: OfficeWeek, roster: Roster) -> tuple[Shortage, ...]:
    """Promises not kept by officers at counters, merged over slots; earlier promises are served first.

    A stretch lasts as long as equally many officers are short and everybody who has a skill for the promise stays
    where he is. Sorted by day, time and the order of promises.
    """
    found = [shortage for day in week.open_days for shortage in _merged(_of_day(week, roster, day))]
    order = {promise.id: number for number, promise in enumerate(week.office.promises)}
    return tuple(sorted(found, key=lambda item: (item.day, item.start, order[item.promise])))


def _of_day(week: OfficeWeek, roster: Roster, day: Day) -> Iterator[Shortage]:
    """Shortages slot by slot, promise after promise."""
    promises, index = week.office.promises, week.index(day.date)
    need = [promise_need(week, promise)[index] for promise in promises]
    short = []
    for slot, start in enumerate(week.grid.minutes.tolist()):
        held = serving(week, roster, day.date, start, start + week.grid.slot_minutes)
        short.append(unmet(promises, [int(asked[slot]) for asked in need], held))
    for number, promise in enumerate(promises):
        for slot, start in enumerate(week.grid.minutes.tolist()):
            if short[slot][number]:
                yield _shortage(week, roster, day, promise, start, short[slot][number])


def _shortage(week: OfficeWeek, roster: Roster, day: Day, promise: Promise, start: int, short: int) -> Shortage:
    end = start + week.grid.slot_minutes
    able = tuple(
        (officer.id, whereabouts(week, roster, officer.id, day, start, end))
        for officer in week.office.officers
        if week.office.able(officer.skills) & promise.steps
    )
    return Shortage(promise=promise.id, day=day.date, start=start, end=end, short=short, able=able)


def whereabouts(week: OfficeWeek, roster: Roster, officer: str, day: Day, start: int, end: int) -> Whereabouts:
    """Where an officer is for most of a stretch of a day: an activity, away, or off."""
    shares: dict[Whereabouts, int] = {}
    for duty in roster.duties_of(officer, day.date):
        shared = min(duty.end, end) - max(duty.start, start)
        if shared > 0:
            shares[duty.activity] = shares.get(duty.activity, 0) + shared
    if shares:
        return max(shares, key=lambda place: shares[place])
    absence = week.absence_of(officer, day.date)
    return absence.kind if absence is not None else "off"


def _merged(shortages: Iterator[Shortage]) -> list[Shortage]:
    """Stretches that follow each other and say the same are one."""
    merged: list[Shortage] = []
    for item in shortages:
        last = merged[-1] if merged else None
        if last is not None and last.end == item.start and last.model_copy(update=_times(item)) == item:
            merged[-1] = last.model_copy(update={"end": item.end})
        else:
            merged.append(item)
    return merged


def _times(item: Shortage) -> dict[str, int]:
    return {"start": item.start, "end": item.end}
