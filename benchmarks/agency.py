"""A made-up agency: 200 officers of 24 skill groups, 16 half hours of service a day, 8 steps, open on Saturdays.

Nothing here is an office that exists. Skills, sizes of groups and demand come from a seed, so that the work is the
same on every machine; its load lies where the large sample office's does, at about seven tenths of the posts.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np

from planning.config import Config, LoadedConfig

OFFICERS, GROUPS, SEED = 200, 24, 20261124
STEPS = ("informasi", "berkas", "foto", "wawancara", "izin", "periksa", "bayar", "serah")
DESKS = {"informasi": 8, "berkas": 16, "foto": 14, "wawancara": 22, "izin": 10, "periksa": 6, "bayar": 8, "serah": 10}
"""Counters that serve one step alone."""
MIXED = (("berkas", "foto"), ("foto", "wawancara"), ("bayar", "serah"))
MIXED_DESKS = 5
ROUTES: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...] = (
    ("baru", 340, (("berkas", 6), ("foto", 5), ("wawancara", 10))),
    ("ganti", 260, (("berkas", 5), ("foto", 5), ("wawancara", 7))),
    ("tinggal", 70, (("izin", 20), ("bayar", 4))),
    ("periksa", 30, (("periksa", 30),)),
    ("tanya", 220, (("informasi", 6),)),
    ("ambil", 420, (("serah", 4),)),
    ("setor", 180, (("bayar", 4),)),
)
"""Services: visitors a day, and minutes at each step."""


def agency() -> LoadedConfig:
    """The office as its analyst would have written it."""
    return LoadedConfig(Config.model_validate(_data(np.random.default_rng(SEED))), (), Path("agency.yaml"), (), ())


def _data(rng: np.random.Generator) -> dict[str, object]:
    return {"office": _office(rng), "forecast": {"questionnaire": _questionnaire()}, "roster": {"shifts": _shifts()}}


def _office(rng: np.random.Generator) -> dict[str, object]:
    steps = [{"id": step, "name": step.title(), "skills": [step]} for step in STEPS]
    services = [
        {"id": name, "name": name.title(), "ticket": f"T{n}",
         "route": [{"step": step, "minutes": minutes, "cv": 0.5} for step, minutes in route]}
        for n, (name, _, route) in enumerate(ROUTES)
    ]  # fmt: skip
    kinds = [{"id": step, "steps": [step]} for step in STEPS]
    kinds += [{"id": f"{one}_{two}", "steps": [one, two]} for one, two in MIXED]
    sizes = DESKS | {f"{one}_{two}": MIXED_DESKS for one, two in MIXED}
    counters = [
        {"id": f"{kind}{n}", "name": f"{kind} {n}", "type": kind} for kind, many in sizes.items() for n in range(many)
    ]
    week = {"mon-fri": ["08.00-16.00"], "sat": ["08.00-12.00"]}
    return {
        "id": "agency", "name": "Agency", "skills": {step: step for step in STEPS}, "steps": steps,
        "services": services, "counter_types": kinds, "counters": counters,
        "contracts": [{"id": "pns", "day_minutes": 450, "tolerance_minutes": 150}],
        "officers": _officers(rng), "hours": {"tickets": {"normal": week}, "service": {"normal": week}},
        "breaks": {"normal": {"mon-fri": {"minutes": 60, "window": "11.00-14.00"}}},
        "back_office": [
            {"id": "arsip", "name": "Arsip", "week_minutes": 30_000},
            {"id": "setuju", "name": "Persetujuan", "skills": ["wawancara"], "week_minutes": 24_000},
            {"id": "cetak", "name": "Cetak", "skills": ["serah"], "week_minutes": 12_000},
        ],
        "promises": [{"id": step, "name": step, "steps": [step], "officers": 2} for step in STEPS],
    }  # fmt: skip


def _officers(rng: np.random.Generator) -> list[dict[str, object]]:
    """Everybody can do two or three steps; groups have 3 to about 15 officers."""
    sizes = 3 + rng.multinomial(OFFICERS - 3 * GROUPS, rng.dirichlet(np.full(GROUPS, 3.0)))
    skills = [sorted(rng.choice(STEPS, 2 + n % 2, replace=False).tolist()) for n in range(GROUPS)]
    for n, pair in enumerate(pairwise(STEPS)):  # no step hangs on one group
        skills[n] = list(pair)
    for n, pair in enumerate(MIXED):
        skills[len(STEPS) + n] = sorted({*pair, "wawancara"})
    held = [have for size, have in zip(sizes.tolist(), skills, strict=True) for _ in range(size)]
    return [{"id": f"o{n}", "name": f"O {n}", "contract": "pns", "skills": have} for n, have in enumerate(held)]


def _questionnaire() -> dict[str, object]:
    return {
        "services": {name: {"visitors": visitors} for name, visitors, _ in ROUTES},
        "hours": {8: 22, 9: 22, 10: 18, 11: 12, 12: 6, 13: 10, 14: 7, 15: 3},
        "weekdays": {"mon": 1.15, "tue-thu": 1, "fri": 0.85, "sat": 0.4},
    }


def _shifts() -> list[dict[str, object]]:
    return [
        {"id": "pagi", "name": "Pagi", "hours": {"normal": {"mon-fri": "07.30-16.00"}}},
        {"id": "siang", "name": "Siang", "hours": {"normal": {"mon-fri": "08.00-16.30"}}},
        {"id": "sabtu", "name": "Sabtu", "hours": {"normal": {"sat": "07.30-12.30"}}},
    ]
