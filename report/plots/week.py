"""Pictures of a week: the visitors expected, the range as a bar, actuals as dots; officers needed and at counters."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.counts import Counts
from forecast.distribution import Forecast
from planning.results import WeekPlan
from report.coverage import Coverage, coverage
from report.expected import expected
from report.plots.canvas import Picture, picture
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.outlook import Outlook

MOST_NAMED = 24
"""Days of a picture that are all named; of more only the first of each week."""


def forecast_picture(forecast: Forecast, words: Words, actuals: Sequence[tuple[date, int]] = ()) -> Picture:
    """Visitors by day, their mean with its 80 % range, and what really came on the same weekday of earlier weeks.

    Parameters
    ----------
    forecast
        One or several weeks.
    words
        The reader's language.
    actuals
        Date and visitors of past days; each stands above the forecast's days of its weekday.
    """
    low, middle, high = expected(forecast.office_daily)
    shown = [d for d in range(forecast.grid.days) if high[d] > 0]
    title = words("plot.nothing_expected")
    if shown:
        busiest = max(shown, key=lambda d: float(forecast.office_daily[:, d].mean()))
        day = forecast.grid.dates[busiest]
        title = words("plot.busiest", day=_day(day, words, len(shown)), count=words.number(float(middle[busiest])))

    def draw(axes: Any) -> None:
        at = np.arange(len(shown))
        axes.bar(at, high[shown] - low[shown], 0.62, bottom=low[shown], color="#d0d0d0", edgecolor="black",
                 linewidth=0.6, label=words("plot.range"))  # fmt: skip
        axes.hlines(middle[shown], at - 0.31, at + 0.31, color="black", linewidth=2.4, label=words("waits.mean"))
        dots = [(n, visitors) for n, d in enumerate(shown) for when, visitors in actuals
                if when.weekday() == forecast.grid.dates[d].weekday()]  # fmt: skip
        if dots:
            axes.plot(*zip(*dots, strict=True), "o", color="white", markeredgecolor="black", label=words("plot.actual"))
        dates = [forecast.grid.dates[d] for d in shown]
        named = [n for n, day in enumerate(dates) if len(dates) <= MOST_NAMED or _opens_week(n, dates)]
        labels = [_tick(dates[n], words, len(shown)) for n in named]
        axes.set_xticks(at[named], labels, fontsize=10 if len(shown) < 8 else 8)
        tallest = max([*high[shown].tolist(), *(visitors for _, visitors in dots), 1])
        axes.set_ylim(-0.02 * tallest, 1.25 * tallest)  # a mean of 0 is seen; room for the legend
        axes.set_ylabel(words("plot.visitors_a_day"))
        axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=3)

    return picture(title, (7.4, 2.9), draw, "forecast")


def coverage_picture(plan: WeekPlan, words: Words) -> Picture:
    """Officers needed and officers at counters through the week, slot by slot."""
    cover, grid = coverage(plan), plan.week.grid
    days = [plan.week.index(day.date) for day in plan.week.open_days]
    title = _coverage_title(plan, cover, words)

    def draw(axes: Any) -> None:
        slots = np.flatnonzero(cover.open.any(axis=0))
        for n, d in enumerate(days):
            at = n * (len(slots) + 1.5) + np.arange(len(slots))
            label = n == 0
            axes.bar(at, cover.have[d, slots], 1.0, color="#d0d0d0", label=words("coverage.have") if label else None)
            axes.step(
                at, cover.need[d, slots], where="mid", color="black", label=words("coverage.need") if label else None
            )
            axes.text(at.mean(), -0.2, words.weekday(grid.dates[d]), ha="center", va="top")
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.set_ylabel(words("plot.officers"))
        if days:
            axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=2)
        axes.margins(y=0.25)

    return picture(title, (7.4, 2.4), draw, "coverage")


def _coverage_title(plan: WeekPlan, cover: Coverage, words: Words) -> str:
    """Where it is shortest: of a promise, or else at counters beside the need; or that there are enough."""
    grid = plan.week.grid
    missing = np.where(cover.open, np.maximum(cover.need - cover.have, 0), 0)
    day, slot = (int(at) for at in np.unravel_index(int(missing.argmax()), missing.shape))
    found = [(s.short, s.day, s.start) for s in plan.result.shortages]
    if missing.max(initial=0) > 0:
        found.append((int(missing[day, slot]), grid.dates[day], int(grid.minutes[slot])))
    if not found:
        return words("plot.covered")
    count, when, minute = max(found, key=lambda item: item[0])
    return words("plot.short", day=words.weekday(when), time=words.clock(minute), count=count)


def _day(day: date, words: Words, days: int) -> str:
    return words.weekday(day) if days < 8 else f"{words.weekday(day)} {words.short_day(day)}"


def _opens_week(n: int, dates: Sequence[date]) -> bool:
    return n == 0 or dates[n].isocalendar()[:2] != dates[n - 1].isocalendar()[:2]


def _tick(day: date, words: Words, days: int) -> str:
    if days > MOST_NAMED:
        return words.short_day(day).replace(" ", "\n")
    return f"{words.weekday(day)}\n{words.short_day(day)}" if days < 8 else f"{words.weekday(day)[:3]}\n{day.day}"


def outlook_png(outlook: "Outlook", words: Words) -> bytes:
    """The picture of `loket forecast`: the coming days, with the same weekdays of the last weeks as dots."""
    return forecast_picture(outlook.forecast, words, recent_days(outlook.counts)).png


def recent_days(counts: Counts | None, weeks: int = 4) -> list[tuple[date, int]]:
    """Date and visitors of the last weeks' known days; none without a log."""
    if counts is None:
        return []
    known = [d for d in range(counts.grid.days) if counts.observed_days[:, d].any()]
    return [(counts.grid.dates[d], int(counts.daily[:, d].sum())) for d in known if d >= counts.grid.days - 7 * weeks]
