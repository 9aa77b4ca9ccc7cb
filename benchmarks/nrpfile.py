"""The public format of employee shift scheduling (Curtois & Qu 2014), read into a horizon and our own rules."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from office.people import Officer
from office.values import MINUTES_A_DAY, Span
from scheduler.horizon import Horizon
from scheduler.roster import Assignment
from scheduler.rules.asked import Asked
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.rules.consecutive_days_off import ConsecutiveDaysOff
from scheduler.rules.filters import Which, Who
from scheduler.rules.heads import Demand, Heads
from scheduler.rules.line import LineRule
from scheduler.rules.period import BySeason, Period
from scheduler.rules.sequence import Sequence as Succession
from scheduler.rules.shift_count import ShiftCount
from scheduler.rules.unavailable import Unavailable
from scheduler.rules.weekends import Weekends
from scheduler.rules.wishes import Wish, Wishes
from scheduler.rules.work_minutes import WorkMinutes

FIRST = date(2024, 1, 1)
"""A Monday: all instances start on one."""
WHOLE = Period(every="horizon")
Row = list[str]


class BadFile(Exception):
    """A file that is not what it should be; the text says where."""


@dataclass(frozen=True)
class Instance:
    """An instance as a horizon and rules; officers and shifts are numbered, names as in the file.

    Parameters
    ----------
    horizon
        Every shift on every day for every employee.
    rules
        Hard ones, then requests and cover as wishes.
    employees, shifts
        Their names, in the order of the file.
    """

    horizon: Horizon
    rules: tuple[LineRule, ...]
    employees: tuple[str, ...]
    shifts: tuple[str, ...]

    def cell(self, employee: int, day: int, shift: int) -> int:
        """Position of a candidate."""
        return (employee * len(self.horizon.dates) + day) * len(self.shifts) + shift

    def held(self, chosen: np.ndarray) -> Iterator[tuple[str, int, str]]:
        """Employee, day and shift of all that is held, in order."""
        for cell in np.flatnonzero(chosen).tolist():
            line, shift = divmod(cell, len(self.shifts))
            employee, day = divmod(line, len(self.horizon.dates))
            yield self.employees[employee], day, self.shifts[shift]

    def score(self, chosen: np.ndarray) -> tuple[int, int]:
        """Objective and broken hard rules of a roster, as the rules judge it."""
        found = [v for rule in self.rules for v in rule.breaches(self.horizon, chosen)]
        return round(sum(v.price for v in found if not v.hard)), sum(v.hard for v in found)


def read_instance(path: Path) -> Instance:
    """Reads an instance.

    Raises
    ------
    BadFile
        If a section is missing, or a line cannot be read or names somebody unknown.
    """
    sections = _sections(path)
    try:
        return _instance(sections)
    except KeyError as error:
        raise BadFile(f"{path.name}: {error.args[0]!r} is named but not there; expected an instance.") from error
    except IndexError as error:
        raise BadFile(f"{path.name}: a section or line is cut short; expected an instance.") from error
    except (ValueError, OverflowError) as error:
        raise BadFile(f"{path.name}: {' '.join(str(error).split())}; expected an instance.") from error


def _sections(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    rows: list[Row] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        text = line.strip()
        if text.startswith("SECTION_"):
            rows = found.setdefault(text, [])
        elif text and not text.startswith("#"):
            if rows is None:
                raise BadFile(f"{path.name}, line {number}: expected SECTION_..., found {text[:40]!r}")
            rows.append([part.strip() for part in text.split(",")])
    return found


def _instance(sections: dict[str, list[Row]]) -> Instance:
    days = int(sections["SECTION_HORIZON"][0][0])
    if days < 1:
        raise ValueError(f"a horizon of {days} days; allowed is 1 or more")
    shifts, staff = sections["SECTION_SHIFTS"], sections["SECTION_STAFF"]
    shift_ids = {row[0]: f"s{n}" for n, row in enumerate(shifts)}
    officer_ids = {row[0]: f"e{n}" for n, row in enumerate(staff)}
    officers = tuple(
        Officer(id=officer_ids[row[0]], name=row[0], skills=frozenset({"any"}), contract="any") for row in staff
    )
    dates = tuple(FIRST + timedelta(n) for n in range(days))
    spans = [(shift_ids[row[0]], Span(start=0, end=min(int(row[1]), MINUTES_A_DAY))) for row in shifts]
    candidates = tuple(
        Assignment.model_construct(
            officer=officer.id, day=day, shift=shift_id, span=span, break_start=None, break_minutes=0
        )
        for officer in officers
        for day in dates
        for shift_id, span in spans
    )
    horizon = Horizon(
        officers, dates, tuple("normal" for _ in dates), candidates, np.zeros(len(candidates), dtype=bool)
    )
    rules = (
        *_contracts(staff, officer_ids, shift_ids, days),
        *_successions(shifts, shift_ids),
        Unavailable(times=tuple(_days_off(sections.get("SECTION_DAYS_OFF", ()), officer_ids))),
        Wishes(wishes=tuple(_requests(sections, officer_ids, shift_ids))),
        *_cover(sections["SECTION_COVER"], shift_ids),
    )
    return Instance(horizon, rules, tuple(officer_ids), tuple(shift_ids))


def _contracts(staff: Sequence[Row], officers: dict[str, str], shifts: dict[str, str], days: int) -> Iterator[LineRule]:
    """What each employee's contract says; one rule for all who have the same number."""
    columns = ("shifts", "most_minutes", "least_minutes", "most_days", "least_days", "least_off", "weekends")
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    counts: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in staff:
        told = dict(zip(columns, row[1:], strict=True))
        pair = f"{told['least_minutes']}-{told['most_minutes']}", f"{told['least_days']}-{told['most_days']}"
        groups["minutes", pair[0]].add(officers[row[0]])
        groups["days", pair[1]].add(officers[row[0]])
        groups["off", told["least_off"]].add(officers[row[0]])
        groups["weekends", told["weekends"]].add(officers[row[0]])
        for part in told["shifts"].split("|"):
            name, count = part.split("=")
            counts[shifts[name], int(count)].add(officers[row[0]])
    for (named, limit), ids in counts.items():
        if limit < days:
            which = Which(shifts=frozenset({named}))
            yield ShiftCount(who=_who(ids), which=which, period=WHOLE, most=BySeason(normal=limit))
    for (kind, numbers), ids in groups.items():
        ends = [int(n) for n in numbers.split("-")]
        least, most = ends[0], ends[-1]
        if kind == "minutes":
            limits = BySeason(normal=least), BySeason(normal=most)
            yield WorkMinutes(who=_who(ids), period=WHOLE, least=limits[0], most=limits[1])
        elif kind == "days":
            yield ConsecutiveDays(who=_who(ids), least=least, most=most)
        elif kind == "off":
            yield ConsecutiveDaysOff(who=_who(ids), least=least)
        else:
            yield Weekends(who=_who(ids), period=WHOLE, most=BySeason(normal=most))


