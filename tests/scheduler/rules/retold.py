"""Each rule about lines told again in plain Python: what it costs a decided horizon, and rules of its kind by lot.

Nothing here looks at clauses, masks or columns: days are dates, and work is looked up by them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise

import numpy as np

from scheduler.roster import Assignment
from scheduler.rules import AnyRule
from scheduler.rules.asked import Asked
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.rules.consecutive_days_off import ConsecutiveDaysOff
from scheduler.rules.daily_rest import DailyRest
from scheduler.rules.days_off import DaysOff
from scheduler.rules.days_off_together import DaysOffTogether
from scheduler.rules.heads import Heads
from scheduler.rules.held import Held
from scheduler.rules.locks import Locks
from scheduler.rules.off_around_leave import OffAroundLeave
from scheduler.rules.overtime_pay import OvertimePay
from scheduler.rules.pay_by_hour import PayByHour
from scheduler.rules.same_start import SameStart
from scheduler.rules.sequence import Sequence
from scheduler.rules.shift_count import ShiftCount
from scheduler.rules.shift_kinds import ShiftKinds
from scheduler.rules.stability import Stability
from scheduler.rules.start_change import StartChange
from scheduler.rules.unavailable import Unavailable
from scheduler.rules.weekends import Weekends
from scheduler.rules.weeks_in_a_row import WeeksInARow
from scheduler.rules.whole_weekends import WholeWeekends
from scheduler.rules.wishes import Wishes
from scheduler.rules.work_days import WorkDays
from scheduler.rules.work_minutes import WorkMinutes
from tests.scheduler.rules.horizons import MONDAY, SHIFTS, TAGS, Line, means_officer
from tests.scheduler.rules.retold_people import PEOPLE

ONE_DAY = timedelta(1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


# what rules have in common


def concerned(rule: AnyRule, lines: list[Line]) -> list[Line]:
    return [line for line in lines if means_officer(rule.who, line.officer)]


def windows(rule: AnyRule, line: Line) -> Iterator[tuple[list[date], bool]]:
    """All days of each period that touches an open day, and whether its most is asked for."""
    period, first, last = rule.period, line.first, line.dates[-1]
    if period.every == "horizon":
        yield line.open, True
        return
    length = period.days or 7 * (period.weeks or 1)
    for start in (first + timedelta(n) for n in range(-400, (last - first).days + 1)):
        if period.every == "month" and start.day == 1:
            days = [d for d in (start + timedelta(n) for n in range(31)) if d.month == start.month]
        elif period.every == "day":
            days = [start]
        elif period.days or (start.weekday() == 0 and period.every != "month"):
            days = [start + timedelta(n) for n in range(length)]
        else:
            continue
        if days[-1] >= first and days[0] <= last:
            last_week = last - timedelta(last.weekday())
            led = days[-1] > last if period.days else days[-7] > last_week if period.weeks else False
            yield days, not led


def number(value, line: Line, days: list[date]) -> int:
    fast = [line.seasons[day] == "ramadan" for day in days]
    if value.ramadan is None or not fast:
        return value.normal
    return round((sum(fast) * value.ramadan + (len(fast) - sum(fast)) * value.normal) / len(fast))


def beyond(found: float, low: float | None, high: float | None, under: int = 1, over: int = 1) -> int:
    if low is not None and found < low:
        return round((low - found) * under)
    return round((found - high) * over) if high is not None and found > high else 0


# the sentences


def counted(rule, lines: list[Line], value: Callable[[Assignment], int]) -> int:
    price = 0
    for line in concerned(rule, lines):
        offered = [value(work) for works in line.offers.values() for work in works if line.means(rule.which, work)]
        most_a_day = max(offered, default=0)
        for days, asks_most in windows(rule, line):
            known = [day for day in days if day in line.work]
            found = sum(value(line.work[day]) for day in known if line.fits(rule.which, day))
            unsure = len(days) - len(known) + sum(day in line.away for day in known)
            low = None if rule.least is None else number(rule.least, line, known) - unsure * most_a_day
            high = number(rule.most, line, known) if rule.most is not None and asks_most else None
            price += beyond(found, None if low is None else max(low, 0), high)
    return price


def counts(rule, lines: list[Line]) -> int:
    return counted(rule, lines, lambda work: 1)


def minutes(rule: WorkMinutes, lines: list[Line]) -> int:
    return counted(rule, lines, lambda work: work.span.minutes - work.break_minutes)


def days_off(rule: DaysOff, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for days, asks_most in windows(rule, line):
            known = [day for day in days if day in line.work]
            off = sum(not line.fits(rule.which, day) for day in known)
            low = None if rule.least is None else number(rule.least, line, known) - (len(days) - len(known))
            high = number(rule.most, line, known) if rule.most is not None and asks_most else None
            price += beyond(off, low, high)
    return price


def runs(line: Line, is_in: Callable[[date], bool], least: int, most: int | None) -> int:
    price = 0
    for inside, run in groupby(line.dates, key=is_in):
        days = list(run)
        if not inside:
            continue
        if most is not None:
            price += sum(day >= line.first for day in days[most:])
        touches_an_end = days[0] == line.dates[0] or days[-1] == line.dates[-1]
        if not touches_an_end and days[-1] + ONE_DAY >= line.first:
            price += max(0, least - len(days))
    return price


def consecutive_days(rule: ConsecutiveDays, lines: list[Line]) -> int:
    return sum(
        runs(line, lambda day, line=line: line.fits(rule.which, day), rule.least, rule.most)
        for line in concerned(rule, lines)
    )


def consecutive_days_off(rule: ConsecutiveDaysOff, lines: list[Line]) -> int:
    return sum(
        runs(line, lambda day, line=line: line.work[day] is None, rule.least, rule.most)
        for line in concerned(rule, lines)
    )


def days_off_together(rule: DaysOffTogether, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for days, _ in windows(rule, line):
            if all(day in line.work for day in days):
                rests = [days[n : n + rule.days] for n in range(len(days) - rule.days + 1)]
                price += not any(all(line.work[day] is None for day in rest) for rest in rests)
    return price


def weekend_of(rule, day: date) -> date | None:
    """First day of the weekend that a day belongs to."""
    if WEEKDAYS[day.weekday()] not in rule.days:
        return None
    while WEEKDAYS[day.weekday()] != rule.days[0]:
        day -= ONE_DAY
    return day


def weekends(rule: Weekends, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for days, asks_most in windows(rule, line):
            known = [day for day in days if day in line.work]
            all_of_them = {weekend_of(rule, day) for day in days} - {None}
            worked = {weekend_of(rule, day) for day in known if line.fits(rule.which, day)} - {None}
            most = len(all_of_them) if rule.most is None else number(rule.most, line, known)
            free = 0 if rule.free is None else number(rule.free, line, known)
            price += beyond(len(worked), None, min(most, len(all_of_them) - free)) if asks_most else 0
    return price


def whole_weekends(rule: WholeWeekends, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for day in line.dates:
            for other in line.dates:
                same = day != other and weekend_of(rule, day) == weekend_of(rule, other) is not None
                could = all(any(line.means(rule.which, work) for work in line.offers[d]) for d in (day, other))
                if same and could and max(day, other) >= line.first:
                    price += line.fits(rule.which, day) and not line.fits(rule.which, other)
    return price


def sequence(rule: Sequence, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for end in line.open:
            days = [end - timedelta(len(rule.days) - 1 - n) for n in range(len(rule.days))]
            if days[0] in line.work:
                true = [
                    line.work[day] is None if step is None else line.fits(step, day)
                    for day, step in zip(days, rule.days, strict=True)
                ]
                price += all(true[:-1]) and true[-1] == (rule.last == "forbidden")
    return price


def weeks_in_a_row(rule: WeeksInARow, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for end in line.open:
            days = [end - timedelta(7 * n) for n in range(rule.most + 1)]
            price += all(line.fits(rule.which, day) for day in days)
    return price


def asked_days(asked: Asked, line: Line) -> list[date]:
    return [
        day
        for day in line.open
        if (asked.day is None or asked.day <= day <= (asked.until or asked.day))
        and (asked.weekday is None or WEEKDAYS[day.weekday()] == asked.weekday)
    ]


def is_asked(asked: Asked, work: Assignment | None) -> bool:
    if work is None or (asked.shifts is not None and work.shift not in asked.shifts):
        return False
    minutes = range(work.span.start, work.span.end)
    return asked.hours is None or any(asked.hours.start <= minute < asked.hours.end for minute in minutes)


def unavailable(rule: Unavailable, lines: list[Line]) -> int:
    by_id = {line.officer.id: line for line in lines}
    return sum(
        is_asked(asked, by_id[asked.officer].work[day])
        for asked in rule.times
        if asked.officer in by_id
        for day in asked_days(asked, by_id[asked.officer])
    )


def wishes(rule: Wishes, lines: list[Line]) -> int:
    by_id = {line.officer.id: line for line in lines}
    return sum(
        wish.weight * (is_asked(wish, by_id[wish.officer].work[day]) != (wish.wants == "work"))
        for wish in rule.wishes
        if wish.officer in by_id
        for day in asked_days(wish, by_id[wish.officer])
    )


def heads(rule: Heads, lines: list[Line]) -> int:
    price, which = 0, rule.which
    for day in lines[0].open:
        wanted = rule.days.get(day, rule.wanted)
        found = sum(line.fits(which, day) for line in concerned(rule, lines))
        is_meant = (
            any(work not in line.given for line in lines for work in line.offers[day])
            and (which.weekdays is None or WEEKDAYS[day.weekday()] in which.weekdays)
            and (which.season is None or lines[0].seasons[day] == which.season)
            and (which.start is None or which.start <= day)
            and (which.end is None or day <= which.end)
        )
        if is_meant or day in rule.days:
            price += beyond(found, wanted.least, wanted.most, wanted.under, wanted.over)
    return price


def rest(rule: DailyRest, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        works = [work for work in line.work.values() if work is not None and work.shift != "outside_duty"]
        for n, later in enumerate(works):
            for earlier in works[:n] if later.day >= line.first else []:
                hours = [rule.hours, *(longer.hours for longer in rule.after if line.means(longer.which, earlier))]
                between = (later.day - earlier.day).days * 1440 - earlier.span.end + later.span.start
                price += max(0, round(60 * max(hours)) - between)
    return price


def kinds(rule, lines: list[Line], kind: Callable[[Assignment], object]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for days, asks_most in windows(rule, line):
            known = [day for day in days if day in line.work]
            works = [line.work[day] for day in known if line.fits(rule.which, day)]
            found = len({kind(work) for work in works if work.shift in SHIFTS})
            unsure = len(days) - len(known) + sum(day in line.away for day in known)
            low = None if rule.least is None else max(0, number(rule.least, line, known) - unsure)
            price += beyond(found, low, number(rule.most, line, known) if rule.most and asks_most else None)
    return price


def start_change(rule: StartChange, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for day, after in pairwise(line.dates):
            if after >= line.first and all(line.fits(rule.which, d) for d in (day, after)):
                first, second = line.work[day], line.work[after]
                if first.shift in SHIFTS and second.shift in SHIFTS:
                    price += max(0, abs(first.span.start - second.span.start) - rule.minutes)
    return price


def off_around_leave(rule: OffAroundLeave, lines: list[Line]) -> int:
    price = 0
    for line in concerned(rule, lines):
        for day in set(line.open) - line.away:
            coming = any(day + timedelta(n) in line.away for n in range(1, rule.days + 1))
            gone = any(day - timedelta(n) in line.away for n in range(1, rule.days + 1))
            price += coming and rule.before is not None and line.fits(rule.before, day)
            price += gone and rule.after is not None and line.fits(rule.after, day)
    return price


def differences(held: tuple[Held, ...], lines: list[Line], price: Callable[[date], int]) -> int:
    by_id = {line.officer.id: line for line in lines}
    known = [one for one in held if one.officer in by_id and one.day in by_id[one.officer].open]
    shifts = [getattr(by_id[one.officer].work[one.day], "shift", None) for one in known]
    return sum(price(one.day) * (shift != one.shift) for one, shift in zip(known, shifts, strict=True))


def rate(rates, line: Line) -> int:
    for one in rates:
        if means_officer(one.who, line.officer):
            return one.rupiah
    return 0


def pay(rule: PayByHour, lines: list[Line]) -> int:
    total = 0
    for line in lines:
        for day in line.open:
            if line.fits(rule.which, day):
                work = line.work[day]
                fitting = [part.percent for part in rule.dearer if line.means(part.which, work)]
                minutes = work.span.minutes - work.break_minutes
                total += round(Fraction(minutes * max(fitting, default=100) * rate(rule.rates, line), 6000))
    return total


def overtime(rule: OvertimePay, lines: list[Line]) -> int:
    """Minute by minute: each costs what the last step says that has begun by then."""
    total = 0
    for line in lines:
        for days, asks_most in windows(rule, line):
            known = [day for day in days if day in line.work]
            held = [line.work[day] for day in known if line.fits(rule.which, day)]
            worked = sum(work.span.minutes - work.break_minutes for work in held)
            above = worked - number(rule.above, line, known)
            for minute in range(above if asks_most else 0):
                percent = max([step.percent for step in rule.steps if step.beyond <= minute], default=0)
                total += round(Fraction(percent * rate(rule.rates, line), 6000))
    return total


# rules by lot


def _filters(rng: np.random.Generator) -> dict:
    return {
        "who": {"any_tag": [str(rng.choice(TAGS))]} if rng.random() < 0.2 else {"no_tag": ["driver"]}
        if rng.random() < 0.2 else {"all_tags": ["senior", "trainee"]} if rng.random() < 0.1 else {},
        "which": rng.choice([
            {}, {}, {}, {"shifts": ["late", "day"]}, {"any_tag": ["late"]}, {"no_tag": ["night"]},
            {"weekdays": ["mon", "fri", "sat"]}, {"season": "ramadan"}, {"starts": "06.00-07.30"},
            {"ends": "16.00-24.00"}, {"start": MONDAY + timedelta(3), "end": MONDAY + timedelta(12)},
        ]),
    }  # fmt: skip


def _number(rng: np.random.Generator, low: int, high: int) -> object:
    normal = int(rng.integers(low, high + 1))
    return normal if rng.random() < 0.7 else {"normal": normal, "ramadan": int(rng.integers(low, high + 1))}


def _period(rng: np.random.Generator) -> object:
    return rng.choice(np.array(
        ["week", "month", "horizon", {"days": 3}, {"days": 7}, {"days": 10}, {"weeks": 1}, {"weeks": 2}], dtype=object
    ))  # fmt: skip


def _counts(rng: np.random.Generator, low: int, high: int, times: int = 1) -> dict:
    least, most = sorted((int(rng.integers(low, high + 1)), int(rng.integers(low, high + 1))))
    limits = rng.choice(np.array([{"least": least * times}, {"most": most * times},
                                  {"least": least * times, "most": most * times}], dtype=object))  # fmt: skip
    if "least" not in limits and rng.random() < 0.3:
        limits = {"most": {"normal": most * times, "ramadan": least * times}}
    return {"period": _period(rng), **limits}


def _day(rng: np.random.Generator) -> date:
    return MONDAY + timedelta(int(rng.integers(0, 14)))


def _asked(rng: np.random.Generator) -> dict:
    found: dict = {"officer": f"p{rng.integers(1, 5)}"}
    if rng.random() < 0.5:
        found["day"] = _day(rng)
        if rng.random() < 0.5:
            found["until"] = found["day"] + timedelta(int(rng.integers(0, 5)))
    if rng.random() < 0.3:
        found["weekday"] = str(rng.choice(WEEKDAYS))
    if rng.random() < 0.4:
        found["shifts"] = ["early", "night"]
    if rng.random() < 0.3:
        found["hours"] = str(rng.choice(["06.00-07.30", "13.00-14.00", "21.00-24.00"]))
    return found


def _held(rng: np.random.Generator) -> list[dict]:
    shifts = [None, *SHIFTS]
    days = [(f"p{n}", MONDAY + timedelta(d)) for n in range(1, 4) for d in range(12) if rng.random() < 0.3]
    return [{"officer": o, "day": d, "shift": shifts[rng.integers(len(shifts))]} for o, d in days]


def _steps(rng: np.random.Generator) -> list:
    steps = [{"shifts": ["late"]}, {"any_tag": ["early"]}, {}, {"any_tag": ["late"]}, "off", {"weekdays": ["fri"]}]
    return [steps[rng.integers(len(steps))] for _ in range(rng.integers(2, 5))]


def _whichever(rng: np.random.Generator) -> dict:
    parts = rng.choice(np.array([{"before": {"any_tag": ["late"]}}, {"after": {}}, {"before": {}, "after": {}}]))
    return {**parts, "days": int(rng.integers(1, 3))}


def _demand(rng: np.random.Generator) -> object:
    least = int(rng.integers(0, 3))
    prices = {"under": int(rng.integers(0, 9)), "over": int(rng.integers(0, 9))}
    demand = {"least": least, "most": least + int(rng.integers(0, 2)), **prices}
    return least if rng.random() < 0.3 else demand


def _rates(rng: np.random.Generator) -> list[dict]:
    return [{"who": {"any_tag": ["senior"]}, "rupiah": int(rng.integers(20_000, 60_000))},
            {"who": {"no_tag": ["driver"]}, "rupiah": int(rng.integers(6_000, 20_000))}]  # fmt: skip


def _days(rng: np.random.Generator) -> list[str]:
    return [["sat", "sun"], ["fri", "sat"], ["fri", "sat", "sun"]][rng.integers(3)]


@dataclass(frozen=True)
class Retold:
    """A rule's class, its fields by lot, and its price of decided lines in units of its weight."""

    kind: type
    fields: Callable[[np.random.Generator], dict]
    price: Callable[[AnyRule, list[Line]], int]

    def make(self, rng: np.random.Generator) -> AnyRule:
        fields = self.fields(rng)
        filters = {name: value for name, value in _filters(rng).items() if name in self.kind.model_fields}
        return self.kind.model_validate({**filters, **fields, "weight": int(rng.integers(1, 4))})


