"""Overriding: what the analyst knows better of a day is kept, taken back, listed and later scored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from forecast.appointments import known_then
from forecast.counts import Counts, ticket_bounds
from forecast.overrides import Override, OverrideScore
from forecast.predict import predict
from office.grid import SlotGrid
from office.problems import InputError, Place, Problem
from planning.config import LoadedConfig
from planning.futures import streams_of
from planning.inputs import Inputs
from planning.overridefile import override_path, override_text, read_overrides, with_override

SCORING_PATHS = 400


@dataclass(frozen=True)
class Kept:
    """The overrides of an office after a change, and the file that now holds them."""

    path: Path
    overrides: tuple[Override, ...]
    text: str


def listed(loaded: LoadedConfig) -> Kept:
    """The overrides as they stand."""
    path = override_path(loaded.path)
    overrides = read_overrides(path, loaded.config.office.service_ids)
    return Kept(path, overrides, override_text(overrides))


def kept(loaded: LoadedConfig, new: Override) -> Kept:
    """The overrides with a new one; it replaces one of the same day and service."""
    before = listed(loaded)
    overrides = with_override(before.overrides, new)
    return Kept(before.path, overrides, override_text(overrides))


def taken_back(loaded: LoadedConfig, day: date, service: str | None) -> Kept:
    """The overrides without that of a day and service.

    Raises
    ------
    InputError
        If there is none.
    """
    before = listed(loaded)
    left = tuple(o for o in before.overrides if (o.day, o.service) != (day, service))
    if len(left) == len(before.overrides):
        days = tuple(f"{o.day} {o.service or ''}".strip() for o in before.overrides)
        raise InputError(Problem("override.none", Place(file=str(before.path)), f"{day} {service or ''}".strip(), days))
    return Kept(before.path, left, override_text(left))


def service_named(loaded: LoadedConfig, name: str | None) -> str | None:
    """The id of a service that is called by id, name or ticket letter.

    Raises
    ------
    InputError
        If no service is called so.
    """
    if name is None:
        return None
    services = loaded.config.office.services
    for service in services:
        if name.casefold() in (service.id, service.name.casefold(), (service.ticket or "").casefold()):
            return service.id
    raise InputError(Problem("override.service", Place(file=str(loaded.path)), name, tuple(s.id for s in services)))


def scores(inputs: Inputs, seed: int) -> tuple[OverrideScore, ...]:
    """Each override of a day that has come, against what the model would have said on the day it was made.

    The model has the calendar, the workbook's events and what had been booked by then. An override of the whole office
    is compared on the services whose number is known, with their share of what it said. Overrides made after their day
    (by the office's clocks) are left out, and those of days of which nothing is known.
    """
    if inputs.counts is None:
        return ()
    return tuple(_scored(inputs, inputs.counts, seed))


def _scored(inputs: Inputs, counts: Counts, seed: int) -> Iterator[OverrideScore]:
    said: dict[tuple[date, date], Mapping[str, float]] = {}
    for override in sorted(inputs.overrides, key=lambda o: o.day):
        made = override.made_at.astimezone(ZoneInfo(inputs.office.zone)).date()
        actual = _actual(counts, override)
        if not actual or made > override.day or made <= counts.grid.start:
            continue
        if (made, override.day) not in said:
            said[made, override.day] = _model(inputs, counts, made, override.day, seed)
        model = said[made, override.day]
        whole = sum(model.values()) if override.service is None else model[override.service]
        mean = sum(model[service] for service in actual)
        value = override.of(whole) * (mean / whole if whole > 0 else 1.0)
        yield OverrideScore(override, mean, value, sum(actual.values()))


def _actual(counts: Counts, override: Override) -> Mapping[str, int]:
    """Visitors of the override's day by service, of those that it is about and whose number is known."""
    if override.day not in counts.grid.dates:
        return {}
    at = (override.day - counts.grid.start).days
    return {
        service: int(counts.daily[n, at])
        for n, service in enumerate(counts.services)
        if override.service in (None, service) and counts.observed_days[n, at]
    }


def _model(inputs: Inputs, counts: Counts, origin: date, day: date, seed: int) -> Mapping[str, float]:
    """Expected visitors of a day from what was known before `origin`, by service."""
    office = inputs.office
    grid = SlotGrid.spanning(day, day, ticket_bounds(office, inputs.calendar), office.slot_minutes, office.zone)
    past = counts.first_days((origin - counts.grid.start) // timedelta(1))
    settings = inputs.config.forecast.model_copy(update={"paths": SCORING_PATHS})
    forecast = predict(
        past, inputs.calendar, office, grid, settings, known_then(inputs.bookings, origin),
        rng_of=streams_of(seed, "judging", office.id, f"{origin} {day}"),
        memory=inputs.memory,
    )  # fmt: skip
    means = forecast.daily[:, :, 0].mean(axis=0)
    return dict(zip(forecast.services, means.tolist(), strict=True))
