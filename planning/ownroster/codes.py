"""Codes: what stands for a shift or a day away in an own roster, where that is clear."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from office.values import Span
from office.visits.names import plain, words
from planning.booksheets import AWAY_NAMES
from planning.ownroster.form import AWAY
from scheduler.shifts import Shift

OFF_WORDS = frozenset({
    "l", "lb", "libur", "off", "o", "bebas", "lepas", "free", "hari libur", "tanggal merah", "lepas dinas",
    "lepas jaga", "day off", "public holiday",
})  # fmt: skip
"""A day without work that nobody asked for. Codes of one letter stand behind shifts that begin with it."""
FIRST_WORDS: Mapping[str, str] = {
    "libur": "off", "cuti": "leave", "sakit": "off_duty", "izin": "off_duty", "ijin": "off_duty",
    "diklat": "outside_duty", "pelatihan": "outside_duty", "leave": "leave", "sick": "off_duty",
}  # fmt: skip
"""What a text says that begins so, whatever follows: `Libur nasional`, `Cuti karena alasan penting`."""
LETTERS: Mapping[str, str] = {"c": "leave", "ct": "leave", "dl": "outside_duty", "tl": "outside_duty"}
PRESENT = frozenset({"1", "h", "v", "x", "d", "p", "hadir", "masuk", "kerja", "dinas", "piket"})
"""At work, where the office has only one shift."""
_AWAY = {plain(name): kind for name, kind in (*AWAY_NAMES.items(), *((word, "off") for word in OFF_WORDS))}
_MARKS = re.compile(r"[✓✔√●•*]+")
_TIMES = re.compile(r"(\d{1,2}[.:]\d{2})\s*(?:-|–|s\.?d\.?|sampai|to)\s*(\d{1,2}[.:]\d{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Codes:
    """What codes mean: a shift's id, a kind of day away, or None where it is not clear.

    Parameters
    ----------
    shifts
        The office's.
    given
        Codes of the config; they come before everything else.
    legend
        Words for codes that stand in the file.
    """

    shifts: tuple[Shift, ...]
    given: Mapping[str, str]
    legend: Mapping[str, str]

    def meaning(self, code: str) -> str | None:
        """A shift's id, or one of `AWAY`."""
        told = {name.strip().casefold(): meaning for name, meaning in self.given.items()}
        if code.strip().casefold() in told:
            return told[code.strip().casefold()]
        legend = self.legend.get(code.casefold())
        return self._word(code) or (self._word(legend) if legend else None) or self._letter(code)

    def choices(self, code: str) -> tuple[str, ...]:
        """What a code that is not clear may be set to."""
        return (*(shift.id for shift in self._likely(code)), *AWAY)

    def shift_names(self, code: str) -> tuple[str, ...]:
        """Names of the shifts among them, as a legend has them."""
        return tuple(shift.name for shift in self._likely(code))

    def _likely(self, code: str) -> tuple[Shift, ...]:
        begun = self._begun(code)
        return tuple(shift for shift in self.shifts if not begun or shift.id in begun)

    def _word(self, text: str) -> str | None:
        """By a shift's whole name, its times, or a whole word for a day away."""
        if not plain(text):
            return "off" if not set(text) - set(" -–—.") else None
        named = {shift.id for shift in self.shifts if plain(text) in (plain(shift.id), plain(shift.name))}
        if len(named) == 1:
            return named.pop()
        timed = self._timed(text)
        if len(timed) == 1:
            return timed.pop()
        whole = _AWAY.get(plain(text)) if len(plain(text)) > 1 else None
        if whole is not None:  # `Dinas luar` is no shift called Dinas
            return whole
        mentioned = {s.id for s in self.shifts if {plain(s.id), plain(s.name)} & set(words(text))}
        if len(mentioned) == 1:
            return mentioned.pop()
        return FIRST_WORDS.get(words(text)[0]) if len(words(text)) > 1 else None

    def _timed(self, text: str) -> set[str]:
        found = _TIMES.search(text)
        if found is None:
            return set()
        try:
            span = Span.model_validate(f"{found[1]}-{found[2]}")
        except ValidationError:
            return set()
        return {shift.id for shift in self.shifts if span in spans_of(shift)}

    def _letter(self, code: str) -> str | None:
        """By its first letters; by what a letter usually says; at work where there is but one shift."""
        begun, usual = self._begun(code), LETTERS.get(plain(code))
        if len(begun) == 1 and usual is None:
            return begun[0]
        if not begun and usual is not None:
            return usual
        if not begun and plain(code) in OFF_WORDS:
            return "off"
        if len(self.shifts) == 1 and (plain(code) in PRESENT or _MARKS.fullmatch(code.strip())):
            return self.shifts[0].id
        return None

    def _begun(self, code: str) -> list[str]:
        """Shifts whose id or name begins with these letters."""
        text = plain(code)
        return [s.id for s in self.shifts if text and (plain(s.id).startswith(text) or plain(s.name).startswith(text))]


def spans_of(shift: Shift) -> list[Span]:
    """All times of a shift in any season."""
    tables: Iterable[object] = (shift.hours.normal, shift.hours.ramadan)
    return [span for table in tables if table is not None for _, span in table]  # type: ignore[attr-defined]
