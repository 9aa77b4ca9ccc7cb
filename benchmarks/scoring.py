"""Scores of predictions files, ours and the peers': written apart from the product's own scores, to check them.

WAPE = sum |y - median| / sum y; wQL = mean over nine deciles of 2 x pinball, summed, / sum y; coverage plain and by the
randomised probability integral transform (whole-number quantiles cover more than they state), each with a 90 %
interval that draws whole origins.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

SHARES = np.array([0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975])
QUANTILES = ("q025", "q10", "q20", "q30", "q40", "q50", "q60", "q70", "q80", "q90", "q975")
DECILES = SHARES[1:-1]
OPEN_SHARE = 0.05
DRAWS = 1000


@dataclass(frozen=True)
class Truth:
    """A counts file: visitors int (services, days, slots), and the days of which it has any row, bool (days,)."""

    services: tuple[str, ...]
    start: date
    visitors: np.ndarray
    known: np.ndarray
    slot_minutes: int

    def pattern(self, origin: date) -> np.ndarray:
        """Open slots by weekday as learnt before an origin, bool, shape (services, 7, slots)."""
        before = [(day, self.start + timedelta(day)) for day in range((origin - self.start).days) if self.known[day]]
        out = np.zeros((len(self.services), 7, self.visitors.shape[2]), dtype=bool)
        for weekday in range(7):
            days = [day for day, when in before if when.weekday() == weekday]
            if days:
                out[:, weekday] = np.count_nonzero(self.visitors[:, days], axis=1) >= OPEN_SHARE * len(days)
        return out

    def scored(self, origin: date, horizon: int) -> np.ndarray:
        """Slots that count, bool, shape (services, horizon, slots): the weekday opens them and the date has rows."""
        first = (origin - self.start).days
        weekdays = [(origin + timedelta(n)).weekday() for n in range(horizon)]
        known = np.zeros(horizon, dtype=bool)
        known[: len(self.known[first : first + horizon])] = self.known[first : first + horizon]
        return np.asarray(self.pattern(origin)[:, weekdays] & known[None, :, None])


@dataclass(frozen=True)
class Score:
    """What a model scored over the chosen cells, in shares; coverage is the share inside, its low, its high."""

    model: str
    wape: float
    wql: float
    plain80: tuple[float, float, float]
    plain95: tuple[float, float, float]
    randomised80: tuple[float, float, float]
    randomised95: tuple[float, float, float]
    floor_wape: float
    floor_wql: float
    seconds: float
    cells: int
    missing: int


def read_truth(path: Path, slot_minutes: int) -> Truth:
    """Reads service, start, arrivals; starts are floored to the slot."""
    frame = pd.read_csv(path, dtype={"service": str}, parse_dates=["start"])
    minute = frame["start"].dt.hour * 60 + frame["start"].dt.minute
    first = frame["start"].min().normalize()
    day = (frame["start"].dt.normalize() - first).dt.days
    table = frame.groupby([frame["service"], day.rename("day"), (minute // slot_minutes).rename("slot")])["arrivals"]
    summed = table.sum()
    services = tuple(sorted(frame["service"].unique()))
    visitors = np.zeros((len(services), int(day.max()) + 1, 24 * 60 // slot_minutes), dtype=np.int64)
    where = [summed.index.get_level_values(name) for name in ("service", "day", "slot")]
    visitors[pd.Index(services).get_indexer(where[0]), where[1], where[2]] = summed.to_numpy()
    return Truth(services, first.date(), visitors, np.bincount(day, minlength=visitors.shape[1]) > 0, slot_minutes)


def marked(predictions: pd.DataFrame, truth: Truth, horizon: int) -> pd.DataFrame:
    """Rows of one level that are scored, with `visitors`, `step` (days from the origin, 0 first) and the row's scores.

    Rows of closed slots, unknown dates and days behind the horizon fall out.
    """
    frame = predictions.reset_index(drop=True)
    start, origin = pd.to_datetime(frame["start"], format="mixed"), pd.to_datetime(frame["origin"])
    step = (start.dt.normalize() - origin).dt.days.to_numpy()
    frame, start, step = (part[(step >= 0) & (step < horizon)] for part in (frame, start, step))
    service = pd.Index(truth.services).get_indexer(frame["service"].astype(str))
    slot = (start.dt.hour * 60 + start.dt.minute).to_numpy() // truth.slot_minutes
    is_day = (frame["level"] == "day").to_numpy()
    visitors, scored = np.zeros(len(frame)), np.zeros(len(frame), dtype=bool)
    for text in frame["origin"].unique():
        rows = (frame["origin"] == text).to_numpy()
        came, counts = _window(truth, date.fromisoformat(str(text)[:10]), horizon)
        s, d, t = service[rows], step[rows], slot[rows]
        visitors[rows] = np.where(is_day[rows], (came * counts).sum(axis=-1)[s, d], came[s, d, t])
        scored[rows] = np.where(is_day[rows], counts.any(axis=-1)[s, d], counts[s, d, t])
    out = frame.assign(visitors=visitors, step=step)[scored]
    return out.assign(**_row_scores(out["visitors"].to_numpy(), out[list(QUANTILES)].to_numpy(float), out["mean"]))


def _window(truth: Truth, origin: date, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Visitors and the mask of an origin's days, each (services, horizon, slots)."""
    first = (origin - truth.start).days
    came = np.zeros((len(truth.services), horizon, truth.visitors.shape[2]), dtype=np.int64)
    there = truth.visitors[:, first : first + horizon]
    came[:, : there.shape[1]] = there
    return came, truth.scored(origin, horizon)


