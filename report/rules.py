"""Rules for the day in words: when to open or close a counter, and the last ticket that can be finished."""

from dataclasses import asdict

from office.days import Day
from planning.results import Cap, Trigger, WeekPlan
from report.places import Names

MOST = 0.6
"""Share of days from which on they are most."""
RARE = 20
"""One in so many days and fewer is rare."""
NEAR = 2.5
"""A last ticket beyond so many times the usual number is no matter for the wall."""


def trigger_line(trigger: Trigger, day: Day, names: Names) -> str:
    """``Bila lebih dari 18 nomor sebelum 10.00: buka L5. 6 orang lebih sedikit menunggu lama ...``"""
    words = names.words
    facts = {"tickets": trigger.tickets, "time": words.clock(trigger.minute),
             "counter": names.counters.get(trigger.counter, trigger.counter)}  # fmt: skip
    told = words("day.trigger" if trigger.kind == "open" else "day.trigger_release", **facts)
    return f"{told} {_gain(trigger, day, names)}" if trigger.share else told


def _gain(trigger: Trigger, day: Day, names: Names) -> str:
    """What following the rule brings on such a day, and how often such days come."""
    words, often = names.words, _often(trigger.share, day, names)
    if trigger.kind == "open":
        return words("day.trigger_saves", late=words.number(trigger.late, 0 if trigger.late >= 3 else 1), often=often)
    hours = trigger.minutes / 60
    return words("day.trigger_gains", hours=words.number(hours, 0 if hours.is_integer() else 1), often=often)


def _often(share: float, day: Day, names: Names) -> str:
    words, weekday = names.words, names.words.weekday(day.date)
    if share >= MOST:
        return words("day.often.most", weekday=weekday)
    n = max(2, round(1 / share))
    return words("day.often.some", n=n, weekday=weekday) if n <= RARE else words("day.often.rare")


def is_near(cap: Cap) -> bool:
    """Whether a cap belongs on the wall: all tickets, by closing, and not far beyond what usually comes."""
    return cap.service is None and cap.by == "service" and cap.number <= NEAR * cap.expected and cap.minute is not None


def cap_line(cap: Cap, names: Names) -> str:
    """``Nomor terakhir yang dapat selesai sebelum loket tutup: 58 (kira-kira pukul 13.40).``"""
    return names.words("day.cap", tickets=cap.number, time=names.words.clock(cap.minute or 0))


def rules_data(plan: WeekPlan) -> dict[str, object]:
    """The week's rules and last tickets as data; minutes of the day, shares of days, visitors a day."""
    dates = plan.week.grid.dates
    return {
        "rules": [{**asdict(trigger), "day": f"{dates[trigger.day]}"} for trigger in plan.triggers],
        "caps": [{**asdict(cap), "day": f"{dates[cap.day]}"} for cap in plan.caps],
    }
