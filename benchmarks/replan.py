"""How fast a bad morning is answered, and how good the answers are: some twenty incidents made by lot.

Prints for each office the seconds from the words to the proposals (files are read once, before) and of the whole
command, officers whose day changes, and minutes of promises that stay open, before and after.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from planning.happened import Told
from planning.inputs import gather
from planning.origin import Origin
from planning.replan import Published, Replanned, publish, read_published, replan
from scheduler.repair.proposals import Proposal
from scheduler.roster import Roster

ROOT = Path(__file__).parent.parent
WEEK = "2026-W49"
OFFICES: dict[str, tuple[str, str | None]] = {
    "lebong": ("configs/lebong.yaml", "sample_data/kunjungan.csv.gz"),
    "large": ("configs/large.yaml", None),
}
LIMIT = 5.0
"""Seconds in which 45 officers have their proposals."""


def planned(name: str, seconds: float, folder: Path) -> Path:
    """The roster of the office's sample week, planned now."""
    config, visits = OFFICES[name]
    files = [str(ROOT / config), *([str(ROOT / visits)] if visits else [])]
    call = [sys.executable, str(ROOT / "cli.py"), "plan", *files, "--week", WEEK, "--seconds", str(seconds),
            "--out", str(folder), "--quick", "--quiet"]  # fmt: skip
    subprocess.run(call, check=False, cwd=ROOT)
    return folder / WEEK / "roster.json"


def published(name: str, path: Path) -> Published:
    """The office's files and the roster, read."""
    config, visits = (ROOT / part if part else None for part in OFFICES[name])
    assert config is not None
    file, roster = read_published(path, {})
    return publish(gather(config, visits), file, roster, path, Origin(config, visits, is_same=True))


def incidents(roster: Roster, days: Sequence[date], counters: Sequence[str], count: int, seed: int) -> Iterator[Told]:
    """One to three things that go wrong on one day."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        day = days[int(rng.integers(len(days)))]
        here = sorted({a.officer for a in roster.assignments if a.day == day})
        who = [here[int(n)] for n in rng.permutation(len(here))[:3]]
        absent = tuple(f"{o}@{day}" for o in who[: rng.integers(1, 3)])
        late = (f"{who[2]}@{day}@10.00",) if rng.random() < 0.3 else ()
        down = (f"{rng.choice(list(counters))}@{day}",) if rng.random() < 0.3 else ()
        more = (f"+{rng.integers(10, 50)}%@{day}",) if rng.random() < 0.3 else ()
        yield Told(absent=absent, late=late, down=down, visitors=more, start=435)


def best(found: Replanned) -> Proposal:
    """The way that leaves least open, then with most visitors in time."""
    ways = found.repair.proposals or (found.repair.untouched,)
    return min(ways, key=lambda way: (way.effect.uncovered, way.waits.late if way.waits else 0.0))


def main(words: Sequence[str] | None = None) -> int:
    """Returns 1 if the middle incident of the large office is not answered in time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("offices", nargs="*", default=list(OFFICES))
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="for the plan that is repaired")
    parser.add_argument("--roster", type=Path, help="a roster.json of one office, instead of planning it")
    given = parser.parse_args(words)
    slow = False
    for name in given.offices:
        with tempfile.TemporaryDirectory() as folder:
            path = given.roster or planned(name, given.seconds, Path(folder))
            week = published(name, path)
            took = measure(name, week, given.count)
            call, busy = command_seconds(name, path, week)
            print(
                f"{name}: the whole command, files read and forecast made: {call:.1f} s, of the processors {busy:.1f} s"
            )
            slow |= name == "large" and (statistics.median(took) > LIMIT or call > LIMIT)
    return int(slow)


def measure(name: str, week: Published, count: int) -> list[float]:
    """Prints the figures of an office; the seconds of each incident."""
    days = [day.date for day in week.week.open_days]
    counters = [counter.id for counter in week.week.office.counters if counter.available]
    found, busy = [], []
    for told in incidents(week.roster, days, counters, count, 1):
        began = process_time()
        found.append(replan(week, told, days[0], 1))
        busy.append(process_time() - began)
    took = [each.seconds for each in found]
    before = [each.repair.before.uncovered for each in found]
    paper = [p.effect for each in found for p in each.repair.proposals if p.way == "paper"]
    ways = [best(each) for each in found]
    changed = [len(way.effect.changed) for each in found for way in each.repair.proposals]
    print(f"{name}: {len(found)} incidents, {len(week.week.office.officers)} officers, one plan")
    print(f"  seconds: median {statistics.median(took):.2f}, worst {max(took):.2f}; of the processors "
          f"{statistics.median(busy):.2f} and {max(busy):.2f}")  # fmt: skip
    most = max(changed, default=0)
    print(f"  proposals: {len(changed)}; officers changed: mean {np.mean(changed or [0]):.1f}, most {most}")
    print(f"  minutes of promises open a day: nobody moves {np.mean(before):.0f}, best way "
          f"{np.mean([way.effect.uncovered for way in ways]):.0f}; by the paper alone "
          f"{np.mean([effect.uncovered for effect in paper] or [0]):.0f} (of {len(paper)} incidents)")  # fmt: skip
    late = [each.repair.untouched.waits.late for each in found if each.repair.untouched.waits]
    after = [way.waits.late for way in ways if way.waits]
    print(f"  visitors a day who wait too long: nobody moves {np.mean(late):.1f}, best way {np.mean(after):.1f}")
    broken = sum(len(way.effect.given) for way in ways)
    alone = sum(len(each.repair.before.given) for each in found)
    print(f"  hard rules broken that were kept: {broken}, of which by the incident itself {alone}")
    return took


def command_seconds(name: str, path: Path, week: Published) -> tuple[float, float]:
    """Wall time of one call from the shell and what processors spent on it, the better of two."""
    config, visits = OFFICES[name]
    files = ["--config", str(ROOT / config), *(["--visits", str(ROOT / visits)] if visits else [])]
    counter = week.week.office.counters[2].name
    call = [sys.executable, str(ROOT / "cli.py"), "replan", str(path), *files, "--absent", "A@monday", "--absent",
            "C@monday", "--down", f"{counter}@monday", "--from", "07.15", "--quiet"]  # fmt: skip
    return min(_timed(call) for _ in range(2))


def _timed(call: Sequence[str]) -> tuple[float, float]:
    began, before = perf_counter(), os.times()
    done = subprocess.run(call, check=False, cwd=ROOT, capture_output=True)
    after = os.times()
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.decode())
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return perf_counter() - began, busy


if __name__ == "__main__":
    sys.exit(main())
