"""A peer's answer to one task. Runs in the peers' own environment and knows no Loket.

Run: PEERS/queues/bin/python run.py FOLDER TOOL TASK [WORDS as JSON]; reads given.npz there, writes answer.npz. Tasks:
day PATHS (simulate that many of the given days), steady MODEL CUSTOMERS RUNS, positions (officers needed by Erlang C).
"""

import importlib
import json
import sys
from pathlib import Path

import numpy as np


def main() -> None:
    """Answers."""
    folder, tool, task, *words = sys.argv[1:]
    with np.load(Path(folder) / "given.npz") as given:
        answer = getattr(importlib.import_module(f"with_{tool}"), task)(dict(given), *map(json.loads, words))
    np.savez(Path(folder) / "answer.npz", **answer)


if __name__ == "__main__":
    main()
