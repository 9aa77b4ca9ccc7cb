"""The workbook's sheet of wishes: who would like to work when, or not, as a head writes it."""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from pydantic_core import PydanticCustomError

from office.values import Span
from planning.cells import Cell, RowReader, day_in, one_of, shown, yes_in
from scheduler.rules.filters import Weekday
from scheduler.rules.wishes import Wish
from scheduler.shifts import Shift

IMPORTANT = 3
"""Ordinary wishes that one important wish outweighs."""
OFF = ("Libur", "tidak masuk", "off", "day off", "free")
WORK = ("Masuk", "kerja", "work")
NOT = ("bukan", "jangan", "not")
DAY_NAMES: Mapping[str, Weekday] = {
    name: weekday
    for weekday, names in zip(
        get_args(Weekday),
        (("Senin", "Monday"), ("Selasa", "Tuesday"), ("Rabu", "Wednesday"), ("Kamis", "Thursday"),
         ("Jumat", "Jum'at", "Friday"), ("Sabtu", "Saturday"), ("Minggu", "Ahad", "Sunday")),
        strict=True,
    )
    for name in (*names, weekday)
}  # fmt: skip
"""A weekday as people write it."""
DAYS_SHOWN = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def wishes_in(row: RowReader, names: Mapping[str, str], shifts: Iterable[Shift]) -> Iterable[Wish]:
    """The wish of a row: for some days, for a weekday, or for a weekday between two days; none where it has mistakes.

    Parameters
    ----------
    row
        The sheet's row; mistakes are reported there.
    names
        Officers by name and by id.
    shifts
        Those that can be asked for.
    """
    before = len(row.problems)
    row.require("officer", "wish")
    people = tuple(name for name, id in names.items() if name != id)
    start, end = row.read("start", day_in, None), row.read("end", day_in, None)
    weekday = row.read("weekday", one_of(DAY_NAMES, "cell.weekday", DAYS_SHOWN), None)
    if len(row.problems) == before:
        if start is None and (weekday is None or end is not None):
            row.require("start")
        elif start is not None and end is not None and start > end:
            row.report("end", "cell.date_order", (f"{start:%d/%m/%Y}",))
    nothing: dict[str, object] = {}
    wish: dict[str, object] = {
        "officer": row.read("officer", one_of(names, "book.officer", people), ""),
        "day": start,
        "until": end,
        "weekday": weekday,
        "weight": IMPORTANT if row.read("important", yes_in, False) else 1,
        **row.read("wish", _meant(shifts), nothing),
    }
    if len(row.problems) > before:
        return []
    return [Wish.model_validate(wish)]


def _meant(shifts: Iterable[Shift]) -> Callable[[Cell], dict[str, object]]:
    """Reads what is wished for: free, at work, a shift, not that shift, or not at work in some hours."""
    meanings: dict[str, dict[str, object]] = {name: {"wants": "off"} for name in OFF}
    meanings |= {name: {"wants": "work"} for name in WORK}
    for shift in shifts:
        for name in (shift.name, shift.id):
            asked = {"shifts": frozenset({shift.id})}
            meanings[name] = {"wants": "work", **asked}
            meanings |= {f"{no} {name}": {"wants": "off", **asked} for no in NOT}
    named = one_of(meanings, "book.wish", (OFF[0], WORK[0], *(shift.name for shift in shifts), "08.00-12.00"))

    def read(cell: Cell) -> dict[str, object]:
        try:
            return {"wants": "off", "hours": Span.model_validate(shown(cell))}
        except (PydanticCustomError, ValueError):
            return named(cell)

    return read
