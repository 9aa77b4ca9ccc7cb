"""Snapshots: a forecast as a file, read back and compared with a later one and with what came."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Self

import numpy as np
from pydantic import AwareDatetime, Field, FiniteFloat, NaiveDatetime, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from forecast.counts import Counts
from forecast.distribution import Forecast
from office.problems import InputError, Place, Problem
from office.values import Slug, Value
from planning.inputs import Inputs
from planning.outlook import Outlook

SCHEMA_VERSION = 1
KIND = "loket.forecast"
ROUNDING = 0.01
"""People by which a sum may differ from its parts."""
LEVELS = (0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975)
QUANTILES = ("q025", "q10", "q20", "q30", "q40", "q50", "q60", "q70", "q80", "q90", "q975")


class Numbers(Value):
    """One forecast number: its mean and quantiles, in people."""

    mean: FiniteFloat = Field(ge=0)
    q025: int = Field(ge=0)
    q10: int
    q20: int
    q30: int
    q40: int
    q50: int
    q60: int
    q70: int
    q80: int
    q90: int
    q975: int

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        ends = [getattr(self, name) for name in QUANTILES]
        if ends != sorted(ends):
            raise PydanticCustomError("quantiles", "quantiles ascend", {})
        return self

    def holds(self, visitors: int) -> bool:
        """Whether a number lies inside the 80 % range, ends included."""
        return self.q10 <= visitors <= self.q90


class DayNumbers(Numbers):
    """A day's number with its parts; `model` is the mean without the analyst's override where there is one."""

    booked: FiniteFloat = Field(ge=0)
    walk_in: FiniteFloat = Field(ge=0)
    events: FiniteFloat = Field(ge=0)
    model: FiniteFloat | None = Field(default=None, ge=0)
    reason: str = ""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if abs(self.booked + self.walk_in + self.events - self.mean) > ROUNDING:
            raise PydanticCustomError("parts", "parts sum to the mean", {})
        return self


class SnapshotDay(Value):
    """One day of the office and of each service."""

    date: date
    open: bool
    office: DayNumbers
    services: dict[Slug, DayNumbers]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if abs(sum(numbers.mean for numbers in self.services.values()) - self.office.mean) > ROUNDING:
            raise PydanticCustomError("services", "services sum to the office", {})
        return self


class SnapshotSlot(Value):
    """One slot in which visitors are expected, by local time."""

    start: NaiveDatetime
    services: dict[Slug, Numbers]


class Snapshot(Value):
    """A forecast as it was made: by whom it cannot be changed any more, only compared."""

    schema_version: Literal[1] = 1
    kind: Literal["loket.forecast"] = "loket.forecast"
    office: Slug
    made_at: AwareDatetime
    version: str
    seed: int
    known_until: date | None = None
    """Last day of the history; None without any."""
    slot_minutes: int
    hashes: dict[str, str]
    models: dict[Slug, str]
    days: tuple[SnapshotDay, ...] = Field(min_length=1)
    slots: tuple[SnapshotSlot, ...]


def snapshot_of(outlook: Outlook, inputs: Inputs, seed: int) -> Snapshot:
    """The file of a forecast.

    Parameters
    ----------
    outlook
        The forecast.
    inputs
        What it was made from.
    seed
        Seed of the run.
    """
    forecast, counts = outlook.forecast, outlook.counts
    return Snapshot(
        office=outlook.office.id,
        made_at=datetime.now(UTC).replace(microsecond=0),
        version=version("loket"),
        seed=seed,
        known_until=min(counts.grid.dates[-1], forecast.grid.start - timedelta(1)) if counts is not None else None,
        slot_minutes=forecast.grid.slot_minutes,
        hashes={name: getattr(inputs.hashes, name) for name in ("config", "calendar", "visits", "book", "overrides")},
        models=dict(zip(forecast.services, forecast.models, strict=True)),
        days=_days(outlook),
        slots=_slots(forecast),
    )


def snapshot_text(snapshot: Snapshot) -> str:
    """The snapshot as JSON."""
    return snapshot.model_dump_json(exclude_none=True)


def read_snapshot(path: Path, office: str) -> Snapshot:
    """A snapshot of an office from a file.

    Raises
    ------
    InputError
        If the file is no snapshot, of another version, or of another office.
    """
    where = Place(file=str(path))
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError(Problem("snapshot.unreadable", where, path.name)) from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise InputError(Problem("snapshot.unreadable", where, path.name))
    if data.get("schema_version") != SCHEMA_VERSION:
        raise InputError(Problem("snapshot.version", where, f"{data.get('schema_version')}", (f"{SCHEMA_VERSION}",)))
    try:
        found = Snapshot.model_validate_json(json.dumps(data))
    except ValidationError as error:
        loc = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(Problem("snapshot.wrong_value", Place(file=str(path), path=loc), loc)) from error
    if found.office != office:
        raise InputError(Problem("snapshot.other_office", where, found.office, (office,)))
    return found


@dataclass(frozen=True)
class Compared:
    """One number then, now, and what came; `service` is empty for the office."""

    day: date
    service: str
    old: DayNumbers | None
    new: DayNumbers | None
    actual: int | None

    @property
    def change(self) -> float | None:
        """Expected people more than then; None without both forecasts."""
        return self.new.mean - self.old.mean if self.old is not None and self.new is not None else None

    @property
    def inside(self) -> bool | None:
        """Whether what came lies in the range of then; None where it is not known."""
        return self.old.holds(self.actual) if self.old is not None and self.actual is not None else None


@dataclass(frozen=True)
class Comparison:
    """Two forecasts of one office side by side, each day's office first, then its services."""

    office: str
    old_made: datetime
    new_made: datetime | None
    rows: tuple[Compared, ...]
    old_known: date | None = None

    def summary(self) -> dict[str, object]:
        """The comparison as data."""
        return {
            "office": self.office,
            "old_made_at": self.old_made.isoformat(),
            "old_known_until": f"{self.old_known}" if self.old_known else None,
            "new_made_at": self.new_made.isoformat() if self.new_made else None,
            "rows": [_row(row) for row in self.rows],
        }


