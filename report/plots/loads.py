"""Pictures of a simulated week: people waiting by hour, and how full the counters are."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from report.plots.canvas import Picture, picture
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.hourly import HourLoad
    from planning.simulate import Simulated

INCHES = (7.4, 2.3)
GREY = "#d0d0d0"
FEWEST_PEOPLE = 3
"""The axis of people waiting goes at least so far."""


def queue_picture(simulated: "Simulated", words: Words) -> Picture:
    """People waiting at once by hour: the mean, and what is not exceeded on 9 of 10 days."""
    days = simulated.evaluation.days
    found = [(hour.waiting_high, day.day, hour) for day in days for hour in day.hours]
    busiest = max(found, key=lambda item: item[0], default=None)
    title = words("simulation.plot.no_queue")
    if busiest is not None:
        _, day, hour = busiest
        title = words("simulation.plot.queue", day=words.weekday(simulated.week.days[day].date),
                      start=words.clock(hour.start), end=words.clock(hour.end),
                      people=words.number(hour.waiting_high, 1))  # fmt: skip

    def draw(axes: Any) -> None:
        high = _bars(axes, simulated, lambda hour: hour.waiting_high, GREY, words("simulation.plot.most"))
        _bars(axes, simulated, lambda hour: hour.waiting, "black", words("simulation.plot.mean"))
        _name_days(axes, simulated, words)
        axes.set_ylim(0, 1.25 * max(high, FEWEST_PEOPLE))
        axes.set_ylabel(words("simulation.plot.people"))
        axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=2)

    return picture(title, INCHES, draw, "queue")


def occupancy_picture(simulated: "Simulated", words: Words) -> Picture:
    """Share of the time at counters that is spent with visitors, by hour, with how many counters are held."""
    days = simulated.evaluation.days
    found = [hour.occupied for day in days for hour in day.hours if hour.occupied is not None]
    busiest = max(found, default=0.0)
    title = (
        words("simulation.plot.occupied", share=words.percent(busiest)) if found else words("simulation.plot.no_posts")
    )

    def draw(axes: Any) -> None:
        _bars(axes, simulated, lambda hour: 100 * (hour.occupied or 0.0), GREY, words("simulation.plot.with"))
        for n, day in enumerate(days):
            for hour in day.hours:
                if hour.counters > 0:
                    at = _at(n, hour, simulated)
                    axes.text(
                        at, 100 * (hour.occupied or 0.0) + 2, words.number(hour.counters), ha="center", fontsize=7
                    )
        _name_days(axes, simulated, words)
        axes.set_ylim(0, 118)
        axes.set_ylabel("%")
        axes.legend(loc="upper right", fontsize=8, frameon=False)

    return picture(title, INCHES, draw, "occupancy")


def _bars(axes: Any, simulated: "Simulated", value: Callable[["HourLoad"], float], colour: str, label: str) -> float:
    """A block of bars a day; returns the largest value."""
    found = [(n, hour) for n, day in enumerate(simulated.evaluation.days) for hour in day.hours]
    at, heights = [_at(n, hour, simulated) for n, hour in found], [value(hour) for _, hour in found]
    narrow = 0.9 if colour == GREY else 0.45
    axes.bar(at, heights, narrow, color=colour, edgecolor="black", linewidth=0.4, label=label)
    named = [(x, hour.start) for x, (_, hour) in zip(at, found, strict=True) if hour.start // 60 % 2 == 0]
    axes.set_xticks([x - 0.5 for x, _ in named], [f"{start // 60:02d}" for _, start in named], fontsize=7)
    return max(heights, default=0.0)


def _name_days(axes: Any, simulated: "Simulated", words: Words) -> None:
    """The day below each block."""
    for n, day in enumerate(simulated.evaluation.days):
        middle = np.mean([_at(n, hour, simulated) for hour in day.hours]) if day.hours else 0.0
        axes.text(middle, -0.16, words.weekday(simulated.week.days[day.day].date), ha="center", va="top",
                  transform=axes.get_xaxis_transform())  # fmt: skip


def _at(block: int, hour: "HourLoad", simulated: "Simulated") -> float:
    """Where an hour of the n-th day stands."""
    starts = [each.start for day in simulated.evaluation.days for each in day.hours]
    low, high = min(starts) // 60, max(starts) // 60
    return block * (high - low + 2) + hour.start // 60 - low
