"""A new office: the texts of its YAML and calendar from a preset, with its own name put in."""

import json
import re
from pathlib import Path

from office.problems import ConfigError, Place, Problem
from office.visits.names import words
from planning.textfile import read_text

PRESETS = ("lebong", "ukk_small", "large")
_CALENDAR = re.compile(r"^calendar: +\[?([^\s,\]]+)[^#\n]*(#.*)?$", re.MULTILINE)
"""The first calendar, which is the nation's; days of the preset's own are not the new office's."""
_HEADER = re.compile(r"\A(?:# .*\n)*# .*(?=\n#\n)")
"""The first remarks, which say what the sample is."""
_OFFICE = re.compile(r"^office:\n  id: .*\n  name: .*$", re.MULTILINE)
_TITLE = re.compile(r"^(  letterhead:[^\n]*\n    lines: )\[.*\]", re.MULTILINE)
MOST_ID = 40


def start_office(presets: Path, preset: str, name: str | None = None) -> dict[str, str]:
    """The files of a new office: text by file name, comments and all.

    Parameters
    ----------
    presets
        Folder of the offices that ship with the product.
    preset
        One of `PRESETS`.
    name
        The office's name; None keeps that of the preset.

    Returns
    -------
    dict
        The YAML, named after the office, and the calendar that it names. Who writes them refuses to overwrite.

    Raises
    ------
    ConfigError
        If there is no such preset, or the name holds no letter or digit.
    """
    if preset not in PRESETS:
        raise ConfigError(Problem("init.preset", found=preset, allowed=PRESETS))
    text = read_text(presets / f"{preset}.yaml", "config")
    named = _CALENDAR.search(text)
    if named is None:
        raise ConfigError(Problem("config.no_calendar", Place(file=str(presets / f"{preset}.yaml"))))
    calendar = Path(named[1])
    files = {calendar.name: read_text(presets / calendar, "calendar")}
    text = _CALENDAR.sub(lambda found: f"calendar: {calendar.name}   {found[2] or ''}".rstrip(), text)
    if name is None:
        return {f"{preset}.yaml": text, **files}
    return {f"{_id_of(name)}.yaml": _renamed(text, preset, name.strip()), **files}


def _id_of(name: str) -> str:
    """A short name: its words without accents, joined by underscores."""
    id = re.sub(r"[^a-z0-9_]", "", "_".join(words(name))).strip("_")
    if not id:
        raise ConfigError(Problem("init.name", found=name))
    is_text = id[0].isalpha() and id not in ("true", "false", "null")  # what YAML would not take for a text
    return (id if is_text else f"kantor_{id}")[:MOST_ID].strip("_")


def _renamed(text: str, preset: str, name: str) -> str:
    """The preset's text with name, id and letterhead of the new office; its file name in the remarks as well."""
    printable = "".join(letter for letter in name if letter.isprintable() or letter.isspace())
    id, quoted = _id_of(name), json.dumps(" ".join(printable.split()), ensure_ascii=False)  # JSON's texts are YAML's
    text = _HEADER.sub(lambda _: f"# {' '.join(printable.split())} (dari contoh / from the sample: {preset})", text)
    text = _OFFICE.sub(lambda _: f"office:\n  id: {id}\n  name: {quoted}", text)
    text = _TITLE.sub(lambda found: f"{found[1]}[{quoted}]", text)
    return text.replace(f"config check {preset}.yaml", f"config check {id}.yaml")
