"""Quality and speed of the forecast.

Quality: the bakery's tickets, the last ten weeks, a new origin each week, per service: our error, that of repeating the
last same weekday, and the floor that chance leaves. Speed: eight services and two years of the synthetic sample office.
Run: python -m benchmarks.forecast (LOKET_DATA = folder of the data; the quality part needs visits/bakery_2016_2017).
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from forecast.accuracy import Score, accuracy
from forecast.counts import Counts, count, history_grid, ticket_bounds
from forecast.intraday import ticket_masks
from forecast.lebong import lebong_law
from forecast.predict import predict
from forecast.settings import ForecastSettings
from forecast.synthetic import draw
from office.grid import SlotGrid
from office.streams import stream
from office.visits.read import read_visits
from planning.config import LoadedConfig, load_config

HERE = Path(__file__).parent.parent
DATA = Path(os.environ.get("LOKET_DATA", HERE.parent / "shared" / "data"))
TICKETS = DATA / "visits" / "bakery_2016_2017" / "tickets.csv.gz"
WEEKS = 10
SHARES = ("wape", "naive_wape", "floor", "coverage80")


def main() -> None:
    """Prints both parts."""
    quality()
    speed()


def quality() -> None:
    """WAPE per service and pooled by visitors, in percent."""
    if not TICKETS.exists():
        print(f"no bakery tickets at {TICKETS}", file=sys.stderr)
        return
    loaded = load_config(HERE / "configs" / "bakery.yaml")
    frame = read_visits(TICKETS, loaded.config.office, loaded.config.visits, loaded.calendar).frame
    grid = history_grid(frame, loaded.config.office, loaded.calendar)
    counts = count(frame, loaded.config.office, loaded.calendar, grid)
    scores = accuracy(counts, loaded.calendar, ForecastSettings(holdout_weeks=WEEKS))
    visitors = np.array([daily[-7 * WEEKS :].sum() for daily in counts.daily])
    print(f"bakery, last {WEEKS} weeks, 1 to 7 days ahead: WAPE %")
    print(f"{'service':12} {'visitors':>8} {'ours':>6} {'naive':>6} {'floor':>6} {'in 80 %':>8}")
    for score, number in zip(scores, visitors, strict=True):
        _print(score.service, number, score.wape, score.naive_wape, score.floor, score.coverage80)
    _print("all", visitors.sum(), *(_pooled(scores, visitors, part) for part in SHARES))


def _pooled(scores: tuple[Score, ...], visitors: np.ndarray, part: str) -> float:
    return float(np.average([getattr(score, part) for score in scores], weights=visitors))


def _print(name: str, visitors: int, ours: float, naive: float, floor: float, inside: float) -> None:
    print(f"{name:12} {visitors:8} {100 * ours:6.1f} {100 * naive:6.1f} {100 * floor:6.1f} {100 * inside:8.0f}")


def speed() -> None:
    """Seconds of a forecast and of its scores, libraries loaded."""
    loaded = load_config(HERE / "configs" / "lebong.yaml")
    counts = _sample(loaded)
    office, settings = loaded.config.office, loaded.config.forecast
    week = SlotGrid.spanning(
        date(2026, 11, 30), date(2026, 12, 6), ticket_bounds(office, loaded.calendar), office.slot_minutes, office.zone
    )

    def run() -> None:
        predict(counts, loaded.calendar, office, week, settings, rng_of=lambda name: stream(0, "benchmark", name))

    run()
    print(f"{len(counts.services)} services, {counts.grid.days} days of history")
    print(f"forecast of a week, {settings.paths} paths: {_seconds(run):.2f} s")
    seconds = _seconds(lambda: accuracy(counts, loaded.calendar, settings))
    print(f"scores of {settings.holdout_weeks} weeks: {seconds:.2f} s")


def _sample(loaded: LoadedConfig) -> Counts:
    """Two years of the synthetic sample office."""
    office = loaded.config.office
    bounds = ticket_bounds(office, loaded.calendar)
    grid = SlotGrid.spanning(date(2024, 11, 25), date(2026, 11, 22), bounds, office.slot_minutes, office.zone)
    arrivals = draw(lebong_law(), loaded.calendar, grid, np.random.default_rng(0)).counts
    observed = ticket_masks(grid, loaded.calendar, office.service_ids).reshape(arrivals.shape)
    return Counts(grid, office.service_ids, arrivals, np.zeros_like(arrivals), observed)


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


if __name__ == "__main__":
    main()
