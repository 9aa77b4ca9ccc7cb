"""Templating: values into HTML that stands alone; the only place that knows jinja2."""

from functools import cache
from typing import TYPE_CHECKING

from report.words.catalogue import Words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def render(template: str, words: Words, **values: object) -> str:
    """A template of report/templates with its values put in; the words stand there as ``w``."""
    return _environment().get_template(template).render(w=words, **values)


@cache
def _environment() -> "Environment":
    """Templates with escaping on: no name can become markup."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("report", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["css_text"] = css_text
    return environment


def css_text(text: str) -> "Markup":
    """A CSS string that can hold any text, also inside a style element."""
    from markupsafe import Markup

    safe = "".join(f"\\{ord(letter):x} " if letter in '\\"<>&\n' else letter for letter in text)
    return Markup(f'"{safe}"')
