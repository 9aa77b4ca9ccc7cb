"""Employee shift scheduling, public instances: `python -m benchmarks.nrp FILE --seconds S [--out CSV] [--json]`.

The file is read into our own rules; what is printed is what these rules say of the roster, not what the solver says.
With `--score FILE` rosters of a file are judged instead. Without FILE the given instances are run.
"""

import argparse
import csv
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from benchmarks.nrpfile import BadFile, Instance, read_instance, read_roster
from scheduler.lines import solve_lines
from scheduler.lines.result import LinesResult
from scheduler.problem import Limits

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parent.parent.parent / "shared" / "data")) / "nrp"
GIVEN = {1: (607, 60), 2: (828, 60), 3: (1001, 60), 4: (1716, 60), 5: (1143, 60), 6: (1950, 60), 8: (1300, 300),
         10: (4631, 300), 13: (1348, 600)}  # fmt: skip
"""Best known objective of each given instance, and seconds for it."""


def main(words: list[str]) -> int:
    """Solves or scores one instance, or runs all given ones. Returns the exit code: 1 for a bad file."""
    asked = _parser().parse_args(words)
    if asked.file is None:
        return _given(asked.seconds)
    try:
        instance = read_instance(asked.file)
        if asked.score is not None:
            return _score(instance, asked.score)
        if asked.out is not None:
            asked.out.open("a").close()  # told before the solve, not after it
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; expected a file as text.", file=sys.stderr)
        return 1
    except BadFile as error:
        print(error, file=sys.stderr)
        return 1
    result = _solve(instance, asked.seconds or 60.0, asked.seed)
    if asked.out is not None:
        _write(instance, result, asked.out)
    told = _told(instance, result)
    print(json.dumps(told) if asked.json else " ".join(f"{name} {value}" for name, value in told.items()))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("benchmarks.nrp", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--seconds", type=_seconds, help="wall time of the solve")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="CSV: employee,day,shift; day from 0, days off absent")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--score", type=Path, help="a file of rosters to be judged instead")
    return parser


def _seconds(word: str) -> float:
    seconds = float(word)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("allowed is more than 0")
    return seconds


def _given(seconds: float | None) -> int:
    """The given instances beside the best known objectives."""
    if not DATA.exists():
        print("no public instances there: nothing done")
        return 0
    print("instance objective bound best_known above_best gap status seconds first_seconds cpu_seconds")
    for number, (best, usual) in GIVEN.items():
        began = time.process_time()
        instance = read_instance(DATA / f"Instance{number}.txt")
        result = _solve(instance, seconds or usual, 0)
        objective, _ = instance.score(result.chosen)
        print(
            f"{number} {objective} {result.bound:.0f} {best} {objective / best - 1:.1%} {result.gap:.1%} "
            f"{result.status} {result.seconds:.1f} {result.first_seconds:.1f} {time.process_time() - began:.0f}",
            flush=True,
        )
    return 0


def _score(instance: Instance, path: Path) -> int:
    rosters = list(read_roster(path, instance))
    if not rosters:
        raise BadFile(f"{path.name}: no roster found.")
    for chosen, printed in rosters:
        objective, broken = instance.score(chosen)
        print(f"objective {objective} broken {broken} printed {printed}")
    return 0


def _solve(instance: Instance, seconds: float, seed: int) -> LinesResult:
    """Ctrl-C stops the search; the best so far counts."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        return solve_lines(instance.horizon, instance.rules, Limits(seconds=seconds, gap=0.0, seed=seed), _show, stop)
    finally:
        signal.signal(signal.SIGINT, before)


def _show(price: float, bound: float, seconds: float) -> None:
    if sys.stderr.isatty() or os.environ.get("NRP_PROGRESS"):
        print(f"{seconds:7.1f} s  {price:.0f}  bound {bound:.0f}", file=sys.stderr, flush=True)


def _told(instance: Instance, result: LinesResult) -> dict[str, float | str]:
    objective, broken = instance.score(result.chosen)
    return {
        "objective": objective,
        "bound": round(result.bound, 3) if result.bound > float("-inf") else 0.0,
        "status": result.status,
        "seconds": round(result.seconds, 1),
        "first_seconds": round(result.first_seconds, 1),
        "broken": broken,
    }


def _write(instance: Instance, result: LinesResult, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("employee", "day", "shift"))
        writer.writerows(instance.held(result.chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
