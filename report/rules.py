"""Rules for the day in words: when to open or close a counter, and the last ticket that can be finished."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from office.days import Day
from office.values import Span
from planning.results import Cap, Trigger, WeekPlan
from report.places import Names

MOST = 0.6
"""Share of days from which on they are most."""
RARE = 20
"""One in so many days and fewer is rare."""
NEAR = 2.5
"""A last ticket beyond so many times the usual number is no matter for the wall."""


@dataclass(frozen=True)
class Rule:
    """A rule that is told, and when its counter would still be held from then on: what closing it gives back."""

    trigger: Trigger
    held: tuple[Span, ...] = ()


def rules_of(plan: WeekPlan, day: int) -> Iterator[Rule]:
    """The rules of a day that are told.

    None asks to close a counter on a day that has too few people already, by its shortages or because some stretch of
    it misses the target, and none to close a counter that nobody holds from then on.
    """
    scarce = _is_scarce(plan, day)
    for trigger in plan.triggers:
        if trigger.day == day:
            held = _held(plan, trigger) if trigger.kind == "release" else ()
            if trigger.kind == "open" or (held and not scarce):
                yield Rule(trigger, held)


def _is_scarce(plan: WeekPlan, day: int) -> bool:
    cells = (*plan.certificate.cells, *plan.certificate.visits)
    short = any(shortage.day == plan.week.grid.dates[day] for shortage in plan.result.shortages)
    return short or any(cell.day == day and cell.verdict == "misses" for cell in cells)


def _held(plan: WeekPlan, trigger: Trigger) -> tuple[Span, ...]:
    date, at = plan.week.grid.dates[trigger.day], trigger.minute
    duties = [d for d in plan.roster.duties if d.day == date and d.counter == trigger.counter and d.end > at]
    return merged(Span(start=max(d.start, at), end=d.end) for d in duties)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches by their start, neighbours put together."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and found[-1].end >= span.start:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def trigger_line(rule: Rule, day: Day, names: Names) -> str:
    """``Bila lebih dari 18 nomor sebelum 10.00: buka L5. 6 orang lebih sedikit menunggu lama ...``"""
    words, trigger = names.words, rule.trigger
    facts = {"tickets": trigger.tickets, "time": words.clock(trigger.minute),
             "counter": names.counters.get(trigger.counter, trigger.counter)}  # fmt: skip
    if trigger.kind == "open":
        told = words("day.trigger", **facts)
    else:
        told = words("day.trigger_release", times=", ".join(map(names.times, rule.held)), **facts)
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
    rules = [rule for day in range(plan.week.grid.days) for rule in rules_of(plan, day)]
    return {
        "rules": [{**asdict(rule.trigger), "day": f"{dates[rule.trigger.day]}",
                   "held": [[span.start, span.end] for span in rule.held]} for rule in rules],
        "caps": [{**asdict(cap), "day": f"{dates[cap.day]}"} for cap in plan.caps],
    }  # fmt: skip
