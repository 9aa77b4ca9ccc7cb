"""Picture of waits: the mean of each hour of each day, with the band in which 8 of 10 such days lie."""

from typing import Any, Protocol

import numpy as np

from report.plots.canvas import Picture, picture
from report.words.catalogue import Words
from scheduler.week import OfficeWeek
from staffing.figures import HourlyBand, mean_waits_by_hour
from staffing.outcome import Outcome

FEWEST = 0.2
"""Visitors an hour below which its waits are not drawn."""
HARDLY = 1.0
"""Minutes below which the longest mean wait is called hardly any."""


class Judged(Protocol):
    """A week that was simulated: planned, or tried with another roster."""

    @property
    def week(self) -> OfficeWeek:
        """The givens."""

    @property
    def outcome(self) -> Outcome:
        """What the simulation found."""


def waits_picture(plan: Judged, words: Words) -> Picture | None:
    """Minutes to the first call by hour of arrival, a block a day; None where nothing is known or nobody comes."""
    if not plan.outcome.calls.names:
        return None
    band = mean_waits_by_hour(plan.outcome.calls.together(), plan.week.grid)
    seen = band.visitors[:, 0] >= FEWEST
    hours = np.flatnonzero(seen.any(axis=0))
    if not len(hours):
        return None
    days = [plan.week.index(day.date) for day in plan.week.open_days if seen[plan.week.index(day.date)].any()]

    def draw(axes: Any) -> None:
        for n, d in enumerate(days):
            shown = [h for h in hours if seen[d, h]]
            at = n * (len(hours) + 1) + np.array([np.searchsorted(hours, h) for h in shown])
            low, mean, high = (ends[d, 0, shown] for ends in (band.low, band.mean, band.high))
            axes.bar(at, high - low, 0.9, bottom=low, color="#d0d0d0", edgecolor="black", linewidth=0.5,
                     label=words("waits.band") if n == 0 else None)  # fmt: skip
            axes.hlines(mean, at - 0.45, at + 0.45, color="black", linewidth=2.2,
                        label=words("waits.mean") if n == 0 else None)  # fmt: skip
            middle = n * (len(hours) + 1) + (len(hours) - 1) / 2
            axes.text(middle, -0.16, words.weekday(plan.week.grid.dates[d]), ha="center", va="top",
                      transform=axes.get_xaxis_transform())  # fmt: skip
        _scale(axes, band, plan, words)
        ticks = [(n * (len(hours) + 1) + k, band.starts[h]) for n in range(len(days)) for k, h in enumerate(hours)]
        named = [(at, start) for at, start in ticks if start // 60 % 2 == 0]
        axes.set_xticks([at - 0.5 for at, _ in named], [f"{start // 60:02d}" for _, start in named], fontsize=7)

    return picture(_title(band, seen, plan, words), (7.4, 2.5), draw, "waits")


def _scale(axes: Any, band: HourlyBand, plan: Judged, words: Words) -> None:
    """Minutes from 0, with the target's limit where waits come near it."""
    top, limit = float(band.high.max()), plan.week.office.target.call_minutes
    if top > limit / 2:
        axes.axhline(limit, color="black", linewidth=0.9, linestyle="--", label=words("waits.limit"))
        top = max(top, limit)
    axes.set_ylim(0, 1.28 * max(top, 5.0))
    axes.set_ylabel(words("waits.minutes"))
    axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=3)


def _title(band: HourlyBand, seen: np.ndarray, plan: Judged, words: Words) -> str:
    """When one waits longest."""
    mean = np.where(seen, band.mean[:, 0], -1.0)
    day, hour = np.unravel_index(int(mean.argmax()), mean.shape)
    longest, start = float(mean[day, hour]), int(band.starts[hour])
    if longest < HARDLY:
        return words("waits.hardly")
    return words(
        "waits.longest", day=words.weekday(plan.week.grid.dates[day]), start=words.clock(start),
        end=words.clock(60 * (start // 60 + 1)), minutes=words.number(longest),
    )  # fmt: skip
