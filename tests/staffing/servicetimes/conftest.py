"""Small logs in normal form, written row by row."""

import pandas as pd
import pytest

from office.visits.frame import COLUMNS


def make_log(office, rows, day="2026-11-23") -> pd.DataFrame:
    """Rows as dicts of service, step, officer, arrived, called, served, left (clock times); anything may be missing."""
    table = {name: [row.get(name) for row in rows] for name in COLUMNS}
    frame = pd.DataFrame(table)
    days = pd.Series([row.get("day", day) for row in rows], dtype="str")
    frame["day"] = pd.to_datetime(days).astype("datetime64[s]")
    for name in ("arrived", "called", "served", "left"):
        clocks = [f"{d} {row[name]}" if row.get(name) else None for d, row in zip(days, rows, strict=True)]
        frame[name] = pd.to_datetime(pd.Series(clocks, dtype="str")).astype("datetime64[s]")
    frame["ticket"] = [row.get("ticket", f"T{n}") for n, row in enumerate(rows)]
    listed = {
        "service": office.service_ids, "step": office.step_ids, "officer": office.officer_ids,
        "counter": tuple(counter.id for counter in office.counters), "outcome": ("served", "absent", "cancelled"),
        "office": (office.id,), "channel": ("walk_in", "booked"), "ticket": tuple(dict.fromkeys(frame["ticket"])),
    }  # fmt: skip
    for name, categories in listed.items():
        frame[name] = pd.Categorical(frame[name], categories=list(categories))
    return frame


@pytest.fixture
def log():
    """The builder of this file."""
    return make_log
