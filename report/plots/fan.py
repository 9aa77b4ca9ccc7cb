"""The fan: the last weeks as they were, the coming days with their ranges, closed days marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from forecast.counts import Counts
from forecast.distribution import Forecast, interval
from office.days import CLOSING, Day
from report.plots.canvas import Picture, picture
from report.words.catalogue import Words

PAST_DAYS = 42
"""Days up to the last known one that are shown."""
SHADES = ((0.95, "#e4e4e4"), (0.8, "#c2c2c2"), (0.5, "#929292"))
"""Ranges from the widest to the narrowest, light to dark: they differ in print without colour."""
WIDTH = 0.84
GAP_WIDTH = 2.0
"""Of the blank between the past and the coming days where days lie between that nobody knows."""
LEAST_APART = 5
BELOW = 0.025
"""Part of the height below 0, so that a median of 0 is seen."""
LONGEST = 26
"""Letters of a closed day's name."""


@dataclass(frozen=True)
class FanDays:
    """What a fan shows: `samples` of shape (paths, days) for the `days`, and the past's known numbers by date."""

    days: tuple[Day, ...]
    samples: np.ndarray
    past: tuple[tuple[date, int], ...]
    corrected: frozenset[date] = frozenset()


def fan_days(
    forecast: Forecast, days: tuple[Day, ...], counts: Counts | None, index: int | None, corrected: frozenset[date]
) -> FanDays:
    """The fan of one service, or of the office where `index` is None."""
    samples = forecast.office_daily if index is None else forecast.daily[:, index]
    return FanDays(days, samples, _past(counts, days[0].date, index), corrected)


def _past(counts: Counts | None, before: date, index: int | None) -> tuple[tuple[date, int], ...]:
    if counts is None:
        return ()
    known = np.asarray(counts.observed_days.any(axis=0) if index is None else counts.observed_days[index])
    came = counts.daily.sum(axis=0) if index is None else counts.daily[index]
    listed = [(day, int(came[d])) for d, day in enumerate(counts.grid.dates) if known[d] and day < before]
    return tuple(pair for pair in listed if (listed[-1][0] - pair[0]).days < PAST_DAYS)


def fan_picture(shown: FanDays, title: str, words: Words, small: bool = False) -> Picture:
    """Dots for what came, bars for the ranges of 50, 80 and 95 %, a line for the median, hatching for closed days.

    Parameters
    ----------
    shown
        Past and coming days.
    title
        What the picture shows, in a sentence.
    words
        The reader's language.
    small
        Half as wide, for two beside each other; the legend stands in the large one.
    """
    coming = [d for d, day in enumerate(shown.days) if day.is_open or day.date.weekday() < 5]
    before = [day for day, _ in shown.past]

    def draw(axes: Any) -> None:
        apart = _apart(shown)
        at = len(before) + 0.6 + (GAP_WIDTH if apart else 0.0) + np.arange(len(coming))
        opened = [n for n, d in enumerate(coming) if shown.days[d].is_open]
        place, which = at[opened], [coming[n] for n in opened]
        for share, grey in SHADES:
            low, _, high = interval(shown.samples[:, which], share)
            axes.bar(
                place, high - low, WIDTH, bottom=low, color=grey, label=words("fan.range", share=round(100 * share))
            )
        _, middle, _ = interval(shown.samples[:, which])
        axes.hlines(
            middle, place - WIDTH / 2, place + WIDTH / 2, color="black", linewidth=2, label=words("plot.middle")
        )
        axes.plot(range(len(before)), [came for _, came in shown.past], "o", markersize=3.2 if small else 3.8,
                  color="black", label=words("fan.actual"))  # fmt: skip
        for n, d in enumerate(coming):
            if not shown.days[d].is_open:
                label = words("fan.closed") if n == _first_closed(shown, coming) else None
                axes.axvspan(at[n] - 0.5, at[n] + 0.5, ymax=1.0 if small else 0.85, facecolor="none",
                             edgecolor="#777777", hatch="////", linewidth=0, label=label)  # fmt: skip
        top = _top(shown, which)
        axes.set_ylim(-BELOW * top, top * (1.22 if not small else 1.08))
        if not small:
            _name_closed(axes, [(float(at[n]), shown.days[d]) for n, d in enumerate(coming)], top)
        marks = [n for n in opened if shown.days[coming[n]].date in shown.corrected]
        if marks:
            axes.plot(at[marks], [0.97 * axes.get_ylim()[1] / (1.22 if not small else 1.08)] * len(marks), "v",
                      color="white", markeredgecolor="black", label=words("fan.override"))  # fmt: skip
        edges = [len(before) - 0.2, *([float(at[0]) - 0.6] if apart and len(at) else [])] if before else []
        for edge in edges:
            axes.axvline(edge, ymax=1.0 if small else 0.85, color="black", linewidth=0.8, linestyle=":")
        if apart and not small:
            axes.text(len(before) - 0.2 + (GAP_WIDTH + 0.2) / 2, 0.5 * top, words("fan.apart", days=apart), rotation=90,
                      ha="center", va="center", fontsize=6.5)  # fmt: skip
        _ticks(axes, before, [shown.days[d].date for d in coming], at, words, 5 if small else 10)
        axes.set_xlim(-0.8, at[-1] + 0.7 if len(at) else 1)
        axes.set_ylabel(words("plot.visitors_a_day"))
        axes.yaxis.get_major_locator().set_params(integer=True)
        if not small:
            axes.legend(loc="upper left", fontsize=7.5, frameon=False, ncols=7, columnspacing=1.0, handlelength=1.4)

    return picture(title, (3.7, 2.1) if small else (7.4, 3.0), draw, f"fan {title}")


