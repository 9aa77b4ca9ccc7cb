"""Speed of a week's cost tables: lebong with 60 visitors a day, large with 300. Run: python -m benchmarks.pricing"""

from datetime import timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

from office.grid import SlotGrid
from office.streams import stream
from office.weeks import monday_of
from planning.config import LoadedConfig, load_config
from planning.givens import bounds
from staffing.pools import pools
from staffing.pricing import most_officers, price
from staffing.visitors import Visitors, draw_visitors

CONFIGS = Path(__file__).parent.parent / "configs"
WEEK = "2026-W49"
PATHS = 200
DAY_CV = 0.2


def week_grid(loaded: LoadedConfig) -> SlotGrid:
    """The slots of the benchmark's week."""
    office, monday = loaded.config.office, monday_of(WEEK)
    span = bounds(office, loaded.config.roster.shifts)
    return SlotGrid.spanning(monday, monday + timedelta(6), span, office.slot_minutes, office.zone)


def visitors_of(loaded: LoadedConfig, grid: SlotGrid, daily: float) -> Visitors:
    """Poisson visitors with a gamma factor a day, in the questionnaire's shares of services and hours."""
    office, calendar, asked = loaded.config.office, loaded.calendar, loaded.config.forecast.questionnaire
    if asked is None:
        raise ValueError("the config has no questionnaire")
    rng = stream(0, "benchmark", office.id, WEEK)
    shares = np.array([asked.services[service].visitors for service in office.service_ids])
    hours = np.array([asked.hours.get(int(minute) // 60, 0.0) for minute in grid.minutes])
    weights = np.array([grid.ticket_mask(calendar, service) * hours for service in office.service_ids])
    weights /= np.maximum(weights.sum(axis=2, keepdims=True), 1e-300)
    rates = daily * (shares / shares.sum())[:, None, None] * weights
    factor = rng.gamma(1 / DAY_CV**2, DAY_CV**2, (PATHS, 1, grid.days, 1))
    arrivals = rng.poisson(rates * factor).reshape(PATHS, len(shares), grid.size)
    return draw_visitors(arrivals, grid, office, grid.days_of(calendar), rng)


def measure(name: str, daily: float) -> None:
    """Prints the first run, in which the machine code is loaded or made, and the second."""
    loaded = load_config(CONFIGS / f"{name}.yaml")
    office, grid = loaded.config.office, week_grid(loaded)
    visitors = visitors_of(loaded, grid, daily)
    sets, service = pools(office), grid.service_mask(loaded.calendar)
    seconds = []
    for _ in range(2):
        began = perf_counter()
        cost = price(visitors, office, service, sets, most_officers(office))
        seconds.append(perf_counter() - began)
    print(
        f"{name}: {visitors.count / PATHS:.0f} visitors, {PATHS} paths, {len(sets)} sets, 0..{cost.most} officers: "
        f"first {seconds[0]:.2f} s, then {seconds[1]:.2f} s; needed {cost.needed.sum()} officer-slots, "
        f"repair {cost.repair:.1f} min"
    )


if __name__ == "__main__":
    measure("lebong", 60.0)
    measure("large", 300.0)
