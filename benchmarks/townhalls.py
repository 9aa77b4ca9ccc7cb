"""Thirty offices with fixed teams for the decision benchmark: ten of each size, drawn from their seeds.

Shapes are those of immigration offices: papers, then photo and interview; a priority desk that does both; information;
collection; residence permits in the larger ones. Teams are as large for their desks as in the two sample offices (12
officers for 7 desks, 45 for 20), hold two or three skills each, and every step can be done by one officer more than it
has desks; a quarter of their hours is owed to back office, as in the samples. One shift where fewer than 30 come a day;
half of the large offices have an early and a late one, half open on Saturdays. Nothing here looks at how a plan fares.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from planning.config import Config
from planning.inputs import Hashes, Inputs
from scheduler.roster import History

Size = Literal["small", "medium", "large"]
SIZES: tuple[Size, ...] = ("small", "medium", "large")
OFFICES = 10
"""Of each size."""
VISITORS: dict[Size, tuple[float, float]] = {"small": (6.0, 11.9), "medium": (15.0, 29.9), "large": (110.0, 380.0)}
LOAD: dict[Size, tuple[float, float]] = {"small": (0.25, 0.5), "medium": (0.35, 0.65), "large": (0.7, 0.92)}
"""Share of the busiest third of a day's desk time that is asked for, from which the number of desks follows."""
OFFICERS = (1.5, 2.1)
"""Officers for each desk."""
INTERVIEWERS = 0.4
"""Share of the team that interviews, as in the samples."""
BACK_OFFICE = 0.25
"""Share of all hours."""
SHARES = {"paspor": 0.42, "prioritas": 0.08, "informasi": 0.2, "ambil": 0.24, "izin": 0.06}
ROUTES = {
    "paspor": [("berkas", 5.0, 0.5), ("wawancara", 11.0, 0.5)],
    "prioritas": [("prioritas", 18.0, 0.6)],
    "informasi": [("informasi", 6.0, 0.9)],
    "ambil": [("penyerahan", 4.0, 0.6)],
    "izin": [("izin", 20.0, 0.6)],
}
PAIRS = (("berkas", "informasi"), ("berkas", "penyerahan"), ("informasi", "penyerahan"), ("berkas", "izin"))
"""Skills of officers who do not interview."""


@dataclass(frozen=True)
class Drawn:
    """One office: its inputs, and how many come on an ordinary day."""

    name: str
    size: Size
    daily: float
    inputs: Inputs


def offices(size: Size) -> list[Drawn]:
    """The ten offices of a size."""
    return [draw(size, number) for number in range(OFFICES)]


def draw(size: Size, number: int) -> Drawn:
    """One office from its seed."""
    rng = np.random.default_rng([404, SIZES.index(size), number])
    daily = float(rng.uniform(*VISITORS[size]))
    services = [service for service in SHARES if service != "izin" or size == "large"]
    shares = np.array([SHARES[service] for service in services]) * rng.uniform(0.8, 1.25, len(services))
    comes = dict(zip(services, (daily * shares / shares.sum()).tolist(), strict=True))
    desks = _desks(comes, rng.uniform(*LOAD[size]))
    has_shifts = size == "large" and number % 2 == 1
    data = _office(
        f"{size}_{number}", comes, desks, _team(desks, rng), has_shifts, saturday=size == "large" and number % 4 > 1
    )
    config = Config.model_validate(data)
    return Drawn(
        f"{size}_{number}", size, daily,
        Inputs(config, config.office.calendar(()), None, (), (), History(), None, Hashes(), ()),
    )  # fmt: skip


def _desks(comes: dict[str, float], load: float) -> dict[str, int]:
    """Desks of each step: minutes asked for in the three busiest hours over what a desk has, at this load."""
    busy = {step: 0.0 for route in ROUTES.values() for step, _, _ in route}
    for service, visitors in comes.items():
        for step, minutes, _ in ROUTES[service]:
            busy[step] += 0.55 * visitors * minutes / 180
    return {step: max(1, int(np.ceil(erlangs / load))) for step, erlangs in busy.items() if erlangs > 0}


