"""The canvas: figures without any state that outlives them, as SVG text and PNG bytes. Black first."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same picture on every machine
    "font.size": 10, "svg.fonttype": "none", "axes.spines.top": False, "axes.spines.right": False,
    "axes.titlelocation": "left", "axes.titleweight": "bold", "hatch.linewidth": 0.6,
}  # fmt: skip

LETTERS_AN_INCH = 8.8
"""Of a title; a longer one goes on in a second line."""


@dataclass(frozen=True)
class Picture:
    """A picture as SVG text for pages, and as PNG bytes for files; `title` says what it shows."""

    title: str
    svg: str
    png: bytes


def picture(
    title: str, inches: tuple[float, float], draw: Callable[[Any], None], salt: str, letters: int | None = None
) -> Picture:  # fmt: skip
    """Draws on the axes of a figure of its own; the same input gives the same picture on every machine.

    Parameters
    ----------
    title
        What the picture shows, in a sentence.
    inches
        Width and height.
    draw
        Draws on matplotlib axes.
    salt
        Name of the picture, from which its inner ids are made; pictures of one page need different ones.
    letters
        Of a line of the title, which begins where the axes do; None where that is at the left.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings: Any = {**SETTINGS, "svg.hashsalt": salt}
    with mpl.rc_context(settings):
        figure = Figure(figsize=inches, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        draw(axes)
        axes.set_title("\n".join(wrap(title, letters or round(LETTERS_AN_INCH * inches[0]))))
        return Picture(title, _svg(figure, title), _png(figure))


def _svg(figure: "Figure", title: str) -> str:
    """The figure as an element for a page: same input, same text."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    body = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    return body.replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)


def _png(figure: "Figure") -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=144, metadata={"Software": None})
    return buffer.getvalue()
