"""Runs every benchmark in a process of its own and says which could not run.

Those that ask for a file (`retail`) or for other tools to be set up first (`rosterpeers`) are run by themselves.
"""

import subprocess
import sys
from itertools import takewhile

ALL = (
    "visits",
    "forecast",
    "intraday",
    "simulation",
    "transient",
    "pricing",
    "servicetimes",
    "solver",
    "joint",
    "fairness",
    "nrp",
    "allocation",
    "plan",
    "replan",
    "staffing",
    "decision",
    "regret",
    "explain",
)


def main(words: list[str]) -> int:
    """Runs the named benchmarks, all of them without a name; from the first option on words go to each.

    Returns how many failed.
    """
    names = list(takewhile(lambda word: not word.startswith("-"), words))
    options = words[len(names) :]
    failed = []
    for name in names or list(ALL):
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode:
            failed.append(name)
    if failed:
        print("did not run to the end: " + ", ".join(failed), file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
