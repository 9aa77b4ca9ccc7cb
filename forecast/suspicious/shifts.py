"""Levels that jump and stay: from some day on lastingly more or fewer visitors than the calendar explains."""

from collections.abc import Iterator

import numpy as np

from forecast.counts import Counts
from forecast.suspicious.finding import Finding
from forecast.suspicious.usual import Usual

SIDE_DAYS = 56
"""Days before and after that are compared: a slow trend hardly moves within them."""
LEAST_OPEN = 20
LEAST_VISITORS = 20.0
LEAST_RATIO = 1.35
"""Seasons that the log is too short to know may move the level by a quarter."""
LEAST_SCORE = 5.0
"""Standard errors; some hundred overlapping candidates a service are looked at."""


LASTING = 0.6
"""Of a slope, days near the middle show half of the difference; of a step, all of it."""
NEAR_DAYS = 10
"""A service's jump so near to the office's is the same."""


def shifts(counts: Counts, usual: Usual, special: np.ndarray) -> Iterator[Finding]:
    """Jumps of the office, then those of single services that do not come with one.

    The log of the ratio of levels after and before has variance phi (1/A + 1/B), A and B the visitors of either side
    and phi the dispersion of whole weeks, so that days of a week that go together count once.

    Parameters
    ----------
    counts
        The past.
    usual
        What is usual.
    special
        Days of any special kind, bool, shape (services, days): their effects are not known well enough to tell a jump
        by them, so they are left out.
    """
    plain = usual.known & ~special
    visitors = np.where(plain, counts.daily, 0)
    pattern = np.where(plain, np.nan_to_num(usual.pattern), 0.0)
    taken: list[tuple[int, bool]] = []
    rows = [("", visitors.sum(axis=0), pattern.sum(axis=0))]
    rows += [(service, visitors[n], pattern[n]) for n, service in enumerate(counts.services)]
    for service, seen, due in rows:
        for day, score, ratio in _jumps(seen, due):
            if service and any(abs(day - other) <= NEAR_DAYS and (ratio > 1) is up for other, up in taken):
                continue
            taken += [(day, ratio > 1)] if not service else []
            chance = float(min(1.0, 100 * np.exp(-(score**2) / 2)))
            date = counts.grid.dates[day]
            yield Finding("shift", date, date, service, chance, {"percent": 100 * (ratio - 1)})


def _jumps(seen: np.ndarray, due: np.ndarray) -> Iterator[tuple[int, float, float]]:
    """Days from which on the level is another, the clearest first: day, standard errors, ratio of levels."""
    phi = _weekly_dispersion(seen, due)
    scores, ratios = np.zeros(len(seen)), np.ones(len(seen))
    opened = due > 0
    for day in np.flatnonzero(opened).tolist():
        before, after = slice(max(0, day - SIDE_DAYS), day), slice(day, day + SIDE_DAYS)
        if min(opened[before].sum(), opened[after].sum()) >= LEAST_OPEN:
            scores[day], ratios[day] = _score(seen, due, before, after, phi)
    while (best := int(np.abs(scores).argmax())) or scores[0]:
        if abs(scores[best]) < LEAST_SCORE:
            return
        yield best, abs(float(scores[best])), float(ratios[best])
        scores[max(0, best - SIDE_DAYS) : best + SIDE_DAYS] = 0.0


def _score(seen: np.ndarray, due: np.ndarray, before: slice, after: slice, phi: float) -> tuple[float, float]:
    a, b, due_a, due_b = seen[before].sum(), seen[after].sum(), due[before].sum(), due[after].sum()
    if a + b < LEAST_VISITORS:
        return 0.0, 1.0
    ratio = ((b + 0.5) / due_b) / ((a + 0.5) / due_a)
    if max(ratio, 1 / ratio) < LEAST_RATIO or not _lasts(seen, due, before, after, ratio, phi):
        return 0.0, 1.0
    return float(np.log(ratio) / np.sqrt(phi * (1 / (a + 0.5) + 1 / (b + 0.5)))), float(ratio)


def _lasts(seen: np.ndarray, due: np.ndarray, before: slice, after: slice, ratio: float, phi: float) -> bool:
    """Whether each half of the days after differs from each half of those before nearly as much: a step, no slope."""
    levels = []
    for side in (before, after):
        middle = (side.start + min(side.stop, len(seen))) // 2
        for half in (slice(side.start, middle), slice(middle, side.stop)):
            levels.append((seen[half].sum() + 0.5) / max(due[half].sum(), 0.5))
    steps = [np.log(late / early) for early in levels[:2] for late in levels[2:]]
    error = np.sqrt(phi * 4 / (seen[before].sum() + seen[after].sum() + 1.0))
    return min(np.sign(np.log(ratio)) * step for step in steps) >= LASTING * abs(np.log(ratio)) - error


def _weekly_dispersion(seen: np.ndarray, due: np.ndarray) -> float:
    """Pearson's dispersion of week sums about the level of the weeks beside them, at least 1."""
    weeks = len(seen) // 7
    if weeks < 3:
        return 1.0
    came, pattern = (part[: 7 * weeks].reshape(weeks, 7).sum(axis=1) for part in (seen, due))
    level = np.convolve(came, [0.5, 0.0, 0.5], mode="valid") / np.maximum(
        np.convolve(pattern, [0.5, 0.0, 0.5], mode="valid"), 1e-9
    )
    fitted = level * pattern[1:-1]
    kept = fitted > 0.5
    if not kept.any():
        return 1.0
    return max(1.0, float(np.mean((came[1:-1][kept] - fitted[kept]) ** 2 / (1.5 * fitted[kept]))))
