"""Data about persons, told by what stands in the cells."""

import re
from collections.abc import Iterable

PERSONAL = re.compile(
    r"(?<!\d)(?<!\d[.,])\d{9,}"  # identity, family and phone numbers; not the decimals of a number
    r"|\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}|\d{6}[ .-]\d{6}[ .-]\d{4}"  # the same, written in groups
    r"|(?:\+62|\b62|\b0)[ -]?8\d{2}[ -]\d{3,4}[ -]\d{3,5}"
    r"|[^\s@]+@[^\s@]+"
)
_A_PERSONS = re.compile(
    r"^(?!20\d\d[01]\d[0-3]\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}$"  # 16 digits, unless they begin with a date
    r"|^(?:\+?62|0)[ -]?8\d{1,2}(?:[ -]?\d){6,10}$"
    r"|^[^\s@]+@[^\s@]+\.[^\s@]+$"
)
_SHARE = 0.1


def hidden(text: str) -> str:
    """The text with everything that may point to a person replaced by `•••`."""
    return PERSONAL.sub("•••", text)


def looks_personal(cells: Iterable[str]) -> bool:
    """Whether at least a tenth of the filled cells hold an identity number, a phone number or an address of e-mail."""
    filled = [cell for cell in map(str.strip, cells) if cell]
    found = sum(_A_PERSONS.match(cell) is not None for cell in filled)
    return found > 0 and found >= _SHARE * len(filled)
