"""Today: the rest of the day, once its first visitors have come."""

from dataclasses import replace

import numpy as np

from forecast.distribution import Forecast
from forecast.telling import PastDays, Told, surprises, telling, trust
from office.grid import SlotGrid
from office.problems import Problem

SILENT_EXPECTED = 12.0
"""Visitors expected since the last one from which on silence is no chance."""
LEAST_EXPECTED = 0.05
"""Part of the morning's rest that is always expected: no morning empties an afternoon."""


def update_today(
    morning: Forecast, seen: np.ndarray, now: int, past: PastDays, generator: np.random.Generator
) -> Forecast:
    """The day's forecast given its arrivals until now: what was seen, and the rest as it follows from it.

    The morning's paths are futures in which some came early and others late. How much of an early surprise stays for
    the rest is learnt from them (`telling`), for each service from its own visitors and from the others', and weighed
    by how it went on past days (`trust`). Each path's rest is then moved by what was seen today instead of what was
    seen on the path, so that the paths keep their differences where what was seen says nothing. Appointments and
    announced visitors of the rest stay as they were. Of a slot that has begun, each visitor is still to come with the
    chance of the time that is left of it, as if they came evenly over the slot.

    Those seen are taken for as many booked and announced visitors as a path has had by now, the others for walk-ins:
    nobody asks them.

    A service that falls silent while many were expected may have no more visitors, or its log may have stopped: the
    silence moves nothing and is noted.

    Parameters
    ----------
    morning
        The forecast of one day as it was before its first visitor.
    seen
        Arrivals until now, int, shape (services, slots); what it holds of later slots is not looked at.
    now
        Minute of the day.
    past
        Of `telling.past_days`.
    generator
        Random numbers.

    Returns
    -------
    Forecast
        As many paths; slots that are over hold what was seen, the one that has begun that and the rest of it.

    Raises
    ------
    ValueError
        If `morning` is not of one day, or `seen` has another shape.
    """
    if morning.grid.days != 1 or seen.shape != (len(morning.services), morning.grid.slots):
        raise ValueError(f"{morning.grid.days} days, seen {seen.shape}")
    over = finished(morning.grid, now)
    silent = _silent(morning, seen, over)
    rest = _moved(morning, seen, over & ~silent, over, past, generator)
    left = _left(morning.grid, now)
    booked, events, walk_in = (_still(part, left, generator) for part in (morning.booked, morning.events, rest))
    came = np.broadcast_to(np.where(left < 1, seen, 0), rest.shape)
    came_booked = np.minimum(came, morning.booked - booked)
    came_events = np.minimum(came - came_booked, morning.events - events)
    return replace(
        morning,
        booked=booked + came_booked,
        walk_in=walk_in + came - came_booked - came_events,
        events=events + came_events,
        notes=(*morning.notes, *_notes(morning, silent)),
    )


def finished(grid: SlotGrid, now: int) -> np.ndarray:
    """Slots of a day that are over, bool, shape (slots,)."""
    return np.asarray(grid.minutes + grid.slot_minutes <= now)


def _left(grid: SlotGrid, now: int) -> np.ndarray:
    """Part of each slot of a day that is still to come, 0 to 1, shape (slots,)."""
    return np.asarray(np.clip((grid.minutes + grid.slot_minutes - now) / grid.slot_minutes, 0.0, 1.0))