def _first_closed(shown: FanDays, coming: Sequence[int]) -> int:
    return next((n for n, d in enumerate(coming) if not shown.days[d].is_open), -1)


def _top(shown: FanDays, which: Sequence[int]) -> float:
    _, _, high = interval(shown.samples[:, which], SHADES[0][0])
    return float(max([*high.tolist(), *(came for _, came in shown.past), 4]))


def _apart(shown: FanDays) -> int:
    """Days between the last known one and the first coming one, where they are more than a long weekend; else 0."""
    days = (shown.days[0].date - shown.past[-1][0]).days - 1 if shown.past else 0
    return days if days >= LEAST_APART else 0


def _name_closed(axes: Any, coming: Sequence[tuple[float, Day]], top: float) -> None:
    """What each closed day is called, along its hatching; one name for days beside each other."""
    last = ""
    for place, day in coming:
        notes = [entry.note for entry in day.entries if entry.kind in CLOSING and entry.note]
        name = "" if day.is_open or not notes else notes[0]
        if name and name != last:
            axes.text(place, 0.03 * top, name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…", rotation=90,
                      ha="center", va="bottom", fontsize=6.5,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
        last = name


def _ticks(axes: Any, before: Sequence[date], coming: Sequence[date], at: np.ndarray, words: Words, most: int) -> None:
    """The first day of each week by its date; every second or third week where they are many."""
    named: list[tuple[float, str]] = []
    last: tuple[int, int] | None = None
    for place, day in [*enumerate(before), *zip(at.tolist(), coming, strict=True)]:
        week = day.isocalendar()[:2]
        if week != last:
            named.append((float(place), words.short_day(day)))
        last = week
    named = named[:: -(-len(named) // most)] if named else named
    axes.set_xticks([place for place, _ in named], [name for _, name in named], fontsize=7.5, rotation=0)
    for label in axes.get_xticklabels():
        label.set_horizontalalignment("left" if len(named) > 6 else "center")


def profile_picture(forecast: Forecast, words: Words) -> Picture:
    """Visitors of the office by slot on an open day: median and the range that holds 8 of 10 of them.

    Parameters
    ----------
    forecast
        One or several weeks; all open days together.
    words
        The reader's language.
    """
    opened = forecast.office_daily.any(axis=0)
    samples = forecast.office_slots[:, opened].reshape(-1, forecast.grid.slots)
    slots = np.flatnonzero(samples.any(axis=0)) if samples.size else np.zeros(0, dtype=int)
    title = words("plot.nothing_expected")
    if slots.size:
        peak = int(samples.mean(axis=0).argmax())
        start = int(forecast.grid.minutes[peak])
        title = words("profile.peak", start=words.clock(start), end=words.clock(start + forecast.grid.slot_minutes),
                      count=words.number(float(samples[:, peak].mean()), 1))  # fmt: skip

    def draw(axes: Any) -> None:
        if not slots.size:
            return
        low, middle, high = interval(samples[:, slots])
        at = np.arange(len(slots))
        axes.bar(at, high - low, WIDTH, bottom=low, color=SHADES[1][1], label=words("plot.range"))
        axes.hlines(middle, at - WIDTH / 2, at + WIDTH / 2, color="black", linewidth=2, label=words("plot.middle"))
        axes.plot(at, samples[:, slots].mean(axis=0), "o", markersize=4, color="white", markeredgecolor="black",
                  label=words("profile.mean"))  # fmt: skip
        axes.set_xticks(at, [words.clock(int(forecast.grid.minutes[slot])) for slot in slots], fontsize=7.5)
        axes.set_ylim(0, 1.25 * max(float(high.max()), 1.0))
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.set_ylabel(words("profile.visitors", minutes=forecast.grid.slot_minutes))
        axes.legend(loc="upper right", fontsize=7.5, frameon=False, ncols=3)

    return picture(title, (7.4, 2.4), draw, "profile")
