"""Slot noise: how far the shapes of single days lie from what was expected, given how many came in all."""

from dataclasses import dataclass

import numpy as np

HALF_LIFE_DAYS = 120.0
DAYS = 371
"""Days that lend their deviations."""
ALIKE = 0.15
"""Distance in total variation from which on a day is no longer like another."""
LEAST_ALIKE = 0.01
PRIOR_CLUMPING = 0.008
"""What clinics, tills, borders and bicycles have in common."""
PRIOR_DAYS = 15.0
"""Days that the office's clumping is worth against a slot's, and smooth deviations against real ones."""
MOST_CLUMPING = 0.9


@dataclass(frozen=True)
class SlotNoise:
    """Deviations of past days, to be lent to coming ones.

    A day that came in a clump at ten lends this clump to a day to come: so neighbouring slots move together as they
    did, a slot in which a bus comes or does not is either full or empty, and services that were busy together are
    so again. What chance alone had made of the deviations is taken out, for the drawing puts it in again.

    Parameters
    ----------
    clumping
        Correlation of two visitors of a day in a slot, 0 for independent ones, shape (services, slots). With N visitors
        the variance in a slot of share p is N p (1 - p) (1 + (N - 1) clumping) (Mosimann, *Biometrika* 49, 1962).
    expected
        Shares of the past days as they were expected, shape (services, days, slots), latest day last.
    came
        Visitors of these days, same shape.
    swing
        Factors on them that these days lend, same shape, at least 0.
    worth
        Weight of each day by age, shape (services, days); 0 where it cannot lend.
    """

    clumping: np.ndarray
    expected: np.ndarray
    came: np.ndarray
    swing: np.ndarray
    worth: np.ndarray

    def likeness(self, service: int, share: np.ndarray) -> np.ndarray:
        """Weight of each past day for a day of these shares, shape (days,)."""
        apart = np.abs(self.expected[service] - share).sum(axis=-1) / 2
        return np.asarray(self.worth[service] * (np.maximum(0.0, 1 - apart / ALIKE) ** 2 + LEAST_ALIKE))

    def chances(self, service: int, share: np.ndarray, luck: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        """Each path's chances of the slots.

        Parameters
        ----------
        service
            Its place.
        share
            Expected shares of the day on the slots of `expected`, shape (slots,).
        luck
            Standard exponential numbers, one a path and a lending day and one more, shape (paths, days + 1). Services
            that are given the same borrow from the same days wherever they can: the smallest luck over weight wins.
        generator
            Random numbers for deviations that no day lends.

        Returns
        -------
        numpy.ndarray
            Shape (paths, slots); each path sums to 1.
        """
        weight = np.append(self.likeness(service, share), PRIOR_DAYS)
        chosen = np.argmin(luck * (1 / np.maximum(weight, 1e-30)).astype(luck.dtype), axis=1)
        smooth = chosen == len(weight) - 1
        open_ = np.flatnonzero(share)
        raw = np.zeros((len(luck), len(share)))
        raw[~smooth] = self.swing[service][chosen[~smooth]]
        raw[np.ix_(smooth, open_)] = _gamma(self.clumping[service, open_], share[open_], int(smooth.sum()), generator)
        raw = np.maximum(raw, 1e-9) * share
        return np.asarray(raw / raw.sum(axis=-1, keepdims=True) * (1 - 1e-12))


def slot_noise(expected: np.ndarray, came: np.ndarray) -> SlotNoise:
    """Learns the deviations of past days.

    Parameters
    ----------
    expected
        Their shares as expected beforehand, shape (services, days, slots), latest day last; 0 where not known.
    came
        Visitors, same shape.
    """
    expected, came = expected[:, -DAYS:], came[:, -DAYS:]
    total = came.sum(axis=-1, keepdims=True)
    age = 0.5 ** (np.arange(came.shape[1])[::-1] / HALF_LIFE_DAYS)
    worth = age * ((total[..., 0] > 0) & (expected.sum(axis=-1) > 0))
    clumping = _clumping(expected, came, worth)
    number = total * expected
    ratio = np.where(number > 0, came / np.maximum(number, 1e-300), 1.0)
    clumped = clumping[:, None] * np.maximum(total, 1)
    real = np.sqrt(clumped / np.maximum(clumped + 1, 1e-300))  # of its variance, the part that is not chance
    return SlotNoise(clumping, expected, came, np.maximum(0.0, 1 + real * (ratio - 1)), worth)


def _clumping(expected: np.ndarray, came: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Clumping by moments, slot by slot, drawn to the service's, this to the office's and this to the prior."""
    total = came.sum(axis=-1, keepdims=True)
    chance = worth[..., None] * total * expected * (1 - expected)
    excess = (worth[..., None] * (came - total * expected) ** 2 - chance).sum(axis=1)
    pairs = (chance * np.maximum(total - 1, 0)).sum(axis=1)
    days = np.maximum(worth.sum(axis=1), 1e-300)[:, None]
    prior = PRIOR_DAYS * pairs / days
    visited = max(1, int((pairs.sum(axis=1) > 0).sum()))
    office = _shrunk(excess.sum(), pairs.sum(), prior.sum() / visited, np.asarray(PRIOR_CLUMPING))
    own = _shrunk(excess.sum(axis=1), pairs.sum(axis=1), prior.sum(axis=1), office)
    return np.clip(_shrunk(excess, pairs, prior, np.clip(own, 0, None)[:, None]), 0.0, MOST_CLUMPING)


def _shrunk(excess: np.ndarray, pairs: np.ndarray, worth: np.ndarray, prior: np.ndarray) -> np.ndarray:
    known = pairs + worth > 0
    return np.asarray(np.where(known, (excess + worth * prior) / np.where(known, pairs + worth, 1.0), prior))


def _gamma(clumping: np.ndarray, share: np.ndarray, paths: int, generator: np.random.Generator) -> np.ndarray:
    """Gamma factors of mean 1: with one clumping for all slots their shares are Dirichlet's, shape (paths, slots)."""
    shape = np.clip(share * (1 / np.maximum(clumping, 1e-6) - 1), 1e-3, 1e6)
    return generator.gamma(shape, size=(paths, len(share))) / shape
