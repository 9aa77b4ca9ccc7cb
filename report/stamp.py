"""The corner of every page: which office, week and edition this is, and what it can be told from others by."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from office.weeks import dates_of
from planning.results import WeekPlan
from report.words.catalogue import Words
from scheduler.roster import Roster


@dataclass(frozen=True)
class Stamp:
    """Texts of the corner.

    Parameters
    ----------
    office
        Name of the office.
    week
        ``Minggu 49 · 30 Nov – 4 Des 2026``.
    made
        When the plan was made, in the office's own time.
    code
        First eight digits of the roster's hash: two sheets with the same code say the same.
    """

    office: str
    week: str
    made: str
    code: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return " · ".join((self.office, self.week, self.made, self.code))


def stamp(plan: WeekPlan, words: Words) -> Stamp:
    """The corner of a plan's pages."""
    moment = _moment(plan)
    clock = words.clock(60 * moment.hour + moment.minute)
    day, number = f"{words.short_day(moment.date())} {moment.year}", plan.edition.number
    made = words("stamp.edition" if number > 1 else "stamp.made", number=number, day=day, clock=clock)
    return Stamp(plan.office.name, week_title(plan, words), made, words("stamp.code", code=code(plan.roster)))


def local_day(plan: WeekPlan) -> date:
    """The office's date on which a plan was made."""
    return _moment(plan).date()


def _moment(plan: WeekPlan) -> datetime:
    return plan.provenance.created_at.astimezone(ZoneInfo(plan.office.zone))


def week_title(plan: WeekPlan, words: Words) -> str:
    """``Minggu 49 · 30 Nov – 4 Des 2026``, from Monday to the last open day."""
    days, opened = dates_of(plan.week.week), plan.week.open_days
    return title_of(plan.week.week, opened[-1].date if opened else days[-1], words)


def title_of(week: str, last: date, words: Words) -> str:
    """The title of a week that ends on some day."""
    first = dates_of(week)[0]
    if first == last:
        return words("stamp.week", number=int(week[-2:]), span=f"{words.short_day(last)} {last.year}")
    span = f"{words.short_day(first)} – {words.short_day(last)} {last.year}"
    return words("stamp.week", number=int(week[-2:]), span=span)


def code(roster: Roster) -> str:
    """First eight digits of the SHA-256 of a roster, the same on every machine."""
    text = json.dumps(roster.model_dump(), default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)
