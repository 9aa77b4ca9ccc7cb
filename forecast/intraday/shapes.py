"""Shapes: several views of how a day's visitors come over its slots, each as it was known week by week."""

from dataclasses import dataclass

import numpy as np

from forecast.intraday.weeks import PastWeeks

MEMORIES_DAYS = (224.0, 448.0, 56.0)
"""Half-lives of the weekday patterns; the first is the one that the others are told against."""
RECENT_DAYS = (28.0, 14.0)
"""Half-lives of the latest weeks' deviation from it."""
YEAR_WEEKS = 52
SEASON_DAYS = 8.0
"""Standard deviation of the weeks around the same week of last year."""
AROUND_WEEKS = 3
OLDER_YEAR = 0.7
"""Worth of a year against the one after it."""
BURN_IN_WEEKS = 8
"""Weeks whose expectation knows too little to be measured against."""
OFFICE_VISITORS = 30.0
"""Visitors that the office's profile is worth against a service's own, and the start's against the office's."""
DRIFT_VISITORS = 100.0
"""Visitors that the first pattern is worth against one of another memory."""
RATIO_VISITORS = 20.0
"""Visitors that "no deviation" is worth in a slot."""


@dataclass(frozen=True)
class Shapes:
    """What was known of a day's shape after each week.

    Every array begins with an axis of weeks known, 0 to all.

    Parameters
    ----------
    monday
        Number of the first week.
    patterns
        Share of a full day's visitors that a slot gets when it gives tickets, by memory, shape
        (weeks + 1, memories, services, 7, slots).
    recent
        Factors of the latest weeks on the first pattern, shape (weeks + 1, spans, services, slots).
    came, expected
        Visitors of each week by slot, and those that the first pattern expected, shape (weeks, services, slots).
    """

    monday: int
    patterns: np.ndarray
    recent: np.ndarray
    came: np.ndarray
    expected: np.ndarray

    @property
    def weeks(self) -> int:
        """How many weeks are known in the end."""
        return len(self.came)

    def season(self, week: int) -> np.ndarray:
        """Factors of the same weeks of earlier years on the first pattern, shape (services, slots)."""
        came, expected = np.zeros(self.came.shape[1:]), np.zeros(self.came.shape[1:])
        for years in (1, 2):
            for off in range(-AROUND_WEEKS, AROUND_WEEKS + 1):
                at = week - self.monday - years * YEAR_WEEKS + off
                if BURN_IN_WEEKS <= at < self.weeks:
                    worth = OLDER_YEAR ** (years - 1) * np.exp(-((7 * off / SEASON_DAYS) ** 2) / 2)
                    came, expected = came + worth * self.came[at], expected + worth * self.expected[at]
        return np.asarray((came + RATIO_VISITORS) / (expected + RATIO_VISITORS))

    def of_week(self, week: int, known: int) -> np.ndarray:
        """All shapes of the days of a week as they were seen with `known` weeks known.

        Parameters
        ----------
        week
            Its number.
        known
            Weeks known, 0 to `weeks`.

        Returns
        -------
        numpy.ndarray
            Shape (shapes, services, 7, slots), not negative; in any unit, a day's shape matters alone.
        """
        patterns, recent = self.patterns[known], self.recent[known][:, :, None]
        seasonal = patterns[0] * self.season(week)[:, None]
        return np.concatenate([patterns, patterns[0] * recent, [seasonal, seasonal * recent[0]]])


def shapes(past: PastWeeks, profile_visits: float, start: np.ndarray) -> Shapes:
    """Learns the shapes, each drawn to a wider one: weekday to service to office to `start`.

    A rate is visitors of a slot over all visitors of the days on which tickets were issued in it, so that days of
    other hours tell what they know.

    Parameters
    ----------
    past
        The past.
    profile_visits
        Visitors of the service's own profile that are added to each weekday's: rostered offices differ little by
        weekday, and few visitors tell little.
    start
        Profile to begin with, shape (slots,).
    """
    could = past.known * past.totals[..., None]
    sums = [(_decayed(past.came, memory), _decayed(could, memory)) for memory in MEMORIES_DAYS]
    came, told = sums[0]
    office = _drawn(came.sum(axis=(1, 2)), told.sum(axis=(1, 2)), start, OFFICE_VISITORS)
    pooled = _drawn(came.sum(axis=2), told.sum(axis=2), office[:, None], OFFICE_VISITORS)
    first = _drawn(came, told, pooled[:, :, None], profile_visits)
    patterns = [first, *(_drawn(*part, first, DRIFT_VISITORS) for part in sums[1:])]
    seen = np.moveaxis(first[:-1], 0, 1)
    expected = past.totals[..., None] * shares_of(seen, past.known)
    weekly = past.came.sum(axis=2), expected.sum(axis=2)
    recent = [_ratio(_decayed(weekly[0], span), _decayed(weekly[1], span)) for span in RECENT_DAYS]
    by_week = [np.moveaxis(part, 1, 0) for part in weekly]
    return Shapes(past.monday, np.stack(patterns, axis=1), np.stack(recent, axis=1), *by_week)


def shares_of(rates: np.ndarray, masks: np.ndarray) -> np.ndarray:
    """Rates as shares of the open slots: 0 where closed, open days sum to 1, flat where no open slot has a rate."""
    raw = np.where(masks, rates, 0.0)
    total = raw.sum(axis=-1, keepdims=True)
    raw = np.where(total > 0, raw, masks)
    return np.asarray(raw / np.maximum(raw.sum(axis=-1, keepdims=True), 1e-300))


def _decayed(values: np.ndarray, half_life_days: float) -> np.ndarray:
    """Sums over the weeks before each, weighted by age; weeks stand on axis 1 of `values`, on axis 0 of the result."""
    kept = 0.5 ** (7 / half_life_days)
    out = np.zeros((values.shape[1] + 1, values.shape[0], *values.shape[2:]))
    for week in range(values.shape[1]):
        out[week + 1] = kept * out[week] + values[:, week]
    return out


def _drawn(came: np.ndarray, could: np.ndarray, prior: np.ndarray, worth: float) -> np.ndarray:
    return np.asarray((came + worth * prior) / np.maximum(could + worth, 1e-300))


def _ratio(came: np.ndarray, expected: np.ndarray) -> np.ndarray:
    return np.asarray((came + RATIO_VISITORS) / (expected + RATIO_VISITORS))