def _team(desks: dict[str, int], rng: np.random.Generator) -> list[list[str]]:
    """Skills of the officers: interviewers (half of them for priority as well) and pairs of other skills."""
    asked = float(rng.uniform(*OFFICERS)) * sum(desks.values())
    interviewers = max(desks["wawancara"] + desks["prioritas"] + 1, round(asked * INTERVIEWERS))
    team = [["berkas", "wawancara", *(["prioritas"] if n % 2 == 0 else [])] for n in range(interviewers)]
    if "izin" in desks:
        team += [["wawancara", "izin"] for _ in range(desks["izin"])]
    able = {step: sum(step in skills for skills in team) for step in desks}
    pairs = [pair for pair in PAIRS if set(pair) <= set(desks)]
    while short := [pair for pair in pairs if any(able[step] < desks[step] + 1 for step in pair)] or (
        pairs if len(team) < asked else []
    ):
        pair = list(short[int(rng.integers(len(short)))])
        team.append(pair)
        for step in pair:
            able[step] += 1
    return team


def _office(
    name: str, comes: dict[str, float], desks: dict[str, int], team: list[list[str]], has_shifts: bool, saturday: bool
) -> dict[str, object]:
    hours = {"mon-fri": ["08.00-15.00"]} | ({"sat": ["08.00-11.30"]} if saturday else {})
    service = {"mon-fri": ["08.00-16.00" if has_shifts else "08.00-15.30"]} | (
        {"sat": ["08.00-12.00"]} if saturday else {}
    )
    kinds = {step: [step] for step in desks} | {"prioritas": ["prioritas", "berkas", "wawancara"]}
    needs = {step: [step] for step in desks} | {"prioritas": ["prioritas", "berkas", "wawancara"]}
    weekly = round(BACK_OFFICE * 37.5 * 60 * len(team) / 90) * 90
    days = {"mon-thu": "07.30-16.00", "fri": "07.30-16.30"}
    shifts = [{"id": "pagi", "name": "Pagi", "hours": {"normal": days}}]
    if has_shifts:
        later = {"mon-thu": "08.30-17.00", "fri": "08.00-17.00"}
        shifts.append({"id": "siang", "name": "Siang", "hours": {"normal": later}})
    if saturday:
        shifts.append({"id": "sabtu", "name": "Sabtu", "hours": {"normal": {"sat": "07.30-12.30"}}})
    return {
        "office": {
            "id": name, "name": name,
            "skills": {step: step for step in desks},
            "steps": [{"id": step, "name": step, "skills": needs[step]} for step in desks],
            "services": [
                {"id": service_id, "name": service_id, "priority": 0 if service_id == "prioritas" else 1,
                 "route": [{"step": s, "minutes": m, "cv": cv} for s, m, cv in ROUTES[service_id]]}
                for service_id in comes
            ],
            "counter_types": [{"id": kind, "steps": kinds[kind]} for kind in desks],
            "counters": [
                {"id": f"l{kind}{n}", "name": f"{kind} {n}", "type": kind}
                for kind, count in desks.items() for n in range(count)
            ],
            "contracts": [{"id": "pns", "tolerance_minutes": 150 if saturday else 0}],
            "officers": [
                {"id": f"p{n}", "name": f"Petugas {n}", "skills": skills, "contract": "pns"}
                for n, skills in enumerate(team)
            ],
            "hours": {"tickets": {"normal": hours}, "service": {"normal": service}},
            "breaks": {"normal": {"mon-thu": {"minutes": 60, "window": "11.30-13.30"},
                                  "fri": {"minutes": 90, "window": "11.30-13.30"}}},
            "back_office": [{"id": "berkas", "name": "Berkas", "week_minutes": weekly}],
            "standby": {"officers": 1},
            "promises": [{"id": step, "name": step, "steps": [step]} for step in desks if step != "izin"],
        },
        "forecast": {
            "model": "questionnaire",
            "questionnaire": {
                "services": {s: {"visitors": v, "low": 0.72 * v, "high": 1.3 * v} for s, v in comes.items()},
                "hours": {8: 22, 9: 22, 10: 18, 11: 12, 12: 4, 13: 12, 14: 10},
                "weekdays": {"mon": 1.15, "tue-thu": 1.0, "fri": 0.85, "sat": 0.4},
            },
        },
        "roster": {"shifts": shifts},
    }  # fmt: skip
