"""After `loket forecast`: how many come, when it is busiest, how far such forecasts have been off."""

from typing import TYPE_CHECKING

import numpy as np

from forecast.distribution import Forecast, interval
from report.places import Names
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.outlook import Outlook

BUSIEST = 5


def outlook_lines(outlook: "Outlook", words: Words) -> list[str]:
    """The weeks in a sentence, the days and the busiest slots in tables, errors against the naive baseline."""
    forecast = outlook.forecast
    low, middle, high = (int(end) for end in interval(forecast.office_daily.sum(axis=1)))
    busiest = forecast.grid.dates[int(forecast.office_daily.mean(axis=0).argmax())]
    first = words("outlook.result", low=words.number(low), middle=words.number(middle), high=words.number(high),
                  start=words.short_day(forecast.grid.dates[0]), end=words.short_day(forecast.grid.dates[-1]),
                  busiest=f"{words.weekday(busiest)} {words.short_day(busiest)}")  # fmt: skip
    start = [words("head.start")] if forecast.is_start() else []
    return [
        *paragraphs([first, *start]), "",
        *table(_days(outlook, words)), *_about_parts(outlook, words), "",
        words("outlook.busiest"), *table(_busiest(forecast, words)), "",
        *_errors(outlook, words),
        *paragraphs([words("outlook.next")]),
    ]  # fmt: skip


def _days(outlook: "Outlook", words: Words) -> list[list[str]]:
    forecast = outlook.forecast
    low, middle, high = interval(forecast.office_daily)
    parts, model = _parts(outlook), [words("outlook.model")] if outlook.applied else []
    rows = [[*(words(f"head.{key}") for key in ("day", "expected", "range")),
             *(words(f"outlook.parts.{name}") for name in parts), *model]]  # fmt: skip
    for d, day in enumerate(outlook.days):
        name = f"{words.weekday(day.date)} {words.short_day(day.date)}"
        if day.is_open:
            span = f"{words.number(int(low[d]))}–{words.number(int(high[d]))}"
            means = (words.number(round(float(part[d]))) for part in parts.values())
            own = [_own(outlook, d, words)] if outlook.applied else []
            rows.append([name, words.number(int(middle[d])), span, *means, *own])
        elif day.date.weekday() < 5:
            rows.append([name, words("place.closed"), "", *("" for _ in parts)])
    return rows


def _own(outlook: "Outlook", d: int, words: Words) -> str:
    """The model's own median where the analyst has overridden it."""
    if outlook.model is None or outlook.days[d].date not in {done.override.day for done in outlook.applied}:
        return ""
    return words.number(int(interval(outlook.model.office_daily[:, d])[1]))


def _about_parts(outlook: "Outlook", words: Words) -> list[str]:
    return paragraphs([words("outlook.parts.note")]) if _parts(outlook) else []


def _parts(outlook: "Outlook") -> dict[str, np.ndarray]:
    """Mean visitors of each day by where they come from; none where all of them come by themselves."""
    parts = outlook.parts
    shown = {name: part for name, part in parts.items() if name == "walk_in" or part.any()}
    return shown if len(shown) > 1 else {}


def _busiest(forecast: Forecast, words: Words) -> list[list[str]]:
    """The slots with the most expected visitors."""
    grid = forecast.grid
    low, middle, high = (end.ravel() for end in interval(forecast.office_slots))
    order = np.argsort(-forecast.office_slots.mean(axis=0).ravel(), kind="stable")[:BUSIEST]
    rows = [[words("outlook.slot"), words("head.expected"), words("head.range")]]
    for flat in order.tolist():
        day, start = grid.dates[flat // grid.slots], int(grid.minutes[flat % grid.slots])
        name = (
            f"{words.weekday(day)} {words.short_day(day)} {words.clock(start)}–{words.clock(start + grid.slot_minutes)}"
        )
        rows.append([name, words.number(int(middle[flat])), f"{int(low[flat])}–{int(high[flat])}"])
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