def compare(old: Snapshot, new: Snapshot | None, counts: Counts | None) -> Comparison:
    """The days of an earlier forecast, with the later one's where it has them and with what came where it is known.

    Raises
    ------
    InputError
        If no day has anything to compare with.
    """
    rows: list[Compared] = []
    later = {day.date: day for day in new.days} if new is not None else {}
    for day in (day for day in old.days if day.open):
        now = later.get(day.date)
        came = came_on(counts, day.date)
        total = sum(came.values()) if came and set(day.services) <= set(came) else None
        rows.append(Compared(day.date, "", day.office, now.office if now else None, total))
        for service, numbers in day.services.items():
            after = now.services.get(service) if now else None
            rows.append(Compared(day.date, service, numbers, after, came.get(service)))
    if not any(row.new is not None or row.actual is not None for row in rows):
        span = f"{old.days[0].date} – {old.days[-1].date}" if old.days else ""
        raise InputError(Problem("snapshot.nothing_to_compare", found=span))
    return Comparison(old.office, old.made_at, new.made_at if new else None, tuple(rows), old.known_until)


def _row(row: Compared) -> dict[str, object]:
    return {
        "date": f"{row.day}", "service": row.service or None,
        "old": row.old.model_dump(exclude_none=True) if row.old else None,
        "new": row.new.model_dump(exclude_none=True) if row.new else None,
        "actual": row.actual, "change": row.change, "inside_old_range": row.inside,
    }  # fmt: skip


def came_on(counts: Counts | None, day: date) -> dict[str, int]:
    """What came on a day, of services whose number is known."""
    if counts is None or day not in counts.grid.dates:
        return {}
    at = (day - counts.grid.start).days
    known = counts.observed_days[:, at]
    return {s: int(counts.daily[n, at]) for n, s in enumerate(counts.services) if known[n]}


def _days(outlook: Outlook) -> tuple[SnapshotDay, ...]:
    forecast = outlook.forecast
    parts = {name: _part(forecast, name) for name in ("booked", "walk_in", "events")}
    office, each = _quantiles(forecast.office_daily), _quantiles(forecast.daily)
    reasons = {(done.override.day, done.override.service): done.override.reason for done in outlook.applied}
    before = (outlook.model or forecast).daily.mean(axis=0)

    def numbers(of: list[float], d: int, n: int | None) -> DayNumbers:
        booked, walk_in, events = (
            float(parts[name][:, d].sum() if n is None else parts[name][n, d])
            for name in ("booked", "walk_in", "events")
        )
        day = outlook.days[d].date
        own = {service for when, service in reasons if when == day}
        touched = bool(own) if n is None else bool(own & {None, forecast.services[n]})
        model = float(before[:, d].sum() if n is None else before[n, d]) if touched else None
        named = reasons.get((day, None if n is None else forecast.services[n])) or reasons.get((day, None), "")
        return DayNumbers(**_fields(of), booked=booked, walk_in=walk_in, events=events, model=model, reason=named)

    return tuple(
        SnapshotDay(
            date=day.date,
            open=day.is_open,
            office=numbers(office[:, d].tolist(), d, None),
            services={s: numbers(each[:, n, d].tolist(), d, n) for n, s in enumerate(forecast.services)},
        )
        for d, day in enumerate(outlook.days)
    )


def _slots(forecast: Forecast) -> tuple[SnapshotSlot, ...]:
    """Slots in which anybody comes on any path."""
    shown = np.flatnonzero(forecast.arrivals.any(axis=(0, 1)))
    quantiles = _quantiles(forecast.arrivals[:, :, shown])
    starts = forecast.grid.starts
    return tuple(
        SnapshotSlot(
            start=starts[slot].to_pydatetime(),
            services={
                service: Numbers(**_fields(quantiles[:, n, k].tolist()))
                for n, service in enumerate(forecast.services)
                if quantiles[0, n, k] > 0
            },
        )
        for k, slot in enumerate(shown.tolist())
    )


def _part(forecast: Forecast, name: str) -> np.ndarray:
    part: np.ndarray = getattr(forecast, name)
    return part.reshape(*part.shape[:2], *forecast.grid.shape).sum(axis=-1).mean(axis=0)


def _quantiles(samples: np.ndarray) -> np.ndarray:
    """Mean, then the quantiles of `LEVELS`; shape (1 + levels, ...)."""
    found = np.quantile(samples, LEVELS, axis=0, method="inverted_cdf")
    return np.concatenate([samples.mean(axis=0)[None], found])


def _fields(values: list[float]) -> dict[str, float]:
    """The fields of `Numbers` from a mean and its quantiles."""
    return {"mean": values[0], **{name: int(value) for name, value in zip(QUANTILES, values[1:], strict=True)}}
