"""Intraday: how a day's visitors come over its slots, by weekday, with any hours."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts
from office.days import Calendar
from office.grid import SlotGrid

HALF_LIFE_DAYS = 224.0
OFFICE_VISITORS = 30.0
"""Visitors that the office's profile is worth against a service's own, and a flat day against the office's."""
MOST_CLUMPING = 0.5


@dataclass(frozen=True)
class Profiles:
    """How visitors come over a day.

    Parameters
    ----------
    first, slot_minutes
        The slots: minute at which the first begins, and their length.
    rates
        Share of a full day's visitors that a slot gets when tickets are issued in it, shape (services, 7, slots).
    pooled
        The same over all weekdays, shape (services, slots).
    clumping
        Excess of visitors who come in one slot: the correlation of two visitors of a day, 0 for independent ones,
        shape (services,).
    """

    first: int
    slot_minutes: int
    rates: np.ndarray
    pooled: np.ndarray
    clumping: np.ndarray

    def shares(self, grid: SlotGrid, masks: np.ndarray) -> np.ndarray:
        """Share of each day's visitors in each slot.

        Parameters
        ----------
        grid
            The days; slots as long as the profile's.
        masks
            Ticket slots, bool, shape (services, days, slots).

        Returns
        -------
        numpy.ndarray
            Shape (services, days, slots): 0 where no tickets are issued, each open day sums to 1.
        """
        weekday = [date.weekday() for date in grid.dates]
        raw = np.where(masks, self._on(grid, self.rates)[:, weekday], 0.0)
        raw = np.where((raw.sum(axis=-1, keepdims=True) > 0), raw, masks)
        return np.asarray(raw / np.maximum(raw.sum(axis=-1, keepdims=True), 1e-300))

    def exposure(self, grid: SlotGrid, masks: np.ndarray, usual: np.ndarray) -> np.ndarray:
        """The part of a usual day's visitors that each day's ticket hours admit, shape (services, days).

        Parameters
        ----------
        grid, masks
            As in `shares`.
        usual
            Ticket slots of the ordinary week, bool, shape (services, 7, slots).
        """
        rate = self._on(grid, self.pooled)
        admitted = (masks * rate[:, None]).sum(axis=-1)
        full = (usual * rate[:, None]).sum(axis=-1).max(axis=-1)
        full = np.where(full > 0, full, rate.sum(axis=-1))
        return np.asarray(admitted / np.maximum(full, 1e-300)[:, None])

    def _on(self, grid: SlotGrid, rates: np.ndarray) -> np.ndarray:
        """Rates on another grid's slots; slots never seen get the mean rate."""
        if grid.slot_minutes != self.slot_minutes:
            raise ValueError(f"slots of {grid.slot_minutes} min, profile of {self.slot_minutes} min")
        index = (grid.minutes - self.first) // self.slot_minutes
        inside = (index >= 0) & (index < rates.shape[-1])
        found = rates[..., np.clip(index, 0, max(0, rates.shape[-1] - 1))]
        return np.where(inside, found, rates.mean(axis=-1, keepdims=True))


def ticket_masks(grid: SlotGrid, calendar: Calendar, services: tuple[str, ...]) -> np.ndarray:
    """Ticket slots of each service, bool, shape (services, days, slots)."""
    masks = [grid.ticket_mask(calendar, service) for service in services]
    return np.array(masks, dtype=bool).reshape(len(services), *grid.shape)


def usual_masks(grid: SlotGrid, calendar: Calendar, services: tuple[str, ...]) -> np.ndarray:
    """Ticket slots of the ordinary week, bool, shape (services, 7, slots)."""
    own = {service.id: service.tickets or calendar.hours.tickets for service in calendar.services}
    return np.array(
        [[grid.touches(own[service].on(weekday, "normal") or ()) for weekday in range(7)] for service in services]
    )


