"""Tables that show our forecast beside the peers': error, range, time; best first."""

import pandas as pd

from benchmarks import ours, peers
from benchmarks.peers import Trial
from benchmarks.scoring import Score, Truth, expected_cells, marked, read_truth, scores

HORIZONS = (7, 28)
HEADING = f"{'model':16} {'WAPE':>6} {'wQL':>6} {'rel':>6} {'rel':>6} {'80 %':>18} {'95 %':>18} {'plain':>9} {'s':>7}"


def compared(trial: Trial, with_ours: bool = True) -> dict[tuple[str, int], list[Score]]:
    """Prints a trial's tables by level and horizon, and returns their scores."""
    truth = read_truth(trial.counts, trial.slot_minutes)
    mine = ours.predictions(trial) if with_ours else None
    found = {}
    for level in ("day", "slot"):
        every = peers.predictions(trial, level)
        if mine is not None:
            every = pd.concat([every, mine[mine["level"] == level]], ignore_index=True)
        for horizon in HORIZONS:
            found[level, horizon] = table(trial, truth, every, level, horizon)
    return found


def table(trial: Trial, truth: Truth, predictions: pd.DataFrame, level: str, horizon: int) -> list[Score]:
    """Prints the scores of one level over the first days of every origin."""
    cells = expected_cells(truth, trial.starts, horizon, level)
    found = scores(marked(predictions, truth, horizon), cells)
    naive = next(score for score in found if score.model == "seasonal_naive")
    best = found[0]
    print(f"\n{trial.name}, by {level}, {horizon} days from {trial.origins} origins, {cells} cells")
    print(HEADING)
    for score in found:
        print(_line(score, naive) + (f"  {score.missing} cells missing" if score.missing else ""))
    print(f"{'Poisson floor':16} {100 * best.floor_wape:6.1f} {100 * best.floor_wql:6.1f}")
    return found


def _line(score: Score, naive: Score) -> str:
    ranges = " ".join(_range(*covered) for covered in (score.randomised80, score.randomised95))
    relative = f"{score.wape / naive.wape:6.3f} {score.wql / naive.wql:6.3f}"
    plain = f"{100 * score.plain80[0]:4.0f}/{100 * score.plain95[0]:4.0f}"
    error = f"{100 * score.wape:6.1f} {100 * score.wql:6.1f}"
    return f"{score.model:16} {error} {relative} {ranges} {plain:>9} {score.seconds:7.2f}"


def _range(hit: float, low: float, high: float) -> str:
    return f"{100 * hit:5.1f} [{100 * low:4.0f}, {100 * high:4.0f}]".rjust(18)


def verdict(name: str, found: dict[tuple[str, int], list[Score]], model: str = "loket") -> list[str]:
    """Lines that say where a model stands against the best single peer: worse by more than 2 % is behind."""
    lines = []
    for (level, horizon), rows in found.items():
        own = next((score for score in rows if score.model == model), None)
        if own is None:
            continue
        for measure in ("wape", "wql"):
            best = min((score for score in rows if score.model != model), key=lambda score: getattr(score, measure))
            ratio = getattr(own, measure) / getattr(best, measure)
            word = "better" if ratio < 0.98 else "level" if ratio <= 1.02 else "behind"
            lines.append(f"{name:10} {level:5} {horizon:3} {measure:5} {ratio:6.3f} of {best.model:15} {word}")
    return lines
