"""Our own predictions of a trial, through the command that anyone would use: `loket backtest --counts`."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd

from benchmarks.peers import HOME, Trial

HERE = Path(__file__).parent.parent


def predictions(trial: Trial, models: str = "loket") -> pd.DataFrame:
    """Predictions of both levels as `--predictions` writes them, with the command's seconds an origin.

    Forecasts of the past are kept beside the peers': a rerun is fast, and its seconds say little.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.csv"
        begin = perf_counter()
        kept = os.environ | {"LOKET_CACHE": str(HOME / "ours")}
        command = _command(trial, models, out)
        done = subprocess.run(command, cwd=HERE, env=kept, capture_output=True, text=True, check=False)
        seconds = perf_counter() - begin
        if not out.exists():
            raise SystemExit(f"loket backtest of {trial.name} wrote nothing:\n{done.stderr or done.stdout}")
        return pd.read_csv(out, dtype={"service": str}).assign(seconds=seconds / trial.origins)


def _command(trial: Trial, models: str, out: Path) -> list[str]:
    options = {
        "counts": trial.counts,
        "slot-minutes": trial.slot_minutes,
        "horizon-days": trial.horizon_days,
        "first-origin": trial.first,
        "origins": trial.origins,
        "step-days": trial.step_days,
        "models": models,
        "predictions": out,
        **({"calendar": trial.calendar} if trial.calendar else {"country": trial.country} if trial.country else {}),
    }
    words = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    return [sys.executable, "-W", "ignore", str(HERE / "cli.py"), "backtest", *words]


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