def hourly_rates(grid: SlotGrid, hours: Mapping[int, float]) -> np.ndarray:
    """Shares of slots from shares of hours, in any unit; shape (slots,), sums to 1; flat where no hour is known."""
    shares = np.array([hours.get(int(minute) // 60, 0.0) for minute in grid.minutes], dtype=float)
    return shares / shares.sum() if shares.sum() > 0 else np.full(grid.slots, 1 / grid.slots)


def fit_profiles(counts: Counts, profile_visits: float, start: np.ndarray) -> Profiles:
    """Learns the profiles from counts, each drawn to a wider one: weekday to service to office to `start`.

    A rate is visitors of a slot over all visitors of the days on which tickets were issued in it, so that days of
    other hours tell what they know. `profile_visits` visitors of the service's own profile are added to each
    weekday's (rostered offices differ little by weekday, and few visitors tell little).

    Parameters
    ----------
    counts
        The past.
    profile_visits
        Worth of the service's profile against a weekday's.
    start
        Profile to begin with, shape (slots,).
    """
    grid = counts.grid
    shape = (len(counts.services), *grid.shape)
    known = counts.observed.reshape(shape)
    seen = np.where(known, counts.arrivals.reshape(shape), 0)
    weights = 0.5 ** (np.arange(grid.days)[::-1] / HALF_LIFE_DAYS)
    came = seen * weights[:, None]
    could = known * (weights * seen.sum(axis=-1))[..., None]
    office = _drawn(came.sum(axis=(0, 1)), could.sum(axis=(0, 1)), start, OFFICE_VISITORS)
    pooled = _drawn(came.sum(axis=1), could.sum(axis=1), office, OFFICE_VISITORS)
    weekday = np.array([date.weekday() for date in grid.dates], dtype=int)
    rates = np.stack(
        [_drawn(came[:, weekday == w].sum(axis=1), could[:, weekday == w].sum(axis=1), pooled, profile_visits)
         for w in range(7)], axis=1,
    )  # fmt: skip
    profiles = Profiles(grid.first, grid.slot_minutes, rates, pooled, np.zeros(len(counts.services)))
    clumping = _clumping(seen, profiles.shares(grid, known), weights)
    return Profiles(grid.first, grid.slot_minutes, rates, pooled, clumping)


def _drawn(came: np.ndarray, could: np.ndarray, prior: np.ndarray, worth: float) -> np.ndarray:
    return np.asarray((came + worth * prior) / np.maximum(could + worth, 1e-300))


def _clumping(seen: np.ndarray, shares: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Correlation of two visitors of one day, by moments, drawn half to the office's.

    Of a Dirichlet-multinomial with N visitors, the variance in a slot is N p (1 - p) (1 + (N - 1) rho) (Mosimann,
    *Biometrika* 49, 1962); sums over slots and days are compared.
    """
    total = seen.sum(axis=-1)[..., None]
    chance = total * shares * (1 - shares) * weights[:, None]
    error = (seen - total * shares) ** 2 * weights[:, None]
    excess = (error - chance).sum(axis=(1, 2))
    pairs = (chance * np.maximum(total - 1, 0)).sum(axis=(1, 2))
    worth = pairs.mean() * 0.1 if len(pairs) else 0.0
    office = excess.sum() / pairs.sum() if pairs.sum() > 0 else 0.0
    found = (excess + worth * office) / np.maximum(pairs + worth, 1e-300)
    return np.clip(np.where(pairs + worth > 0, found, 0.0), 0.0, MOST_CLUMPING)


def draw_slots(totals: np.ndarray, share: np.ndarray, clumping: float, generator: np.random.Generator) -> np.ndarray:
    """Spreads one day's visitors over its slots: Dirichlet-multinomial, so that every path keeps its total.

    Parameters
    ----------
    totals
        Visitors, int, shape (paths,); must be 0 where the day has no share.
    share
        Shape (slots,), 0 outside the ticket hours.
    clumping
        Correlation of two visitors; 0 is the plain multinomial.
    generator
        Random numbers.

    Returns
    -------
    numpy.ndarray
        Int, shape (paths, slots).
    """
    out = np.zeros((len(totals), len(share)), dtype=np.int64)
    slots = np.flatnonzero(share)
    if len(slots):
        out[:, slots] = generator.multinomial(totals, _chances(share[slots], clumping, len(totals), generator))
    return out


def _chances(share: np.ndarray, clumping: float, paths: int, generator: np.random.Generator) -> np.ndarray:
    """Each path's chances of the slots, shape (paths, slots); their sum never exceeds 1 by rounding."""
    if clumping < 1e-4:
        return np.broadcast_to(share / share.sum(), (paths, len(share)))
    weight = generator.gamma(np.maximum(share * (1 / clumping - 1), 1e-3), size=(paths, len(share)))
    weight = np.maximum(weight, 1e-12)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True) * (1 - 1e-12))
