"""Multi-activity shifts of 15-minute slots, public instances: `python -m benchmarks.retail FILE --seconds S`.

`--score SOLUTION` judges a solution instead of searching for one; `--out` writes ours as the public ones are written.
"""

import argparse
import json
import math
import sys
from pathlib import Path

from benchmarks.retailformat import FormatError, read_instance, read_solution, write_solution
from scheduler.activities.judge import Judged, judge
from scheduler.activities.problem import TourProblem
from scheduler.activities.solve import Effort, solve
from scheduler.activities.tours import Tours


def main(words: list[str]) -> int:
    """Scores or solves one instance; 0 when what came out is feasible, 1 when not, 2 when a file cannot be read."""
    asked = _parser().parse_args(words)
    try:
        problem = read_instance(asked.file)
        tours = read_solution(asked.score, problem) if asked.score else None
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; expected a file as text.", file=sys.stderr)
        return 2
    except FormatError as error:
        print(error, file=sys.stderr)
        return 2
    if tours is not None:
        return _tell(asked, problem, tours, {})
    watch = None if asked.json else _say
    solved = solve(problem, Effort(seconds=asked.seconds, seed=asked.seed, threads=asked.threads), watch)
    if asked.out:
        write_solution(asked.out, problem, solved.tours, asked.file.stem, solved.judged.cost, solved.seconds)
    bound = int(solved.bound) if math.isfinite(solved.bound) else None
    return _tell(
        asked, problem, solved.tours, {"bound": bound, "status": solved.status, "seconds": round(solved.seconds, 1)}
    )


def _say(seconds: float, cost: float, bound: float) -> None:
    """Progress, on the screen only."""
    print(f"{seconds:7.1f} s  cost {cost:10.0f}  bound {bound:8.0f}", file=sys.stderr)


def _tell(asked: argparse.Namespace, problem: TourProblem, tours: Tours, besides: dict[str, object]) -> int:
    judged = judge(problem, tours)
    told = {"instance": asked.file.stem, "objective": judged.cost, "short": judged.short,
            "breaches": len(judged.breaches), **besides}  # fmt: skip
    print(json.dumps(told) if asked.json else "  ".join(f"{key} {value}" for key, value in told.items()))
    if not asked.json:
        _breaches(judged)
    return 0 if judged.is_feasible else 1


def _breaches(judged: Judged) -> None:
    for breach in judged.breaches:
        print(f"   {breach.rule}: person {breach.person}, slot {breach.slot}: {breach.found}, allowed {breach.allowed}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retail", description=__doc__)
    parser.add_argument("file", type=Path, help="instance as text")
    parser.add_argument("--seconds", type=float, default=300.0, help="wall clock for the search")
    parser.add_argument("--threads", type=int, default=2, help="searches side by side")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--score", type=Path, metavar="SOLUTION", help="judge this solution instead")
    parser.add_argument("--out", type=Path, metavar="FILE.solution", help="write the solution found")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
