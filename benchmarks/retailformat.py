"""The public format of the multi-activity multi-day shift scheduling instances: instances as text, solutions as XML.

Slots are 15 minutes, from 06:00 of the first day to 06:00 after the last. What the files do not say: shifts last 6 to
10 hours and start at 00:00, from 06:00 to 10:00, from 14:00 to 18:00 or from 20:00 on, one a day; 14 hours of rest; at
most 5 days in a row; no task shorter than an hour. Both public solutions keep all of it.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np

from scheduler.activities.problem import ShiftLaw, TourProblem
from scheduler.activities.tours import DesignedShift, Piece, Tours

SLOT, A_DAY, FIRST = 15, 96, 24
"""Minutes of a slot, slots of a day, slot of the first day at which the horizon starts."""
LAW = ShiftLaw(shortest=24, longest=40, rest=56, days_in_row=5, piece=4)
STARTS = ((0, 0), (24, 40), (56, 72), (80, 95))
"""First and last slot of a day of each stretch in which shifts may start."""


class FormatError(ValueError):
    """A file that cannot be read, with the place."""


def read_instance(path: Path) -> TourProblem:
    """Reads an instance; minutes that are no whole slots are rounded inwards.

    Raises
    ------
    FormatError
        With the line, when something is missing or no number.
    """
    sections = _sections(path)
    days, tasks = (_single(path, sections, name) for name in ("HORIZON", "TASKS"))
    slots, of_day = days * A_DAY, (np.arange(days * A_DAY) + FIRST) % A_DAY
    staff = [_fields(path, number, line, 3) for number, line in sections.get("STAFF", [])]
    low, high = (np.zeros((slots, tasks), dtype=np.int64) for _ in range(2))
    for number, line in sections.get("COVER", []):
        day, time, task, least, most = _fields(path, number, line, 5)
        slot = _slot(path, number, day, time)
        if not (0 <= slot < slots and 1 <= _whole(path, number, task) <= tasks):
            raise FormatError(f"{path.name}, line {number}: slot or task outside the horizon.")
        low[slot, int(task) - 1], high[slot, int(task) - 1] = _whole(path, number, least), _whole(path, number, most)
    return TourProblem(
        people=tuple(name for name, _, _ in staff),
        least=np.array([-(-int(least) // SLOT) for _, least, _ in staff], dtype=np.int64),
        most=np.array([int(most) // SLOT for _, _, most in staff], dtype=np.int64),
        day=(np.arange(slots) + FIRST) // A_DAY,
        may_start=np.logical_or.reduce([(of_day >= first) & (of_day <= last) for first, last in STARTS]),
        low=low,
        high=high,
        law=LAW,
    )


def read_solution(path: Path, problem: TourProblem) -> Tours:
    """Reads everybody's shifts of a solution; their rules are not looked at here.

    Raises
    ------
    FormatError
        When it is no solution, names nobody known, or has a time or length that is no whole slot of the horizon.
    """
    try:
        return tuple(_shifts(ET.parse(path).getroot(), problem))
    except (ET.ParseError, AttributeError, TypeError, ValueError) as error:
        raise FormatError(f"{path.name}: {error}") from error


def write_solution(path: Path, problem: TourProblem, tours: Tours, instance: str, cost: int, seconds: float) -> None:
    """Writes a solution as the public ones are written."""
    root = ET.Element("Solution")
    took = f"{timedelta(seconds=round(seconds))}".rjust(8, "0")
    said = {
        "ProblemFile": f"{instance}.ros",
        "Penalty": str(cost),
        "SolveTime": took,
    }
    for tag, text in said.items():
        ET.SubElement(root, tag).text = text
    for person, name in enumerate(problem.people):
        employee = ET.SubElement(root, "Employee", ID=name)
        for shift in sorted((s for s in tours if s.person == person), key=lambda s: s.start):
            day, slot = divmod(shift.start + FIRST, A_DAY)
            element = ET.SubElement(employee, "Shift")
            ET.SubElement(element, "Day").text = str(day)
            ET.SubElement(element, "Start").text = f"{slot // 4:02}:{slot % 4 * SLOT:02}:00"
            for piece in shift.pieces:
                task = ET.SubElement(element, "Task", WorkLength=str(piece.slots * SLOT))
                ET.SubElement(task, "ID").text = str(piece.activity + 1)
                ET.SubElement(task, "Length").text = str(piece.slots * SLOT)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)


def _shifts(root: ET.Element, problem: TourProblem) -> Iterator[DesignedShift]:
    for employee in root.iter("Employee"):
        person = problem.people.index(employee.get("ID") or "")
        for shift in employee.iter("Shift"):
            hours, minutes = map(int, (shift.findtext("Start") or "").split(":")[:2])
            start = _whole_slots(int(shift.findtext("Day") or "") * 1440 + hours * 60 + minutes) - FIRST
            tasks = [(int(t.findtext("ID") or ""), int(t.findtext("Length") or "")) for t in shift.iter("Task")]
            pieces = tuple(Piece(task - 1, _whole_slots(length)) for task, length in tasks)
            found = DesignedShift(person, start, pieces)
            if not all(0 <= p.activity < problem.activities for p in pieces):
                raise ValueError(f"a task of {problem.people[person]} is not between 1 and {problem.activities}")
            if not (pieces and start >= 0 and found.end <= problem.slots):
                raise ValueError(f"a shift of {problem.people[person]} lies outside the horizon or is empty")
            yield found


def _whole_slots(minutes: int) -> int:
    if minutes < 0 or minutes % SLOT:
        raise ValueError(f"{minutes} minutes are no whole number of {SLOT}-minute slots")
    return minutes // SLOT


def _sections(path: Path) -> dict[str, list[tuple[int, str]]]:
    """Lines with their numbers under each SECTION_, comments and blanks left out."""
    sections: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[int, str]] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        line = raw.strip()
        if line.startswith("SECTION_"):
            found = sections.setdefault(line.removeprefix("SECTION_"), [])
        elif line and not line.startswith("#"):
            found.append((number, line))
    return sections


def _single(path: Path, sections: dict[str, list[tuple[int, str]]], name: str) -> int:
    if len(sections.get(name, [])) != 1:
        raise FormatError(f"{path.name}: SECTION_{name} needs one line.")
    value = _whole(path, *sections[name][0])
    if not 1 <= value <= 1000:
        raise FormatError(f"{path.name}: SECTION_{name} is {value}.")
    return value


def _fields(path: Path, number: int, line: str, wanted: int) -> list[str]:
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != wanted:
        raise FormatError(f"{path.name}, line {number}: {len(fields)} fields where {wanted} belong.")
    if wanted == 3:
        _whole(path, number, fields[1]), _whole(path, number, fields[2])
    return fields


def _whole(path: Path, number: int, text: str) -> int:
    if not text.isdigit():
        raise FormatError(f"{path.name}, line {number}: {text!r} is no whole number.")
    return int(text)


def _slot(path: Path, number: int, day: str, time: str) -> int:
    try:
        hours, minutes = map(int, time.split("-")[0].split(":"))
        return (_whole(path, number, day) - 1) * A_DAY + _whole_slots(hours * 60 + minutes) - FIRST
    except ValueError as error:
        raise FormatError(f"{path.name}, line {number}: {time!r} is no time.") from error
