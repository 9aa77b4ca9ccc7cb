"""The forecast as a page: pictures of the office and of each service, the days in a table, what to know of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from forecast.distribution import Forecast, interval
from planning.outlook import Outlook
from report.errorshares import error_shares
from report.expected import expected, whole_parts
from report.named import named
from report.plots.canvas import Picture
from report.plots.fan import fan_days, fan_picture, profile_picture
from report.problems import sentence, warnings
from report.shortfalls import closing_reason
from report.templating import render
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.snapshots import Snapshot

Row = tuple[str, ...]
PARTS = ("booked", "walk_in", "events")


@dataclass(frozen=True)
class ForecastPage:
    """Texts and pictures of the page; the first row of a table is its heading."""

    title: str
    office: str
    span: str
    sentence: str
    is_start: bool
    warnings: tuple[str, ...]
    office_picture: Picture
    has_closed: bool
    service_pictures: tuple[Picture, ...]
    profile: Picture
    days: tuple[Row, ...]
    accuracy: tuple[Row, ...]
    notes: tuple[str, ...]
    made: str


def forecast_html(outlook: Outlook, snapshot: "Snapshot", words: Words) -> str:
    """A forecast with its pictures, for whoever has to explain it."""
    return render("forecast.html", words, page=forecast_page(outlook, snapshot, words))


def forecast_page(outlook: Outlook, snapshot: "Snapshot", words: Words) -> ForecastPage:
    """The page of a forecast."""
    forecast = outlook.forecast
    low, middle, high = (float(end) for end in expected(forecast.office_daily.sum(axis=1)))
    busiest = forecast.grid.dates[int(forecast.office_daily.mean(axis=0).argmax())]
    first, last = forecast.grid.dates[0], forecast.grid.dates[-1]
    told = words("outlook.result", low=words.number(low), middle=words.number(middle), high=words.number(high),
                 start=words.short_day(first), end=words.short_day(last),
                 busiest=f"{words.weekday(busiest)} {words.short_day(busiest)}")  # fmt: skip
    return ForecastPage(
        words("forecastpage.title"), outlook.office.name,
        f"{words.short_day(first)} – {words.short_day(last)} {last.year}", told, forecast.is_start(),
        warnings(outlook.notes, words), office_fan(outlook, words),
        any(not day.is_open and day.date.weekday() < 5 for day in outlook.days), _service_fans(outlook, words),
        profile_picture(forecast, words), _days(outlook, words), _accuracy(outlook, words),
        tuple(sentence(note, words) for note in named(outlook.notes, outlook.office)),
        _made(snapshot, outlook, words),
    )  # fmt: skip


def office_fan(outlook: Outlook, words: Words) -> Picture:
    """The fan of the whole office."""
    corrected = frozenset(done.override.day for done in outlook.applied)
    shown = fan_days(outlook.forecast, outlook.days, outlook.counts, None, corrected)
    return fan_picture(shown, words("fan.office"), words)


def service_fan(outlook: Outlook, index: int, words: Words) -> Picture:
    """The fan of one service."""
    service = outlook.office.services[index]
    corrected = frozenset(o.override.day for o in outlook.applied if o.override.service in (None, service.id))
    shown = fan_days(outlook.forecast, outlook.days, outlook.counts, index, corrected)
    return fan_picture(shown, service.name, words, small=True)


def _service_fans(outlook: Outlook, words: Words) -> tuple[Picture, ...]:
    return tuple(service_fan(outlook, index, words) for index in range(len(outlook.office.services)))


def _days(outlook: Outlook, words: Words) -> tuple[Row, ...]:
    """Each day's mean, ranges and parts; with an override the model's own number, closed days with their reason."""
    forecast, model = outlook.forecast, outlook.model or outlook.forecast
    low, middle, high = expected(forecast.office_daily)
    widest = interval(forecast.office_daily, 0.95)
    parts = {name: _a_day(forecast, name) for name in PARTS}
    shown = [name for name in PARTS if name != "walk_in" and parts[name].any()]
    shown = ["walk_in", *shown] if shown else []
    whole = dict(zip(shown, whole_parts(np.array([parts[name] for name in shown])), strict=True)) if shown else {}
    heads = ["head.day", "head.expected", "forecastpage.range80", "forecastpage.range95"]
    heads += [f"forecastpage.{name}" for name in shown] + (["forecastpage.model"] if outlook.applied else [])
    rows: list[Row] = [tuple(words(key) for key in heads)]
    corrected = {done.override.day for done in outlook.applied}
    for d, day in enumerate(outlook.days):
        name = f"{words.weekday(day.date)} {words.short_day(day.date)}"
        if not day.is_open:
            if day.date.weekday() < 5:
                rows.append((name, closing_reason(day, words).partition(": ")[2], *[""] * (len(heads) - 2)))
            continue
        cells = [
            words.number(float(middle[d])),
            f"{int(low[d])}–{int(high[d])}",
            f"{int(widest[0][d])}–{int(widest[2][d])}",
        ]
        cells += [words.number(int(whole[part][d])) for part in shown]
        own = words.number(float(model.office_daily[:, d].mean())) if day.date in corrected else ""
        rows.append((name, *cells, *([own] if outlook.applied else [])))
    return tuple(rows)


def _a_day(forecast: Forecast, part: str) -> np.ndarray:
    """Expected visitors of a part, shape (days,)."""
    samples: np.ndarray = getattr(forecast, part)
    return samples.reshape(forecast.paths, -1, *forecast.grid.shape).sum(axis=(1, 3)).mean(axis=0)


def _accuracy(outlook: Outlook, words: Words) -> tuple[Row, ...]:
    names = {service.id: service.name for service in outlook.office.services}
    heads = tuple(words(f"analyst.accuracy.{key}") for key in ("service", "wape", "naive", "floor", "days"))
    rows = tuple(
        (names.get(a.service, a.service), *error_shares(a, outlook.forecast, words), words.number(a.days))
        for a in outlook.accuracy
    )  # fmt: skip
    return (heads, *rows) if rows else ()


def _made(snapshot: "Snapshot", outlook: Outlook, words: Words) -> str:
    moment: datetime = snapshot.made_at.astimezone(ZoneInfo(outlook.office.zone))
    clock = words.clock(60 * moment.hour + moment.minute)
    made = words("stamp.made", day=f"{words.short_day(moment.date())} {moment.year}", clock=clock)
    known = snapshot.known_until
    until = words("forecastpage.known", day=f"{words.short_day(known)} {known.year}") if known is not None else ""
    return " · ".join(part for part in (made, until) if part)
