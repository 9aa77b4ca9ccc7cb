"""After `loket today`: who came, how many are still to come, and what that means against the morning."""

from typing import TYPE_CHECKING

from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.today import Range, Today, TodayLine


def today_lines(today: "Today", words: Words) -> list[str]:
    """The day in two sentences, then each service and the office."""
    whole, at = today.whole, words.clock(today.now)
    first = words("today.result", day=words.day(today.day), at=at, came=words.number(whole.came),
                  rest=_between(whole.rest, words), total=_between(whole.total, words))  # fmt: skip
    second = words(
        f"today.{whole.mood}", usual=words.number(round(whole.usual)), morning=_between(whole.morning, words)
    )
    rows = [[words(f"today.{key}") for key in ("service", "came", "rest", "range", "total", "morning", "mood")]]
    named = {service.id: service.name for service in today.office.services}
    rows += [_row(line, named[line.service], words) for line in today.lines]
    rows.append(_row(whole, words("today.office"), words))
    return [*paragraphs([first, second]), "", *table(rows), "", *paragraphs([words("today.next")])]


def _row(line: "TodayLine", name: str, words: Words) -> list[str]:
    return [
        name,
        words.number(line.came),
        words.number(line.rest[1]),
        _between(line.rest, words),
        _between(line.total, words),
        _between(line.morning, words),
        words(f"today.mood.{line.mood}"),
    ]


def _between(ends: "Range", words: Words) -> str:
    low, _, high = ends
    return words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}"
