"""Seconds of a forecast with the whole portfolio: one office, and three hundred in a weekly run; cold and a week later.

The work: the synthetic sample office, eight services, two years, 28 days ahead. A week later everything but the last
week is remembered. Run: python -m benchmarks.forecast_speed
"""

import os
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from benchmarks.ours import cores
from forecast.counts import Counts, ticket_bounds
from forecast.intraday import ticket_masks
from forecast.lebong import lebong_law
from forecast.predict import predict
from forecast.synthetic import draw
from office.grid import SlotGrid
from office.streams import stream
from planning.config import LoadedConfig, load_config
from planning.memory import DiskMemory

CONFIG = Path(__file__).parent.parent / "configs" / "lebong.yaml"
FIRST, LAST = date(2024, 11, 25), date(2026, 11, 22)
SAMPLE, OFFICES = 6, 300
WORKERS = 2


def report() -> None:
    """Prints the seconds of one office and the minutes of three hundred."""
    weekly(0, weeks=20)  # libraries load, compiled code warms up
    cold, again = weekly(1)
    print("\nsample office, 8 services, 2 years, 28 days ahead, whole portfolio")
    print(f"nothing known: {cold:.1f} s (target 20 s); last week new: {again:.1f} s (target 5 s)")
    begin = perf_counter()
    os.environ["LOKET_WORKERS"] = "1"  # offices are shared among processes here, not the models of one
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        each = list(pool.map(weekly, range(1, SAMPLE + 1)))
    wall = perf_counter() - begin
    cold, again = (sum(part) for part in zip(*each, strict=True))
    per_second = (cold + again) / wall
    print(f"{OFFICES} such offices in {WORKERS} processes on {cores()} cores, extrapolated from {SAMPLE}: "
          f"nothing known {_minutes(cold, per_second):.0f} min, "
          f"last week new {_minutes(again, per_second):.0f} min (target 40 min)")  # fmt: skip


def _minutes(seconds: float, per_second: float) -> float:
    return seconds / SAMPLE * OFFICES / per_second / 60


def weekly(seed: int, weeks: int = 104) -> tuple[float, float]:
    """Seconds of a forecast from nothing known, and of the one a week later that remembers it."""
    loaded = load_config(CONFIG)
    counts = _counts(loaded, seed, weeks)
    with TemporaryDirectory() as folder:
        cold = _seconds(loaded, counts.first_days(counts.grid.days - 7), DiskMemory(Path(folder)))
        return cold, _seconds(loaded, counts, DiskMemory(Path(folder)))


def _seconds(loaded: LoadedConfig, counts: Counts, memory: DiskMemory) -> float:
    office = loaded.config.office
    start = counts.grid.start + timedelta(counts.grid.days)
    bounds = ticket_bounds(office, loaded.calendar)
    grid = SlotGrid.spanning(start, start + timedelta(27), bounds, office.slot_minutes, office.zone)
    begin = perf_counter()
    predict(
        counts, loaded.calendar, office, grid, loaded.config.forecast,
        rng_of=lambda name: stream(0, "benchmark", name), memory=memory,
    )  # fmt: skip
    return perf_counter() - begin


def _counts(loaded: LoadedConfig, seed: int, weeks: int) -> Counts:
    """The last weeks of two years of the synthetic sample office."""
    office = loaded.config.office
    bounds = ticket_bounds(office, loaded.calendar)
    first = max(FIRST, LAST - timedelta(7 * weeks - 1))
    grid = SlotGrid.spanning(first, LAST, bounds, office.slot_minutes, office.zone)
    arrivals = draw(lebong_law(), loaded.calendar, grid, np.random.default_rng(seed)).counts
    observed = ticket_masks(grid, loaded.calendar, office.service_ids).reshape(arrivals.shape)
    return Counts(grid, office.service_ids, arrivals, np.zeros_like(arrivals), observed)


if __name__ == "__main__":
    report()
