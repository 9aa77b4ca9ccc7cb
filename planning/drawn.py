"""Drawn: forecasts of coming weeks kept on disk, so that a morning's question need not forecast the week again.

A file is named by the hash of all that the forecast was drawn from: counts, calendar, office, settings, bookings,
slots, seed, and the code of forecast/, office/ and planning/, which names the streams. What differs in any of these is
drawn anew; the folder can be deleted at any time.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
from pydantic import TypeAdapter, ValidationError

from forecast.distribution import Forecast
from office.grid import SlotGrid
from office.problems import Problem
from planning.diskfiles import code_of, forget_oldest, replace_whole, touch, user_folder

MOST_FILES = 300
"""Beyond these the oldest are removed: some 200 megabytes at most."""
PARTS = ("booked", "walk_in", "events")
_NOTES = TypeAdapter(tuple[Problem, ...])


class Drawn(Protocol):
    """Keeps forecasts by the texts that name all they rest on; may forget at any time."""

    def recall(self, rests_on: str, grid: SlotGrid, draw: Callable[[], Forecast]) -> Forecast: ...


class DrawnAnew:
    """Keeps nothing."""

    def recall(self, rests_on: str, grid: SlotGrid, draw: Callable[[], Forecast]) -> Forecast:
        """Draws."""
        return draw()


class DrawnOnDisk:
    """Keeps forecasts in a folder. One that cannot be written is no error: nothing is kept then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def recall(self, rests_on: str, grid: SlotGrid, draw: Callable[[], Forecast]) -> Forecast:
        """The forecast of before, or one drawn now.

        Parameters
        ----------
        rests_on
            All that it is drawn from, as text.
        grid
            Its slots, part of `rests_on` too.
        draw
            Draws it.
        """
        name = hashlib.sha256(f"{self._code} {rests_on}".encode()).hexdigest()[:40]
        path = self.folder / f"{name}.npz"
        kept = _read(path, grid)
        if kept is None:
            kept = draw()
            _write(path, kept)
            forget_oldest(self.folder, MOST_FILES)
        return kept

    @cached_property
    def _code(self) -> str:
        import forecast
        import office
        import planning

        return code_of(forecast, office, planning)


ANEW = DrawnAnew()


def usual_drawn() -> DrawnOnDisk:
    """Beside the forecasts of the past (see planning.memory)."""
    return DrawnOnDisk(user_folder("weeks"))


def text_of(value: object) -> str:
    """Values as text, the same in every process: sets are sorted, arrays hashed, of dataclasses only the fields."""
    return json.dumps(value, default=_plain, sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return hashlib.sha256(f"{value.dtype} {value.shape}".encode() + value.tobytes()).hexdigest()
    if is_dataclass(value):  # what it has worked out meanwhile is no part of it
        return {part.name: getattr(value, part.name) for part in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _read(path: Path, grid: SlotGrid) -> Forecast | None:
    """What a file holds; None where there is none or it is damaged. A file that is read counts as used."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            booked, walk_in, events = (kept[part].astype(np.int64) for part in PARTS)
            services, models = (tuple(kept[name].tolist()) for name in ("services", "models"))
            notes = _NOTES.validate_json(str(kept["notes"]))
        found = Forecast(grid, services, booked, walk_in, events, models, notes)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, ValidationError):
        return None
    touch(path)
    return found


def _write(path: Path, drawn: Forecast) -> None:
    parts = {name: _narrow(getattr(drawn, name)) for name in PARTS}
    told = {name: np.array(getattr(drawn, name), dtype=str) for name in ("services", "models")}
    notes = np.array(_NOTES.dump_json(drawn.notes).decode())
    with suppress(OSError), replace_whole(path) as file:
        np.savez_compressed(file, notes=notes, allow_pickle=False, **parts, **told)


def _narrow(counts: np.ndarray) -> np.ndarray:
    """Counts in the smallest type that holds them."""
    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))))
