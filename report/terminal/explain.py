"""After `loket forecast --explain`: why a day is as busy as it is, in people that add up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forecast.explain import Explained, Part, rounded
from report.terminal.table import WIDTH, paragraphs
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.explain import ExplainedDay

BAR = 30
"""Letters of the longest bar."""
SURE, UNSURE = 0.75, 0.4
"""Part of the variance that is chance above which the range is called chance, below which it is called the day's."""


def explain_lines(explained: "ExplainedDay", words: Words) -> list[str]:
    """The office's day as a waterfall, then each service in a line, then where the range comes from."""
    *services, office = explained.services
    day = words.day(explained.day.date)
    if not any(explained.day.tickets.values()):
        return paragraphs([words("explain.closed", day=day)])
    shown = {service.id: service.name for service in explained.office.services}
    lines = paragraphs([words("explain.result", day=day, mean=words.number(office.mean), low=words.number(office.low),
                              high=words.number(office.high))])  # fmt: skip
    lines += ["", *_waterfall(rounded(office), explained, words), "", words("explain.services")]
    for each in sorted(services, key=lambda e: -e.mean):
        if each.parts:
            lines += paragraphs([_sentence(each, shown[each.service], explained, words)], "  ")
    lines += ["", *paragraphs([_range(office, words), words("explain.exact")])]
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
        number = words.number(part.people) if part.kind == "base" else _signed(part.people, words)
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
    parts = [
        f"{_name(part, explained, words)} "
        + (words.number(part.people, 1) if part.kind == "base" else _signed(part.people, words, 1))
        for part in told.parts
    ]
    return words("explain.service", service=name, parts=", ".join(parts), mean=words.number(told.mean, 1),
                 low=each.low, high=each.high)  # fmt: skip


def _name(part: Part, explained: "ExplainedDay", words: Words) -> str:
    if part.kind == "weekday":
        return words.weekday(explained.day.date)
    if part.kind == "kind":
        return words(f"kind.{part.name}")
    if part.kind == "name":
        return part.name
    return words(f"explain.part.{part.kind}")


def _signed(people: float, words: Words, digits: int = 0) -> str:
    text = words.number(people, digits)
    return text if people < 0 else f"+{text}"


def _range(office: Explained, words: Words) -> str:
    """Where the range comes from: chance that nobody can know, or days that differ."""
    kind = "chance" if office.chance >= SURE else "days" if office.chance < UNSURE else "both"
    return words(f"explain.range.{kind}", low=words.number(office.low), high=words.number(office.high),
                 chance=words.percent(office.chance))  # fmt: skip


def _overrides(explained: "ExplainedDay", shown: dict[str, str], words: Words) -> Iterator[str]:
    for applied in explained.applied:
        service = shown.get(applied.override.service or "", words("explain.office"))
        yield words("explain.override", service=service, model=words.number(applied.model, 1),
                    value=words.number(applied.value, 1), reason=applied.override.reason)  # fmt: skip