def _row_scores(visitors: np.ndarray, quantiles: np.ndarray, mean: pd.Series) -> dict[str, np.ndarray]:
    error = visitors[:, None] - quantiles[:, 1:-1]
    pinball = np.where(error >= 0, DECILES * error, (DECILES - 1) * error)
    floor_wape, floor_wql = poisson_floor(mean.to_numpy(float))
    return {
        "error": np.abs(visitors - quantiles[:, 5]),
        "loss": 2 * pinball.mean(axis=1),
        "plain80": (quantiles[:, 1] <= visitors) & (visitors <= quantiles[:, 9]),
        "plain95": (quantiles[:, 0] <= visitors) & (visitors <= quantiles[:, 10]),
        "randomised80": inside(visitors, quantiles, 0.1, 0.9),
        "randomised95": inside(visitors, quantiles, 0.025, 0.975),
        "floor_error": floor_wape,
        "floor_loss": floor_wql,
    }


def inside(visitors: np.ndarray, quantiles: np.ndarray, low: float, high: float) -> np.ndarray:
    """Share of a count's own step of the distribution function that lies between two levels, shape (rows,).

    Quantiles that are not whole numbers state a smooth distribution: there the count is in or out.
    """
    at, below = cdf(visitors, quantiles), cdf(visitors - 1, quantiles)
    step = np.maximum(at - below, 1e-12)
    share = np.clip((np.minimum(at, high) - np.maximum(below, low)) / step, 0.0, 1.0)
    bounds = quantiles[:, np.searchsorted(SHARES, [low - 1e-9, high - 1e-9])]
    plain = (bounds[:, 0] <= visitors) & (visitors <= bounds[:, 1])
    whole = (quantiles == np.round(quantiles)).all(axis=1)
    return np.where(whole, share, plain)


