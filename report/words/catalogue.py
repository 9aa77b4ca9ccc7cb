"""Words: sentences by key, numbers and dates as the reader writes them."""

import json
import locale
import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

LANGUAGES = ("id", "en")
LARGEST = 1e15
"""Larger numbers mean nothing in an office; they stand in what is refused, and are shown short."""
MINUS = "\u2212"
_NAMES = {"id": "id", "in": "id", "indonesian": "id", "en": "en", "english": "en"}


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of a language by key, from the JSON files of its folder.

    Raises
    ------
    ValueError
        If two files hold the same key.
    """
    found: dict[str, str] = {}
    folder = files("report.words") / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            part: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
            twice = found.keys() & part.keys()
            if twice:
                raise ValueError(f"{file.name} repeats {sorted(twice)}")
            found |= part
    return found


class Words:
    """The words of one language.

    Parameters
    ----------
    language
        ``id`` or ``en``.
    """

    def __init__(self, language: str = "id") -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no words in {language!r}; there are {LANGUAGES}")
        self.language = language
        self._texts = catalogue(language)

    def __call__(self, key: str, /, **params: object) -> str:
        """The sentence of a key with its facts put in. KeyError if there is none: a test finds it first."""
        return self._texts[key].format(**params)

    def counted(self, key: str, count: float, /, **params: object) -> str:
        """The sentence of a key about so many, which for exactly one is that of ``<key>.one``."""
        return self(f"{key}.one" if count == 1 else key, **params)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of this key."""
        return key in self._texts

    def day(self, day: date) -> str:
        """``Senin, 30 November 2026``."""
        from babel.dates import format_date

        return format_date(day, "EEEE, d MMMM y", locale=self.language)

    def short_day(self, day: date) -> str:
        """``30 Nov``."""
        from babel.dates import format_date

        return format_date(day, "d MMM", locale=self.language)

    def weekday(self, day: date) -> str:
        """``Senin``."""
        from babel.dates import format_date

        return format_date(day, "EEEE", locale=self.language)

    def clock(self, minute: int) -> str:
        """``08.00``: 24 hours with a dot in both languages, as the paper has it."""
        return f"{minute // 60:02d}.{minute % 60:02d}"

    def number(self, value: float, digits: int = 0) -> str:
        """A number with the reader's separators and a minus sign that no line break parts: ``−1.234,5``."""
        from babel.numbers import format_decimal

        if abs(value) > LARGEST:
            return f"{float(value):.0e}" if abs(value) < 1e300 else "∞"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(round(value, digits) + 0.0, pattern, locale=self.language).replace("-", MINUS)

    def rupiah(self, amount: float) -> str:
        """Money: ``Rp1.875.000``."""
        return f"Rp{self.number(amount)}"

    def hours(self, minutes: float) -> str:
        """Hours with as many decimals as they have, two at most: ``5,5``."""
        hours = round(minutes / 60, 2)
        return self.number(hours, next(digits for digits in (0, 1, 2) if round(hours, digits) == hours))

    def percent(self, share: float, digits: int = 0) -> str:
        """``84 %``, from a share between 0 and 1."""
        return f"{self.number(100 * share, digits)} %"


def preferred(chosen: str | None = None) -> str:
    """The language to use: the choice, else LOKET_LANG, else the computer's, else Indonesian."""
    computer = locale.getlocale()[0] if sys.platform == "win32" else None
    named = (chosen, os.environ.get("LOKET_LANG"), os.environ.get("LC_ALL"), os.environ.get("LANG"), computer)
    codes = [re.split(r"[._-]", name or "")[0].lower() for name in named]
    return next((_NAMES[code] for code in codes if code in _NAMES), "id")
