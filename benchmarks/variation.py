"""Who does which task in which slot of fixed shifts, on the public instances of work task variation."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.taskdays import Unreadable, read_task_day
from scheduler.allocation.variation import ABSENT, TaskDay, Variation, breaches, price_of, vary


@dataclass(frozen=True)
class Line:
    """What is told of one instance."""

    instance: str
    officers: int
    slots: int
    objective: int | None
    bound: int | None
    status: str
    seconds: float


def main(files: list[str]) -> int:
    """Solves instances one after the other and prints a line for each; 1 if one was not read or not solved."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocation", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.dzn")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for each instance")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--out", type=Path, help="folder for the schedules, one CSV an instance")
    asked = parser.parse_args(files)
    failed, is_headed = 0, asked.json
    for path in asked.files:
        try:
            day = read_task_day(path)
        except Unreadable as error:
            print(error, file=sys.stderr)
            failed = 1
            continue
        if not is_headed:
            print(f"{'instance':62} officers slots objective  bound  status    seconds")
            is_headed = True
        found = vary(day, asked.seconds)
        print(_told(_line(path, day, found), asked.json), flush=True)
        failed |= found is None
        if asked.out and found is not None:
            asked.out.mkdir(parents=True, exist_ok=True)
            (asked.out / f"{path.stem}.csv").write_text(_csv(day, found), encoding="utf-8")
    return int(failed)


def _line(path: Path, day: TaskDay, found: Variation | None) -> Line:
    officers, slots = day.fixed.shape
    if found is None:
        return Line(path.stem, officers, slots, None, None, "none" if day.is_possible else "infeasible", 0.0)
    wrong = breaches(day, found.schedule)
    if wrong or price_of(day, found.schedule) != found.value:
        raise AssertionError(f"{path}: a schedule that breaks {wrong} or costs something else")
    status = "optimal" if found.is_optimal else "feasible"
    return Line(path.stem, officers, slots, found.value, found.bound, status, round(found.seconds, 1))


def _told(line: Line, as_json: bool) -> str:
    if as_json:
        return json.dumps(line.__dict__)
    objective, bound = ("-" if n is None else n for n in (line.objective, line.bound))
    return (
        f"{line.instance:62} {line.officers:8} {line.slots:5} {objective:>9} {bound:>6}  {line.status:9}"
        f" {line.seconds:7.1f}"
    )


def _csv(day: TaskDay, found: Variation) -> str:
    """officer,slot,activity; both numbers from 0, absences left out."""
    cells = np.argwhere(found.schedule != ABSENT).tolist()
    rows = (f"{who},{slot},{day.activities[found.schedule[who, slot]]}" for who, slot in cells)
    return "\n".join(["officer,slot,activity", *rows]) + "\n"
