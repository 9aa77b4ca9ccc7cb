"""The simulator's peers: SimPy, Ciw, salabim and pyworkforce, in an environment of their own.

`python -m benchmarks.peers setup` makes it, in the folder `queues` of the forecast's peers.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.peers import HOME

HERE = Path(__file__).parent
PYTHON = HOME / "queues" / "bin" / "python"


def ready() -> bool:
    """Whether the environment stands."""
    return PYTHON.exists()


def set_up() -> None:
    """Makes the environment; takes about a minute."""
    subprocess.run([sys.executable, "-m", "venv", str(HOME / "queues")], check=True)
    subprocess.run([str(PYTHON), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")], check=True)


def asked(tool: str, task: str, *words: object, given: dict[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
    """What a tool answers to a task, in a process of its own.

    Parameters
    ----------
    tool, task, words
        As run.py has them.
    given
        Arrays that the task needs.
    """
    if not ready():
        raise SystemExit(f"no peers' environment at {PYTHON}; make it with: python -m benchmarks.peers setup")
    with TemporaryDirectory() as folder:
        np.savez(Path(folder) / "given.npz", **(given or {}))  # type: ignore[arg-type]
        command = [str(PYTHON), str(HERE / "run.py"), folder, tool, task, *(json.dumps(word) for word in words)]
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, env=os.environ | one, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        with np.load(Path(folder) / "answer.npz") as answer:
            return dict(answer)
