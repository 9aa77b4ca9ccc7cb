"""Predictions files: every forecast of a backtest as CSV, for scorers of any kind."""

import gzip
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import numpy as np
import pandas as pd

from forecast.backtest.result import SHARES, BacktestResult, Level
from office.problems import InputError, Place, Problem

QUANTILES = ("q025", *(f"q{n}" for n in range(10, 100, 10)), "q975")
COLUMNS = ("origin", "service", "start", "model", "level", "mean", *QUANTILES)
DIGITS = 4


def write_predictions(path: Path, result: BacktestResult, names: Sequence[str], models: Sequence[str]) -> None:
    """Writes `COLUMNS`, one row for each origin, service, model and day or slot; compressed where it ends in ``.gz``.

    Days stand as a date, slots as local time. Closed slots stand there as well, with nobody.

    Parameters
    ----------
    path
        The file.
    result
        The backtest.
    names
        What the services are called, in the order of the result.
    models
        Whose forecasts are written.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(half, path.suffix.lower() == ".gz") as file:
            file.write(",".join(COLUMNS) + "\n")
            for frame in _frames(result, names, models):
                frame.to_csv(file, header=False, index=False, lineterminator="\n")
        os.replace(half, path)
    except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
        raise _unwritten(path, error) from error


def require_writable(path: Path) -> None:
    """Refuses a file that cannot be written, before anything takes long; what stands there stays as it is.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.open("ab").close()
        half.write_bytes(b"")
        half.unlink()
    except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: Exception) -> InputError:
    found = getattr(error, "strerror", None) or ""
    return InputError(Problem("backtest.predictions_unwritten", Place(file=str(path)), found=found))


def _opened(path: Path, packed: bool) -> IO[str]:
    return (
        gzip.open(path, "wt", newline="", encoding="utf-8") if packed else path.open("w", newline="", encoding="utf-8")
    )


def _frames(result: BacktestResult, names: Sequence[str], models: Sequence[str]) -> Iterator[pd.DataFrame]:
    for origin in range(len(result.origins)):
        for level in result.levels:
            starts = _starts(result, level, origin)
            for model in models:
                yield _frame(result, level, origin, model, starts, names)


def _starts(result: BacktestResult, level: Level, origin: int) -> np.ndarray:
    """What the cells begin with, as text."""
    first = np.datetime64(result.origins[origin], "m")
    days = first + np.arange(result.horizon) * np.timedelta64(24 * 60, "m")
    if level.name == "day":
        return np.datetime_as_string(days, unit="D")
    slots = (days[:, None] + result.grid.minutes.astype("timedelta64[m]")).ravel()
    return np.char.add(np.char.replace(np.datetime_as_string(slots, unit="m"), "T", " "), ":00")


def _frame(
    result: BacktestResult, level: Level, origin: int, model: str, starts: np.ndarray, names: Sequence[str]
) -> pd.DataFrame:
    found, services, cells = level.predicted[model], len(names), len(starts)
    quantiles = found.quantiles[:, origin].reshape(len(SHARES), -1)
    return pd.DataFrame({
        "origin": result.origins[origin].isoformat(),
        "service": np.repeat(np.array(names, dtype=object), cells),
        "start": np.tile(starts, services),
        "model": model,
        "level": level.name,
        "mean": np.round(found.mean[origin].ravel(), DIGITS),
        **dict(zip(QUANTILES, quantiles, strict=True)),
    })  # fmt: skip
