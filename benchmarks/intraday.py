"""The rest of the day, forecast after a part of it has been seen, beside the morning's forecast.

On the given sets and a synthetic office: a day's arrivals until a quarter and a half of the expected visitors have
come; then error and wQL of the number still to come, of each service, by the morning's paths and by the updated ones.
Run: python -m benchmarks intraday (LOKET_DATA = folder of the data).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks import sets
from forecast.appointments import appointments
from forecast.backtest.past import LogPast, OutsidePast, Past
from forecast.counts import Counts, ticket_bounds
from forecast.distribution import Forecast
from forecast.intraday import ticket_masks
from forecast.learn import learn
from forecast.lebong import lebong_law
from forecast.predict import sampled
from forecast.settings import ForecastSettings
from forecast.synthetic import draw
from forecast.telling import past_days
from forecast.today import finished, update_today
from office.grid import SlotGrid
from office.streams import stream
from planning.config import load_config
from planning.countryfile import country_entries
from planning.countsfile import read_counts

HERE = Path(__file__).parent.parent
SEEN = (0.25, 0.5)
PATHS = 400
SEEDS = 4
DAYS = 7
DECILES = np.arange(1, 10) / 10
HEADER = (
    f"{'set':10} {'seen':>5} {'WAPE %: morning':>16} {'now':>6} {'wQL %: morning':>15} {'now':>6} "
    f"{'80 %: morning':>14} {'now':>5}"
)


@dataclass(frozen=True)
class Rest:
    """One service's rest of a day: what came, and the paths of the morning and of the update."""

    came: int
    morning: np.ndarray
    now: np.ndarray


def main() -> None:
    """Prints a row a set and share seen."""
    print(HEADER)
    found = False
    for trial in sets.given():
        counts = read_counts(trial.counts, trial.slot_minutes).counts
        years = range(counts.grid.start.year, counts.grid.dates[-1].year + 2)
        found = True
        past = OutsidePast(counts, holidays=country_entries(trial.country, years))
        report(trial.name, [(past, trial.starts)])
    if not found:
        print(f"no given sets in {sets.DATA}")
    report("synthetic", [_synthetic(seed) for seed in range(SEEDS)])


def report(name: str, pasts: Sequence[tuple[Past, Sequence[date]]]) -> None:
    """The rows of one set: histories with the days from which a week of each is looked at."""
    rests: dict[float, list[Rest]] = {share: [] for share in SEEN}
    for past, origins in pasts:
        for origin in origins:
            for share, rest in _rests(past, origin):
                rests[share].append(rest)
    for share, each in rests.items():
        total = sum(rest.came for rest in each)
        sides = [[(rest.came, getattr(rest, side)) for rest in each] for side in ("morning", "now")]
        wape, wql, held = ([measure(side) for side in sides] for measure in (_errors, _losses, _coverage))
        numbers = [100 * a / total for a in (*wape, *wql)]
        print(f"{name:10} {share:5.2f} {numbers[0]:16.1f} {numbers[1]:6.1f} {numbers[2]:15.1f} {numbers[3]:6.1f} "
              f"{100 * held[0]:14.0f} {100 * held[1]:5.0f}", flush=True)  # fmt: skip


def _rests(past: Past, origin: date) -> Iterator[tuple[float, Rest]]:
    """Every service and day of the week from an origin on."""
    known = past.known(origin)
    grid = replace(past.grid, start=origin, days=DAYS)
    settings = ForecastSettings(paths=PATHS)
    learnt = learn(known.counts, known.calendar, settings)
    listed = appointments(known.counts, (), known.office, origin)
    week = sampled(
        known.counts, learnt, known.office, grid, PATHS, listed, lambda name: stream(1, "bench", str(origin), name)
    )
    actual, earlier = past.actual(grid, known.calendar), past_days(learnt)
    for day in range(DAYS):
        scored = actual.scored[:, day]
        morning = _one_day(week, day)
        if not scored.any() or not morning.arrivals.any():
            continue
        seen = np.where(scored, actual.visitors[:, day], 0)
        for share in SEEN:
            now = _minute(morning, share)
            rng = stream(1, "today", f"{morning.grid.start}", f"{share}")
            updated, over = update_today(morning, seen, now, earlier, rng), finished(morning.grid, now)
            for service in np.flatnonzero(scored.any(axis=1) & morning.arrivals.any(axis=(0, 2))).tolist():
                parts = [paths.arrivals[:, service, ~over].sum(axis=1) for paths in (morning, updated)]
                yield share, Rest(int(seen[service, ~over].sum()), *parts)


def _one_day(week: Forecast, day: int) -> Forecast:
    slots = slice(day * week.grid.slots, (day + 1) * week.grid.slots)
    grid = replace(week.grid, start=week.grid.start + timedelta(day), days=1)
    booked, walk_in, events = (part[:, :, slots] for part in (week.booked, week.walk_in, week.events))
    return replace(week, grid=grid, booked=booked, walk_in=walk_in, events=events)


def _minute(morning: Forecast, share: float) -> int:
    """When this share of the office's expected visitors has come: the end of that slot."""
    expected = morning.arrivals.mean(axis=0).sum(axis=0).cumsum()
    slot = int(np.searchsorted(expected, share * expected[-1]))
    return int(morning.grid.minutes[slot] + morning.grid.slot_minutes)


def _errors(rests: list[tuple[int, np.ndarray]]) -> float:
    return sum(abs(float(np.median(paths)) - came) for came, paths in rests)


def _losses(rests: list[tuple[int, np.ndarray]]) -> float:
    """Mean over the deciles of twice the pinball loss, summed."""
    found = 0.0
    for came, paths in rests:
        miss = came - np.quantile(paths, DECILES, method="inverted_cdf")
        found += float((2 * np.maximum(DECILES * miss, (DECILES - 1) * miss)).mean())
    return found


def _coverage(rests: list[tuple[int, np.ndarray]]) -> float:
    """Share of what came inside the randomised central range of 80 %."""
    held = []
    for came, paths in rests:
        below, at = (paths < came).mean(), (paths <= came).mean()
        part = float(np.clip(at, 0.1, 0.9) - np.clip(below, 0.1, 0.9))
        held.append(part / float(at - below) if at > below else float(0.1 < below < 0.9))
    return float(np.mean(held))


def _synthetic(seed: int) -> tuple[Past, list[date]]:
    """A year and a half of the sample office, eight weeks of which are forecast."""
    loaded = load_config(HERE / "configs" / "lebong.yaml")
    office = loaded.config.office
    start = date(2025, 1, 6)
    grid = SlotGrid.spanning(
        start, start + timedelta(7 * 78 - 1), ticket_bounds(office, loaded.calendar), 30, office.zone
    )
    came = draw(lebong_law(), loaded.calendar, grid, np.random.default_rng(seed)).counts
    masks = ticket_masks(grid, loaded.calendar, office.service_ids).reshape(len(office.services), -1)
    counts = Counts(grid, office.service_ids, came, np.zeros_like(came), masks)
    return LogPast(counts, loaded.calendar, office), [start + timedelta(7 * week) for week in range(70, 78)]


if __name__ == "__main__":
    main()
