"""Explaining: why a day is expected to be as busy as it is, in people that add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from forecast.distribution import Forecast, interval
from forecast.overrides import Corrected

PartKind = Literal[
    "base",
    "start",
    "weekday",
    "season",
    "kind",
    "name",
    "level",
    "hours",
    "booked",
    "events",
    "override",
    "other",
    "rest",
]
ORDER: tuple[PartKind, ...] = (
    "base", "start", "weekday", "season", "kind", "name", "level", "hours", "rest", "booked", "events", "other",
    "override",
)  # fmt: skip
WHOLE: tuple[PartKind, ...] = ("base", "start")
"""Parts from which a sum begins: what a model, or the questionnaire, says of an ordinary day."""
SMALL = 0.05
"""People below which a part is told with the rest."""
QUESTIONNAIRE = "questionnaire"
"""The model that a forecast names for services which start from the office's own answers."""
SAMPLING = 3.0
"""Standard errors of the paths' mean within which a difference is chance."""


@dataclass(frozen=True)
class Part:
    """One reason: `people` more or fewer; `name` says which kind of day or holiday, empty elsewhere."""

    kind: PartKind
    people: float
    name: str = ""


@dataclass(frozen=True)
class Explained:
    """One day of one service, or of the office.

    Parameters
    ----------
    service
        Id; empty for the office.
    day
        The day.
    parts
        Reasons in the order of `ORDER`; their people sum to `mean`.
    mean
        Expected visitors.
    low, median, high
        Ends and middle of the central 80 % range.
    chance
        Part of the variance that is left to someone who knows the day's true rate (counts are Poisson), 0 to 1.
    """

    service: str
    day: date
    parts: tuple[Part, ...]
    mean: float
    low: int
    median: int
    high: int
    chance: float


@dataclass(frozen=True)
class ModelView:
    """How one model that can explain itself sees some days.

    Parameters
    ----------
    logs
        Log contributions by key, each of shape (services, days), among them ``base``; they sum to the log of `mean`
        where that is above 0.
    mean
        Expected visitors, shape (services, days); NaN for services that the model was left out for.
    weight
        The model's part in the pool, shape (services,).
    """

    logs: Mapping[str, np.ndarray]
    mean: np.ndarray
    weight: np.ndarray


def view_of(
    logs: Mapping[str, np.ndarray], exposure: np.ndarray, is_fitted: np.ndarray, weight: np.ndarray
) -> ModelView:
    """The view of a model by its log contributions.

    Parameters
    ----------
    logs
        See `ModelView`.
    exposure
        Part of a usual day that the ticket hours admit, shape (services, days).
    is_fitted
        Services that the model was not left out for, bool, shape (services,).
    weight
        See `ModelView`.
    """
    mean = np.where(exposure > 0, np.exp(np.clip(np.sum(list(logs.values()), axis=0), -30.0, 30.0)), 0.0)
    return ModelView(logs, np.where(is_fitted[:, None], mean, np.nan), weight)