def _who(ids: set[str]) -> Who:
    return Who(officers=frozenset(ids))


def _successions(shifts: Sequence[Row], ids: dict[str, str]) -> Iterator[LineRule]:
    for row in shifts:
        banned = frozenset(ids[name] for name in (row[2] if len(row) > 2 else "").split("|") if name)
        if banned:
            yield Succession(days=(Which(shifts=frozenset({ids[row[0]]})), Which(shifts=banned)))


def _days_off(rows: Sequence[Row], officers: dict[str, str]) -> Iterator[Asked]:
    for row in rows:
        for day in row[1:]:
            yield Asked(officer=officers[row[0]], day=FIRST + timedelta(int(day)))


def _requests(sections: dict[str, list[Row]], officers: dict[str, str], shifts: dict[str, str]) -> Iterator[Wish]:
    wants = {"SECTION_SHIFT_ON_REQUESTS": "work", "SECTION_SHIFT_OFF_REQUESTS": "off"}
    for name, want in wants.items():
        for employee, day, shift, weight in sections.get(name, ()):
            yield Wish.model_validate(
                {
                    "officer": officers[employee],
                    "day": FIRST + timedelta(int(day)),
                    "shifts": {shifts[shift]},
                    "wants": want,
                    "weight": int(weight),
                }
            )


def _cover(rows: Sequence[Row], shifts: dict[str, str]) -> Iterator[LineRule]:
    wanted: dict[str, dict[date, Demand]] = defaultdict(dict)
    for day, shift, need, under, over in rows:
        demand = Demand(least=int(need), most=int(need), under=int(under), over=int(over))
        wanted[shifts[shift]][FIRST + timedelta(int(day))] = demand
    for shift, days in wanted.items():
        yield Heads(level="wishes", which=Which(shifts=frozenset({shift})), days=days)


def read_roster(path: Path, instance: Instance) -> list[tuple[np.ndarray, int | None]]:
    """Rosters of a file with the objective printed below each: a line for each employee, '.' is a day off.

    Raises
    ------
    BadFile
        If a line names an unknown employee or shift, or has another number of days.
    """
    found: list[tuple[np.ndarray, int | None]] = []
    chosen, begun = np.zeros(len(instance.horizon.candidates), dtype=bool), False
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        printed = re.search(r"solution.*:\s*(\d+)\s*$", line)
        row = re.match(r"\s*(\S+):\s(.*)$", line)
        if printed and begun:
            found.append((chosen, int(printed[1])))
            chosen, begun = np.zeros_like(chosen), False
        elif row and row[1] in instance.employees:
            begun = True
            _hold(chosen, instance, instance.employees.index(row[1]), row[2], f"{path.name}, line {number}")
    return found + ([(chosen, None)] if begun else [])


def _hold(chosen: np.ndarray, instance: Instance, employee: int, text: str, where: str) -> None:
    names = "|".join(sorted(map(re.escape, instance.shifts), key=len, reverse=True))
    days = re.findall(rf"{names}|\.", text)
    if len(days) != len(instance.horizon.dates):
        raise BadFile(f"{where}: {len(days)} days found, {len(instance.horizon.dates)} expected")
    for day, name in enumerate(days):
        if name != ".":
            chosen[instance.cell(employee, day, instance.shifts.index(name))] = True
