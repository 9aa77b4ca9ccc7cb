"""A country's calendar: public holidays, joint leave, observed days and Ramadan, from the package `holidays`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from office.days import CalendarEntry, CalendarKind
from office.problems import InputError, Problem
from planning.calendarfile import read_calendar

if TYPE_CHECKING:
    from holidays import HolidayBase

INDONESIA = Path(__file__).parent.parent / "configs" / "calendars" / "indonesia.csv"
"""Decreed dates of Ramadan; the package knows Eid only."""
JOINT_LEAVE = {("ID", "government")}
"""Where a category holds days of joint leave, decreed year by year."""
SCHOOL = "school"
OBSERVED = ("optional", "bank", "half_day", "government")
"""Categories of days that many keep and few offices close on."""
FASTING = (
    "AE", "AF", "BD", "BH", "BN", "DZ", "EG", "ID", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MY", "OM", "PK", "QA",
    "SA", "SY", "TN", "TR", "YE",
)  # fmt: skip
"""Countries most of whose visitors keep Ramadan."""
RAMADAN_DAYS = 30
EID = re.compile(r"eid al-fitr", re.IGNORECASE)
ESTIMATED = re.compile(r",? ?\b(estimated|perkiraan)\b|\((estimated|perkiraan)\)", re.IGNORECASE)
LANGUAGES = {"ID": "id"}


def country_entries(country: str, years: Iterable[int]) -> tuple[CalendarEntry, ...]:
    """The calendar of a country, in order: holidays close the office; see `CalendarEntry.kept_open` for one that works.

    Public holidays, joint leave (Indonesia: cuti bersama), school holidays, other days that are widely observed, and
    Ramadan where most visitors keep it: as decreed where our own table knows it, else the 30 days before Eid. Dates
    that are not decreed yet are marked as estimated.

    Parameters
    ----------
    country
        ISO 3166 code, with a part of the country where that matters: ``ID``, ``GB-SCT``.
    years
        Calendar years, each once.

    Raises
    ------
    InputError
        If there is no such country, or no such part of it; the codes that come closest are named.
    """
    wanted = sorted(set(years))
    code, part = _codes(country)
    known = _holidays(code, part, wanted, "public")
    entries = [_entry(day, name, "public_holiday", code) for day, name in known]
    taken = {day for day, _ in known}
    for category in _categories(code):
        kind = _kind(code, category)
        days = [(day, name) for day, name in _holidays(code, part, wanted, category) if day not in taken]
        entries += [_entry(day, name, kind, code) for day, name in days]
        taken |= {day for day, _ in days if kind == "joint_leave"}
    fasts = _ramadans(code, part, wanted) if code in FASTING else ()
    return tuple(sorted(_once([*entries, *fasts]), key=lambda entry: (entry.start, entry.kind, entry.note)))


def _codes(country: str) -> tuple[str, str | None]:
    """Country and part, both as the package spells them."""
    from holidays.utils import list_supported_countries

    code, _, part = country.strip().upper().partition("-")
    known = list_supported_countries(include_aliases=False)
    if code not in known:
        raise InputError(Problem("country.unknown", found=country, allowed=_meant(country.strip(), list(known))))
    if part and part not in known[code]:
        allowed = tuple(f"{code}-{one}" for one in _closest(part, known[code])) or (code,)
        raise InputError(Problem("country.part_unknown", found=country, allowed=allowed, params={"country": code}))
    return code, part or None


def _meant(found: str, known: Sequence[str]) -> tuple[str, ...]:
    """The code of a country, or a part of one, that was named in words; else the codes that come closest."""
    spelled = _spelled()
    near = get_close_matches(found.casefold().replace("_", " "), spelled, n=3, cutoff=0.8)
    return tuple(dict.fromkeys(spelled[name] for name in near)) or _closest(found.upper(), known)


def _spelled() -> dict[str, str]:
    """Codes by name, and by three letters."""
    from holidays.registry import COUNTRIES

    spelled: dict[str, str] = {}
    for key, (_, code, letters, *_) in COUNTRIES.items():
        parts = _package(code, None, (), "public").subdivisions_aliases
        spelled |= {name.casefold(): f"{code}-{part}" for name, part in parts.items()}
        spelled |= {key.replace("_", " "): code, letters.casefold(): code}
    return spelled


def _closest(found: str, known: Sequence[str]) -> tuple[str, ...]:
    near = get_close_matches(found, known, n=5, cutoff=0.3)
    return tuple(near) or tuple(sorted(known)[:5])


def _categories(code: str) -> tuple[str, ...]:
    """Categories beside the public holidays that the package has for a country."""
    wanted = (*dict.fromkeys(category for country, category in JOINT_LEAVE if country == code), SCHOOL, *OBSERVED)
    has = _package(code, None, (), "public").supported_categories
    return tuple(dict.fromkeys(category for category in wanted if category in has))


def _kind(code: str, category: str) -> CalendarKind:
    if (code, category) in JOINT_LEAVE:
        return "joint_leave"
    return "school_holiday" if category == SCHOOL else "observance"


def _package(code: str, part: str | None, years: Sequence[int], category: str, language: str = "") -> "HolidayBase":
    from holidays import country_holidays

    spoken = language or LANGUAGES.get(code, "en_US")
    return country_holidays(code, subdiv=part, years=list(years), categories=(category,), language=spoken)


def _holidays(code: str, part: str | None, years: Sequence[int], category: str) -> list[tuple[date, str]]:
    """Days and names; two holidays on one day are two."""
    found = _package(code, part, years, category)
    return sorted((day, name) for day in found for name in found.get_list(day))


def _entry(day: date, name: str, kind: CalendarKind, code: str) -> CalendarEntry:
    plain = " ".join(re.sub(r"\( *\)", "", ESTIMATED.sub("", name)).split())
    estimated = bool(ESTIMATED.search(name))
    return CalendarEntry(start=day, end=day, kind=kind, note=plain, source=f"holidays: {code}", estimated=estimated)


def _once(entries: Iterable[CalendarEntry]) -> Iterable[CalendarEntry]:
    """Each day of a kind and name once: several categories may list it."""
    return {(entry.start, entry.kind, entry.note): entry for entry in reversed(list(entries))}.values()


def _ramadans(code: str, part: str | None, years: Sequence[int]) -> Iterator[CalendarEntry]:
    """One entry a Ramadan whose Eid lies in the years: decreed in Indonesia, elsewhere the days before Eid."""
    shipped = {e.end: e for e in read_calendar(INDONESIA, {}) if e.kind == "ramadan"} if code == "ID" else {}
    for eid in _eids(code, part, years):
        last = eid - timedelta(1)
        yield shipped.get(last) or CalendarEntry(
            start=last - timedelta(RAMADAN_DAYS - 1), end=last, kind="ramadan", note="Ramadan",
            source=f"holidays: {code}", estimated=True,
        )  # fmt: skip


def _eids(code: str, part: str | None, years: Sequence[int]) -> Iterator[date]:
    """The first day of every Eid al-Fitr."""
    found = _package(code, part, years, "public", "en_US")
    days = sorted(day for day in found if any(_is_eid(name) for name in found.get_list(day)))
    for day in days:
        if day - timedelta(1) not in days:
            yield day


def _is_eid(name: str) -> bool:
    """Eid itself, no day in lieu and no day added before."""
    return bool(EID.search(name)) and not re.search(r"observed|additional", name)