def cdf(count: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """P(Y <= count) as far as whole-number quantiles tell it, straight lines between them on the normal scale.

    With the continuity correction a quantile q of a count lies anywhere in (q - 1/2, q + 1/2]: a lone one in the
    middle, equal ones evenly spread. Outside all quantiles the outermost line goes on. Shape (rows,).
    """
    from scipy.special import ndtr, ndtri

    same = quantiles[:, :, None] == quantiles[:, None, :]
    place = (np.tril(np.ones(same.shape[1:]))[None] * same).sum(axis=-1)
    knots = quantiles - 0.5 + (place - 0.5) / same.sum(axis=-1)
    rows, levels = np.arange(len(count)), ndtri(SHARES)
    edge = count + 0.5
    left = np.clip((knots <= edge[:, None]).sum(axis=1) - 1, 0, len(SHARES) - 2)
    rise = (levels[left + 1] - levels[left]) / (knots[rows, left + 1] - knots[rows, left])
    return np.where(count < 0, 0.0, ndtr(levels[left] + rise * (edge - knots[rows, left])))


def poisson_floor(mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Expected |Y - median| and expected wQL loss of Poisson counts whose means are known, each of `mean`'s shape.

    E(q - Y)+ = q F(q) - m F(q - 1); pinball of level p at q: p (m - q) + E(q - Y)+.
    """
    from scipy.stats import poisson

    mean = np.maximum(mean, 0.0)
    quantile = np.maximum(poisson.ppf(DECILES, mean[..., None]), 0.0)
    m = mean[..., None]
    over = quantile * poisson.cdf(quantile, m) - m * poisson.cdf(quantile - 1, m)
    pinball = DECILES * (m - quantile) + over
    return 2 * pinball[..., 4], 2 * pinball.mean(axis=-1)


def scores(rows: pd.DataFrame, expected: int, seed: int = 0) -> list[Score]:
    """Scores of each model in rows from `marked`, best wQL first.

    Parameters
    ----------
    rows
        Marked rows, perhaps only some: certain days, certain services.
    expected
        Cells that each model should have forecast; fewer are told as missing.
    """
    found = [_score(str(model), part, expected, seed) for model, part in rows.groupby("model", sort=True)]
    return sorted(found, key=lambda score: score.wql)


def expected_cells(truth: Truth, origins: list[date], horizon: int, level: str) -> int:
    """Scored days or slots of all services and origins."""
    masks = [truth.scored(origin, horizon) for origin in origins]
    return int(sum((mask.any(axis=-1) if level == "day" else mask).sum() for mask in masks))


def _score(model: str, rows: pd.DataFrame, expected: int, seed: int) -> Score:
    names = ["error", "loss", "floor_error", "floor_loss", "visitors", "mean"]
    names += ["plain80", "plain95", "randomised80", "randomised95"]
    by_origin = rows.groupby("origin")[names].sum().astype(float)
    cells = rows.groupby("origin").size().to_numpy(float)
    total, mean = max(by_origin["visitors"].sum(), 1e-9), max(by_origin["mean"].sum(), 1e-9)
    seconds = rows.groupby("origin")["seconds"].first().mean() if "seconds" in rows else float("nan")

    def covered(name: str) -> tuple[float, float, float]:
        return _clustered(by_origin[name].to_numpy(), cells, seed)

    return Score(
        model,
        by_origin["error"].sum() / total,
        by_origin["loss"].sum() / total,
        covered("plain80"),
        covered("plain95"),
        covered("randomised80"),
        covered("randomised95"),
        by_origin["floor_error"].sum() / mean,
        by_origin["floor_loss"].sum() / mean,
        float(seconds),
        len(rows),
        expected - len(rows),
    )


def _clustered(hits: np.ndarray, cells: np.ndarray, seed: int) -> tuple[float, float, float]:
    """Share of hits and its 90 % interval over draws of whole origins."""
    drawn = np.random.default_rng(seed).integers(len(hits), size=(DRAWS, len(hits)))
    shares = hits[drawn].sum(axis=1) / cells[drawn].sum(axis=1)
    return float(hits.sum() / cells.sum()), float(np.quantile(shares, 0.05)), float(np.quantile(shares, 0.95))
