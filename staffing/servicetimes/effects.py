"""Effects: log minutes taken apart into service at a step and officer, robustly."""

from dataclasses import dataclass

import numpy as np

from staffing.servicetimes.stays import Stays

CLIP = 2.5
"""Standard deviations at which a single service stops to pull."""
FEWEST = 5
"""So few services tell nothing of an officer."""
_ROUNDS = 15


@dataclass(frozen=True)
class Effects:
    """What single services lie off their usual.

    Parameters
    ----------
    rows
        Rows of the stays that are described: used and exactly known.
    residual
        Log minutes less those usual for service and step, clipped, shape (rows,). Officers are still in it.
    of_officer
        How much longer (logarithm) an officer takes than colleagues at the same work, shape (officers,).
    count
        Services of each officer, shape (officers,).
    """

    rows: np.ndarray
    residual: np.ndarray
    of_officer: np.ndarray
    count: np.ndarray

    def without_officers(self, officer: np.ndarray) -> np.ndarray:
        """The residuals less the officer's effect; `officer` of each row, -1 for unknown."""
        return self.residual - np.where(officer >= 0, self.of_officer[np.maximum(officer, 0)], 0.0)


@dataclass(frozen=True)
class Speeds:
    """How much longer each officer takes than colleagues at the same work; only for the office's head.

    Parameters
    ----------
    factor
        Minutes over the usual, 1.2 is a fifth longer; drawn towards 1 the less is known; shape (officers,). An
        officer's `speed` in the office is its inverse; nobody sets it but the head.
    low, high
        80 % range of the factor.
    count
        Services it rests on.
    """

    factor: np.ndarray
    low: np.ndarray
    high: np.ndarray
    count: np.ndarray


def effects_of(stays: Stays, officers: int) -> Effects:
    """Usual log minutes of each (service, step) and officer, one after the other until they stand still.

    Both are means of values clipped at 2.5 standard deviations, so single services pull little; the officers' mean,
    weighted by their services, is 0.
    """
    rows = np.flatnonzero(stays.used & ~stays.bounded)
    logs, officer = np.log(stays.minutes[rows]), stays.officer[rows]
    _, cell = np.unique(np.stack([stays.service[rows], stays.step[rows]]), axis=1, return_inverse=True)
    known = officer >= 0
    count = np.bincount(officer[known], minlength=officers)
    of_officer = np.zeros(officers)
    usual = _medians(logs, cell)
    spread = np.maximum(1.4826 * _medians(np.abs(logs - usual[cell]), cell), 0.15)[cell]
    residual = np.zeros(len(rows))
    for _ in range(_ROUNDS):
        theirs = np.where(known, of_officer[np.maximum(officer, 0)], 0.0)
        residual = np.clip(logs - usual[cell], theirs - CLIP * spread, theirs + CLIP * spread)
        usual = usual + _means(residual - theirs, cell, len(usual))
        residual = np.clip(logs - usual[cell], theirs - CLIP * spread, theirs + CLIP * spread)
        of_officer = _means(residual[known], officer[known], officers) * (count >= FEWEST)
        of_officer -= (of_officer @ count) / max(count.sum(), 1) * (count >= FEWEST)
    return Effects(rows, residual, of_officer, count)


def speeds_of(effects: Effects, officer: np.ndarray) -> Speeds:
    """Each officer's factor, shrunken: how far officers differ is learnt from all of them [1]_.

    References
    ----------
    .. [1] DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials. *Controlled Clinical Trials* 7.
    """
    count = effects.count
    rest = effects.without_officers(officer)
    variance = float(rest.var()) if len(rest) else 1.0
    error = variance / np.maximum(count, 1)
    able = count >= FEWEST
    between = _between(effects.of_officer[able], error[able])
    weight = np.where(able, between / (between + error), 0.0) if between > 0 else np.zeros(len(count))
    centre = weight * effects.of_officer
    doubt = 1.2816 * np.sqrt((1 - weight) * between)
    return Speeds(np.exp(centre), np.exp(centre - doubt), np.exp(centre + doubt), count)


def _between(found: np.ndarray, error: np.ndarray) -> float:
    """Variance among officers beyond chance, by moments."""
    if len(found) < 2:
        return 0.0
    w = 1 / error
    centre = (w @ found) / w.sum()
    excess = w @ (found - centre) ** 2 - (len(found) - 1)
    return float(max(0.0, excess / (w.sum() - (w @ w) / w.sum())))


def _medians(values: np.ndarray, cell: np.ndarray) -> np.ndarray:
    if not len(values):
        return np.zeros(0)
    order = np.lexsort((values, cell))
    first = np.searchsorted(cell[order], np.arange(cell.max() + 2))
    low, high = (first[:-1] + first[1:] - 1) // 2, (first[:-1] + first[1:]) // 2
    return (values[order][low] + values[order][high]) / 2


def _means(values: np.ndarray, cell: np.ndarray, cells: int) -> np.ndarray:
    count = np.bincount(cell, minlength=cells)
    return np.bincount(cell, weights=values, minlength=cells) / np.maximum(count, 1)
