"""Peers' forecasts of a counts file as a predictions file. Runs in the peers' own environment and knows no Loket.

Run: PEERS/bin/python run.py --counts FILE --origins 2017-01-08,2017-01-18 --models auto_ets,prophet --predictions OUT
"""

import argparse
import sys
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import boosted
import library
import numpy as np
import pandas as pd
import prophets
import simple
from history import Past, before, country_holidays, read_counts
from spread import COLUMNS

Columns = np.ndarray
DAILY: dict[str, Callable[[Past, int], Columns]] = {
    "seasonal_naive": lambda past, service: library.daily(past, service, library.seasonal_naive),
    "auto_ets": lambda past, service: library.daily(past, service, library.auto_ets),
    "auto_theta": lambda past, service: library.daily(past, service, library.auto_theta),
    "auto_ces": lambda past, service: library.daily(past, service, library.auto_ces),
    "mstl": lambda past, service: library.daily(past, service, library.mstl_ets),
    "prophet": prophets.daily,
}
HOURLY: dict[str, Callable[[Past, int], Columns]] = {
    "seasonal_naive": simple.week_again,
    "mean_of_4": simple.mean_of_4,
    "two_stage_ets": lambda past, service: simple.two_stage(past, service, DAILY["auto_ets"](past, service)),
    "mstl": library.hourly_mstl,
    "prophet": prophets.hourly,
}
POOLED: dict[str, dict[str, Callable[[Past], Columns]]] = {
    "day": {"lightgbm": boosted.daily},
    "slot": {"lightgbm": boosted.hourly},
}
MODELS = {"day": (*DAILY, *POOLED["day"]), "slot": (*HOURLY, *POOLED["slot"])}


def main() -> None:
    """Writes one predictions file of the models asked for at one level."""
    asked = _arguments()
    counts = read_counts(asked.counts, asked.slot_minutes)
    origins = [date.fromisoformat(text) for text in asked.origins.split(",")]
    holidays = country_holidays(asked.country, range(counts.start.year - 1, origins[-1].year + 2))
    parts = []
    for origin in origins:
        past = before(counts, origin, asked.horizon_days, holidays)
        for model in asked.models.split(","):
            begin = perf_counter()
            frame = _frame(past, model, asked.level)
            frame["seconds"] = perf_counter() - begin
            parts.append(frame)
    pd.concat(parts).to_csv(Path(asked.predictions), index=False, float_format="%.6g")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", required=True)
    parser.add_argument("--origins", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--predictions", required=True)
    parser.add_argument("--level", choices=("day", "slot"), default="day")
    parser.add_argument("--slot-minutes", type=int, default=60)
    parser.add_argument("--horizon-days", type=int, default=28)
    parser.add_argument("--country", default="")
    return parser.parse_args()


def _frame(past: Past, model: str, level: str) -> pd.DataFrame:
    """Rows of one model at one origin."""
    columns = np.stack(_answers(past, model, level))
    starts = pd.to_datetime(past.coming).to_numpy()
    if level == "slot":
        offsets = pd.to_timedelta(np.arange(columns.shape[2]) * past.slot_minutes, unit="min").to_numpy()
        starts = (starts[:, None] + offsets[None, :]).ravel()
    columns = columns.reshape(-1, len(COLUMNS))
    frame = pd.DataFrame(columns, columns=list(COLUMNS))
    pattern = "%Y-%m-%d" if level == "day" else "%Y-%m-%d %H:%M:%S"
    frame.insert(0, "start", np.tile(pd.DatetimeIndex(starts).strftime(pattern), len(past.services)))
    frame.insert(0, "service", np.repeat(past.services, len(starts)))
    frame.insert(0, "origin", past.origin.isoformat())
    frame.insert(3, "model", model)
    frame.insert(4, "level", level)
    return frame


def _answers(past: Past, model: str, level: str) -> list[Columns] | Columns:
    """Columns by service; a model that fails anywhere answers as the seasonal naive there, and that is told."""
    services = range(len(past.services))
    simple_model = (DAILY if level == "day" else HOURLY)["seasonal_naive"]
    if model in POOLED[level]:
        pooled = _tried(model, past, lambda: POOLED[level][model](past))
        return [simple_model(past, s) for s in services] if pooled is None else pooled
    chosen = (DAILY if level == "day" else HOURLY)[model]
    found = [_tried(model, past, lambda s=s: chosen(past, s)) for s in services]  # type: ignore[misc]
    return [simple_model(past, s) if part is None else part for s, part in zip(services, found, strict=True)]


def _tried(model: str, past: Past, work: Callable[[], Columns]) -> Columns | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work()
    except Exception as problem:  # libraries raise whatever they like; the comparison goes on and says so
        print(f"{model} at {past.origin}: {problem!r}; the seasonal naive stands in", file=sys.stderr)
        return None


if __name__ == "__main__":
    main()
