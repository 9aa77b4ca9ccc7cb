"""A picture of service times: for each service at each step what the log holds, the law used, and what is written."""

from typing import TYPE_CHECKING, Any

import numpy as np

from report.plots.canvas import Picture, picture
from report.words.catalogue import Words
from staffing.servicetimes.law import lognormal
from staffing.servicetimes.times import StepTimes

if TYPE_CHECKING:
    from planning.servicetimes import LookedTimes

COLUMNS = 3
MOST = 12
GREY = "#c8c8c8"
HEADROOM = 1.35
"""Height of a panel over its highest bar: above it stand the names."""
BINS = 30
TITLE_LETTERS = 34
LETTERS = 30
"""Of a name in a panel; a longer one is cut."""


def times_picture(looked: "LookedTimes", words: Words) -> Picture:
    """Histograms with the law that is used (black) and the written one (dashed), the busiest services first.

    At most twelve services; right of the dotted line lies the longest twentieth.
    """
    shown = sorted((each for each in looked.times.steps if len(each.sample)), key=lambda each: -each.used)[:MOST]
    rows = max(1, -(-len(shown) // COLUMNS))

    def draw(axes: Any) -> None:
        grid = axes.figure.add_gridspec(rows, COLUMNS)
        axes.figure.supxlabel(words("times.plot.legend"), fontsize=9)
        if not shown:
            axes.set_axis_off()
        for n, each in enumerate(shown):
            place = grid[n // COLUMNS, n % COLUMNS]
            panel = axes.figure.add_subplot(place) if n else axes
            panel.set_subplotspec(place)
            _panel(panel, each, looked, words)

    return picture(words("times.plot"), (9.6, 0.7 + 2.1 * rows), draw, "times", TITLE_LETTERS)


def _panel(axes: Any, each: StepTimes, looked: "LookedTimes", words: Words) -> None:
    most = 1.6 * each.law.quantile(0.95)
    share = float((each.sample <= most).mean())
    heights, edges = np.histogram(each.sample, bins=BINS, range=(0, most), density=share > 0)
    minutes = np.linspace(most / 300, most, 300)
    spread = float(np.sqrt(np.log1p(each.written_cv**2)))
    axes.bar(edges[:-1], share * heights, np.diff(edges), align="edge", color=GREY)
    axes.plot(minutes, lognormal(each.written_mean, spread).density(minutes), color="black",
              linestyle=(0, (4, 2)), linewidth=0.9)  # fmt: skip
    axes.plot(minutes, each.law.density(minutes), color="black", linewidth=1.5)
    axes.axvline(each.law.quantile(0.95), ymax=0.72, color="black", linestyle=":", linewidth=1)
    names = (looked.office.service(each.service).name, looked.office.step(each.step).name)
    told = words("times.plot.panel", mean=words.number(each.law.mean, 1), used=words.number(each.used))
    named = [name if len(name) <= LETTERS else name[: LETTERS - 1] + "…" for name in names]
    axes.text(0.98, 0.97, "\n".join([*named, told]), transform=axes.transAxes, ha="right", va="top", fontsize=7.5)
    axes.set_xlim(0, most)
    axes.set_ylim(0, HEADROOM * float(max((share * heights).max(), each.law.density(minutes).max())))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