def _still(visitors: np.ndarray, left: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Visitors who are still to come, where `left` (slots,) of each slot is."""
    begun = (left > 0) & (left < 1)
    out = np.where(left > 0, visitors, 0)
    out[..., begun] = generator.binomial(visitors[..., begun], left[begun])
    return out


def _silent(morning: Forecast, seen: np.ndarray, over: np.ndarray) -> np.ndarray:
    """Slots since a service's last visitor, where so many were expected that chance does not explain it.

    Bool, shape (services, slots).
    """
    after_last = np.cumsum(np.where(over, seen, 0)[:, ::-1], axis=1)[:, ::-1] == 0
    since = after_last & over
    expected = (morning.arrivals.mean(axis=0) * since).sum(axis=1)
    never = ((morning.arrivals * since).sum(axis=2) > 0).all(axis=0)
    return np.asarray(since & ((expected >= SILENT_EXPECTED) & never)[:, None])


def _moved(
    morning: Forecast,
    seen: np.ndarray,
    trusted: np.ndarray,
    over: np.ndarray,
    past: PastDays,
    generator: np.random.Generator,
) -> np.ndarray:
    """Walk-ins of the rest, moved by what was seen; int, shape (paths, services, slots), 0 where over."""
    rest = np.where(over, 0, morning.walk_in)
    paths, mean = _told(morning.arrivals, rest, trusted)
    today, _ = _told(seen[None], np.zeros_like(seen)[None], trusted, mean)
    services = range(len(morning.services))
    slopes = np.array([telling(Told(paths.own[:, s], paths.office[:, s], paths.rest[:, s])) for s in services]).T
    until = np.where(trusted.any(axis=1), _ends(morning.grid, trusted), 0)
    told, weight = surprises(past, until)
    slopes = slopes * trust(told, slopes[:, :, None], weight)
    slopes = slopes / np.maximum(1.0, slopes.sum(axis=0))
    return _shifted(rest, _expected(paths, slopes), _expected(today, slopes), generator)


def _told(
    arrivals: np.ndarray, rest: np.ndarray, trusted: np.ndarray, means: tuple[np.ndarray, ...] | None = None
) -> tuple[Told, tuple[np.ndarray, ...]]:
    """Surprises of paths, each of shape (paths, services), against `means` or their own; and these means."""
    own = (arrivals * trusted).sum(axis=2).astype(float)
    office = own.sum(axis=1, keepdims=True) - own
    parts = own, office, rest.sum(axis=2).astype(float)
    means = tuple(part.mean(axis=0) for part in parts) if means is None else means
    told = [np.where(mean > 0, part / np.where(mean > 0, mean, 1.0) - 1, 0.0)
            for part, mean in zip(parts, means, strict=True)]  # fmt: skip
    return Told(*told), means


def _ends(grid: SlotGrid, trusted: np.ndarray) -> np.ndarray:
    """Minute at which the last trusted slot of each service ends, shape (services,)."""
    last = grid.slots - 1 - trusted[:, ::-1].argmax(axis=1)
    return np.asarray(grid.minutes[last] + grid.slot_minutes)


def _expected(told: Told, slopes: np.ndarray) -> np.ndarray:
    """Expected rest over that of the morning, shape (paths, services)."""
    return np.asarray(np.maximum(1 + slopes[0] * told.own + slopes[1] * told.office, LEAST_EXPECTED))


def _shifted(rest: np.ndarray, expected: np.ndarray, now: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Rests of paths where other visitors came before, shape of `rest`.

    Where fewer are expected than after the path's own morning, each visitor stays by chance; where more are, a part of
    another path's visitors comes besides. Both leave a Poisson rest Poisson, and the variance of a gamma-Poisson
    posterior grows with its mean just so.

    Parameters
    ----------
    rest
        Int, shape (paths, services, slots).
    expected
        What each path's own morning let expect, shape (paths, services).
    now
        What today's morning lets expect, in the same unit, shape (1, services).
    generator
        Random numbers.
    """
    other = generator.permutation(len(rest))
    stay = np.minimum(now / expected, 1.0)
    besides = np.maximum(now - expected, 0.0) / expected[other]
    return _times(rest, stay, generator) + _times(rest[other], besides, generator)


def _times(visitors: np.ndarray, factor: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Each visitor as often as the factor of its path and service says, the broken part by chance."""
    whole = np.floor(factor).astype(visitors.dtype)[:, :, None]
    broken = np.broadcast_to((factor - np.floor(factor))[:, :, None], visitors.shape)
    return np.asarray(whole * visitors + generator.binomial(visitors, broken))


def _notes(morning: Forecast, silent: np.ndarray) -> tuple[Problem, ...]:
    """Services that fell silent: since when, and how many had been expected since."""
    expected = (morning.arrivals.mean(axis=0) * silent).sum(axis=1)
    notes = []
    for service in np.flatnonzero(silent.any(axis=1)).tolist():
        since = int(morning.grid.minutes[silent[service].argmax()])
        params: dict[str, str | int | float] = {
            "since": f"{since // 60:02d}.{since % 60:02d}", "expected": round(float(expected[service])),
        }  # fmt: skip
        notes.append(Problem("forecast.silent", found=morning.services[service], params=params, severity="note"))
    return tuple(notes)
