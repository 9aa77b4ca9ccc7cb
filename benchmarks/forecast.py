"""Quality and speed of the forecast, beside its peers.

1. The given sets (bakery, O'Hare), by day and hour, 7 and 28 days, beside statsforecast, Prophet and LightGBM.
2. Offices whose rates are known, beside the oracle; days of special classes beside Prophet.
3. Seconds.

Run: python -m benchmarks.forecast (LOKET_DATA = folder of the data; the peers need `python -m benchmarks.peers setup`).
"""

import sys

import numpy as np

from benchmarks import forecast_speed, known_rates, peers, sets
from benchmarks.scoring import Score
from benchmarks.sidebyside import compared, verdict

Found = dict[tuple[str, int], list[Score]]


def main() -> None:
    """Prints the three parts."""
    if peers.ready():
        beside_peers()
    else:
        print(f"no peers at {peers.HOME}; make them with: python -m benchmarks.peers setup", file=sys.stderr)
    known_rates.report()
    forecast_speed.report()


def beside_peers() -> None:
    """Tables of each set, where ours stands against the best peer, and the means over the sets."""
    found = {trial.name: compared(trial) for trial in sets.given()}
    print("\nours to the best single peer: within 2 % is level")
    for name, tables in found.items():
        print("\n".join(verdict(name, tables)))
    if found:
        _means(found)


def _means(found: dict[str, Found]) -> None:
    """Geometric mean over the sets of each model's loss relative to the seasonal naive."""
    print("\nrelative to the seasonal naive, geometric mean over the sets: WAPE, wQL")
    for level, horizon in next(iter(found.values())):
        tables = [tables[level, horizon] for tables in found.values()]
        for model in [score.model for score in tables[0]]:
            ratios = [_relative(table, model) for table in tables]
            wape, wql = np.exp(np.log(ratios).mean(axis=0))
            print(f"{level:5} {horizon:3} {model:16} {wape:6.3f} {wql:6.3f}")


def _relative(table: list[Score], model: str) -> tuple[float, float]:
    own, naive = (next(score for score in table if score.model == name) for name in (model, "seasonal_naive"))
    return own.wape / naive.wape, own.wql / naive.wql


if __name__ == "__main__":
    main()
