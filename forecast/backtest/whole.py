"""The whole office: totals over services a day, over the first week and over the horizon, future by future."""

from collections.abc import Mapping, Sequence

import numpy as np

from forecast.backtest.naive import errors_at, last_same_weekday, with_errors
from forecast.backtest.past import Actual, Known
from forecast.backtest.result import SHARES, Level, LevelName, Predicted
from forecast.backtest.sampled import predicted, stacked
from office.grid import SlotGrid

WEEK = 7


def spans(horizon: int) -> Mapping[LevelName, np.ndarray]:
    """Which days each total is of: bool, shape (totals, days), by level; no horizon where it is the week."""
    found: dict[LevelName, np.ndarray] = {"office": np.eye(horizon, dtype=bool)}
    if horizon >= WEEK:
        found["office_week"] = np.arange(horizon)[None] < WEEK
    if horizon != WEEK:
        found["office_horizon"] = np.ones((1, horizon), dtype=bool)
    return found


def office_paths(paths: np.ndarray, actual: Actual) -> tuple[Predicted, ...]:
    """Totals of sampled futures, one of each level: what services and days have in common decides their spread.

    Only services and days that are scored are summed, in the forecast as in what came.

    Parameters
    ----------
    paths
        Visitors a day, shape (paths, services, days).
    actual
        What came.
    """
    scored = actual.scored.any(axis=-1)
    daily, came = (paths * scored).sum(axis=1), _came(actual)
    return tuple(
        predicted((daily @ days.T.astype(np.int64))[:, None], came @ days.T.astype(np.int64))
        for days in spans(scored.shape[1]).values()
    )


def office_naive(known: Known, grid: SlotGrid, actual: Actual, open_: np.ndarray) -> tuple[Predicted, ...]:
    """The baseline of the totals: last week's numbers, with what the same rule was wrong by over totals of the past.

    Parameters
    ----------
    known, grid, actual
        See `forecast.backtest.naive.naive`.
    open_
        Whether a service has tickets on a day, shape (services, days).
    """
    counts, scored = known.counts, actual.scored.any(axis=-1)
    shape = (len(counts.services), counts.grid.days, counts.grid.slots)
    last = last_same_weekday(counts.arrivals.reshape(shape), counts.observed_days, counts.grid, grid).sum(axis=-1)
    last, came = np.where(open_ & scored, last, 0).sum(axis=0), _came(actual)
    past = np.where(counts.observed_days, counts.daily, 0).sum(axis=0)
    seen = np.asarray(counts.observed_days.any(axis=0))
    daily = with_errors(
        last[None, :, None], np.asarray(scored.any(axis=0))[None, :, None], past[None, :, None], seen[None, :, None],
        came[:, :, None],
    )  # fmt: skip
    totals = [days.sum() for name, days in spans(grid.days).items() if name != "office"]
    return (daily, *(_total(last[:n], past, seen, int(came[0, :n].sum())) for n in totals))


def _total(last: np.ndarray, past: np.ndarray, seen: np.ndarray, came: int) -> Predicted:
    """The total of some days with the errors of totals of as many."""
    days = len(last)
    enough = len(past) >= days + WEEK
    sums = np.convolve(past, np.ones(days, dtype=np.int64), "valid")[WEEK:] if enough else np.zeros(0, dtype=np.int64)
    again = [np.resize(past[t : t + WEEK], days).sum() for t in range(len(sums))]
    errors = errors_at(sums, np.array(again, dtype=np.int64))
    ordered = np.maximum(last.sum() + errors, 0)
    places = np.maximum(np.ceil(np.array(SHARES) * len(errors) - 1e-9).astype(int) - 1, 0)
    return Predicted(
        np.array([[float(last.sum())]]), ordered[places][:, None, None], np.array([[(ordered < came).mean()]]),
        np.array([[(ordered <= came).mean()]]),
    )  # fmt: skip


def _came(actual: Actual) -> np.ndarray:
    """All who came a day where it is scored, shape (1, days)."""
    daily = np.where(actual.scored.any(axis=-1), actual.visitors.sum(axis=-1), 0)
    return np.asarray(daily.sum(axis=0, keepdims=True))


def office_levels(
    actual: Sequence[Actual], answers: Mapping[str, Sequence[tuple[Predicted, ...]]], horizon: int
) -> tuple[Level, ...]:
    """The totals of all origins and models, level by level; the service axis has one entry."""
    came = np.array([_came(each) for each in actual])
    scored = np.array([each.scored.any(axis=(0, 2)) for each in actual])
    return tuple(
        Level(
            name, came @ days.T.astype(np.int64), ((scored @ days.T) > 0)[:, None], np.argmax(days, axis=1),
            np.full((len(actual), 1), np.nan),
            {model: stacked([parts[place] for parts in found]) for model, found in answers.items()},
        )
        for place, (name, days) in enumerate(spans(horizon).items())
    )  # fmt: skip
