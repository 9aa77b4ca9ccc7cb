"""Exposure: the part of a usual day's visitors that a day's ticket hours admit."""

from dataclasses import dataclass

import numpy as np

from forecast.counts import Counts

HALF_LIFE_DAYS = 224.0
ROUNDS = 6
LEAST_PART = 0.02
"""A day of even less is not taken for fifty and more times as many."""
OFFICE_VISITORS = 30.0
"""Visitors that the office's day is worth against a service's own, and a flat day against the office's."""


@dataclass(frozen=True)
class SlotRates:
    """Share of a full day's visitors that a slot gets when tickets are issued in it.

    Parameters
    ----------
    first, slot_minutes
        The slots: minute at which the first begins, and their length.
    rates
        Shape (services, slots).
    """

    first: int
    slot_minutes: int
    rates: np.ndarray

    def exposure(self, minutes: np.ndarray, masks: np.ndarray, usual: np.ndarray) -> np.ndarray:
        """The part of a usual day's visitors that each day's ticket hours admit, shape (services, days).

        Parameters
        ----------
        minutes
            Minute of the day at which each slot begins, shape (slots,).
        masks
            Ticket slots, bool, shape (services, days, slots).
        usual
            Ticket slots of the ordinary week, bool, shape (services, 7, slots); its longest day is a usual one.
        """
        rate = self._at(minutes)
        admitted = (masks * rate[:, None]).sum(axis=-1)
        full = (usual * rate[:, None]).sum(axis=-1).max(axis=-1)
        full = np.where(full > 0, full, rate.sum(axis=-1))
        return np.asarray(admitted / np.maximum(full, 1e-300)[:, None])

    def _at(self, minutes: np.ndarray) -> np.ndarray:
        """Rates of another grid's slots; slots never seen get the mean rate."""
        index = (minutes - self.first) // self.slot_minutes
        inside = (index >= 0) & (index < self.rates.shape[-1])
        found = self.rates[:, np.clip(index, 0, max(0, self.rates.shape[-1] - 1))]
        return np.where(inside, found, self.rates.mean(axis=-1, keepdims=True))


def slot_rates(counts: Counts, start: np.ndarray) -> SlotRates:
    """Learns the rates: visitors of a slot over those whom its days would have brought with all hours open.

    Days of other hours so tell what they know. How many a short day would have brought in full depends on the rates, so
    both are found in turn (iterative proportional fitting: Deming and Stephan, *Annals of Mathematical Statistics* 11,
    1940). A service is drawn to the office, the office to `start`.

    Parameters
    ----------
    counts
        The past.
    start
        Share of each slot to begin with, shape (slots,).
    """
    grid = counts.grid
    shape = (len(counts.services), *grid.shape)
    known = counts.observed.reshape(shape)
    seen = np.where(known, counts.arrivals.reshape(shape), 0)
    weights = 0.5 ** (np.arange(grid.days)[::-1] / HALF_LIFE_DAYS)
    came, day = np.einsum("sdt,d->st", seen, weights), weights * seen.sum(axis=-1)
    rates = np.broadcast_to(start, came.shape)
    for _ in range(ROUNDS):
        could = np.einsum("sdt,sd->st", known, day / _admitted(known, rates))
        rates = _drawn(came, could, _drawn(came.sum(axis=0), could.sum(axis=0), start))
    return SlotRates(grid.first, grid.slot_minutes, rates)


def _admitted(known: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """The part of a service's longest day that each day admits, shape (services, days); 1 where nothing is known."""
    part = np.einsum("sdt,st->sd", known, rates)
    longest = part.max(axis=1, keepdims=True, initial=0.0)
    return np.where(part > 0, np.maximum(part / np.maximum(longest, 1e-300), LEAST_PART), 1.0)


def _drawn(came: np.ndarray, could: np.ndarray, prior: np.ndarray) -> np.ndarray:
    return np.asarray((came + OFFICE_VISITORS * prior) / np.maximum(could + OFFICE_VISITORS, 1e-300))
