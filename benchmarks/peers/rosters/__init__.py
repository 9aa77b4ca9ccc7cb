"""The roster's peers: pyworkforce, the OR-Tools shift example and Timefold, in an environment of their own.

`python -m benchmarks.rosterpeers setup` makes it, in the folder `rosters` of the forecast's peers.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.peers import HOME

HERE = Path(__file__).parent
PYTHON = HOME / "rosters" / "bin" / "python"
PEERS = ("pyworkforce", "ortools", "timefold")
GRACE_SECONDS = 60.0
"""For starting a tool beyond the seconds that it may search."""


def ready() -> bool:
    """Whether the environment stands."""
    return PYTHON.exists()


def set_up() -> None:
    """Makes the environment; takes a minute or two."""
    subprocess.run([sys.executable, "-m", "venv", str(HOME / "rosters")], check=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")], check=True)


def asked(tool: str, week: dict[str, object], seconds: float) -> dict[str, object]:
    """What a tool answers to a week, in a process of its own: ``status``, ``seconds``, and ``held`` or ``error``.

    Parameters
    ----------
    tool
        One of PEERS.
    week
        As run.py has it.
    seconds
        How long it may search.
    """
    if not ready():
        raise SystemExit(f"no peers' environment at {PYTHON}; make it with: python -m benchmarks.rosterpeers setup")
    command = [str(PYTHON), str(HERE / "run.py"), tool, str(seconds)]
    try:
        done = subprocess.run(
            command, input=json.dumps(week), env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, capture_output=True,
            text=True, check=False, timeout=seconds + GRACE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"status": "no answer", "seconds": seconds + GRACE_SECONDS, "error": "did not end"}
    if done.returncode:
        return {"status": "failed", "seconds": 0.0, "error": done.stderr.strip().splitlines()[-1][:200]}
    answer: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer
