"""After `loket forecast --explain`: why a day is as busy as it is, in people that add up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forecast.explain import ORDER, WHOLE, Explained, Part, rounded
from report.terminal.outlook import reason_of
from report.terminal.table import WIDTH, paragraphs
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.explain import ExplainedDay

LEGEND = ("start", "level", "rest", "booked", "other")
"""Kinds of parts whose name needs a sentence."""
BAR = 30
"""Letters of the longest bar."""
SURE, UNSURE = 0.75, 0.4
"""Part of the variance that is chance above which the range is called chance, below which it is called the day's."""


def explain_lines(explained: "ExplainedDay", words: Words) -> list[str]:
    """The office's day as a waterfall, then each service in a line, then where the range comes from."""
    *services, office = explained.services
    day = words.day(explained.day.date)
    if not any(explained.day.tickets.values()):
        reason = reason_of(explained.day, words) or words("explain.closed_usual", day=words.weekday(explained.day.date))
        return paragraphs([words("explain.closed", day=day, reason=reason)])
    shown = {service.id: service.name for service in explained.office.services}
    lines = paragraphs([words("explain.result", day=day, mean=words.number(office.mean), low=words.number(office.low),
                              high=words.number(office.high)), *_past(explained, words)])  # fmt: skip
    lines += ["", *_waterfall(rounded(office), explained, words), "", words("explain.services")]
    for each in sorted(services, key=lambda e: -e.mean):
        if each.parts:
            lines += paragraphs([_sentence(each, shown[each.service], explained, words)], "  ")
    lines += ["", *paragraphs([_range(office, words), words("explain.exact"), *_legend(explained, words)])]
    return [*lines, *paragraphs(_overrides(explained, shown, words))]


def _waterfall(office: Explained, explained: "ExplainedDay", words: Words) -> list[str]:
    """A line for each part: its name, its people, and a bar from where the sum was to where it is."""
    names = [_name(part, explained, words) for part in office.parts]
    width = max([len(name) for name in names] + [len(words("explain.total"))])
    width = min(width, WIDTH - BAR - 12)
    tops, so_far = [], 0.0
    for part in office.parts:
        so_far += part.people
        tops.append(so_far)
    scale = BAR / max([*tops, office.mean, 1.0])
    lines, before = [], 0.0
    for name, part, top in zip(names, office.parts, tops, strict=True):
        number = _people(part, office, words)
        start, end = sorted((max(before, 0.0), max(top, 0.0)))
        left, right = round(start * scale), max(round(end * scale), round(start * scale) + 1)
        mark = "█" if part.people >= 0 else "░"
        lines.append(f"  {name[:width].ljust(width)}  {number.rjust(6)}  {' ' * left}{mark * (right - left)}".rstrip())
        before = top
    total = words.number(office.mean)
    lines.append(f"  {'─' * width}  {'─' * 6}")
    lines.append(f"  {words('explain.total').ljust(width)}  {total.rjust(6)}  {'█' * round(office.mean * scale)}")
    return lines


def _sentence(each: Explained, name: str, explained: "ExplainedDay", words: Words) -> str:
    """``Paspor baru: dasar 5,6, Senin +0,9 = 6,5 (3–10)``; one decimal, because a service has few visitors."""
    told = rounded(each, 1)
    parts = [f"{_name(part, explained, words)} {_people(part, told, words, 1)}" for part in told.parts]
    line = words("explain.service", service=name, parts=", ".join(parts), mean=words.number(told.mean, 1),
                 low=each.low, high=each.high)  # fmt: skip
    came = explained.came.get(each.service)
    return line if came is None else f"{line}; {words('explain.service_came', came=words.number(came))}"


def _past(explained: "ExplainedDay", words: Words) -> Iterator[str]:
    """What came on a day that has passed, that its numbers are missing, or that it lies before the log."""
    office, came = explained.services[-1], explained.office_came
    if came is not None:
        side = "above" if came > office.high else "below" if came < office.low else "inside"
        yield words(f"explain.came.{side}", came=words.number(came))
    outages = [entry for entry in explained.day.entries if entry.kind == "outage"]
    if outages:
        yield words("explain.outage", note=", ".join(e.note or words("calendar.outage") for e in outages))
    if explained.began is not None and explained.day.date < explained.began:
        yield words("explain.before_log", began=f"{words.short_day(explained.began)} {explained.began.year}")


def _legend(explained: "ExplainedDay", words: Words) -> Iterator[str]:
    """What the shorter names of parts mean, of those that are told."""
    kinds = {part.kind for each in explained.services for part in each.parts}
    yield from (words(f"explain.legend.{kind}") for kind in ORDER if kind in LEGEND and kind in kinds)


def _name(part: Part, explained: "ExplainedDay", words: Words) -> str:
    if part.kind == "weekday":
        return words.weekday(explained.day.date)
    if part.kind == "kind":
        return words(f"kind.{part.name}")
    if part.kind == "name":
        return _holiday(part.name, words)
    return words(f"explain.part.{part.kind}")


def _holiday(name: str, words: Words) -> str:
    """``Natal``, or the working day beside it: ``hari kerja sebelum Natal``."""
    holiday, _, offset = name.rpartition(" ")
    if not holiday or offset[:1] not in ("+", "-") or not offset[1:].isdigit():
        return name.title()
    side = "after" if offset[0] == "+" else "before"
    return words.counted(f"explain.beside.{side}", int(offset[1:]), count=offset[1:], name=holiday.title())


def _people(part: Part, told: Explained, words: Words, digits: int = 0) -> str:
    """What a sum begins with has no sign."""
    starts = part.kind in WHOLE and part is told.parts[0]
    return words.number(part.people, digits) if starts else _signed(part.people, words, digits)


def _signed(people: float, words: Words, digits: int = 0) -> str:
    text = words.number(people, digits)
    return text if people < 0 else f"+{text}"


def _range(office: Explained, words: Words) -> str:
    """Where the range comes from: chance that nobody can know, or days that differ."""
    kind = "chance" if office.chance >= SURE else "days" if office.chance < UNSURE else "both"
    return words(f"explain.range.{kind}", low=words.number(office.low), high=words.number(office.high),
                 chance=words.percent(office.chance), width=words.number(office.high - office.low))  # fmt: skip


def _overrides(explained: "ExplainedDay", shown: dict[str, str], words: Words) -> Iterator[str]:
    for applied in explained.applied:
        service = shown.get(applied.override.service or "", words("explain.office"))
        yield words("explain.override", service=service, model=words.number(applied.model, 1),
                    value=words.number(applied.value, 1), reason=applied.override.reason)  # fmt: skip
