"""Today's arrivals: from a file of their own, or from the last day of the visit log."""

import gzip
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from forecast.counts import count, next_ticket_slot, ticket_bounds
from forecast.intraday import ticket_masks
from forecast.outside import OutsideCounts
from office.grid import SlotGrid
from office.office import Office
from office.problems import InputError, Place, Problem
from office.visits.names import plain
from office.visits.read import read_visits
from planning.countsfile import SPELLINGS, read_counts
from planning.inputs import Inputs

HEADING_BYTES = 4096
FAR_OUTSIDE = 60
"""Minutes: who queues before the doors open is no mistake in the file, who comes at night is."""


@dataclass(frozen=True)
class Seen:
    """Arrivals of one day, as far as a file holds them.

    Parameters
    ----------
    grid
        The day.
    came
        Visitors, int, shape (services, slots); those before opening stand in the first slot.
    last
        Minute of the day of the last of them.
    outside
        Those who came `FAR_OUTSIDE` minutes or more before or after tickets are issued.
    """

    grid: SlotGrid
    came: np.ndarray
    last: int
    outside: int = 0


def seen_in_log(inputs: Inputs) -> Seen:
    """The last day of the visit log.

    Raises
    ------
    InputError
        If there is no log, or nobody in it.
    """
    if inputs.log is None or inputs.log.frame.empty:
        raise InputError(Problem("today.no_arrivals"))
    return _of_visits(inputs.log.frame, inputs)


def seen_in_file(path: Path, inputs: Inputs) -> Seen:
    """The last day of a file of arrivals: a visit log, or counts with columns service, start and arrivals.

    Parameters
    ----------
    path
        The file.
    inputs
        The office whose arrivals they are.

    Raises
    ------
    InputError
        If the file is neither, holds nobody, or names a service that the office does not have.
    """
    if _holds_counts(path):
        office = inputs.office
        return _of_counts(read_counts(path, office.slot_minutes, office.zone).counts, inputs, path)
    frame = read_visits(path, inputs.office, inputs.config.visits, inputs.calendar).frame
    if frame.empty:
        raise InputError(Problem("today.no_arrivals", Place(file=path.name)))
    return _of_visits(frame, inputs)


def _of_visits(frame: pd.DataFrame, inputs: Inputs) -> Seen:
    day = frame["day"].max()
    rows = frame[frame["day"] == day]
    grid = _grid(day.date(), inputs)
    came = count(rows, inputs.office, inputs.calendar, grid).arrivals
    last = (rows["arrived"] - rows["day"]).max().total_seconds() // 60
    minutes = ((rows["arrived"] - rows["day"]).dt.total_seconds() // 60).to_numpy(dtype=int)
    return Seen(grid, came, int(last), int(_far_outside(minutes, inputs, day.date()).sum()))


def _of_counts(counts: OutsideCounts, inputs: Inputs, path: Path) -> Seen:
    """Slots outside the ticket hours count in the next ticket slot, as a visitor before opening does."""
    days = np.flatnonzero(counts.arrivals.any(axis=(0, 2)))
    if not len(days):
        raise InputError(Problem("today.no_arrivals", Place(file=path.name)))
    arrivals = counts.arrivals[:, days[-1]]
    grid = _grid(counts.grid.dates[days[-1]], inputs)
    masks = ticket_masks(grid, inputs.calendar, inputs.office.service_ids)
    target = next_ticket_slot(masks)[:, 0]
    slot = np.clip((counts.grid.minutes - grid.first) // grid.slot_minutes, 0, grid.slots - 1)
    came = np.zeros((len(masks), grid.slots), dtype=np.int64)
    for name, row in zip(counts.names, arrivals, strict=True):
        service = _service(name, inputs.office, path)
        open_ = target[service, slot] >= 0
        np.add.at(came[service], target[service, slot[open_]], row[open_])
    last = int(counts.grid.minutes[np.flatnonzero(arrivals.any(axis=0))[-1]]) + counts.grid.slot_minutes
    far = _far_outside(counts.grid.minutes, inputs, grid.start)
    return Seen(grid, came, last, int(arrivals[:, far].sum()))


def _far_outside(minutes: np.ndarray, inputs: Inputs, day: date) -> np.ndarray:
    """Which minutes of a day lie far from those in which tickets are issued, bool, same shape; none on closed days."""
    spans = [span for each in inputs.calendar.day(day).tickets.values() for span in each]
    if not spans:
        return np.zeros(minutes.shape, dtype=bool)
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return np.asarray((minutes <= first - FAR_OUTSIDE) | (minutes >= last + FAR_OUTSIDE))


def _grid(day: date, inputs: Inputs) -> SlotGrid:
    bounds = ticket_bounds(inputs.office, inputs.calendar)
    return SlotGrid.spanning(day, day, bounds, inputs.office.slot_minutes, inputs.office.zone)


def _service(name: str, office: Office, path: Path) -> int:
    for place, service in enumerate(office.services):
        if plain(name) in (plain(service.id), plain(service.name)):
            return place
    raise InputError(
        Problem(
            "today.unknown_service",
            Place(file=path.name),
            found=name,
            allowed=tuple(service.name for service in office.services),
        )
    )


def _holds_counts(path: Path) -> bool:
    """Whether a file's heading names a number of arrivals, or it is a Parquet file."""
    if path.suffix == ".parquet":
        return True
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            raw = file.read(HEADING_BYTES)
    except (OSError, EOFError):
        return False  # whoever reads the file next tells what is wrong with it
    heading = raw.decode("utf-8", errors="replace").splitlines()[:1]
    cells = heading[0].replace(";", ",").replace("\t", ",").split(",") if heading else []
    return bool({plain(cell) for cell in cells} & {"arrivals", *SPELLINGS["arrivals"]})