def log_mean(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Logarithmic mean (a - b) / (ln a - ln b) of positive numbers, a where both are equal."""
    near = np.abs(a - b) <= 1e-9 * np.maximum(a, b)
    ratio = np.log(np.where(near, 1.0, a / b))
    return np.where(near, a, (a - b) / np.where(near, 1.0, ratio))


def people_of(logs: Mapping[str, np.ndarray], mean: np.ndarray) -> dict[str, np.ndarray]:
    """Turns log contributions into people.

    With the base b and the mean m = b exp(sum x), a part x is worth L(m, b) x people, L the logarithmic mean: parts
    sum exactly to m - b, whatever their order (the logarithmic mean Divisia index, Ang, *Energy Policy* 32, 2004).

    Parameters
    ----------
    logs
        Log contributions by key, equal shapes, among them ``base``; what they lack to the log of `mean` is ``rest``.
    mean
        Expected visitors, same shape.

    Returns
    -------
    dict
        People by key, same shapes, with ``rest``; they sum to `mean`. All 0 where the mean is 0 or NaN.
    """
    known = np.nan_to_num(mean) > 0
    safe = np.where(known, mean, 1.0)
    base = np.where(known, np.exp(np.clip(logs["base"], -30.0, 30.0)), 1.0)
    weight = log_mean(safe, base)
    parts = {key: np.where(known, weight * part, 0.0) for key, part in logs.items() if key != "base"}
    parts["base"] = np.where(known, base, 0.0)
    told = np.sum(list(parts.values()), axis=0)
    rest = parts.get("rest", np.zeros(mean.shape)) + np.where(known, safe - told, 0.0)
    return {**parts, "rest": rest}


def explain(
    views: Sequence[ModelView], forecast: Forecast, corrected: Corrected, day: date, means: np.ndarray
) -> tuple[Explained, ...]:
    """Every service's day in parts, and the office's at the end.

    Parameters
    ----------
    views
        Models that can explain themselves, on the days of the forecast's grid.
    forecast
        The model's own paths.
    corrected
        The same paths with the analyst's overrides.
    day
        One of the grid's days.
    means
        Expected visitors of the whole pool before bookings and announced visitors, shape (services, days).

    Raises
    ------
    ValueError
        If the grid does not hold the day.
    """
    at = forecast.grid.dates.index(day)
    shown = [_pooled(views, index, at) for index in range(len(forecast.services))]
    found = [
        _service(shown[index], forecast, corrected, index, at, float(np.nan_to_num(means[index, at])))
        for index in range(len(forecast.services))
    ]
    return (*found, _office(found, corrected.forecast, at))


def _pooled(views: Sequence[ModelView], index: int, at: int) -> dict[str, float]:
    """Parts of the models that can explain themselves, weighted; empty where none can."""
    able = [view for view in views if np.isfinite(view.mean[index, at]) and view.weight[index] > 0]
    total = sum(float(view.weight[index]) for view in able)
    parts: dict[str, float] = {}
    for view in able:
        people = people_of(
            {key: logs[index : index + 1, at] for key, logs in view.logs.items()}, view.mean[index : index + 1, at]
        )
        for key, value in people.items():
            parts[key] = parts.get(key, 0.0) + float(view.weight[index]) / total * float(value[0])
    return parts


def _service(
    parts: Mapping[str, float], forecast: Forecast, corrected: Corrected, index: int, at: int, mean: float
) -> Explained:
    booked, walk_in, events = (
        float(getattr(forecast, name).reshape(forecast.paths, len(forecast.services), *forecast.grid.shape)
              [:, index, at].sum(axis=-1).mean())
        for name in ("booked", "walk_in", "events")
    )  # fmt: skip
    listed = [_part(key, people) for key, people in parts.items()]
    if not listed and forecast.models[index] == QUESTIONNAIRE:
        listed = [Part("start", mean)]
    told = sum(part.people for part in listed)
    if booked > 0:
        listed += [Part("booked", booked + walk_in - mean), Part("other", mean - told)]
    else:
        listed.append(Part("other", walk_in - told))
    service, day = forecast.services[index], forecast.grid.dates[at]
    changes = (done.changes.get(service, 0.0) for done in corrected.applied if done.override.day == day)
    listed += [Part("events", events), Part("override", sum(changes))]
    return _explained(service, day, listed, corrected.forecast.daily[:, index, at])


def _part(key: str, people: float) -> Part:
    head, _, name = key.partition(".")
    return Part(head if head in ORDER else "rest", people, name)


def _office(found: Sequence[Explained], corrected: Forecast, at: int) -> Explained:
    sums: dict[tuple[PartKind, str], float] = {}
    for part in (part for each in found for part in each.parts):
        sums[part.kind, part.name] = sums.get((part.kind, part.name), 0.0) + part.people
    listed = [Part(kind, people, name) for (kind, name), people in sums.items()]
    return _explained("", corrected.grid.dates[at], listed, corrected.office_daily[:, at])


def _explained(service: str, day: date, listed: Sequence[Part], visitors: np.ndarray) -> Explained:
    low, median, high = (int(end) for end in interval(visitors))
    mean, variance = float(visitors.mean()), float(visitors.var())
    chance = min(1.0, mean / variance) if variance > 0 else 1.0
    doubt = SAMPLING * (variance / len(visitors)) ** 0.5
    return Explained(service, day, _settled(listed, mean, doubt), mean, low, median, high, chance)


def _settled(listed: Sequence[Part], mean: float, doubt: float) -> tuple[Part, ...]:
    """The parts in order, summing to the mean: what is left joins the base where sampling alone may explain it."""
    ordered = sorted(listed, key=lambda part: ORDER.index(part.kind))
    kept = [part for part in ordered if part.kind in WHOLE or (part.kind != "other" and abs(part.people) >= SMALL)]
    left = mean - sum(part.people for part in kept)
    if abs(left) <= doubt + SMALL and kept and kept[0].kind in WHOLE:
        kept[0] = replace(kept[0], people=kept[0].people + left)
    else:
        kept.append(Part("other", left))
    shown = [part for part in kept if abs(part.people) > 1e-12]
    return tuple(sorted(shown, key=lambda part: ORDER.index(part.kind)))


def in_whole(exact: np.ndarray, total: int) -> np.ndarray:
    """Numbers in whole ones that sum to `total`: the largest remainders are rounded up.

    Parameters
    ----------
    exact
        Shape (n,); their sum, rounded, is `total`.
    total
        What they must sum to.
    """
    whole = np.floor(exact)
    missing = int(total - whole.sum())
    whole[np.argsort(-(exact - whole), kind="stable")[: max(0, missing)]] += 1
    return whole


def rounded(explained: Explained, digits: int = 0) -> Explained:
    """The same with numbers rounded so that they still add up: largest remainders are rounded up first.

    Parameters
    ----------
    explained
        Exact parts.
    digits
        Decimals that are shown.
    """
    unit = 10.0**-digits
    total = round(explained.mean / unit)
    whole = in_whole(np.array([part.people for part in explained.parts]) / unit, total)
    parts = (replace(part, people=float(value) * unit) for part, value in zip(explained.parts, whole, strict=True))
    return replace(explained, mean=total * unit, parts=tuple(part for part in parts if part.people))
