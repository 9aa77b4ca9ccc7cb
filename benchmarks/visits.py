"""Reading and counting two million visits: seconds and peak memory, each run in a process of its own.

Run with ``python -m benchmarks.visits [--rows N] [--keep FILE]``. The file is synthetic: 30 offices' worth of rows in
one office's format, d/m/Y, times with dots and colons, 0.3 % bad rows. The target is under 20 s and under 2 GB; on a
busy machine the seconds of CPU tell what a quiet one would need, since one core does it all.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from office.office import Office

ROWS = 2_000_000
SECONDS, MEGABYTES = 20.0, 2048.0
_SERVICES = ("Paspor baru", "Penggantian", "Prioritas", "Percepatan", "Izin tinggal", "Pengambilan", "Informasi", "BAP")
_HEADINGS = "Tanggal,No Antrean,Nama,NIK,Layanan,Loket,Petugas,Waktu Ambil,Waktu Panggil,Mulai Layan,Selesai,Kanal"


def office() -> Office:
    """A large office whose services are those of the file."""
    return Office.model_validate(
        {
            "id": "besar",
            "name": "Kantor Besar",
            "skills": {"umum": "Umum"},
            "steps": [{"id": "meja", "name": "Meja", "skills": ["umum"]}],
            "services": [
                {"id": f"s{i}", "name": name, "route": [{"step": "meja", "minutes": 10}]}
                for i, name in enumerate(_SERVICES)
            ],
            "counter_types": [{"id": "biasa", "steps": ["meja"]}],
            "counters": [{"id": f"l{i}", "name": f"Loket {i}", "type": "biasa"} for i in range(1, 21)],
            "contracts": [{"id": "pns"}],
            "officers": [
                {"id": f"p{i}", "name": f"Petugas {i}", "code": f"P{i:02d}", "skills": ["umum"], "contract": "pns"}
                for i in range(45)
            ],
            "hours": {
                "tickets": {"normal": {"mon-fri": ["07.30-15.00"]}},
                "service": {"normal": {"mon-fri": ["08.00-16.00"]}},
            },
            "breaks": {"normal": {"mon-fri": {"minutes": 60, "window": "11.30-13.30"}}},
        }
    )


def write(path: Path, rows: int, seed: int = 20_260_101) -> None:
    """A ticket log of `rows` rows over two years of weekdays, as a queue machine exports it."""
    rng = np.random.default_rng(seed)
    days = [date(2024, 1, 1) + timedelta(n) for n in range(730)]
    open_days = np.array([f"{day:%d/%m/%Y}" for day in days if day.weekday() < 5])
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEADINGS + "\n")
        for low in range(0, rows, 100_000):
            size = min(100_000, rows - low)
            day = open_days[(low + np.arange(size)) * len(open_days) // rows]
            _block(rng, day).to_csv(file, index=False, header=False, lineterminator="\n")


def _block(rng: np.random.Generator, day: np.ndarray) -> pd.DataFrame:
    size = len(day)
    arrived = rng.integers(8 * 3600, 14 * 3600, size)
    called = arrived + rng.integers(0, 3000, size)
    served = called + rng.integers(0, 60, size)
    left = served + rng.integers(60, 1500, size)
    service = np.array(_SERVICES)[rng.integers(0, len(_SERVICES), size)]
    bad = rng.random(size) < 0.003
    return pd.DataFrame(
        {
            "Tanggal": day,
            "No Antrean": [
                f"{letter}{n:05d}" for letter, n in zip("ABCDEFGH" * (size // 8 + 1), range(size), strict=False)
            ],
            "Nama": "Pemohon",
            "NIK": rng.integers(10**15, 10**16, size),
            "Layanan": np.where(bad & (rng.random(size) < 0.5), "Pasport baru", service),
            "Loket": [f"Loket {n}" for n in rng.integers(1, 21, size)],
            "Petugas": [f"P{n:02d}" for n in rng.integers(0, 45, size)],
            "Waktu Ambil": _clock(arrived),
            "Waktu Panggil": _clock(called),
            "Mulai Layan": _clock(served),
            "Selesai": np.where(bad, _clock(arrived - 600), _clock(left)),
            "Kanal": np.where(rng.random(size) < 0.7, "M-Paspor", "Datang langsung"),
        }
    )


def _clock(seconds: np.ndarray) -> np.ndarray:
    hours, minutes = np.char.mod("%02d", seconds // 3600), np.char.mod("%02d", seconds // 60 % 60)
    clock = np.char.add(np.char.add(hours, ":"), minutes)
    return np.char.add(np.char.add(clock, ":"), np.char.mod("%02d", seconds % 60))


def measure(path: Path) -> None:
    """Reads and counts a file; prints rows, seconds and peak memory as JSON. Runs in the child process."""
    from office.visits.format import VisitFormat
    from office.visits.read import read_visits

    start, begun = time.perf_counter(), time.process_time()
    log = read_visits(path, office(), VisitFormat())
    read = time.perf_counter()
    slots = log.frame["arrived"].dt.floor("30min")
    counts = log.frame.groupby(["service", slots], observed=True).size()
    done, cpu = time.perf_counter(), time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "rows": log.rows,
        "bad": log.bad,
        "cells": len(counts),
        "read_seconds": round(read - start, 2),
        "count_seconds": round(done - read, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb": round(peak),
    }
    print(json.dumps(found))


def main() -> None:
    """Writes the file, measures in a child process, prints and judges."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the file (default: %(default)s)")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure is not None:
        measure(chosen.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visits.csv"
        write(path, chosen.rows)
        size = path.stat().st_size / 1e6
        command = [sys.executable, "-m", "benchmarks.visits", "--measure", str(path)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    seconds = found["read_seconds"] + found["count_seconds"]
    spent = f"{seconds:.1f} s ({found['cpu_seconds']:.1f} s of CPU), peak {found['peak_mb']} MB"
    print(f"{found['rows']:,} rows, {size:.0f} MB, {found['bad']:,} bad: {spent}")
    print(f"  read {found['read_seconds']} s, count {found['count_seconds']} s: {found['cells']:,} (service, slot)")
    if chosen.rows >= ROWS and (found["cpu_seconds"] > SECONDS or found["peak_mb"] > MEGABYTES):
        raise SystemExit(f"  over the target of {SECONDS:.0f} s and {MEGABYTES:.0f} MB")


if __name__ == "__main__":
    main()
