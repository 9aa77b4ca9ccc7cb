"""After `loket forecast`: how many come, when it is busiest, how far such forecasts have been off."""

from typing import TYPE_CHECKING

import numpy as np

from forecast.distribution import Forecast
from office.days import CLOSING
from report.expected import expected, whole_parts
from report.places import Names
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from office.days import Day
    from planning.outlook import Outlook

BUSIEST = 5


def outlook_lines(outlook: "Outlook", words: Words) -> list[str]:
    """The weeks in a sentence, the days and the busiest slots in tables, errors against the naive baseline."""
    forecast = outlook.forecast
    low, middle, high = (float(end) for end in expected(forecast.office_daily.sum(axis=1)))
    busiest = forecast.grid.dates[int(forecast.office_daily.mean(axis=0).argmax())]
    first = words("outlook.result", low=words.number(low), middle=words.number(middle), high=words.number(high),
                  start=words.short_day(forecast.grid.dates[0]), end=words.short_day(forecast.grid.dates[-1]),
                  busiest=f"{words.weekday(busiest)} {words.short_day(busiest)}")  # fmt: skip
    start = [words("head.start")] if forecast.is_start() else []
    return [
        *paragraphs([first, *past_lines(outlook, words), *start]), "",
        *table(_days(outlook, words)), *paragraphs([words("outlook.parts.note")]), "",
        words("outlook.busiest"), *table(_busiest(forecast, words)), "",
        *_errors(outlook, words),
        *paragraphs([words("outlook.next")]),
    ]  # fmt: skip


def _days(outlook: "Outlook", words: Words) -> list[list[str]]:
    forecast = outlook.forecast
    low, middle, high = expected(forecast.office_daily)
    parts, came = _parts(outlook), outlook.came
    heads = [*(f"outlook.parts.{name}" for name in parts), *(["outlook.model"] if outlook.applied else []),
             *(["outlook.came"] if any(number is not None for number in came) else [])]  # fmt: skip
    rows = [[words(key) for key in ("head.day", "head.expected", "outlook.range", *heads)]]
    for d, day in enumerate(outlook.days):
        name = f"{words.weekday(day.date)} {words.short_day(day.date)}"
        if day.is_open:
            span = f"{words.number(int(low[d]))}–{words.number(int(high[d]))}"
            cells = [words.number(int(part[d])) for part in parts.values()]
            cells += [_own(outlook, d, words)] if outlook.applied else []
            cells += [_came(came[d], words)] if "outlook.came" in heads else []
            rows.append([name, words.number(float(middle[d])), span, *cells])
        elif day.date.weekday() < 5:
            reason = reason_of(day, words)
            rows.append([f"{name}: {reason}" if reason else name, words("place.closed"), "", *("" for _ in heads)])
    return rows


def past_lines(outlook: "Outlook", words: Words) -> list[str]:
    """That some of the days have come, and how many people then came; nothing where none has."""
    known = [d for d, number in enumerate(outlook.came) if number is not None and outlook.days[d].is_open]
    if not known:
        return []
    means, start = outlook.forecast.office_daily.mean(axis=0), outlook.forecast.grid.start
    came = sum(outlook.came[d] or 0 for d in known)
    return [words("outlook.past", days=len(known), start=words.short_day(start), came=words.number(came),
                  said=words.number(float(means[known].sum())))]  # fmt: skip


def reason_of(day: "Day", words: Words) -> str:
    """Why the office is closed, by the calendar: ``Natal``; empty where it names nothing."""
    found = (entry.note or words(f"calendar.{entry.kind}") for entry in day.entries if entry.kind in CLOSING)
    return ", ".join(dict.fromkeys(found))


def _came(number: int | None, words: Words) -> str:
    return "–" if number is None else words.number(number)


def _own(outlook: "Outlook", d: int, words: Words) -> str:
    """The model's own number where the analyst has overridden it."""
    if outlook.model is None or outlook.days[d].date not in {done.override.day for done in outlook.applied}:
        return ""
    return words.number(float(outlook.model.office_daily[:, d].mean()))


def _parts(outlook: "Outlook") -> dict[str, np.ndarray]:
    """Visitors of each day by where they come from, in whole people; none where all of them come by themselves."""
    parts = outlook.parts
    shown = {name: part for name, part in parts.items() if name == "walk_in" or part.any()}
    return dict(zip(shown, whole_parts(np.array([*shown.values()])), strict=True)) if len(shown) > 1 else {}


def _busiest(forecast: Forecast, words: Words) -> list[list[str]]:
    """The slots with the most expected visitors."""
    grid = forecast.grid
    low, middle, high = (end.ravel() for end in expected(forecast.office_slots))
    order = np.argsort(-forecast.office_slots.mean(axis=0).ravel(), kind="stable")[:BUSIEST]
    rows = [[words(key) for key in ("outlook.slot", "head.expected", "outlook.range")]]
    for flat in order.tolist():
        day, start = grid.dates[flat // grid.slots], int(grid.minutes[flat % grid.slots])
        name = (
            f"{words.weekday(day)} {words.short_day(day)} {words.clock(start)}–{words.clock(start + grid.slot_minutes)}"
        )
        rows.append([name, words.number(float(middle[flat])), f"{int(low[flat])}–{int(high[flat])}"])
    return rows


def _errors(outlook: "Outlook", words: Words) -> list[str]:
    """Errors by service beside those of the naive baseline; nothing without history."""
    if not outlook.accuracy:
        return []
    names = Names(outlook.office, words)
    services = {service.id: service.name for service in names.office.services}
    rows = [[words(f"analyst.accuracy.{key}") for key in ("service", "wape", "naive", "floor", "days")]]
    rows += [[services.get(a.service, a.service), words.percent(a.wape), words.percent(a.naive_wape),
              words.percent(a.floor), words.number(a.days)] for a in outlook.accuracy]  # fmt: skip
    return [words("analyst.accuracy"), *table(rows), ""]