RETOLD = (
    Retold(ShiftCount, lambda rng: _counts(rng, 0, 6), counts),
    Retold(WorkDays, lambda rng: _counts(rng, 0, 6), counts),
    Retold(WorkMinutes, lambda rng: _counts(rng, 0, 6, 450), minutes),
    Retold(DaysOff, lambda rng: _counts(rng, 0, 4), days_off),
    Retold(ConsecutiveDays, lambda rng: {"least": int(rng.integers(1, 4)), "most": int(rng.integers(3, 7))},
           consecutive_days),
    Retold(ConsecutiveDaysOff, lambda rng: {"least": int(rng.integers(1, 4)), "most": int(rng.integers(3, 5))},
           consecutive_days_off),
    Retold(DaysOffTogether, lambda rng: {"period": _period(rng), "days": int(rng.integers(1, 4))}, days_off_together),
    Retold(Weekends, lambda rng: {"period": _period(rng), "days": _days(rng), "most": _number(rng, 0, 2),
                                  "free": int(rng.integers(0, 3))}, weekends),
    Retold(WholeWeekends, lambda rng: {"days": _days(rng)}, whole_weekends),
    Retold(Sequence, lambda rng: {"days": _steps(rng), "last": str(rng.choice(["forbidden", "required"]))}, sequence),
    Retold(Unavailable, lambda rng: {"times": [_asked(rng) for _ in range(4)]}, unavailable),
    Retold(Wishes, lambda rng: {"wishes": [{**_asked(rng), "wants": str(rng.choice(["work", "off"])),
                                            "weight": int(rng.integers(0, 9))} for _ in range(4)]}, wishes),
    Retold(Heads, lambda rng: {"wanted": _demand(rng), "days": {_day(rng): _demand(rng) for _ in range(3)}}, heads),
    Retold(DailyRest, lambda rng: {"hours": float(rng.choice([0, 11, 14.5, 24])), "after": [
        {"which": {"any_tag": ["night"]}, "hours": float(rng.choice([16, 40]))}][: rng.integers(2)]}, rest),
    Retold(ShiftKinds, lambda rng: _counts(rng, 1, 3), lambda rule, lines: kinds(rule, lines, lambda a: a.shift)),
    Retold(SameStart, lambda rng: _counts(rng, 1, 3),
           lambda rule, lines: kinds(rule, lines, lambda a: a.span.start)),
    Retold(StartChange, lambda rng: {"minutes": int(rng.choice([0, 90, 300, 360]))}, start_change),
    Retold(OffAroundLeave, _whichever, off_around_leave),
    Retold(WeeksInARow, lambda rng: {"most": int(rng.integers(1, 3))}, weeks_in_a_row),
    Retold(Locks, lambda rng: {"held": _held(rng)}, lambda rule, lines: differences(rule.held, lines, lambda day: 1)),
    Retold(Stability, lambda rng: {"published": _held(rng), "prices": {_day(rng): int(rng.integers(0, 5))}},
           lambda rule, lines: differences(rule.published, lines, lambda day: rule.prices.get(day, 1))),
    Retold(PayByHour, lambda rng: {"rates": _rates(rng), "dearer": [
        {"which": {"any_tag": ["late"]}, "percent": int(rng.integers(101, 180))},
        {"which": {"weekdays": ["sat", "sun"]}, "percent": int(rng.integers(101, 250))}]}, pay),
    Retold(OvertimePay, lambda rng: {
        "rates": _rates(rng), "period": _period(rng), "above": {"normal": int(rng.integers(300, 1500)),
                                                               "ramadan": int(rng.integers(300, 1500))},
        "steps": [{"beyond": 0, "percent": int(rng.integers(50, 150))},
                  {"beyond": int(rng.integers(30, 90)), "percent": int(rng.integers(150, 300))}]}, overtime),
    *(Retold(kind, fields, price) for kind, fields, price in PEOPLE),
)  # fmt: skip
