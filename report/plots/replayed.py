"""Picture of a replayed week: what really happened, as dots, beside the model's mean and range."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from report.plots.canvas import Picture, picture
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.replay.beside import Part

Figure = Literal["late", "wait"]
GREY = "#d0d0d0"


def beside_picture(parts: Sequence["Part"], names: Sequence[str], figure: Figure, words: Words) -> Picture:
    """Late visitors, or mean waits, of some parts of a week side by side.

    Parameters
    ----------
    parts, names
        Days or hours, and what stands below each.
    figure
        Which figure.
    words
        The reader's language.
    """
    shown = [getattr(part, figure) for part in parts]
    inside = sum(each.inside for each in shown)
    title = words(f"replay.plot.{figure}", inside=inside, parts=len(shown))

    def draw(axes: Any) -> None:
        at = range(len(shown))
        low = [each.low for each in shown]
        axes.bar(at, [each.high - each.low for each in shown], 0.62, bottom=low, color=GREY, edgecolor="black",
                 linewidth=0.6, label=words("replay.plot.range"))  # fmt: skip
        means = [each.mean for each in shown]
        axes.hlines(means, [x - 0.31 for x in at], [x + 0.31 for x in at], color="black", linewidth=2.2,
                    label=words("replay.plot.model"))  # fmt: skip
        axes.plot(at, [each.real for each in shown], "o", color="white", markeredgecolor="black",
                  label=words("replay.plot.really"))  # fmt: skip
        top = max([1.0, *(each.high for each in shown), *(each.real for each in shown)])
        axes.set_ylim(-0.04 * top, 1.3 * top)
        axes.set_xticks(list(at), list(names), fontsize=8)
        axes.set_ylabel(words(f"replay.plot.{figure}_axis"))
        axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=3)

    return picture(title, (7.4, 1.8), draw, f"replay-{figure}-{names[0] if names else ''}")
