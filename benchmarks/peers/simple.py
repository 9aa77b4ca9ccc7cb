"""Rules of thumb: the last week again, the mean of four weeks; and the split of days over hours."""

import numpy as np
from history import Past
from spread import moments_spread, of_library, of_negative_binomial

PROFILE_VISITS = 300.0
"""Visitors that the profile of all weekdays is worth when a weekday's own is estimated."""


def weeks(past: Past, service: int) -> np.ndarray:
    """The last whole weeks, oldest first, each from the origin's weekday on; shape (weeks, 7, slots)."""
    filled = past.filled(service)
    number = len(filled) // 7
    return filled[len(filled) - 7 * number :].reshape(number, 7, -1)


def mean_of_4(past: Past, service: int) -> np.ndarray:
    """Hour of week, mean of the last four weeks, negative-binomial by what that missed; (days, slots, columns)."""
    known = weeks(past, service)
    is_open = _open_slots(past, service)
    mean = np.where(is_open, np.tile(known[-4:].mean(axis=0), (-(-past.horizon // 7), 1))[: past.horizon], 0.0)
    earlier = [known[max(0, n - 4) : n].mean(axis=0) for n in range(max(1, len(known) - 26), len(known))]
    spread = moments_spread(known[-len(earlier) :], np.array(earlier)) if earlier else 1.0
    return of_negative_binomial(mean, np.full(mean.shape, spread))


def two_stage(past: Past, service: int, daily: np.ndarray) -> np.ndarray:
    """Daily columns spread over the hours by the weekday's profile; (days, slots, columns).

    Variance of an hour: that of its day's level by its share, and Poisson.
    """
    share = _profile(past, service)
    mean = daily[:, :1] * share
    width = (daily[:, 10] - daily[:, 2]) / (2 * 1.2816)
    spread = (width / np.maximum(daily[:, 0], 1e-9)) ** 2
    noise = 1 / np.maximum(daily[:, 0], 1.0)  # the day's width holds the day's own Poisson noise already
    return of_negative_binomial(mean, np.maximum(spread - noise, 0.0)[:, None] * np.ones_like(mean))


def week_again(past: Past, service: int) -> np.ndarray:
    """The last week repeated, widened as a seasonal random walk; (days, slots, columns)."""
    known = weeks(past, service)
    is_open = _open_slots(past, service)
    repeats = np.arange(past.horizon) // 7 + 1
    mean = np.where(is_open, np.tile(known[-1], (repeats[-1], 1))[: past.horizon], 0.0)
    steps = np.diff(known[-27:], axis=0)
    sigma = float(np.sqrt((steps[:, _open_week(past, service)] ** 2).mean())) if len(steps) else 0.0
    width = np.where(is_open, sigma * np.sqrt(repeats)[:, None], 0.0)
    bounds = {20: 0.2533, 40: 0.5244, 60: 0.8416, 80: 1.2816, 95: 1.96}
    answer = {"mean": mean}
    answer |= {f"lo-{level}": mean - z * width for level, z in bounds.items()}
    answer |= {f"hi-{level}": mean + z * width for level, z in bounds.items()}
    return of_library(answer)


def _open_slots(past: Past, service: int) -> np.ndarray:
    """Open slots of the horizon, bool, shape (days, slots)."""
    return past.pattern[service][[day.weekday() for day in past.coming]]


def _open_week(past: Past, service: int) -> np.ndarray:
    return past.pattern[service][[(past.origin.weekday() + n) % 7 for n in range(7)]]


def _profile(past: Past, service: int) -> np.ndarray:
    """Share of a day's visitors in each slot, by the horizon's days, shrunk to that of all days; (days, slots)."""
    filled = past.filled(service)[-26 * 7 :]
    weekday = np.array([day.weekday() for day in past.dates[-len(filled) :]])
    pooled = filled.sum(axis=0) / max(filled.sum(), 1e-9)
    raw = np.array([filled[weekday == n].sum(axis=0) for n in range(7)]) + PROFILE_VISITS * pooled
    raw = np.where(past.pattern[service], raw, 0.0)
    share = raw / np.maximum(raw.sum(axis=-1, keepdims=True), 1e-9)
    return share[[day.weekday() for day in past.coming]]
