"""Pictures of a backtest: models beside each other with the noise floor, and whether ranges hold what they state."""

from typing import Any

import numpy as np

from forecast.backtest.result import NAIVE, LevelName
from planning.backtest import Backtested
from report.backtestwords import short_model_name
from report.plots.canvas import Picture, picture
from report.words.catalogue import Words

BAR = 0.62
GREY = "#c8c8c8"
TITLE_LETTERS = 44
"""Of a line beside the names of models."""


def comparison_picture(done: Backtested, words: Words) -> Picture:
    """WAPE of each model by days and by slots, by wQL of days as in the tables; a line where chance alone begins.

    The product's own answer is black, the baseline hatched: the picture reads without colour.
    """
    part, models = done.scores.whole("day"), done.scores.models
    own, floor = done.scores.of(done.shown, part).wape, done.scores.floor(part).wape
    title = words("backtest.plot.errors", model=short_model_name(done.shown, words), wape=words.percent(own, 1),
                  floor=words.percent(floor, 1))  # fmt: skip

    def draw(axes: Any) -> None:
        columns = axes.figure.add_gridspec(1, 2, width_ratios=[1, 1])
        axes.set_subplotspec(columns[0])
        beside = axes.figure.add_subplot(columns[1])
        minutes = done.result.grid.slot_minutes
        _bars(axes, done, "day", words("backtest.plot.days"), words)
        _bars(beside, done, "slot", words("backtest.plot.slots", minutes=minutes), words)
        labels = [short_model_name(model, words) for model in models]
        axes.set_yticks(range(len(models)), labels)
        for label, model in zip(axes.get_yticklabels(), models, strict=True):
            label.set_fontweight("bold" if model == done.shown else "normal")
        beside.set_yticks(range(len(models)), [""] * len(models))

    return picture(title, (7.4, 1.3 + 0.3 * len(models)), draw, "backtest", TITLE_LETTERS)


def _bars(axes: Any, done: Backtested, level: LevelName, label: str, words: Words) -> None:
    part = done.scores.whole(level)
    found = [100 * done.scores.of(model, part).wape for model in done.scores.models]
    errors = np.nan_to_num(np.array(found))
    for at, (model, error) in enumerate(zip(done.scores.models, errors, strict=True)):
        own, naive = model == done.shown, model == NAIVE
        face = "black" if own else "white" if naive else GREY
        axes.barh(at, error, BAR, color=face, edgecolor="black", linewidth=0.6, hatch="////" if naive else None)
        axes.annotate(words.number(error, 1), (error, at), (3, 0), textcoords="offset points", va="center", fontsize=9,
                      fontweight="bold" if own else "normal")  # fmt: skip
    floor = 100 * done.scores.floor(part).wape
    axes.axvline(floor, color="black", linestyle=(0, (4, 2)), linewidth=1.2)
    axes.text(floor, -0.62, words("backtest.plot.floor", floor=words.number(floor, 1)), ha="center", va="bottom",
              fontsize=8, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})  # fmt: skip
    axes.set_xlim(0, 1.18 * max(float(errors.max(initial=0)), floor, 1e-9))
    axes.set_ylim(len(errors) - 0.4, -1.25)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(label)


def calibration_picture(done: Backtested, words: Words) -> Picture:
    """How much of what came lay inside each stated range, with its play of chance; and where in the forecast it lay."""
    cover = done.scores.of(done.shown, done.scores.whole("day")).cover80
    title = words("backtest.plot.ranges", share=words.percent(cover.share))

    def draw(axes: Any) -> None:
        columns = axes.figure.add_gridspec(1, 2, width_ratios=[1.15, 1])
        axes.set_subplotspec(columns[0])
        beside = axes.figure.add_subplot(columns[1])
        _stated(axes, done, words)
        _places(beside, done, words)

    return picture(title, (7.4, 3.3), draw, "calibration")


def _stated(axes: Any, done: Backtested, words: Words) -> None:
    """Stated against observed shares; on the diagonal ranges are true."""
    day, slot = done.calibrations["day"], done.calibrations["slot"]
    stated = 100 * np.array(day.stated)
    axes.plot([0, 100], [0, 100], color="black", linestyle=(0, (4, 2)), linewidth=1, label=words("backtest.plot.true"))
    axes.fill_between(stated, 100 * day.low, 100 * day.high, color="#dcdcdc", label=words("backtest.plot.chance"))
    axes.plot(stated, 100 * day.observed, "o-", color="black", markersize=3.5, linewidth=1.4,
              label=words("backtest.plot.of_days"))  # fmt: skip
    axes.plot(stated, 100 * slot.observed, "s:", color="black", markerfacecolor="white", markersize=3.5, linewidth=1.2,
              label=words("backtest.plot.of_slots"))  # fmt: skip
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.set_xlabel(words("backtest.plot.stated"))
    axes.set_ylabel(words("backtest.plot.observed"))
    axes.legend(loc="upper left", fontsize=8, frameon=False)


def _places(axes: Any, done: Backtested, words: Words) -> None:
    """Density of what came over the tenths of the forecast; flat at 1 when ranges are true."""
    day, slot = done.calibrations["day"].histogram, done.calibrations["slot"].histogram
    edges = np.linspace(0, 100, len(day) + 1)
    axes.bar(edges[:-1], day, edges[1], align="edge", color=GREY, edgecolor="white", linewidth=0.8,
             label=words("backtest.plot.of_days"))  # fmt: skip
    axes.stairs(slot, edges, color="black", linestyle=":", linewidth=1.4, label=words("backtest.plot.of_slots"))
    axes.axhline(1, color="black", linestyle=(0, (4, 2)), linewidth=1)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 1.35 * max(float(day.max()), float(slot.max()), 1.2))
    axes.set_xlabel(words("backtest.plot.place"))
    axes.set_yticks([0, 1], ["0", words("backtest.plot.even")])
    axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=2)
