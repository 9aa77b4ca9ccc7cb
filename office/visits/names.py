"""Spellings: what two ways of writing the same name have in common."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_DESK = re.compile(r"^(?:loket|lkt|konter|counter|desk|window|booth|meja|l|c)?0*(\d+)$")


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents: ``("tgl", "ambil")`` of `Tgl. Ambil`."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return tuple(_WORD.findall("".join(c for c in bare if not unicodedata.combining(c))))


def plain(text: str) -> str:
    """Letters and digits alone, in small letters: ``tglambil`` of `Tgl. Ambil`."""
    return "".join(words(text))


def desk(text: str) -> str:
    """The number of a counter however it is written (`Loket 3`, `L-3`, `LOKET III`, `03`), else its plain text."""
    parts = words(text)
    last = _ROMAN.get(parts[-1], parts[-1]) if parts else ""
    numbered = _DESK.match("".join(parts[:-1]) + last)
    return numbered[1] if numbered else "".join(parts)


def nearest(text: str, names: Iterable[str]) -> str:
    """The name that looks most like a mistyped text, of equals the first; empty when none is near."""
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain(name), name)
    close = difflib.get_close_matches(plain(text), by_plain, n=1, cutoff=0.6)
    return by_plain[close[0]] if close else ""
