"""The forecast's peers: other libraries, in an environment of their own outside the repository.

`python -m benchmarks.peers setup` makes it (default ~/.cache/loket-peers, or the folder that LOKET_PEERS names). Their
predictions are kept there by the content of all that they depend on: a rerun reads them.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
HOME = Path(os.environ.get("LOKET_PEERS", Path.home() / ".cache" / "loket-peers"))
PYTHON = HOME / "bin" / "python"
DAY = ("seasonal_naive", "auto_ets", "auto_theta", "auto_ces", "mstl", "prophet", "lightgbm")
SLOT = ("seasonal_naive", "mean_of_4", "two_stage_ets", "mstl", "prophet", "lightgbm")
MODELS = {"day": DAY, "slot": SLOT}


@dataclass(frozen=True)
class Trial:
    """One counts file and the days from which it is forecast.

    Parameters
    ----------
    name
        What the tables call it.
    counts
        The file: service, start (local time), arrivals.
    country
        Whose holidays Prophet is told, as `holidays` names it, with a subdivision after a hyphen; empty for none.
    first
        First origin: the first day that is forecast.
    origins, step_days
        How many origins, how many days apart.
    slot_minutes, horizon_days
        Minutes of a slot, days forecast from each origin.
    calendar
        A calendar file that our own forecast is given instead of the country's holidays.
    """

    name: str
    counts: Path
    country: str
    first: date
    origins: int
    step_days: int
    slot_minutes: int = 60
    horizon_days: int = 28
    calendar: Path | None = None

    @property
    def starts(self) -> list[date]:
        """The origins."""
        return [self.first + timedelta(self.step_days * n) for n in range(self.origins)]


def ready() -> bool:
    """Whether the peers' environment stands."""
    return PYTHON.exists()


def set_up() -> None:
    """Makes the peers' environment; takes a minute or two."""
    subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")], check=True)


def predictions(trial: Trial, level: str, models: Iterable[str] = ()) -> pd.DataFrame:
    """The peers' predictions of a trial at one level, from the cache where they are in it.

    Columns: origin, service, start, model, level, mean, q025, q10 to q90, q975, seconds (of the model at the origin).
    """
    return pd.concat([_of_model(trial, level, model) for model in models or MODELS[level]], ignore_index=True)


def _of_model(trial: Trial, level: str, model: str) -> pd.DataFrame:
    arguments = {
        "origins": ",".join(day.isoformat() for day in trial.starts),
        "models": model,
        "level": level,
        "slot-minutes": str(trial.slot_minutes),
        "horizon-days": str(trial.horizon_days),
        "country": trial.country,
    }
    path = HOME / "predictions" / f"{trial.name}-{level}-{model}-{_digest(trial.counts, arguments)}.csv.gz"
    if not path.exists():
        if not ready():
            raise SystemExit(f"no peers' environment at {HOME}; make it with: python -m benchmarks.peers setup")
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"part-{os.getpid()}-{path.name}")
        options = [text for name, value in arguments.items() for text in (f"--{name}", value)]
        command = [str(PYTHON), str(HERE / "run.py"), "--counts", str(trial.counts), "--predictions", str(part)]
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        done = subprocess.run([*command, *options], env=os.environ | one, capture_output=True, text=True, check=False)
        _tell(done)
        part.replace(path)
    return pd.read_csv(path, dtype={"service": str})


def _tell(done: "subprocess.CompletedProcess[str]") -> None:
    """Passes on which models failed where; stops if the run itself did."""
    if done.returncode:
        raise SystemExit(done.stderr)
    for line in done.stderr.splitlines():
        if "stands in" in line:
            print(line, file=sys.stderr)


def _digest(counts: Path, arguments: dict[str, str]) -> str:
    """What a prediction depends on: the code and pins that make it, the counts, the arguments."""
    own = {"prophet": ("prophets",), "lightgbm": ("boosted",)}.get(arguments["models"], ("library", "simple"))
    code = [(HERE / f"{name}.py").read_bytes() for name in ("history", "spread", "run", *own)]
    known = [*code, (HERE / "requirements.txt").read_bytes(), counts.read_bytes(), repr(arguments).encode()]
    return hashlib.sha256(b"\0".join(known)).hexdigest()[:16]
