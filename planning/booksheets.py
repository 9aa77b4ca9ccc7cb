"""What the sheets of the head's workbook hold: shared by who writes it and who reads it.

Each sheet has a hidden row with its mark and the ids of its columns, and a hidden first column with the ids of its
rows; titles and headings are words for people and may be in any language.
"""

from collections.abc import Mapping
from typing import Literal

from office.office import Office
from office.people import AbsenceKind

SheetId = Literal["people", "away", "counters", "events", "bookings", "wishes"]
MARK = "loket:"
"""What the hidden row of a sheet begins with, followed by the sheet's id."""
SKILL = "skill:"
"""What the id of a skill's column begins with, followed by the skill's id."""

_FIXED: Mapping[SheetId, tuple[str, ...]] = {
    "people": ("name", "active"),
    "away": ("officer", "start", "end", "kind"),
    "counters": ("name", "open"),
    "events": ("start", "end", "kind", "note", "officers_away", "opens", "closes", "visitors", "service"),
    "bookings": ("day", "minute", "service", "count", "booked_on", "quota"),
    "wishes": ("officer", "start", "end", "weekday", "wish", "important"),
}
SHEETS: tuple[SheetId, ...] = ("people", "away", "wishes", "counters", "events", "bookings")


def columns_of(sheet: SheetId, office: Office) -> tuple[str, ...]:
    """The ids of a sheet's columns, from the second on; the first holds the ids of rows."""
    skills = tuple(f"{SKILL}{skill}" for skill in office.skills) if sheet == "people" else ()
    return (*_FIXED[sheet], *skills)


AWAY_NAMES: Mapping[str, AbsenceKind] = {
    "cuti": "leave",
    "cuti tahunan": "leave",
    "cuti besar": "leave",
    "cuti bersama": "leave",
    "cuti melahirkan": "leave",
    "cuti alasan penting": "leave",
    "cuti di luar tanggungan negara": "leave",
    "ct": "leave",
    "leave": "leave",
    "annual leave": "leave",
    "dinas luar": "outside_duty",
    "dinas": "outside_duty",
    "dl": "outside_duty",
    "perjalanan dinas": "outside_duty",
    "tugas luar": "outside_duty",
    "tugas belajar": "outside_duty",
    "diklat": "outside_duty",
    "pelatihan": "outside_duty",
    "rapat": "outside_duty",
    "jemput bola": "outside_duty",
    "outside duty": "outside_duty",
    "official trip": "outside_duty",
    "training": "outside_duty",
    "sakit": "off_duty",
    "cuti sakit": "off_duty",
    "izin": "off_duty",
    "ijin": "off_duty",
    "izin sakit": "off_duty",
    "tidak bertugas": "off_duty",
    "tidak masuk": "off_duty",
    "libur": "off_duty",
    "sick": "off_duty",
    "sick leave": "off_duty",
    "off duty": "off_duty",
    "off": "off_duty",
}
"""What a head writes about a day away, and all of it that is kept."""
AWAY_SHOWN: tuple[str, ...] = ("Cuti", "Dinas luar", "Tidak bertugas")
"""What is proposed when a word is not understood."""
